import { expect, test } from 'vitest';
import { nextLink, parseLinkHeader } from '../../../runtime/connector/pagination/link-header.ts';

test.each([
  ['<https://x.example/p2>; rel="next"', 'https://x.example/p2'],
  ['<https://x.example/p0>; rel="previous", <https://x.example/p2>; rel="next"', 'https://x.example/p2'],
  ['</p2>;rel=next', '/p2'],
  ['</p2>; REL="Next"', '/p2'],
  ['</p2>; rel="last next"', '/p2'],
  ['</a?x=1,2;3>; title="a, b; rel=\\"next\\""; rel="prev", </b>; rel="next"', '/b'],
  ['</p2> ; rel = "next" ; type="application/json"', '/p2'],
  ['</p1>; rel="first"; rel="next"', undefined],
  ['</p2>; rel="nextish"', undefined],
  ['<broken', undefined],
  ['', undefined],
])('%s leads to %s', (header, target) => {
  expect(nextLink(header)).toBe(target);
});

test('several header lines are one list', () => {
  expect(nextLink(['</p0>; rel="prev"', '</p2>; rel="next"'])).toBe('/p2');
  expect(nextLink(undefined)).toBeUndefined();
});

test('a header made to be slow is read in time', () => {
  const started = process.threadCpuUsage();
  parseLinkHeader(`<x>${'; a'.repeat(10_000)}${';'.repeat(10_000)}${'<'.repeat(10_000)}`);
  parseLinkHeader(`<x>; rel="${'\\'.repeat(20_001)}`);
  expect(process.threadCpuUsage(started).user / 1000).toBeLessThan(500);
});
