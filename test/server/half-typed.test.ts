import { expect, it } from 'vitest';
import { seeded } from '../support/seeded.ts';
import { openAt } from '../support/editor.ts';
import { everythingElse } from './features.ts';
import { openHalfTyped } from './half-typed.ts';
import { connectors, files, flowWith } from './workspace.ts';

it('answers everything in files that are half typed, of a sample', async () => {
  const { round } = await openHalfTyped(seeded(7));
  let rounds = 0;
  for (; rounds < 12; rounds++) await round();
  expect(rounds).toBe(12);
}, 30_000);

it('answers at places all over a flow and a connector that end there', async () => {
  const flow = flowWith("  let lines = order.lines.filter(l => l.quantity > 1)\n  call erp.findAccount(email: order.customer?.email ?? reject \"none {order.number}\") as account\n  trigger schedule '0 7 * * 1' timezone 'Europe/London'\n  log terms['a'] ?? itemId('x')");
  const connector = connectors['/connectors/shop.connector'];
  for (const [path, text] of [['/main.flow', flow], ['/connectors/shop.connector', connector]] as const) {
    for (let end = 0; end <= text.length; end += 11) {
      const editor = await openAt(new Map([...Object.entries(files), [path, text.slice(0, end)]]), path, end);
      try {
        await editor.hover();
        await everythingElse(editor);
      } catch (error) {
        throw new Error(`cut at ${end}: …${text.slice(Math.max(end - 60, 0), end)}`, { cause: error });
      }
    }
  }
}, 120_000);
