import type { AstNode } from 'langium';
import type { Binding, LetStep, MapStep } from '../generated/ast.ts';
import { lookUp } from '../references/scope.ts';
import { type CheckTable, declaredHere, type NodeCheck } from './check.ts';

// A step does not bind a name again that it sees; a lambda's parameter may. LANGUAGE.md, section 5.

const kinds: Partial<Record<string, string>> = {
  step: 'is bound by a step above', use: 'is an instance', input: 'is an input', parameter: 'is a parameter of the flow', store: 'is a store', variable: 'is a variable', cache: 'is a cache',
  secret: 'is a secret', table: 'is a table', function: 'is a function',
};

const check: NodeCheck<Binding | LetStep | MapStep> = (node, report, semantics) => {
  if (!node.name) return;
  const step: AstNode | undefined = node.$type === 'Binding' ? node.$container : node;
  if (step === undefined) return;
  const symbol = lookUp(semantics.scopes.at(step), node.name);
  const what = symbol === undefined || symbol.node === node ? undefined : kinds[symbol.kind];
  if (what !== undefined) report('duplicate-name', { node, property: 'name' }, `\`${node.name}\` ${what} and is known here. Give this another name.`, declaredHere(symbol?.node));
};

export const bindingChecks: CheckTable = { Binding: [check], LetStep: [check], MapStep: [check] };
