import type { CstNode, GrammarAST } from 'langium';
import { AstUtils, CstUtils, GrammarUtils } from 'langium';
import { expect, test } from 'vitest';
import type { Sample } from './support.ts';
import { codeSamples, languageServices, parse, samples, shape, tokenize } from './support.ts';

test.each(samples)('$name parses without an error', ({ language, text }) => {
  expect(parse(language, text).errors).toEqual([]);
});

test('a page of the reference parses: paging', () => {
  const members = `
    paginate link                                             // RFC 8288, rel="next"
    paginate next body.links.next                             // an absolute or relative URL
    paginate cursor query.after = body.meta.next while body.meta.more
    paginate page query.page from 1 size query.per_page = 100 until page >= body.totalPages
    paginate offset query.offset size query.limit = 1000 while body.hasMore
    paginate cursor query.starting_after = records.last().id while body.has_more    // keyset`;
  const { errors, value } = parse('connector', `connector x { endpoint y() {${members}\n} }`);
  expect(errors).toEqual([]);
  expect(AstUtils.streamAst(value).filter(node => node.$type === 'Paginate').count()).toBe(6);
});

test('a page of the reference parses: batches, jobs, find then write', () => {
  const { errors } = parse('connector', `connector x { endpoint y() {
    each body.results as item for contacts by index when item.status == 'error' reject "{item.message}"
    each body.results as item for contacts as contact by item.key == contact.externalId when item.error != null reject "{item.error}"
    poll GET "/jobs/{body.id}" every 5s within 30m until body.status == 'done' fail when body.status == 'failed'
    then GET body.url decode ndjson nest by __parentId into line_items
    upsert { find findContact(contact.email) as found create createContact(contact) update updateContact(found.id, contact) on conflict find }
    more items.nodes from record.cursor graphql '''query''' variables { id: record.id } cursor variables.after = body.x while body.y records body.z
  } }`);
  expect(errors).toEqual([]);
});

/** Where each keyword and terminal stands in the rules of a grammar: `rule.index word`. */
function uses(grammar: GrammarAST.Grammar): Map<GrammarAST.AbstractElement, string> {
  const found = new Map<GrammarAST.AbstractElement, string>();
  for (const rule of GrammarUtils.getAllReachableRules(grammar, false)) {
    if (rule.$type !== 'ParserRule') continue;
    let index = 0;
    for (const node of AstUtils.streamAllContents(rule)) {
      index++;
      if (node.$type === 'Keyword') found.set(node as GrammarAST.Keyword, `${rule.name}.${index} '${(node as GrammarAST.Keyword).value}'`);
      else if (node.$type === 'RuleCall' && (node as GrammarAST.RuleCall).rule.ref?.$type === 'TerminalRule') found.set(node as GrammarAST.RuleCall, `${rule.name}.${index} ${(node as GrammarAST.RuleCall).rule.ref!.name}`);
    }
  }
  return found;
}

/** What only half-typed or mistaken text has. */
const NOT_IN_EXAMPLES = / DANGLING$| JSON_WORD$|^(?:Field|Parameter)\.\d+ '\?'$/;

test('every keyword and terminal of the grammars occurs in the golden files, at each of its places', () => {
  const expected = new Set<string>();
  const occurring = new Set<string>();
  for (const language of ['connector', 'flow', 'workspace'] as const) {
    const { Grammar: grammar } = languageServices(language);
    const places = uses(grammar);
    for (const place of places.values()) expected.add(place);
    if (language !== 'workspace') for (const operator of operators(grammar)) expected.add(`operator ${operator}`);
    for (const sample of samples.filter(({ language: own }) => own === language)) {
      for (const leaf of CstUtils.flattenCst(parse(language, sample.text).value.$cstNode as CstNode)) {
        const place = leaf.grammarSource === undefined ? undefined : places.get(leaf.grammarSource);
        occurring.add(place ?? `operator ${leaf.text}`);
      }
    }
  }
  expect([...expected].filter(place => !occurring.has(place) && !NOT_IN_EXAMPLES.test(place)).toSorted()).toEqual([]);
});

function operators(grammar: GrammarAST.Grammar): string[] {
  const rule = grammar.rules.find(({ $type }) => $type === 'InfixRule') as GrammarAST.InfixRule;
  return rule.operators.precedences.flatMap(level => level.operators.map(operator => operator.value));
}

/** White space between tokens becomes one blank; where there was none, none. Comments go. */
function onOneLine({ language, text }: Sample): string {
  const tokens = tokenize(language, text);
  let result = '';
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    if (before !== undefined && before.endOffset! + 1 < token.startOffset) result += ' ';
    result += token.image;
  }
  return result;
}

test.each(codeSamples)('$name is the same tree with every line break a blank', sample => {
  const { value, errors } = parse(sample.language, onOneLine(sample));
  expect(errors).toEqual([]);
  expect(shape(value)).toEqual(shape(parse(sample.language, sample.text).value));
});

test.each(samples)('$name is the same tree with CRLF line ends', sample => {
  const { value, errors } = parse(sample.language, sample.text.replaceAll('\n', '\r\n'));
  expect(errors).toEqual([]);
  expect(withoutLineEnds(value)).toEqual(withoutLineEnds(parse(sample.language, sample.text).value));
});

/** The raw pieces of an interpolated text keep their line ends; their values do not (text-values.test.ts). */
function withoutLineEnds(value: unknown): unknown {
  return JSON.parse(JSON.stringify(shape(value)).replaceAll(String.raw`\r\n`, String.raw`\n`));
}
