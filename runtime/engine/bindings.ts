import type { Field, Flow, Type } from '#plan';
import { PatchbayError } from '../errors.ts';
import type { Value } from '../expression/index.ts';
import type { Json } from '../ports.ts';
import { checkField, type CheckOptions } from './check-value.ts';
import { createEvaluation, type EvaluationOptions } from './evaluation.ts';

type Types = Readonly<Record<string, Type>>;

/**
 * Inputs of a flow as its expressions see them: converted, checked, defaults filled in (a default sees the inputs before it). Throws
 * `missing-input`, `unknown-input`, `invalid-input`.
 */
export function bindInputs(flow: Flow, given: Readonly<Record<string, Json>>, types: Types, options: EvaluationOptions): Record<string, Value> {
  refuseUnknown('input', `Flow ${flow.name}`, flow.inputs, given);
  const bound: Record<string, Value> = {};
  const { compile, frame } = createEvaluation({ ...options, input: bound });
  for (const field of flow.inputs) {
    const value = given[field.name];
    if (value === undefined && field.default !== undefined) bound[field.name] = compile(field.default)(frame);
    else if (value === undefined && field.optional) bound[field.name] = null;
    else if (value === undefined) {
      throw new PatchbayError('missing-input', `Flow ${flow.name} needs the input ${field.name}.`, { at: field.at, remedy: `Give it with --input ${field.name}=…` });
    } else bound[field.name] = checked(field, value, { types, fromText: true }, `Input ${field.name} of flow ${flow.name}`, 'invalid-input');
  }
  return bound;
}

/** Arguments that a person gave for an endpoint; a default is the connector's to give. Throws `missing-argument`, `unknown-argument`, `invalid-argument`. */
export function bindArguments(endpoint: string, params: readonly Field[], given: Readonly<Record<string, Json>>, types: Types): Record<string, Value> {
  refuseUnknown('argument', endpoint, params, given);
  const bound: Record<string, Value> = {};
  for (const field of params) {
    const value = given[field.name];
    if (value !== undefined) bound[field.name] = checked(field, value, { types, fromText: true }, `${field.name} of ${endpoint}`, 'invalid-argument');
    else if (!field.optional && field.default === undefined) {
      throw new PatchbayError('missing-argument', `${endpoint} needs ${field.name}.`, { endpoint, remedy: `Give it as ${field.name}=…` });
    }
  }
  return bound;
}

function refuseUnknown(what: 'input' | 'argument', owner: string, fields: readonly Field[], given: Readonly<Record<string, Json>>): void {
  const known = fields.map(({ name }) => name);
  const surplus = Object.keys(given).find((name) => !known.includes(name));
  if (surplus === undefined) return;
  const word = what === 'argument' ? 'parameter' : what;
  throw new PatchbayError(`unknown-${what}`, `${owner} has no ${word} ${surplus}.`, {
    remedy: known.length === 0 ? `It has no ${word}s.` : `Its ${word}s are ${known.join(', ')}.`,
  });
}

function checked(field: Field, given: Json, options: CheckOptions, subject: string, code: string): Value {
  const result = checkField(field, given, options);
  if ('problem' in result) throw new PatchbayError(code, `${subject} ${result.problem}.`, { at: field.at });
  return result.value;
}
