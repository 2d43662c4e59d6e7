export { parseJson } from './parse.ts';
export { parseJsonBytes } from './parse-bytes.ts';
export { parseNdjson } from './ndjson.ts';
export { stringifyJson } from './stringify.ts';
export { deepest } from './depth.ts';
