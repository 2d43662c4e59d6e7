import type { Expr, Lambda, OAuth2ClientCredentials } from '#plan';
import { PatchbayError } from '../../errors.ts';
import type { Evaluate, Frame, Value } from '../../expression/contract.ts';
import { compile } from '../../expression/index.ts';
import { formBody, jsonBody } from '../formats/encode.ts';
import { noHeaders, setHeaders } from '../http/headers.ts';
import type { Outgoing } from '../http/exchange.ts';
import type { Hosts } from '../http/hosts.ts';
import { sentEntries, textOf } from '../text.ts';
import { signAssertion } from './assertion.ts';

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Makes the token request of RFC 6749 section 4.4; `secretValue` is called with what must not be shown (assertions, encoded pairs). */
export type BuildTokenRequest = (frame: Frame, secretValue: (text: string) => void) => Promise<Outgoing>;

export function compileTokenRequest(token: OAuth2ClientCredentials, functions: Readonly<Record<string, Lambda>>, hosts: Hosts): BuildTokenRequest {
  const optional = (expr: Expr | undefined): Evaluate => (expr === undefined ? () => undefined : compile(expr, functions));
  const tokenUrl = compile(token.tokenUrl, functions);
  const [scopes, audience, params, headers] = [token.scopes, token.audience, token.params, token.headers].map(optional) as [Evaluate, Evaluate, Evaluate, Evaluate];
  const named = (expr: Expr | undefined, name: string): Evaluate => (expr !== undefined ? compile(expr, functions) : (frame) => frame.secret[name] ?? frame.setting[name]);
  const clientId = named(token.clientId, 'clientId');
  const clientSecret = named(token.clientSecret, 'clientSecret');
  const { clientAuth } = token;
  const jwt = clientAuth.kind === 'jwt'
    ? { alg: compile(clientAuth.alg, functions), key: compile(clientAuth.key, functions), kid: optional(clientAuth.kid), claims: optional(clientAuth.claims) } : undefined;

  return async (frame, secretValue) => {
    const vendorUrl = textOf(tokenUrl(frame), '`tokenUrl`');
    const id = clientId(frame);
    const secret = () => needed(clientSecret(frame), 'clientSecret');
    const fields: [string, Value][] = [['grant_type', 'client_credentials']];
    const scope = scopes(frame);
    if (scope !== null && scope !== undefined) fields.push(['scope', Array.isArray(scope) ? scope.map((one) => textOf(one, 'A scope')).join(token.separator) : scope]);
    fields.push(['audience', audience(frame)]);
    const sent = noHeaders();
    sent['accept'] = 'application/json';
    sent['user-agent'] = 'patchbay';
    if (jwt !== undefined) {
      const assertion = await signAssertion({
        alg: textOf(jwt.alg(frame), '`alg`'), key: needed(jwt.key(frame), 'key'), kid: optionalText(jwt.kid(frame), '`kid`'), claims: jwt.claims(frame),
        clientId: optionalText(id, '`clientId`'), audience: vendorUrl, now: frame.clock.now(),
      });
      secretValue(assertion);
      fields.push(['client_assertion_type', assertionType], ['client_assertion', assertion]);
    } else if (clientAuth.kind === 'basic') {
      // RFC 6749 section 2.3.1: both are form-encoded before they become a pair.
      const pair = `${formEncode(needed(id, 'clientId'))}:${formEncode(secret())}`;
      const encoded = Buffer.from(pair, 'utf8').toString('base64');
      secretValue(encoded);
      sent['authorization'] = `Basic ${encoded}`;
    } else {
      fields.push(['client_id', needed(id, 'clientId')], ['client_secret', secret()]);
    }
    const given = new Map([...fields.filter(([, value]) => value !== null && value !== undefined), ...sentEntries(params(frame), '`params`')]);
    const body = (clientAuth.kind === 'json' ? jsonBody : formBody)(Object.fromEntries(given));
    sent['content-type'] = body.type;
    setHeaders(sent, headers(frame));
    return { url: hosts.rehome(readUrl(vendorUrl)), method: 'POST', headers: sent, body: body.content };
  };
}

function readUrl(text: string): URL {
  if (!URL.canParse(text)) throw new PatchbayError('invalid-url', `\`tokenUrl\` is no URL: ${text}`, { remedy: 'Check the settings of the instance.' });
  return new URL(text);
}

function needed(value: Value, name: string): string {
  if (value === null || value === undefined) {
    throw new PatchbayError('missing-secret', `The token request needs ${name}, and neither a secret nor a setting of that name has a value.`, { remedy: 'Edit the instance.' });
  }
  return textOf(value, `\`${name}\``);
}

function optionalText(value: Value, what: string): string | undefined {
  return value === null || value === undefined ? undefined : textOf(value, what);
}

function formEncode(text: string): string {
  return new URLSearchParams({ x: text }).toString().slice(2);
}
