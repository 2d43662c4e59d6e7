import type { Builtin, BuiltinParam } from '../builtin.ts';
import type { TypeName } from '../type.ts';

/** One function without what its group shares. A parameter's name ends with `?` where it may be left out. */
export interface Entry {
  params?: Record<string, string>;
  returns: string;
  property?: true;
  documentation: string;
  example: [code: string, value: string];
}

/** The entries as `Builtin`s: methods `on` a type, whose own spelling is `receiver` where its parts matter; global functions without one. */
export function define(on: TypeName | undefined, entries: Record<string, Entry>, receiver?: string): Builtin[] {
  return Object.entries(entries).map(([name, { params = {}, returns, property, documentation, example: [code, value] }]) => ({
    ...(on !== undefined && { on }),
    name,
    ...(property && { property }),
    ...(receiver !== undefined && { receiver }),
    params: Object.entries(params).map(([label, type]) => parameter(label, type)),
    returns,
    documentation,
    example: { code, value },
  }));
}

function parameter(label: string, type: string): BuiltinParam {
  return label.endsWith('?') ? { name: label.slice(0, -1), type, optional: true } : { name: label, type };
}
