import { environmentVariable, instanceSettings, isSettingVariable, type JsonValue, type WorkspaceFileContent } from '#language';
import { PatchbayError, type InstanceConfig, type Json } from '#runtime';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * An instance as a run sees it: what the environment says laid over what patchbay.json says, `{ "env": … }` settings replaced by the
 * variable's text. Undefined where there is none of that name. Throws `PatchbayError` (`missing-variable`).
 */
export function instanceConfig(file: WorkspaceFileContent, name: string, options: { environment?: string; env: Env }): InstanceConfig | undefined {
  const instance = instanceSettings(file, name, options.environment);
  if (instance === undefined) return undefined;
  const { auth, baseUrl } = instance;
  const place = file.placeOf(['instances', name]);
  return {
    name,
    connector: instance.connector ?? '',
    ...(auth !== undefined && { auth }),
    settings: Object.fromEntries(Object.entries(instance.settings).map(([setting, value]) => [setting, resolved(value, { instance: name, setting, env: options.env })])),
    ...(baseUrl !== undefined && { baseUrl }),
    ...(place !== undefined && { file: place.file, line: place.line }),
  };
}

function resolved(value: JsonValue, { instance, setting, env }: { instance: string; setting: string; env: Env }): Json {
  const variable = environmentVariable(value);
  if (variable === undefined) return value;
  if (!isSettingVariable(variable)) {
    throw new PatchbayError('missing-variable', `The setting '${setting}' of '${instance}' is taken from the environment variable ${variable}, which no setting may read.`, {
      remedy: 'Use a name that begins with PATCHBAY_, such as PATCHBAY_SHOP; never PATCHBAY__… or PATCHBAY_KEY.',
    });
  }
  const text = env[variable];
  if (text === undefined || text === '') {
    throw new PatchbayError('missing-variable', `The setting '${setting}' of '${instance}' is taken from the environment variable ${variable}, which is not set.`, { remedy: `Set ${variable}.` });
  }
  return text;
}
