import { AstUtils, GrammarUtils, type LangiumDocument, type URI, UriUtils } from 'langium';
import { ast, describeSample, documentSymbols, entityNameOf, entityTexts, freeName, installedConnector, type MadeEntity, type Workspace } from '#language';
import type { EntityFromSample, EntityFromSampleParams } from '#server/protocol';
import { documentationStart, indentAt, lineBreak, lineStart } from '../code-actions/lines.ts';
import type { Edit } from '../code-actions/problem.ts';

/** The connector's file with the entities that a sample shows, and the endpoint with its type where it has none. */
export function entityFromSample({ connector: name, entity, endpoint: endpointName, sample }: EntityFromSampleParams, { connector, semantics }: Workspace, folder: URI): EntityFromSample {
  const entry = connector(name);
  const node = entry?.node;
  if (entry === undefined || node?.$cstNode === undefined || !ast.isConnector(node)) return { problem: `There is no connector \`${name}\` in this workspace any more.` };
  const document = AstUtils.getDocument(node);
  if (installedConnector(document, semantics.index) !== undefined) return { problem: `\`${name}\` was installed from a marketplace: its next update would take the entity away. Copy its file out of connectors/ to make it your own.` };
  const endpoint = endpointName === undefined ? undefined : entry.endpoints.get(endpointName);
  const known = new Set(semantics.names.entitiesAt(node).keys());
  const wanted = entity ?? freeName(entityNameOf(endpointName ?? name), known);
  if (known.has(wanted)) return { problem: `There is an entity \`${wanted}\` already.` };
  const found = describeSample(sample, wanted, known, endpoint && pathOf(endpoint));
  if ('problem' in found) return found;
  const before = document.textDocument.getText();
  const edits = [placed(found.entities, node, endpoint, before), ...(entity === undefined && endpoint !== undefined ? typed(endpoint, wanted, found.lists, before) : [])];
  const path = UriUtils.relative(folder, document.uri);
  return { edits: [{ path, before, after: applied(edits, before) }], entities: found.entities.map((one) => one.name), ...(found.leftOut.length > 0 && { leftOut: found.leftOut }) };
}

/** Behind the last entity of the connector, otherwise above the endpoint, otherwise at the connector's end. */
function placed(entities: readonly MadeEntity[], connector: ast.Connector, endpoint: ast.Endpoint | undefined, text: string): Edit {
  const br = lineBreak(text);
  const last = connector.members.findLast(ast.isEntity)?.$cstNode;
  if (last !== undefined) {
    const indent = indentAt(text, last.offset);
    return { start: last.end, end: last.end, text: `${br}${br}${indent}${entityTexts(entities, indent, br)}` };
  }
  const before = endpoint?.$cstNode;
  if (before !== undefined) {
    const line = lineStart(text, before.offset);
    const indent = indentAt(text, before.offset);
    const at = text.slice(line, before.offset).trim() === '' ? documentationStart(text, line) : before.offset;
    return at === before.offset && at !== line ? { start: at, end: at, text: `${entityTexts(entities, indent, br)}${br}${br}${indent}` } : { start: at, end: at, text: `${indent}${entityTexts(entities, indent, br)}${br}${br}` };
  }
  const end = connector.$cstNode!.end - (text[connector.$cstNode!.end - 1] === '}' ? 1 : 0);
  return { start: end, end, text: `${br}  ${entityTexts(entities, '  ', br)}${br}` };
}

/** An endpoint that says nothing of its answer, or that it is `any`. */
export function isUntyped({ type }: ast.Endpoint): boolean {
  const inner = ast.isArrayType(type) ? type.element : type;
  return type === undefined || (ast.isNamedType(inner) && inner.name === 'any');
}

function typed(endpoint: ast.Endpoint, name: string, lists: boolean, text: string): Edit[] {
  if (!isUntyped(endpoint)) return [];
  const type = lists || endpoint.members.some(ast.isRecords) ? `${name}[]` : name;
  const old = endpoint.type?.$cstNode;
  if (old !== undefined) return [{ start: old.offset, end: old.end, text: type }];
  const from = endpoint.parameters.at(-1)?.$cstNode?.end ?? GrammarUtils.findNodeForKeyword(endpoint.$cstNode, '(')?.end;
  const close = from === undefined ? null : /^\s*,?\s*\)/.exec(text.slice(from));
  return close === null || from === undefined ? [] : [{ start: from + close[0].length, end: from + close[0].length, text: `: ${type}` }];
}

/** `records body.data.orders` → `data`, `orders`. */
function pathOf(endpoint: ast.Endpoint): string[] {
  const member = endpoint.members.find((one): one is ast.Records | ast.Result => ast.isRecords(one) || ast.isResult(one));
  const names: string[] = [];
  let at: ast.Expression | undefined = member?.value;
  for (; at !== undefined && !ast.isNameReference(at);) {
    if (ast.isMemberAccess(at) && at.member !== undefined) names.unshift(at.member);
    else if (ast.isIndexAccess(at) && ast.isStringLiteral(at.index)) names.unshift(at.index.value);
    else return [];
    at = at.target;
  }
  return at?.name === 'body' ? names : [];
}

function applied(edits: readonly Edit[], text: string): string {
  return edits.toSorted((a, b) => b.start - a.start).reduce((changed, { start, end, text: written }) => changed.slice(0, start) + written + changed.slice(end), text);
}

/** Names of the entities that a file has, also while it is half typed. */
export function entityNamesIn(document: LangiumDocument): Set<string> {
  return new Set([...documentSymbols(document.parseResult.value).entities?.keys() ?? [], ...[...document.textDocument.getText().matchAll(/\bentity\s+([A-Za-z_$][\w$]*)/g)].map((found) => found[1]!)]);
}
