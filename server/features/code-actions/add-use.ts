import { ast, type WorkspaceView } from '#language';
import { around, type Fix, type FixSource } from './problem.ts';
import { addedUse } from './use-lines.ts';

/** A name before a `.` that nothing declares, where an instance is meant: `use shop = shopify.acme`. */
export const addUse: FixSource = function* (problem): Iterable<Fix> {
  const name = around(problem, ast.isNameReference);
  const flow = around(problem, ast.isFlow);
  const access = name?.$container;
  if (name === undefined || flow === undefined || name.$cstNode?.offset !== problem.start || !ast.isMemberAccess(access) || access.target !== name) return;
  const found = instancesFor(name.name, access.member, problem.semantics.index.viewOf(flow));
  for (const instance of found) yield { title: `Add \`use ${name.name} = ${instance}\``, edits: addedUse(flow, name.name, instance), preferred: found.length === 1 };
};

/** Instances of that name, of the connector of that name, and of those that have such an endpoint. */
function instancesFor(name: string, member: string | undefined, view: WorkspaceView): string[] {
  const all = [...view.instances.values()].flatMap((one) => (one.connector !== undefined && view.connectors.has(one.connector) ? [{ ...one, connector: one.connector }] : []));
  const alike = (text: string): boolean => text.replaceAll('-', '_').toLowerCase() === name.toLowerCase();
  const named = all.filter((one) => alike(one.name) || alike(one.connector));
  const chosen = named.length > 0 ? named : all.filter((one) => member !== undefined && view.connectors.get(one.connector)?.[0]?.endpoints.has(member));
  return chosen.slice(0, 6).map((one) => `${one.connector}.${one.name}`);
}
