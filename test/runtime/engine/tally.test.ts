import { describe, expect, test } from 'vitest';
import { sourceRow } from '../../../runtime/engine/row.ts';
import { createTally } from '../../../runtime/engine/tally.ts';

describe('the counts', () => {
  test('add up while records are under way, and say when they do not in the end', () => {
    const tally = createTally();
    tally.read(3);
    tally.end(sourceRow({}, undefined), 'completed');
    expect(tally.current()).toMatchObject({ read: 3, completed: 1 });
    expect(tally.settled()).toMatchObject({ read: 1, completed: 1 });
    expect(() => tally.check(false)).not.toThrow();
    expect(() => tally.check(true)).toThrow('do not add up');
    tally.end(sourceRow({}, undefined), 'rejected');
    tally.end(sourceRow({}, undefined), 'filtered');
    expect(() => tally.check(true)).not.toThrow();
  });

  test('notice a record that ended twice', () => {
    const tally = createTally();
    tally.read(1);
    tally.end(sourceRow({}, undefined), 'completed');
    tally.end(sourceRow({}, undefined), 'completed');
    expect(() => tally.check(false)).toThrow('do not add up');
  });

  test('of a batch end with it', () => {
    const tally = createTally();
    tally.read(2);
    tally.expand(1);
    tally.end({ ...sourceRow({}, undefined), units: 3, expanded: 1 }, 'inDoubt');
    expect(tally.settled()).toMatchObject({ read: 2, expanded: 1, inDoubt: 3 });
    expect(() => tally.check(true)).not.toThrow();
  });
});
