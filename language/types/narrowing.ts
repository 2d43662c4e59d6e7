import type { AstNode } from 'langium';
import type {
  BinaryExpression, Conditional, EachResult, Expression, FlowStep, Lambda, MatchCase, MatchExpression, NameReference, OnRule, RouteCase, RouteStep, ShorthandEntry,
} from '../generated/ast.ts';
import { blockNames } from '../references/flow-scopes.ts';
import { lookUp } from '../references/scope.ts';
import { type NamedSymbol, sameSymbol } from '../references/symbol.ts';
import type { TypeContext } from './context.ts';
import { literalOf } from './declared.ts';
import { isNullable, type LiteralType, membersOf, nonNull, nullable, nullType, sameType, type Type, union } from './type.ts';

// What conditions say about a value where an expression stands: after `filter x != null`, in `a != null && …`, in a case of `route` or
// `match`. Values do not change during a record's way, so that a fact once found holds; those of `variable` and `store` do.

type Test = { kind: 'non-null' } | { kind: 'null' } | { kind: 'is' | 'is-not'; literals: Type[] };
interface Fact { path: string; root: NameReference; test: Test }

/** The type of a name, member or element at its place, by what the conditions around it and before it say. */
export function narrowed(expression: Expression | ShorthandEntry, type: Type, context: TypeContext): Type {
  if (type.kind !== 'union') return type;
  const path = expression.$type === 'ShorthandEntry' ? expression.key : pathOf(expression);
  const root = path === undefined ? undefined : expression.$type === 'ShorthandEntry' ? expression : rootName(expression);
  if (path === undefined || root === undefined) return type;
  const mine = lookUp(context.scopes.at(root), root.$type === 'ShorthandEntry' ? root.key : root.name);
  if (mine === undefined) return type;
  const fieldsOf = `${path}.`;
  let result: Type = type;
  const apply = (fact: Fact): void => {
    const field = fact.path === path ? undefined : fact.path.startsWith(fieldsOf) ? fact.path.slice(fieldsOf.length) : '';
    if (field === '') return;
    const next = field === undefined ? narrow(result, fact.test) : narrowByField(result, field, fact.test);
    if (next !== result && sameRoot(fact, root, mine, context)) result = next;
  };
  // What a run changes is not what it was when it was asked.
  const lasts = mine.kind !== 'variable' && mine.kind !== 'store';
  let child: AstNode = expression;
  for (let parent = child.$container; parent !== undefined; child = parent, parent = parent.$container) {
    if (parent.$type === 'RouteCase') {
      for (const fact of earlierCases(parent as RouteCase, path, () => result)) apply(fact);
    }
    for (const fact of factsFor(parent, child)) apply(fact);
    if (lasts && child.$containerProperty === 'steps' && child.$containerIndex !== undefined) {
      for (const { index, fact } of stepFacts(parent as AstNode & { steps: FlowStep[] }).get(path) ?? []) {
        if (index >= child.$containerIndex) break;
        apply(fact);
      }
    }
    if (parent.$type === 'Flow' || parent.$type === 'FunctionDeclaration' || parent.$type === 'Endpoint') break;
  }
  return result;
}

interface StepFact { index: number; fact: Fact }

const byPath = new WeakMap<AstNode, Map<string, StepFact[]>>();

/** What the steps of a block say, by the value that it is said of, and of `a.kind` also by `a`; in the order of the steps. */
function stepFacts(block: AstNode & { steps: FlowStep[] }): Map<string, StepFact[]> {
  let known = byPath.get(block);
  if (known !== undefined) return known;
  known = new Map();
  for (const [index, step] of block.steps.entries()) {
    for (const fact of factsAfter(step)) {
      const dot = fact.path.lastIndexOf('.');
      for (const path of dot > 0 ? [fact.path, fact.path.slice(0, dot)] : [fact.path]) {
        const list = known.get(path);
        if (list === undefined) known.set(path, [{ index, fact }]);
        else list.push({ index, fact });
      }
    }
  }
  byPath.set(block, known);
  return known;
}

/** Whether a fact is about the same thing as the name that it is asked for. */
function sameRoot(fact: Fact, root: NameReference | ShorthandEntry, mine: NamedSymbol, context: TypeContext): boolean {
  const other = fact.root === root ? mine : lookUp(context.scopes.at(fact.root), fact.root.name);
  return other !== undefined && sameSymbol(mine, other);
}

function narrow(type: Type, test: Test): Type {
  switch (test.kind) {
    case 'non-null': return nonNull(type);
    case 'null': return isNullable(type) ? nullType : type;
    case 'is': {
      // A whole type becomes the literals that are possible, a literal stays where it is one of them.
      const kept = membersOf(type).flatMap((member) => test.literals.filter((literal) => sameType(member, literal) || (literal.kind === 'literal' && member.kind === 'scalar' && member.name === literal.of)));
      return kept.length === 0 ? nonNull(type) : union(kept);
    }
    case 'is-not': {
      const kept = membersOf(type).filter((member) => !test.literals.some((literal) => sameType(member, literal)));
      return kept.length === membersOf(type).length ? type : union(kept);
    }
  }
}

/** Objects of a union that are told apart by a field: `change.kind == 'added'` leaves those whose `kind` may be that. */
function narrowByField(type: Type, name: string, test: Test): Type {
  const members = membersOf(type);
  if (members.filter((member) => member.kind === 'object').length < 2) return type;
  const kept = members.filter((member) => {
    const field = member.kind === 'object' ? member.fields.get(name) : undefined;
    return field === undefined || mayBe(field.optional ? nullable(field.type) : field.type, test);
  });
  return kept.length === 0 ? type : union(kept);
}

/** Whether some value of a type passes a test. */
function mayBe(type: Type, test: Test): boolean {
  const members = membersOf(type);
  switch (test.kind) {
    case 'non-null': return members.some((member) => member.kind !== 'null');
    case 'null': return members.some((member) => member.kind === 'null' || member.kind === 'any');
    case 'is': return members.some((member) => (member.kind === 'literal' || member.kind === 'null' ? test.literals.some((literal) => sameType(member, literal)) : true));
    case 'is-not': return members.some((member) => (member.kind !== 'literal' && member.kind !== 'null') || !test.literals.some((literal) => sameType(member, literal)));
  }
}

/** What holds in `child` because of where it stands in `parent`. */
function factsFor(parent: AstNode, child: AstNode): Fact[] {
  const property = child.$containerProperty;
  switch (parent.$type) {
    case 'BinaryExpression': {
      const { operator, left } = parent as BinaryExpression;
      return property === 'right' && (operator === '&&' || operator === '||') ? facts(left, operator === '&&') : [];
    }
    case 'Conditional': return property === 'condition' ? [] : facts((parent as Conditional).condition, property === 'then');
    case 'MatchCase': return property === 'value' ? matchFacts(parent as MatchCase) : [];
    case 'RouteCase': return property === 'steps' ? facts((parent as RouteCase).condition, true) : [];
    case 'OnRule': return property === 'action' ? facts((parent as OnRule).condition, true) : [];
    case 'EachResult': return property === 'message' ? facts((parent as EachResult).condition, true) : [];
    default: return [];
  }
}

function matchFacts(node: MatchCase): Fact[] {
  const match = node.$container as MatchExpression;
  const root = match.subject && rootName(match.subject);
  const path = match.subject && pathOf(match.subject);
  if (root === undefined || path === undefined) return [];
  if (!node.isElse) return [{ path, root, test: { kind: 'is', literals: literalsOf(node) } }];
  return [{ path, root, test: { kind: 'is-not', literals: match.cases.flatMap(literalsOf) } }];
}

function literalsOf(node: MatchCase): Type[] {
  return node.patterns.map(literalOf).filter((literal) => literal !== undefined);
}

/**
 * What is known of a value where none of the cases of a route before one has fitted. Each condition is looked at once for all cases, and what a value is not
 * is found by its literal: in a route of thousands of cases each would else be held against all before it.
 */
interface CaseFacts { told: Map<string, StepFact>; not: Map<string, StepFact> }

const byRoute = new WeakMap<RouteStep, Map<string, CaseFacts>>();

function* earlierCases(node: RouteCase, path: string, type: () => Type): Iterable<Fact> {
  const route = node.$container as RouteStep;
  const index = node.$containerIndex ?? 0;
  const known = route.all ? undefined : caseFacts(route).get(path);
  if (known === undefined) return;
  for (const one of known.told.values()) if (one.index < index) yield one.fact;
  if (known.not.size === 0) return;
  for (const member of membersOf(type())) {
    const found = known.not.get(literalKey(member) ?? '');
    if (found !== undefined && found.index < index) yield found.fact;
  }
}

/** By the value that something is said of, and of `a.kind` also by `a`. The names in the conditions of one route mean the same: of what is said twice the first counts. */
function caseFacts(route: RouteStep): Map<string, CaseFacts> {
  let known = byRoute.get(route);
  if (known !== undefined) return known;
  known = new Map();
  for (const [index, one] of route.cases.entries()) {
    for (const fact of facts(one.condition, false)) {
      const dot = fact.path.lastIndexOf('.');
      for (const path of dot > 0 ? [fact.path, fact.path.slice(0, dot)] : [fact.path]) addCaseFact(known, path, { index, fact });
    }
  }
  byRoute.set(route, known);
  return known;
}

function addCaseFact(known: Map<string, CaseFacts>, path: string, found: StepFact): void {
  const { path: of, test } = found.fact;
  let own = known.get(path);
  if (own === undefined) known.set(path, own = { told: new Map(), not: new Map() });
  const keys = 'literals' in test ? test.literals.map(literalKey) : [];
  if (of === path && test.kind === 'is-not' && keys.every((key) => key !== undefined)) {
    for (const key of keys) if (!own.not.has(key)) own.not.set(key, found);
  } else {
    const key = `${of} ${test.kind} ${keys.every((one) => one !== undefined) ? keys.join(' ') : found.index}`;
    if (!own.told.has(key)) own.told.set(key, found);
  }
}

/** Equal for types that are the same literal. */
function literalKey(type: Type): string | undefined {
  return type.kind === 'literal' ? `${type.of} ${type.text}` : type.kind === 'null' ? 'null' : undefined;
}

const afterStep = new WeakMap<FlowStep, Fact[]>();

/** What holds for every record that got past a step. */
function factsAfter(step: FlowStep): Fact[] {
  let known = afterStep.get(step);
  if (known === undefined) {
    known = findAfter(step);
    afterStep.set(step, known);
  }
  return known;
}

function findAfter(step: FlowStep): Fact[] {
  switch (step.$type) {
    case 'FilterStep': case 'AssertStep': return facts(step.condition, true);
    case 'LockStep': return step.steps.flatMap(factsAfter);
    case 'Concurrency': return step.hasBlock ? step.steps.flatMap(factsAfter) : [];
    case 'RouteStep': {
      const found: Fact[] = [];
      for (const one of step.cases) {
        const ends = blockNames(one.steps).ends;
        if (ends) found.push(...facts(one.condition, false));
        // A record that took an earlier case never came to the conditions of later ones.
        else if (!step.all) break;
      }
      return found;
    }
    default: return [];
  }
}

/** What a condition says where it is true, or where it is false. */
function facts(condition: Expression | undefined, truth: boolean): Fact[] {
  switch (condition?.$type) {
    case 'ParenthesizedExpression': return facts(condition.inner, truth);
    case 'UnaryExpression': return condition.operator === '!' ? facts(condition.operand, !truth) : [];
    case 'BinaryExpression': return binaryFacts(condition, truth);
    case 'NameReference': case 'MemberAccess': case 'IndexAccess': case 'Call':
      return truth ? [...notNull(condition), ...about(condition, { kind: 'is', literals: [{ kind: 'literal', of: 'boolean', text: 'true' }] }, true)] : [];
    default: return [];
  }
}

function binaryFacts(node: BinaryExpression, truth: boolean): Fact[] {
  switch (node.operator) {
    case '&&': return truth ? [...facts(node.left, true), ...facts(node.right, true)] : [];
    case '||': return truth ? [] : [...facts(node.left, false), ...facts(node.right, false)];
    case '==': case '!=': {
      const equal = (node.operator === '==') === truth;
      return [...comparison(node.left, node.right, equal), ...comparison(node.right, node.left, equal)];
    }
    case 'in': {
      const items = node.right?.$type === 'ArrayLiteral' ? node.right.items.map((item) => (item.spread ? undefined : literalValue(item.value))) : undefined;
      if (items === undefined || !items.every((item) => item !== undefined)) return [];
      return truth ? [...(items.some((item) => item.kind === 'null') ? [] : notNull(node.left)), ...about(node.left, { kind: 'is', literals: items })] : about(node.left, { kind: 'is-not', literals: items });
    }
    default: return [];
  }
}

/** `subject == value`, or `!=`, where `value` is a literal. */
function comparison(subject: Expression | undefined, value: Expression | undefined, equal: boolean): Fact[] {
  const literal = literalValue(value);
  if (subject === undefined || literal === undefined) return [];
  if (literal.kind === 'null') return equal ? about(subject, { kind: 'null' }) : notNull(subject);
  return equal ? [...notNull(subject), ...about(subject, { kind: 'is', literals: [literal] })] : about(subject, { kind: 'is-not', literals: [literal] });
}

/** A value that is not null: neither is anything that a `?.` on the way to it asked about. */
function notNull(expression: Expression | undefined): Fact[] {
  const found = about(expression, { kind: 'non-null' });
  for (let at = expression; at !== undefined;) {
    switch (at.$type) {
      case 'MemberAccess': case 'IndexAccess':
        if (at.optional) found.push(...about(at.target, { kind: 'non-null' }));
        at = at.target; break;
      case 'Call': at = at.callee; break;
      case 'ParenthesizedExpression': at = at.inner; break;
      default: return found;
    }
  }
  return found;
}

/** `asked` keeps a value that was only asked for being true from becoming a literal where it is no boolean. */
function about(expression: Expression | undefined, test: Test, asked = false): Fact[] {
  if (asked && expression?.$type === 'Call') return [];
  const path = expression && pathOf(expression);
  const root = expression && rootName(expression);
  return path === undefined || root === undefined ? [] : [{ path, root, test }];
}

function literalValue(node: Expression | undefined): LiteralType | { kind: 'null' } | undefined {
  switch (node?.$type) {
    case 'StringLiteral': return { kind: 'literal', of: 'string', text: node.value };
    case 'IntegerLiteral': return { kind: 'literal', of: 'integer', text: node.value };
    case 'DecimalLiteral': return { kind: 'literal', of: 'decimal', text: node.value };
    case 'BooleanLiteral': return { kind: 'literal', of: 'boolean', text: String(node.value) };
    case 'NullLiteral': return { kind: 'null' };
    case 'UnaryExpression': {
      const operand = node.operator === '-' ? literalValue(node.operand) : undefined;
      return operand?.kind === 'literal' ? { ...operand, text: `-${operand.text}` } : undefined;
    }
    default: return undefined;
  }
}

/** A way to a value as text, without `?`: `order.customer.email`, `accounts[email]`. Undefined for anything that is computed. */
function pathOf(expression: Expression): string | undefined {
  switch (expression.$type) {
    case 'NameReference': return expression.name;
    case 'ParenthesizedExpression': return expression.inner && pathOf(expression.inner);
    case 'MemberAccess': {
      const target = expression.target && pathOf(expression.target);
      return target === undefined || expression.member === undefined ? undefined : `${target}.${expression.member}`;
    }
    case 'IndexAccess': {
      const target = expression.target && pathOf(expression.target);
      const index = expression.index;
      const key = index?.$type === 'StringLiteral' ? `'${index.value}'` : index?.$type === 'IntegerLiteral' ? index.value : index && pathOf(index);
      return target === undefined || key === undefined ? undefined : `${target}[${key}]`;
    }
    default: return undefined;
  }
}

function rootName(expression: Expression): NameReference | undefined {
  switch (expression.$type) {
    case 'NameReference': return expression;
    case 'ParenthesizedExpression': return expression.inner && rootName(expression.inner);
    case 'MemberAccess': case 'IndexAccess': return expression.target && rootName(expression.target);
    default: return undefined;
  }
}

/** Whether `x => …` is only true where `x` is not null: `filter` then gives an array without nulls. */
export function predicateNarrows(lambda: Lambda): boolean {
  const name = lambda.parameters[0]?.name;
  return facts(lambda.body, true).some((fact) => fact.path === name && (fact.test.kind === 'non-null' || fact.test.kind === 'is'));
}
