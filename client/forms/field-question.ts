import type { CheckValueResult, FormField, JsonValue } from '#server/protocol';
import { summary } from '../documentation.ts';
import type { Host } from '../host.ts';
import { askChoice, askText, type Choice, type Checked, type Frame, type Reply } from './questions.ts';

/** The answer to an optional field that stays empty. */
export const notSet = Symbol('not set');

export interface FieldQuestion {
  field: FormField;
  /** What is set now; shown at first. */
  current?: JsonValue | undefined;
  /** Asks the language server whether the text fits the field. */
  check(text: string): Promise<CheckValueResult>;
}

/** Asks for a setting or an input: a list where the type is a union or boolean, else a box that is checked as one types. */
export async function askField(host: Host, frame: Frame, { field, current, check }: FieldQuestion): Promise<Reply<JsonValue | typeof notSet>> {
  const choices = choicesOf(field);
  const shown = current ?? field.default;
  if (choices !== undefined) {
    const reply = await askChoice<JsonValue | typeof notSet>(host, frame, { name: field.name, placeholder: fieldPrompt(field), choices, active: shown ?? notSet });
    // A member of a union is chosen by its text; the server says which value that is.
    if (typeof reply === 'string' || typeof reply.value !== 'string') return reply;
    const chosen: JsonValue = (await check(reply.value)).value ?? reply.value;
    return { value: chosen };
  }
  return askText<JsonValue | typeof notSet>(host, frame, {
    name: field.name,
    prompt: fieldPrompt(field),
    placeholder: field.example ?? field.type,
    text: shown === undefined ? '' : typeof shown === 'string' ? shown : JSON.stringify(shown),
    check: async (text): Promise<Checked<JsonValue | typeof notSet>> => {
      if (text === '') return field.required && field.default === undefined ? { problem: `'${field.name}' is needed.` } : { value: notSet };
      const { problem, value } = await check(text);
      if (problem === undefined) return { value: value ?? text };
      // The prompt gives way to the problem, and with it what the field is.
      return { problem: [problem, summary(field.documentation)].filter(Boolean).join(' ') };
    },
  });
}

/** What the field is, as a sentence or its name, which the title has too; with what to use instead where it is deprecated. */
export function fieldPrompt(field: FormField): string {
  const text = summary(field.documentation);
  const deprecated = field.deprecated === undefined ? '' : ` (deprecated: ${field.deprecated})`;
  return `${text === '' ? field.name : text}${deprecated}`;
}

function choicesOf(field: FormField): Choice<JsonValue | typeof notSet>[] | undefined {
  const values = field.values ?? (field.type === 'boolean' ? [true, false] : undefined);
  if (values === undefined) return undefined;
  const choices: Choice<JsonValue | typeof notSet>[] = values.map((value) => ({
    label: String(value),
    ...(value === field.default && { description: 'default' }),
    value,
  }));
  // What has a default is never without a value.
  return field.required || field.default !== undefined ? choices : [...choices, { label: '(not set)', value: notSet }];
}
