// Every word of the language, wherever it stands in the examples: hovering over it leads to a heading of docs/language.md that is there.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AstNode, AstUtils, CstUtils, EmptyFileSystem, type Grammar, GrammarAST, type LangiumDocument } from 'langium';
import type { LangiumServices } from 'langium/lsp';
import type { Hover } from 'vscode-languageserver-protocol';
import { expect, test } from 'vitest';
import { anchorOf, createPatchbayServices, ruleSections } from '#language';
import { createServerServices, type ServerServices } from '../../server/services.ts';
import { fileAround } from '../language/manual/examples.ts';
import { markedUri } from '../support/marked-text.ts';

const root = join(import.meta.dirname, '../..');
const headings = new Set([...readFileSync(join(root, 'docs/language.md'), 'utf8').replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => anchorOf(title)));

const golden = readdirSync(join(root, 'test/golden/examples')).filter((name) => /\.(?:connector|flow)$/.test(name))
  .map((name): [string, string] => [`/golden/${name}`, readFileSync(join(root, 'test/golden/examples', name), 'utf8')]);
/** The examples of the page, each as a file of its own. */
const examples = [...ruleSections().values()].flatMap(({ rule, examples: own }) => own.map(({ place, code }, index): [string, string] => {
  const { language, text } = fileAround(place, code);
  return [`/${rule}${index}.${language}`, text];
}));

const ruleOf = (node: AstNode): string => AstUtils.getContainerOfType(node, (one) => GrammarAST.isParserRule(one) || GrammarAST.isInfixRule(one))?.name ?? '';

/** What was hovered over: `Rule.word`, and those that lead nowhere. */
async function hoverOverWords(document: LangiumDocument, services: ServerServices): Promise<{ seen: string[]; lost: string[] }> {
  const language = services.shared.ServiceRegistry.getServices(document.uri) as LangiumServices;
  const seen: string[] = [];
  const lost: string[] = [];
  for (const leaf of CstUtils.flattenCst(document.parseResult.value.$cstNode!)) {
    const source = leaf.grammarSource;
    const rule = GrammarAST.isKeyword(source) ? ruleOf(source) : leaf.astNode.$type === 'BinaryExpression' && GrammarAST.isAssignment(source) ? 'BinaryExpression' : '';
    if (rule === '' || !/^[A-Za-z]\w*$/.test(leaf.text)) continue;
    const hover = await language.lsp.HoverProvider!.getHoverContent(document, { textDocument: { uri: document.uri.toString() }, position: document.textDocument.positionAt(leaf.offset) }) as Hover | undefined;
    const anchor = /\[Language: [^\]]+\]\(file:[^)#]+#([\w-]+)\)$/.exec((hover?.contents as { value: string } | undefined)?.value ?? '')?.[1];
    const word = `${rule}.${leaf.text}`;
    if (anchor !== undefined && headings.has(anchor)) seen.push(word);
    else lost.push(`${word} in ${document.uri.path}: ${anchor ?? 'no link'}`);
  }
  return { seen, lost };
}

test('each word of the language leads to a heading that is there', async () => {
  const services = createServerServices(EmptyFileSystem);
  const { workspace } = services.shared;
  const documents = [...golden, ...examples].map(([path, text]) => workspace.LangiumDocumentFactory.fromString(text, markedUri(path)));
  for (const document of documents) workspace.LangiumDocuments.addDocument(document);
  await workspace.DocumentBuilder.build(documents, { validation: false });
  const results = await Promise.all(documents.map((document) => hoverOverWords(document, services)));
  expect([...new Set(results.flatMap(({ lost }) => lost))]).toEqual([]);
  const seen = new Set(results.flatMap((result) => result.seen));
  const { connector, flow } = createPatchbayServices(EmptyFileSystem);
  const all = new Set([connector.Grammar, flow.Grammar].flatMap((grammar: Grammar) => AstUtils.streamAllContents(grammar).filter(GrammarAST.isKeyword).filter(({ value }) => /^[A-Za-z]/.test(value)).map((node) => `${ruleOf(node)}.${node.value}`).toArray()));
  expect([...all].filter((word) => !seen.has(word)).toSorted()).toEqual([]);
}, 60_000);
