import type { Paginate as PlanPaginate, Slot as PlanSlot } from '#plan';
import { isSizeClause, isTotalClause, isUntilClause, isWhileClause, type Paginate, type Slot } from '../generated/ast.ts';
import { given, type Lowering } from './lowering.ts';

/** Where a value goes into the request. */
export function lowerSlot(node: Slot): PlanSlot {
  return { in: node.root, path: node.parts.map((part) => part.name ?? '') };
}

/** The `paginate` of an endpoint; `restart` is refused before lowering. */
export function lowerPaginate(node: Paginate, lowering: Lowering): PlanPaginate {
  const clauses = node.clauses;
  const shared = {
    at: lowering.at(node),
    ...given('while', lowerOptional(clauses.find(isWhileClause))),
    ...given('until', lowerOptional(clauses.find(isUntilClause))),
    ...given('total', lowerOptional(clauses.find(isTotalClause))),
  };
  switch (node.kind) {
    case 'link': return { ...shared, kind: 'link' };
    case 'next': return { ...shared, kind: 'next', url: lowering.expr(node.value!) };
    case 'cursor': return { ...shared, kind: 'cursor', slot: lowerSlot(node.slot!), value: lowering.expr(node.value!) };
    default: {
      const size = clauses.find(isSizeClause);
      return {
        ...shared,
        kind: node.kind,
        slot: lowerSlot(node.slot!),
        ...given('from', node.from && lowering.expr(node.from)),
        ...given('size', size && { ...given('slot', size.slot && lowerSlot(size.slot)), value: lowering.expr(size.value) }),
      };
    }
  }

  function lowerOptional(clause: { value: Parameters<Lowering['expr']>[0] } | undefined) {
    return clause && lowering.expr(clause.value);
  }
}
