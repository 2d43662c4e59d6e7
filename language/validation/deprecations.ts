import { type AstNode } from 'langium';
import type { Argument, Auth, Call, Connector, Deprecated, Field, InstanceReference, MemberAccess, ObjectLiteral, Parameter, Sunset, Trigger, Webhook, WorkspaceFile } from '../generated/ast.ts';
import { asObject, jsonMember } from '../references/document-symbols.ts';
import { attribute, attributeText } from '../types/declared.ts';
import { chainType } from '../types/members.ts';
import type { Semantics } from '../types/semantics.ts';
import { membersOf, nonNull } from '../types/type.ts';
import { authOf } from '../workspace/instance-issues.ts';
import { type CheckTable, declaredHere, type NodeCheck, type Report, type Spot } from './check.ts';

// What a connector says is on its way out, told where somebody uses it: at the instance that signs in with it, at a call, at a field.

function memberText(node: { members: readonly AstNode[] }): string | undefined {
  const deprecated = node.members.find((member): member is Deprecated => member.$type === 'Deprecated');
  const sunset = node.members.find((member): member is Sunset => member.$type === 'Sunset');
  const why = deprecated?.text?.$type === 'StringLiteral' ? deprecated.text.value : undefined;
  return said(deprecated !== undefined, why, sunset?.date, sunset?.text?.$type === 'StringLiteral' ? sunset.text.value : undefined);
}

function fieldText(node: Field | Parameter): string | undefined {
  const deprecated = attribute(node, 'deprecated');
  const sunset = attribute(node, 'sunset');
  return said(deprecated !== undefined, attributeText(deprecated, 0), attributeText(sunset, 0), attributeText(sunset, 1));
}

function said(deprecated: boolean, why: string | undefined, date: string | undefined, then: string | undefined): string | undefined {
  if (!deprecated && date === undefined) return undefined;
  const end = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
  const parts = [
    `is ${deprecated ? 'deprecated' : `there until ${date}`}${why === undefined ? '.' : `: ${end(why)}`}`,
    ...(date === undefined ? [] : deprecated ? [`It ends on ${date}${then === undefined ? '.' : `: ${end(then)}`}`] : then === undefined ? [] : [end(then)]),
  ];
  return parts.join(' ');
}

function tell(what: string, text: string | undefined, spot: Spot, node: AstNode, report: Report): void {
  if (text !== undefined) report('deprecated', spot, `${what} ${text}`, { ...declaredHere(node), tag: 'deprecated' });
}

const call: NodeCheck<Call> = (node, report, semantics) => {
  const target = semantics.types.callTarget(node);
  if (target?.kind !== 'endpoint') return;
  const { endpoint } = target;
  if (target.use !== undefined) tell(`\`${endpoint.name}\``, memberText(endpoint), node.callee?.$type === 'MemberAccess' ? { node: node.callee, property: 'member' } : { node }, endpoint, report);
  for (const argument of node.args as readonly Argument[]) {
    const parameter = argument.name === undefined ? undefined : endpoint.parameters.find((one) => one.name === argument.name);
    if (parameter !== undefined) tell(`\`${parameter.name}\``, fieldText(parameter), { node: argument, property: 'name' }, parameter, report);
  }
};

const member: NodeCheck<MemberAccess> = (node, report, semantics) => {
  if (node.member === undefined || node.target === undefined || isInConnector(node)) return;
  for (const one of membersOf(nonNull(chainType(node.target, semantics.types.context).type))) {
    const field = one.kind === 'object' ? one.fields.get(node.member)?.node : undefined;
    if (field?.$type !== 'Field') continue;
    tell(`\`${node.member}\``, fieldText(field as Field), { node, property: 'member' }, field, report);
    return;
  }
};

const object: NodeCheck<ObjectLiteral> = (node, report, semantics) => {
  if (isInConnector(node)) return;
  const wanted = semantics.types.expectedType(node);
  const shape = wanted && membersOf(wanted).find((one) => one.kind === 'object');
  if (shape?.kind !== 'object') return;
  for (const entry of node.entries) {
    const field = entry.$type === 'SpreadEntry' ? undefined : shape.fields.get(entry.key)?.node;
    if (entry.$type !== 'SpreadEntry' && field?.$type === 'Field') tell(`\`${entry.key}\``, fieldText(field as Field), { node: entry, property: 'key' }, field, report);
  }
};

/** A connector may use its own fields: only who calls it can do without. */
function isInConnector(node: AstNode): boolean {
  for (let at: AstNode | undefined = node; at !== undefined; at = at.$container) if (at.$type === 'ConnectorFile') return true;
  return false;
}

const reference: NodeCheck<InstanceReference> = (node, report, semantics) => {
  const connector = node.connector ? semantics.index.connector(node.connector, node) : undefined;
  if (connector !== undefined) tell(`The connector \`${connector.name}\``, memberText(connector.node as Connector), { node, property: 'connector' }, connector.node, report);
};

const trigger: NodeCheck<Trigger> = (node, report, semantics) => {
  const type = node.hook && semantics.types.typeOf(node.hook);
  if (type?.kind === 'webhook') tell(`\`${type.webhook.name}\``, memberText(type.webhook as Webhook), { node: node.hook! }, type.webhook, report);
};

/** Instances that sign in in a way that ends, and settings that go. */
const file: NodeCheck<WorkspaceFile> = (node, report, semantics) => {
  const root = asObject(node.value);
  for (const member of asObject(jsonMember(root, 'instances')?.value)?.members ?? []) {
    const connector = connectorOf(member.key, semantics, node);
    const instance = asObject(member.value);
    if (connector === undefined || instance === undefined) continue;
    const auth = authOf(instance, connector)?.node as Auth | undefined;
    const named = jsonMember(instance, 'auth');
    const spot: Spot = named?.value === undefined ? { node: member, property: 'key' } : { node: named, property: 'value' };
    if (auth !== undefined) tell(`To sign in with \`${auth.name}\``, memberText(auth), spot, auth, report);
    checkSettings(instance);

    function checkSettings(of: typeof instance): void {
      for (const setting of asObject(jsonMember(of, 'settings')?.value)?.members ?? []) {
        const field = connector!.settings.get(setting.key) ?? (auth === undefined ? undefined : connector!.auths.get(auth.name)?.settings.get(setting.key));
        if (field !== undefined) tell(`The setting \`${field.name}\``, fieldText(field), { node: setting, property: 'key' }, field, report);
      }
    }
  }
  for (const environment of asObject(jsonMember(root, 'environments')?.value)?.members ?? []) {
    for (const member of asObject(jsonMember(asObject(environment.value), 'instances')?.value)?.members ?? []) {
      const connector = connectorOf(member.key, semantics, node);
      const named = jsonMember(asObject(member.value), 'auth');
      const auth = connector === undefined || named === undefined ? undefined : authOf(asObject(member.value), connector)?.node;
      if (auth !== undefined && named !== undefined) tell(`To sign in with \`${auth.name}\``, memberText(auth), { node: named, property: 'value' }, auth, report);
    }
  }
};

function connectorOf(instance: string, semantics: Semantics, from: AstNode): ReturnType<Semantics['index']['connector']> {
  const name = semantics.index.instance(instance, from)?.connector;
  return name === undefined ? undefined : semantics.index.connector(name, from);
}

export const deprecationChecks: CheckTable = { Call: [call], MemberAccess: [member], ObjectLiteral: [object], InstanceReference: [reference], Trigger: [trigger], WorkspaceFile: [file] };
