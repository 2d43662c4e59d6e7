import type { Connector, Expr } from '#plan';

/**
 * The hosts that a connector names itself, whatever its settings are: the patterns of `hosts`, or the host of `base`. A host that comes
 * from a setting is none of them. To these alone an unmodified bundled connector may send secrets that nobody bound to hosts (SECURITY.md 1).
 */
export function ownHosts(connector: Pick<Connector, 'hosts' | 'base'>): string[] {
  const listed = connector.hosts.flatMap((host) => literalText(host) ?? []);
  if (connector.hosts.length > 0) return listed;
  const host = hostOfBase(connector.base);
  return host === undefined ? [] : [host];
}

function literalText(expr: Expr): string | undefined {
  if (expr.op === 'literal' && expr.type === 'string') return expr.text;
  return expr.op === 'template' && expr.parts.every((part) => typeof part === 'string') ? expr.parts.join('') : undefined;
}

/** The host that stands in the text itself, up to its first slash. */
function hostOfBase(base: Expr): string | undefined {
  const whole = literalText(base);
  const start = whole === undefined ? base.op === 'template' && typeof base.parts[0] === 'string' ? base.parts[0] : '' : `${whole}/`;
  return /^https:\/\/([^/{}@?#]+)\//u.exec(start)?.[1];
}
