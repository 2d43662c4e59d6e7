import type { QuickPickItem } from 'vscode';
import type { Host } from '../host.ts';
import { withoutLinks } from '../without-links.ts';

/** Where a question stands among the others: shown in its title bar. */
export interface Frame { title: string; step: number; totalSteps: number }

/** An answer, or that the person went back or left. */
export type Reply<T> = { value: T } | 'back' | 'left';

/** What a check of a text says: a problem in one sentence, or the value that the text stands for. */
export type Checked<T> = { problem: string } | { value: T };

export interface TextQuestion<T> {
  /** What is asked for, in the title: the prompt gives way to what a check says. */
  name: string;
  prompt: string;
  placeholder?: string | undefined;
  /** What the box holds at first. */
  text?: string | undefined;
  password?: boolean;
  /** Asked at each key stroke and before a text is taken. */
  check(text: string): Promise<Checked<T>> | Checked<T>;
}

/** Asks for a text in an input box that stays open until it is answered or left. */
export function askText<T>({ vscode }: Pick<Host, 'vscode'>, frame: Frame, question: TextQuestion<T>): Promise<Reply<T>> {
  const box = vscode.window.createInputBox();
  Object.assign(box, {
    title: `${frame.title}: ${question.name}`,
    step: frame.step,
    totalSteps: frame.totalSteps,
    prompt: withoutLinks(question.prompt),
    placeholder: question.placeholder,
    value: question.text ?? '',
    password: question.password ?? false,
    ignoreFocusOut: true,
    buttons: frame.step > 1 ? [vscode.QuickInputButtons.Back] : [],
  });
  return new Promise((resolve) => {
    const finish = (reply: Reply<T>) => {
      resolve(reply);
      box.dispose();
    };
    // Answers may come out of order; only the one about the last text counts.
    let latest = 0;
    const check = async (): Promise<Checked<T> | undefined> => {
      const turn = latest += 1;
      const checked = await Promise.resolve(question.check(box.value)).catch((error: unknown): Checked<T> => ({ problem: `This could not be checked: ${String(error)}` }));
      if (turn !== latest) return undefined;
      box.validationMessage = 'problem' in checked ? withoutLinks(checked.problem) : undefined;
      return checked;
    };
    box.onDidChangeValue(() => void check());
    box.onDidAccept(async () => {
      const checked = await check();
      if (checked !== undefined && 'value' in checked) finish({ value: checked.value });
    });
    box.onDidTriggerButton(() => finish('back'));
    box.onDidHide(() => finish('left'));
    box.show();
  });
}

export interface Choice<T> extends QuickPickItem { value: T }

export interface ChoiceQuestion<T> {
  name: string;
  placeholder: string;
  choices: readonly Choice<T>[];
  /** The choice that is selected at first. */
  active?: T;
}

/** Asks for one of several choices in a quick pick that stays open until it is answered or left. */
export function askChoice<T>({ vscode }: Pick<Host, 'vscode'>, frame: Frame, question: ChoiceQuestion<T>): Promise<Reply<T>> {
  const list = vscode.window.createQuickPick<Choice<T>>();
  Object.assign(list, {
    title: `${frame.title}: ${question.name}`,
    step: frame.step,
    totalSteps: frame.totalSteps,
    placeholder: question.placeholder,
    items: question.choices,
    ignoreFocusOut: true,
    matchOnDescription: true,
    matchOnDetail: true,
    buttons: frame.step > 1 ? [vscode.QuickInputButtons.Back] : [],
  });
  const active = question.choices.find(({ value }) => value === question.active);
  if (active !== undefined) list.activeItems = [active];
  return new Promise((resolve) => {
    const finish = (reply: Reply<T>) => {
      resolve(reply);
      list.dispose();
    };
    list.onDidAccept(() => {
      const chosen = list.selectedItems[0];
      if (chosen !== undefined) finish({ value: chosen.value });
    });
    list.onDidTriggerButton(() => finish('back'));
    list.onDidHide(() => finish('left'));
    list.show();
  });
}
