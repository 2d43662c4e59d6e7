import type { LangiumSharedServices } from 'langium/lsp';
import { type ClientCapabilities, MarkupKind, type MarkupContent } from 'vscode-languageserver-protocol';

/** Where documentation is shown. */
export type Shown = 'hover' | 'completion' | 'signatureHelp';

const clients = new WeakMap<LangiumSharedServices, Partial<Record<Shown, readonly MarkupKind[]>>>();

/**
 * Documentation as the client can show it: Markdown, or plain text where the client does not say that it knows Markdown. To be asked for before it
 * connects; without a client, Markdown.
 */
export function contentFormat(shared: LangiumSharedServices, shown: Shown): (content: MarkupContent) => MarkupContent {
  let known = clients.get(shared);
  if (known === undefined) {
    const made: Partial<Record<Shown, readonly MarkupKind[]>> = {};
    clients.set(shared, (known = made));
    shared.lsp.LanguageServer.onInitialize(({ capabilities }) => { Object.assign(made, formatsOf(capabilities)); });
  }
  const formats = known;
  return (content) => (formats[shown]?.includes(MarkupKind.Markdown) === false ? { kind: MarkupKind.PlainText, value: plainText(content.value) } : content);
}

function formatsOf({ textDocument }: ClientCapabilities): Record<Shown, readonly MarkupKind[]> {
  return {
    hover: textDocument?.hover?.contentFormat ?? [],
    completion: textDocument?.completion?.completionItem?.documentationFormat ?? [],
    signatureHelp: textDocument?.signatureHelp?.signatureInformation?.documentationFormat ?? [],
  };
}

/** Markdown as people read it where nothing renders it: without fences, marks of emphasis and code, and with addresses behind their texts. */
export function plainText(markdown: string): string {
  let fence: string | undefined;
  const lines: string[] = [];
  for (const line of markdown.split('\n')) {
    const ticks = /^\s*(`{3,})/.exec(line)?.[1];
    if (fence === undefined && ticks !== undefined) fence = ticks;
    else if (fence !== undefined && line.trim() === fence) fence = undefined;
    else lines.push(fence === undefined ? plainLine(line) : line);
  }
  return lines.join('\n').trim();
}

/** Code, which keeps its signs, or a link, whose words may hold code. */
const CODE_OR_LINK = /(`+)((?:(?!\1).)+)\1|(?:! ?)?\[((?:`[^`]*`|[^\]`])*)\]\(([^()\s]*)\)/g;

function plainLine(line: string): string {
  let plain = '';
  let end = 0;
  const text = line.replace(/^#{1,6} +/, '');
  for (const found of text.matchAll(CODE_OR_LINK)) {
    const [all, , code, words = '', address = ''] = found;
    plain += plainWords(text.slice(end, found.index)) + (code ?? linkText(plainLine(words), address));
    end = found.index + all.length;
  }
  return plain + plainWords(text.slice(end));
}

/** An address that leads nowhere from here, a heading of a page or a command, is left out. */
function linkText(words: string, address: string): string {
  return /^(?:file:|command:|#)/.test(address) || address === words ? words : `${words} (${address})`;
}

function plainWords(text: string): string {
  return text
    .replaceAll(/\*\*([^*]+)\*\*/g, '$1')
    .replaceAll(/(?<![\w*])\*([^*\s][^*]*)\*(?![\w*])/g, '$1')
    .replaceAll(/\\([\\`*_{}[\]()#+.!<>|-])/g, '$1');
}
