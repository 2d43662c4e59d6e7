import { createHmac, randomUUID } from 'node:crypto';
import { zoned } from '../convert.ts';
import { failure } from '../failure.ts';
import { Bytes, DateTime } from '../values.ts';
import { binaryArgument, optionalText, textArgument } from './arguments.ts';
import { signJwt } from './jwt.ts';
import type { Frame, Value } from '../contract.ts';

export type Global = (args: readonly Value[], frame: Frame) => Value;

const hmacAlgorithms = ['sha256', 'sha1', 'sha384', 'sha512', 'md5'];

/** Functions that stand alone. Times come from the frame's clock. */
export const globals: ReadonlyMap<string, Global> = new Map<string, Global>([
  ['now', (_args, frame) => new DateTime(frame.clock.now())],
  ['today', (args, frame) => {
    const zone = optionalText(args, 0, 'zone');
    const now = new DateTime(frame.clock.now());
    return (zone === undefined ? now : zoned(now, zone)).date();
  }],
  ['uuid', () => randomUUID()],
  ['hmac', (args) => {
    const algorithm = textArgument(args, 0, 'algorithm');
    if (!hmacAlgorithms.includes(algorithm)) throw failure('invalid-value', `there is no algorithm \`${algorithm}\`; there are ${hmacAlgorithms.join(', ')}`);
    return Bytes.of8(createHmac(algorithm, binaryArgument(args, 1, 'key')).update(binaryArgument(args, 2, 'text')).digest());
  }],
  ['basic', (args) => {
    const user = textArgument(args, 0, 'user');
    // RFC 7617: the first colon ends the user name.
    if (user.includes(':')) throw failure('invalid-value', 'a user name of Basic authentication has no colon');
    return `Basic ${Buffer.from(`${user}:${textArgument(args, 1, 'password')}`, 'utf8').toString('base64')}`;
  }],
  ['jwt', (args) => signJwt({ alg: textArgument(args, 0, 'alg'), key: binaryArgument(args, 1, 'key'), claims: args[2], kid: optionalText(args, 3, 'kid') })],
]);
