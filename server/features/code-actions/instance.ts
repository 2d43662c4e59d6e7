import { ast, attribute, attributeText, changeWorkspaceFile, type ConnectorEntry, type Semantics } from '#language';
import { lensCommands } from '#server/protocol';
import { around, type Edit, type Fix, type FixSource, type Problem } from './problem.ts';
import { placeholder } from './value-for.ts';

/** An instance that is not there: another one of the connector, one that a form asks for, one that is written into patchbay.json. */
export const createInstance: FixSource = function* (problem): Iterable<Fix> {
  const { semantics, end } = problem;
  const reference = around(problem, ast.isInstanceReference);
  const connector = reference && semantics.index.connector(reference.connector, reference);
  if (reference === undefined || connector === undefined) return;
  const view = semantics.index.viewOf(reference);
  const names = [...view.instances.values()].filter((one) => one.connector === connector.name).map((one) => one.name);
  if (reference.instance === undefined) {
    for (const name of names.slice(0, 6)) yield { title: `Use \`${connector.name}.${name}\``, edits: [{ start: end, end, text: `.${name}` }], preferred: names.length === 1 };
  }
  // What is misspelt is meant to be one that is there.
  const isObvious = names.length === 0;
  if (problem.can('addInstance')) {
    yield { title: `Add an instance of \`${connector.name}\`…`, command: { title: 'Add Instance', command: lensCommands.addInstance, arguments: [connector.name] }, preferred: isObvious };
  }
  if (reference.instance === undefined || view.instances.has(reference.instance)) return;
  const edit = written(reference.instance, connector, problem);
  if (edit !== undefined) yield { title: `Write the instance \`${reference.instance}\` into patchbay.json`, edits: [edit], preferred: isObvious };
};

/** patchbay.json with the instance: its first way to sign in, examples and placeholders for what it must be given. */
function written(name: string, connector: ConnectorEntry, { node, semantics }: Problem): Edit | undefined {
  const { file } = semantics.index.viewOf(node);
  if (file === undefined) return undefined;
  const before = file.textDocument.getText();
  const auth = connector.auths.values().next().value;
  const fields = [...connector.settings.values(), ...(auth?.settings.values() ?? [])];
  const settings = Object.fromEntries(fields.flatMap((field) => valueOf(field, semantics)));
  const result = changeWorkspaceFile(before, { kind: 'add-instance', name, connector: connector.name, settings, ...(auth !== undefined && { auth: auth.node.name }) });
  const after = 'edits' in result ? result.edits[0]?.after : undefined;
  return typeof after !== 'string' ? undefined : { document: file, ...difference(before, after) };
}

/** Settings without a default; nothing is made up where a text is needed and no example says how it looks. */
function valueOf(field: ast.Field, { types }: Semantics): [string, string | number | boolean][] {
  const declared = types.fieldType(field);
  if (declared.optional || field.default !== undefined) return [];
  const example = attributeText(attribute(field, 'example'), 0);
  if (example !== undefined) return [[field.name, example]];
  const text = placeholder(declared.type);
  if (text === 'true' || text === 'false') return [[field.name, text === 'true']];
  return [[field.name, /^\d+$/.test(text) ? Number(text) : /^'(.*)'$/.exec(text)?.[1] ?? '']];
}

/** The stretch in which two texts differ, as an edit of the first. */
function difference(before: string, after: string): { start: number; end: number; text: string } {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < Math.min(before.length, after.length) - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}
