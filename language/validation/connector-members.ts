import { valid } from 'semver';
import type { AstNode } from 'langium';
import type { Check, Connector, ConnectorMember, Icon, Sunset, Version } from '../generated/ast.ts';
import { reads } from '../types/endpoints.ts';
import { checkDate } from './attributes.ts';
import { isBroken } from './broken.ts';
import { makesRequest } from './calls.ts';
import { type CheckTable, declaredHere, type NodeCheck, type Report } from './check.ts';
import { pathProblem } from './paths.ts';
import { didYouMean } from './suggestion.ts';
import { listed } from './wording.ts';

// The members of a connector: those that are needed, those that stand once.

const once: Partial<Record<ConnectorMember['$type'], string>> = {
  Title: 'title', Version: 'version', Category: 'category', Website: 'website', Icon: 'icon', Deprecated: 'deprecated', Sunset: 'sunset', Hosts: 'hosts', Base: 'base', Timeout: 'timeout',
  Redirect: 'redirect', Check: 'check',
};

/** Reports the second of members that stand once. `words` gives their keywords by type. */
export function checkOnce(members: readonly AstNode[], words: Partial<Record<string, string>>, report: Report): void {
  const seen = new Map<string, AstNode>();
  for (const member of members) {
    const word = words[member.$type];
    if (word === undefined) continue;
    const first = seen.get(word);
    if (first === undefined) seen.set(word, member);
    else report('conflicting-members', keywordOf(member), `There is ${/^[aeiou]/.test(word) ? 'an' : 'a'} \`${word}\` already.`, { related: [{ spot: { node: first }, message: 'the first stands here' }] });
  }
}

/** The word that a member begins with. */
export function keywordOf(member: AstNode): { node: AstNode; stretch: { start: number; end: number } } {
  const start = member.$cstNode?.offset ?? 0;
  const word = /^[A-Za-z0-9]+/.exec(member.$cstNode?.text ?? '')?.[0] ?? ' ';
  return { node: member, stretch: { start, end: start + word.length } };
}

const connector: NodeCheck<Connector> = (node, report) => {
  checkOnce(node.members, once, report);
  if (isBroken(node) || !node.name) return;
  const missing = (['Version', 'Base'] as const).filter((type) => !node.members.some((member) => member.$type === type));
  if (missing.length === 0) return;
  const lines = missing.map((type) => (type === 'Version' ? '`version 1.0.0`' : "`base 'https://api.example.com'`"));
  report('missing-member', { node, property: 'name' }, `The connector \`${node.name}\` has no ${listed(missing.map((type) => once[type]!))}: write ${lines.join(' and ')}.`, { data: { members: missing } });
};

const version: NodeCheck<Version> = (node, report) => {
  if (node.value && valid(node.value) === null) report('bad-version', { node, property: 'value' }, `\`${node.value}\` is no version such as 1.0.0: three numbers without zeros before them.`);
};

const icon: NodeCheck<Icon> = (node, report) => {
  const text = node.text?.$type === 'StringLiteral' ? node.text.value : undefined;
  if (text === undefined) return;
  const problem = pathProblem(text) ?? (/\.(svg|png)$/i.test(text) ? undefined : 'An icon is a picture beside the connector: `shop.svg` or `shop.png`.');
  if (problem !== undefined) report('bad-path', { node: node.text }, problem);
};

/** `check getShop`: an endpoint that reads and can be called with nothing. */
const check: NodeCheck<Check> = (node, report, semantics) => {
  const value = node.value;
  const own = semantics.index.enclosingConnector(node);
  if (value === undefined || own === undefined) return;
  if (value.$type !== 'NameReference') { report('unknown-endpoint', { node: value }, '`check` names an endpoint of this connector that tries the connection, without parentheses.'); return; }
  const endpoint = own.endpoints.get(value.name);
  if (endpoint === undefined) { report('unknown-endpoint', { node: value }, `There is no endpoint \`${value.name}\` in this connector.${didYouMean(value.name, own.endpoints.keys())}`); return; }
  if (!reads(endpoint) && makesRequest(endpoint)) report('writes-here', { node: value }, `\`${value.name}\` writes; a connection is tried with an endpoint that only reads.`, declaredHere(endpoint));
  const needed = endpoint.parameters.filter((parameter) => { const field = semantics.types.fieldType(parameter); return !field.optional && parameter.default === undefined; });
  if (needed.length > 0) report('missing-argument', { node: value }, `\`${value.name}\` needs ${listed(needed.map((parameter) => parameter.name))}; a connection is tried with an endpoint that needs nothing.`, declaredHere(needed[0]));
};

const sunset: NodeCheck<Sunset> = (node, report) => {
  if (node.date !== undefined && node.$cstNode !== undefined) checkSunset(node, report);
};

function checkSunset(node: Sunset, report: Report): void {
  checkDate(node, node.date, (code, _spot, message, details) => report(code, { node, property: 'date' }, message, details));
}

export const connectorChecks: CheckTable = { Connector: [connector], Version: [version], Icon: [icon], Check: [check], Sunset: [sunset] };
