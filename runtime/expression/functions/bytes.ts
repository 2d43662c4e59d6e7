import { createHash } from 'node:crypto';
import { counted } from '../budget.ts';
import { Bytes, bytesText } from '../values.ts';
import type { Method, MethodTable } from './arguments.ts';

function digest(algorithm: string): Method<Uint8Array> {
  return (of) => Bytes.of8(createHash(algorithm).update(of).digest());
}

/** Methods of `bytes`. */
export const bytesMethods: MethodTable<Uint8Array> = {
  hex: (of) => counted(bytesText(of, 'hex')),
  base64: (of) => counted(bytesText(of, 'base64')),
  sha256: digest('sha256'),
  sha1: digest('sha1'),
  md5: digest('md5'),
};
