import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { codes } from '#language';
import { withReports } from './messages.ts';

const folder = new URL('../../golden/messages/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'README.md');

/** `UPDATE_GOLDEN=1` writes the reports as they are now: read the difference before it is committed. */
const update = process.env['UPDATE_GOLDEN'] !== undefined;

/** What is told of a folder, not of a text: test/runner/prepare.test.ts holds it. */
const ofDisk: readonly string[] = ['unreadable-folder'];

describe('golden messages', () => {
  it('are there for every code', () => {
    expect(names.map((name) => name.slice(0, -'.md'.length)).toSorted()).toEqual(Object.keys(codes).filter((code) => !ofDisk.includes(code)).toSorted());
  });

  it.each(names)('%s', async (name) => {
    const code = name.slice(0, -'.md'.length);
    const page = readFileSync(new URL(name, folder), 'utf8');
    const { text, codes: told } = await withReports(page, code);
    if (update) writeFileSync(new URL(name, folder), text);
    else expect(text, 'UPDATE_GOLDEN=1 writes the reports as they are now').toBe(page);
    expect(told).toContain(code);
  });
}, 60_000);
