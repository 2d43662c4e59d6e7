import type { Endpoint as PlanEndpoint, Expr, Incremental as PlanIncremental, Repeat, Request as PlanRequest, Select } from '#plan';
import {
  isBody, isConnector, isDecode, isGraphQLRequest, isHeaders, isIdempotent, isIncremental, isLimit, isNoAuth, isOnRule, isPaginate, isQuery,
  isRecords, isRedirect, isRequest, isResult, isTimeout, isVariables,
  type ConnectorMember, type Endpoint, type EndpointMember, type Expression, type Incremental,
} from '../generated/ast.ts';
import { reads } from '../types/endpoints.ts';
import { type FieldLowering, lowerField } from './field.ts';
import { lowerLimit } from './limits.ts';
import { given } from './lowering.ts';
import { lowerPaginate, lowerSlot } from './paging.ts';
import { lowerMark, selectedType } from './record.ts';
import { lowerRule } from './rules.ts';

/** An endpoint with what it shares with its connector: headers, query, rules, limits, timeout. What this version cannot do is refused before. */
export function lowerEndpoint(node: Endpoint, lowering: FieldLowering): PlanEndpoint {
  const connector = node.$container;
  const shared: ConnectorMember[] = isConnector(connector) ? connector.members : [];
  const ownLimits = node.members.filter(isLimit);
  const paginate = node.members.find(isPaginate);
  const incremental = node.members.find(isIncremental);
  const timeout = node.members.find(isTimeout) ?? shared.find(isTimeout);
  return {
    name: node.name,
    effect: reads(node) ? 'read' : 'write',
    params: node.parameters.map((parameter) => lowerField(parameter, lowering)),
    request: lowerRequest(node, shared, lowering),
    select: lowerSelect(node, lowering),
    ...given('paginate', paginate && lowerPaginate(paginate, lowering)),
    ...given('incremental', incremental && lowerIncremental(incremental, node, lowering)),
    rules: [...node.members.filter(isOnRule), ...shared.filter(isOnRule)].map((rule) => lowerRule(rule, lowering)),
    limits: (ownLimits.length > 0 ? ownLimits : shared.filter(isLimit)).map((limit) => lowerLimit(limit, lowering)),
    ...given('timeout', timeout && lowering.expr(timeout.value)),
    authenticated: !node.members.some(isNoAuth),
    repeat: repeatOf(node),
    at: lowering.at(node),
  };
}

function repeatOf(node: Endpoint): Repeat {
  const declared = node.members.find(isIdempotent);
  if (declared !== undefined) {
    if (declared.refused) return { kind: 'unsafe' };
    if (declared.header !== undefined) return { kind: 'key', slot: { in: 'header', path: [declared.header] } };
    return declared.slot === undefined ? { kind: 'safe' } : { kind: 'key', slot: lowerSlot(declared.slot) };
  }
  if (reads(node)) return { kind: 'safe' };
  const method = node.members.find(isRequest)?.method;
  return method === 'PUT' || method === 'DELETE' ? { kind: 'safe' } : { kind: 'unsafe' };
}

function lowerRequest(node: Endpoint, shared: ConnectorMember[], lowering: FieldLowering): PlanRequest {
  const written = (expression: Expression): Expr => lowering.expr(expression, { written: true });
  const request = node.members.find(isRequest);
  const graphql = node.members.find(isGraphQLRequest);
  const variables = node.members.find(isVariables);
  const all: (ConnectorMember | EndpointMember)[] = [...shared, ...node.members];
  const redirect = node.members.some(isRedirect) || shared.some(isRedirect) ? 'manual' : 'follow';
  const decode = node.members.find(isDecode)?.format;
  return {
    method: request?.method ?? 'POST',
    path: request === undefined ? lowerGraphQLPath(node, graphql, lowering) : lowering.expr(request.path, { template: pathUse(request.path), written: true }),
    headers: all.filter(isHeaders).map((member) => written(member.value)),
    query: all.filter(isQuery).map((member) => written(member.value)),
    ...given('body', lowerBody()),
    redirect,
    decode: decode === 'ndjson' || decode === 'text' ? decode : 'json',
  };

  function lowerBody(): PlanRequest['body'] {
    if (graphql !== undefined) {
      return { format: 'graphql', document: lowering.expr(graphql.document), ...given('variables', variables && written(variables.value)) };
    }
    const body = node.members.find(isBody);
    if (body === undefined) return undefined;
    const format = body.format === 'form' || body.format === 'raw' ? body.format : 'json';
    return { format, value: written(body.value) };
  }
}

function lowerGraphQLPath(node: Endpoint, graphql: { path?: Expression } | undefined, lowering: FieldLowering): Expr {
  if (graphql?.path !== undefined) return lowering.expr(graphql.path, { template: pathUse(graphql.path) });
  return { op: 'literal', type: 'string', text: '', at: lowering.at(node) };
}

/** A text that begins with a scheme or an interpolation is a whole URL, any other a path of segments. */
function pathUse(path: Expression): 'url' | 'path' {
  const text = path.$cstNode?.text ?? '';
  return /^['"]+(?:https?:|\{)/i.test(text) ? 'url' : 'path';
}

function lowerSelect(node: Endpoint, lowering: FieldLowering): Select {
  const records = node.members.find(isRecords);
  const selection = records ?? node.members.find(isResult);
  if (selection === undefined) return { kind: 'none', at: lowering.at(node) };
  return { kind: records === undefined ? 'result' : 'records', value: lowering.expr(selection.value), ...selectedType(node, lowering), at: lowering.at(selection) };
}

function lowerIncremental(node: Incremental, endpoint: Endpoint, lowering: FieldLowering): PlanIncremental {
  return {
    ...given('param', node.parameter),
    ...lowerMark(node, endpoint, lowering),
    ...given('overlap', node.overlap && lowering.expr(node.overlap)),
    ...given('starting', node.starting && lowering.expr(node.starting)),
    newestFirst: node.newestFirst,
    at: lowering.at(node),
  };
}
