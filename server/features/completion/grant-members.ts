import { AstUtils } from 'langium';
import { ast } from '#language';
import type { Place } from './place.ts';

type Grant = ast.OAuth2['grant'];

/** What only some ways of getting a token have, by the word that begins it (LANGUAGE.md, Authentication); anything else fits them all. */
const grantsOf: Readonly<Record<string, readonly Grant[]>> = {
  authorizeUrl: ['authorizationCode'],
  authorizeParams: ['authorizationCode'],
  pkce: ['authorizationCode'],
  deviceUrl: ['deviceCode'],
  username: ['password'],
  password: ['password'],
  jwt: ['jwtBearer'],
  refreshToken: ['refreshToken'],
  // Where a person signed in, or gave a password, the token is renewed without them.
  refreshUrl: ['authorizationCode', 'password', 'refreshToken', 'deviceCode'],
  refreshParams: ['authorizationCode', 'password', 'refreshToken', 'deviceCode'],
};

/** Whether a word may begin a member at this place: true everywhere but in an `oauth2` whose grant has no such member. */
export function fitsGrant({ node, keywords }: Place, word: string): boolean {
  const grants = grantsOf[word];
  // Not in what a member is made of, such as the `jwt` of `clientAuth`.
  if (grants === undefined || !keywords.some(({ rule }) => rule === 'OAuthProperty')) return true;
  const oauth2 = AstUtils.getContainerOfType(node, ast.isOAuth2);
  return oauth2?.grant === undefined || grants.includes(oauth2.grant);
}
