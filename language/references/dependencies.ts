import type { LangiumDocument } from 'langium';
import type { FlowFile, NamedType } from '../generated/ast.ts';
import { documentSymbols } from './document-symbols.ts';
import { walk } from './walk.ts';
import { importedUri, isWorkspaceFile } from './workspace-index.ts';

/** What one document has for others and wants of them; plain texts, so that it outlives the tree it was read from. */
export interface FileRecord {
  uri: string;
  /** Connectors that it declares. */
  connectors: string[];
  /** The same, and those that it adds fields to. */
  declares: string[];
  /** Connectors that it names. */
  names: string[];
  /** Flows that it declares. */
  flows: string[];
  /** Flows that it tests, and those that it runs and does not declare. */
  flowsNamed: string[];
  /** Files that it imports, as URIs. */
  imports: string[];
  /** It is a patchbay.json. */
  workspaceFile: boolean;
  /** Connectors that it says are installed. */
  installed: string[];
  usesInstances: boolean;
}

/** Reads a document's record from its tree. */
export function fileRecord(document: LangiumDocument): FileRecord {
  const root = document.parseResult.value;
  const symbols = documentSymbols(root);
  const declares = new Set(symbols.connectors.map((connector) => connector.name));
  const names = new Set(declares);
  for (const node of symbols.extensions) {
    if (node.connector) { declares.add(node.connector); names.add(node.connector); }
  }
  let usesInstances = false;
  const runs = new Set<string>();
  if (root.$type === 'FlowFile') usesInstances = flowNames(root as FlowFile, names, runs);
  if (root.$type === 'WorkspaceFile') for (const instance of symbols.instances.values()) if (instance.connector !== undefined) names.add(instance.connector);
  for (const name of symbols.installed.keys()) names.add(name);
  return {
    uri: document.uri.toString(), connectors: symbols.connectors.map(({ name }) => name), declares: [...declares], names: [...names], usesInstances, workspaceFile: isWorkspaceFile(document), installed: [...symbols.installed.keys()],
    flows: [...symbols.flows.keys()],
    flowsNamed: [...symbols.tests.flatMap((node) => (node.subject && node.member === undefined ? [node.subject] : [])), ...[...runs].filter((name) => !symbols.flows.has(name))],
    imports: symbols.imports.flatMap((node) => (node.path ? [importedUri(document.uri, node.path).toString()] : [])),
  };
}

/** Adds the connectors that a flow file names, and the flows that it runs; whether it uses instances. */
function flowNames(file: FlowFile, names: Set<string>, runs: Set<string>): boolean {
  let usesInstances = false;
  walk(file, (node) => {
    switch (node.$type) {
      case 'NamedType': { const { name, member } = node as NamedType; if (member !== undefined && name) names.add(name); break; }
      case 'InstanceReference': { const { connector } = node as unknown as { connector?: string }; if (connector) names.add(connector); usesInstances = true; break; }
      case 'RunStep': { const { flow } = node as unknown as { flow?: string }; if (flow) runs.add(flow); break; }
      case 'Test': { const { subject, member } = node as unknown as { subject?: string; member?: string }; if (subject && member !== undefined) names.add(subject); break; }
      default: break;
    }
  });
  return usesInstances;
}

/** Keys by which one file concerns another. */
export function providedKeys(record: FileRecord): string[] {
  return [`file ${record.uri}`, ...record.declares.map((name) => `connector ${name}`), ...record.flows.map(flowKey), ...(record.workspaceFile ? ['workspace'] : [])];
}

/** Keys of what is only known of as a whole: they concern others where they come or go, and not whenever the file is typed at. */
export function listedKeys(record: FileRecord): string[] {
  return [...record.installed.map((name) => `installed ${name}`), ...record.connectors.map((name) => `listed ${name}`), ...record.flows.map((name) => `listed-flow ${name}`)];
}

/** What a file that wants `ANY_CONNECTOR` is told: that a connector of any name has come or gone. */
export const ANY_CONNECTOR = 'any connector';

/** The same for flows. */
export const ANY_FLOW = 'any flow';

/** By which a flow concerns others. */
const flowKey = (name: string): string => `flow ${name}`;

/** The keys that a file depends on, through everything that it imports and every connector that it names. */
export function wantedKeys(record: FileRecord, records: ReadonlyMap<string, FileRecord>, declaring: ReadonlyMap<string, string[]>): Set<string> {
  const keys = new Set<string>();
  const seen = new Set<string>([record.uri]);
  const open = [record];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at.usesInstances) keys.add('workspace');
    for (const name of at.flowsNamed) keys.add(flowKey(name));
    const next = [...at.imports];
    for (const name of at.names) {
      keys.add(`connector ${name}`);
      next.push(...(declaring.get(name) ?? []));
    }
    for (const uri of next) {
      keys.add(`file ${uri}`);
      const other = records.get(uri);
      if (other !== undefined && !seen.has(uri)) { seen.add(uri); open.push(other); }
    }
  }
  for (const name of record.connectors) keys.add(`installed ${name}`);
  // Of a name that nobody knows it is said which ones there are.
  const isKnown = (name: string): boolean => declaring.get(name)?.some((uri) => records.get(uri)?.connectors.includes(name)) ?? false;
  if (!record.names.every(isKnown)) keys.add(ANY_CONNECTOR);
  // Also where the name is that of a flow elsewhere, which the file does not import.
  if (record.flowsNamed.length > 0) keys.add(ANY_FLOW);
  keys.delete(`file ${record.uri}`);
  return keys;
}

