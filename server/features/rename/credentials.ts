import { type AstNode, AstUtils, GrammarUtils } from 'langium';
import { ast, enclosing, type NamedSymbol } from '#language';
import type { Change } from './change.ts';

/**
 * `oauth2` takes `clientId`, `clientSecret` and the like from the secret or setting of that name, unless told otherwise: once that has
 * another name, it is told.
 */
export function namedCredentials(symbol: NamedSymbol, name: string): Change[] {
  if (symbol.kind !== 'secret' && symbol.kind !== 'setting') return [];
  return [symbol.node, ...(symbol.others ?? [])].flatMap((node) => oauthOf(node).flatMap((oauth): Change[] => {
    const property = credentialsOf(oauth).find((one) => one === symbol.name);
    const brace = GrammarUtils.findNodeForKeyword(oauth.$cstNode, '{');
    if (property === undefined || brace === undefined || oauth.members.some((member) => ast.isOAuthProperty(member) && member.key === property)) return [];
    const document = AstUtils.getDocument(oauth);
    const first = oauth.members[0]?.$cstNode?.range.start;
    const newLine = first !== undefined && first.line > brace.range.start.line ? `\n${' '.repeat(first.character)}` : ' ';
    const before = `${newLine}${property} `;
    return [{ document, start: brace.end, end: brace.end, newText: before + name, nameAt: before.length }];
  }));
}

function oauthOf(field: AstNode | undefined): ast.OAuth2[] {
  return enclosing<ast.Auth>(field, 'Auth')?.members.filter(ast.isOAuth2) ?? [];
}

function credentialsOf(oauth: ast.OAuth2): readonly ast.OAuthProperty['key'][] {
  switch (oauth.grant) {
    case 'password': return ['clientId', 'clientSecret', 'username', 'password'];
    case 'refreshToken': return ['clientId', 'clientSecret', 'refreshToken'];
    default: return ['clientId', 'clientSecret'];
  }
}
