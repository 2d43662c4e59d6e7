// Hosts as people list them for a secret: `api.acme.com`, `*.acme.net:8443`, `127.0.0.1:8080`, `http://intranet.acme.com`.

/** A listed host, taken apart. `any` stands for `*.`: every host below it, not itself. `plain` allows http. */
interface HostPattern { any: boolean; host: string; port: string; plain: boolean }

/** Why a listed host cannot be understood, in a sentence; undefined where it can. */
export function hostProblem(text: string): string | undefined {
  return parse(text) === undefined ? `'${text}' is not a host: write \`api.acme.com\`, \`*.acme.com\` or \`host:port\`` : undefined;
}

/**
 * Whether an origin of a destination (`https://host[:port]`, `https://*.host`) is covered by a list of hosts. A pattern is covered by an
 * equal or wider pattern only. Plain http is covered where the list says `http://`, and for loopback.
 */
export function originCovered(origin: string, hosts: readonly string[]): boolean {
  const wanted = parse(origin);
  if (wanted === undefined) return false;
  const http = origin.startsWith('http://');
  return hosts.some((text) => {
    const listed = parse(text);
    if (listed === undefined || (http && !listed.plain && !isLoopback(wanted.host))) return false;
    if (portOf(listed, http) !== portOf(wanted, http)) return false;
    if (!listed.any) return !wanted.any && listed.host === wanted.host;
    return wanted.host.endsWith(`.${listed.host}`) || (wanted.any && wanted.host === listed.host);
  });
}

/** Whether a host name or address without brackets means this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || /^127(?:\.\d{1,3}){3}$/u.test(host) || host === '[::1]' || host === '::1';
}

function parse(text: string): HostPattern | undefined {
  const match = /^(?:(https?):\/\/)?(\*\.)?(\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)(?::(\d{1,5}))?\/?$/iu.exec(text.trim());
  if (match === null) return undefined;
  return { plain: match[1]?.toLowerCase() === 'http', any: match[2] !== undefined, host: match[3]!.toLowerCase(), port: match[4] ?? '' };
}

function portOf(pattern: HostPattern, http: boolean): string {
  return pattern.port === '' ? (http ? '80' : '443') : pattern.port;
}
