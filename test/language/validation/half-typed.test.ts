import { describe, expect, it } from 'vitest';
import { cutsOf, failures, golden } from './cuts.ts';
import { check, checkSteps } from './workspace.ts';

// A file in the middle of being typed: no check throws, whatever is missing in the tree, and what follows from a syntax error is not said.

describe('half-typed files', () => {
  it.each(golden)('%s, cut here and there', async (name, text) => {
    expect(await failures(name, cutsOf(text, Math.ceil(text.length / 3)))).toEqual([]);
  });

  it('a syntax error is one report: what is missing because of it is not told again', async () => {
    await checkSteps(`
  filter order.
  //          ^ error syntax: After \`.\` a name is missing
`);
    await checkSteps(`
  call shop.getOrder(
  //                ^ error syntax: Expected \`)\`
`);
    await checkSteps(`
  map sale: input erp.Sale = {
    externalId:
    //        ^ error syntax
  }
`);
  });

  it('a connector whose first member is wrong does not miss the others', () => check(`
//- /own.connector
connector own {
  version one
  //      ^^^ error syntax
}
`));
});
