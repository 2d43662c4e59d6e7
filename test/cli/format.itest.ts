import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';

const messy = 'flow a{\nskip\n}';
const tidy = 'flow a {\n  skip\n}\n';

describe('patchbay format --stdin', () => {
  it.each([
    [messy, { code: 0, out: tidy, err: '' }],
    ['flow a{\r\nskip\r\n}\r\n', { code: 0, out: tidy.replaceAll('\n', '\r\n'), err: '' }],
    ['', { code: 0, out: '', err: '' }],
    ['flow a{', { code: 1, out: '', err: expect.stringMatching(/^a\.flow:1:\d+: error: /) as string }],
  ])('%j', async (input, expected) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, '../../cli/main.ts'), 'format', '--stdin', 'a.flow'], { stdio: ['pipe', 'pipe', 'pipe'] });
    child.stdin.end(input);
    const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), new Promise((resolve) => { child.on('close', resolve); })]);
    expect({ code, out, err }).toEqual(expected);
  }, 30_000);
});
