import type { AstNode } from 'langium';
import type { ArrayLiteral, Base, Connector, Expression, GraphQLRequest, Hosts, Login, OAuthProperty, Request, Website } from '../generated/ast.ts';
import { enclosing } from '../references/walk.ts';
import type { Semantics } from '../types/semantics.ts';
import { type CheckTable, type NodeCheck, type Report } from './check.ts';
import { hole, type Origin, originOf, templatesOf, templateText, type UrlTemplate } from './url-template.ts';
import { quoted, sentence } from './wording.ts';

// Where secrets may go. SECURITY.md 2: `hosts` lists the hosts that a connector talks to; it is needed where a host contains a setting or a
// captured value, and covers every URL that the connector itself names.

const base: NodeCheck<Base> = (node, report, semantics) => {
  for (const template of templatesOf(node.value)) {
    const origin = originOf(template);
    if (origin === undefined) { report('bad-url', { node: node.value }, `\`base\` is the beginning of every URL: it begins with https://, such as \`base 'https://api.example.com'\`.`); return; }
    if (!isUrl(template, node.value, report)) return;
    checkCovered(node.value, origin, '`base`', report, semantics);
  }
};

/** The URLs at which tokens are got. */
const tokenUrl: NodeCheck<OAuthProperty> = (node, report, semantics) => {
  if (!node.key?.endsWith('Url') || node.value === undefined) return;
  for (const template of templatesOf(node.value)) {
    const origin = originOf(template);
    // A path is one of `base`.
    if (origin === undefined) { checkPath(template, node.value, report); continue; }
    if (isUrl(template, node.value, report)) checkCovered(node.value, origin, `\`${node.key}\``, report, semantics);
  }
};

const request: NodeCheck<Login | Request | GraphQLRequest> = (node, report, semantics) => {
  const path = node.path;
  if (path === undefined) return;
  for (const template of templatesOf(path)) {
    const origin = originOf(template);
    if (origin === undefined) { checkPath(template, path, report); continue; }
    // What begins with a value comes from data or from a setting: the runtime looks at it.
    if (origin.scheme === undefined) continue;
    if (isUrl(template, path, report)) checkCovered(path, origin, 'this URL', report, semantics);
  }
};

function checkPath(template: UrlTemplate, node: AstNode, report: Report): void {
  if (template.text === '' || template.text.startsWith('/') || template.text.startsWith('?')) return;
  report('bad-url', { node }, `A path begins with \`/\`: it is put behind \`base\`. A whole URL begins with https://.`);
}

/** Whether a template can be a URL; says so where it cannot, and where it goes in the clear. */
function isUrl(template: UrlTemplate, node: AstNode, report: Report): boolean {
  if (template.text.startsWith(hole)) return true;
  const url = URL.parse(template.text.replaceAll(hole, 'x1'));
  if (url === null || url.hostname === '') { report('bad-url', { node }, `This is no URL such as https://api.example.com.`); return false; }
  if (url.username !== '' || url.password !== '') { report('secret-leaves', { node }, 'A URL holds no user and no password. Declare them in an `auth`: `basic username, password`.'); return false; }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) report('plain-http', { node }, `With http:// everybody on the way can read secrets and data. Write https:// if \`${url.hostname.replaceAll('x1', '…')}\` has it; otherwise each machine must allow the host, with \`patchbay trust add\`.`);
  return true;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

function checkCovered(spot: Expression, origin: Origin, what: string, report: Report, semantics: Semantics): void {
  const connector = enclosing<Connector>(spot, 'Connector');
  if (connector === undefined) return;
  const hosts = connector.members.find((member): member is Hosts => member.$type === 'Hosts');
  if (hosts === undefined) {
    if (origin.holes.length > 0) reportMissing(spot, origin, what, connector, report);
    else if (!isHostOfBase(origin, connector)) report('base-not-in-hosts', { node: spot }, `${what === 'this URL' ? 'This URL' : what} leads to \`${templateText(origin.host)}\`, which is not the host of \`base\`. List the hosts of the connector: \`hosts [${suggestedHosts(connector, origin)}]\`.`);
    return;
  }
  if (hosts.value === undefined || covers(hosts.value, origin, semantics)) return;
  report('base-not-in-hosts', { node: spot }, `${what === 'this URL' ? 'This URL' : what} leads to \`${templateText(origin.host)}\`, which \`hosts\` does not list. Add ${entryFor(origin)}.`, { related: [{ spot: { node: hosts }, message: '`hosts` stands here' }], data: { add: entryFor(origin) } });
}

/** Once for a connector: at `base` where that is concerned. */
function reportMissing(spot: Expression, origin: Origin, what: string, connector: Connector, report: Report): void {
  const atBase = spot.$container?.$type === 'Base';
  const ofBase = connector.members.find((member): member is Base => member.$type === 'Base');
  if (!atBase && templatesOf(ofBase?.value).some((template) => (originOf(template)?.holes.length ?? 0) > 0)) return;
  const why = origin.host === hole ? 'The host comes from a setting' : 'The host contains a setting';
  report('missing-hosts', { node: spot }, `${why}, so say which hosts ${what} may be: \`hosts [${entryFor(origin)}]\`. Secrets go to no other.`, { data: { add: entryFor(origin) } });
}

/** What `hosts` needs for an origin: a pattern of what is written, or the setting. */
function entryFor(origin: Origin): string {
  const tail = origin.host.slice(origin.host.lastIndexOf(hole) + 1);
  const [value] = origin.holes;
  if (origin.holes.length === 0) return `'${origin.host}'`;
  const dot = tail.indexOf('.');
  if (dot >= 0 && tail.slice(dot + 1).includes('.')) return `'*${tail.slice(dot)}'`;
  return value?.$type === 'NameReference' ? value.name : 'url';
}

function suggestedHosts(connector: Connector, origin: Origin): string {
  const own = connector.members.filter((member): member is Base => member.$type === 'Base').flatMap((member) => templatesOf(member.value)).map(originOf);
  return [...new Set([...own.flatMap((one) => (one === undefined ? [] : [entryFor(one)])), entryFor(origin)])].join(', ');
}

function isHostOfBase(origin: Origin, connector: Connector): boolean {
  const ofBase = connector.members.filter((member): member is Base => member.$type === 'Base').flatMap((member) => templatesOf(member.value));
  // Without a base, or with one that is no URL, that is what is wrong.
  return ofBase.length === 0 || ofBase.some((template) => { const other = originOf(template); return other === undefined || other.host === origin.host || other.holes.length > 0; });
}

function covers(list: ArrayLiteral, origin: Origin, semantics: Semantics): boolean {
  return list.items.some((item) => {
    const value = item.value;
    switch (value?.$type) {
      case undefined: return true;
      case 'StringLiteral': return matches(value.value.toLowerCase(), origin.host);
      case 'NameReference': {
        // The setting in which a person names a host of their own; what is unknown has a report of its own.
        if (semantics.resolve(value) === undefined) return true;
        return origin.holes.some((one) => one.$type !== 'NameReference' || one.name === value.name) && (origin.host === hole || origin.host.startsWith(hole));
      }
      default: return true;
    }
  });
}

/** `*.example.com` covers every host below it, the name itself not. */
function matches(entry: string, host: string): boolean {
  const pattern = entry.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
  if (!pattern.startsWith('*.')) return pattern === host;
  const suffix = pattern.slice(1);
  const tail = host.slice(host.lastIndexOf(hole) + 1);
  return host.includes(hole) ? tail.endsWith(suffix) : host.endsWith(suffix);
}

const noHosts: ReadonlySet<string> = new Set(['IntegerLiteral', 'DecimalLiteral', 'BooleanLiteral', 'NullLiteral', 'DurationLiteral', 'ArrayLiteral', 'ObjectLiteral']);

/** The entries of `hosts` themselves. */
const hosts: NodeCheck<Hosts> = (node, report, semantics) => {
  const items = node.value?.items ?? [];
  for (const item of items) {
    const value = item.value;
    if (value?.$type === 'StringLiteral') {
      const problem = hostProblem(value.value);
      if (problem !== undefined) report('bad-value', { node: value }, problem);
    } else if (value?.$type === 'NameReference') {
      const symbol = semantics.resolve(value);
      if (symbol !== undefined && symbol.kind !== 'setting' && symbol.kind !== 'capture') report('bad-value', { node: value }, `\`hosts\` lists hosts in quotes, or a setting in which a person names one. \`${value.name}\` is neither.`);
    } else if (value !== undefined && noHosts.has(value.$type)) report('wrong-type', { node: value }, `A host stands in quotes: \`'api.example.com'\`, or it is the name of a setting. ${sentence(quoted(value))} is neither.`);
  }
};

function hostProblem(text: string): string | undefined {
  const plain = text.trim().replace(/^https?:\/\//, '');
  if (/[/?#@\s]/.test(plain) || plain === '') return 'A host has no path: `api.example.com`, or `*.example.com` for every host below.';
  const wildcard = plain.startsWith('*.');
  const name = wildcard ? plain.slice(2) : plain;
  if (name.includes('*')) return 'A `*` stands at the beginning only, for what is below a host: `*.example.com`.';
  if (wildcard && !name.includes('.')) return `\`*.${name}\` would let secrets go to every host below a top-level domain. Name the vendor's own: \`*.example.com\`.`;
  return URL.canParse(`https://${name}`) ? undefined : 'This is no host such as `api.example.com`.';
}

const website: NodeCheck<Website> = (node, report) => {
  const text = node.text?.$type === 'StringLiteral' ? node.text.value : undefined;
  if (text === undefined) return;
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) report('bad-url', { node: node.text }, 'The website is a URL such as https://example.com/docs.');
};

export const hostChecks: CheckTable = { Base: [base], OAuthProperty: [tokenUrl], Login: [request], Request: [request], GraphQLRequest: [request], Hosts: [hosts], Website: [website] };
