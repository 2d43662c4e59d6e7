import { createPrivateKey, type KeyObject } from 'node:crypto';
import { PatchbayError } from '../../errors.ts';

const remedy = 'It must be a private key in PEM: the lines from -----BEGIN PRIVATE KEY----- to -----END PRIVATE KEY-----.';

/** Reads a private key in PEM: PKCS #8, PKCS #1 or SEC 1, also where its line breaks were lost on the way. Never repeats what it was given. */
export function readPrivateKey(text: string): KeyObject {
  const pem = withLineBreaks(text);
  const kind = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(pem)?.[1];
  const problem = problemOf(kind, pem);
  if (problem !== undefined) throw invalid(problem.what, problem.remedy);
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw invalid('is damaged: its contents cannot be read', `${remedy} Copy it again, whole.`, cause);
  }
}

function problemOf(kind: string | undefined, pem: string): { what: string; remedy: string } | undefined {
  if (kind === undefined) return { what: 'is not in PEM', remedy: 'A key in DER or PKCS #12 can be turned into PEM with `openssl pkcs12 -nodes` or `openssl pkey -inform der`.'.concat(` ${remedy}`) };
  if (kind === 'CERTIFICATE') return { what: 'is a certificate, not the private key that belongs to it', remedy };
  if (kind.endsWith('PUBLIC KEY')) return { what: 'is a public key', remedy };
  if (kind === 'ENCRYPTED PRIVATE KEY' || pem.includes('Proc-Type: 4,ENCRYPTED')) {
    return { what: 'is protected by a passphrase', remedy: 'Take the passphrase off: openssl pkey -in key.pem -out open.pem' };
  }
  if (kind === 'OPENSSH PRIVATE KEY') return { what: 'is in the format of OpenSSH', remedy: 'Turn a copy of it into PEM: ssh-keygen -p -m PEM -f copy-of-key' };
  return undefined;
}

/** Keys come out of environment variables with `\n` spelled out, or as one line. */
function withLineBreaks(text: string): string {
  const spelled = text.trim().replaceAll('\\r', '').replaceAll('\\n', '\n').replaceAll('\r', '');
  if (spelled.includes('\n')) return spelled;
  const parts = /^(-----BEGIN [A-Z0-9 ]+-----)\s*([A-Za-z0-9+/=\s]+?)\s*(-----END [A-Z0-9 ]+-----)$/.exec(spelled);
  if (parts === null) return spelled;
  return [parts[1], ...(parts[2] ?? '').replaceAll(/\s+/g, '').match(/.{1,64}/g) ?? [], parts[3]].join('\n');
}

function invalid(what: string, advice: string, cause?: unknown): PatchbayError {
  return new PatchbayError('invalid-key', `The private key ${what}.`, { remedy: advice, cause });
}
