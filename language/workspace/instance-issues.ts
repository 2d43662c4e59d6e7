import type { AstNode } from 'langium';
import type { Auth, Field, JsonMember, JsonObject, JsonValue as JsonNode, WorkspaceFile } from '../generated/ast.ts';
import { asObject, jsonMember, jsonString } from '../references/document-symbols.ts';
import type { AuthSymbols, ConnectorSymbols } from '../references/document-symbols.ts';
import { walk } from '../references/walk.ts';
import type { Semantics } from '../types/semantics.ts';
import type { DiagnosticCode } from '../validation/codes.ts';
import { unsupported } from '../validation/not-supported.ts';
import { didYouMean } from '../validation/suggestion.ts';
import { checkJson } from './check-value.ts';
import type { JsonValue } from './model.ts';
import { environmentVariable, isSettingVariable } from './workspace-file.ts';

/** What is wrong with an instance of patchbay.json, at the node that shows it; `property` is the part to mark. */
export interface InstanceIssue {
  node: AstNode;
  property: 'key' | 'value';
  severity: 'error' | 'warning';
  code: DiagnosticCode;
  message: string;
  /** What asks for it: the setting or the connector, "declared here". */
  declared?: AstNode;
  /** What quick fixes need: the name that is written and those that there are. */
  data?: Record<string, unknown>;
}

/** The issues of every instance, in the file itself and in its environments. */
export function workspaceFileIssues(file: WorkspaceFile, semantics: Semantics): InstanceIssue[] {
  const root = asObject(file.value);
  const instances = asObject(jsonMember(root, 'instances')?.value)?.members ?? [];
  const found = instances.flatMap((member) => instanceIssues(member, semantics));
  const names = instances.map((one) => one.key);
  // Of two of one name the first counts.
  const byName = new Map(instances.toReversed().map((one) => [one.key, one]));
  for (const environment of asObject(jsonMember(root, 'environments')?.value)?.members ?? []) {
    for (const member of asObject(jsonMember(asObject(environment.value), 'instances')?.value)?.members ?? []) {
      const base = byName.get(member.key);
      if (base === undefined) {
        found.push({ node: member, property: 'key', severity: 'error', code: 'unknown-instance', message: `There is no instance \`${member.key}\`.${didYouMean(member.key, names)}`, data: { name: member.key } });
      } else found.push(...overrideIssues(environment.key, member, base, semantics));
    }
  }
  return found;
}

/** The issues of one instance. */
export function instanceIssues(member: JsonMember, semantics: Semantics): InstanceIssue[] {
  const instance = asObject(member.value);
  const named = jsonMember(instance, 'connector');
  const name = jsonString(named?.value);
  if (named === undefined || name === undefined) {
    return [{ node: named ?? member, property: 'key', severity: 'error', code: 'missing-member', message: `The instance \`${member.key}\` names no connector: "connector": "…" is missing.` }];
  }
  const connector = semantics.index.connector(name, member);
  if (connector === undefined) {
    const known = [...semantics.index.viewOf(member).connectors.keys()];
    return [{ node: named, property: 'value', severity: 'error', code: 'unknown-connector', message: `There is no connector \`${name}\` in this workspace.${didYouMean(name, known) || ' Install it, or add its .connector file.'}`, data: { name } }];
  }
  const { auth, issues } = chosenAuth(member, instance, connector);
  const written = asObject(jsonMember(instance, 'settings')?.value);
  return [...issues, ...settingIssues(written, connector, auth, semantics), ...missingSettings(member, written, connector, auth, semantics), ...baseUrlIssues(instance)];
}

/** The way of signing in that an instance chooses: the only one where it names none. */
export function authOf(instance: JsonObject | undefined, connector: ConnectorSymbols): AuthSymbols | undefined {
  const named = jsonString(jsonMember(instance, 'auth')?.value);
  if (named !== undefined) return connector.auths.get(named);
  return connector.auths.size === 1 ? [...connector.auths.values()][0] : undefined;
}

function chosenAuth(member: JsonMember, instance: JsonObject | undefined, connector: ConnectorSymbols): { auth: AuthSymbols | undefined; issues: InstanceIssue[] } {
  const auth = authOf(instance, connector);
  const named = jsonMember(instance, 'auth');
  const names = [...connector.auths.keys()];
  if (auth !== undefined || (named === undefined && names.length === 0)) return { auth, issues: [] };
  if (named === undefined) {
    return { auth, issues: [{ node: member, property: 'key', severity: 'error', code: 'missing-member', message: `The instance \`${member.key}\` does not say how it signs in: add "auth", one of ${names.map((one) => `\`${one}\``).join(', ')}.` }] };
  }
  const text = jsonString(named.value) ?? '';
  const message = names.length === 0 ? `The connector \`${connector.name}\` needs no "auth".` : `The connector \`${connector.name}\` has no auth \`${text}\`.${didYouMean(text, names) || ` It has ${names.map((one) => `\`${one}\``).join(', ')}.`}`;
  return { auth, issues: [{ node: named, property: 'value', severity: 'error', code: 'unknown-auth', message, declared: connector.node, data: { name: text } }] };
}

function missingSettings(member: JsonMember, written: JsonObject | undefined, connector: ConnectorSymbols, auth: AuthSymbols | undefined, semantics: Semantics): InstanceIssue[] {
  return [...connector.settings.values(), ...(auth?.settings.values() ?? [])]
    .filter((field) => isRequired(field, semantics) && jsonMember(written, field.name) === undefined)
    .map((field) => ({ node: member, property: 'key', severity: 'error', code: 'missing-setting', message: `The instance \`${member.key}\` lacks the setting \`${field.name}\` of \`${connector.name}\`.`, declared: field, data: { name: field.name } }));
}

function isRequired(field: Field, semantics: Semantics): boolean {
  return field.default === undefined && !semantics.types.fieldType(field).optional;
}

function settingIssues(written: JsonObject | undefined, connector: ConnectorSymbols, auth: AuthSymbols | undefined, semantics: Semantics): InstanceIssue[] {
  return (written?.members ?? []).flatMap((member): InstanceIssue[] => {
    const field = connector.settings.get(member.key) ?? auth?.settings.get(member.key);
    if (field === undefined) return [unknownSetting(member, connector, auth)];
    const value = jsonValue(member.value);
    if (value === undefined) return [];
    const variable = environmentVariable(value);
    const problem = variable === undefined ? checkJson(field, value, semantics.types)
      : isSettingVariable(variable) ? undefined : `A setting is taken from variables named PATCHBAY_…, without two _ and not PATCHBAY_KEY.`;
    return problem === undefined ? [] : [{ node: member, property: 'value', severity: 'error', code: 'wrong-setting', message: `\`${member.key}\`: ${problem}`, declared: field }];
  });
}

function unknownSetting(member: JsonMember, connector: ConnectorSymbols, auth: AuthSymbols | undefined): InstanceIssue {
  const secret = [...connector.auths.values()].some((one) => one.secrets.has(member.key));
  const names = [...connector.settings.keys(), ...(auth?.settings.keys() ?? [])];
  const message = secret ? `\`${member.key}\` is a secret: it does not belong in patchbay.json, which is committed. Remove it here, change it at the vendor, and enter it in the instance's form.`
    : `\`${connector.name}\` has no setting \`${member.key}\`.${didYouMean(member.key, names)}`;
  return { node: member, property: 'key', severity: 'error', code: secret ? 'secret-in-file' : 'unknown-setting', message, ...(!secret && { declared: connector.node, data: { name: member.key } }) };
}

/** What an environment changes: each value must fit, and with another way to sign in the instance must be complete again. */
function overrideIssues(environment: string, member: JsonMember, base: JsonMember, semantics: Semantics): InstanceIssue[] {
  const over = asObject(member.value);
  const own = asObject(base.value);
  const name = jsonString(jsonMember(own, 'connector')?.value);
  const connector = name === undefined ? undefined : semantics.index.connector(name, member);
  const other = jsonMember(over, 'connector');
  if (other !== undefined && name !== undefined && jsonString(other.value) !== name) {
    return [{ node: other, property: 'value', severity: 'error', code: 'environment-connector', message: `An environment changes "auth", "settings" and "baseUrl". For another connector than \`${name}\` add an instance of its own.` }];
  }
  if (connector === undefined) return baseUrlIssues(over);
  const named = jsonMember(over, 'auth');
  const written = asObject(jsonMember(over, 'settings')?.value);
  if (named === undefined) return [...settingIssues(written, connector, authOf(own, connector), semantics), ...baseUrlIssues(over)];
  const { auth, issues } = chosenAuth(member, over, connector);
  const wrong = auth === undefined ? [] : [...unsupportedAuth(auth), ...unfitSettings(auth, written, asObject(jsonMember(own, 'settings')?.value), semantics)]
    .map(({ code, message }): InstanceIssue => ({ node: named, property: 'value', severity: 'error', code, message: `In \`${environment}\` the instance \`${member.key}\` signs in with \`${auth.node.name}\`${message}` }));
  return [...issues, ...wrong, ...settingIssues(written, connector, auth, semantics), ...baseUrlIssues(over)];
}

type End = Pick<InstanceIssue, 'code' | 'message'>;

function unsupportedAuth(auth: AuthSymbols): End[] {
  const feature = unsupportedIn(auth.node);
  return feature === undefined ? [] : [{ code: 'not-supported', message: `, which needs ${feature.startsWith('a ') ? feature : `\`${feature}\``}: that is not supported yet.` }];
}

/** Settings of the way to sign in that an environment has chosen, as far as it leaves them to what the instance itself says. */
function unfitSettings(auth: AuthSymbols, over: JsonObject | undefined, own: JsonObject | undefined, semantics: Semantics): End[] {
  return [...auth.settings.values()].filter(({ name }) => jsonMember(over, name) === undefined).flatMap((field): End[] => {
    const kept = jsonMember(own, field.name);
    if (kept === undefined) return isRequired(field, semantics) ? [{ code: 'missing-setting', message: `, and lacks its setting \`${field.name}\`.` }] : [];
    const value = jsonValue(kept.value);
    const problem = value === undefined || environmentVariable(value) !== undefined ? undefined : checkJson(field, value, semantics.types);
    return problem === undefined ? [] : [{ code: 'wrong-setting', message: `, whose setting \`${field.name}\` does not fit: ${problem}` }];
  });
}

/** The first thing in a way to sign in that this version does not carry out; undefined where it carries out all. */
export function unsupportedIn(auth: Auth): string | undefined {
  let feature: string | undefined;
  walk(auth, (node) => { feature ??= unsupported(node)?.feature; });
  return feature;
}

function baseUrlIssues(instance: JsonObject | undefined): InstanceIssue[] {
  const member = jsonMember(instance, 'baseUrl');
  if (member?.value === undefined) return [];
  const text = jsonString(member.value);
  const url = text === undefined ? null : URL.parse(text);
  if (url !== null && (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '') return [];
  return [{ node: member, property: 'value', severity: 'error', code: 'bad-url', message: '"baseUrl" should be a URL such as https://test.example.com, without user or password.' }];
}

/** The value that a node of patchbay.json stands for; undefined where it is broken. */
export function jsonValue(node: JsonNode | undefined): JsonValue | undefined {
  switch (node?.$type) {
    case 'JsonString': return node.value;
    case 'JsonNumber': return Number(node.text);
    case 'JsonConstant': return node.value === 'null' ? null : node.value === 'true';
    case 'JsonArray': { const items = node.items.map(jsonValue); return items.every((item) => item !== undefined) ? items : undefined; }
    case 'JsonObject': {
      const members = node.members.map((member) => [member.key, jsonValue(member.value)] as const);
      return members.every(([, value]) => value !== undefined) ? Object.fromEntries(members as [string, JsonValue][]) : undefined;
    }
    default: return undefined;
  }
}
