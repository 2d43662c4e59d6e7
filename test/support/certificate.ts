import { generateKeyPairSync, sign } from 'node:crypto';

/** A self-signed certificate for these hosts, made for one test: the authority is the certificate itself. PEM. */
export function selfSigned(hosts: readonly string[], days = 30): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const name = sequence(set(sequence(oid(2, 5, 4, 3), utf8('Patchbay test'))));
  const now = Date.now();
  const validity = sequence(time(now - 86_400_000 * Math.max(1, -days + 1)), time(now + 86_400_000 * days));
  const algorithm = sequence(oid(1, 2, 840, 10045, 4, 3, 2));
  const alternativeNames = sequence(...hosts.map((host) => tagged(0x82, Buffer.from(host, 'ascii'))));
  const extensions = tagged(0xa3, sequence(
    sequence(oid(2, 5, 29, 17), octets(alternativeNames)),
    sequence(oid(2, 5, 29, 19), octets(sequence(tagged(0x01, Buffer.from([0xff]))))),
  ));
  const version = tagged(0xa0, tagged(0x02, Buffer.from([2])));
  const serial = tagged(0x02, Buffer.from([1, ...Buffer.from(String(now)).subarray(-8)]));
  const body = sequence(version, serial, algorithm, name, validity, name, publicKey.export({ type: 'spki', format: 'der' }), extensions);
  const signature = sign('sha256', body, privateKey);
  const der = sequence(body, algorithm, tagged(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = der.toString('base64').match(/.{1,64}/g)?.join('\n') ?? '';
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n` };
}

/** DER: tag, length, content. */
function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const header = length < 128 ? [tag, length] : length < 256 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from(header), content]);
}

const sequence = (...parts: Buffer[]) => tagged(0x30, Buffer.concat(parts));
const set = (...parts: Buffer[]) => tagged(0x31, Buffer.concat(parts));
const octets = (content: Buffer) => tagged(0x04, content);
const utf8 = (text: string) => tagged(0x0c, Buffer.from(text, 'utf8'));
const time = (ms: number) => tagged(0x17, Buffer.from(new Date(ms).toISOString().replace(/^..|[-:T]|\.\d+/g, ''), 'ascii'));

function oid(first: number, second: number, ...rest: number[]): Buffer {
  const bytes = rest.flatMap((arc) => {
    const groups = [arc & 127];
    for (let left = arc >> 7; left > 0; left >>= 7) groups.unshift((left & 127) | 128);
    return groups;
  });
  return tagged(0x06, Buffer.from([first * 40 + second, ...bytes]));
}
