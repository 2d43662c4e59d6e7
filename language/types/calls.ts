import type { Argument, Call, Endpoint, Expression, FunctionDeclaration, MemberAccess, Use } from '../generated/ast.ts';
import { lookUp } from '../references/scope.ts';
import { type CallTarget, pairArguments, type TypeContext } from './context.ts';
import { callResult } from './endpoints.ts';
import { functionOf } from './function-type.ts';
import { chainType } from './members.ts';
import { objectMethod } from './object-methods.ts';
import { bind, type Bindings, type Signature, substitute } from './signature.ts';
import { functionType, parametersOf } from './symbol-types.ts';
import { isNumeric } from './operators.ts';
import { any, isNullable, membersOf, nonNull, nullable, type ParameterType, scalarOf, type Type, widen } from './type.ts';
import { predicateNarrows } from './narrowing.ts';

/** A callee found, before arguments have a say. */
type Found =
  | (CallTarget & { generic?: undefined })
  | { generic: Signature; receiver: Type | undefined; make: (parameters: ParameterType[], returns: Type) => CallTarget };

/** What is called; see `TypeContext.callTarget`. */
export function findTarget(call: Call, context: TypeContext): CallTarget | undefined {
  const found = findCallee(call, context);
  if (found === undefined || found.generic === undefined) return found;
  const { generic, receiver } = found;
  const bindings = receiverBindings(generic, receiver);
  const paired = pairArguments(generic.parameters, call);
  for (const { argument, parameter } of paired) if (parameter !== undefined && argument.value?.$type !== 'Lambda') learn(parameter, argument.value, bindings, context);
  for (const { argument, parameter } of paired) if (parameter !== undefined && argument.value?.$type === 'Lambda') learn(parameter, argument.value, bindings, context);
  const parameters = generic.parameters.map((one) => ({ ...one, type: substitute(one.type, bindings) }));
  return found.make(parameters, special(call, generic, receiver, context) ?? substitute(generic.returns, bindings));
}

function findCallee(call: Call, context: TypeContext): Found | undefined {
  const callee = call.callee;
  if (callee?.$type === 'NameReference') return findNamed(callee.name, callee, context);
  return callee?.$type === 'MemberAccess' && callee.member !== undefined ? findMember(callee, callee.member, context) : undefined;
}

function findNamed(name: string, callee: Expression, context: TypeContext): Found | undefined {
  const symbol = lookUp(context.scopes.at(callee), name);
  if (symbol === undefined) return undefined;
  if (symbol.kind === 'builtin') {
    const generic = context.builtins.global(name);
    return generic && { generic, receiver: undefined, make: (parameters, returns) => ({ kind: 'global', signature: generic, parameters, returns }) };
  }
  const node = symbol.node;
  if (node?.$type === 'FunctionDeclaration') {
    const type = functionType(node as FunctionDeclaration, context);
    return { kind: 'function', function: node as FunctionDeclaration, parameters: type.parameters, returns: type.returns };
  }
  if (node?.$type === 'Endpoint') return endpointTarget(node as Endpoint, undefined, context);
  return undefined;
}

function endpointTarget(endpoint: Endpoint, use: Use | undefined, context: TypeContext): CallTarget {
  return { kind: 'endpoint', endpoint, ...(use === undefined ? {} : { use }), parameters: parametersOf(endpoint.parameters, context), returns: callResult(endpoint, context) };
}

function findMember(callee: MemberAccess, member: string, context: TypeContext): Found | undefined {
  const target = nonNull(chainType(callee.target, context).type);
  switch (target.kind) {
    case 'alias': {
      const endpoint = context.names.connectorOfUse(target.use)?.endpoints.get(member);
      return endpoint && endpointTarget(endpoint, target.use, context);
    }
    case 'table': case 'cache': return lookUpTarget(target, member, callee.target);
    case 'never': return undefined;
    default: {
      const method = context.builtins.method(target, member);
      if (method === undefined || method.signature.builtin.property) return undefined;
      return {
        generic: method.signature, receiver: target,
        make: (parameters, returns) => ({ kind: 'method', signature: method.signature, on: method.on, of: callee.target, parameters, returns }),
      };
    }
  }
}

function lookUpTarget(target: Type & { kind: 'table' | 'cache' }, member: string, of: Expression): CallTarget | undefined {
  const text: Type = { kind: 'scalar', name: 'string' };
  if (target.kind === 'table' && member === 'keyOf') return { kind: 'table', name: member, of, parameters: [{ name: 'value', type: target.value, optional: false }], returns: nullable(text) };
  if (member === 'require') return { kind: target.kind, name: member, of, parameters: [{ name: 'key', type: any, optional: false }], returns: target.value };
  return undefined;
}

function receiverBindings(generic: Signature, receiver: Type | undefined): Bindings {
  const bindings: Bindings = new Map();
  if (receiver !== undefined && generic.receiver !== undefined) {
    if (receiver.kind === 'any') bind(generic.receiver, anyLike(generic.receiver), bindings);
    else bind(generic.receiver, receiver, bindings);
  }
  return bindings;
}

/** A receiver that nobody knows makes its parts unknown, not unbound. */
function anyLike(declared: Type): Type {
  return declared.kind === 'array' ? { kind: 'array', of: any } : declared.kind === 'map' ? { kind: 'map', of: any } : any;
}

function learn(parameter: ParameterType, value: Expression | undefined, bindings: Bindings, context: TypeContext): void {
  if (value === undefined || !hasVariable(parameter.type)) return;
  const actual = context.typeOf(value);
  if (actual.kind === 'function') {
    // Where the context says what the function gives, its literals are meant as they are.
    const wanted = functionOf(context.expected(value))?.returns.kind ?? 'any';
    bind(parameter.type, wanted === 'any' ? { ...actual, returns: widen(actual.returns) } : actual, bindings);
  }
  else bind(parameter.type, widen(actual), bindings);
}

function hasVariable(type: Type): boolean {
  switch (type.kind) {
    case 'variable': return true;
    case 'array': case 'map': return hasVariable(type.of);
    case 'union': return type.members.some(hasVariable);
    case 'function': return hasVariable(type.returns) || type.parameters.some((one) => hasVariable(one.type));
    case 'object': return type.entity === undefined && [...type.fields.values()].some((field) => hasVariable(field.type));
    default: return false;
  }
}

/** Results that a signature cannot say: `filter(x => x != null)`, `first()` of what is never empty, `pick('a')` of an object. */
function special(call: Call, generic: Signature, receiver: Type | undefined, context: TypeContext): Type | undefined {
  if (receiver === undefined) return undefined;
  const name = generic.builtin.name;
  if (receiver.kind === 'array') {
    const predicate = call.args[0]?.value;
    if (name === 'filter' && predicate?.$type === 'Lambda' && isNullable(receiver.of) && predicateNarrows(predicate)) return { kind: 'array', of: nonNull(receiver.of) };
    // What cannot be added is told as that, not as a sum of another type.
    if (name === 'sum') return isSummable(receiver.of) ? nonNull(widen(receiver.of)) : any;
    if (receiver.nonEmpty && (name === 'first' || name === 'last')) return receiver.of;
    return undefined;
  }
  return receiver.kind === 'object' ? objectMethod(name, receiver, call, context) : undefined;
}

/** Whether all that is known of some elements is that they are numbers, or durations. */
function isSummable(element: Type): boolean {
  const names = new Set(membersOf(nonNull(element)).map((member) => (isNumeric(scalarOf(member)) ? 'number' : scalarOf(member))));
  return names.size === 1 && (names.has('number') || names.has('duration'));
}

/** What is wanted of one argument: its parameter's type, with what the receiver and the plain arguments say of its variables. */
export function argumentType(call: Call, argument: Argument, context: TypeContext): Type | undefined {
  const found = findCallee(call, context);
  if (found === undefined) return undefined;
  const paired = pairArguments((found.generic ?? found).parameters, call);
  const parameter = paired.find((one) => one.argument === argument)?.parameter;
  if (parameter === undefined) return undefined;
  let type = parameter.type;
  if (found.generic !== undefined && hasVariable(type)) {
    const bindings = receiverBindings(found.generic, found.receiver);
    if (argument.value?.$type === 'Lambda') {
      for (const other of paired) {
        if (other.argument !== argument && other.parameter !== undefined && other.argument.value?.$type !== 'Lambda') learn(other.parameter, other.argument.value, bindings, context);
      }
      const wanted = context.expected(call);
      // What is wanted of the whole call says what the function should give.
      if (wanted !== undefined) hint(found.generic.returns, nonNull(wanted), bindings);
    }
    type = substitute(type, bindings);
    if (argument.value?.$type !== 'Lambda' && type.kind === 'any') return undefined;
  }
  return parameter.optional ? nullable(type) : type;
}

function hint(returns: Type, wanted: Type, bindings: Bindings): void {
  const learnt: Bindings = new Map();
  bind(returns, wanted, learnt);
  for (const [name, type] of learnt) if (!bindings.has(name)) bindings.set(name, type);
}
