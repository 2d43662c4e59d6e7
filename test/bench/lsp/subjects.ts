// The language servers that are measured, each with a file of its language that grows by the line and has one mistake at its end.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { allocator, earlyCollection, smallYoungGeneration, wholeYoungGeneration } from '../../../client/node-memory.ts';
import { connectorText } from './connector-text.ts';

/** A server, a text for it, and what is typed into that. */
export interface Subject {
  title: string;
  /** Node's arguments with the server's; `--stdio` comes behind them. */
  arguments: readonly string[];
  environment: Readonly<Record<string, string>>;
  file: string;
  languageId: string;
  text(lines: number): string;
  /** Other files of its folder. */
  beside: Readonly<Record<string, string>>;
  /** What it is told where it asks for settings, by section, given the folder. */
  settings(folder: string): Record<string, unknown>;
  /** Lines that are this, and what makes them wrong at that column. */
  wrong: { line: string; character: number; typed: string };
  /** Lines that are this, what is typed below them, and what is then offered. */
  complete: { below: string; typed: string; offered: string };
}

/** As the extension starts the server. */
export const extensionArguments: readonly string[] = [smallYoungGeneration, wholeYoungGeneration, earlyCollection];
export const extensionEnvironment = allocator;

/** Ours: a connector. */
export function patchbay(root: string, nodeArguments: readonly string[] = extensionArguments): Subject {
  return {
    title: 'patchbay', arguments: [...nodeArguments, join(root, 'dist/server.cjs')], environment: extensionEnvironment, file: 'acme.connector', languageId: 'connector', text: connectorText,
    beside: { 'patchbay.json': '{ "version": 1 }\n' }, settings: () => ({}),
    wrong: { line: 'result body', character: '    result body'.length, typed: 'x' },
    complete: { below: 'address: Address', typed: '    more: Cus', offered: 'Customer' },
  };
}

/** Those of `peers/package.json`, where they are installed. */
export function peers(): Subject[] {
  const folder = join(import.meta.dirname, 'peers/node_modules');
  return existsSync(folder) ? [yaml(folder), prisma(folder)] : [];
}

/** A connector as people write it where there is no language for it: YAML, checked against a JSON schema. */
function yaml(folder: string): Subject {
  const settings = (workspace: string): unknown => ({
    schemaStore: { enable: false }, schemas: { [`file://${workspace}/schema.json`]: ['*.yaml'] }, validate: true, completion: true, hover: true, format: { enable: true }, maxItemsComputed: 5000,
  });
  return {
    title: 'yaml-language-server 2.0.0 with a JSON schema', arguments: [join(folder, 'yaml-language-server/bin/yaml-language-server')], environment: {}, file: 'acme.yaml', languageId: 'yaml',
    text: (lines) => repeated(lines, ['endpoints:'], yamlEndpoint, ['  - name: last', '    nowhere: 1']),
    beside: { 'schema.json': JSON.stringify(schema) },
    settings: (workspace) => ({ yaml: settings(workspace), http: {}, editor: { tabSize: 2 }, files: {} }),
    wrong: { line: 'limit: 200', character: '    limit: 200'.length, typed: 'x' },
    complete: { below: 'limit: 200', typed: '    inc', offered: 'incremental' },
  };
}

const yamlEndpoint = (index: number): string[] => [
  `  - name: list${index}`, '    documentation: All in the order in which they were last changed.', '    method: GET', `    path: /things${index}`, '    limit: 200', '    paginate: link', '    query:', '      - name: status',
  '        type: string', '        values: [open, paid, shipped, cancelled]', '      - name: updated_after', '        type: datetime', '    headers:', `      X-Request: '${index}'`, '    records: body.items', '    fields:',
  ...['id', 'number', 'status', 'total', 'note'].flatMap((name) => [`      - name: ${name}`, '        type: string', '        required: true']),
];

const field = { type: 'object', additionalProperties: false, required: ['name', 'type'], properties: { name: { type: 'string' }, type: { enum: ['string', 'integer', 'decimal', 'datetime', 'boolean'] }, required: { type: 'boolean' }, values: { type: 'array', items: { type: 'string' } } } };
const schema = {
  $schema: 'http://json-schema.org/draft-07/schema#', type: 'object', additionalProperties: false, properties: {
    endpoints: { type: 'array', items: { type: 'object', additionalProperties: false, required: ['name'], properties: {
      name: { type: 'string', description: 'How flows call it.' }, documentation: { type: 'string' }, method: { enum: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] }, path: { type: 'string', pattern: '^/' }, limit: { type: 'integer' },
      paginate: { enum: ['link', 'cursor', 'page', 'offset'] }, incremental: { type: 'string' }, query: { type: 'array', items: field }, headers: { type: 'object', additionalProperties: { type: 'string' } }, records: { type: 'string' },
      fields: { type: 'array', items: field },
    } } },
  },
};

/** A schema of the same entities, in another small language with a parser and checks of its own. */
function prisma(folder: string): Subject {
  return {
    title: '@prisma/language-server 31.12.10', arguments: [join(folder, '@prisma/language-server/dist/bin.js')], environment: {}, file: 'schema.prisma', languageId: 'prisma',
    text: (lines) => repeated(lines, ['datasource db {', '  provider = "postgresql"', '}', ''], prismaModel, ['model Last {', '  id Int @id', '  other Nowhere', '}']),
    beside: {}, settings: () => ({ prisma: { enableDiagnostics: true } }),
    wrong: { line: 'content   String', character: '  content   String'.length, typed: 'x' },
    complete: { below: 'published Boolean @default(false)', typed: '  extra Mod', offered: 'Model1' },
  };
}

const prismaModel = (index: number): string[] => [
  `model Model${index} {`, '  id        Int      @id @default(autoincrement())', '  createdAt DateTime @default(now())', '  title     String', '  content   String', '  published Boolean @default(false)', '  amount    Decimal?',
  `  status    Status${index}`, '}', '', `enum Status${index} {`, '  OPEN', '  PAID', '  SHIPPED', '}', '',
];

function repeated(lines: number, head: readonly string[], part: (index: number) => string[], tail: readonly string[]): string {
  const body: string[] = [];
  for (let index = 0; head.length + body.length + tail.length < lines; index++) body.push(...part(index));
  return [...head, ...body, ...tail, ''].join('\n');
}
