import type { AstNode } from 'langium';
import type { Cache, Call, CallStep, EachStep, Endpoint, Expression, FromStep, Incremental, NotifyStep, SendStep } from '../generated/ast.ts';
import { lists, reads } from '../types/endpoints.ts';
import type { Semantics } from '../types/semantics.ts';
import { membersOf, nonNull } from '../types/type.ts';
import { type CheckTable, declarationOf, declaredHere, type NodeCheck, type Report, type Spot } from './check.ts';
import { described, quoted, sentence } from './wording.ts';

// Endpoints in steps: what reads and what writes, what gives a list, what can go on where it stopped.

interface Called { endpoint: Endpoint; spot: Spot }

/** The endpoint of an instance that an expression calls. */
function called(expression: Expression | undefined, semantics: Semantics): Called | undefined {
  const target = expression?.$type === 'Call' ? semantics.types.callTarget(expression) : undefined;
  if (target?.kind !== 'endpoint' || target.use === undefined || expression?.$type !== 'Call') return undefined;
  return { endpoint: target.endpoint, spot: nameOfCall(expression) };
}

function nameOfCall(call: Call): Spot {
  return call.callee?.$type === 'MemberAccess' ? { node: call.callee, property: 'member' } : { node: call.callee ?? call };
}

/** A call of an endpoint that is known to be none: what is unknown has a report of its own. */
function isNoCall(expression: Expression, semantics: Semantics): boolean {
  if (expression.$type !== 'Call') return expression.$type !== 'MemberAccess' || semantics.types.typeOf(expression).kind !== 'any';
  return semantics.types.callTarget(expression) !== undefined && called(expression, semantics) === undefined;
}

/** What makes no request yet has a report of its own. */
export function makesRequest(endpoint: Endpoint): boolean {
  return endpoint.members.some((member) => member.$type === 'Request' || member.$type === 'GraphQLRequest' || member.$type === 'Submit' || member.$type === 'Upsert');
}

function mustRead(step: string, { endpoint, spot }: Called, report: Report): void {
  if (reads(endpoint) || !makesRequest(endpoint)) return;
  report('writes-here', spot, `\`${endpoint.name}\` writes, and \`${step}\` only reads. Write \`send\`${step === 'from' ? ' in a step below' : ''}, or declare the endpoint with \`reads\` if it changes nothing.`, declaredHere(endpoint));
}

function mustWrite(step: string, { endpoint, spot }: Called, report: Report): void {
  if (!reads(endpoint)) return;
  report('reads-here', spot, `\`${endpoint.name}\` only reads: ${step === 'send' ? 'it is called with `call`, not with `send`' : `\`${step}\` calls an endpoint that writes`}.`, declaredHere(endpoint));
}

const from: NodeCheck<FromStep> = (node, report, semantics) => {
  if (node.source === undefined) return;
  const target = called(node.source, semantics);
  if (target === undefined) {
    if (node.incremental) report('not-incremental', { node, property: 'incremental' }, 'Only an endpoint can be read incrementally.');
    const type = nonNull(semantics.types.typeOf(node.source));
    const isArray = membersOf(type).every((member) => member.kind === 'array' || member.kind === 'any' || member.kind === 'never');
    if (!isArray && type.kind !== 'endpoint' && type.kind !== 'alias') report('wrong-type', { node: node.source }, `A source is an endpoint that lists, a file or an array, and ${described(node.source, type, semantics)}.`);
    return;
  }
  mustRead('from', target, report);
  if (reads(target.endpoint) && target.endpoint.type !== undefined && !lists(target.endpoint, semantics.types.context)) {
    report('wrong-type', target.spot, `\`${target.endpoint.name}\` gives one record, not a list. A source lists: its type ends with \`[]\`. One record is read with \`call\`.`, declaredHere(target.endpoint));
  }
  if (node.incremental) checkIncremental(node, target, report);
};

function checkIncremental(node: FromStep, { endpoint }: Called, report: Report): void {
  const mark = endpoint.members.find((member): member is Incremental => member.$type === 'Incremental');
  const spot = { node, property: 'incremental' };
  if (mark === undefined) {
    report('not-incremental', spot, `\`${endpoint.name}\` cannot be read incrementally: it does not say how, with \`incremental parameter by field\`. Without the word it is read whole each time.`, declaredHere(endpoint));
  } else if (node.starting === undefined && mark.starting === undefined) {
    report('no-start', spot, `The first run does not know where to begin, and is refused unless \`--since\` is given. Write \`incremental starting '2026-01-01'\`.`, { data: { write: "starting '2026-01-01'" } });
  }
}

const callStep: NodeCheck<CallStep> = (node, report, semantics) => {
  if (node.call === undefined) return;
  const target = called(node.call, semantics);
  if (target !== undefined) mustRead('call', target, report);
  else if (isNoCall(node.call, semantics)) report('misplaced-call', { node: node.call }, `\`call\` calls an endpoint of an instance: \`call inst.endpoint(…)\`. A value is named with \`let\`.`);
};

const sendStep: NodeCheck<SendStep> = (node, report, semantics) => {
  for (const [expression, word] of [[node.call, 'send'], [node.undo, 'undo']] as const) {
    if (expression === undefined) continue;
    const target = called(expression, semantics);
    if (target !== undefined) mustWrite(word, target, report);
    else if (isNoCall(expression, semantics)) report('misplaced-call', { node: expression }, `\`${word}\` calls an endpoint of an instance: \`${word} inst.endpoint(…)\`.`);
  }
  const target = node.call && called(node.call, semantics);
  if (target !== undefined && makesRequest(target.endpoint) && !reads(target.endpoint) && !isRepeatable(target.endpoint)) {
    report('send-not-idempotent', target.spot, `A run that is cut off here cannot know whether \`${target.endpoint.name}\` took effect, and sets the record aside as in doubt. Where the API can tell a repeat, say so in the endpoint: \`idempotent\`, \`idempotent header 'Idempotency-Key'\` or \`verify\`.`, declaredHere(target.endpoint));
  }
};

/** Whether a second time does no harm, or can be found out. LANGUAGE.md, "Repeating a request". */
function isRepeatable(endpoint: Endpoint): boolean {
  for (const member of endpoint.members) {
    if (member.$type === 'Verify' || member.$type === 'Upsert' || member.$type === 'Submit') return true;
    if (member.$type === 'Idempotent') return !member.refused;
  }
  return endpoint.members.some((member) => member.$type === 'Request' && (member.method === 'PUT' || member.method === 'DELETE'));
}

const notify: NodeCheck<NotifyStep> = (node, report, semantics) => {
  if (node.call === undefined) return;
  const target = called(node.call, semantics);
  if (target !== undefined) mustWrite('notify', target, report);
  else if (isNoCall(node.call, semantics)) report('misplaced-call', { node: node.call }, '`notify` calls an endpoint of an instance: `notify inst.endpoint(…)`.');
};

const each: NodeCheck<EachStep> = (node, report, semantics) => {
  if (node.source === undefined) return;
  const target = called(node.source, semantics);
  if (target !== undefined) { mustRead('each', target, report); return; }
  const type = semantics.types.typeOf(node.source);
  const value = nonNull(type);
  if (membersOf(value).every((member) => member.kind === 'array' || member.kind === 'any' || member.kind === 'never' || member.kind === 'endpoint' || member.kind === 'alias')) {
    if (value !== type) report('may-be-null', { node: node.source }, `${sentence(quoted(node.source))} may be null. Write \`${node.source.$cstNode?.text ?? '…'} ?? []\`.`);
    return;
  }
  report('wrong-type', { node: node.source }, `\`each\` goes through an array or what an endpoint lists, and ${described(node.source, type, semantics)}.`, declarationOf(node.source, semantics));
};

const cache: NodeCheck<Cache> = (node, report, semantics) => {
  const target = called(node.source, semantics);
  if (target !== undefined) mustRead('cache', target, report);
};

/** An endpoint is called in a step of its own, where its effect is seen, counted and journalled. */
const call: NodeCheck<Call> = (node, report, semantics) => {
  const target = semantics.types.callTarget(node);
  if (target?.kind !== 'endpoint') return;
  const parent: AstNode | undefined = node.$container;
  const property = node.$containerProperty;
  const isStep = (parent?.$type === 'FromStep' && property === 'source') || (parent?.$type === 'EachStep' && property === 'source') || parent?.$type === 'CallStep'
    || (parent?.$type === 'SendStep' && (property === 'call' || property === 'undo')) || (parent?.$type === 'Cache' && property === 'source') || parent?.$type === 'NotifyStep' || parent?.$type === 'Given'
    || (parent?.$type === 'ForEach' && property === 'source') || parent?.$type === 'Verify' || parent?.$type === 'Upsert' || parent?.$type === 'Expect'
    // `check get()` is told as that.
    || parent?.$type === 'Check';
  if (isStep) return;
  const name = target.endpoint.name;
  const written = node.$cstNode?.text ?? `${name}(…)`;
  const step = reads(target.endpoint) ? 'call' : 'send';
  const advice = target.use === undefined ? 'In a connector an endpoint is called in `for … in`, `verify` and `upsert` only.' : `Write \`${step} ${written.length > 40 || written.includes('\n') ? `${name}(…)` : written} as …\` above, and use the name here.`;
  report('misplaced-call', nameOfCall(node), `\`${name}\` is an endpoint: it is called in a step of its own. ${advice}`, declaredHere(target.endpoint));
};

export const callChecks: CheckTable = { FromStep: [from], CallStep: [callStep], SendStep: [sendStep], NotifyStep: [notify], EachStep: [each], Cache: [cache], Call: [call] };
