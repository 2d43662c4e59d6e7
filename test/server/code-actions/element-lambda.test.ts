import { describe, expect, it } from 'vitest';
import { flowWith } from '../workspace.ts';
import { actionsOf, fixed } from './fixing.ts';

const flow = (steps: string): Record<string, string> => ({ '/main.flow': flowWith(steps) });
const titles = async (steps: string): Promise<string[]> => (await actionsOf(flow(steps), '/main.flow', 'all')).titles;

describe('elements that are objects', () => {
  it.each([
    ['  log order.lines.sum()', 'Write `.map(line => line.quantity).sum()`', '  log order.lines.map(line => line.quantity).sum()'],
    ['  log order.lines.filter(l => l.quantity > 1).sum()', 'Write `.map(x => x.price).sum()`', '  log order.lines.filter(l => l.quantity > 1).map(x => x.price).sum()'],
    ['  let line = 1\n  log order.lines.max() ?? line', 'Write `.map(x => x.sku).max()`', '  log order.lines.map(x => x.sku).max() ?? line'],
    ['  log order.lines.min()', 'Write `.map(line => line.price).min()`', '  log order.lines.map(line => line.price).min()'],
    ['  log order.lines.sort()', 'Write `.sort(line => line.sku)`', '  log order.lines.sort(line => line.sku)'],
    ['  let parts = [{ a: order.customer?.email, b: order.lines.first()?.price }]\n  log parts.sum()', 'Write `.map(part => part.b ?? 0).sum()`', '  log parts.map(part => part.b ?? 0).sum()'],
  ])('%s: %s', async (steps, title, line) => {
    expect(await fixed(flow(steps), 'wrong-type', title)).toEqual([line]);
  });

  it('are added by what is a number only', async () => {
    expect((await titles('  log order.lines.sum()')).filter((title) => title.includes('.sum()'))).toEqual(['Write `.map(line => line.quantity).sum()`', 'Write `.map(line => line.price).sum()`']);
  });

  it('are taken by the function that stands in the wrong call', async () => {
    expect(await fixed(flow('  log order.lines.sum(line => line.quantity * line.price)'), 'surplus-argument', 'Map first: `.map(…).sum()`')).toEqual(['  log order.lines.map(line => line.quantity * line.price).sum()']);
  });
});

describe('a method in the place of a function', () => {
  it.each([
    ['  let tags = [\'a\', \'b\']\n  log tags.map(upper)', 'Write `tag => tag.upper()`', '  log tags.map(tag => tag.upper())'],
    ['  let tags = [\'a\', \'b\']\n  log tags.map(length)', 'Write `tag => tag.length`', '  log tags.map(tag => tag.length)'],
    ['  log order.lines.map(sku)', 'Write `line => line.sku`', '  log order.lines.map(line => line.sku)'],
    ['  log [order.customer?.name].map(trim)', 'Write `x => x?.trim()`', '  log [order.customer?.name].map(x => x?.trim())'],
  ])('%s: %s', async (steps, title, line) => {
    expect(await fixed(flow(steps), 'unknown-name', title)).toEqual([line]);
  });

  it('is not offered for what the elements do not have, or what needs more', async () => {
    expect((await titles('  log order.lines.map(frobnicate)')).filter((title) => title.includes('=>'))).toEqual([]);
    expect((await titles("  let tags = ['a']\n  log tags.map(contains)")).filter((title) => title.includes('=>'))).toEqual([]);
  });
});
