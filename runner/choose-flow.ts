import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { FlowSummary } from '#language';

/** The flow that was meant, or why it cannot be said; `candidates` are names to choose from. */
export type FlowChoice =
  | { kind: 'flow'; flow: FlowSummary }
  | { kind: 'unknown'; name: string; candidates: string[] }
  | { kind: 'ambiguous'; name: string; candidates: string[] }
  | { kind: 'no-file'; file: string; candidates: string[] };

/**
 * Finds a flow by its name, or by `file.flow#name` where two files have one of that name. The file is looked for from `cwd`, then from
 * the workspace folder; both absolute.
 */
export function chooseFlow(flows: readonly FlowSummary[], text: string, place: { workspace: string; cwd: string }): FlowChoice {
  const hash = text.lastIndexOf('#');
  const name = text.slice(hash + 1);
  let among = flows;
  if (hash >= 0) {
    const file = text.slice(0, hash);
    const paths = [resolve(place.cwd, file), resolve(place.workspace, file)].map((path) => workspacePath(place.workspace, path));
    among = flows.filter((flow) => paths.includes(flow.place.file));
    if (among.length === 0) return { kind: 'no-file', file, candidates: [...new Set(flows.map((flow) => flow.place.file))] };
  }
  const found = among.filter((flow) => flow.name === name);
  if (found.length === 1) return { kind: 'flow', flow: found[0]! };
  if (found.length > 1) return { kind: 'ambiguous', name, candidates: found.map((flow) => `${flow.place.file}#${flow.name}`) };
  return { kind: 'unknown', name, candidates: among.map((flow) => flow.name) };
}

/** An absolute path as the workspace names it: relative, with `/`; undefined where it lies outside. */
export function workspacePath(workspace: string, path: string): string | undefined {
  const way = relative(workspace, path);
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way) ? undefined : way.split(sep).join('/');
}
