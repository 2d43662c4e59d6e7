import { createHash, randomBytes } from 'node:crypto';
import type { Auth, Lambda } from '#plan';
import { PatchbayError } from '../../errors.ts';
import type { Frame, Value } from '../../expression/contract.ts';
import { compile, readsSecret } from '../../expression/index.ts';
import type { Clock } from '../../ports.ts';
import type { Redactor } from '../contract.ts';
import { decodeBody, decodeLeniently } from '../formats/decode.ts';
import type { Answer, Outgoing } from '../http/exchange.ts';
import type { Hosts } from '../http/hosts.ts';
import { millisecondsOf, momentOf } from '../numbers.ts';
import { responseScope } from '../response-scope.ts';
import { secretsIn, type Secrets } from '../secrets.ts';
import { compileTokenRequest } from './client-credentials.ts';
import { compilePlacements, type Credentials } from './placements.ts';
import { tokenMissing, tokenRefused } from './token-error.ts';
import type { Grant, Tokens } from './tokens.ts';

/** How an instance proves who it is. Every secret and token is known to the redactor before it is used. */
export interface SignIn {
  /** What goes on a request that is sent now; gets a token where there is none. */
  current(signal: AbortSignal): Promise<Credentials>;
  /** After `refused` was answered with 401: true where there is something new to try. */
  refresh(refused: Credentials, signal: AbortSignal): Promise<boolean>;
  /** A refused token is renewed once even without a rule; a refused key stays refused. */
  readonly renewable: boolean;
}

export interface SignInOptions {
  auth: Auth;
  functions: Readonly<Record<string, Lambda>>;
  instance: string;
  hosts: Hosts;
  secrets: Secrets;
  tokens: Tokens;
  clock: Clock;
  redactor: Redactor;
  /** A frame with the settings of the instance and nothing else. */
  frame(): Frame;
  /** Sends a token request, with the built-in repetitions. */
  send(request: Outgoing, signal: AbortSignal): Promise<Answer>;
}

/** Credentials differ by what they are made of; the salt keeps the secrets out of the keys. */
const salt = randomBytes(16);
/** Schemes such as `Bearer` are shorter. */
const shortestPart = 12;

export function createSignIn(options: SignInOptions): SignIn {
  const { auth, functions, secrets, frame, redactor, clock } = options;
  const place = compilePlacements(auth, functions);
  const exprs = auth.placements.flatMap((placement) => (placement.kind === 'basic' ? [placement.username, placement.password] : [placement.value]));
  const placementSecrets = secretsIn(exprs);
  const grants = auth.token === undefined ? undefined : createGrants(options, auth.token);
  let known: { credentials: Credentials; grant: Grant | undefined } | undefined;

  async function make(signal: AbortSignal): Promise<Credentials> {
    const grant = await grants?.get(signal);
    if (known !== undefined && known.grant === grant) return known.credentials;
    const scope = frame();
    scope.secret = await secrets.release(placementSecrets);
    if (grant !== undefined) scope.grant = { ...(isObject(grant.answer) ? grant.answer : {}), token: grant.token };
    const credentials = placed(scope);
    for (const [, value] of credentials.query) redactor.add(value);
    hideComputed(credentials);
    known = { credentials, grant };
    return credentials;
  }

  /** What a header is made into from secrets or the grant (a digest, another member of the answer) is as secret as they are. */
  function hideComputed({ headers }: Credentials): void {
    for (const placement of auth.placements) {
      if (placement.kind !== 'header' || !readsSecret(placement.value, functions)) continue;
      const value = headers[placement.name.toLowerCase()] ?? '';
      redactor.add(value);
      // `Bearer x`: the scheme is no secret, what follows is met alone too.
      for (const part of value.split(/[\s,="]+/)) if (part.length >= shortestPart) redactor.add(part);
    }
  }

  /** Credentials that cannot be sent are at fault for every record. */
  function placed(scope: Frame): Credentials {
    try {
      return place(scope);
    } catch (error) {
      if (!(error instanceof PatchbayError)) throw error;
      throw new PatchbayError(error.code, error.message, { remedy: error.remedy, at: error.at });
    }
  }

  return {
    renewable: grants !== undefined,
    async current(signal) {
      if (known !== undefined && (known.grant === undefined || grants?.isCurrent(known.grant) === true)) return known.credentials;
      return make(signal);
    },
    async refresh(refused, signal) {
      // Another request was quicker, and has brought what is new.
      if (known !== undefined && known.credentials !== refused) return true;
      const before = known;
      if (before?.grant !== undefined) grants?.drop(before.grant);
      secrets.forget();
      known = undefined;
      const credentials = await make(signal);
      return grants !== undefined || JSON.stringify(credentials) !== JSON.stringify(before?.credentials);
    },
  };

  function createGrants({ tokens, instance }: SignInOptions, token: NonNullable<Auth['token']>) {
    const build = compileTokenRequest(token, functions, options.hosts);
    const readToken = token.token === undefined ? undefined : compile(token.token, functions);
    const readExpires = token.expires === undefined ? undefined : compile(token.expires, functions);
    const byName = (['clientId', 'clientSecret'] as const).filter((name) => token[name] === undefined && auth.secrets.some((secret) => secret.name === name));
    const names = [...new Set([...secretsIn(Object.values(token) as never[]), ...byName])];
    let credential: string | undefined;

    return {
      isCurrent: (grant: Grant) => credential !== undefined && tokens.peek(credential, clock.now()) === grant,
      drop(grant: Grant) {
        if (credential !== undefined) tokens.drop(credential, grant);
      },
      async get(signal: AbortSignal): Promise<Grant> {
        const scope = frame();
        scope.secret = await secrets.release(names);
        const made = createHash('sha256').update(salt).update(JSON.stringify([instance, auth.name, options.hosts.base.href, scope.setting, scope.secret])).digest('base64');
        credential = made;
        for (;;) {
          try {
            return await tokens.get(made, clock.now(), () => obtain(scope, signal));
          } catch (error) {
            // The caller who asked for the token was stopped, not this one.
            if (!(error instanceof PatchbayError && error.code === 'stopped') || signal.aborted) throw error;
          }
        }
      },
    };

    async function obtain(scope: Frame, signal: AbortSignal): Promise<Grant> {
      const request = await build(scope, (text) => redactor.add(text));
      if (!options.hosts.covers(request.url)) {
        throw new PatchbayError('host-not-allowed', `The token of ${instance} would be asked for at ${request.url.host}, which is not one of the connector's hosts.`, { remedy: 'Add it to `hosts` of the connector.' });
      }
      const obtainedAt = clock.now();
      const answer = await options.send(request, signal);
      if (answer.status < 200 || answer.status >= 300) throw tokenRefused(answer, decodeLeniently(answer), instance);
      const response = responseScope(answer, request, 'json', { key: undefined, time: obtainedAt });
      let body: Value;
      try {
        body = response['body'];
      } catch {
        // Some servers answer as a form; GitHub did so for years.
        body = answer.content.text.includes('access_token=') ? Object.fromEntries(new URLSearchParams(answer.content.text)) : decodeBody('json', answer, 'POST');
      }
      const evaluation: Frame = { ...scope, response: { status: response['status'], header: response['header'], body, request: response['request'] } };
      const text = readToken === undefined ? member(body, 'access_token') : readToken(evaluation);
      for (const name of ['access_token', 'refresh_token', 'id_token']) if (typeof member(body, name) === 'string') redactor.add(member(body, name) as string);
      if (typeof text !== 'string' || text === '') {
        // GitHub and Slack refuse with 200.
        if (member(body, 'error') !== undefined) throw tokenRefused(answer, body, instance);
        throw tokenMissing(answer, instance);
      }
      redactor.add(text);
      const expires = readExpires === undefined ? member(body, 'expires_in') : readExpires(evaluation);
      return { token: text, answer: body, obtainedAt, expiresAt: expiryOf(expires, obtainedAt) };
    }
  }
}

/** Seconds, a duration or a datetime; undefined where the answer says nothing that can be read. */
function expiryOf(value: Value, obtainedAt: number): number | undefined {
  const life = millisecondsOf(value);
  if (life !== undefined) return life > 0 ? obtainedAt + life : undefined;
  return momentOf(value);
}

function member(value: Value, name: string): Value {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function isObject(value: Value): value is Record<string, Value> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
