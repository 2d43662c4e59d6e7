import { join } from 'node:path';
import { readdirSync, readFileSync } from 'node:fs';
import { URI } from 'langium';
import { describe, expect, test } from 'vitest';
import { lowerFlow, openedWorkspace } from '#language';
import { seed } from '../../support/seed.ts';
import { seeded } from '../../support/seeded.ts';
import { workspaceOf } from '../../support/language.ts';
import { parse, shape, tokenize, type Sample } from '../grammar/support.ts';
import { formatted, withOtherBlanks, written } from './support.ts';

const random = seeded(seed);
const rounds = Number(process.env['PATCHBAY_ROUNDS'] ?? 1);
/** The samples' connectors are those of the marketplace. */
const files = written.filter((one, index) => written.findIndex(({ text }) => text === one.text) === index);

// Each file with other blanks; SEED repeats a run, PATCHBAY_ROUNDS makes it a longer one.
describe(`with other white space (SEED=${seed})`, () => {
  test.each(files)('$name comes back as it was', async ({ language, text }) => {
    for (let round = 0; round < rounds; round++) {
      const other = withOtherBlanks(language, text, random);
      expect(parse(language, other).errors).toEqual([]);
      expect(await formatted(language, other)).toBe(text);
    }
  });

  test('line ends stay as they are, and so does a byte order mark', async () => {
    for (const { language, text } of files.slice(0, 12)) {
      const other = withOtherBlanks(language, text, random).trimStart();
      expect(await formatted(language, `\uFEFF${other.replaceAll('\n', '\r\n')}`)).toBe(`\uFEFF${text.replaceAll('\n', '\r\n')}`);
    }
  });

  test('lines that are broken elsewhere stay so, tokens and tree are the same, and formatting again changes nothing', async () => {
    for (const { language, text } of rejoined()) {
      const once = await formatted(language, text);
      expect(once).not.toBe(text);
      expect(await formatted(language, once)).toBe(once);
      expect(images(language, once)).toEqual(images(language, text));
      expect(shape(parse(language, once).value)).toEqual(shape(parse(language, text).value));
    }
  });

  test('the plans of the sample workspace are the same', async () => {
    const folder = join(import.meta.dirname, '../../../samples/orders');
    const sources = Object.fromEntries(readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(?:connector|flow|json)$/.test(file) && !file.includes('node_modules')).map((file) => [`/w/${file}`, readFileSync(join(folder, file), 'utf8')]));
    const changed: Record<string, string> = {};
    const formattedFiles: Record<string, string> = {};
    for (const [path, text] of Object.entries(sources)) {
      const language = path.endsWith('.connector') ? 'connector' : path.endsWith('.flow') ? 'flow' : undefined;
      changed[path] = language === undefined ? text : withOtherBlanks(language, text, random);
      formattedFiles[path] = language === undefined ? text : await formatted(language, changed[path]);
    }
    const hashes = await Promise.all([sources, changed, formattedFiles].map(planHashes));
    expect(hashes[0]).toHaveLength(3);
    expect(hashes[1]).toEqual(hashes[0]);
    expect(hashes[2]).toEqual(hashes[0]);
  });
});

async function planHashes(files: Record<string, string>): Promise<string[]> {
  const { services } = await workspaceOf(files, { validation: true });
  const workspace = openedWorkspace(services.shared, URI.file('/w'));
  return workspace.model.flows.map(({ name }) => {
    const plan = lowerFlow(workspace, { name });
    if (Array.isArray(plan)) throw new Error(plan.map(({ message }) => message).join('\n'));
    return `${name} ${plan.hash}`;
  });
}

/** Files whose line breaks are others too: some taken out, some put in, where they parse. */
function rejoined(): Sample[] {
  return files.map((sample) => {
    const blanks = withOtherBlanks(sample.language, sample.text, random);
    const lines = blanks
      .replaceAll(/([{([,]|[=:]) +/g, (found) => (random() < 0.1 ? `${found.trim()}\n` : found))
      .replaceAll(/(?<=[{([,])[ \t]*\n\s*(?!\/)/g, (found) => (random() < 0.2 ? ' ' : found));
    return { ...sample, text: parse(sample.language, lines).errors.length === 0 ? lines : blanks };
  });
}

const images = (language: Sample['language'], text: string): string[] => tokenize(language, text).map(({ image }) => image);
