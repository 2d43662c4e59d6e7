import type { Expr, Step } from '#plan';

/**
 * Names whose values a dry run cannot know, because a send that was left out would have given them; and the steps that hang on them,
 * which are left out too. Nothing is invented, and no record is rejected for what only a real run would know.
 */
export interface UnknownNames {
  /** True where the step is to be left out; its names are unknown from then on. */
  leavesOut(step: Step): boolean;
  /** The arguments of a call whose values are known. */
  known<T extends Expr>(args: Record<string, T>): Record<string, T>;
}

export function createUnknownNames(): UnknownNames {
  const unknown = new Set<string>();
  const hangs = (expr: Expr | undefined): boolean => expr !== undefined && mentions(expr, unknown);
  return {
    leavesOut(step) {
      const left = step.kind !== 'send' && ownExpressions(step).some(hangs);
      const bound = boundName(step);
      if (bound !== undefined && (left || (step.kind === 'send') || (step.kind === 'batch' && step.names.some((name) => unknown.has(name))))) unknown.add(bound);
      return left;
    },
    known: (args) => Object.fromEntries(Object.entries(args).filter(([, expr]) => !hangs(expr))),
  };
}

/** What the step itself evaluates; its blocks are steps of their own. */
function ownExpressions(step: Step): (Expr | undefined)[] {
  switch (step.kind) {
    case 'bind': case 'track': case 'log': return [step.value];
    case 'filter': return [step.condition];
    case 'assert': return [step.condition, step.message];
    case 'skip': return [];
    case 'reject': case 'fail': return [step.message];
    case 'call': case 'send': return Object.values(step.call.args);
    case 'each': return [...(step.source.kind === 'value' ? [step.source.value] : Object.values(step.source.call.args)), step.block?.yield];
    case 'batch': return [step.size, step.within];
    case 'route': return step.cases.map(({ when }) => when);
    case 'dedupe': return [step.key];
  }
}

function boundName(step: Step): string | undefined {
  switch (step.kind) {
    case 'bind': return step.name;
    case 'call': case 'send': case 'batch': return step.as;
    case 'each': return step.block === undefined ? step.as : step.block.as;
    default: return undefined;
  }
}

function mentions(value: unknown, names: ReadonlySet<string>): boolean {
  if (Array.isArray(value)) return value.some((item) => mentions(item, names));
  if (value === null || typeof value !== 'object') return false;
  const { op, scope, name } = value as { op?: unknown; scope?: unknown; name?: unknown };
  if (op === 'name' && scope === 'record') return names.has(String(name));
  return Object.values(value).some((member) => mentions(member, names));
}
