import type { AstNode } from 'langium';
import type { Entity, Extend, Field, NamedType, ObjectType, Parameter } from '../generated/ast.ts';
import { typeWords } from '../types/declared.ts';
import type { Semantics } from '../types/semantics.ts';
import { type CheckTable, declaredHere, type NodeCheck, type Report } from './check.ts';
import { didYouMean, nearest } from './suggestion.ts';
import { listed } from './wording.ts';

// Names in types: scalars, entities here, entities of connectors.

/** What other languages call the types of this one. */
const otherWords: Record<string, string> = {
  int: 'integer', long: 'integer', bigint: 'integer', float: 'number', double: 'number', real: 'number', money: 'decimal', numeric: 'decimal', bool: 'boolean', text: 'string', str: 'string',
  varchar: 'string', timestamp: 'datetime', time: 'datetime', binary: 'bytes', buffer: 'bytes', object: 'any', unknown: 'any', json: 'any', list: '…[]', array: '…[]', map: '{ [string]: … }',
};

const words: ReadonlySet<string> = new Set(typeWords);

const named: NodeCheck<NamedType> = (node, report, semantics) => {
  if (!node.name || node.dangling !== undefined) return;
  if (node.member !== undefined) { checkQualified(node, node.member, report, semantics); return; }
  if (words.has(node.name)) {
    if (node.derived !== undefined) report('wrong-type', { node, property: 'derived' }, `\`${node.derived}\` stands before an entity, and \`${node.name}\` is none.`);
    return;
  }
  if (semantics.names.entity(node) !== undefined) return;
  const other = otherWords[node.name.toLowerCase()];
  report('unknown-entity', { node, property: 'name' }, `There is no type \`${node.name}\`${node.name.includes('-') ? '' : ' here'}.${unknownAdvice(node, semantics)}`, { data: { name: node.name, ...(other !== undefined && { write: other }) } });
};

function unknownAdvice(node: NamedType, semantics: Semantics): string {
  const other = otherWords[node.name.toLowerCase()];
  const own = [...semantics.names.entitiesAt(node).keys()];
  const meant = nearest(node.name, [...own, ...typeWords]);
  if (other !== undefined && meant?.toLowerCase() !== node.name.toLowerCase()) return ` Write \`${other}\`.`;
  if (meant !== undefined) return ` Did you mean \`${meant}\`?`;
  const qualified = elsewhere(node, semantics);
  if (qualified.length > 0) return ` Did you mean \`${qualified.join('` or `')}\`?`;
  const entities = own.length > 0 && own.length < 7 ? `the entities ${listed(own)}` : 'the entities that are declared';
  return ` Types are ${typeWords.slice(0, 4).join(', ')} … and ${entities}.`;
}

/** Entities of that name in connectors. */
function elsewhere(node: NamedType, semantics: Semantics): string[] {
  const found: string[] = [];
  for (const [name, [entry]] of semantics.index.viewOf(node).connectors) if (entry !== undefined && semantics.names.entityOf(entry, node.name) !== undefined) found.push(`${name}.${node.name}`);
  return found.slice(0, 3);
}

function checkQualified(node: NamedType, member: string, report: Report, semantics: Semantics): void {
  const qualifier = semantics.names.qualifier(node.name, node);
  if (qualifier === undefined) {
    report('unknown-connector', { node, property: 'name' }, `There is no connector \`${node.name}\` in this workspace.${didYouMean(node.name, semantics.index.viewOf(node).connectors.keys())}`, { data: { name: node.name } });
    return;
  }
  const connector = semantics.names.connectorOf(qualifier);
  if (connector === undefined || semantics.names.entityOf(connector, member) !== undefined) return;
  report('unknown-entity', { node, property: 'member' }, `\`${connector.name}\` has no entity \`${member}\`.${didYouMean(member, semantics.names.entitiesOf(connector).keys())}`, {
    ...declaredHere(connector.node),
  });
}

const objectType: NodeCheck<ObjectType> = (node, report) => {
  if (node.key === undefined) return;
  if (node.key !== 'string') report('wrong-type', { node, property: 'key' }, 'The key of a map is a text: `{ [string]: … }`.');
  const [field] = node.fields;
  if (field !== undefined) report('conflicting-members', { node: field }, 'A map has no fields of its own beside `[string]`. Write one or the other.');
};

const entity: NodeCheck<Entity> = (node, report, semantics) => {
  if (node.name === 'input' || node.name === 'partial' || words.has(node.name)) report('bad-value', { node, property: 'name' }, `No entity is called \`${node.name}\`: that is a word of the language of types.`);
  if (node.base === undefined) return;
  const entities = semantics.names.entitiesAt(node);
  const base = entities.get(node.base);
  if (base === undefined) {
    report('unknown-entity', { node, property: 'base' }, `There is no entity \`${node.base}\` here.${didYouMean(node.base, entities.keys())}`);
    return;
  }
  const seen = new Set<Entity>([node]);
  for (let at: Entity | undefined = base; at !== undefined; at = at.base === undefined ? undefined : entities.get(at.base)) {
    if (at === node) { report('circular', { node, property: 'base' }, `\`${node.name}\` extends itself${base === node ? '' : `, by way of \`${node.base}\``}.`); return; }
    if (seen.has(at)) return;
    seen.add(at);
  }
};

const extend: NodeCheck<Extend> = (node, report, semantics) => {
  if (!node.connector) return;
  const connector = semantics.index.connector(node.connector, node);
  if (connector === undefined) {
    report('unknown-connector', { node, property: 'connector' }, `There is no connector \`${node.connector}\` in this workspace.${didYouMean(node.connector, semantics.index.viewOf(node).connectors.keys())}`, { data: { name: node.connector } });
    return;
  }
  if (node.entity === undefined) {
    if (node.dangling === undefined) report('unknown-entity', { node, property: 'connector' }, `Which entity? Write \`extend ${node.connector}.Entity { … }\`.${didYouMean('', semantics.names.entitiesOf(connector).keys())}`);
    return;
  }
  const target = semantics.names.entityOf(connector, node.entity);
  if (target === undefined) {
    report('unknown-entity', { node, property: 'entity' }, `\`${connector.name}\` has no entity \`${node.entity}\`.${didYouMean(node.entity, semantics.names.entitiesOf(connector).keys())}`, declaredHere(connector.node));
    return;
  }
  const own = new Map(target.fields.map((field) => [field.name, field as AstNode]));
  for (const other of semantics.names.extensions(target)) {
    if (other === node) break;
    for (const field of other.fields) own.set(field.name, field);
  }
  for (const field of node.fields) {
    const before = own.get(field.name);
    if (before !== undefined && field.name) report('duplicate-name', { node: field, property: 'name' }, `\`${node.connector}.${node.entity}\` has a field \`${field.name}\` already.`, declaredHere(before));
  }
};

/** `a?: T`, as other languages write it. */
const optional: NodeCheck<Field | Parameter> = (node, report) => {
  if (node.wrongOptional) report('optional-in-type', { node, property: 'wrongOptional' }, `In this language the \`?\` follows the type: \`${node.name}: ${node.type?.$cstNode?.text ?? 'string'}?\`.`, { data: { moveTo: node.type?.$cstNode?.end } });
};

export const typeChecks: CheckTable = { NamedType: [named], ObjectType: [objectType], Entity: [entity], Extend: [extend], Field: [optional], Parameter: [optional] };
