import { describe, expect, it } from 'vitest';
import type { FlowSummary } from '#language';
import { chooseFlow } from '../../runner/choose-flow.ts';

const flow = (name: string, file: string): FlowSummary => ({ name, place: { file, line: 1, column: 1 }, inputs: [], instances: [], triggers: [], errors: 0 });
const flows = [flow('orders', 'flows/a.flow'), flow('orders', 'flows/b.flow'), flow('members', 'flows/a.flow')];
const choose = (text: string, cwd = '/work/space'): ReturnType<typeof chooseFlow> => chooseFlow(flows, text, { workspace: '/work/space', cwd });

describe('the flow that is meant', () => {
  it('is found by its name alone', () => {
    expect(choose('members')).toEqual({ kind: 'flow', flow: flows[2] });
  });

  it.each([['flows/b.flow#orders', '/work/space'], ['b.flow#orders', '/work/space/flows'], ['flows/b.flow#orders', '/work/space/flows'], ['/work/space/flows/b.flow#orders', '/']])(
    'is found by %s from %s', (text, cwd) => {
      expect(choose(text, cwd)).toEqual({ kind: 'flow', flow: flows[1] });
    });

  it('is asked for where two files have one', () => {
    expect(choose('orders')).toEqual({ kind: 'ambiguous', name: 'orders', candidates: ['flows/a.flow#orders', 'flows/b.flow#orders'] });
  });

  it('is unknown otherwise, and so is a file outside', () => {
    expect(choose('order')).toMatchObject({ kind: 'unknown', name: 'order' });
    expect(choose('flows/a.flow#order')).toEqual({ kind: 'unknown', name: 'order', candidates: ['orders', 'members'] });
    expect(choose('../a.flow#orders')).toMatchObject({ kind: 'no-file', file: '../a.flow' });
  });
});
