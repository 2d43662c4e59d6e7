import { DefaultConfigurationProvider } from 'langium';
import type { ConfigurationInitializedParams } from 'langium';
import type { InitializeParams } from 'vscode-languageserver-protocol';

/** The client's settings. Langium asks every client to tell of changes; those that cannot be asked (Helix) log that as a mistake of the server. */
export class ClientConfiguration extends DefaultConfigurationProvider {
  private canBeAsked = false;

  override initialize(params: InitializeParams): void {
    this.canBeAsked = params.capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true;
    super.initialize(params);
  }

  override initialized({ register, ...params }: ConfigurationInitializedParams): Promise<void> {
    return super.initialized({ ...params, ...(this.canBeAsked && register !== undefined && { register }) });
  }
}
