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

/** Instances whose secrets would be looked for under one name, with environments and without. */
export function checkInstanceVariables(instances: readonly JsonMember[], environments: readonly string[], semantics: Semantics, report: Report): void {
  const seen = new Map<string, Owner>();
  const told = new Set<JsonMember>();
  for (const environment of [undefined, ...environments]) {
    for (const instance of instances) {
      for (const secret of [...reserved.keys(), ...secretsOf(instance, semantics)]) {
        const variable = ['PATCHBAY', ...(environment === undefined ? [] : [variablePart(environment)]), variablePart(instance.key), variablePart(secret)].join('__');
        const owner: Owner = { instance, secret, ...(environment !== undefined && { environment }) };
        const first = seen.get(variable);
        if (first === undefined) seen.set(variable, owner);
        // Two secrets of one instance are told in its connector.
        // A name that stands twice has a report of its own.
        else if (!told.has(instance) && (first.instance.key !== instance.key || first.environment !== environment)) {
          told.add(instance);
          report('secret-name-collision', { node: instance, property: 'key' }, `The environment variable ${variable} would stand for ${shown(first)} and for ${shown(owner)}. Give one of them another name.`, declaredHere(first.instance));
        }
      }
    }
  }
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
