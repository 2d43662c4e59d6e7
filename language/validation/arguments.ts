import type { AstNode } from 'langium';
import type { Argument, Call, RunStep } from '../generated/ast.ts';
import type { CallTarget } from '../types/context.ts';
import { pairArguments } from '../types/context.ts';
import { argumentType } from '../types/calls.ts';
import { parametersOf } from '../types/symbol-types.ts';
import { nullable, type ParameterType } from '../types/type.ts';
import type { Semantics } from '../types/semantics.ts';
import { isBroken } from './broken.ts';
import { type CheckTable, declaredHere, type NodeCheck, type Report, type Spot } from './check.ts';
import { fit } from './fit.ts';
import { checkCallee } from './names.ts';
import { recursion } from './recursion.ts';
import { didYouMean } from './suggestion.ts';
import { listed, shortText } from './wording.ts';

// Arguments against parameters, of endpoints, functions, methods and flows.

const call: NodeCheck<Call> = (node, report, semantics) => {
  const target = semantics.types.callTarget(node);
  if (target === undefined) return;
  // A test's `given` names only the arguments that it is about.
  const parameters = node.$container?.$type === 'Given' ? target.parameters.map((one) => ({ ...one, optional: true })) : target.parameters;
  checkNames(node, parameters, nameOf(target), report);
  let named = false;
  for (const { argument, parameter } of pairArguments(target.parameters, node)) {
    named ||= argument.name !== undefined;
    // One without a name behind others with one stands for nothing, and is told as that.
    if (parameter === undefined || (named && argument.name === undefined)) continue;
    const wanted = target.kind === 'method' || target.kind === 'global' ? argumentType(node, argument, semantics.types.context) ?? parameter.type : parameter.type;
    fit(argument.value, parameter.optional ? nullable(wanted) : wanted, { report, semantics, declared: parameter.node }, ownerOf(argument));
  }
};

/** What is called, for messages. */
interface Callee { name: string; node?: AstNode; ofArray?: boolean; builtin?: boolean }

/** Missing fields are told at the name of a named argument. */
function ownerOf(argument: Argument): Spot | undefined {
  return argument.name === undefined ? undefined : { node: argument, property: 'name' };
}

function nameOf(target: CallTarget): Callee {
  switch (target.kind) {
    case 'endpoint': return { name: target.endpoint.name, node: target.endpoint };
    case 'function': return { name: target.function.name, node: target.function };
    case 'method': case 'global': return { name: target.signature.builtin.name, builtin: true, ofArray: target.kind === 'method' && target.on === 'array' };
    default: return { name: target.name };
  }
}

/** Surplus, unknown, doubled and missing arguments. */
function checkNames(node: Call | RunStep, parameters: readonly ParameterType[], callee: Callee, report: Report, others: readonly string[] = []): void {
  const given = new Set<string>();
  let position = 0;
  let named = false;
  for (const argument of node.args) {
    if (argument.name === undefined) {
      if (named) report('surplus-argument', { node: argument }, 'After a named argument the others are named too.');
      const parameter = parameters[position++];
      if (parameter !== undefined) given.add(parameter.name);
      else if (!named) report('surplus-argument', { node: argument }, surplusText(callee, parameters, argument), declaredHere(callee.node));
      continue;
    }
    named = true;
    if (others.includes(argument.name)) continue;
    if (!parameters.some((one) => one.name === argument.name)) {
      report('unknown-parameter', { node: argument, property: 'name' }, `\`${callee.name}\` has no parameter \`${argument.name}\`.${didYouMean(argument.name, [...parameters.map((one) => one.name), ...others])}`, {
        ...declaredHere(callee.node), data: { name: argument.name },
      });
    } else if (given.has(argument.name)) report('surplus-argument', { node: argument, property: 'name' }, `\`${argument.name}\` is given twice.`);
    given.add(argument.name);
  }
  const missing = parameters.filter((one) => !one.optional && !given.has(one.name));
  if (missing.length === 0 || isBroken(node)) return;
  // A misspelt name is one mistake, not two.
  if (node.args.some((argument) => argument.name !== undefined && !parameters.some((one) => one.name === argument.name) && !others.includes(argument.name))) return;
  const names = missing.map((one) => one.name);
  const spot: Spot = node.$type === 'RunStep' ? { node, property: 'flow' } : calleeSpot(node);
  report('missing-argument', spot, `\`${callee.name}\` needs ${names.length === 1 ? `the argument ${listed(names)}` : `the arguments ${listed(names)}`}${callee.builtin ? `: \`${callee.name}(${parameters.map((one) => (one.optional ? `${one.name}?` : one.name)).join(', ')})\`` : ''}.`, { ...declaredHere(missing[0]!.node), data: { names } });
}

function calleeSpot(node: Call): Spot {
  return node.callee?.$type === 'MemberAccess' ? { node: node.callee, property: 'member' } : { node: node.callee ?? node };
}

function surplusText({ name, ofArray }: Callee, parameters: readonly ParameterType[], argument: Argument): string {
  const count = parameters.length;
  // `sum(line => line.price)` of other languages.
  const advice = ofArray && argument.value?.$type === 'Lambda' ? ` Write \`.map(${shortText(argument.value)}).${name}()\`.` : '';
  return `\`${name}\` takes ${count === 0 ? 'no arguments' : count === 1 ? 'one argument' : `${count} arguments`}; this one is too many.${advice}`;
}

const run: NodeCheck<RunStep> = (node, report, semantics) => {
  if (!node.flow) return;
  const flow = semantics.scopes.flow(node.flow, node);
  if (flow === undefined) { unknownFlow(node, report, semantics); return; }
  const parameters = parametersOf(flow.parameters, semantics.types.context);
  const aliases = flow.steps.flatMap((step) => (step.$type === 'Use' && step.name ? [step.name] : []));
  checkNames(node, parameters, { name: flow.name, node: flow }, report, aliases);
  for (const { argument, parameter } of pairArguments(parameters, node)) {
    if (parameter !== undefined) fit(argument.value, parameter.optional ? nullable(parameter.type) : parameter.type, { report, semantics, declared: parameter.node }, ownerOf(argument));
  }
};

function unknownFlow(node: RunStep, report: Report, semantics: Semantics): void {
  const other = semantics.index.viewOf(node).flows.get(node.flow)?.[0];
  const advice = other === undefined ? didYouMean(node.flow, semantics.index.viewOf(node).flows.keys()) : ` It is declared in ${other.document.uri.path.split('/').at(-1) ?? ''}: import that file.`;
  report('unknown-flow', { node, property: 'flow' }, `There is no flow \`${node.flow}\` in this file.${advice}`, { data: { name: node.flow } });
}

export const argumentChecks: CheckTable = { Call: [checkCallee, call], RunStep: [run, recursion] };
