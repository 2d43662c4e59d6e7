// A token deleted or put in, and what an editor then answers in the declarations that it does not stand in: hover at their names, and completion at
// the names in them, as in the sound file.
import { type AstNode, GrammarUtils, isCompositeCstNode } from 'langium';
import { namesIn, semanticsOf } from '#language';
import { openSamples as openWorkspaces, type FuzzFile } from '../fuzz/workspaces.ts';
import { deleted, inserted, type Mistake } from '../language/grammar/mistakes.ts';
import { cursorIn } from '../support/editor.ts';

/** A declaration in a sound file, with what is asked in it. */
interface Beside {
  key: string;
  start: number;
  end: number;
  hover?: { offset: number; says: string };
  /** A name that completion offers where it stands, and the declaration that it means. */
  offered?: { offset: number; name: string; means: string };
}

export interface Answers {
  mistakes: number;
  hovers: number;
  completions: number;
  /** What is not answered any more. */
  lost: string[];
}

/** Asks beside as many mistakes, taken by chance from all there can be; `random` gives numbers from 0 to 1. */
export async function askBesideMistakes(count: number, random: () => number): Promise<Answers> {
  const files = (await openWorkspaces()).filter(({ language }) => language !== 'workspace');
  for (const { workspace } of files) workspace.services.shared.workspace.DocumentBuilder.updateBuildOptions = { validation: false };
  const answers: Answers = { mistakes: 0, hovers: 0, completions: 0, lost: [] };
  const known = new Map<FuzzFile, { beside: Beside[]; mistakes: Mistake[] }>();
  for (; answers.mistakes < count; answers.mistakes++) {
    const file = files[Math.floor(random() * files.length)]!;
    let of = known.get(file);
    if (of === undefined) {
      const sample = { name: file.path, language: file.language, text: file.text };
      known.set(file, of = { beside: await besideIn(file), mistakes: [...deleted(sample), ...inserted(sample)] });
    }
    await askBeside(file, of.beside, of.mistakes[Math.floor(random() * of.mistakes.length)]!, answers);
  }
  return answers;
}

async function askBeside({ workspace, path }: FuzzFile, beside: readonly Beside[], mistake: Mistake, answers: Answers): Promise<void> {
  await workspace.type(path, mistake.text);
  const touched = beside.filter(({ start, end }) => start <= mistake.end && end >= mistake.offset).map(({ key }) => key);
  for (const { key, start, end, hover, offered } of beside) {
    if (start <= mistake.end && end >= mistake.offset) continue;
    const moved = (offset: number): number => (offset >= mistake.end ? offset + mistake.shift : offset);
    const lost = (what: string): void => { answers.lost.push(`${path}:${mistake.what}: ${key} ${what}`); };
    const at = (offset: number) => cursorIn(workspace.services, workspace.document(path), moved(offset));
    if (hover !== undefined) {
      answers.hovers++;
      const says = heading(await at(hover.offset).hover());
      if (says !== hover.says) lost(`is hovered as ${says ?? 'nothing'} in place of ${hover.says}`);
    }
    // What the mistake stands in may itself have lost its name.
    if (offered !== undefined && !touched.includes(offered.means)) {
      answers.completions++;
      if (!offers(at(offered.offset).labels(), offered.name)) lost(`does not offer ${offered.name}`);
    }
  }
  workspace.leave(path);
}

/** The line that names what is hovered; types of other declarations may be told below it. */
const heading = (hover: string | undefined): string | undefined => hover?.split('\n').find((line) => /\w/.test(line) && !line.startsWith('```'))?.replace(/[:({].*/, '').trim();

const offers = (labels: readonly string[], name: string): boolean => labels.some((label) => label === name || label.startsWith(`${name}:`) || label.startsWith(`${name}(`));

async function besideIn({ workspace, path }: FuzzFile): Promise<Beside[]> {
  const document = workspace.document(path);
  const semantics = semanticsOf(workspace.services.shared);
  const found: Beside[] = [];
  for (const node of declarationsOf(document.parseResult.value)) {
    const cst = node.$cstNode;
    if (cst === undefined) continue;
    const one: Beside = { key: keyOf(node), start: cst.offset, end: cst.end };
    const name = GrammarUtils.findNodeForProperty(cst, 'name');
    const says = name && heading(await cursorIn(workspace.services, document, name.offset + 1).hover());
    if (name !== undefined && says !== undefined) one.hover = { offset: name.offset + 1, says };
    for (const use of namesIn(node)) {
      const place = semantics.useCst(use);
      const target = semantics.resolve(use.node, use.property, use.index);
      if (place === undefined || isCompositeCstNode(place) || place.text !== use.text || target?.node === undefined || target.node === use.node) continue;
      if (!offers(cursorIn(workspace.services, document, place.offset).labels(), use.text)) continue;
      one.offered = { offset: place.offset, name: use.text, means: keyOf(declarationAround(target.node)) };
      break;
    }
    found.push(one);
  }
  return found;
}

function declarationsOf(root: AstNode): AstNode[] {
  const items = (root as { items?: AstNode[] }).items ?? [];
  return items.flatMap((item) => (item.$type === 'Connector' ? (item as unknown as { members: AstNode[] }).members : [item]));
}

function declarationAround(node: AstNode): AstNode {
  let at = node;
  while (at.$container?.$container !== undefined && at.$container.$type !== 'Connector') at = at.$container;
  return at;
}

const keyOf = (node: AstNode): string => `${node.$type} ${(node as { name?: string }).name ?? ''}`;
