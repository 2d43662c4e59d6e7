import { RE2JS } from 're2js';
import type { AstNode } from 'langium';
import type { Attribute, Expression, Field, Parameter } from '../generated/ast.ts';
import { attribute, attributeText } from '../types/declared.ts';
import { recordType } from '../types/endpoints.ts';
import { isoDate } from '../types/literals.ts';
import type { Semantics } from '../types/semantics.ts';
import { typeText } from '../types/text.ts';
import { membersOf, nonNull, scalarOf, type Type } from '../types/type.ts';
import { jsonOf } from '../workspace/form-fields.ts';
import { checkJson } from '../workspace/check-value.ts';
import { isBroken } from './broken.ts';
import type { CheckTable, NodeCheck, Report } from './check.ts';
import { checkDateFormat } from './date-format.ts';
import { didYouMean } from './suggestion.ts';

// `@key`, `@pattern('…')` and the others: which there are, what they take, on which types they make sense. LANGUAGE.md, section 1.

interface Rule {
  /** Kinds of the arguments without a name; a `?` at the end may be left out. */
  takes: readonly ('text' | 'text?' | 'number' | 'whole' | 'value' | 'name')[];
  /** Named arguments. */
  named?: readonly string[];
  /** What the type of the field must be. */
  on?: readonly string[];
}

const rules: Record<string, Rule> = {
  key: { takes: [] }, readOnly: { takes: [] }, writeOnly: { takes: [] }, writable: { takes: [] }, advanced: { takes: [] }, multiline: { takes: [], on: ['string'] },
  pattern: { takes: ['text'], on: ['string'] }, min: { takes: ['number'], on: ['integer', 'decimal', 'number'] }, max: { takes: ['number'], on: ['integer', 'decimal', 'number'] },
  maxLength: { takes: ['whole'], on: ['string'] }, format: { takes: ['text', 'text?'], named: ['zone'], on: ['date', 'datetime', 'boolean'] }, example: { takes: ['value'] },
  deprecated: { takes: ['text'] }, sunset: { takes: ['text', 'text?'] }, values: { takes: ['name', 'name', 'name'] },
};

const check: NodeCheck<Attribute> = (node, report, semantics) => {
  const { name } = node;
  if (name === undefined) return;
  if (name === '') { report('unknown-attribute', { node }, `Which attribute? They are ${Object.keys(rules).map((one) => `\`@${one}\``).join(', ')}.`); return; }
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
  if (rule === undefined) {
    const meant = didYouMean(name, Object.keys(rules)).replace('`', '`@');
    report('unknown-attribute', { node }, `There is no attribute \`@${name}\`.${meant}`);
    return;
  }
  const field = node.$container as Field | Parameter | undefined;
  if (field === undefined) return;
  if (field.attributes.findIndex((one) => one.name === name) !== node.$containerIndex) report('duplicate-name', { node }, `\`@${name}\` stands here twice.`);
  if (!checkArguments(node, rule, report)) return;
  checkType(node, rule, field, report, semantics);
  special[name]?.(node, field, report, semantics);
};

function checkArguments(node: Attribute, rule: Rule, report: Report): boolean {
  if (isBroken(node)) return false;
  const plain = node.args.filter((argument) => argument.name === undefined);
  for (const argument of node.args) {
    if (argument.name === undefined || rule.named?.includes(argument.name)) continue;
    report('unknown-parameter', { node: argument, property: 'name' }, `\`@${node.name}\` takes no \`${argument.name}\`.${didYouMean(argument.name, rule.named ?? [])}`);
    return false;
  }
  const needed = rule.takes.filter((one) => !one.endsWith('?')).length;
  if (plain.length < needed) { report('missing-argument', { node }, `\`@${node.name}\` needs ${described(rule)}.`); return false; }
  const surplus = plain[rule.takes.length];
  if (surplus !== undefined) { report('surplus-argument', { node: surplus }, rule.takes.length === 0 ? `\`@${node.name}\` takes nothing in parentheses.` : `\`@${node.name}\` takes no more than ${described(rule)}.`); return false; }
  return plain.every((argument, index) => {
    const kind = rule.takes[index]!.replace('?', '');
    if (argument.value === undefined || isKind(argument.value, kind)) return true;
    report('wrong-type', { node: argument }, `\`@${node.name}\` takes ${kindText[kind]} here.`);
    return false;
  });
}

const kindText: Record<string, string> = { text: 'a text in quotes', number: 'a number', whole: 'a whole number', value: 'a value that is written out', name: 'a name' };
const examples: Record<string, string> = {
  pattern: "a pattern: `@pattern('^[a-z]+$')`", min: 'a number: `@min(1)`', max: 'a number: `@max(250)`', maxLength: 'a number of characters: `@maxLength(255)`', format: "a format: `@format('yyyy-MM-dd')`",
  example: "an example: `@example('acme')`", deprecated: "what to use instead: `@deprecated('use x')`", sunset: "a date, and perhaps a text: `@sunset('2027-04-01', '…')`",
  values: 'an endpoint, the field of the value and that of the label: `@values(listBoards, id, name)`',
};

function described(rule: Rule): string {
  const name = Object.keys(rules).find((one) => rules[one] === rule) ?? '';
  return examples[name] ?? 'nothing';
}

function isKind(value: Expression, kind: string): boolean {
  switch (kind) {
    case 'text': return value.$type === 'StringLiteral';
    case 'number': { const json = jsonOf(value); return typeof json === 'number'; }
    case 'whole': return value.$type === 'IntegerLiteral';
    case 'name': return value.$type === 'NameReference';
    default: return jsonOf(value) !== undefined;
  }
}

function checkType(node: Attribute, rule: Rule, field: Field | Parameter, report: Report, semantics: Semantics): void {
  if (rule.on === undefined) return;
  const type = elementType(nonNull(semantics.types.fieldType(field).type));
  if (membersOf(type).some((member) => member.kind === 'any' || member.kind === 'never' || rule.on!.includes(scalarOf(member) ?? ''))) return;
  report('wrong-type', { node }, `\`@${node.name}\` is for ${rule.on.join(', ')}, and \`${field.name}\` is ${typeText(type)}.`);
}

function elementType(type: Type): Type {
  return type.kind === 'array' ? elementType(nonNull(type.of)) : type;
}

type Special = (node: Attribute, field: Field | Parameter, report: Report, semantics: Semantics) => void;

const special: Record<string, Special> = {
  pattern: (node, _field, report) => {
    const pattern = attributeText(node, 0);
    const problem = pattern === undefined ? undefined : patternProblem(pattern);
    if (problem !== undefined) report('bad-pattern', { node: node.args[0] ?? node }, problem);
  },
  max: (node, field, report) => {
    const low = Number(attributeText(attribute(field, 'min'), 0));
    const high = Number(attributeText(node, 0));
    if (low > high) report('bad-value', { node }, `\`@max(${high})\` is below \`@min(${low})\`: no value fits.`);
  },
  format: (node, field, report, semantics) => {
    const names = membersOf(elementType(nonNull(semantics.types.fieldType(field).type))).map(scalarOf);
    const isBoolean = names.includes('boolean');
    const second = node.args.filter((argument) => argument.name === undefined)[1];
    if (isBoolean) {
      if (second === undefined) report('missing-argument', { node }, "A boolean has two texts: `@format('T', 'F')`, for true and for false.");
      else if (attributeText(node, 0) === attributeText(node, 1)) report('bad-value', { node: second }, 'True and false have the same text.');
      return;
    }
    if (second !== undefined) { report('surplus-argument', { node: second }, 'A date has one format. The zone has a name: `zone: \'UTC\'`.'); return; }
    checkDateFormat(node, names.includes('datetime') ? 'datetime' : 'date', report, semantics);
  },
  example: (node, field, report, semantics) => {
    const value = node.args[0]?.value && jsonOf(node.args[0].value);
    const problem = value === undefined ? undefined : checkJson(field, value, semantics.types);
    if (problem !== undefined) report('bad-value', { node: node.args[0] ?? node }, `The example does not fit its own field. ${problem}`);
  },
  sunset: (node, _field, report) => checkDate(node.args[0], attributeText(node, 0), report),
  values: (node, _field, report, semantics) => checkValues(node, report, semantics),
  writable: (node, field, report) => {
    if (!field.attributes.some((one) => one.name === 'key')) report('bad-value', { node }, '`@writable` makes a `@key` one that is written; other fields are written anyway.');
  },
  readOnly: (node, field, report) => {
    const other = field.attributes.find((one) => one.name === 'writeOnly');
    if (other !== undefined) report('conflicting-members', { node }, 'A field is `@readOnly` or `@writeOnly`, not both.');
  },
};

/** `sunset '2027-04-01'`: a date that exists. */
export function checkDate(spot: AstNode | undefined, text: string | undefined, report: Report): void {
  if (spot !== undefined && text !== undefined && !isoDate(text, 'date')) report('bad-value', { node: spot }, `'${text}' is no date such as 2027-04-01.`);
}

/** Why a text is no pattern of RE2, in words; nothing where it is one. */
export function patternProblem(pattern: string): string | undefined {
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^error parsing regexp:\s*/, '') : '';
    const advice = /\(\?[=!<]/.test(pattern) ? ' Look-ahead and look-behind are not in it.' : /\\[1-9]/.test(pattern) ? ' References to groups are not in it.' : '';
    return `This is no pattern of RE2: ${why}.${advice}`;
  }
}

function checkValues(node: Attribute, report: Report, semantics: Semantics): void {
  const [endpoint, ...fields] = node.args;
  const connector = semantics.index.enclosingConnector(node);
  const name = (endpoint?.value as { name?: string } | undefined)?.name;
  const target = name === undefined ? undefined : connector?.endpoints.get(name);
  if (connector === undefined || name === undefined) return;
  if (target === undefined) { report('unknown-endpoint', { node: endpoint! }, `\`${connector.name}\` has no endpoint \`${name}\`.${didYouMean(name, connector.endpoints.keys())}`); return; }
  const record = recordType(target, semantics.types.context);
  if (record.kind !== 'object' || record.open) return;
  for (const argument of fields) {
    const field = (argument.value as { name?: string } | undefined)?.name;
    if (field !== undefined && !record.fields.has(field)) report('unknown-field', { node: argument }, `${typeText(record)} has no field \`${field}\`.${didYouMean(field, record.fields.keys())}`);
  }
}

/** A default that its own field would refuse. */
const fieldDefault: NodeCheck<Field | Parameter> = (node, report, semantics) => {
  const value = node.default && jsonOf(node.default);
  // What is of another type is told as such.
  if (value === undefined || value === null || !node.attributes.some((one) => one.name === 'pattern' || one.name === 'min' || one.name === 'max' || one.name === 'maxLength')) return;
  const problem = checkJson(node, value, semantics.types);
  if (problem !== undefined && /^(It should|At least|At most|It has)/.test(problem)) report('bad-value', { node: node.default! }, `The default does not fit its own field. ${problem}`);
};

export const attributeChecks: CheckTable = { Attribute: [check], Field: [fieldDefault], Parameter: [fieldDefault] };
