import type { FakeRequest, Reply } from './message.ts';

export type Parameters = Readonly<Record<string, string>>;
export type Handler = (request: FakeRequest, parameters: Parameters) => Reply | Promise<Reply>;

/** `GET /orders/:id.json`: `:name` takes up to the next slash (or the text that follows it) and is percent-decoded. */
export type RouteTable = Readonly<Record<string, Handler>>;

export interface RouteMatch {
  handler: Handler;
  parameters: Parameters;
}

/** Finds the route of a request; 'method' when only another method is known at this path, null when nothing is. */
export const router = (table: RouteTable): ((method: string, path: string) => RouteMatch | 'method' | null) => {
  const routes = Object.entries(table).map(([key, handler]) => {
    const [method = '', pattern = ''] = key.split(' ');
    const source = pattern.replace(/[.!()]/g, '\\$&').replace(/:(\w+)/g, '(?<$1>[^/]+?)');
    return { method, pattern: new RegExp(`^${source}$`), handler };
  });
  return (method, path) => {
    let known = false;
    for (const route of routes) {
      const groups = route.pattern.exec(path)?.groups ?? (route.pattern.test(path) ? {} : null);
      if (groups === null) continue;
      known = true;
      if (route.method === method) return { handler: route.handler, parameters: decoded(groups) };
    }
    return known ? 'method' : null;
  };
};

const decoded = (groups: Record<string, string>): Parameters => {
  const entries = Object.entries(groups).map(([name, value]) => [name, decodeSegment(value)] as const);
  return Object.fromEntries(entries);
};

const decodeSegment = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
