import type { Expr } from '#plan';
import type { Argument, Expression } from '../generated/ast.ts';

/**
 * Arguments in the order of the parameters, positional ones first, named ones at their place. One that is not given is its default, or null
 * where a later one is given.
 */
export function lowerArguments(
  args: readonly Argument[], parameters: readonly string[], lower: (value: Expression) => Expr, defaultOf: (index: number) => Expr | undefined = () => undefined,
): Expr[] {
  const values: (Expr | undefined)[] = [];
  args.forEach((argument, index) => {
    const place = argument.name === undefined ? index : parameters.indexOf(argument.name);
    if (place >= 0) values[place] = lower(argument.value);
  });
  for (let index = 0; index < parameters.length; index++) values[index] ??= defaultOf(index);
  while (values.length > 0 && values.at(-1) === undefined) values.pop();
  return Array.from(values, (value) => value ?? { op: 'literal', type: 'null', text: 'null', at: [0, 0, 0, 0, 0] });
}

/** Arguments by the name of the parameter, as an endpoint takes them; what is not given is left out. */
export function lowerNamedArguments(args: readonly Argument[], parameters: readonly string[], lower: (value: Expression, parameter: string) => Expr): Record<string, Expr> {
  const values: Record<string, Expr> = {};
  args.forEach((argument, index) => {
    const name = argument.name ?? parameters[index];
    if (name !== undefined) values[name] = lower(argument.value, name);
  });
  return values;
}
