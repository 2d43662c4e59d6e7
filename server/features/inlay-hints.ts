import { type AstNode, AstUtils, Cancellation, GrammarUtils, interruptAndCheck, type LangiumDocument } from 'langium';
import type { InlayHintProvider, LangiumServices } from 'langium/lsp';
import { type InlayHint, InlayHintKind, type InlayHintLabelPart, type InlayHintParams, type Range } from 'vscode-languageserver-protocol';
import { ast, declaredSymbol, membersOf, type Semantics, semanticsOf, type Type, typeText, walk } from '#language';
import { type InlayHintSettings, inlayHintSettings } from './inlay-hint-settings.ts';
import { fenced, markdown } from './markdown.ts';

/** The most characters of a type; the rest is in the tooltip. */
const longest = 40;
const stretch = 100;

/** What is not written: types of what is bound, names of parameters. None where it is evident. */
export class PatchbayInlayHintProvider implements InlayHintProvider {
  private readonly services: LangiumServices;
  private readonly settings: { current: InlayHintSettings };

  constructor(services: LangiumServices) {
    this.services = services;
    this.settings = inlayHintSettings(services.shared);
  }

  async getInlayHints(document: LangiumDocument, { range }: InlayHintParams, token = Cancellation.CancellationToken.None): Promise<InlayHint[]> {
    const semantics = semanticsOf(this.services.shared);
    const { current } = this.settings;
    const hints: InlayHint[] = [];
    let count = 0;
    for (const node of hintedIn(document.parseResult.value, range)) {
      if (++count % stretch === 0) await interruptAndCheck(token);
      hints.push(...hintsOf(node, semantics, current).filter(({ position }) => position.line >= range.start.line && position.line <= range.end.line));
    }
    return hints;
  }
}

const hinted: ReadonlySet<string> = new Set(['LetStep', 'Binding', 'LambdaParameter', 'ForEach', 'Call', 'RunStep']);

function hintedIn(root: AstNode, range: Range): AstNode[] {
  const found: AstNode[] = [];
  walk(root, (node) => {
    const own = node.$cstNode?.range;
    if (own !== undefined && (own.end.line < range.start.line || own.start.line > range.end.line)) return false;
    if (hinted.has(node.$type)) found.push(node);
    return true;
  });
  return found;
}

function hintsOf(node: AstNode, semantics: Semantics, settings: InlayHintSettings): InlayHint[] {
  if (ast.isCall(node) || ast.isRunStep(node)) return parameterHints(node, semantics, settings);
  if (ast.isLambdaParameter(node) ? !settings.lambdaParameterTypes : !settings.bindingTypes) return [];
  if (ast.isLetStep(node) && (node.type !== undefined || isEvident(node.value))) return [];
  // A source or script may say the type itself.
  if (ast.isBinding(node) && 'type' in node.$container && node.$container.type !== undefined) return [];
  const symbol = declaredSymbol(node);
  const name = GrammarUtils.findNodeForProperty(node.$cstNode, 'name');
  if (symbol === undefined || name === undefined || name.length === 0) return [];
  const type = semantics.types.typeOfSymbol(symbol, node);
  return unsaid.has(type.kind) ? [] : [typeHint(type, name.range.end, ast.isLetStep(node))];
}

/** Kinds of types that say nothing, or cannot be written. */
const unsaid: ReadonlySet<string> = new Set(['any', 'never', 'null', 'alias', 'endpoint', 'webhook', 'flow', 'table', 'cache', 'variable']);

function isEvident(value: ast.Expression | undefined): boolean {
  switch (value?.$type) {
    case undefined: case 'StringLiteral': case 'InterpolatedText': case 'IntegerLiteral': case 'DecimalLiteral': case 'DurationLiteral': case 'BooleanLiteral': case 'NullLiteral': case 'ObjectLiteral': return true;
    case 'UnaryExpression': return value.operator === '!' || isEvident(value.operand);
    case 'ParenthesizedExpression': return isEvident(value.inner);
    default: return false;
  }
}

function typeHint(type: Type, position: InlayHint['position'], canBeWritten: boolean): InlayHint {
  const whole = typeText(type);
  const short = whole.length > longest ? `${whole.slice(0, longest - 1).replace(/[^ ]*$/, '')}…` : whole;
  const text = `: ${short}`;
  return {
    position, kind: InlayHintKind.Type, label: withLink(text, type),
    ...(short !== whole && { tooltip: markdown(fenced('patchbay', whole)) }),
    ...(canBeWritten && isWritable(type) && { textEdits: [{ range: { start: position, end: position }, newText: `: ${whole}` }] }),
  };
}

/** The name of an entity leads to it. */
function withLink(text: string, type: Type): string | InlayHintLabelPart[] {
  const entity = entityIn(type);
  const at = entity === undefined ? -1 : text.indexOf(entity.name);
  const name = GrammarUtils.findNodeForProperty(entity?.node.$cstNode, 'name');
  if (entity === undefined || name === undefined || at < 0) return text;
  const uri = AstUtils.getDocument(entity.node).uri.toString();
  const rest = text.slice(at + entity.name.length);
  return [{ value: text.slice(0, at) }, { value: entity.name, location: { uri, range: name.range } }, ...(rest === '' ? [] : [{ value: rest }])];
}

function entityIn(type: Type): { name: string; node: ast.Entity } | undefined {
  switch (type.kind) {
    case 'array': return entityIn(type.of);
    case 'union': return membersOf(type).map(entityIn).find((one) => one !== undefined);
    case 'object': return type.name !== undefined && type.entity !== undefined ? { name: type.name, node: type.entity } : undefined;
    default: return undefined;
  }
}

/** Whether the text of a type is one that the language reads as this type. */
function isWritable(type: Type): boolean {
  switch (type.kind) {
    case 'scalar': case 'literal': case 'null': return true;
    case 'array': return isWritable(type.of);
    case 'union': return type.members.every(isWritable);
    case 'object': return type.name !== undefined && type.derived !== 'nested';
    default: return false;
  }
}

function parameterHints(call: ast.Call | ast.RunStep, semantics: Semantics, { parameterNames }: InlayHintSettings): InlayHint[] {
  if (parameterNames === 'none') return [];
  const names = parametersOf(call, semantics);
  let place = 0;
  return call.args.flatMap((argument): InlayHint[] => {
    if (argument.name !== undefined || argument.value === undefined) return [];
    const name = names[place++];
    const start = argument.value.$cstNode?.range.start;
    if (name === undefined || name === '' || start === undefined || ast.isLambda(argument.value)) return [];
    if (parameterNames === 'literals' ? !isLiteral(argument.value) : saysName(argument.value, name)) return [];
    return [{ position: start, kind: InlayHintKind.Parameter, label: `${name}:`, paddingRight: true }];
  });
}

/** In order. What a method of one parameter takes is clear from its own name. */
function parametersOf(call: ast.Call | ast.RunStep, semantics: Semantics): string[] {
  if (ast.isRunStep(call)) return semantics.scopes.flow(call.flow, call)?.parameters.map((one) => one.name) ?? [];
  const target = semantics.types.callTarget(call);
  if (target === undefined) return [];
  const isOwn = target.kind === 'endpoint' || target.kind === 'function';
  return isOwn || (target.parameters.length > 1 && call.args.length > 1) ? target.parameters.map((one) => one.name) : [];
}

function isLiteral(value: ast.Expression): boolean {
  switch (value.$type) {
    case 'StringLiteral': case 'InterpolatedText': case 'IntegerLiteral': case 'DecimalLiteral': case 'DurationLiteral': case 'BooleanLiteral': case 'NullLiteral': case 'ObjectLiteral': case 'ArrayLiteral': return true;
    case 'UnaryExpression': return value.operand !== undefined && isLiteral(value.operand);
    default: return false;
  }
}

/** `order.email` for `email`, and `customerEmail` for it too. */
function saysName(value: ast.Expression, name: string): boolean {
  const last = ast.isNameReference(value) ? value.name : ast.isMemberAccess(value) ? (value.member ?? '') : '';
  const plain = (text: string): string => text.toLowerCase().replaceAll('_', '');
  return last !== '' && (plain(last).endsWith(plain(name)) || plain(name).endsWith(plain(last)));
}
