import { AstUtils } from 'langium';
import { ast, installedConnector, isWithin } from '#language';
import { lensCommands, type SampleArgument } from '#server/protocol';
import { isUntyped } from '../sample/entity-from-sample.ts';
import { isName } from '../written-names.ts';
import { documentationStart, indentAt, lineBreak, lineStart } from './lines.ts';
import { around, type Fix, type FixSource, type Problem } from './problem.ts';
import type { Refactoring, RefactoringSource } from './selection.ts';

/** An entity that a connector names and does not have: from a sample answer, in an editor that can ask for one, or open for what comes. */
export const createEntity: FixSource = function* (problem): Iterable<Fix> {
  const type = around(problem, ast.isNamedType);
  const connector = around(problem, ast.isConnector);
  if (type === undefined || type.member !== undefined || type.dangling !== undefined || connector === undefined || !isName(type.name) || isInstalled(connector, problem)) return;
  const endpoint = around(problem, ast.isEndpoint);
  const isOnly = !/Did you mean|Write `/.test(problem.message);
  if (problem.can('createEntityFromSample')) {
    const argument: SampleArgument = { connector: connector.name, entity: type.name, ...(endpoint?.type !== undefined && isWithin(type, endpoint.type) && { endpoint: endpoint.name }) };
    yield { title: `Create the entity \`${type.name}\` from a sample response…`, command: { title: 'Create Entity', command: lensCommands.createEntityFromSample, arguments: [argument] }, preferred: isOnly };
  }
  const member = memberAround(type);
  if (member?.$cstNode === undefined) return;
  const { text } = problem;
  const line = lineStart(text, member.$cstNode.offset);
  if (text.slice(line, member.$cstNode.offset).trim() !== '') return;
  const at = documentationStart(text, line);
  const br = lineBreak(text);
  yield { title: `Declare \`entity ${type.name} open\`: it takes any fields`, edits: [{ start: at, end: at, text: `${indentAt(text, member.$cstNode.offset)}entity ${type.name} open {}${br}${br}` }], preferred: isOnly };
};

/** With the cursor in the head of an endpoint that says nothing of its answer. */
export const entityOfEndpoint: RefactoringSource = function* ({ node, document, semantics, start, can }): Iterable<Refactoring> {
  const endpoint = AstUtils.getContainerOfType(node, ast.isEndpoint);
  const connector = endpoint && AstUtils.getContainerOfType(endpoint, ast.isConnector);
  const first = endpoint?.members[0]?.$cstNode?.offset ?? endpoint?.$cstNode?.end;
  if (endpoint === undefined || connector === undefined || first === undefined || start >= first || !isUntyped(endpoint) || !can('createEntityFromSample') || isInstalled(connector, { document, semantics })) return;
  const argument: SampleArgument = { connector: connector.name, endpoint: endpoint.name };
  yield { title: 'Create its entity from a sample response…', kind: 'refactor.rewrite', command: { title: 'Create Entity', command: lensCommands.createEntityFromSample, arguments: [argument] } };
};

function isInstalled(connector: ast.Connector, { semantics }: Pick<Problem, 'document' | 'semantics'>): boolean {
  return installedConnector(AstUtils.getDocument(connector), semantics.index) !== undefined;
}

function memberAround(type: ast.NamedType): ast.Connector['members'][number] | undefined {
  return AstUtils.getContainerOfType(type, (one): one is ast.Connector['members'][number] => ast.isConnector(one.$container));
}
