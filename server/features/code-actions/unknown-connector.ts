import { ast } from '#language';
import { lensCommands } from '#server/protocol';
import { around, type Fix, type FixSource } from './problem.ts';

/** A connector that is not in the workspace: an instance was written in its place, or it is in the marketplace. */
export const unknownConnector: FixSource = function* (problem): Iterable<Fix> {
  const { semantics, text, start, end, message } = problem;
  const name = text.slice(start, end).replaceAll('"', '');
  const reference = around(problem, ast.isInstanceReference);
  const owner = reference?.instance === undefined && reference !== undefined ? semantics.index.instance(name, reference)?.connector : undefined;
  if (owner !== undefined) yield { title: `Write \`${owner}.${name}\``, edits: [{ start, end: start, text: `${owner}.` }], preferred: true };
  else if (problem.can('installConnector') && /^[A-Za-z_$][\w$-]*$/.test(name)) {
    yield {
      title: `Install \`${name}\` from the marketplace`, command: { title: 'Install Connector', command: lensCommands.installConnector, arguments: [name] },
      preferred: !message.includes('Did you mean'),
    };
  }
};
