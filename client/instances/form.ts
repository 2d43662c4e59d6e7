import type { AuthSummary, CheckValueParams, ConnectorSummary, FormField, InstanceSummary, JsonValue } from '#server/protocol';
import { summary } from '../documentation.ts';
import { askField, notSet } from '../forms/field-question.ts';
import { askChoice } from '../forms/questions.ts';
import { askSecret, keep } from '../forms/secret-question.ts';
import type { Answers, Question } from '../forms/wizard.ts';
import type { Services } from '../services.ts';

type Asking = Pick<Services, 'host' | 'language'>;

/** What a form is about: a connector, and the instance that exists already where it is edited. */
export interface FormSubject {
  connector: ConnectorSummary;
  /** What is set now. */
  existing?: InstanceSummary | undefined;
  /** Names of the secrets that are stored now. */
  stored: readonly string[];
}

const authId = 'auth';

/** The questions of an instance: settings, the way of signing in, and what that declares. Advanced fields with a value of their own are only asked when editing. */
export function instanceQuestions(services: Asking, subject: FormSubject, answers: Answers): Question[] {
  const { connector } = subject;
  const auth = chosenAuth(subject, answers);
  return [
    ...fieldQuestions(services, subject, connector.settings, undefined),
    ...(offeredAuths(subject).length > 1 ? [authQuestion(services, subject)] : []),
    ...(auth === undefined ? [] : fieldQuestions(services, subject, auth.fields, auth.name)),
  ];
}

/** The questions for the secrets alone. */
export function secretQuestions({ host }: Asking, { existing, connector, stored }: FormSubject): Question[] {
  const declared = connector.auths.find(({ name }) => name === existing?.auth)?.fields ?? [];
  return (existing?.secrets ?? []).map(({ name, optional }) => {
    const field = declared.find((candidate) => candidate.secret && candidate.name === name) ?? plainSecret(name, optional);
    return { id: secretId(name), ask: (frame) => askSecret(host, frame, { field, stored: stored.includes(name) }) };
  });
}

/** The settings that the answers stand for; what was not asked keeps its value. */
export function answeredSettings(subject: FormSubject, answers: Answers): Record<string, JsonValue> {
  const auth = chosenAuth(subject, answers);
  const fields = [...subject.connector.settings, ...(auth?.fields ?? [])].filter(({ secret }) => !secret);
  const settings: Record<string, JsonValue> = {};
  for (const { name, default: defaultValue } of fields) {
    const current = subject.existing?.settings[name];
    const answer = Object.hasOwn(answers, settingId(name)) ? answers[settingId(name)] : current;
    if (answer === undefined || answer === notSet) continue;
    // A default that nobody wrote down stays one, also where a later version of the connector has another.
    if (current === undefined && answer === defaultValue) continue;
    settings[name] = answer as JsonValue;
  }
  return settings;
}

/** The secrets that were entered, by name. */
export function answeredSecrets(answers: Answers): Record<string, string> {
  const entered = Object.entries(answers).filter(([id, value]) => id.startsWith('secret:') && value !== keep);
  return Object.fromEntries(entered.map(([id, value]) => [id.slice('secret:'.length), String(value)]));
}

/** The way of signing in that was chosen, or the only one. */
export function chosenAuth(subject: FormSubject, answers: Answers): AuthSummary | undefined {
  const offered = offeredAuths(subject);
  if (offered.length === 1) return offered[0];
  return offered.find(({ name }) => name === answers[authId]);
}

// Those that are on their way out come last.
function offeredAuths({ connector, existing }: FormSubject): AuthSummary[] {
  const offered = connector.auths.filter(({ supported, name }) => supported || name === existing?.auth);
  return [...offered.filter(({ deprecated }) => deprecated === undefined), ...offered.filter(({ deprecated }) => deprecated !== undefined)];
}

function authQuestion({ host }: Asking, subject: FormSubject): Question {
  return {
    id: authId,
    ask: (frame) => askChoice(host, frame, {
      name: 'how it signs in',
      placeholder: `How does it sign in to ${subject.connector.title}?`,
      active: subject.existing?.auth ?? '',
      choices: offeredAuths(subject).map(({ name, title, documentation, deprecated }) => ({
        label: title,
        description: deprecated === undefined ? name : `${name} · deprecated`,
        detail: [summary(documentation), deprecated].filter(Boolean).join(' — '),
        value: name,
      })),
    }),
  };
}

function fieldQuestions({ host, language }: Asking, { connector, existing, stored }: FormSubject, fields: readonly FormField[], auth: string | undefined): Question[] {
  const asked = fields.filter((field) => existing !== undefined || !field.advanced || (field.required && field.default === undefined));
  return asked.flatMap((field): Question[] => {
    if (field.secret) return [{ id: secretId(field.name), ask: (frame) => askSecret(host, frame, { field, stored: stored.includes(field.name) }) }];
    const current = existing?.settings[field.name];
    // A value from the environment, `{ "env": … }`, is changed in the file.
    if (typeof current === 'object' && current !== null && 'env' in current) return [];
    const about = (value: string): CheckValueParams => ({ field: field.name, value, connector: connector.name, ...(auth !== undefined && { auth }) });
    return [{
      id: settingId(field.name),
      ask: (frame) => askField(host, frame, { field, current, check: (value) => language.request('checkValue', about(value)) }),
    }];
  });
}

function plainSecret(name: string, optional: boolean): FormField {
  return { name, secret: true, required: !optional, type: 'string', multiline: false, advanced: false };
}

function settingId(name: string): string {
  return `setting:${name}`;
}

function secretId(name: string): string {
  return `secret:${name}`;
}
