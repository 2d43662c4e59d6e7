import type { AstNode } from 'langium';
import type { Expression, Field, Parameter } from '../generated/ast.ts';
import { nullable, scalar, type Type } from '../types/type.ts';
import type { CheckTable, NodeCheck } from './check.ts';
import { fit } from './fit.ts';

// Places where a value of a certain type is wanted: what stands around them says which.

const places: Record<string, readonly string[]> = {
  LetStep: ['value'], MapStep: ['value'], Variable: ['value'], FunctionDeclaration: ['body'], SetStep: ['value', 'keep'], Result: ['value'], Records: ['value'],
  OkAction: ['value'], FromStep: ['source', 'starting'], Incremental: ['overlap', 'window', 'starting'], Timeout: ['value'], WaitStep: ['duration'], EveryClause: ['value'],
  WithinClause: ['value'], DedupeStep: ['keep'], RememberStep: ['keep'], Cache: ['keep'], BatchStep: ['size', 'within'], Base: ['value'], Request: ['path'], Login: ['path'],
  Subscribe: ['path'], Unsubscribe: ['path'], Then: ['path'], OAuthProperty: ['value'], TestInput: ['value'], TestSettings: ['value'], GivenReturns: ['value'], Expect: ['with'],
};

/** Places whose type does not depend on what stands around. */
const fixed: Record<string, Record<string, Type>> = {
  Limit: { count: scalar('integer'), burst: scalar('integer'), per: scalar('duration') },
  RetryAction: { backoffFrom: scalar('duration'), backoffTo: scalar('duration') },
  Trigger: { every: scalar('duration'), timezone: scalar('string') },
  Concurrency: { count: scalar('integer') }, EachStep: { concurrency: scalar('integer') }, SizeClause: { value: scalar('integer') }, RestartClause: { after: scalar('integer') },
  RespondStep: { status: scalar('integer') }, Paginate: { from: scalar('integer') },
};

/** What these give is declared by the endpoint around them. */
const answers: ReadonlySet<string> = new Set(['Result', 'Records']);

function part(node: AstNode, property: string): Expression | undefined {
  return (node as unknown as Record<string, Expression | undefined>)[property];
}

const check = (properties: readonly string[]): NodeCheck<AstNode> => (node, report, semantics) => {
  for (const property of properties) {
    const value = part(node, property);
    if (value !== undefined) fit(value, semantics.types.expectedType(value), { report, semantics, declared: answers.has(node.$type) ? node.$container : undefined });
  }
};

const checkFixed = (wanted: Record<string, Type>): NodeCheck<AstNode> => (node, report, semantics) => {
  for (const [property, type] of Object.entries(wanted)) fit(part(node, property), type, { report, semantics });
};

/** A default may be null where the field is optional. */
const checkDefault: NodeCheck<Field | Parameter> = (node, report, semantics) => {
  if (node.default === undefined) return;
  const field = semantics.types.fieldType(node);
  fit(node.default, field.optional ? nullable(field.type) : field.type, { report, semantics });
};

/** Every place where a typed value stands, but for arguments. */
export const valueChecks: readonly CheckTable[] = [
  Object.fromEntries(Object.entries(places).map(([type, properties]) => [type, [check(properties)]])),
  Object.fromEntries(Object.entries(fixed).map(([type, wanted]) => [type, [checkFixed(wanted)]])),
  { Field: [checkDefault], Parameter: [checkDefault] },
];
