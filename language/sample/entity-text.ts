import type { MadeEntity } from './entities.ts';

const longestLine = 100;

/** Declarations as they stand in a file, in the one style; a short one on one line. `indent` stands before each line but the first. */
export function entityTexts(entities: readonly MadeEntity[], indent: string, br: string): string {
  return entities.map((entity) => entityText(entity, indent, br)).join(`${br}${br}${indent}`);
}

function entityText({ name, open, fields }: MadeEntity, indent: string, br: string): string {
  const head = `entity ${name}${open ? ' open' : ''}`;
  if (fields.length === 0) return `${head} {}`;
  const line = `${head} { ${fields.join(', ')} }`;
  if (fields.length <= 3 && line.length + indent.length <= longestLine) return line;
  return `${head} {${br}${fields.map((field) => `${indent}  ${field}`).join(br)}${br}${indent}}`;
}
