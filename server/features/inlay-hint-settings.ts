import type { LangiumSharedServices } from 'langium/lsp';
import { DidChangeConfigurationNotification } from 'vscode-languageserver-protocol';

/** Settings under `patchbay.inlayHints`, as package.json declares them. */
export interface InlayHintSettings {
  /** Types of what `let`, `as` and the like bind. */
  bindingTypes: boolean;
  /** Types of what lambdas take. */
  lambdaParameterTypes: boolean;
  /** Names of parameters before arguments: never, before literals, or before all. */
  parameterNames: 'none' | 'literals' | 'all';
}

export const defaultInlayHints: InlayHintSettings = { bindingTypes: true, lambdaParameterTypes: false, parameterNames: 'literals' };

const section = 'patchbay.inlayHints';
const known = new WeakMap<LangiumSharedServices, { current: InlayHintSettings }>();

/**
 * The settings as the client has them now. They are asked of the client where it can be asked (`workspace/configuration`); otherwise those
 * count that it sends (`workspace/didChangeConfiguration`). Must first be called before the client has initialized the server.
 */
export function inlayHintSettings(shared: LangiumSharedServices): { current: InlayHintSettings } {
  let held = known.get(shared);
  if (held === undefined) {
    held = { current: defaultInlayHints };
    known.set(shared, held);
    follow(shared, held);
  }
  return held;
}

function follow(shared: LangiumSharedServices, held: { current: InlayHintSettings }): void {
  const connection = shared.lsp.Connection;
  let asks = false;
  let registers = false;
  let refreshes = false;
  const take = (value: unknown): void => {
    const before = held.current;
    held.current = readInlayHints(value);
    if (refreshes && JSON.stringify(before) !== JSON.stringify(held.current)) connection?.languages.inlayHint.refresh().catch(() => undefined);
  };
  const ask = async (): Promise<void> => {
    try {
      take(await connection?.workspace.getConfiguration(section));
    } catch {
      // A client that cannot say keeps what was set before.
    }
  };
  shared.lsp.LanguageServer.onInitialize(({ capabilities }) => {
    asks = capabilities.workspace?.configuration === true;
    registers = capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true;
    refreshes = capabilities.workspace?.inlayHint?.refreshSupport === true;
  });
  shared.lsp.LanguageServer.onInitialized(() => {
    if (registers) void connection?.client.register(DidChangeConfigurationNotification.type, { section }).catch(() => undefined);
    if (asks) void ask();
  });
  shared.workspace.ConfigurationProvider.onConfigurationSectionUpdate(({ section: changed, configuration }) => {
    if (changed !== 'patchbay') return;
    if (asks) void ask();
    else take((configuration as { inlayHints?: unknown } | null)?.inlayHints);
  });
}

/** Settings as a client gives them; what is missing or wrong is as by default. */
export function readInlayHints(value: unknown): InlayHintSettings {
  const given = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const flag = (name: 'bindingTypes' | 'lambdaParameterTypes'): boolean => (typeof given[name] === 'boolean' ? given[name] : defaultInlayHints[name]);
  const names = given['parameterNames'];
  return {
    bindingTypes: flag('bindingTypes'), lambdaParameterTypes: flag('lambdaParameterTypes'),
    parameterNames: names === 'none' || names === 'literals' || names === 'all' ? names : defaultInlayHints.parameterNames,
  };
}
