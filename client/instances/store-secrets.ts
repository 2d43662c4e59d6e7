import { ClientError } from '../command.ts';
import type { Services } from '../services.ts';

/**
 * Stores secrets that the person has just entered, bound to where the instance sends them now. Throws, storing none, where that cannot be told (a
 * setting is missing, the connector has errors).
 */
export async function storeSecrets({ service, secrets }: Pick<Services, 'service' | 'secrets'>, instance: string, entered: Readonly<Record<string, string>>): Promise<void> {
  const names = Object.keys(entered);
  if (names.length === 0) return;
  const destination = await service.request('destination', { instance });
  if ('problem' in destination) {
    const { message, remedy } = destination.problem;
    throw new ClientError(`The secrets of '${instance}' were not stored, because it is not known where they may go: ${message}${remedy === undefined ? '' : ` ${remedy}`}`);
  }
  for (const [name, value] of Object.entries(entered)) await secrets.set(instance, name, { value, destination });
}
