import { connector } from './parse/connector.ts';
import { lambda } from './parse/expression.ts';
import { flow } from './parse/flow.ts';
import { list, map, object, optional, PlanError, text, word, type Parse } from './parse/schema.ts';
import { type } from './parse/type.ts';
import { planVersion } from './plan.ts';
import type { Plan } from './plan.ts';

const plan: Parse<Plan> = object<Plan>({
  version: word(planVersion), hash: text, files: list(text), connectors: map(connector), types: map(type), functions: map(lambda), flow: optional(flow),
});

/**
 * Takes JSON for a plan of this version. Throws `PlanError`, which names the place, where a member is missing, of another type or not known: a plan
 * that is only half understood would be carried out wrong. Copies nothing.
 */
export function parsePlan(json: unknown): Plan {
  const version = typeof json === 'object' && json !== null && 'version' in json ? json.version : undefined;
  if (typeof version === 'number' && version !== planVersion) throw new PlanError('version', `version ${version} of the format, this Patchbay reads version ${planVersion}`);
  try {
    return plan(json, '');
  } catch (error) {
    if (error instanceof RangeError) throw new PlanError('', 'it is nested too deep');
    throw error;
  }
}
