import type { AstNode } from 'langium';
import type { Auth, Field, JsonMember } from '../generated/ast.ts';
import { asObject, jsonMember } from '../references/document-symbols.ts';
import type { Semantics } from '../types/semantics.ts';
import { type CheckTable, declaredHere, type NodeCheck, type Report } from './check.ts';

// Secrets come from environment variables on the command line, so no two may have one name there. LANGUAGE.md, section 4.

/** What stands for something else of an instance, in place of a secret's name. */
const reserved: ReadonlyMap<string, { says: string; what: string }> = new Map([
  ['HOSTS', { says: 'where secrets may go', what: 'the hosts' }],
  ['CONNECTOR', { says: 'which connector secrets are for', what: 'the connector' }],
]);

/** A name as it is spelled in a variable: `privateKey` → `PRIVATE_KEY`, `acme-eu` → `ACME_EU`. */
export function variablePart(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/[^A-Za-z0-9_]/g, '_').toUpperCase();
}

/** Secrets of one way of signing in. */
const auth: NodeCheck<Auth> = (node, report) => {
  const seen = new Map<string, Field>();
  for (const member of node.members) {
    const field = member.$type === 'Secret' ? member.field : undefined;
    if (!field?.name) continue;
    const part = variablePart(field.name);
    const first = seen.get(part);
    const meaning = reserved.get(part)?.says;
    if (meaning !== undefined) report('secret-name-collision', { node: field, property: 'name' }, `\`PATCHBAY__…__${part}\` says ${meaning}. Give this secret another name.`);
    else if (first !== undefined && first.name !== field.name) report('secret-name-collision', { node: field, property: 'name' }, `In environment variables \`${field.name}\` and \`${first.name}\` are both \`${part}\`. Give one another name.`, declaredHere(first));
    else seen.set(part, field);
  }
};

export const secretNameChecks: CheckTable = { Auth: [auth] };

interface Owner { instance: JsonMember; secret: string; environment?: string }

/** A secret of an instance, how early it is looked at, and its variable without an environment. */
interface Named { instance: JsonMember; secret: string; order: number; name: string }

/**
 * Instances whose secrets would be looked for under one name, with environments and without. A variable is `PATCHBAY__ENVIRONMENT__INSTANCE__SECRET` or lacks the
 * environment, so that two with another environment are the same only where environments are spelled alike, or where a name has `_` beside or for `__`. Nothing
 * else is looked at: thousands of environments times thousands of instances take a minute.
 */
export function checkInstanceVariables(instances: readonly JsonMember[], environments: readonly string[], semantics: Semantics, report: Report): void {
  const all = instances.flatMap((instance) => [...reserved.keys(), ...secretsOf(instance, semantics)].map((secret) => ({ instance, secret, name: `${variablePart(instance.key)}__${variablePart(secret)}` })))
    .map((one, order): Named => ({ ...one, order }));
  const byName = firstBy(all, ({ name }) => name);
  const byPart = firstBy(environments.map((key, order) => ({ key, order })), ({ key }) => variablePart(key));
  const told = new Set<JsonMember>();

  /** What is looked at first of all that stands for a variable. */
  function firstOf(variable: string): Owner | undefined {
    const plain = byName.get(variable);
    if (plain !== undefined) return plain;
    const found = splits(variable).flatMap(([part, name]) => {
      const [environment, one] = [byPart.get(part), byName.get(name)];
      return environment === undefined || one === undefined ? [] : [{ environment, one }];
    }).sort((a, b) => a.environment.order - b.environment.order || a.one.order - b.one.order)[0];
    return found && { ...found.one, environment: found.environment.key };
  }

  function look({ instance, secret, name }: Named, environment?: string): void {
    const variable = environment === undefined ? name : `${variablePart(environment)}__${name}`;
    const first = told.has(instance) ? undefined : firstOf(variable);
    // Two secrets of one instance are told in its connector.
    // A name that stands twice has a report of its own.
    if (first === undefined || (first.instance.key === instance.key && first.environment === environment)) return;
    told.add(instance);
    const owner: Owner = { instance, secret, ...(environment !== undefined && { environment }) };
    report('secret-name-collision', { node: instance, property: 'key' }, `The environment variable PATCHBAY__${variable} would stand for ${shown(first)} and for ${shown(owner)}. Give one of them another name.`, declaredHere(first.instance));
  }

  for (const one of all) look(one);
  const odd = all.filter(({ instance, secret }) => isOdd(variablePart(instance.key)) || isOdd(variablePart(secret)));
  const within = new Set(odd.flatMap(({ name }) => splits(name).map(([, rest]) => rest)));
  const isSuspect = new Set(odd);
  const suspects = all.filter((one) => within.has(one.name) || isSuspect.has(one));
  for (const environment of environments) {
    if (told.size === instances.length) return;
    const part = variablePart(environment);
    const isAlike = byPart.get(part)!.key !== environment;
    for (const one of isAlike || isOdd(part) ? all : suspects) look(one, environment);
  }
}

function firstBy<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item> {
  return new Map(items.toReversed().map((item) => [key(item), item]));
}

/** Whether what is put together with `__` from this part could be taken apart in another place. */
function isOdd(part: string): boolean {
  return part.includes('__') || part.startsWith('_') || part.endsWith('_');
}

/** Every way to part a variable in two at `__`. */
function splits(variable: string): [string, string][] {
  return [...variable.matchAll(/_(?=_)/g)].map(({ index }) => [variable.slice(0, index), variable.slice(index + 2)]);
}

function shown({ instance, secret, environment }: Owner): string {
  const special = reserved.get(secret);
  const what = special !== undefined ? `${special.what} of "${instance.key}"` : `the secret \`${secret}\` of "${instance.key}"`;
  return environment === undefined ? what : `${what} in "${environment}"`;
}

function secretsOf(instance: JsonMember, semantics: Semantics): string[] {
  const value = asObject(instance.value);
  const name = jsonMember(value, 'connector')?.value as (AstNode & { value?: string }) | undefined;
  const connector = name?.value === undefined ? undefined : semantics.index.connector(name.value, instance);
  const names = new Set<string>();
  for (const one of connector?.auths.values() ?? []) for (const secret of one.secrets.keys()) names.add(secret);
  return [...names];
}
