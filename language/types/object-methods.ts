import type { Call } from '../generated/ast.ts';
import type { TypeContext } from './context.ts';
import { lazyObject } from './declared.ts';
import { type FieldType, nullable, type ObjectType, type Type } from './type.ts';

/** What methods of an object with known fields give, where the signature only says "an object"; undefined leaves it to the signature. */
export function objectMethod(name: string, receiver: ObjectType, call: Call, context: TypeContext): Type | undefined {
  switch (name) {
    case 'merge': return merged(receiver, call, context);
    case 'pick': { const keys = literalKeys(call); return keys && kept(receiver, (field) => keys.has(field.name)); }
    case 'omit': { const keys = literalKeys(call); return keys && kept(receiver, (field) => !keys.has(field.name)); }
    case 'omitNulls': return receiver;
    case 'get': {
      const key = call.args[0]?.value;
      const field = key?.$type === 'StringLiteral' ? receiver.fields.get(key.value) : undefined;
      return field && nullable(field.type);
    }
    default: return undefined;
  }
}

function kept(receiver: ObjectType, keep: (field: FieldType) => boolean): Type {
  return lazyObject({ open: receiver.open }, () => [...receiver.fields.values()].filter(keep));
}

function merged(receiver: ObjectType, call: Call, context: TypeContext): Type | undefined {
  const others = call.args.map((argument) => context.typeOf(argument.value));
  if (!others.every((type) => type.kind === 'object')) return undefined;
  return lazyObject({ open: receiver.open || others.some((type) => type.open) }, () => {
    const fields = new Map(receiver.fields);
    for (const other of others) for (const field of other.fields.values()) fields.set(field.name, field);
    return [...fields.values()];
  });
}

/** The texts given to `pick` or `omit`, one by one or as an array; undefined where one is not written out. */
function literalKeys(call: Call): Set<string> | undefined {
  const values = call.args.flatMap((argument) => (argument.value?.$type === 'ArrayLiteral' ? argument.value.items.map((item) => item.value) : [argument.value]));
  const keys = values.map((value) => (value?.$type === 'StringLiteral' ? value.value : undefined));
  return keys.every((key) => key !== undefined) ? new Set(keys) : undefined;
}
