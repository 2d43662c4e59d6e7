import type { Step } from '#plan';
import { assert } from './assert.ts';
import { batch } from './batch.ts';
import { bind } from './bind.ts';
import { call } from './call.ts';
import { dedupe } from './dedupe.ts';
import { each } from './each.ts';
import { filter } from './filter.ts';
import { log } from './log.ts';
import type { Operation, StepCompiler, StepKind } from './operation.ts';
import { reject } from './reject.ts';
import { route } from './route.ts';
import { send } from './send.ts';
import { skip } from './skip.ts';
import { track } from './track.ts';

/** Every kind of step. */
const kinds: { [K in Step['kind']]: StepKind<K> } = {
  assert, batch, bind, call, dedupe, each, fail: reject, filter, log, reject, route, send, skip, track,
};

export function compileStep(step: Step, compiler: StepCompiler): Operation {
  return (kinds[step.kind] as StepKind<Step['kind']>)(step, compiler);
}
