import { createScanner, findNodeAtLocation, getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { blankMark } from './byte-order-mark.ts';
import type { JsonValue, Place } from './model.ts';

/** Where the workspace's settings lie, relative to its folder. */
export const workspaceFilePath = 'patchbay.json';

/** The version of patchbay.json that this version of Patchbay knows. */
export const workspaceFileVersion = 1;

/** patchbay.json as values with places; secrets are never in it. */
export interface WorkspaceFileContent {
  exists: boolean;
  /** Why it cannot be used, with line and what to do. What could be read is there nonetheless, but for a newer version. */
  problem?: string;
  /** The whole value; undefined where there is none or it is of a newer version. */
  value: JsonValue | undefined;
  /** Installed connectors and their versions. */
  connectors: Record<string, string>;
  /** Names of instances, in order. */
  instances: string[];
  environments: string[];
  /** Where a member's name stands, by the keys that lead to it. */
  placeOf(path: readonly string[]): Place | undefined;
}

/** An instance with what an environment changes. */
export interface InstanceSettings {
  connector: string | undefined;
  auth: string | undefined;
  /** As written: a setting that is taken from the environment is `{ "env": "PATCHBAY_X" }`; see `environmentVariable`. */
  settings: Record<string, JsonValue>;
  baseUrl: string | undefined;
  /** The environment is protected: runs from the editor are dry runs unless its name is typed. */
  protected: boolean;
}

/** Reads patchbay.json; `text` is null where there is none. Never throws: what is wrong is `problem`. */
export function readWorkspaceFile(text: string | null): WorkspaceFileContent {
  const empty: WorkspaceFileContent = { exists: text !== null, value: undefined, connectors: {}, instances: [], environments: [], placeOf: () => undefined };
  if (text === null) return empty;
  text = blankMark(text);
  const large = tooLarge(text);
  if (large !== undefined) return { ...empty, problem: large };
  const tooDeep = depthOffset(text);
  if (tooDeep !== undefined) return { ...empty, problem: `patchbay.json, ${position(text, tooDeep)}: braces and brackets are nested more than ${deepest} deep.` };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  const problem = errors[0] === undefined ? undefined : `patchbay.json, ${position(text, errors[0].offset)}: ${errorText(errors[0].error)}.`;
  if (root === undefined) return problem === undefined ? empty : { ...empty, problem };
  const value = getNodeValue(root) as JsonValue;
  if (!isObject(value)) return { ...empty, problem: problem ?? 'patchbay.json has no object in braces.' };
  const version = value['version'];
  if (typeof version === 'number' && version > workspaceFileVersion) {
    return { ...empty, problem: `patchbay.json is of version ${version}, and this version of Patchbay knows ${workspaceFileVersion}. Update Patchbay.` };
  }
  const wrong = problem ?? (version !== undefined && version !== workspaceFileVersion ? `patchbay.json, ${position(text, nodeOf(root, ['version'])?.offset ?? 0)}: the version is ${JSON.stringify(version)}, it should be ${workspaceFileVersion}.` : undefined);
  return {
    exists: true, value,
    ...(wrong === undefined ? {} : { problem: wrong }),
    connectors: Object.fromEntries(Object.entries(member(value, 'connectors')).filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
    instances: Object.keys(member(value, 'instances')),
    environments: Object.keys(member(value, 'environments')),
    placeOf(path) {
      const node = nodeOf(root, path);
      const key = node?.parent?.type === 'property' ? node.parent.children?.[0] : node;
      return key && { file: workspaceFilePath, ...lineAndColumn(text, key.offset) };
    },
  };
}

/** An instance as an environment has it; undefined where there is none of that name. */
export function instanceSettings(content: WorkspaceFileContent, name: string, environment?: string): InstanceSettings | undefined {
  const root = asObject(content.value);
  const base = own(member(root, 'instances'), name);
  if (base === undefined) return undefined;
  const chosen = environment === undefined ? {} : asObject(own(member(root, 'environments'), environment));
  const over = asObject(own(member(chosen, 'instances'), name));
  const merged = { ...asObject(base), ...over };
  return {
    connector: textOf(merged['connector']), auth: textOf(merged['auth']), baseUrl: textOf(merged['baseUrl']), protected: chosen['protected'] === true,
    settings: { ...member(asObject(base), 'settings'), ...member(over, 'settings') },
  };
}

/** The variable that a setting is taken from: `{ "env": "PATCHBAY_SHOP" }`. Undefined for any other value. */
export function environmentVariable(value: JsonValue | undefined): string | undefined {
  return isObject(value) && typeof value['env'] === 'string' && Object.keys(value).length === 1 ? value['env'] : undefined;
}

/** Whether a setting may be taken from a variable of that name: `PATCHBAY_*`, never `PATCHBAY__*` (secrets) or `PATCHBAY_KEY`. */
export function isSettingVariable(name: string): boolean {
  return /^PATCHBAY_[A-Z0-9][A-Z0-9_]*$/.test(name) && name !== 'PATCHBAY_KEY';
}

/** Characters that are read of patchbay.json: a thousand instances with ten settings each are less than half of it. */
const longest = 1_000_000;

/** Why a text is not read at all, with the line that holds most of it; undefined where it is of a usual size. */
export function tooLarge(text: string): string | undefined {
  if (text.length <= longest) return undefined;
  const lines = text.split('\n').map((line) => line.length);
  const line = lines.indexOf(lines.reduce((one, other) => Math.max(one, other))) + 1;
  return `patchbay.json is too large: it has ${Math.round(text.length / 100_000) / 10} million characters, and at most ${longest / 1_000_000} million are read. It holds instances and their settings, no data: take out what is large (the longest line is ${line}).`;
}

/** Settings may hold objects; what nests deeper than this is there to exhaust the stack of a parser. */
const deepest = 100;
const openBrace = 1;
const closeBrace = 2;
const openBracket = 3;
const closeBracket = 4;
const endOfFile = 17;

/** Where the text nests too deep, found without recursion. */
function depthOffset(text: string): number | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let token = Number(scanner.scan()); token !== endOfFile; token = Number(scanner.scan())) {
    if (token === openBrace || token === openBracket) depth++;
    else if (token === closeBrace || token === closeBracket) depth--;
    if (depth > deepest) return scanner.getTokenOffset();
  }
  return undefined;
}

function nodeOf(root: Node, path: readonly string[]): Node | undefined {
  return findNodeAtLocation(root, [...path]);
}

function isObject(value: JsonValue | undefined): value is { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asObject(value: JsonValue | undefined): { [key: string]: JsonValue } {
  return isObject(value) ? value : {};
}

function own(object: { [key: string]: JsonValue }, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function member(object: { [key: string]: JsonValue }, key: string): { [key: string]: JsonValue } {
  return asObject(own(object, key));
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function lineAndColumn(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

function position(source: string, offset: number): string {
  const { line, column } = lineAndColumn(source, offset);
  return `line ${line}, column ${column}`;
}

const errorTexts: Record<string, string> = {
  CommaExpected: 'a comma is missing', ColonExpected: 'a colon is missing', ValueExpected: 'a value is missing',
  PropertyNameExpected: 'a name in double quotes is missing', CloseBraceExpected: 'a closing brace } is missing',
  CloseBracketExpected: 'a closing bracket ] is missing', UnexpectedEndOfString: 'a text does not end', UnexpectedEndOfComment: 'a comment does not end',
  InvalidNumberFormat: 'a number is not complete', UnexpectedEndOfNumber: 'a number is not complete', InvalidUnicode: 'a \\ in a text begins no known escape',
  InvalidEscapeCharacter: 'a \\ in a text begins no known escape', EndOfFileExpected: 'there is text after the end',
};

function errorText(code: ParseError['error']): string {
  return errorTexts[printParseErrorCode(code)] ?? 'this is no JSON';
}
