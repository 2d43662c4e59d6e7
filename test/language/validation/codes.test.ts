import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { codes } from '#language';

const folder = (path: string): URL => new URL(`../../../${path}/`, import.meta.url);
const textOf = (path: string): string => readdirSync(folder(path)).filter((name) => name.endsWith('.ts')).map((name) => readFileSync(new URL(name, folder(path)), 'utf8')).join('\n');

describe('diagnostic codes', () => {
  const checks = ['language/validation', 'language/workspace'].map(textOf).join('\n').replace(/export const codes = \{[\s\S]*?\} as const/, '');
  const tests = textOf('test/language/validation');
  // What is told of the disk, not of a text, has its tests with the runner.
  const ofDisk = { told: textOf('runner'), tests: textOf('test/runner') };

  it.each(Object.keys(codes))('%s is reported somewhere', (code) => {
    expect(checks.includes(`'${code}'`) || ofDisk.told.includes(`code: '${code}'`)).toBe(true);
  });

  it.each(Object.keys(codes))('%s is held by a test', (code) => {
    expect(new RegExp(`\\^+ (error|warning|hint) ${code}\\b`).test(tests) || ofDisk.tests.includes(`code: '${code}'`)).toBe(true);
  });
});
