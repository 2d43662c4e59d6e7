import type { Field, Lambda, Type } from '#plan';
import { PatchbayError } from '../errors.ts';
import type { Frame, Value } from '../expression/contract.ts';
import { compilePattern, compile, convertValue } from '../expression/index.ts';
import type { InstanceConfig, Json } from '../ports.ts';
import { numberOf } from './numbers.ts';

/** The settings of an instance as expressions see them: checked, converted to their types, defaults filled in. */
export function readSettings(fields: readonly Field[], instance: InstanceConfig, functions: Readonly<Record<string, Lambda>>, frame: Frame): Record<string, Value> {
  const values: Record<string, Value> = {};
  for (const field of fields) {
    const given = instance.settings[field.name];
    if (given !== undefined && given !== null) values[field.name] = checked(field, given, instance);
    else if (field.default !== undefined) values[field.name] = compile(field.default, functions)({ ...frame, setting: values });
    else if (field.optional) values[field.name] = null;
    else throw new PatchbayError('missing-setting', `The instance ${instance.name} has no value for the setting ${field.name}.`, { remedy: remedy(instance) });
  }
  return values;
}

function checked(field: Field, given: Json, instance: InstanceConfig): Value {
  const wrong = (why: string) => new PatchbayError('invalid-setting', `The setting ${field.name} of the instance ${instance.name} ${why}.`, { remedy: remedy(instance) });
  const text = typeof given === 'string' ? given : undefined;
  if (field.pattern !== undefined && (text === undefined || !compilePattern(field.pattern).test(text))) throw wrong(`does not have the form ${field.pattern}`);
  if (field.maxLength !== undefined && text !== undefined && text.length > field.maxLength) throw wrong(`is longer than ${field.maxLength} characters`);
  const number = numberOf(given);
  if (number !== undefined && field.min !== undefined && number < Number(field.min)) throw wrong(`is less than ${field.min}`);
  if (number !== undefined && field.max !== undefined && number > Number(field.max)) throw wrong(`is more than ${field.max}`);
  const allowed = literalsOf(field.type);
  if (allowed !== undefined && !allowed.includes(String(given))) throw wrong(`must be one of ${allowed.join(', ')}`);
  if (field.type.kind !== 'scalar') return given;
  if (typeof given === 'object') throw wrong('must be a single value');
  try {
    return convertValue(given, field.type.name, field.type.format);
  } catch (cause) {
    throw new PatchbayError('invalid-setting', wrong(`is no ${field.type.name}`).message, { remedy: remedy(instance), cause });
  }
}

/** The members of a union of literals; undefined where other values are allowed. */
function literalsOf(type: Type): string[] | undefined {
  if (type.kind === 'literal') return [type.text];
  if (type.kind !== 'union') return undefined;
  const members = type.members.map(literalsOf);
  return members.every((member) => member !== undefined) ? members.flat() : undefined;
}

function remedy({ file, line }: InstanceConfig): string {
  return `Edit the instance${file === undefined ? '' : ` in ${file}${line === undefined ? '' : `, line ${line}`}`}.`;
}
