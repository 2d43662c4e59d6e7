import { describe, expect, it } from 'vitest';
import { findings } from '../../../language/workspace/findings.ts';
import { withWorkspace } from '../../support/marked-text.ts';

describe('findings', () => {
  it('are those of documents that come one by one, and can be gone through once only', async () => {
    const found = await withWorkspace(new Map([['/b.flow', 'flow b {\n  frobnicate\n}\n'], ['/a.flow', 'flow a {\n  frobnicate\n}\n']]), (documents) =>
      findings(documents.values(), (document) => document.uri.path.split('/').at(-1)!));
    expect(found.filter(({ code }) => code === 'syntax').map(({ file, line, column }) => `${file}:${line}:${column}`)).toEqual(['a.flow:2:3', 'b.flow:2:3']);
  });
});
