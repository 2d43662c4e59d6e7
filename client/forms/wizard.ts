import type { Frame, Reply } from './questions.ts';

/** What has been answered so far, by the question's id. */
export type Answers = Readonly<Record<string, unknown>>;

/** One question. Its answer is kept under `id`. */
export interface Question {
  id: string;
  ask(frame: Frame): Promise<Reply<unknown>>;
}

/**
 * Asks the questions one after the other. `questions` is asked again after each answer, because a later question may depend on it;
 * what it returns up to the current one must not change. Undefined where the person left.
 */
export async function askAll(title: string, questions: (answers: Answers) => readonly Question[]): Promise<Answers | undefined> {
  let answers: Answers = {};
  let index = 0;
  for (;;) {
    const list = questions(answers);
    const question = list[index];
    if (question === undefined) return answers;
    const reply = await question.ask({ title, step: index + 1, totalSteps: list.length });
    if (reply === 'left') return undefined;
    if (reply === 'back') {
      index = Math.max(0, index - 1);
      continue;
    }
    answers = { ...answers, [question.id]: reply.value };
    index += 1;
  }
}
