import type { Json } from '../../kit/index.ts';
import type { ShopState } from '../shop.ts';
import { openCursor, pageOf, type Page } from './connection.ts';
import type { Document, Field, Selection, Value } from './parse.ts';
import { schema, type Args, type FieldType } from './schema.ts';

/** An entry of the top-level `errors`, ended with its `extensions.code` where the vendor gives one. */
export class GraphqlError extends Error {
  readonly code: string | null;
  constructor(message: string, code: string | null = null) {
    super(message);
    this.code = code;
  }
}

export interface Execution {
  document: Document;
  variables: Record<string, Json>;
  state: ShopState;
  scopes: readonly string[];
}

/** What a mutation field does: the source of its payload type. */
export type Mutations = Record<string, { of: string; args: readonly string[]; run(args: Args): Json | object }>;

export const mutationCost = 10;
export const maxFirst = 250;

/** The arguments of a field with variables put in. */
const argsOf = (field: Field, run: Execution): Args => Object.fromEntries(Object.entries(field.args).map(([name, value]) => [name, valueOf(value, run)]));

const valueOf = (value: Value, run: Execution): Json => {
  if ('variable' in value) return run.variables[value.variable] ?? null;
  if ('list' in value) return value.list.map((each) => valueOf(each, run));
  if ('object' in value) return Object.fromEntries(Object.entries(value.object).map(([key, each]) => [key, valueOf(each, run)]));
  return value.literal;
};

/** Fields with fragments put in place; a fragment on another type drops out. */
const fieldsOf = (selections: readonly Selection[], type: string, run: Execution): Field[] =>
  selections.flatMap((each): Field[] => {
    if (each.kind === 'field') return [each];
    if (each.kind === 'inline') return each.on === null || each.on === type ? fieldsOf(each.selections, type, run) : [];
    const fragment = run.document.fragments.get(each.name);
    if (fragment === undefined) throw new GraphqlError(`Fragment ${each.name} was used, but not defined`, 'useAndDefineFragment');
    return fieldsOf(fragment, type, run);
  });

const fieldType = (type: string, field: Field): FieldType => {
  const found = schema[type]?.[field.name];
  if (found === undefined) throw new GraphqlError(`Field '${field.name}' doesn't exist on type '${type}'`, 'undefinedField');
  const surplus = Object.keys(field.args).find((name) => !found.args?.includes(name));
  if (surplus !== undefined) throw new GraphqlError(`Field '${field.name}' doesn't accept argument '${surplus}'`, 'argumentNotAccepted');
  if (found.of !== 'scalar' && field.selections.length === 0) {
    throw new GraphqlError(`Field must have selections (field '${field.name}' returns ${found.of} but has no selections. Did you mean '${field.name} { ... }'?)`, 'selectionMismatch');
  }
  return found;
};

/** `first` of a connection, held to the vendor's bounds. */
const firstOf = (field: Field, args: Args): number => {
  const first = args['first'];
  if (typeof first !== 'number') throw new GraphqlError(`you must provide one of first or last`, 'BAD_REQUEST');
  if (!Number.isInteger(first) || first < 1 || first > maxFirst) throw new GraphqlError(`${field.name}: first must be from 1 to ${maxFirst}`, 'BAD_REQUEST');
  return first;
};

/** The fields asked of a connection's nodes, by `nodes` or `edges { node }`. */
const nodeSelections = (field: Field, run: Execution): Selection[] =>
  fieldsOf(field.selections, 'Connection', run).flatMap((each) => {
    if (each.name === 'nodes') return each.selections;
    if (each.name === 'edges') return fieldsOf(each.selections, 'Edge', run).flatMap((edge) => (edge.name === 'node' ? edge.selections : []));
    return [];
  });

/**
 * What a selection may cost before it runs: a scalar 0, an object 1, a connection `first` times its node
 * (the exact weights are assumed). Checks every field on the way.
 */
export const requestedCost = (selections: readonly Selection[], type: string, run: Execution): number =>
  fieldsOf(selections, type, run).reduce((sum, field) => {
    if (field.name === '__typename') return sum;
    const found = fieldType(type, field);
    if (found.of === 'scalar') return sum;
    if (found.many === 'connection') return sum + firstOf(field, argsOf(field, run)) * (1 + requestedCost(nodeSelections(field, run), found.of, run));
    return sum + 1 + requestedCost(field.selections, found.of, run);
  }, 0);

/** The data of a selection; `spent` counts the objects that were really read. */
export const select = (selections: readonly Selection[], type: string, source: unknown, run: Execution, spent: { cost: number }): Record<string, Json> =>
  Object.fromEntries(
    fieldsOf(selections, type, run).map((field): [string, Json] => {
      if (field.name === '__typename') return [field.alias, type];
      const found = fieldType(type, field);
      if (found.scope !== undefined && !run.scopes.includes(found.scope)) {
        throw new GraphqlError(`Access denied for ${field.name} field. Required access: \`${found.scope}\` access scope.`, 'ACCESS_DENIED');
      }
      const args = argsOf(field, run);
      const value = found.value(source, args, run.state);
      if (found.of === 'scalar' || value === null || value === undefined) return [field.alias, (value ?? null) as Json];
      const object = (each: unknown, inner: readonly Selection[]): Json => {
        spent.cost += 1;
        return select(inner, found.of, each, run, spent);
      };
      if (found.many === 'list') return [field.alias, (value as unknown[]).map((each) => object(each, field.selections))];
      if (found.many !== 'connection') return [field.alias, object(value, field.selections)];
      if (typeof args['after'] === 'string' && openCursor(args['after']) === null) throw new GraphqlError(`'${args['after']}' is not a valid cursor`, 'BAD_REQUEST');
      return [field.alias, connection(field, pageOf(value as unknown[], args), object, run)];
    }),
  );

type ObjectOf = (source: unknown, selections: readonly Selection[]) => Json;

const connection = (field: Field, page: Page, object: ObjectOf, run: Execution): Json =>
  Object.fromEntries(
    fieldsOf(field.selections, 'Connection', run).map((each): [string, Json] => {
      if (each.name === 'nodes') return [each.alias, page.nodes.map(({ source }) => object(source, each.selections))];
      if (each.name === 'edges') return [each.alias, page.nodes.map((node) => edge(each, node, object, run))];
      if (each.name === 'pageInfo') return [each.alias, pageInfo(each, page, run)];
      throw new GraphqlError(`Field '${each.name}' doesn't exist on type '${field.name}Connection'`, 'undefinedField');
    }),
  );

const edge = (field: Field, { source, cursor }: Page['nodes'][number], object: ObjectOf, run: Execution): Json =>
  Object.fromEntries(fieldsOf(field.selections, 'Edge', run).map((each): [string, Json] => [each.alias, each.name === 'cursor' ? cursor : object(source, each.selections)]));

const pageInfo = (field: Field, page: Page, run: Execution): Json => {
  const values: Record<string, Json> = {
    hasNextPage: page.hasNextPage,
    hasPreviousPage: page.hasPreviousPage,
    startCursor: page.nodes[0]?.cursor ?? null,
    endCursor: page.nodes.at(-1)?.cursor ?? null,
  };
  return Object.fromEntries(
    fieldsOf(field.selections, 'PageInfo', run).map((each): [string, Json] => {
      if (!(each.name in values)) throw new GraphqlError(`Field '${each.name}' doesn't exist on type 'PageInfo'`, 'undefinedField');
      return [each.alias, values[each.name] ?? null];
    }),
  );
};

/** Runs the fields of a mutation one after the other. */
export const mutate = (fields: readonly Selection[], mutations: Mutations, run: Execution, spent: { cost: number }): Record<string, Json> =>
  Object.fromEntries(
    fieldsOf(fields, 'Mutation', run).map((field): [string, Json] => {
      const mutation = mutations[field.name];
      if (mutation === undefined) throw new GraphqlError(`Field '${field.name}' doesn't exist on type 'Mutation'`, 'undefinedField');
      spent.cost += mutationCost;
      return [field.alias, select(field.selections, mutation.of, mutation.run(argsOf(field, run)), run, spent)];
    }),
  );
