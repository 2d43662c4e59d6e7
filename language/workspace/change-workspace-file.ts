import { removeMember, setMember } from './json-edit.ts';
import type { FileEdit, JsonValue, WorkspaceChange } from './model.ts';
import { instanceSettings, readWorkspaceFile, type WorkspaceFileContent, workspaceFilePath, workspaceFileVersion } from './workspace-file.ts';

/** Names of instances and connectors, LANGUAGE.md section 0. */
const namePattern = /^[A-Za-z_$][A-Za-z0-9_$]*(?:-[A-Za-z0-9_$]+)*$/;

/**
 * The text of patchbay.json with one change, comments and formatting kept; it is made where `text` is null. Refused where the file cannot
 * be read or the change does not fit what is there. No edits where nothing changes.
 */
export function changeWorkspaceFile(text: string | null, change: WorkspaceChange): { edits: FileEdit[] } | { refused: string } {
  const content = readWorkspaceFile(text);
  if (content.problem !== undefined) return { refused: `${content.problem} ${content.problem.endsWith('Update Patchbay.') ? 'Nothing' : 'Repair it first; nothing'} was changed.` };
  const refused = refusal(content, change);
  if (refused !== undefined) return { refused };
  const before = text === null || content.value === undefined ? newFile() : text;
  const edited = changed(before, content, change);
  // `{}` on one line without an end becomes a file of lines, whose last one ends as well.
  const after = edited !== before && !before.includes('\n') && edited.includes('\n') ? `${edited}\n` : edited;
  return { edits: after === text ? [] : [{ path: workspaceFilePath, before: text, after }] };
}

function refusal(content: WorkspaceFileContent, change: WorkspaceChange): string | undefined {
  switch (change.kind) {
    case 'add-instance':
      if (!namePattern.test(change.name)) return `'${change.name}' is no name for an instance: letters, digits, _ and - are allowed, and a letter comes first.`;
      return content.instances.includes(change.name) ? `There is an instance '${change.name}' already.` : undefined;
    case 'change-instance': case 'remove-instance':
      return content.instances.includes(change.name) ? undefined : `There is no instance '${change.name}' in patchbay.json.`;
    default: return undefined;
  }
}

function changed(text: string, content: WorkspaceFileContent, change: WorkspaceChange): string {
  switch (change.kind) {
    case 'add-instance': return set(text, ['instances', change.name], {
      connector: change.connector,
      ...(change.auth === undefined ? {} : { auth: change.auth }),
      ...(Object.keys(change.settings).length === 0 ? {} : { settings: change.settings }),
      ...(change.baseUrl === undefined ? {} : { baseUrl: change.baseUrl }),
    });
    case 'change-instance': return changedInstance(text, content, change);
    case 'remove-instance': return withoutOverrides(set(text, ['instances', change.name], undefined), content, change.name);
    case 'add-connector': return set(text, ['connectors', change.name], change.version);
    case 'remove-connector': return Object.hasOwn(content.connectors, change.name) ? set(text, ['connectors', change.name], undefined) : text;
  }
}

/** Sets what differs, member by member, so that comments between settings stay where they are. */
function changedInstance(text: string, content: WorkspaceFileContent, change: WorkspaceChange & { kind: 'change-instance' }): string {
  const path = ['instances', change.name];
  const before = instanceSettings(content, change.name);
  let after = text;
  if (change.auth !== undefined && change.auth !== before?.auth) after = set(after, [...path, 'auth'], change.auth);
  for (const name of Object.keys(before?.settings ?? {})) if (!Object.hasOwn(change.settings, name)) after = set(after, [...path, 'settings', name], undefined);
  for (const [name, value] of Object.entries(change.settings)) {
    if (JSON.stringify(before?.settings[name]) !== JSON.stringify(value)) after = set(after, [...path, 'settings', name], value);
  }
  if (change.baseUrl === null && before?.baseUrl !== undefined) after = set(after, [...path, 'baseUrl'], undefined);
  if (typeof change.baseUrl === 'string' && change.baseUrl !== before?.baseUrl) after = set(after, [...path, 'baseUrl'], change.baseUrl);
  return after;
}

function withoutOverrides(text: string, content: WorkspaceFileContent, name: string): string {
  let after = text;
  for (const environment of content.environments) {
    if (content.placeOf(['environments', environment, 'instances', name]) !== undefined) after = set(after, ['environments', environment, 'instances', name], undefined);
  }
  return after;
}

function set(text: string, path: readonly string[], value: JsonValue | undefined): string {
  return value === undefined ? removeMember(text, path) : setMember(text, path, value);
}

function newFile(): string {
  return `${JSON.stringify({ version: workspaceFileVersion, connectors: {}, instances: {} }, null, 2)}\n`;
}
