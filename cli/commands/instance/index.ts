import { defineCommand, shared, UsageError, type Invocation } from '../../command.ts';
import { didYouMean } from '../../suggest.ts';

const options = {
  auth: { type: 'string', value: 'name', help: 'add: how to sign in, where the connector knows several ways' },
  setting: { type: 'string', multiple: true, value: 'name=value', help: 'add: a setting of the connector; may be given several times' },
  'base-url': { type: 'string', value: 'url', help: "add: an origin in place of the connector's own (a test server, a proxy)" },
  env: shared.env,
  secrets: { ...shared.secrets, help: 'check, list: secrets from a JSON file that only you may read (docs/secrets.md)' },
  'allow-local': { ...shared['allow-local'], help: 'check: allow loopback addresses, and plain http to them' },
  format: shared.json,
  workspace: shared.workspace,
} as const;

export type InstanceInvocation = Invocation<typeof options>;

/** One action: its arguments after the action's name, and what it does. */
export interface InstanceAction { usage: string; arguments: { min: number; max: number }; run(invocation: InstanceInvocation): Promise<number> }

const actions: Readonly<Record<string, () => Promise<InstanceAction>>> = {
  list: async () => (await import('./list.ts')).list,
  add: async () => (await import('./add.ts')).add,
  remove: async () => (await import('./remove.ts')).remove,
  check: async () => (await import('./check.ts')).check,
};

/** `patchbay instance list|add|remove|check`. */
export const instance = defineCommand({
  usage: 'instance list | add <connector> <name> | remove <name> | check <name>',
  description: [
    'The instances of patchbay.json: a connector with its settings, and a way to sign in. Secrets are never written there.',
    '  list                      what there is, and which secrets are set',
    '  add <connector> <name>    adds one; comments and formatting of patchbay.json are kept',
    '  remove <name>             removes one that no flow uses',
    '  check <name>              signs in and calls the endpoint that the connector names for it',
  ].join('\n'),
  positionals: { min: 1, max: 3 },
  options,
  async run({ terminal, values, positionals: [name = '', ...positionals] }) {
    const load = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (load === undefined) throw new UsageError(`There is no 'instance ${name}'.${didYouMean(name, Object.keys(actions))}`);
    const action = await load();
    if (positionals.length < action.arguments.min) throw new UsageError(`Something is missing: patchbay instance ${action.usage}`);
    if (positionals.length > action.arguments.max) throw new UsageError(`'${positionals[action.arguments.max]}' is one argument too many: patchbay instance ${action.usage}`);
    return action.run({ terminal, values, positionals });
  },
});
