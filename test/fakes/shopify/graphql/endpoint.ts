import { answer, isObject, readJson, type Bucket, type Clock, type FakeRequest, type Json, type JsonObject, type Reply } from '../../kit/index.ts';
import { refused } from '../answers.ts';
import type { ShopState } from '../shop.ts';
import { GraphqlError, mutate, mutationCost, requestedCost, select, type Execution } from './execute.ts';
import { mutationsOf } from './mutations.ts';
import { GraphqlSyntaxError, parseGraphql, type Operation } from './parse.ts';

export interface GraphqlSetup {
  state: ShopState;
  clock: Clock;
  scopes: readonly string[];
  bucket: Bucket;
  restorePerSecond: number;
}

/** No single query may cost more, whatever the plan (assumed wording). */
const singleQueryLimit = 1000;

/** `POST /graphql.json`. Every answer about the query itself has status 200: errors stand in `errors` or in `userErrors`. */
export const graphqlEndpoint = (setup: GraphqlSetup): ((request: FakeRequest) => Reply) => {
  const { state, bucket, scopes, restorePerSecond } = setup;
  const mutations = mutationsOf(state, setup.clock);

  const cost = (requested: number, actual: number | null): JsonObject => ({
    cost: {
      requestedQueryCost: requested,
      actualQueryCost: actual,
      throttleStatus: { maximumAvailable: bucket.size, currentlyAvailable: Math.floor(bucket.available()), restoreRate: restorePerSecond },
    },
  });

  return (request) => {
    const body = bodyOf(request);
    if (body === null) return refused(400, { query: 'Required parameter missing or invalid' });
    let requested = 0;
    try {
      const document = parseGraphql(body.query);
      const operation = chosen(document.operations, body.operationName);
      const run: Execution = { document, variables: variablesOf(operation, body.variables), state, scopes };
      const mutation = operation.kind === 'mutation';
      requested = mutation ? operation.selections.length * mutationCost : Math.max(1, requestedCost(operation.selections, 'QueryRoot', run));
      if (requested > singleQueryLimit) {
        throw new GraphqlError(`Query cost is ${requested}, which exceeds the single query max cost limit (${singleQueryLimit}).`, 'MAX_COST_EXCEEDED');
      }
      if (!bucket.take(requested)) {
        return answer(200, { errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }], extensions: cost(requested, null) });
      }
      const spent = { cost: 0 };
      const data = mutation ? mutate(operation.selections, mutations, run, spent) : select(operation.selections, 'QueryRoot', null, run, spent);
      bucket.giveBack(Math.max(0, requested - spent.cost));
      return answer(200, { data, extensions: cost(requested, spent.cost) });
    } catch (error) {
      if (error instanceof GraphqlSyntaxError) return answer(200, { errors: [{ message: error.message, locations: [{ line: 1, column: 1 }] }] });
      if (!(error instanceof GraphqlError)) throw error;
      const extensions: Json = error.code === null ? {} : { code: error.code };
      return answer(200, { errors: [{ message: error.message, extensions }], ...(error.code === 'ACCESS_DENIED' ? { data: null } : {}) });
    }
  };
};

interface Body {
  query: string;
  operationName: string | null;
  variables: Record<string, Json>;
}

const bodyOf = (request: FakeRequest): Body | null => {
  try {
    const body = readJson(request.body);
    if (!isObject(body) || typeof body['query'] !== 'string') return null;
    const { query, operationName = null, variables } = body;
    return { query, operationName: operationName as string | null, variables: isObject(variables) ? variables : {} };
  } catch {
    return null;
  }
};

const chosen = (operations: readonly Operation[], name: string | null): Operation => {
  const found = name === null ? operations[0] : operations.find((each) => each.name === name);
  if (found === undefined || (name === null && operations.length > 1)) throw new GraphqlError('An operation name is required');
  return found;
};

const variablesOf = (operation: Operation, given: Record<string, Json>): Record<string, Json> => {
  const missing = operation.variables.find((each) => each.required && each.fallback === null && (given[each.name] ?? null) === null);
  if (missing !== undefined) throw new GraphqlError(`Variable $${missing.name} was provided invalid value`, 'INVALID_VARIABLE');
  const fallbacks = operation.variables.flatMap(({ name, fallback }) => (fallback !== null && 'literal' in fallback ? [[name, fallback.literal] as const] : []));
  return { ...Object.fromEntries(fallbacks), ...given };
};
