import { Emitter } from './emitter.ts';

/** An input box or quick pick whose keys a test presses. */
export class QuickInput<Item extends { label: string; value?: unknown } = { label: string; value?: unknown }> {
  title = '';
  step = 0;
  totalSteps = 0;
  prompt = '';
  placeholder = '';
  value = '';
  password = false;
  items: readonly Item[] = [];
  activeItems: readonly Item[] = [];
  selectedItems: readonly Item[] = [];
  buttons: unknown[] = [];
  validationMessage: string | undefined;
  disposed = false;
  readonly changed = new Emitter<string>();
  readonly accepted = new Emitter<void>();
  readonly button = new Emitter<unknown>();
  readonly hidden = new Emitter<void>();
  readonly onDidChangeValue = this.changed.event;
  readonly onDidAccept = this.accepted.event;
  readonly onDidTriggerButton = this.button.event;
  readonly onDidHide = this.hidden.event;
  private readonly shown: (input: QuickInput) => void;
  constructor(shown: (input: QuickInput) => void) { this.shown = shown; }
  show(): void { this.shown(this as unknown as QuickInput); }
  dispose(): void { this.disposed = true; }
  type(text: string): void {
    this.value = text;
    this.changed.fire(text);
  }
  accept(): void { this.accepted.fire(); }
  back(): void { this.button.fire(this.buttons[0]); }
  leave(): void { this.hidden.fire(); }
  choose(label: string): void {
    const item = this.items.find((candidate) => candidate.label.includes(label));
    if (item === undefined) throw new Error(`No row '${label}' in: ${this.items.map((candidate) => candidate.label).join(', ')}`);
    this.selectedItems = [item];
    this.accept();
  }
}

/** Answers inputs in order; the answer is a text to type, a row to choose, or what to do with the input. */
export type Answer = string | ((input: QuickInput) => void);

/** Gives each input that opens the next answer; a box takes a text, a list a row. */
export function answering(answers: Answer[], seen: QuickInput[]): (input: QuickInput) => void {
  return (input) => {
    seen.push(input);
    const answer = answers.shift();
    if (answer === undefined) throw new Error(`Nothing answers '${input.prompt || input.placeholder}'`);
    queueMicrotask(() => {
      if (typeof answer === 'function') answer(input);
      else if (input.items.length > 0) input.choose(answer);
      else {
        input.type(answer);
        input.accept();
      }
    });
  };
}
