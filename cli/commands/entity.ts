import { readFileSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { describeSample, entityNameOf, entityTexts, isName, longestSample } from '#language';
import { defineCommand, exit, UsageError } from '../command.ts';
import { printable } from '../terminal.ts';

/** `patchbay entity <file.json|->`: the entities that describe a sample, as the editor would write them. */
export const entity = defineCommand({
  usage: 'entity <file.json|-> [--name Order]',
  description: [
    'Prints the entities that describe a sample response: one JSON value, or one after the other; `-` is standard input. Only names and types are',
    'written, never a value. What the entities leave out is said on standard error.',
  ].join('\n'),
  positionals: { min: 1, max: 1 },
  options: { name: { type: 'string', value: 'name', help: 'the name of the outermost entity; otherwise that of the file: orders.json is `Order`' } },
  async run({ terminal, values, positionals: [path] }) {
    const name = values.name ?? (path === '-' ? 'Record' : entityNameOf(basename(path!).replace(/\.[^.]*$/, '').replace(/^[^A-Za-z_]+/, '').replace(/[^\w$]+/g, '_')));
    if (!isName(name)) throw new UsageError(`'${name}' is no name of an entity: letters and digits, such as Order.`);
    const sample = path === '-' ? await readAll(process.stdin) : textOf(resolve(terminal.cwd, path!), path!);
    const found = describeSample(sample, name, []);
    if ('problem' in found) {
      terminal.err(printable(found.problem));
      return exit.failed;
    }
    for (const line of entityTexts(found.entities, '', '\n').split('\n')) await terminal.out(printable(line));
    if (found.leftOut.length > 0) terminal.err(printable(`Left out: ${found.leftOut.join('; ')}.`));
    return exit.well;
  },
});

function textOf(file: string, shown: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats?.isFile() !== true) throw new UsageError(`There is no file ${shown}.`);
  if (stats.size > 4 * longestSample) throw new UsageError(`${shown} has ${Math.round(stats.size / 1_000_000)} MB, and up to ${longestSample / 1_000_000} MB are read. Take a few records of it.`);
  return readFileSync(file, 'utf8');
}
