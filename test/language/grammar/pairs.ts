// Ordered pairs of the members that the golden files have in one place, and whether each gives the trees of its two parts.
import type { AstNode } from 'langium';
import { AstUtils } from 'langium';
import type { LanguageName } from './support.ts';
import { codeSamples, languageServices, parse, shape } from './support.ts';

interface Place { language: LanguageName; union: string; list: string; before: string; after: string }
export interface Pair { place: Place; first: string; second: string; between: string }

/** Each place where members stand, in a file that is complete around it. */
const PLACES: readonly Place[] = [
  { language: 'connector', union: 'ConnectorItem', list: 'items', before: '', after: '' },
  { language: 'connector', union: 'ConnectorMember', list: 'members', before: 'connector c {\n', after: '\n}' },
  { language: 'connector', union: 'EndpointMember', list: 'members', before: 'connector c { endpoint e() {\n', after: '\n} }' },
  { language: 'connector', union: 'AuthMember', list: 'members', before: 'connector c { auth a {\n', after: '\n} }' },
  { language: 'connector', union: 'OAuthMember', list: 'members', before: 'connector c { auth a { oauth2 password {\n', after: '\n} } }' },
  { language: 'connector', union: 'WebhookMember', list: 'members', before: 'connector c { webhook w: W {\n', after: '\n} }' },
  { language: 'flow', union: 'FlowItem', list: 'items', before: '', after: '' },
  { language: 'flow', union: 'FlowStep', list: 'steps', before: 'flow f {\n', after: '\n}' },
  { language: 'flow', union: 'TestItem', list: 'items', before: 'test \'t\' for f {\n', after: '\n}' },
];

/** A format or level is one only with a value after it on its line (LANGUAGE.md, section 0), so these two need a line of their own. */
const NEEDS_OWN_LINE = /^(?:body|log)\b[^{(['"]*$/;

export function pairs(): Pair[] {
  return PLACES.flatMap(place => {
    const texts = membersOf(place);
    return texts.flatMap(first => texts.flatMap(second => (NEEDS_OWN_LINE.test(first) ? ['\n'] : [' ', '\n']).map(between => ({ place, first, second, between }))));
  });
}

/** The texts of the different members of a union in the golden files: one of each length for long ones, which differ in nothing that matters here. */
function membersOf({ language, union, list }: Place): string[] {
  const rule = languageServices(language).Grammar.rules.find(({ name }) => name === union);
  const types = new Set([...AstUtils.streamAllContents(rule!)].flatMap(node => node.$type === 'RuleCall' ? [(node as unknown as { rule: { $refText: string } }).rule.$refText] : []));
  const found = new Map<string, string>();
  for (const sample of codeSamples.filter(({ language: own }) => own === language)) {
    for (const node of AstUtils.streamAst(parse(language, sample.text).value)) {
      const { $containerProperty: property, $cstNode: cst } = node as AstNode & { $containerProperty?: string };
      if (property !== list || cst === undefined || !types.has(node.$type)) continue;
      const text = cst.text.trim();
      // One for each sequence of kinds of nodes and words is enough: other names and numbers change nothing.
      const key = text.length > 200 ? `${node.$type} ${Math.round(text.length / 400)}` : text.replaceAll(/'[^']*'|"[^"]*"|\b\d+\w*\b/g, '_');
      if (!found.has(key)) found.set(key, text);
    }
  }
  return [...found.values()];
}

const known = new Map<string, unknown>();

function membersIn(place: Place, text: string): unknown {
  const { value, errors } = parse(place.language, place.before + text + place.after);
  if (errors.length > 0) return errors;
  for (const node of AstUtils.streamAst(value)) {
    const members = (node as unknown as Record<string, unknown>)[place.list] as AstNode[] | undefined;
    if (Array.isArray(members) && isInnermost(place, node)) return members.map(shape);
  }
  return [];
}

function isInnermost(place: Place, node: AstNode): boolean {
  return node.$cstNode !== undefined && (place.before === '' ? node.$container === undefined : node.$type === INNER[place.union]);
}
const INNER: Readonly<Record<string, string>> = {
  ConnectorMember: 'Connector', EndpointMember: 'Endpoint', AuthMember: 'Auth', OAuthMember: 'OAuth2', WebhookMember: 'Webhook', FlowStep: 'Flow', TestItem: 'Test',
};

/** Undefined where the pair gives the trees of its parts. */
export function difference({ place, first, second, between }: Pair): string | undefined {
  const alone = (text: string): unknown => {
    const key = `${place.union} ${text}`;
    if (!known.has(key)) known.set(key, membersIn(place, text));
    return known.get(key);
  };
  const together = membersIn(place, first + between + second);
  const apart = [alone(first), alone(second)].flat();
  if (apart.some(member => typeof member === 'string')) return `${place.union}: a part does not parse: ${first} ${second}`;
  return JSON.stringify(together) === JSON.stringify(apart) ? undefined : `${place.union}: ${first}${JSON.stringify(between)}${second}\n${JSON.stringify(together)}`;
}
