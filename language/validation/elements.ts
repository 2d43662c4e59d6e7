import type { Call } from '../generated/ast.ts';
import { chainType } from '../types/members.ts';
import { isNullable, membersOf, nonNull, type Type, widen } from '../types/type.ts';
import { type CheckTable, type NodeCheck } from './check.ts';
import { family, isOpen } from './comparison.ts';
import { conversionAdvice, quoted, sentence, typeTextAt } from './wording.ts';

// Methods of arrays that do something with the elements themselves: add them, order them, write them into a text.

/** What the elements may be, and what the method does with them. */
interface Use { does: string; kinds: readonly string[]; needsValues?: boolean }

const ordered = ['number', 'string', 'time', 'duration', 'boolean'];

const uses: Readonly<Record<string, Use>> = {
  sum: { does: 'adds numbers or durations', kinds: ['number', 'duration'], needsValues: true },
  join: { does: 'writes texts', kinds: ['number', 'string', 'time', 'duration', 'boolean', 'object', 'array'], needsValues: true },
  min: { does: 'compares numbers, texts, times or durations', kinds: ordered }, max: { does: 'compares numbers, texts, times or durations', kinds: ordered },
  sort: { does: 'compares numbers, texts, times or durations', kinds: ordered },
};

const call: NodeCheck<Call> = (node, report, semantics) => {
  const target = semantics.types.callTarget(node);
  if (target?.kind !== 'method' || target.on !== 'array' || node.args.some((argument) => argument.value?.$type === 'Lambda')) return;
  const name = target.signature.builtin.name;
  const use = Object.hasOwn(uses, name) ? uses[name] : undefined;
  const receiver = use === undefined ? undefined : nonNull(chainType(target.of, semantics.types.context).type);
  if (use === undefined || receiver?.kind !== 'array') return;
  const spot = { node: node.callee, property: 'member' };
  const element = nonNull(receiver.of);
  const odd = oddElement(element, use);
  if (odd !== undefined) {
    report('wrong-type', spot, `\`${name}\` ${use.does}, and the elements are ${typeTextAt(widen(element), node, semantics)}.${advice(name, odd)}`, { data: { method: name } });
  } else if (use.needsValues && isNullable(receiver.of)) {
    report('may-be-null', spot, `${sentence(quoted(target.of))} may hold null, and \`${name}\` needs values. Leave them out before, \`.filter(x => x != null)\`, or give another value with \`??\`.`);
  }
};

/** An element that the method cannot take, beside the others too: texts are not ordered among numbers. */
function oddElement(element: Type, use: Use): Type | undefined {
  let first: string | undefined;
  for (const member of membersOf(element)) {
    const kind = isOpen(member) ? undefined : family(member) ?? member.kind;
    if (kind === undefined) continue;
    if (!use.kinds.includes(kind) || (first !== undefined && kind !== first && !use.kinds.includes('object'))) return member;
    first = kind;
  }
  return undefined;
}

function advice(name: string, odd: Type): string {
  if (odd.kind === 'object') return name === 'sort' ? ' Say by what: `.sort(x => x.…)`.' : ` Take out of them what is meant before: \`.map(x => x.…).${name}()\`.`;
  if (odd.kind === 'array') return ' Make one array of them before: `.flatMap(x => x)`.';
  const method = name === 'join' ? undefined : /`\.(\w+)\(\)`/.exec(conversionAdvice(odd, { kind: 'scalar', name: 'decimal' }))?.[1];
  return method === undefined ? '' : ` Write \`.map(x => x.${method}()).${name}()\`.`;
}

export const elementChecks: CheckTable = { Call: [call] };
