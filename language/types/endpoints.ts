import type { Connector, Endpoint, Flow, OnRule, Test } from '../generated/ast.ts';
import type { TypeContext } from './context.ts';
import { any, nullable, type Type } from './type.ts';

/** What an endpoint is declared to give, arrays included; `any` without a declared type. */
export function endpointType(node: Endpoint, context: TypeContext): Type {
  return node.type === undefined ? any : context.declared.of(node.type, true);
}

/** One record of an endpoint that lists, or what any other gives. */
export function recordType(node: Endpoint, context: TypeContext): Type {
  const type = endpointType(node, context);
  return type.kind === 'array' ? type.of : type;
}

/** Whether an endpoint gives a list of records. */
export function lists(node: Endpoint, context: TypeContext): boolean {
  return endpointType(node, context).kind === 'array';
}

/** What a call of it brings: null where an `on … empty` of the endpoint or, for one that reads, of the connector may answer. */
export function callResult(node: Endpoint, context: TypeContext): Type {
  const type = endpointType(node, context);
  if (type.kind === 'array') return type;
  const own = node.members.filter((member): member is OnRule => member.$type === 'OnRule');
  const connector = node.$container?.$type === 'Connector' ? (node.$container as Connector) : undefined;
  const shared = reads(node) ? (connector?.members.filter((member): member is OnRule => member.$type === 'OnRule') ?? []) : [];
  return [...own, ...shared].some((rule) => rule.action?.$type === 'EmptyAction') ? nullable(type) : type;
}

/** Whether an endpoint only reads: GET, HEAD, a GraphQL query, or declared so by `reads`. */
export function reads(node: Endpoint): boolean {
  if (node.members.some((member) => member.$type === 'Reads')) return true;
  for (const member of node.members) {
    if (member.$type === 'Upsert' || member.$type === 'Submit') return false;
    if (member.$type === 'Request') return member.method === 'GET' || member.method === 'HEAD';
    if (member.$type === 'GraphQLRequest') return !/^\s*(?:#[^\n]*\n\s*)*mutation\b/.test(member.document?.$type === 'StringLiteral' ? member.document.value : '');
  }
  return false;
}

/** What a test is for. */
export function testSubject(test: Test, context: TypeContext): { kind: 'flow'; flow: Flow } | { kind: 'endpoint'; endpoint: Endpoint } | undefined {
  if (test.member !== undefined) {
    const endpoint = context.index.connector(test.subject, test)?.endpoints.get(test.member);
    return endpoint && { kind: 'endpoint', endpoint };
  }
  const flow = context.scopes.flow(test.subject, test);
  return flow && { kind: 'flow', flow };
}
