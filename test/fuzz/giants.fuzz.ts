// What the campaign takes by chance, once in full: ten thousand levels of every construct and five megabytes of everything in one line, alone and within a
// flow, a connector and patchbay.json, with every request.
import { expect, it } from 'vitest';
import { seeded } from '../support/seeded.ts';
import { keepForReport } from './campaign.ts';
import { DEEP, depths, longLines } from './giants.ts';
import { tryFile } from './one-case.ts';
import { everyRequest } from './requests.ts';
import { openSamples } from './workspaces.ts';

const paths = ['/test/golden/examples/steps.flow', '/test/golden/examples/shop.connector', '/test/golden/examples/patchbay.json'];

it('every construct ten thousand levels deep and every long line is told, and asked about, in time', async () => {
  const files = (await openSamples()).filter(({ path }) => paths.includes(path));
  const random = seeded(1);
  const failures: string[] = [];
  let cases = 0;
  let slowest = { ms: 0, what: '' };
  for (const file of files) {
    const middle = file.text.indexOf('\n', file.text.length / 2) + 1;
    const giants = [...Object.entries(DEEP).map(([name, nested]) => [name, nested(depths.at(-1)!, file.language)] as const), ...Object.entries(longLines).map(([name, line]) => [name, line()] as const)];
    for (const [name, giant] of giants) {
      for (const text of [giant, `${file.text.slice(0, middle)}${giant}\n${file.text.slice(middle)}`]) {
        const below = (count: number): number => Math.floor(random() * count);
        const outcome = await tryFile({ file, kind: name, text, below, requests: everyRequest.map((request) => () => request) });
        cases++;
        for (const [what, ms] of [['check', outcome.checkedMs] as const, ...Object.entries(outcome.asked)]) if (ms > slowest.ms) slowest = { ms, what: `${what} of ${name} in ${file.path}` };
        failures.push(...outcome.failures.map((what) => `${name} ${text === giant ? 'alone as' : 'in'} ${file.path}: ${what}`));
        await new Promise<void>((resolve) => { setImmediate(resolve); });
      }
      keepForReport('giants', { cases, slowest, failures });
    }
  }
  expect(failures).toEqual([]);
}, 14_400_000);
