// Runs the flow of a plan file to its end, in a process that can be killed: node run-child.ts <plan.json> <state folder>
import { readFileSync } from 'node:fs';
import type { Plan } from '#plan';
import { runFlow } from '#runtime';

const [planFile = '', stateFolder = ''] = process.argv.slice(2);
const plan = JSON.parse(readFileSync(planFile, 'utf8')) as Plan;
const { counts, status, error } = await runFlow({
  plan, stateFolder, inputs: {}, dryRun: false, bundledConnectors: new Set(),
  instances: { shop: { name: 'shop', connector: 'store', settings: {} } },
  secrets: { secret: () => Promise.resolve(undefined) },
  policy: { allowLocal: true, trustedHosts: [] },
  signal: new AbortController().signal,
  emit: () => undefined,
});
process.stdout.write(JSON.stringify({ counts, status, error }));
