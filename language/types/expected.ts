import type { AstNode } from 'langium';
import type {
  Argument, ArrayItem, BinaryExpression, Call, Endpoint, Expect, Expression, Field, FromStep, FunctionDeclaration, Given, GivenReturns, Incremental, Lambda, LetStep,
  MapStep, OAuthProperty, PairEntry, Parameter, RunStep, SetStep, ShorthandEntry, Test, Variable, Webhook,
} from '../generated/ast.ts';
import { enclosing } from '../references/walk.ts';
import { argumentType } from './calls.ts';
import { pairArguments, type TypeContext } from './context.ts';
import { endpointType, testSubject } from './endpoints.ts';
import { lazyObject } from './declared.ts';
import { functionOf } from './function-type.ts';
import { parametersOf } from './symbol-types.ts';
import { any, arrayOf, type FieldType, membersOf, nonNull, nullable, scalar, type Type, union } from './type.ts';

const duration = scalar('duration');
const text = scalar('string');

/** What is wanted of an expression where it stands; undefined where anything may stand. See `TypeContext.expected`. */
export function expectedType(node: AstNode, context: TypeContext): Type | undefined {
  const parent = node.$container;
  const property = node.$containerProperty;
  switch (parent?.$type) {
    case 'ParenthesizedExpression': return context.expected(parent);
    case 'Conditional': return property === 'condition' ? undefined : context.expected(parent);
    case 'MatchCase': return property === 'value' && parent.$container !== undefined ? context.expected(parent.$container) : undefined;
    case 'BinaryExpression': return beside(node, parent as BinaryExpression, context);
    case 'ArrayItem': return inArray(parent as ArrayItem, context);
    case 'PairEntry': return inObject((parent as PairEntry).key, parent.$container, context);
    case 'ObjectLiteral': return node.$type === 'ShorthandEntry' ? inObject((node as ShorthandEntry).key, parent, context) : undefined;
    case 'Argument': return inArguments(parent as Argument, context);
    case 'Lambda': return property === 'body' ? functionOf(context.expected(parent as Lambda))?.returns : undefined;
    case 'LetStep': return (parent as LetStep).type && context.declared.of((parent as LetStep).type);
    case 'MapStep': return context.declared.of((parent as MapStep).type);
    case 'Variable': return context.declared.of((parent as Variable).type);
    case 'FunctionDeclaration': return property === 'body' ? context.declared.of((parent as FunctionDeclaration).type) : undefined;
    case 'Field': case 'Parameter': return property === 'default' ? context.declared.ofField(parent as Field | Parameter).type : undefined;
    case 'SetStep': return property === 'value' ? nonNull(context.typeOf((parent as SetStep).target)) : property === 'keep' ? duration : undefined;
    case 'Result': case 'Records': return ofAnswer(parent, context);
    case 'OkAction': { const endpoint = enclosing<Endpoint>(parent, 'Endpoint'); return endpoint && endpointType(endpoint, context); }
    case 'FromStep': return inFrom(property, parent as FromStep, context);
    case 'Incremental': return inIncremental(property, parent as Incremental, context);
    case 'Timeout': case 'WaitStep': case 'EveryClause': case 'WithinClause': return duration;
    case 'DedupeStep': case 'RememberStep': case 'Cache': return property === 'keep' ? duration : undefined;
    case 'BatchStep': return property === 'within' ? duration : scalar('integer');
    case 'Base': case 'Request': case 'Login': case 'Subscribe': case 'Unsubscribe': case 'Then': return property === 'path' || property === 'value' ? text : undefined;
    case 'Hosts': return arrayOf(text);
    case 'OAuthProperty': return (parent as OAuthProperty).key.endsWith('Url') ? text : undefined;
    case 'TestInput': return inputOf(enclosing<Test>(parent, 'Test'), context);
    case 'TestSettings': return settingsOf(enclosing<Test>(parent, 'Test'), context);
    case 'GivenReturns': return property === 'value' ? answerOf(parent as GivenReturns, context) : undefined;
    case 'Expect': return property === 'with' ? partialArguments(parent as Expect, context) : undefined;
    default: return undefined;
  }
}

const literals: ReadonlySet<string> = new Set(['StringLiteral', 'IntegerLiteral', 'DecimalLiteral', 'BooleanLiteral', 'UnaryExpression']);

/** A literal beside an operator is compared or reckoned with what stands on the other side. */
function beside(node: AstNode, parent: BinaryExpression, context: TypeContext): Type | undefined {
  switch (parent.operator) {
    case '??': {
      const wanted = context.expected(parent);
      if (node.$containerProperty === 'left') return wanted && nullable(wanted);
      return wanted ?? (node.$type === 'ObjectLiteral' || node.$type === 'ArrayLiteral' || literals.has(node.$type) ? nonNull(context.typeOf(parent.left)) : undefined);
    }
    case '&&': case '||': return undefined;
    case 'in': return node.$containerProperty === 'right' && node.$type === 'ArrayLiteral' ? arrayOf(context.typeOf(parent.left)) : undefined;
    default: {
      if (!literals.has(node.$type)) return undefined;
      const other = node.$containerProperty === 'left' ? parent.right : parent.left;
      return other === undefined || literals.has(other.$type) || other.$type === 'NullLiteral' ? undefined : nonNull(context.typeOf(other));
    }
  }
}

function inArray(item: ArrayItem, context: TypeContext): Type | undefined {
  const wanted = item.$container && context.expected(item.$container);
  if (wanted === undefined || item.spread) return wanted;
  const elements = membersOf(wanted).filter((one) => one.kind === 'array').map((one) => one.of);
  return elements.length === 0 ? undefined : union(elements);
}

/** What a member of an object in braces should be. */
export function inObject(key: string, object: AstNode | undefined, context: TypeContext): Type | undefined {
  const wanted = object && context.expected(object);
  if (wanted === undefined) return undefined;
  const found: Type[] = [];
  for (const one of membersOf(wanted)) {
    const field = one.kind === 'object' ? one.fields.get(key) : undefined;
    if (field !== undefined) found.push(field.optional ? nullable(field.type) : field.type);
    else if (one.kind === 'map') found.push(one.of);
  }
  return found.length === 0 ? undefined : union(found);
}

function inArguments(argument: Argument, context: TypeContext): Type | undefined {
  const call = argument.$container;
  if (call?.$type === 'Call') return argumentType(call as Call, argument, context);
  if (call?.$type === 'RunStep') {
    const flow = context.scopes.flow((call as RunStep).flow, call);
    if (flow === undefined) return undefined;
    const parameter = pairArguments(parametersOf(flow.parameters, context), call as RunStep).find((one) => one.argument === argument)?.parameter;
    return parameter && (parameter.optional ? nullable(parameter.type) : parameter.type);
  }
  return undefined;
}

function ofAnswer(parent: AstNode, context: TypeContext): Type | undefined {
  const owner = parent.$container;
  if (owner?.$type === 'Endpoint') return (owner as Endpoint).type && endpointType(owner as Endpoint, context);
  if (owner?.$type !== 'Webhook') return undefined;
  const type = context.declared.of((owner as Webhook).type, true);
  return parent.$type === 'Records' ? arrayOf(type) : type;
}

function inFrom(property: string | undefined, step: FromStep, context: TypeContext): Type | undefined {
  if (property === 'source') return step.type === undefined ? undefined : arrayOf(context.declared.of(step.type, true));
  if (property !== 'starting') return undefined;
  const call = step.source?.$type === 'Call' ? context.callTarget(step.source) : undefined;
  const mark = call?.kind === 'endpoint' ? call.endpoint.members.find((member) => member.$type === 'Incremental') : undefined;
  return mark === undefined ? scalar('datetime') : markType(mark, context);
}

/** The type in which the mark of an incremental endpoint is kept: that of its parameter, or of the field. */
export function markType(node: Incremental, context: TypeContext): Type {
  const endpoint = enclosing<Endpoint>(node, 'Endpoint');
  const parameter = endpoint?.parameters.find((one) => one.name === node.parameter);
  if (parameter !== undefined) return context.declared.ofField(parameter).type;
  let type: Type = endpoint === undefined ? any : elementOfEndpoint(endpoint, context);
  for (const part of node.field?.parts ?? []) {
    const field = type.kind === 'object' ? type.fields.get(part) : undefined;
    if (field === undefined) return scalar('datetime');
    type = field.type;
  }
  return type.kind === 'scalar' ? scalar(type.name) : type;
}

function elementOfEndpoint(endpoint: Endpoint, context: TypeContext): Type {
  const type = endpointType(endpoint, context);
  return type.kind === 'array' ? type.of : type;
}

function inIncremental(property: string | undefined, node: Incremental, context: TypeContext): Type {
  return property === 'starting' ? markType(node, context) : duration;
}

function fieldsObject(fields: (FieldType | undefined)[]): Type {
  return lazyObject({ open: false }, () => fields.filter((field) => field !== undefined));
}

/** What `input` of a test may hold. */
function inputOf(test: Test | undefined, context: TypeContext): Type | undefined {
  const subject = test && testSubject(test, context);
  if (subject === undefined) return undefined;
  const own = (subject.kind === 'endpoint' ? subject.endpoint : subject.flow).parameters;
  const inputs = subject.kind === 'flow' ? subject.flow.steps.map((step) => (step.$type === 'Input' ? step.field : undefined)) : [];
  return fieldsObject([...own, ...inputs].map((node) => {
    if (node === undefined) return undefined;
    const field = context.declared.ofField(node);
    return { ...field, optional: field.optional || node.default !== undefined };
  }));
}

/** What `settings` of an endpoint's test may hold: those of the connector and of its first auth. */
function settingsOf(test: Test | undefined, context: TypeContext): Type | undefined {
  const connector = test === undefined ? undefined : context.index.connector(test.subject, test);
  if (connector === undefined) return undefined;
  const first = [...connector.auths.values()][0];
  return fieldsObject([...connector.settings.values(), ...(first?.settings.values() ?? [])].map((node) => {
    const field = context.declared.ofField(node);
    return { ...field, optional: field.optional || node.default !== undefined };
  }));
}

function givenEndpoint(call: Expression | undefined, context: TypeContext): Endpoint | undefined {
  const callee = call?.$type === 'Call' ? call.callee : call;
  const type = callee && context.typeOf(callee);
  return type?.kind === 'endpoint' ? type.endpoint : undefined;
}

function answerOf(node: GivenReturns, context: TypeContext): Type | undefined {
  const given = node.$container as Given;
  const endpoint = givenEndpoint(given.call, context);
  if (endpoint === undefined) return undefined;
  // A test writes out what it needs of a record.
  return nullable(partial(endpointType(endpoint, context)));
}

/** `called with {…}`: arguments by name as far as they are written. */
function partialArguments(node: Expect, context: TypeContext): Type | undefined {
  const endpoint = givenEndpoint(node.value, context);
  if (endpoint === undefined) return undefined;
  return fieldsObject(parametersOf(endpoint.parameters, context).map((one) => ({ name: one.name, type: partial(one.type), optional: true, node: one.node })));
}

function partial(type: Type): Type {
  if (type.kind === 'array') return arrayOf(partial(type.of));
  if (type.kind === 'union') return union(type.members.map(partial));
  if (type.kind !== 'object') return type;
  return lazyObject({ open: type.open, ...(type.name === undefined ? {} : { name: type.name }) }, () => [...type.fields.values()].map((field) => ({ ...field, type: partial(field.type), optional: true })));
}
