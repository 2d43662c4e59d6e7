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

test.each([
  ['left over by another', '![!](x)[logo](https://evil.example/p.png)'],
  ['with brackets in its description', '![a [b] c](https://evil.example/p.png)'],
  ['with brackets in its address', '![a](https://evil.example/(p).png)'],
  ['behind other marks', '!!![a](https://evil.example/p.png) \\![b](https://evil.example/p.png)'],
  ['inside of a link', '[![a](https://evil.example/p.png)](https://evil.example)'],
])('no picture is fetched that is %s', (_, text) => {
  expect(documentation(api, text).value).not.toContain('![');
  expect(summary(text)).not.toContain('![');
});

test.each(['![', '![a](', '![a][', '!'])('documentation of %s over and over takes no time', (text) => {
  expect(documentation(api, text.repeat(200_000)).value).not.toContain('![');
});

test('what is no picture stays', () => {
  expect(documentation(api, 'Ready! [More](https://shop.example/docs), `a != b`').value).toBe('Ready! [More](https://shop.example/docs), `a != b`');
});

test('a summary is the first paragraph on one line', () => {
  expect(summary(' The store\'s\n  name.\n\nMore.')).toBe("The store's name.");
  expect(summary(undefined)).toBe('');
});

test('names are shown as they are, whatever they contain', () => {
  expect(literal('[a](command:evil) <b>')).toBe('\\[a\\]\\(command:evil\\) \\<b\\>');
});
