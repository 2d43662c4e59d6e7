import { type Builtin, builtins } from '#plan';
import { anchorOf } from './manual.ts';

/** The heading under which the page describes a built-in function: `string.upper`, Function `now`. */
export function builtinTitle({ on, name }: Pick<Builtin, 'on' | 'name'>): string {
  return on === undefined ? `Function \`${name}\`` : `\`${on}.${name}\``;
}

/** The anchor of that heading. */
export function builtinAnchor(builtin: Pick<Builtin, 'on' | 'name'>): string {
  return anchorOf(builtinTitle(builtin));
}

/** Every built-in function with the type that it stands on, in the order of the page; undefined for functions that stand alone. */
export const builtinsByType: ReadonlyMap<Builtin['on'], readonly Builtin[]> = Map.groupBy(builtins, ({ on }) => on);
