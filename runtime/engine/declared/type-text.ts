import type { Type } from '#plan';

/** A type as it is written in a file; the members of an object are left out. */
export function typeText(type: Type): string {
  switch (type.kind) {
    case 'any': case 'null': return type.kind;
    case 'scalar': return type.name;
    case 'literal': return type.of === 'string' ? `'${type.text}'` : type.text;
    case 'union': return type.members.map(typeText).join(' | ');
    case 'array': return type.of.kind === 'union' ? `(${typeText(type.of)})[]` : `${typeText(type.of)}[]`;
    case 'map': return `{ [string]: ${typeText(type.of)} }`;
    case 'object': return 'an object';
    case 'named': return entityName(type.id);
    default: return type satisfies never;
  }
}

/** The name of an entity, of the id under which the plan keeps its type (`shop.Order`). */
export function entityName(id: string): string {
  return id.slice(id.indexOf('.') + 1);
}
