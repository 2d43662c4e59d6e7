import { readFileSync } from 'node:fs';
import { Cancellation, OperationCancelled } from 'langium';
import { describe, expect, it } from 'vitest';
import type { SemanticTokens, SemanticTokensDelta } from 'vscode-languageserver-protocol';
import { tokenModifiers, tokenTypes } from '../../server/features/semantic-kinds.ts';
import { editorOf } from '../support/editor.ts';
import { decoded, identifierOf, languageOf, tokens } from './features.ts';
import { connectorWith, files, flowWith } from './workspace.ts';

const steps = async (text: string): Promise<string[]> => {
  const editor = await editorOf(flowWith(text), files);
  const from = editor.document.textDocument.positionAt(flowWith('').indexOf(' as order\n') + 10);
  return tokens(editor, { start: from, end: { line: from.line + text.split('\n').length - 1, character: 1000 } });
};

describe('the names of a flow', () => {
  it('are shown by what they mean', async () => {
    expect(await steps('  let n = order.lines')).toEqual(['n variable.declaration.readonly', 'order variable.readonly', 'lines property']);
    expect(await steps("  call erp.findAccount(email: order.number) as account")).toEqual([
      'erp variable.readonly.instance', 'findAccount function.endpoint', 'email parameter', 'order variable.readonly', 'number property.readonly', 'account variable.declaration.readonly',
    ]);
    expect(await steps('  map s: input erp.SalesOrder = { externalId: order.number.upper(), nobody: 1 }')).toEqual([
      's variable.declaration.readonly', 'erp variable.readonly.instance', 'SalesOrder type.entity', 'externalId property', 'order variable.readonly', 'number property.readonly', 'upper method.defaultLibrary', 'nobody property',
    ]);
    expect(await steps('  variable n: integer = 0\n  set n = n + order.lines.length')).toEqual([
      'n variable.declaration', 'integer type.defaultLibrary', 'n variable', 'n variable', 'order variable.readonly', 'lines property', 'length property.readonly.defaultLibrary',
    ]);
    expect(await steps('  log now() ?? itemId(terms["a"] ?? minimum)')).toEqual(['now function.defaultLibrary', 'itemId function', 'terms variable.readonly', 'minimum parameter.input']);
    expect(await steps('  let x = order.lines.map(l => l.sku)').then((all) => all.filter((one) => one.startsWith('l ')))).toEqual(['l parameter.declaration', 'l parameter']);
    expect(await steps('  run bookOne(order, urgent: true)')).toEqual(['bookOne function', 'order variable.readonly', 'urgent parameter']);
  });

  it('are left alone where nobody knows them, and where they are texts', async () => {
    expect(await steps('  log nobody')).toEqual([]);
    expect(await steps('  log order.nobody.upper()')).toEqual(['order variable.readonly', 'nobody property', 'upper method.defaultLibrary']);
    expect(await steps("  let x = { 'a-b': 1 }")).toEqual(['x variable.declaration.readonly']);
    expect((await tokens(await editorOf("import './shared.flow'", files)))).toEqual([]);
  });
});

describe('the names of a connector', () => {
  it('tell settings, secrets, fields, entities and what is deprecated', async () => {
    const all = await tokens(await editorOf(connectorWith("  entity Old { note: string @deprecated('use text') }\n  endpoint old(t: Old): Old { POST \"/{site}\" deprecated 'use new' body { n: t.note } result body.x }\n  check old"), {}));
    expect(all).toEqual(expect.arrayContaining([
      'desk namespace.declaration', 'site property.declaration.readonly.setting', 'site property.readonly.setting', 'key type.declaration', 'apiKey property.declaration.readonly.secret', 'apiKey property.readonly.secret',
      'Ticket type.declaration.entity', 'Person type.entity', 'note property.declaration.deprecated', 'note property.deprecated', 'old function.declaration.deprecated.endpoint', 'old function.deprecated.endpoint',
      't parameter.declaration', 'body variable.readonly.defaultLibrary', 'x property',
    ]));
  });
});

describe('tokens', () => {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    contributes: { semanticTokenModifiers: { id: string }[]; semanticTokenScopes: { language: string; scopes: Record<string, string[]> }[] };
  };

  it('have the scopes of the TextMate grammars, so that a name keeps its colour when its meaning is known', () => {
    const grammars = ['expression', 'connector', 'flow'].map((name) => readFileSync(new URL(`../../syntaxes/${name}.tmLanguage.json`, import.meta.url), 'utf8')).join('');
    for (const { scopes } of manifest.contributes.semanticTokenScopes) {
      for (const [selector, names] of Object.entries(scopes)) {
        const [type, ...modifiers] = selector.split('.');
        expect(tokenTypes).toHaveProperty(type!);
        for (const modifier of modifiers) expect(tokenModifiers).toHaveProperty(modifier);
        for (const name of names) expect(grammars, `${selector}: ${name}`).toContain(`"${name}"`);
      }
    }
    expect(manifest.contributes.semanticTokenScopes.map((one) => one.language)).toEqual(['connector', 'flow']);
  });

  it('have modifiers that are standard, or declared by package.json', () => {
    const standard = ['declaration', 'definition', 'readonly', 'static', 'deprecated', 'abstract', 'async', 'modification', 'documentation', 'defaultLibrary'];
    expect(Object.keys(tokenModifiers).filter((name) => !standard.includes(name)).toSorted()).toEqual(manifest.contributes.semanticTokenModifiers.map(({ id }) => id).toSorted());
  });

  it('are told as what has changed since', async () => {
    const editor = await editorOf(flowWith('  log order.number'), files);
    const provider = languageOf(editor).lsp.SemanticTokenProvider!;
    const textDocument = identifierOf(editor);
    const first = await provider.semanticHighlight(editor.document, { textDocument }) as SemanticTokens;
    const same = await provider.semanticHighlightDelta(editor.document, { textDocument, previousResultId: first.resultId! }) as SemanticTokensDelta;
    expect(same.edits).toEqual([]);
    const longer = await editorOf(flowWith('  log order.number\n  log order.total'), files);
    const next = await provider.semanticHighlightDelta(longer.document, { textDocument, previousResultId: same.resultId! }) as SemanticTokensDelta;
    const data = [...first.data];
    for (const { start, deleteCount, data: inserted } of next.edits.toSorted((a, b) => b.start - a.start)) data.splice(start, deleteCount, ...(inserted ?? []));
    expect(decoded(longer.document.textDocument.getText(), data)).toEqual(await tokens(longer));
    // What it does not remember it tells whole.
    const unknown = await provider.semanticHighlightDelta(longer.document, { textDocument, previousResultId: 'of another server' });
    expect('data' in unknown && decoded(longer.document.textDocument.getText(), unknown.data).length).toBe(data.length / 5);
  });

  it('of a range are those of its lines', async () => {
    const editor = await editorOf(flowWith('  log order.number\n  log order.total\n  log order.id'), files);
    const line = editor.document.textDocument.getText().split('\n').findIndex((text) => text.includes('order.total'));
    expect(await tokens(editor, { start: { line, character: 0 }, end: { line, character: 50 } })).toEqual(['order variable.readonly', 'total property']);
  });

  it('are given up where nobody wants them any more', async () => {
    const editor = await editorOf(flowWith('  log order.number\n'.repeat(300)), files);
    const source = new Cancellation.CancellationTokenSource();
    source.cancel();
    const asked = languageOf(editor).lsp.SemanticTokenProvider!.semanticHighlight(editor.document, { textDocument: identifierOf(editor) }, source.token);
    await expect(Promise.resolve(asked)).rejects.toBe(OperationCancelled);
  });

  it('of 1,000 lines take less time than reading them', async () => {
    const text = flowWith(Array.from({ length: 500 }, (_, index) => `  filter order.total > ${index} && order.number != ''\n  log info "Order {order.number} of {order.customer?.name}"`).join('\n'));
    const editor = await editorOf(text, files);
    const { workspace } = editor.services.shared;
    await workspace.DocumentBuilder.build([editor.document], { validation: true });
    const least = async (measured: () => unknown): Promise<number> => {
      let best = Infinity;
      for (let round = 0; round < 5; round++) {
        const start = process.threadCpuUsage();
        await measured();
        best = Math.min(best, process.threadCpuUsage(start).user);
      }
      return best;
    };
    const highlighting = await least(() => languageOf(editor).lsp.SemanticTokenProvider!.semanticHighlight(editor.document, { textDocument: identifierOf(editor) }));
    const reading = await least(() => editor.services.flow.parser.LangiumParser.parse(text));
    expect(highlighting).toBeLessThan(reading);
  }, 60_000);
});
