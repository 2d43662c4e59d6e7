import { type AstNode, AstUtils, type Cancellation, interruptAndCheck } from 'langium';
import { ast, membersOf, type NamedSymbol, type Semantics, type Type, walk } from '#language';

/**
 * Members of objects in braces that become a field somewhere else: `let lines = items.map(i => { sku: i.sku })` and then `items: lines`.
 * They have one name with it, though nothing names both. Of two declared fields neither is the other, however they flow: each is the
 * name of a system. Throws `OperationCancelled`.
 */
export async function linkedFields(group: NamedSymbol, semantics: Semantics, token: Cancellation.CancellationToken): Promise<AstNode[]> {
  const known = new Set<AstNode | undefined>([group.node, ...(group.others ?? [])]);
  const found = new Set<AstNode>();
  for (const document of semantics.index.viewOf(AstUtils.getDocument(group.node!)).documents) {
    if (!document.textDocument.getText().includes(group.name)) continue;
    await interruptAndCheck(token);
    walk(document.parseResult.value, (node) => {
      if (!flowing.has(node.$type)) return;
      const expected = semantics.types.expectedType(node);
      if (expected !== undefined) pair(semantics.types.typeOf(node as ast.Expression), expected, group.name, (one, other) => {
        if (known.has(other) && isWrittenOut(one) && !known.has(one)) found.add(one);
        if (known.has(one) && isWrittenOut(one) && !known.has(other)) found.add(other);
      });
    });
  }
  return [...found];
}

/** Expressions whose type may come from elsewhere; what is written out in braces right there is typed by the place. */
const flowing: ReadonlySet<string> = new Set(['NameReference', 'MemberAccess', 'IndexAccess', 'Call', 'ShorthandEntry']);

function isWrittenOut(node: AstNode): boolean {
  return ast.isPairEntry(node) || ast.isShorthandEntry(node);
}

type Meet = (one: AstNode, other: AstNode) => void;

/** Calls `meet` with the declarations of the fields of that name that a value and the place that it goes to have in the same spot. */
function pair(type: Type, expected: Type, name: string, meet: Meet, seen = new Set<Type>()): void {
  if (seen.has(type)) return;
  seen.add(type);
  for (const one of membersOf(type)) {
    for (const other of membersOf(expected)) {
      if ((one.kind === 'array' && other.kind === 'array') || (one.kind === 'map' && other.kind === 'map')) pair(one.of, other.of, name, meet, seen);
      if (one.kind !== 'object' || other.kind !== 'object' || (one.entity !== undefined && one.entity === other.entity)) continue;
      for (const field of one.fields.values()) {
        const wanted = other.fields.get(field.name);
        if (wanted === undefined) continue;
        if (field.name === name && field.node !== undefined && wanted.node !== undefined) meet(field.node, wanted.node);
        pair(field.type, wanted.type, name, meet, seen);
      }
    }
  }
}
