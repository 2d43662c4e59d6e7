// What other languages call the functions of this one: TypeScript first, then what people bring along from elsewhere.

/** A function that does the same under another name and with the same arguments. */
const sameMeaning: Readonly<Record<string, string>> = {
  toUpperCase: 'upper', toLowerCase: 'lower', uppercase: 'upper', lowercase: 'lower', includes: 'contains', substring: 'slice', replaceAll: 'replace', test: 'matches', match: 'groups',
  strip: 'trim', toString: 'string', toText: 'string', toNumber: 'number', toInteger: 'integer', toInt: 'integer', toDecimal: 'decimal', toBoolean: 'boolean', toDate: 'date', toDateTime: 'datetime',
  parseInt: 'integer', parseFloat: 'number', encodeURIComponent: 'urlEncode', decodeURIComponent: 'urlDecode', toISOString: 'iso', getTime: 'epochMillis', getFullYear: 'year', getHours: 'hour',
  getMinutes: 'minute', timezone: 'inZone', some: 'any', exists: 'any', every: 'all', where: 'filter', select: 'map', collect: 'map', toSorted: 'sort', sortBy: 'sort', orderBy: 'sort', toReversed: 'reverse', unique: 'distinct',
  uniq: 'distinct', uniqBy: 'distinct', keyBy: 'indexBy', fold: 'reduce', hasOwnProperty: 'has', hasKey: 'has', containsKey: 'has', without: 'omit', assign: 'merge', compact: 'omitNulls', stringify: 'json',
  toJSON: 'json', toJson: 'json', hexdigest: 'hex', toBase64: 'base64', ceiling: 'ceil',
};

/** What is written otherwise here, as a sentence. */
const otherwise: Readonly<Record<string, string>> = {
  substr: 'Write `.slice(start, end)`.', charAt: 'Write `.slice(0, 1)`.', at: 'Write `[0]`.', trimStart: 'Write `.trim()`.', trimEnd: 'Write `.trim()`.', size: 'Write `.length`.', count: 'Write `.length`.',
  isEmpty: 'Write `.length == 0`.', isNotEmpty: 'Write `.length > 0`.', concat: 'Write `[...a, ...b]`, or `"{a}{b}"` for texts.', push: 'Nothing is changed in place: write `[...list, value]`.',
  append: 'Nothing is changed in place: write `[...list, value]`.', unshift: 'Nothing is changed in place: write `[value, ...list]`.', pop: 'Nothing is changed in place: write `.slice(0, -1)`.', shift: 'Nothing is changed in place: write `.slice(1)`.',
  forEach: 'What is done for each element stands in a step: `each list as item`.', flat: 'Write `.flatMap(x => x)`.', average: 'Write `.sum() / list.length`.', avg: 'Write `.sum() / list.length`.', indexOf: 'Whether there is one says `.contains(…)`.',
  findIndex: 'Whether there is one says `.any(…)`.', toFixed: "Write `.format('0.00')`, or `.round(2)` for a number.", getMonth: 'Write `.month()`, which begins with 1.', getDate: 'Write `.day()`.', getDay: 'Write `.weekday()`, where Monday is 1.',
  toLocaleString: "Write `.format('…')`.", addDays: 'Write `.plus(1d)`.', coalesce: 'Write `??`.', orElse: 'Write `??`.', isNull: 'Write `== null`.',
};

/** Functions of other languages that are called on their own: the method here, whose value stands before it. */
const globals: Readonly<Record<string, string>> = {
  parseInt: 'integer', parseFloat: 'number', Number: 'number', String: 'string', Boolean: 'boolean', Date: 'datetime', encodeURIComponent: 'urlEncode', decodeURIComponent: 'urlDecode', btoa: 'base64', atob: 'fromBase64',
  str: 'string', int: 'integer', float: 'number', BigInt: 'integer', sha256: 'bytes().sha256', md5: 'bytes().md5', base64: 'base64', lower: 'lower', upper: 'upper', trim: 'trim', sum: 'sum', min: 'min', max: 'max', len: 'length', abs: 'abs', round: 'round',
};

/** Names of other languages that stand alone or before a `.`. */
const names: Readonly<Record<string, string>> = {
  undefined: 'What is absent is read as `null`.', None: 'Write `null`.', nil: 'Write `null`.', True: 'Write `true`.', False: 'Write `false`.', NaN: 'There is no such number.',
  Math: 'Numbers have these functions themselves: `x.round()`, `x.floor()`, `x.abs()`, `[a, b].max()`.', JSON: 'Write `x.json()` for the text and `text.parseJson()` for the value.',
  Object: 'Objects have these functions themselves: `x.keys()`, `x.values()`, `x.entries()`.', Array: 'Write `[…]`.', Date: 'Write `now()`, or `text.datetime()`.', console: 'Write the step `log "…"`.',
  process: 'What differs from machine to machine is a setting of an instance, in patchbay.json.', crypto: "Write `uuid()`, `hmac('sha256', key, text)` or `text.bytes().sha256()`.", Buffer: 'Write `text.bytes()`.', this: 'Names stand alone: the parameter, setting or step.', settings: 'A setting stands alone, by its own name.', secrets: 'A secret stands alone, by its own name.',
  new: 'No value is made with `new`: a time is `now()`, or `text.datetime()`.', return: 'A function is one expression: `x => x.name`, without braces and `return`.', function: 'A function is written `x => …`, or declared beside the flows: `function name(x: string): string = …`.',
  await: 'Nothing is waited for: a step goes on when the one before it is done.', typeof: 'What may be of several kinds is told apart by what it holds, with `match` or `==`.', and: 'Write `&&`.', or: 'Write `||`.', not: 'Write `!`.',
};

function own(table: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** The method of `known` that another language calls `name`, for "did you mean"; undefined where there is none. */
export function methodMeant(name: string, known: readonly string[]): string | undefined {
  const meant = own(sameMeaning, name);
  return meant !== undefined && known.includes(meant) ? meant : undefined;
}

/** How what another language calls `name` is written here, as a sentence with a blank before it; empty where nobody knows. */
export function otherwiseWritten(name: string): string {
  const found = own(otherwise, name);
  return found === undefined ? '' : ` ${found}`;
}

/** The same of a function that is called without a value before it: `parseInt(x)` is `x.integer()`. */
export function methodInstead(name: string): string {
  const method = own(globals, name);
  return method === undefined ? '' : method === 'length' ? ' Write `x.length`.' : ` It stands behind its value: \`x.${method}()\`.`;
}

/** The same of a name that is no value here. */
export function nameInstead(name: string): string {
  const found = own(names, name);
  return found === undefined ? '' : ` ${found}`;
}

/** Every replacement that the tables name, for a test against the catalogue. */
export const foreignMethods: readonly string[] = [...Object.values(sameMeaning), ...Object.values(globals).flatMap((one) => one.split('().'))];
