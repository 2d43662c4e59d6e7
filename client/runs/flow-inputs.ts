import type { FlowSummary, JsonValue } from '#server/protocol';
import { askField, notSet } from '../forms/field-question.ts';
import { askAll } from '../forms/wizard.ts';
import type { Services } from '../services.ts';

/** Asks for the inputs that have no default; undefined where the person left. */
export async function askInputs({ host, language }: Services, flow: FlowSummary): Promise<Record<string, JsonValue> | undefined> {
  const asked = flow.inputs.filter((field) => field.required && field.default === undefined);
  const answers = await askAll(`Run ${flow.name}`, () => asked.map((field) => ({
    id: field.name,
    ask: (frame) => askField(host, frame, {
      field,
      check: (value) => language.request('checkValue', { field: field.name, value, flow: flow.name, file: flow.place.file }),
    }),
  })));
  if (answers === undefined) return undefined;
  return Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== notSet)) as Record<string, JsonValue>;
}
