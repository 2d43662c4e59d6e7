import { defineCommand, exit, shared, UsageError } from '../command.ts';
import { didYouMean } from '../suggest.ts';
import { trustedHosts, trustHost, writeTrustedHosts } from '../trust.ts';
import { printable, printableJson } from '../terminal.ts';

/** `patchbay trust list|add|remove <host>`: consents of this machine, never of a workspace (SECURITY.md 3). */
export const trust = defineCommand({
  usage: 'trust list|add|remove [host]',
  description: 'Hosts for which plain http and private addresses are allowed on this machine, whatever a workspace says.\nA host is written `intranet.acme.com` or `10.0.0.7:8080`.',
  positionals: { min: 1, max: 2 },
  options: { format: shared.json },
  async run({ terminal, values, positionals: [action = '', given] }) {
    const known = trustedHosts(terminal.env);
    if (action === 'list') {
      if (given !== undefined) throw new UsageError('trust list takes no host.');
      for (const host of known) terminal.out(values.format === 'json' ? printableJson({ host }) : printable(host));
      if (known.length === 0 && values.format !== 'json') terminal.err('No host is trusted. Add one with `patchbay trust add <host>`.');
      return exit.well;
    }
    if (action !== 'add' && action !== 'remove') throw new UsageError(`There is no 'trust ${action}'.${didYouMean(action, ['list', 'add', 'remove'])}`);
    if (given === undefined) throw new UsageError(`trust ${action} wants a host.`);
    const host = trustHost(given);
    if (host === undefined) throw new UsageError(`'${given}' is not a host. Write \`intranet.acme.com\` or \`10.0.0.7:8080\`, without http:// and path.`);
    if (action === 'remove' && !known.includes(host)) throw new UsageError(`${host} is not trusted.${didYouMean(host, known)}`);
    writeTrustedHosts(terminal.env, action === 'add' ? [...known, host] : known.filter((other) => other !== host));
    terminal.err(action === 'add' ? `${host} is trusted on this machine: plain http and private addresses are allowed for it.` : `${host} is not trusted any more.`);
    return exit.well;
  },
});
