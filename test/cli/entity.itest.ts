import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';

it('patchbay entity - reads standard input, one value after the other', async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../cli/main.ts'), 'entity', '-', '--name', 'Order'], { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.end('{ "id": 1, "note": "x" }\n{ "id": 2 }\n');
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), new Promise((resolve) => { child.on('close', resolve); })]);
  expect({ code, out, err }).toEqual({ code: 0, out: 'entity Order { id: integer @key, note: string? }\n', err: '' });
}, 30_000);
