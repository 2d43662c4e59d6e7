// Files of the reference cut at many places, as a person types them, and checked.
import { readdirSync, readFileSync } from 'node:fs';
import { withWorkspace } from '../../support/marked-text.ts';

const examples = new URL('../../golden/examples/', import.meta.url);

/** The files of the examples by name. */
export const golden = readdirSync(examples).filter((name) => /\.(connector|flow)$|^patchbay\.json$/.test(name)).map((name) => [name, readFileSync(new URL(name, examples), 'utf8')] as const);

/** What Langium says where a check threw. */
const thrown = /An error occurred during validation/;

/** A text that ends at each `step`th place, and one with a hole of 23 characters there. */
export function cutsOf(text: string, step: number): string[] {
  const cuts: string[] = [];
  for (let at = 5; at < text.length; at += step) cuts.push(text.slice(0, at), text.slice(0, at) + text.slice(at + 23));
  return cuts;
}

/** Checks that threw, and diagnostics that stand nowhere. */
export async function failures(name: string, texts: readonly string[]): Promise<string[]> {
  const files = new Map(texts.map((text, index) => [`/cut${index}/${name}`, text]));
  return withWorkspace(files, (documents) => [...documents].flatMap(([path, document]) => (document.diagnostics ?? [])
    .filter((one) => thrown.test(String(one.message)) || !(one.range.start.line >= 0 && one.range.start.character >= 0 && one.range.end.line >= one.range.start.line))
    .map((one) => `${path}: ${String(one.message)}\n${files.get(path)!.slice(-200)}`)));
}
