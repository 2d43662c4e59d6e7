import { valid } from 'semver';
import { type AstNode, AstUtils, type LangiumDocument } from 'langium';
import type { JsonMember, JsonObject, Version, WorkspaceFile } from '../generated/ast.ts';
import { asObject, jsonMember, jsonString } from '../references/document-symbols.ts';
import type { Semantics } from '../types/semantics.ts';
import { workspaceFileIssues } from '../workspace/instance-issues.ts';
import { workspaceFileVersion } from '../workspace/workspace-file.ts';
import { hasSyntaxErrors } from './broken.ts';
import { type CheckTable, declaredHere, type NodeCheck, type Report } from './check.ts';
import { checkInstanceVariables } from './secret-names.ts';
import { didYouMean } from './suggestion.ts';

// patchbay.json: its shape, its version, instances against their connectors. LANGUAGE.md, section 4.

const rootMembers = ['$schema', 'version', 'connectors', 'instances', 'environments', 'marketplaces'];
const instanceMembers = ['connector', 'auth', 'settings', 'baseUrl'];
const environmentMembers = ['instances', 'protected'];

type Shape = 'object' | 'array' | 'string' | 'boolean';
const shapes: Record<Shape, { type: readonly string[]; text: string }> = {
  object: { type: ['JsonObject'], text: 'an object in braces' }, array: { type: ['JsonArray'], text: 'a list in brackets' }, string: { type: ['JsonString'], text: 'a text in double quotes' },
  boolean: { type: ['JsonConstant'], text: 'true or false' },
};

const file: NodeCheck<WorkspaceFile> = (node, report, semantics) => {
  const root = asObject(node.value);
  if (root === undefined) {
    if (node.value !== undefined && node.value.$type !== 'JsonBroken') report('workspace-file', { node: node.value }, 'patchbay.json should be an object in braces: `{ "instances": { … } }`.');
    return;
  }
  if (!checkVersion(root, report)) return;
  const told = new Set<AstNode>();
  const tell: Report = (code, spot, message, details) => { told.add(spot.node); report(code, spot, message, details); };
  knownMembers(root, rootMembers, 'patchbay.json', tell);
  for (const [name, shape] of [['connectors', 'object'], ['instances', 'object'], ['environments', 'object'], ['marketplaces', 'array']] as const) hasShape(jsonMember(root, name), shape, tell);
  checkInstalled(asObject(jsonMember(root, 'connectors')?.value), tell, semantics);
  const instances = asObject(jsonMember(root, 'instances')?.value)?.members ?? [];
  for (const instance of instances) checkInstance(instance, tell, semantics);
  const environments = asObject(jsonMember(root, 'environments')?.value)?.members ?? [];
  for (const environment of environments) checkEnvironment(environment, tell, semantics);
  const halfWritten = hasSyntaxErrors(AstUtils.getDocument(node));
  for (const issue of workspaceFileIssues(node, semantics)) {
    // A half-written instance misses things that are about to come.
    if (halfWritten && (issue.code === 'missing-member' || issue.code === 'missing-setting')) continue;
    if (issue.property === 'value' && (issue.node as JsonMember).value === undefined) continue;
    if (told.has(issue.node) && issue.code !== 'missing-setting') continue;
    told.add(issue.node);
    report(issue.code, { node: issue.node, property: issue.property }, issue.message, { severity: issue.severity, ...declaredHere(issue.declared), ...(issue.data !== undefined && { data: issue.data }) });
  }
  checkInstanceVariables(instances.filter((one) => one.key !== ''), environments.map((one) => one.key), semantics, report);
};

/** Whether a patchbay.json can be taken at its word: there, without errors of syntax, of a version that is known. None at all says that nothing is there. */
export function isReadable(document: LangiumDocument | undefined): boolean {
  if (document === undefined) return true;
  const version = jsonMember(asObject((document.parseResult.value as WorkspaceFile).value), 'version')?.value;
  return !hasSyntaxErrors(document) && !(version?.$type === 'JsonNumber' && Number(version.text) > workspaceFileVersion);
}

/** False where the file is of a version that this program does not know: nothing else in it can be judged. */
function checkVersion(root: JsonObject, report: Report): boolean {
  const member = jsonMember(root, 'version');
  if (member?.value === undefined) return true;
  const number = member.value.$type === 'JsonNumber' ? Number(member.value.text) : Number.NaN;
  if (number === workspaceFileVersion) return true;
  if (number > workspaceFileVersion) report('newer-version', { node: member, property: 'value' }, `This file is of version ${number}, and this Patchbay knows version ${workspaceFileVersion}. Update Patchbay.`);
  else report('workspace-file', { node: member, property: 'value' }, `The version of the file is a number: \`"version": ${workspaceFileVersion}\`.`);
  return !(number > workspaceFileVersion);
}

function knownMembers(object: JsonObject | undefined, known: readonly string[], what: string, report: Report, secrets: ReadonlySet<string> = new Set()): void {
  for (const member of object?.members ?? []) {
    if (!member.key || known.includes(member.key)) continue;
    if (secrets.has(member.key)) { reportSecret(member, report); continue; }
    if (member.key === 'secrets') { report('secret-in-file', { node: member, property: 'key' }, 'Secrets do not belong in patchbay.json, which is committed. Remove them here, change them where they came from, and enter them with *Patchbay: Edit Instance…*.'); continue; }
    report('unknown-member', { node: member, property: 'key' }, `${what} has no "${member.key}".${didYouMean(member.key, known)}`, { data: { name: member.key } });
  }
}

function reportSecret(member: JsonMember, report: Report): void {
  report('secret-in-file', { node: member, property: 'key' }, `"${member.key}" is a secret, and patchbay.json is committed. Remove it here, change it where it came from, and enter it with *Patchbay: Edit Instance…*.`);
}

function hasShape(member: JsonMember | undefined, shape: Shape, report: Report): boolean {
  if (member?.value === undefined || member.value.$type === 'JsonBroken') return false;
  if (shapes[shape].type.includes(member.value.$type) && !(shape === 'boolean' && (member.value as { value?: string }).value === 'null')) return true;
  report('workspace-file', { node: member, property: 'value' }, `"${member.key}" should be ${shapes[shape].text}.`);
  return false;
}

function checkInstalled(connectors: JsonObject | undefined, report: Report, semantics: Semantics): void {
  for (const member of connectors?.members ?? []) {
    if (!member.key || !hasShape(member, 'string', report)) continue;
    const written = jsonString(member.value) ?? '';
    const entry = semantics.index.connector(member.key, member);
    if (valid(written) === null) report('bad-version', { node: member, property: 'value' }, `"${written}" is no version such as "1.0.0".`);
    else if (entry === undefined) report('unknown-connector', { node: member, property: 'key' }, `"${member.key}" is not installed: there is no connectors/${member.key}.connector. Install it, or take it out here.${meant(member, semantics)}`);
    else {
      const own = entry.node.members.find((one): one is Version => one.$type === 'Version');
      if (own?.value !== undefined && own.value !== written) report('version-differs', { node: member, property: 'value' }, `Version ${written} is noted here, and connectors/${member.key}.connector is ${own.value}. Note ${own.value} here, or install ${written} again.`, { ...declaredHere(entry.node), data: { version: own.value } });
    }
  }
}

function meant(member: JsonMember, semantics: Semantics): string {
  const text = didYouMean(member.key, semantics.index.viewOf(member).connectors.keys());
  return text.startsWith(' Did') ? text : '';
}

const instanceName = /^[A-Za-z_$][\w$]*(?:-[\w$]+)*$/;

function checkInstance(member: JsonMember, report: Report, semantics: Semantics): void {
  if (member.key && !instanceName.test(member.key)) report('bad-value', { node: member, property: 'key' }, 'The name of an instance is letters, digits, `_` and `-`, as it is written in flows: `shopify.acme-eu`.');
  if (member.value === undefined || !hasShape(member, 'object', report)) return;
  const value = asObject(member.value);
  const connector = jsonString(jsonMember(value, 'connector')?.value);
  knownMembers(value, instanceMembers, 'An instance', report, secretsOf(connector, member, semantics));
  checkShapes(value, report);
}

function checkShapes(instance: JsonObject | undefined, report: Report): void {
  for (const [name, shape] of [['connector', 'string'], ['auth', 'string'], ['settings', 'object']] as const) hasShape(jsonMember(instance, name), shape, report);
}

function secretsOf(connector: string | undefined, node: AstNode, semantics: Semantics): Set<string> {
  const entry = connector === undefined ? undefined : semantics.index.connector(connector, node);
  return new Set([...(entry?.auths.values() ?? [])].flatMap((auth) => [...auth.secrets.keys()]));
}

function checkEnvironment(member: JsonMember, report: Report, semantics: Semantics): void {
  if (member.value === undefined || !hasShape(member, 'object', report)) return;
  const value = asObject(member.value);
  knownMembers(value, environmentMembers, 'An environment', report);
  hasShape(jsonMember(value, 'protected'), 'boolean', report);
  const instances = jsonMember(value, 'instances');
  if (instances === undefined || !hasShape(instances, 'object', report)) return;
  for (const one of asObject(instances.value)?.members ?? []) {
    if (one.value === undefined || !hasShape(one, 'object', report)) continue;
    const base = semantics.index.instance(one.key, member);
    const connector = jsonString(jsonMember(asObject(one.value), 'connector')?.value) ?? base?.connector;
    knownMembers(asObject(one.value), instanceMembers, 'An instance', report, secretsOf(connector, member, semantics));
    checkShapes(asObject(one.value), report);
  }
}

/** A member that stands twice: JSON takes the last, people read the first. */
const object: NodeCheck<JsonObject> = (node, report) => {
  const seen = new Map<string, JsonMember>();
  for (const member of node.members) {
    if (!member.key) continue;
    const first = seen.get(member.key);
    if (first === undefined) seen.set(member.key, member);
    else report('duplicate-name', { node: member, property: 'key' }, `"${member.key}" stands here twice.`, declaredHere(first));
  }
};

export const workspaceFileChecks: CheckTable = { WorkspaceFile: [file], JsonObject: [object] };
