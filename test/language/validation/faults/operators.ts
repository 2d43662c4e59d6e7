// Mistakes that people make, as mechanical changes of one place of a sound file. Each operator names every place where it fits.
import { type AstNode, AstUtils, GrammarUtils, type LangiumDocument } from 'langium';
import { ast, type Semantics } from '#language';
import { isNullable, membersOf, nonNull, type Type } from '../../../../language/types/type.ts';

/** One mistake: the text from `start` to `end` becomes `text`. */
export interface Fault {
  operator: string;
  start: number;
  end: number;
  text: string;
  /** Where it should be told: on its own line, in the statement around it, or wherever it now fails. */
  told: 'line' | 'around' | 'anywhere';
  around?: { start: number; end: number };
}

type Operator = (node: AstNode, semantics: Semantics) => Omit<Fault, 'operator'>[];

interface Span { start: number; end: number }

function spanOf(node: AstNode, property?: string, index?: number): Span | undefined {
  const cst = property === undefined ? node.$cstNode : GrammarUtils.findNodeForProperty(node.$cstNode, property, index);
  return cst && { start: cst.offset, end: cst.end };
}

/** The text of a property becomes another. */
function change(node: AstNode, property: string, text: (written: string) => string, told: Fault['told'] = 'line'): Omit<Fault, 'operator'>[] {
  const cst = GrammarUtils.findNodeForProperty(node.$cstNode, property);
  return cst === undefined ? [] : [{ start: cst.offset, end: cst.end, text: text(cst.text), told }];
}

function replaced(node: AstNode | undefined, text: string, told: Fault['told'] = 'line'): Omit<Fault, 'operator'>[] {
  const span = node && spanOf(node);
  return span === undefined ? [] : [{ ...span, text, told }];
}

/** An element of a list goes with the comma beside it; told at what is left of the list or its owner. */
function dropped(list: readonly AstNode[], index: number, owner: AstNode): Omit<Fault, 'operator'>[] {
  const own = spanOf(list[index]!);
  const around = spanOf(owner);
  if (own === undefined || around === undefined) return [];
  const next = list[index + 1] && spanOf(list[index + 1]!);
  const before = list[index - 1] && spanOf(list[index - 1]!);
  const [start, end] = next !== undefined ? [own.start, next.start] : before !== undefined ? [before.end, own.end] : [own.start, own.end];
  return [{ start, end, text: '', told: 'around', around }];
}

const misspelt = (name: string): string => `${name}Zq`;
const isScalar = (type: Type | undefined, name: string): boolean => type !== undefined && membersOf(nonNull(type)).every((one) => one.kind === 'scalar' && one.name === name);
const isTexts = (type: Type | undefined): boolean => type !== undefined && membersOf(nonNull(type)).length > 1 && membersOf(nonNull(type)).every((one) => one.kind === 'literal' && one.of === 'string');
const statement = (node: AstNode): AstNode => {
  let at = node;
  while (at.$container !== undefined && at.$containerProperty !== 'steps' && at.$containerProperty !== 'members') at = at.$container;
  return at;
};

/** By name, in words of the mistake. */
export const operators: Record<string, Operator> = {
  'misspell a name': (node) => (ast.isNameReference(node) && node.$container?.$type !== 'Check' ? change(node, 'name', misspelt) : []),
  'misspell a field or function': (node, semantics) => (ast.isMemberAccess(node) && node.target !== undefined && node.member !== undefined && !isOpen(semantics.types.typeOf(node.target)) ? change(node, 'member', misspelt) : []),
  'misspell a named argument': (node) => (ast.isArgument(node) && node.name !== undefined && node.$container.$type === 'Call' ? change(node, 'name', misspelt) : []),
  'misspell a key of a typed object': (node, semantics) => (ast.isPairEntry(node) && isClosed(node.$container, semantics) && node.key.length > 0 ? change(node, 'key', () => 'zq') : []),
  'misspell an instance': (node) => (ast.isInstanceReference(node) && node.instance !== undefined ? change(node, 'instance', misspelt) : []),
  'misspell a connector': (node) => (ast.isInstanceReference(node) ? change(node, 'connector', misspelt) : []),
  'misspell a type': (node) => (ast.isNamedType(node) ? change(node, node.member === undefined ? 'name' : 'member', misspelt) : []),
  'misspell the parameter of a mark': (node) => (ast.isIncremental(node) && node.parameter !== undefined ? change(node, 'parameter', misspelt) : []),
  'misspell the field of a mark': (node) => (ast.isIncremental(node) && node.field?.parts.length === 1 && node.field.parts[0] !== 'request' ? replaced(node.field, 'zq') : []),
  'rename a parameter at its declaration': (node) => (ast.isParameter(node) && node.$container.$type === 'Endpoint' && node.name.length > 0 ? change(node, 'name', misspelt, 'anywhere') : []),
  'drop a needed argument': (node, semantics) => {
    const target = ast.isCall(node) ? semantics.types.callTarget(node) : undefined;
    // A test's `given` names only the arguments that it is about.
    if (!ast.isCall(node) || target === undefined || node.$container.$type === 'Given') return [];
    return node.args.flatMap((argument, index) => {
      const parameter = argument.name === undefined ? target.parameters[index] : target.parameters.find(({ name }) => name === argument.name);
      return parameter === undefined || parameter.optional || (argument.name === undefined && index < node.args.length - 1) ? [] : dropped(node.args, index, statement(node));
    });
  },
  'give an argument too many': (node, semantics) => {
    const target = ast.isCall(node) ? semantics.types.callTarget(node) : undefined;
    const end = node.$cstNode?.end;
    if (!ast.isCall(node) || target === undefined || end === undefined || node.args.length !== target.parameters.length || node.args.some(({ name }) => name !== undefined)) return [];
    return [{ start: end - 1, end: end - 1, text: `${node.args.length > 0 ? ', ' : ''}7`, told: 'line' }];
  },
  'drop a needed field': (node, semantics) => {
    if (!ast.isObjectLiteral(node) || node.entries.some(({ $type }) => $type === 'SpreadEntry')) return [];
    const wanted = shapeOf(node, semantics);
    return node.entries.flatMap((entry, index) => (entry.$type !== 'SpreadEntry' && wanted?.fields.get(entry.key)?.optional === false ? dropped(node.entries, index, statement(node)) : []));
  },
  'write a number for a text': (node, semantics) => (ast.isStringLiteral(node) && (isScalar(semantics.types.expectedType(node), 'string') || isTexts(semantics.types.expectedType(node))) && isValue(node) ? replaced(node, '5') : []),
  'write a text for a number': (node, semantics) => (ast.isIntegerLiteral(node) && ['integer', 'decimal', 'number'].some((name) => isScalar(semantics.types.expectedType(node), name)) ? replaced(node, "'five'") : []),
  'write a text that is none of those there are': (node, semantics) => (ast.isStringLiteral(node) && isTexts(semantics.types.expectedType(node)) ? replaced(node, "'zq'") : []),
  'take out a `?` before a `.`': (node) => (ast.isMemberAccess(node) && node.optional ? change(node, 'optional', () => '.') : []),
  'take out what stands for null': (node, semantics) => {
    if (!ast.isBinaryExpression(node) || node.operator !== '??' || node.right === undefined || node.left === undefined) return [];
    const wanted = semantics.types.expectedType(node);
    const left = spanOf(node.left);
    const right = spanOf(node.right);
    if (left === undefined || right === undefined || wanted === undefined || wanted.kind === 'any' || isNullable(wanted) || !isNullable(semantics.types.typeOf(node.left))) return [];
    return [{ start: left.end, end: right.end, text: '', told: 'line' }];
  },
  'take out a guard': (node) => (ast.isFilterStep(node) && /!= null/.test(node.$cstNode?.text ?? '') ? replaced(node, '', 'anywhere') : []),
  'write `call` for `send`': (node) => (ast.isSendStep(node) && node.call !== undefined && node.undo === undefined ? keyword(node, 'call') : []),
  'write `send` for `call`': (node) => (ast.isCallStep(node) ? keyword(node, 'send') : []),
  'take out what reads the answer': (node) => ((ast.isResult(node) || ast.isRecords(node)) && node.$container.$type === 'Endpoint' ? around(replaced(node, '', 'around'), node.$container) : []),
  'take out the request': (node) => (ast.isRequest(node) && node.$container.$type === 'Endpoint' ? around(replaced(node, '', 'around'), node.$container) : []),
  'leave out the unit of a duration': (node) => (ast.isDurationLiteral(node) ? replaced(node, /^\d+/.exec(node.value)![0]) : []),
  'compare with a value of another kind': (node, semantics) => {
    if (!ast.isBinaryExpression(node) || (node.operator !== '==' && node.operator !== '>=') || node.right === undefined || node.left === undefined) return [];
    return isScalar(semantics.types.typeOf(node.left), 'string') || isTexts(semantics.types.typeOf(node.left)) ? replaced(node.right, '7') : [];
  },
  'write a text for a condition': (node) => (ast.isFilterStep(node) || ast.isAssertStep(node) ? replaced(node.condition, "'yes'") : []),
  'begin a path without a slash': (node) => (ast.isRequest(node) ? replaced(node.path, "'orders'") : []),
  'declare a thing twice': (node) => {
    const span = (ast.isEndpoint(node) && node.$container.$type === 'Connector') || ast.isEntity(node) || ast.isLetStep(node) ? spanOf(node) : undefined;
    return span === undefined ? [] : [{ start: span.end, end: span.end, text: `\n${node.$cstNode!.text}`, told: 'anywhere' }];
  },
};

/** What the operator says of one document: every fault that fits. */
export function faultsIn(document: LangiumDocument, semantics: Semantics): Fault[] {
  const found: Fault[] = [];
  for (const node of AstUtils.streamAst(document.parseResult.value)) {
    for (const [operator, places] of Object.entries(operators)) for (const fault of places(node, semantics)) found.push({ operator, ...fault });
  }
  return found;
}

function around(faults: Omit<Fault, 'operator'>[], owner: AstNode): Omit<Fault, 'operator'>[] {
  const span = spanOf(owner);
  return span === undefined ? [] : faults.map((fault) => ({ ...fault, around: span }));
}

function keyword(node: AstNode, text: string): Omit<Fault, 'operator'>[] {
  const start = node.$cstNode?.offset;
  return start === undefined ? [] : [{ start, end: start + 4, text, told: 'line' }];
}

function shapeOf(node: AstNode, semantics: Semantics) {
  const wanted = semantics.types.expectedType(node);
  const shapes = wanted === undefined ? [] : membersOf(wanted).filter((one) => one.kind === 'object' || one.kind === 'map');
  const [shape] = shapes;
  return shapes.length === 1 && shape?.kind === 'object' ? shape : undefined;
}

function isClosed(node: AstNode, semantics: Semantics): boolean {
  return shapeOf(node, semantics)?.open === false;
}

function isOpen(type: Type): boolean {
  return membersOf(type).some((one) => one.kind === 'any' || one.kind === 'map' || (one.kind === 'object' && one.open));
}

/** A text that is a value: not a key, a name or a type. */
function isValue(node: AstNode): boolean {
  return ['Argument', 'PairEntry', 'Conditional', 'BinaryExpression', 'MatchCase', 'LetStep', 'ArrayItem'].includes(node.$container?.$type ?? '');
}
