import type { AstNode } from 'langium';
import type { EachStep, Expression, Flow, FlowStep, RespondStep, RouteStep, SetStep, SortStep, Trigger, YieldStep } from '../generated/ast.ts';
import { endsRecord } from '../references/flow-scopes.ts';
import { enclosing } from '../references/walk.ts';
import { membersOf, nonNull } from '../types/type.ts';
import { isBroken } from './broken.ts';
import { type CheckTable, declarationOf, declaredHere, type NodeCheck, type Report } from './check.ts';
import { family } from './comparison.ts';
import { described, quoted } from './wording.ts';

// Where steps may stand: one source, what a flow declares at its top, nothing behind the end of a record.

/** What stands in a flow itself, never in a block of it. */
const topOnly: Partial<Record<FlowStep['$type'], string>> = {
  Use: 'use', Trigger: 'trigger', Input: 'input', Secret: 'secret', Store: 'store', Variable: 'variable', Cache: 'cache', StopAfter: 'stop after', FromStep: 'from',
};

const flow: NodeCheck<Flow> = (node, report) => {
  checkBlock(node.steps, report);
  const sources = node.steps.filter((step) => isSource(step));
  const [first, second] = sources;
  if (second !== undefined) report('several-sources', spotOf(second), 'A flow has one source, and there is one above. Make a second flow, or `call` this endpoint in a step.', { related: [{ spot: spotOf(first!), message: 'the source stands here' }] });
  if (first !== undefined && node.parameters.length > 0) report('several-sources', spotOf(first), 'A flow with parameters gets its records from the flow that runs it: it has no source of its own.', { related: [{ spot: { node: node.parameters[0]! }, message: 'the parameters stand here' }] });
  if (first === undefined && node.parameters.length === 0) {
    if (!isBroken(node) && node.name) report('no-source', { node, property: 'name' }, `The flow \`${node.name}\` has no source. Begin with \`from inst.endpoint() as record\`.`);
    return;
  }
  for (const step of node.steps) {
    if (step === first) break;
    if (first !== undefined && isPipeline(step)) report('misplaced-step', spotOf(step), 'This step stands before the source: there is no record yet. Move it below `from`.');
  }
};

function isSource(step: FlowStep): boolean {
  return step.$type === 'FromStep' || (step.$type === 'Trigger' && (step.kind === 'webhook' || step.kind === 'http'));
}

function isPipeline(step: FlowStep): boolean {
  return topOnly[step.$type] === undefined && !(step.$type === 'Concurrency' && !step.hasBlock);
}

/** The first word of a step. */
function spotOf(step: AstNode): { node: AstNode; stretch: { start: number; end: number } } {
  const start = step.$cstNode?.offset ?? 0;
  const word = /^[A-Za-z]+/.exec(step.$cstNode?.text ?? '')?.[0] ?? ' ';
  return { node: step, stretch: { start, end: start + word.length } };
}

/** Steps behind one that no record gets past; `yield` that is not last. */
function checkBlock(steps: readonly FlowStep[], report: Report): void {
  const end = steps.findIndex((step) => endsRecord(step));
  const behind = end < 0 ? undefined : steps[end + 1];
  if (behind !== undefined) report('unreachable', { node: behind }, 'No record comes here: the step above ends each one.', { related: [{ spot: spotOf(steps[end]!), message: 'records end here' }] });
}

const block: NodeCheck<AstNode & { steps: FlowStep[] }> = (node, report) => {
  checkBlock(node.steps, report);
  for (const step of node.steps) {
    const word = topOnly[step.$type];
    if (word !== undefined) report('misplaced-step', spotOf(step), `\`${word}\` stands at the top of a flow, not in a block.`);
  }
};

const each: NodeCheck<EachStep> = (node, report) => {
  if (!node.hasBlock || isBroken(node)) return;
  const last = node.steps.at(-1);
  if (last?.$type !== 'YieldStep' && !(last !== undefined && endsRecord(last))) report('misplaced-step', { node, property: 'result' }, `The block of \`each\` ends with what it gives: \`yield …\`.`);
};

const yields: NodeCheck<YieldStep> = (node, report) => {
  const owner = node.$container;
  if (owner?.$type !== 'EachStep') { report('misplaced-step', spotOf(node), '`yield` stands at the end of the block of `each`.'); return; }
  if (owner.steps.at(-1) !== node) report('misplaced-step', spotOf(node), '`yield` is the last line of the block.');
};

const route: NodeCheck<RouteStep> = (node, report) => {
  node.cases.forEach((one, index) => {
    if (one.isElse && index < node.cases.length - 1) report('unreachable', { node: one, property: 'isElse' }, '`else` stands last: no case after it is looked at.');
  });
  if (node.cases.length === 0 && !isBroken(node)) report('missing-member', spotOf(node), 'A `route` has cases: `when … { … }`.');
};

const respond: NodeCheck<RespondStep> = (node, report) => {
  const owner = enclosing<Flow>(node, 'Flow');
  if (owner !== undefined && !owner.steps.some((step) => step.$type === 'Trigger' && step.kind === 'http')) report('misplaced-step', spotOf(node), '`respond` answers a call: the flow needs a `trigger http`.');
};

const trigger: NodeCheck<Trigger> = (node, report) => {
  if (node.kind !== 'http' || isBroken(node)) return;
  // Whoever can reach the address could start the flow.
  if (!node.unverified && node.verify === undefined) report('missing-member', spotOf(node), 'Say how a caller proves who it is: `verify request.header[\'X-Key\'] == hookKey`, or `verify none`.');
};

/** `set` changes a `variable`, or an entry of a `store`; what a step bound never changes. */
const set: NodeCheck<SetStep> = (node, report, semantics) => {
  const target = node.target as Expression | undefined;
  if (target === undefined || isBroken(node)) return;
  const root = target.$type === 'IndexAccess' ? target.target : target;
  const symbol = root?.$type === 'NameReference' ? semantics.resolve(root) : undefined;
  // What is unknown is told at its name.
  if (root?.$type === 'NameReference' && symbol === undefined) return;
  if (symbol?.kind === (target.$type === 'IndexAccess' ? 'store' : 'variable')) return;
  if (symbol?.kind === 'store') report('wrong-type', { node: target }, `A store is changed entry by entry: \`set ${symbol.name}[key] = …\`.`, declaredHere(symbol.node));
  else report('wrong-type', { node: target }, `\`set\` changes a \`variable\` of the flow, or an entry of a \`store\`, and ${quoted(target)} is neither. A value that is made of others gets a name of its own: \`let … = …\`.`, declarationOf(target, semantics));
};

/** Records are put in order by a value that has one. */
const sort: NodeCheck<SortStep> = (node, report, semantics) => {
  const key = node.key as Expression | undefined;
  if (key === undefined) return;
  const odd = membersOf(nonNull(semantics.types.typeOf(key))).find((member) => family(member) === 'object' || family(member) === 'array');
  if (odd !== undefined) report('wrong-type', { node: key }, `\`sort\` compares numbers, texts, times or durations, and ${described(key, semantics.types.typeOf(key), semantics)}. Name the field that is meant.`, declarationOf(key, semantics));
};

export const stepChecks: CheckTable = {
  Flow: [flow], RouteCase: [block], BranchArm: [block], TryStep: [block], CatchBlock: [block], LockStep: [block], Concurrency: [block], EachStep: [block, each], YieldStep: [yields], RouteStep: [route],
  RespondStep: [respond], Trigger: [trigger], SetStep: [set], SortStep: [sort],
};
