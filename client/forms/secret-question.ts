import type { FormField } from '#server/protocol';
import { ClientError, showFailure } from '../command.ts';
import type { Host } from '../host.ts';
import { readChosenFile } from '../workspace/chosen-file.ts';
import { fieldPrompt } from './field-question.ts';
import { askChoice, askText, type Frame, type Reply } from './questions.ts';

/** The stored secret stays, or none is stored. */
export const keep = Symbol('keep');

export interface SecretQuestion {
  field: FormField;
  /** One is stored already: an empty answer keeps it. */
  stored: boolean;
}

/** Below this a secret cannot be told from other text in a log, so that hiding it would hide too much or nothing (SECURITY.md 8). */
export const shortestSecret = 6;

/** Asks for a secret: masked, or from a file or the clipboard where it has several lines. It goes nowhere but to who asked. */
export async function askSecret(host: Host, frame: Frame, question: SecretQuestion): Promise<Reply<string | typeof keep>> {
  return question.field.multiline ? await askLines(host, frame, question) : await askMasked(host, frame, question);
}

/** Why a text cannot be a secret, or undefined. */
export function secretProblem(text: string): string | undefined {
  return text.length < shortestSecret ? `A secret has at least ${shortestSecret} characters.` : undefined;
}

function askMasked(host: Host, frame: Frame, { field, stored }: SecretQuestion): Promise<Reply<string | typeof keep>> {
  return askText<string | typeof keep>(host, frame, {
    name: field.name,
    prompt: `${fieldPrompt(field)}${stored ? ' — leave it empty to keep what is stored' : ''}`,
    placeholder: 'Kept in the secret storage of VS Code, never in a file of the workspace',
    password: true,
    check: (text) => {
      if (text === '' && (stored || !field.required)) return { value: keep };
      if (text === '') return { problem: `'${field.name}' is needed.` };
      const problem = secretProblem(text);
      return problem === undefined ? { value: text } : { problem };
    },
  });
}

async function askLines(host: Host, frame: Frame, { field, stored }: SecretQuestion): Promise<Reply<string | typeof keep>> {
  const { ThemeIcon } = host.vscode;
  for (;;) {
    const source = await askChoice<'file' | 'clipboard' | 'keep'>(host, frame, {
      name: field.name,
      placeholder: fieldPrompt(field),
      choices: [
        { label: 'Read it from a file…', iconPath: new ThemeIcon('file'), value: 'file' },
        { label: 'Take it from the clipboard', iconPath: new ThemeIcon('clippy'), value: 'clipboard' },
        ...(stored || !field.required ? [{ label: stored ? 'Keep what is stored' : '(not set)', value: 'keep' as const }] : []),
      ],
    });
    if (typeof source === 'string') return source;
    if (source.value === 'keep') return { value: keep };
    try {
      const text = source.value === 'file' ? await readKeyFile(host, field) : await host.vscode.env.clipboard.readText();
      if (text === undefined) continue;
      const problem = secretProblem(text.trim());
      if (problem !== undefined) throw new ClientError(source.value === 'clipboard' && text === '' ? 'The clipboard is empty.' : problem);
      return { value: text };
    } catch (error) {
      showFailure(host, error);
    }
  }
}

async function readKeyFile(host: Host, field: FormField): Promise<string | undefined> {
  const chosen = await host.vscode.window.showOpenDialog({ title: field.name, openLabel: 'Read', canSelectMany: false });
  const file = chosen?.[0];
  if (file === undefined) return undefined;
  const bytes = await readChosenFile(host, file);
  if (bytes.length > 65_536) throw new ClientError('That file is larger than 64 KB; a key or certificate is smaller.');
  return new TextDecoder().decode(bytes);
}
