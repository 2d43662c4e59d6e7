// What a token of the tree is to the formatter, from the place in the grammar that made it: a `?` is an optional type, or half of a condition.
import type { AstNode, GrammarAST } from 'langium';

export interface Role {
  /** The grammar rule that it was written for. */
  rule: string;
  /** No blank before it. */
  closeBefore: boolean;
  /** No blank after it. */
  closeAfter: boolean;
  /** A brace of a declaration, member or step, not of a value or type. */
  block: boolean;
  /** A word of a member or step that may begin a line of its own: `while`, `as`. */
  clause: boolean;
}

type Element = GrammarAST.AbstractElement;

const roles = new WeakMap<Element, Role>();
const nothing: Role = { rule: '', closeBefore: false, closeAfter: false, block: false, clause: false };

/** The role of what an element of the grammar made; the same object for the same element. */
export function roleOf(source: Element | undefined): Role {
  if (source === undefined) return nothing;
  let role = roles.get(source);
  if (role === undefined) roles.set(source, role = madeBy(source));
  return role;
}

const closeBefore: ReadonlySet<string> = new Set([',', ')', ']', '.', '?.', '..', 'DANGLING', 'TOUCHING']);
const closeAfter: ReadonlySet<string> = new Set(['(', '[', '.', '?.', '..', '...', 'TOUCHING']);
/** Rules in which a bracket belongs to what stands before it: `call(`, `list[0]`, `Order[]`, `@min(`. */
const attached: Readonly<Record<string, ReadonlySet<string>>> = {
  '(': new Set(['PostfixRule', 'Parameters', 'Attribute', 'RunStep']),
  '[': new Set(['PostfixRule', 'PostfixType']),
};
/** Braces of values and types. */
const valueBraces: ReadonlySet<string> = new Set(['ObjectLiteral', 'ObjectType', 'MatchExpression']);
/** Words of expressions and types, and those that say which kind a clause is: a line that begins with one goes on with the line above. */
const valueWords: ReadonlySet<string> = new Set([
  'BinaryExpression', 'MatchExpression', 'MatchCase', 'MatchPattern', 'RejectExpression', 'PrimaryRule', 'ConstantLiteral', 'PrimaryType', 'Method',
]);

function madeBy(source: Element): Role {
  const rule = ruleOf(source);
  const image = imageOf(source);
  // `-` of a negative number, and of a name; `!` and `-` before an operand.
  const sign = image === '-' && rule !== 'BinaryExpression' || image === '!';
  const condition = rule === 'ConditionalRule';
  return {
    rule,
    closeBefore: closeBefore.has(image) || attached[image]?.has(rule) === true || (image === ':' || image === '?') && !condition || image === '-' && rule === 'HyphenName',
    closeAfter: closeAfter.has(image) || sign,
    block: (image === '{' || image === '}') && !valueBraces.has(rule),
    clause: (/^[a-z]/i.test(image) && source.$type === 'Keyword' || image === 'CLAUSE_CONCURRENCY') && !valueWords.has(rule),
  };
}

/** A keyword's letters or signs, a terminal's name, or nothing. */
function imageOf(source: Element): string {
  if (source.$type === 'Keyword') return (source as GrammarAST.Keyword).value;
  if (source.$type === 'RuleCall') return (source as GrammarAST.RuleCall).rule.$refText;
  return '';
}

function ruleOf(source: Element): string {
  let node: AstNode | undefined = source;
  while (node !== undefined && node.$type !== 'ParserRule' && node.$type !== 'InfixRule') node = node.$container;
  return (node as GrammarAST.ParserRule | undefined)?.name ?? '';
}
