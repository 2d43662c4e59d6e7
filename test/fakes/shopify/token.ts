import { randomBytes } from 'node:crypto';
import { answer, isObject, readJson, sameSecret, type FakeRequest, type Reply, type TokenStore } from '../kit/index.ts';

export interface ShopApp {
  clientId: string;
  clientSecret: string;
  scopes: readonly string[];
}

const lifetimeSeconds = 86_399;

/** `POST /admin/oauth/access_token` for the client credentials grant; form and JSON bodies are taken (client-credentials-grant page). */
export const tokenAnswer = (request: FakeRequest, app: ShopApp, tokens: TokenStore): Reply => {
  const given = fieldsOf(request);
  if (given === null) return invalid(400, 'invalid_request', 'The body is neither a form nor JSON.');
  if (given['grant_type'] === undefined) return invalid(400, 'invalid_request', 'Missing grant_type.');
  if (given['grant_type'] !== 'client_credentials') return invalid(400, 'unsupported_grant_type', 'This app may use client_credentials.');
  if (!sameSecret(given['client_id'], app.clientId) || !sameSecret(given['client_secret'], app.clientSecret)) {
    return invalid(401, 'invalid_client', 'The client id or secret is wrong.');
  }
  const token = `shpat_${randomBytes(16).toString('hex')}`;
  tokens.issue(token, lifetimeSeconds);
  return answer(200, { access_token: token, scope: app.scopes.join(','), expires_in: lifetimeSeconds });
};

const invalid = (status: number, error: string, description: string): Reply => answer(status, { error, error_description: description });

const fieldsOf = (request: FakeRequest): Record<string, string> | null => {
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(request.body));
  if (!type.startsWith('application/json')) return null;
  try {
    const body = readJson(request.body);
    if (!isObject(body)) return null;
    return Object.fromEntries(Object.entries(body).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])));
  } catch {
    return null;
  }
};
