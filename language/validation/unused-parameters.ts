import type { EachResult, Endpoint, Incremental, Slot, StringLiteral } from '../generated/ast.ts';
import { walk } from '../references/walk.ts';
import { hasEmptyBraces, isBroken, mayBeUsedInBroken } from './broken.ts';
import { type CheckTable, declaredHere, type NodeCheck } from './check.ts';
import { makesRequest } from './calls.ts';
import { hasUnknownName } from './names.ts';

// Parameters of an endpoint that its request does not carry: whoever gives one thinks that it has an effect.

const endpoint: NodeCheck<Endpoint> = (node, report, semantics) => {
  if (node.parameters.length === 0 || isBroken(node) || !makesRequest(node)) return;
  const used = usedNames(node);
  if (node.parameters.every((parameter) => used.has(parameter.name)) || hasEmptyBraces(node) || hasUnknownMark(node) || hasUnknownName(node, semantics)) return;
  const marks = node.members.filter((member): member is Incremental => member.$type === 'Incremental');
  for (const parameter of node.parameters) {
    if (!parameter.name || used.has(parameter.name) || mayBeUsedInBroken(node, parameter.name)) continue;
    const mark = marks.find((one) => one.parameter === parameter.name || one.until === parameter.name);
    const advice = `Put it into the request: \`query { ${parameter.name} }\``;
    if (mark === undefined) {
      report('unused-parameter', { node: parameter, property: 'name' }, `\`${parameter.name}\` is sent nowhere, so that giving it changes nothing. ${advice}, or take it out.`, { data: { remove: true, name: parameter.name }, tag: 'unnecessary' });
    } else {
      const property = mark.parameter === parameter.name ? 'parameter' : 'until';
      report('slot-not-sent', { node: mark, property }, `\`${parameter.name}\` carries the mark and is sent nowhere, so that every run would read everything. ${advice}.`, { ...declaredHere(parameter), data: { name: parameter.name } });
    }
  }
};

/** A clause of marks whose parameter is misspelt. */
function hasUnknownMark(node: Endpoint): boolean {
  const known = new Set(node.parameters.map((parameter) => parameter.name));
  return node.members.some((member) => member.$type === 'Incremental' && [member.parameter, member.until].some((name) => name !== undefined && !known.has(name)));
}

/** Names that an endpoint uses anywhere but in its own clause of marks. */
function usedNames(node: Endpoint): Set<string> {
  const used = new Set<string>();
  walk(node, (inner) => {
    switch (inner.$type) {
      case 'NameReference': used.add((inner as unknown as { name: string }).name); break;
      case 'ShorthandEntry': used.add((inner as unknown as { key: string }).key); break;
      case 'EachResult': used.add((inner as EachResult).parameter ?? ''); break;
      case 'Slot': { const slot = inner as Slot; if (slot.root === 'path') used.add(slot.parts[0]?.name ?? ''); break; }
      // `{id}` in single quotes has a report of its own.
      case 'StringLiteral': for (const found of ((inner as StringLiteral).value ?? '').matchAll(/\{([A-Za-z_$][\w$]*)/g)) used.add(found[1]!); break;
      default: break;
    }
  });
  return used;
}

export const unusedParameterChecks: CheckTable = { Endpoint: [endpoint] };
