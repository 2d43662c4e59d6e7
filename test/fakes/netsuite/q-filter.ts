import type { Json } from '../kit/index.ts';
import type { Entry } from './ledger.ts';
import { refuse } from './problem.ts';
import { recordTypes, type FieldKind } from './record-types.ts';

type Test = (entry: Entry) => boolean;

const word = /\s+|(?<quoted>"(?:[^"\\]|\\.)*")|(?<list>\[[^\]]*\])|(?<mark>[()])|(?<bare>[^\s()"[\]]+)/y;

const words = (text: string): string[] => {
  const found: string[] = [];
  word.lastIndex = 0;
  while (word.lastIndex < text.length) {
    const match = word.exec(text);
    if (match === null) return wrong(`${text} cannot be read`);
    if (match[0].trim() !== '') found.push(match[0]);
  }
  return found;
};

const wrong = (why: string): never => refuse(400, 'INVALID_PARAMETER', `Invalid search query: ${why}.`, { parameter: 'q' });

/** The `q` of a record list: `email IS "a@b.example" AND id GREATER 5`; AND binds tighter than OR (section_1545222128). */
export const qFilter = (text: string, sample: Entry['type']): Test => {
  const all = words(text);
  let at = 0;
  const any = (): Test => {
    const tests = [every()];
    while (all[at]?.toUpperCase() === 'OR') {
      at += 1;
      tests.push(every());
    }
    return (entry) => tests.some((test) => test(entry));
  };
  const every = (): Test => {
    const tests = [single()];
    while (all[at]?.toUpperCase() === 'AND') {
      at += 1;
      tests.push(single());
    }
    return (entry) => tests.every((test) => test(entry));
  };
  const single = (): Test => {
    if (all[at] === '(') {
      at += 1;
      const inner = any();
      if (all[at++] !== ')') wrong('a bracket is not closed');
      return inner;
    }
    const field = all[at++] ?? wrong('a condition is missing');
    const operator = (all[at++] ?? wrong(`${field} has no operator`)).toUpperCase();
    const value = valueless.has(operator) ? '' : (all[at++] ?? wrong(`${operator} has no value`));
    return condition(field, operator, value, sample);
  };
  const test = any();
  return at === all.length ? test : wrong(`${all[at] ?? ''} was not expected`);
};

const valueless = new Set(['EMPTY', 'EMPTY_NOT']);
const unquoted = (value: string): string => (value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value);
const listed = (value: string): string[] => value.replace(/^\[|\]$/g, '').split(',').map((each) => unquoted(each.trim()));

const condition = (field: string, operator: string, value: string, type: Entry['type']): Test => {
  const { read, kind } = readerOf(field, type);
  if (operator === 'EMPTY') return (entry) => isEmpty(read(entry));
  if (operator === 'EMPTY_NOT') return (entry) => !isEmpty(read(entry));
  const negated = operator.endsWith('_NOT');
  const test = (tests[kind] ?? {})[negated ? operator.slice(0, -4) : operator];
  if (test === undefined) return wrong(`the operator ${operator} does not fit the field ${field}`);
  const holds = test(value);
  return (entry) => holds(read(entry)) !== negated;
};

const isEmpty = (value: Json): boolean => value === null || value === '';

type Kind = 'text' | 'number' | 'boolean' | 'date';

const readerOf = (name: string, type: Entry['type']): { read: (entry: Entry) => Json; kind: Kind } => {
  const key = name.toLowerCase();
  if (key === 'id') return { read: (entry) => entry.id, kind: 'number' };
  if (key === 'externalid') return { read: (entry) => entry.externalId, kind: 'text' };
  if (key === 'lastmodifieddate') return { read: (entry) => entry.modifiedAt, kind: 'date' };
  if (key === 'datecreated' || key === 'createddate') return { read: (entry) => entry.createdAt, kind: 'date' };
  const [field, held] = Object.entries(recordTypes[type].fields).find(([each]) => each.toLowerCase() === key) ?? wrong(`the field ${name} does not exist`);
  if (held === 'date') return { read: (entry) => Date.parse(String(entry.fields[field] ?? '')), kind: 'date' };
  return { read: (entry) => entry.fields[field] ?? null, kind: kindOf(held) };
};

const kindOf = (held: FieldKind): Kind => (held === 'boolean' ? 'boolean' : held === 'number' || typeof held === 'object' ? 'number' : 'text');

/** The query's dates are written the way the user's settings say, here `M/d/yyyy`; day by day. */
const day = (value: string): number => {
  const text = unquoted(value);
  const [, month, dayOfMonth, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  if (year === undefined) return wrong(`Parse of date/time "${text}" failed with date format "M/d/yy" in time zone Etc/UTC`);
  return Date.UTC(Number(year), Number(month) - 1, Number(dayOfMonth));
};
const dayMs = 86_400_000;

const number = (value: string): number => {
  const found = Number(unquoted(value));
  return Number.isNaN(found) ? wrong(`${value} is not a number`) : found;
};

const text = (read: Json): string => String(read ?? '').toLowerCase();
type MakeTest = (value: string) => (read: Json) => boolean;

const texts = (test: (read: string, wanted: string) => boolean): MakeTest => (value) => {
  const wanted = unquoted(value).toLowerCase();
  return (read) => test(text(read), wanted);
};
const numbers = (test: (read: number, wanted: number) => boolean): MakeTest => (value) => {
  const wanted = number(value);
  return (read) => read !== null && test(Number(read), wanted);
};
const days = (test: (read: number, from: number) => boolean): MakeTest => (value) => {
  const from = day(value);
  return (read) => typeof read === 'number' && test(read, from);
};

const tests: Record<Kind, Record<string, MakeTest>> = {
  text: {
    IS: texts((read, wanted) => read === wanted),
    CONTAIN: texts((read, wanted) => read.includes(wanted)),
    START_WITH: texts((read, wanted) => read.startsWith(wanted)),
    ENDWITH: texts((read, wanted) => read.endsWith(wanted)),
  },
  number: {
    EQUAL: numbers((read, wanted) => read === wanted),
    GREATER: numbers((read, wanted) => read > wanted),
    GREATER_OR_EQUAL: numbers((read, wanted) => read >= wanted),
    LESS: numbers((read, wanted) => read < wanted),
    LESS_OR_EQUAL: numbers((read, wanted) => read <= wanted),
    BETWEEN: (value) => {
      const [low = '', high = ''] = listed(value);
      return (read) => Number(read) >= number(low) && Number(read) <= number(high);
    },
    ANY_OF: (value) => {
      const wanted = new Set(listed(value).map(number));
      return (read) => wanted.has(Number(read));
    },
  },
  boolean: { IS: (value) => (read) => Boolean(read) === (unquoted(value).toLowerCase() === 'true') },
  date: {
    ON: days((read, from) => read >= from && read < from + dayMs),
    AFTER: days((read, from) => read >= from + dayMs),
    BEFORE: days((read, from) => read < from),
    ON_OR_AFTER: days((read, from) => read >= from),
    ON_OR_BEFORE: days((read, from) => read < from + dayMs),
  },
};
