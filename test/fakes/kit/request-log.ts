import type { IncomingHttpHeaders } from 'node:http';

/** Which requests are meant: a path is a prefix, or a pattern for path and query. */
export interface Match {
  method?: string;
  path?: string | RegExp;
  status?: number;
}

export interface LogEntry {
  readonly id: number;
  readonly method: string;
  readonly path: string;
  /** With its `?`, as it was sent; '' without one. */
  readonly search: string;
  readonly headers: IncomingHttpHeaders;
  /** The first 64 KB. */
  body: string;
  /** Null while it is under way and when no answer was given. */
  status: number | null;
}

/** Everything that reached a server, for asserts: "exactly n calls", "never more than m at once", "no secret in an address". */
export interface RequestLog {
  readonly entries: readonly LogEntry[];
  /** TCP connections that were opened, whether or not a request came. */
  readonly connections: number;
  readonly inFlight: number;
  readonly maxInFlight: number;
  count(match?: Match): number;
  find(match: Match): LogEntry[];
  /** Addresses (method, path, query) in which one of the secrets appears: plain, URL-encoded, hex or base64. */
  leaks(secrets: readonly string[]): string[];
  /** Settles when the condition holds; asked again at every request that arrives or ends. */
  until(condition: (log: RequestLog) => boolean): Promise<void>;
  clear(): void;
}

interface Located {
  readonly method: string;
  readonly path: string;
  readonly search?: string;
  readonly query?: URLSearchParams;
  readonly status?: number | null;
}

export const matches = (match: Match | undefined, of: Located): boolean => {
  if (match === undefined) return true;
  if (match.method !== undefined && match.method !== of.method) return false;
  if (match.status !== undefined && match.status !== of.status) return false;
  if (match.path === undefined) return true;
  if (typeof match.path === 'string') return of.path.startsWith(match.path);
  return match.path.test(of.path + (of.search ?? (of.query && of.query.size > 0 ? `?${of.query}` : '')));
};

/** The server's side of the log. */
export interface LogWriter extends RequestLog {
  connected(): void;
  began(entry: LogEntry): void;
  ended(entry: LogEntry): void;
}

const keptEntries = 50_000;

export const requestLog = (): LogWriter => {
  let entries: LogEntry[] = [];
  let connections = 0;
  let inFlight = 0;
  let maxInFlight = 0;
  let waiting: { condition: (log: RequestLog) => boolean; resolve: () => void }[] = [];

  const tell = (): void => {
    const ready = waiting.filter((each) => each.condition(log));
    waiting = waiting.filter((each) => !ready.includes(each));
    for (const each of ready) each.resolve();
  };
  const find = (match: Match): LogEntry[] => entries.filter((entry) => matches(match, entry));

  const log: LogWriter = {
    get entries() {
      return entries;
    },
    get connections() {
      return connections;
    },
    get inFlight() {
      return inFlight;
    },
    get maxInFlight() {
      return maxInFlight;
    },
    count: (match = {}) => find(match).length,
    find,
    leaks: (secrets) => {
      const forms = secrets.flatMap(spellings);
      return entries.map((entry) => `${entry.method} ${entry.path}${entry.search}`).filter((address) => forms.some((form) => address.includes(form)));
    },
    until: (condition) => (condition(log) ? Promise.resolve() : new Promise((resolve) => waiting.push({ condition, resolve }))),
    clear: () => {
      entries = [];
      connections = 0;
      maxInFlight = inFlight;
    },
    connected: () => {
      connections += 1;
      tell();
    },
    began: (entry) => {
      entries.push(entry);
      // A long-lived demo must not grow without bound; tests stay far below.
      if (entries.length > keptEntries) entries = entries.slice(keptEntries / 10);
      inFlight += 1;
      maxInFlight = Math.max(maxInFlight, inFlight);
      tell();
    },
    ended: () => {
      inFlight -= 1;
      tell();
    },
  };
  return log;
};

const spellings = (secret: string): string[] => {
  const bytes = Buffer.from(secret);
  const base64 = bytes.toString('base64').replace(/=+$/, '');
  return [secret, encodeURIComponent(secret), bytes.toString('hex'), base64, encodeURIComponent(base64), bytes.toString('base64url')];
};
