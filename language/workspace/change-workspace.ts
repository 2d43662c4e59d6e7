import { changeWorkspaceFile } from './change-workspace-file.ts';
import { didYouMean } from '../validation/suggestion.ts';
import type { EditResult, WorkspaceChange, WorkspaceModel } from './model.ts';

/**
 * A change of patchbay.json as a person asks for it: what is in use is not removed, and what does not exist is not named. `text` is the
 * file's text, null where there is none. Nothing is written.
 */
export function changeWorkspace(model: WorkspaceModel, text: string | null, change: WorkspaceChange): EditResult {
  const refused = refusal(model, change);
  if (refused !== undefined) return refused;
  const result = changeWorkspaceFile(text, change);
  return 'refused' in result ? { refused: result.refused, uses: [] } : result;
}

function refusal(model: WorkspaceModel, change: WorkspaceChange): EditResult | undefined {
  switch (change.kind) {
    case 'add-instance': {
      const connector = model.connectors.find((one) => one.name === change.connector);
      if (connector === undefined) return none(`There is no connector '${change.connector}' in this workspace.${didYouMean(change.connector, model.connectors.map((one) => one.name))}`);
      return unknownAuth(connector, change.auth);
    }
    case 'change-instance': {
      const instance = model.instances.find((one) => one.name === change.name);
      const connector = model.connectors.find((one) => one.name === instance?.connector);
      return connector && unknownAuth(connector, change.auth);
    }
    case 'remove-instance': {
      const uses = model.instances.find((one) => one.name === change.name)?.usedBy ?? [];
      if (uses.length === 0) return undefined;
      const flows = [...new Set(uses.map((use) => use.flow))];
      return { refused: `'${change.name}' is used by ${flows.length === 1 ? 'the flow' : 'the flows'} ${flows.join(', ')}. Change ${flows.length === 1 ? 'it' : 'them'} first.`, uses };
    }
    case 'remove-connector': {
      const instances = model.instances.filter((one) => one.connector === change.name);
      if (instances.length === 0) return undefined;
      const names = instances.map((one) => one.name);
      return {
        refused: `'${change.name}' has ${names.length === 1 ? 'the instance' : 'the instances'} ${names.join(', ')}. Remove ${names.length === 1 ? 'it' : 'them'} first.`,
        uses: instances.flatMap((one) => one.usedBy),
      };
    }
    default: return undefined;
  }
}

function unknownAuth(connector: WorkspaceModel['connectors'][number], auth: string | undefined): EditResult | undefined {
  const names = connector.auths.map((one) => one.name);
  if (auth === undefined || names.includes(auth)) return undefined;
  return none(`\`${connector.name}\` has no auth \`${auth}\`.${didYouMean(auth, names)}`);
}

function none(refused: string): EditResult {
  return { refused, uses: [] };
}
