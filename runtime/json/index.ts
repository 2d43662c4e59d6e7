export { parseJson } from './parse.ts';
export { parseNdjson } from './ndjson.ts';
export { stringifyJson } from './stringify.ts';
export { deepest } from './depth.ts';
