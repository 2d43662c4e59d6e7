import type { AstNode } from 'langium';
import type { Flow, FlowStep } from '../generated/ast.ts';
import { walk } from '../references/walk.ts';
import { hasEmptyBraces, isBroken, mayBeUsedInBroken } from './broken.ts';
import { type CheckTable, type NodeCheck, type Spot } from './check.ts';
import { hasUnknownName } from './names.ts';

/**
 * Names that a flow binds and nothing uses: `let`, `map`, `input`, `variable`, `store`, `cache`, and what a `call` or `script` brings. The grammar asks for the name of a source or of
 * an element, and that of a `send` tells readers what came of it: those may stand unused.
 */
const flow: NodeCheck<Flow> = (node, report, semantics) => {
  if (isBroken(node)) return;
  const bound: { name: string; spot: Spot; what: string }[] = [];
  const used = new Set<string>();
  let collects = false;
  walk(node, (inner) => {
    switch (inner.$type) {
      case 'NameReference': used.add((inner as unknown as { name: string }).name); break;
      case 'ShorthandEntry': used.add((inner as unknown as { key: string }).key); break;
      // Each record of a batch or group has all the names that were bound before.
      case 'BatchStep': case 'GroupStep': collects = true; break;
      default: { const binding = bindingOf(inner as FlowStep); if (binding !== undefined) bound.push(binding); }
    }
  });
  const unused = bound.filter(({ name }) => !used.has(name) && !mayBeUsedInBroken(node, name));
  if (collects || unused.length === 0 || hasEmptyBraces(node) || hasUnknownName(node, semantics)) return;
  for (const { name, spot, what } of unused) {
    report('unused-binding', spot, `\`${name}\` is not used below. ${what}`, { data: { remove: true, name }, tag: 'unnecessary' });
  }
};

function bindingOf(step: FlowStep | AstNode): { name: string; spot: Spot; what: string } | undefined {
  switch (step.$type) {
    case 'LetStep': case 'MapStep': {
      const { name } = step as { name?: string };
      return name ? { name, spot: { node: step, property: 'name' }, what: 'Use it, or take the step out.' } : undefined;
    }
    case 'Variable': case 'Store': case 'Cache': {
      const { name } = step as { name?: string };
      return name ? { name, spot: { node: step, property: 'name' }, what: 'Use it, or take the line out.' } : undefined;
    }
    case 'Input': {
      const { field } = step as { field?: AstNode & { name?: string } };
      return field?.name ? { name: field.name, spot: { node: field, property: 'name' }, what: 'Use it, or take it out: whoever runs the flow is asked for it.' } : undefined;
    }
    case 'CallStep': case 'ScriptStep': {
      const { binding } = step as { binding?: AstNode & { name?: string } };
      return binding?.name ? { name: binding.name, spot: { node: binding, property: 'name' }, what: 'Use it, or take the step out: what it brings has no effect.' } : undefined;
    }
    default: return undefined;
  }
}

export const unusedBindingChecks: CheckTable = { Flow: [flow] };
