import type { AstNode } from 'langium';
import type {
  Binding, Cache, Capture, EachResult, EachStep, Endpoint, Expression, Field, Flow, FlowStep, ForEach, FromStep, FunctionDeclaration, GroupStep, Lambda,
  LetStep, MapStep, PairEntry, Parameter, ScriptStep, ShorthandEntry, Store, Table, Test, Trigger, Upsert, Use, Variable, Webhook,
} from '../generated/ast.ts';
import { visible } from '../references/scope.ts';
import type { NamedSymbol } from '../references/symbol.ts';
import { enclosing } from '../references/walk.ts';
import type { TypeContext } from './context.ts';
import { endpointType, recordType, testSubject } from './endpoints.ts';
import { lazyObject } from './declared.ts';
import { shorthandType } from './infer.ts';
import { any, arrayOf, type FieldType, isNullable, nonNull, nullable, objectOf, scalar, type Type, union, widen } from './type.ts';

/** The type of what a name holds; see `TypeContext.typeOfSymbol`. */
export function symbolType(symbol: NamedSymbol, at: AstNode | undefined, context: TypeContext): Type {
  const own = symbol.node === undefined ? givenType(symbol.name, at, context) : nodeType(symbol.node, context);
  const type = symbol.others === undefined ? own : union([own, ...symbol.others.map((node) => nodeType(node, context))]);
  return symbol.nullable && symbol.kind !== 'endpoint' ? nullable(type) : type;
}

function nodeType(node: AstNode, context: TypeContext): Type {
  switch (node.$type) {
    case 'Field': case 'Parameter': return fieldValue(node as Field | Parameter, context);
    case 'Capture': return context.typeOf((node as Capture).value);
    case 'LetStep': return (node as LetStep).type === undefined ? context.typeOf((node as LetStep).value) : context.declared.of((node as LetStep).type);
    case 'MapStep': return context.declared.of((node as MapStep).type);
    case 'Store': return context.declared.of((node as Store).type);
    case 'Variable': return context.declared.of((node as Variable).type);
    case 'Cache': return { kind: 'cache', value: elementOf(context.typeOf((node as Cache).source)) };
    case 'Use': return { kind: 'alias', use: node as Use };
    case 'Table': return tableType(node as Table, context);
    case 'FunctionDeclaration': return functionType(node as FunctionDeclaration, context);
    case 'Endpoint': return { kind: 'endpoint', endpoint: node as Endpoint };
    case 'Webhook': return { kind: 'webhook', webhook: node as Webhook };
    case 'Flow': return { kind: 'flow', flow: node as Flow };
    case 'Binding': return bindingType(node as Binding, context);
    case 'LambdaParameter': return lambdaParameter(node, context);
    case 'ForEach': return elementOf(context.typeOf((node as ForEach).source));
    case 'LocalName': return localName(node, context);
    case 'PairEntry': return context.typeOf((node as PairEntry).value);
    case 'ShorthandEntry': return shorthandType(node as ShorthandEntry, context);
    default: return any;
  }
}

/** A setting, parameter or input: null where it is optional and has no default. */
function fieldValue(node: Field | Parameter, context: TypeContext): Type {
  const field = context.declared.ofField(node);
  return field.optional && node.default === undefined ? nullable(field.type) : field.type;
}

/** The type of a function declared in a file. */
export function functionType(node: FunctionDeclaration, context: TypeContext): Type & { kind: 'function' } {
  return { kind: 'function', parameters: parametersOf(node.parameters, context), returns: context.declared.of(node.type) };
}

/** Parameters as a call must give them. */
export function parametersOf(nodes: readonly Parameter[], context: TypeContext): { name: string; type: Type; optional: boolean; node: Parameter }[] {
  return nodes.map((node) => {
    const field = context.declared.ofField(node);
    return { name: node.name ?? '', type: field.type, optional: field.optional || node.default !== undefined, node };
  });
}

/** What an array holds; one record of anything else that can be read one by one is itself. */
export function elementOf(type: Type): Type {
  const members = type.kind === 'union' ? type.members.filter((member) => member.kind !== 'null') : [type];
  return union(members.map((member) => (member.kind === 'array' ? member.of : member.kind === 'any' ? any : member)));
}

function tableType(node: Table, context: TypeContext): Type {
  // A file is not looked into: its values are texts, a whole row has columns that nobody declared.
  const value = node.file === undefined ? union(node.rows.map((row) => widen(context.typeOf(row.value))))
    : node.value === undefined ? lazyObject({ open: true }, () => []) : scalar('string');
  return { kind: 'table', table: node, value: value.kind === 'never' ? any : value };
}

function bindingType(node: Binding, context: TypeContext): Type {
  const owner = node.$container as AstNode;
  switch (owner.$type) {
    case 'FromStep': return fromType(owner as FromStep, context);
    case 'CallStep': case 'SendStep': return context.typeOf((owner as { call?: Expression } & AstNode).call);
    case 'EachStep': return eachType(owner as EachStep, node, context);
    case 'BatchStep': return arrayOf(recordBefore(owner as FlowStep, context));
    case 'GroupStep': return objectOf({ key: context.typeOf((owner as GroupStep).key), values: { kind: 'array', of: recordBefore(owner as FlowStep, context), nonEmpty: true } });
    case 'ScriptStep': return (owner as ScriptStep).type === undefined ? any : context.declared.of((owner as ScriptStep).type, true);
    case 'TryStep': return objectOf({ message: scalar('string'), status: nullable(scalar('integer')), step: scalar('string') });
    case 'Trigger': return triggerType(owner as Trigger, context);
    default: return any;
  }
}

function fromType(node: FromStep, context: TypeContext): Type {
  const record = node.type !== undefined ? context.declared.of(node.type, true) : node.source === undefined ? any : elementOf(context.typeOf(node.source));
  if (node.snapshotBy === undefined) return record;
  const kind = union((['added', 'changed', 'removed'] as const).map((text) => ({ kind: 'literal', of: 'string', text })));
  return objectOf({ kind, record });
}

function eachType(node: EachStep, binding: Binding, context: TypeContext): Type {
  if (binding.$containerProperty !== 'result') return elementOf(context.typeOf(node.source));
  const last = node.steps.at(-1);
  return arrayOf(last?.$type === 'YieldStep' ? widen(context.typeOf(last.value)) : any);
}

/** The object of all names bound before a step: what `batch` and `group` collect. */
function recordBefore(step: FlowStep, context: TypeContext): Type {
  return lazyObject({ open: false }, () => visible(context.scopes.at(step)).filter((symbol) => symbol.kind === 'step').map((symbol): FieldType => {
    const type = context.typeOfSymbol(symbol, step);
    return { name: symbol.name, type: nonNull(type).kind === 'never' ? type : nonNull(type), optional: isNullable(type), ...(symbol.node === undefined ? {} : { node: symbol.node }) };
  }));
}

function triggerType(node: Trigger, context: TypeContext): Type {
  if (node.kind === 'http') {
    const text = scalar('string');
    return objectOf({ body: node.type === undefined ? any : context.declared.of(node.type, true), header: { kind: 'map', of: text }, query: { kind: 'map', of: text }, raw: scalar('bytes') });
  }
  const hook = context.typeOf(node.hook);
  return hook.kind === 'webhook' ? context.declared.of(hook.webhook.type, true) : any;
}

function lambdaParameter(node: AstNode, context: TypeContext): Type {
  const lambda = node.$container as Lambda;
  const wanted = context.expected(lambda);
  const signature = wanted === undefined ? undefined : (wanted.kind === 'union' ? wanted.members : [wanted]).find((one) => one.kind === 'function');
  return signature?.parameters[node.$containerIndex ?? 0]?.type ?? any;
}

function localName(node: AstNode, context: TypeContext): Type {
  const owner = node.$container;
  if (owner?.$type === 'Upsert') return nonNull(context.typeOf((owner as Upsert).find));
  if (owner?.$type !== 'EachResult') return any;
  const each = owner as EachResult;
  if (node.$containerProperty === 'item') return elementOf(context.typeOf(each.items));
  const parameter = enclosing<Endpoint>(each, 'Endpoint')?.parameters.find((one) => one.name === each.parameter);
  return parameter === undefined ? any : elementOf(fieldValue(parameter, context));
}

const requestType = objectOf({
  method: scalar('string'), url: scalar('string'), path: scalar('string'), query: { kind: 'map', of: any }, header: { kind: 'map', of: scalar('string') },
  body: any, raw: scalar('bytes'), time: scalar('datetime'), idempotencyKey: scalar('string'),
});

/** What the language gives by name. */
function givenType(name: string, at: AstNode | undefined, context: TypeContext): Type {
  const test = enclosing<Test>(at, 'Test');
  if (test !== undefined) return outcomeType(name, test, context);
  const endpoint = enclosing<Endpoint>(at, 'Endpoint');
  switch (name) {
    case 'status': case 'page': case 'offset': return scalar('integer');
    case 'header': return { kind: 'map', of: scalar('string') };
    case 'request': return requestType;
    case 'grant': return { kind: 'object', open: true, fields: objectOf({ token: scalar('string') }).fields };
    case 'records': return endpoint === undefined ? arrayOf(any) : { kind: 'array', of: recordType(endpoint, context), ...(enclosing(at, 'Paginate') === undefined ? {} : { nonEmpty: true as const }) };
    case 'record': return endpoint === undefined ? any : recordType(endpoint, context);
    case 'callbackUrl': return scalar('string');
    default: return any;
  }
}

function outcomeType(name: string, test: Test, context: TypeContext): Type {
  if (name === 'status') return union((['succeeded', 'partial', 'failed', 'stopped'] as const).map((text) => ({ kind: 'literal', of: 'string', text })));
  if (name !== 'records' && name !== 'result') return scalar('integer');
  const subject = testSubject(test, context);
  if (subject?.kind !== 'endpoint') return any;
  return name === 'records' ? arrayOf(recordType(subject.endpoint, context)) : nullable(endpointType(subject.endpoint, context));
}

