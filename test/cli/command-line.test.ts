import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commands, later } from '../../cli/commands/index.ts';
import { runCommand } from './terminal.ts';

describe('patchbay', () => {
  it('shows its commands with --help, on standard output', async () => {
    const { code, out, err } = await runCommand(['--help']);
    expect([code, err]).toEqual([0, '']);
    for (const name of Object.keys(commands)) expect(out).toMatch(new RegExp(`^  ${name} `, 'mu'));
  });

  it('without a command shows the same as wrong usage', async () => {
    expect(await runCommand([])).toMatchObject({ code: 2, out: '' });
  });

  it('says its version', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect((await runCommand(['--version'])).out).toBe(`${version}\n`);
  });

  it.each(Object.keys(commands))('%s shows its options with --help', async (name) => {
    const { code, out } = await runCommand([name, '--help']);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^Usage: patchbay ${name}`, 'u'));
    expect((await runCommand(['help', name])).out).toBe(out);
  });

  it.each(later)('%s is not supported yet, and says so', async (name) => {
    const { code, err } = await runCommand([name]);
    expect(code).toBe(2);
    expect(err).toContain(`patchbay ${name} is not supported yet.`);
  });

  it('suggests the command that was meant', async () => {
    const { code, err } = await runCommand(['chekc']);
    expect(code).toBe(2);
    expect(err).toContain("There is no command 'chekc'. Did you mean 'check'?");
  });

  it('does not take a member of Object for a command', async () => {
    expect((await runCommand(['constructor'])).err).toContain("There is no command 'constructor'.");
  });
});
