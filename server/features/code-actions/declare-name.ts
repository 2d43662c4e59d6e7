import { type AstNode, GrammarUtils } from 'langium';
import { ast, typeText, type Type } from '#language';
import { isName } from '../written-names.ts';
import { memberAfter } from './idempotent.ts';
import { indentAt, lineBreak } from './lines.ts';
import { around, type Edit, expressionOf, type Fix, type FixSource, type Problem } from './problem.ts';

/** A name that nothing declares, where it could be declared: a parameter, a setting, a secret, an input. */
export const declareName: FixSource = function* (problem): Iterable<Fix> {
  const { text, start, end, node } = problem;
  const name = text.slice(start, end);
  if (!isName(name) || !(ast.isNameReference(node) || ast.isShorthandEntry(node))) return;
  // What has members is no setting, and what is called no value.
  if (ast.isNameReference(node) && (ast.isMemberAccess(node.$container) || ast.isIndexAccess(node.$container) || ast.isCall(node.$container)) && node.$containerProperty !== 'index') return;
  const isOnly = !problem.message.includes('Did you mean');
  const type = wantedType(problem);
  const endpoint = around(problem, ast.isEndpoint);
  const auth = around(problem, ast.isAuth);
  const connector = around(problem, ast.isConnector);
  const flow = around(problem, ast.isFlow);
  if (endpoint !== undefined) yield* made(`Declare the parameter \`${name}: ${type}\``, parameter(endpoint, `${name}: ${type}`, text), isOnly);
  if (auth !== undefined) {
    yield* made(`Declare \`secret ${name}: ${type}\``, inAuth(auth, `secret ${name}: ${type}`, text), isOnly);
    yield* made(`Declare \`setting ${name}: ${type}\``, inAuth(auth, `setting ${name}: ${type}`, text), false);
  } else if (connector !== undefined) yield* made(`Declare the setting \`${name}: ${type}\``, setting(connector, `${name}: ${type}`, text), isOnly && endpoint === undefined);
  if (flow !== undefined) yield* made(`Declare \`input ${name}: ${type}\``, input(flow, `input ${name}: ${type}`, text), false);
};

function* made(title: string, edit: Edit | undefined, preferred: boolean): Iterable<Fix> {
  if (edit !== undefined) yield { title, edits: [edit], preferred };
}

/** What is wanted there, as far as it can be written; a text otherwise, which everything can be sent as. */
function wantedType(problem: Problem): string {
  const expression = expressionOf(problem);
  const wanted = expression && problem.semantics.types.expectedType(expression);
  return wanted !== undefined && isPlain(wanted) ? typeText(wanted) : 'string';
}

function isPlain(type: Type): boolean {
  return type.kind === 'scalar' && type.stored === undefined;
}

/** One more parameter of an endpoint, behind the others. */
export function parameter(endpoint: ast.Endpoint, text: string, source: string): Edit | undefined {
  const last = endpoint.parameters.at(-1)?.$cstNode;
  if (last !== undefined) return { start: last.end, end: last.end, text: `, ${text}` };
  const open = GrammarUtils.findNodeForKeyword(endpoint.$cstNode, '(');
  return open !== undefined && /^\s*\)/.test(source.slice(open.end)) ? { start: open.end, end: open.end, text } : undefined;
}

function inAuth(auth: ast.Auth, member: string, text: string): Edit | undefined {
  const last = auth.members.findLast((one) => ast.isSecret(one) || ast.isSetting(one) || ast.isTitle(one) || ast.isDeprecated(one))?.$cstNode;
  if (last !== undefined) return memberAfter(last, member, text);
  return inBlock(auth, member, text);
}

const beforeSettings: ReadonlySet<string> = new Set(['Title', 'Version', 'Category', 'Website', 'Icon', 'Deprecated', 'Sunset']);

function setting(connector: ast.Connector, field: string, text: string): Edit | undefined {
  const settings = connector.members.find(ast.isSettings);
  const last = settings?.fields.at(-1)?.$cstNode;
  if (last !== undefined) return memberAfter(last, field, text);
  if (settings !== undefined) return inBlock(settings, field, text);
  const br = lineBreak(text);
  const head = connector.members.findLast((one) => beforeSettings.has(one.$type))?.$cstNode;
  const at = head?.end ?? GrammarUtils.findNodeForKeyword(connector.$cstNode, '{')?.end;
  return at === undefined ? undefined : { start: at, end: at, text: `${br}  settings {${br}    ${field}${br}  }` };
}

function inBlock(node: AstNode, member: string, text: string): Edit | undefined {
  const brace = GrammarUtils.findNodeForKeyword(node.$cstNode, '{');
  if (brace === undefined) return undefined;
  const indent = indentAt(text, brace.offset);
  return { start: brace.end, end: brace.end, text: /^[^\S\n]*\r?\n/.test(text.slice(brace.end)) ? `${lineBreak(text)}${indent}  ${member}` : ` ${member}` };
}

function input(flow: ast.Flow, declaration: string, text: string): Edit | undefined {
  const last = flow.steps.findLast((step) => ast.isInput(step) || ast.isUse(step) || ast.isTrigger(step))?.$cstNode;
  if (last !== undefined) return memberAfter(last, declaration, text);
  return inBlock(flow, declaration, text);
}
