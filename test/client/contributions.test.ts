import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commands, container, contexts, languages, milestones, rows, settings, settingsSection, views, walkthrough, workspaceFile } from '../../client/contributions.ts';
import { lessons } from '../../client/learning/tutorial.ts';

const root = join(import.meta.dirname, '../..');
interface Menu { command: string; when?: string; group?: string }
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  main: string;
  activationEvents: string[];
  capabilities: { untrustedWorkspaces: { supported: string } };
  contributes: {
    commands: { command: string; title: string; enablement?: string }[];
    languages: { id: string; configuration?: string; filenames?: string[] }[];
    views: Record<string, { id: string }[]>;
    viewsContainers: { activitybar: { id: string; icon: string }[] };
    viewsWelcome: { view: string; contents: string; when: string }[];
    menus: Record<string, Menu[]>;
    walkthroughs: { id: string; steps: { id: string; description: string; media: { markdown: string }; completionEvents: string[] }[] }[];
    configuration: { properties: Record<string, { scope: string }> };
  };
};
const { contributes } = manifest;

test('package.json contributes exactly the commands that the client knows', () => {
  expect(contributes.commands.map(({ command }) => command).sort()).toEqual(Object.values(commands).sort());
});

test('each menu entry and welcome button names a command that is contributed or built in', () => {
  const known = new Set<string>([...Object.values(commands), 'vscode.openFolder', 'workbench.trust.manage']);
  const steps = contributes.walkthroughs.flatMap((one) => one.steps);
  const inMenus = Object.values(contributes.menus).flat().map(({ command }) => command);
  const inTexts = contributes.viewsWelcome.flatMap(({ contents }) => [...contents.matchAll(/\(command:([^)]+)\)/g)].map(([, id]) => id ?? ''));
  const inSteps = steps.flatMap(({ description }) => [...description.matchAll(/\(command:([^)?]+)(?:\?[^)]*)?\)/g)].map(([, id]) => id ?? ''));
  expect(inSteps.length).toBeGreaterThanOrEqual(steps.length);
  expect([...inMenus, ...inTexts, ...inSteps].filter((command) => !known.has(command))).toEqual([]);
});

test('each key of our own in the texts of an empty view is one that the client sets', () => {
  const named = contributes.viewsWelcome.flatMap(({ when }) => [...when.matchAll(/patchbay\.\w+/g)].map(([key]) => key));
  expect(new Set(named)).toEqual(new Set(Object.values(contexts)));
});

test('each row that a menu names is one that the views give', () => {
  const named = Object.values(contributes.menus).flat().flatMap(({ when }) => /viewItem == (\S+)/.exec(when ?? '')?.[1] ?? []);
  expect(new Set(named)).toEqual(new Set(Object.values(rows)));
});

test('the container holds exactly the views that the client fills', () => {
  expect(contributes.viewsContainers.activitybar.map(({ id }) => id)).toEqual([container]);
  expect(Object.keys(contributes.views)).toEqual([container]);
  expect(contributes.views[container]?.map(({ id }) => id)).toEqual(Object.values(views));
  expect(existsSync(join(root, contributes.viewsContainers.activitybar[0]?.icon ?? ''))).toBe(true);
});

test('what a person of this machine consents to is machine-scoped, so that no workspace can set it', () => {
  for (const name of Object.values(settings)) expect(contributes.configuration.properties[`${settingsSection}.${name}`]?.scope, name).toBe('machine');
});

test('both languages have a configuration file, without which opening a file does not wake the extension', () => {
  for (const id of Object.values(languages)) expect(contributes.languages.find((language) => language.id === id)?.configuration, id).toBeDefined();
  expect(contributes.languages.find(({ id }) => id === 'jsonc')?.filenames).toEqual([workspaceFile]);
});

test('commands that connect, install, run or read secrets are off in restricted mode', () => {
  expect(manifest.capabilities.untrustedWorkspaces.supported).toBe('limited');
  const open = contributes.commands.filter(({ enablement }) => enablement !== 'isWorkspaceTrusted').map(({ command }) => command);
  expect(open.sort()).toEqual([commands.openInstance, commands.openLanguagePage, commands.openLesson, commands.openTutorial, commands.restartServer, commands.showRunLog].sort());
});

test('each step of the walkthrough has its page, and is ticked by something that happens', () => {
  expect(contributes.walkthroughs.map(({ id }) => id)).toEqual([walkthrough]);
  const { steps } = contributes.walkthroughs[0]!;
  for (const { id, media, completionEvents } of steps) {
    expect(existsSync(join(root, media.markdown)), id).toBe(true);
    expect(completionEvents.length, id).toBe(1);
  }
  const [keys, ran] = ['onContext:', 'onCommand:'].map((kind) => steps.flatMap(({ completionEvents }) => completionEvents.filter((event) => event.startsWith(kind)).map((event) => event.slice(kind.length))));
  expect(new Set(keys)).toEqual(new Set(Object.values(milestones)));
  expect(ran!.filter((id) => id !== 'editor.action.rename' && !(Object.values(commands) as string[]).includes(id))).toEqual([]);
});

test('a lesson that a step opens is there', () => {
  const opened = contributes.walkthroughs.flatMap(({ steps }) => steps).flatMap(({ description }) => [...description.matchAll(/command:patchbay\.openLesson\?([^)]+)\)/g)].map(([, argument = '']) => (JSON.parse(decodeURIComponent(argument)) as [number])[0]));
  expect(opened.length).toBeGreaterThan(3);
  for (const number of opened) expect(existsSync(join(root, 'samples/tutorial', lessons[number - 1] ?? 'none'))).toBe(true);
  expect(readdirSync(join(root, 'samples/tutorial')).filter((name) => /^\d/.test(name)).toSorted()).toEqual(lessons);
});
