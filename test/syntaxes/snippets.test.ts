// Each snippet of VS Code, inserted as it comes, with the values that it proposes, where it fits.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AstUtils, EmptyFileSystem, GrammarAST } from 'langium';
import { describe, expect, it, test } from 'vitest';
import { createPatchbayServices, type ExamplePlace, ruleSections } from '#language';
import { fileAround, workspace } from '../language/manual/examples.ts';
import { formatted } from '../language/format/support.ts';
import { withWorkspace } from '../support/marked-text.ts';
import { defaultText } from './snippet-text.ts';

type Language = 'connector' | 'flow';
interface Snippet { name: string; language: Language; prefix: string; description: string; body: string[] }

const snippets = (['connector', 'flow'] as const).flatMap((language) => Object.entries(JSON.parse(readFileSync(join(import.meta.dirname, `../../syntaxes/${language}.code-snippets`), 'utf8')) as Record<string, Omit<Snippet, 'name' | 'language'>>)
  .map(([name, one]): Snippet => ({ name, language, ...one })));

const source = "\nfrom shop.listOrders(status: 'any') as order\nlog info order.name";
const example = "flow example {\n  use shop = shopify.acme\n  use erp  = netsuite.ledger\n\n  from shop.listOrders(status: 'any') as order\n  call erp.findCustomer(order.email ?? '') as customer\n  log info customer?.id\n}\n\n";
const note = 'flow note(order: shopify.Order) {\n  log info order.name\n}\n\n';
const uses = '  use shop = shopify.acme\n  use erp  = netsuite.ledger\n\n';

/** Snippets that stand elsewhere than most of their language, with what goes before and after. */
const places: Readonly<Record<Language, Readonly<Record<string, { place: ExamplePlace; before?: string; after?: string }>>>> = {
  connector: { connector: { place: 'connector' }, paginate: { place: 'endpoint' } },
  flow: {
    flow: { place: 'flow' }, function: { place: 'flow' }, table: { place: 'flow' }, extend: { place: 'flow' }, test: { place: 'flow', before: example },
    run: { place: 'flow', before: `${note}flow example {\n${uses}  from shop.listOrders(status: 'any') as order\n`, after: '\n}' },
    use: { place: 'source', after: source }, 'trigger-schedule': { place: 'source', after: source }, 'trigger-every': { place: 'source', after: source }, input: { place: 'source', after: source },
    store: { place: 'source', after: source }, variable: { place: 'source', after: source }, cache: { place: 'source', after: source }, from: { place: 'source' }, 'from-snapshot': { place: 'source' }, 'trigger-http': { place: 'source' },
    set: { place: 'source', before: `variable count: integer = 0${source}\n` },
  },
};

function fileOf({ language, prefix, body }: Snippet): string {
  const { place, before = '', after = '' } = places[language][prefix] ?? { place: language === 'connector' ? 'members' : 'steps' };
  return fileAround(place, `${before}${defaultText(body)}${after}`).text;
}

/** What a person goes on to write, and what this version does not carry out. */
const beside = new Set(['unused-use', 'unused-binding', 'unused-parameter', 'unused-entity', 'no-documentation', 'not-supported']);

describe('a snippet with its defaults', () => {
  it.each(snippets)('$language: $prefix has nothing wrong with it', async (snippet) => {
    const path = `/example.${snippet.language}`;
    const found = await withWorkspace(new Map([...(snippet.language === 'flow' ? Object.entries(workspace) : []), [path, fileOf(snippet)]]), (documents) => (documents.get(path)!.diagnostics ?? [])
      .filter(({ code }) => !beside.has(String(code))).map(({ message }) => (typeof message === 'string' ? message : message.value)));
    expect(found).toEqual([]);
  });

  it.each(snippets)('$language: $prefix is written as the formatter writes', async (snippet) => {
    const text = fileOf(snippet);
    const flush = (one: string): string => one.replace(/^ +/gm, '');
    expect(flush(await formatted(snippet.language, text))).toContain(flush(defaultText(snippet.body)));
  });
});

test('there is a snippet for each declaration of a connector and a flow file, and for each step', () => {
  const services = createPatchbayServices(EmptyFileSystem);
  const grammars = { connector: services.connector.Grammar, flow: services.flow.Grammar };
  const choices = (language: Language, rule: string): string[] => AstUtils.streamAllContents(grammars[language].rules.find(({ name }) => name === rule)!).filter(GrammarAST.isRuleCall).map(({ rule: called }) => called.$refText).toArray();
  // A connector's texts, and steps that are a word and a value or stand in another snippet, need none.
  const without = new Set(['Title', 'Version', 'Category', 'Website', 'Icon', 'Deprecated', 'Sunset', 'Hosts', 'Base', 'Headers', 'Query', 'Timeout', 'Redirect', 'Check', 'Import', 'Secret', 'YieldStep', 'RespondStep', 'Connector']);
  const words = (language: Language, ...rules: string[]): string[] => rules.flatMap((rule) => choices(language, rule)).filter((rule) => !without.has(rule)).flatMap((rule) => ruleSections().get(rule)?.word ?? []);
  const begin = (language: Language): Set<string> => new Set(snippets.filter((one) => one.language === language).map(({ prefix }) => prefix.split('-')[0]!));
  expect(words('connector', 'ConnectorItem', 'ConnectorMember').filter((word) => !begin('connector').has(word))).toEqual([]);
  expect(words('flow', 'FlowItem', 'FlowStep').filter((word) => !begin('flow').has(word))).toEqual([]);
});

test('no two snippets of a language have one prefix', () => {
  expect(new Set(snippets.map(({ language, prefix }) => `${language} ${prefix}`)).size).toBe(snippets.length);
});
