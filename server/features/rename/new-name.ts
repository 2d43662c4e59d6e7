import type { NamedSymbol } from '#language';

const identifier = /^[A-Za-z_$][A-Za-z0-9_$]*$/;
const hyphenated = /^[A-Za-z_$][A-Za-z0-9_$]*(?:-(?:[A-Za-z_$][A-Za-z0-9_$]*|\d+(?:ms|s|m|h|d)?))*$/;
const reserved: ReadonlySet<string> = new Set(['true', 'false', 'null']);

/** Whether a text can stand as a name without quotes. */
export function isIdentifier(text: string): boolean {
  return identifier.test(text) && !reserved.has(text);
}

/** Why a symbol may not have that name, as a sentence; nothing where the name is right. */
export function nameProblem(name: string, symbol: NamedSymbol): string | undefined {
  if (name.trim() === '') return 'A name is missing.';
  if ([...name].some((char) => char < ' ')) return 'A name stands on one line.';
  if (reserved.has(name)) return `\`${name}\` is a value of the language and cannot be a name.`;
  switch (symbol.kind) {
    // What is no name otherwise stands in quotes, where the language takes them.
    case 'field': return undefined;
    case 'connector': case 'instance':
      return hyphenated.test(name) ? undefined : `The name of ${article(symbol.kind)} is made of letters, digits, \`_\`, \`$\` and \`-\`, and begins with a letter; what begins with a digit after a \`-\` is a number: \`acme-eu\`, \`outlet-2\`.`;
    case 'function':
      if (name === 'match') return 'No function is called `match`: that word begins an expression.';
      break;
    case 'entity':
      if (name === 'input' || name === 'partial') return `No entity is called \`${name}\`: that word stands before the name of an entity.`;
      break;
    default: break;
  }
  return identifier.test(name) ? undefined : `\`${name}\` is no name: letters, digits, \`_\` and \`$\`, and no digit first.`;
}

function article(kind: string): string {
  return kind === 'instance' ? 'an instance' : `a ${kind}`;
}
