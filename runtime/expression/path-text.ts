import type { Expr } from '#plan';

/** An expression as it was written, as far as a message needs it: paths in full, anything else by a short name. */
export function pathText(expr: Expr): string {
  switch (expr.op) {
    case 'name': return expr.name;
    case 'get': return `${pathText(expr.of)}${memberText(expr.key, expr.optional)}`;
    case 'method': return `${pathText(expr.of)}${expr.optional ? '?.' : '.'}${expr.name}${expr.name === 'length' ? '' : '()'}`;
    case 'global': return `${expr.name}()`;
    case 'apply': return `${expr.function.slice(expr.function.lastIndexOf('.') + 1)}()`;
    case 'convert': return pathText(expr.of);
    case 'literal': return expr.type === 'string' ? `'${expr.text}'` : expr.text;
    case 'template': return 'the text';
    case 'object': return '{…}';
    case 'array': return '[…]';
    default: return '(…)';
  }
}

/** The last part of a path: `customer` of `order.customer`. */
export function lastPart(expr: Expr): string {
  if (expr.op === 'get' && expr.key.op === 'literal' && expr.key.type === 'string') return expr.key.text;
  return expr.op === 'convert' ? lastPart(expr.of) : pathText(expr);
}

function memberText(key: Expr, optional: boolean): string {
  if (key.op === 'literal' && key.type === 'string' && /^[A-Za-z_$][\w$]*$/.test(key.text)) return `${optional ? '?.' : '.'}${key.text}`;
  return `${optional ? '?.' : ''}[${pathText(key)}]`;
}
