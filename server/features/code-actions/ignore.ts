import { indentAt, lineBreak, lineStart } from './lines.ts';
import type { Fix, FixSource } from './problem.ts';

const error = 1;
const notSilenced: ReadonlySet<string> = new Set(['syntax', 'bad-ignore']);

/** `// patchbay-ignore code: reason` above a warning or hint; the reason is a person's to write. */
export const ignore: FixSource = function* ({ code, diagnostic, document, text, start }): Iterable<Fix> {
  if ((diagnostic.severity ?? error) === error || notSilenced.has(code)) return;
  if (!/\.(?:flow|connector)$/.test(document.uri.path) && document.textDocument.languageId === 'jsonc') return;
  const line = lineStart(text, start);
  yield { title: `Ignore \`${code}\` in this line`, edits: [{ start: line, end: line, text: `${indentAt(text, start)}// patchbay-ignore ${code}: it is meant so${lineBreak(text)}` }] };
};
