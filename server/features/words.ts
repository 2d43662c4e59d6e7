// What the words of the language mean, in a sentence: for hover and completion. A word with several meanings is named with its grammar rule.
import { clauseWords } from './clause-words.ts';

const files: Record<string, string> = {
  import: 'Makes what another file declares known here: `import \'./common.connector\'`.',
  connector: 'Describes one third-party system: what an instance must supply, how requests are authenticated, paced and retried, which entities and endpoints it has.',
  flow: 'Moves records between instances: one source, then steps that each record goes through.',
  function: 'A value by name, with parameters: `function fullName(c: shopify.Customer): string = …`.',
  extend: 'Adds a workspace\'s own fields to an entity of a connector; they survive updates of it.',
  table: 'A cross-reference table: `terms[x]` looks up, `terms.keyOf(v)` looks up the other way round.',
  test: 'Runs a flow or an endpoint with what `given` answers, without the network.',
};

const connectors: Record<string, string> = {
  title: 'The name that people read.', version: 'The version of this connector, as `1.2.0`.', category: 'Where the marketplace shows it.', website: 'Where the vendor documents the API.', icon: 'A picture beside this file.',
  settings: 'What an instance must supply that is no secret: typed, documented, with patterns and defaults.',
  'TestSettings.settings': 'The settings of the instance that the test invents.',
  hosts: 'Where requests and credentials may go. `*` stands for one part of a host name.', base: 'What every path is appended to. It may use settings, never a secret.',
  headers: 'Sent with each request; an entry that is null is left out.', query: 'Appended to the URL; an entry that is null is left out, an array is repeated.',
  auth: 'A way of signing in: what the user must supply, how a token is got, what goes on each request. An instance picks one.',
  'NoAuth.auth': '`auth none` sends no credentials with this request.', none: 'No credentials are sent with this request.',
  limit: 'How fast requests may go: `limit 2 per 1s burst 40`, `limit 4 concurrent`, `limit 1000 per day`. What is over it waits.',
  timeout: 'How long an answer may take before the request is given up.', 'ResponseTrigger.timeout': 'No answer came in time.', network: 'The connection failed before an answer came.',
  on: 'What an answer means: `on 404 empty`, `on 429 retry after header \'Retry-After\'`. The first rule that fits decides; an endpoint\'s come before the connector\'s.',
  redirect: '`redirect manual` makes a 3xx answer one that `on` and `result` see.', manual: 'Redirects are not followed.',
  check: 'The endpoint that tells whether an instance is set up right.', entity: 'A record of the API, as its JSON is. Nothing is renamed.', open: 'It also has fields that nobody declared.',
  extends: 'Takes over the fields of another entity.', endpoint: 'One call of the API: its parameters, its request, and how the answer is read.', webhook: 'A call that the system makes to us.',
  deprecated: 'Says what to use instead.', sunset: 'The day on which it ends, and what to do then.',
  setting: 'Something that is no secret and that this way of signing in needs.', secret: 'A secret that the user supplies. It appears in no log, file or error.',
  oauth2: 'Gets a token by OAuth 2. Without a rule of its own it goes as `Authorization: Bearer`.', clientCredentials: 'RFC 6749 4.4: the application signs in as itself.', authorizationCode: 'RFC 6749 4.1: a person signs in with the browser.',
  'OAuth2.password': 'RFC 6749 4.3: user name and password are exchanged for a token.', jwtBearer: 'RFC 7523: a signed assertion is exchanged for a token.', 'OAuth2.refreshToken': 'RFC 6749 6: a refresh token that the user supplies.', deviceCode: 'RFC 8628: a person types a code on another device.',
  tokenUrl: 'Where the token is got.', authorizeUrl: 'Where the person signs in.', refreshUrl: 'Where a token is renewed; the token URL unless given.', deviceUrl: 'Where the code for the person is got.',
  audience: 'Sent with the token request.', params: 'Further parameters of the token request.', scopes: 'What the token may be used for: `scopes [\'a\', \'b\']`.', separator: 'What stands between scopes; a space unless given.',
  clientAuth: 'How the application shows who it is: `basic`, `body`, `json`, or a signed `jwt`.', jwt: 'A signed assertion: `alg`, `key`, `kid`, `claims`.',
  login: 'A request that begins a session; `body` is the answer of the login before.', token: 'Where the token is in the answer.', expires: 'How long the token holds: seconds, a duration or a time.',
  capture: 'Keeps a value of the answer as a setting of the instance.', basic: 'User name and password with each request, RFC 7617.', digest: 'User name and password by a challenge, RFC 7616.',
  sign: 'A header made of the request itself, again for every attempt.', sigv4: 'AWS Signature Version 4.', certificate: 'Mutual TLS.', oauth1: 'OAuth 1, RFC 5849.', cookie: 'A cookie that goes with each request.',
  'Placement.header': 'A header that goes with each request.', 'Placement.query': 'A parameter that goes with each request.', 'Placement.body': 'A member of the body that goes with each request.',
};

const requests: Record<string, string> = {
  GET: 'Reads.', HEAD: 'Reads the headers only.', POST: 'Writes, unless `reads` says otherwise. Not repeated after a lost answer unless it is `idempotent`.', PUT: 'Writes; may be repeated.', PATCH: 'Writes some fields.', DELETE: 'Deletes; may be repeated.',
  graphql: 'A GraphQL request: a path, then the query or mutation.', variables: 'The variables of a GraphQL request.', body: 'What is sent, as JSON unless a format stands before it: `body form {…}`.',
  form: 'As a form.', multipart: 'In parts; one with `name`, `type` and `content` is a file.', raw: 'As it is.',
  result: 'Where the record is in the answer.', records: 'Where the array of records is in the answer. It is streamed.',
  paginate: 'How the next page is asked for: `link`, `next`, `cursor`, `page` or `offset`.', link: 'The `Link` header of the answer names the next page, RFC 8288.', next: 'A value of the answer is the URL of the next page.',
  cursor: 'A value of the answer goes into the next request: `cursor query.after = body.next`.', page: 'Pages are numbered: `page query.page from 1`.', offset: 'The next request says how many records came before.',
  size: 'How many records a page has; with a slot it is sent.', while: 'Goes on as long as this is true.', until: 'Goes on until this is true.', total: 'How many records there are; checked in the end.', restart: 'Begins again behind a cap of the API.',
  incremental: 'Reads only what has changed since the last run: `incremental updatedAfter by updated_at`.', overlap: 'How much is read again, for clocks that differ.', window: 'Reads in stretches of that length.', starting: 'Where the first run begins.',
  newest: '`newest first`: the API lists the newest record first, so that reading can stop.', split: '`split window on …` halves a window that is too large.',
  for: 'Makes the request once for each parent or value.', changed: 'Only for parents that have changed.', reads: 'This POST only reads.',
  idempotent: 'A repeated call changes nothing more: by a key that is sent, or because the API is so.', verify: 'An endpoint that tells whether a lost request took effect.', 'Verify.verify': 'Whether a call is genuine, or took effect.',
  upsert: 'An endpoint made of others: find, then create or update.', more: 'Pages inside of a record.', submit: 'Begins a job of the API.', poll: 'Asks until the job is done.', then: 'Reads the result of the job.', decode: 'How the answer is written: json, ndjson, csv, xml, text, bytes.',
  retry: 'Sends the request again.', backoff: 'How long it waits between attempts.', refresh: 'Gets a new token, once.', empty: 'There is no such record: null.', ok: 'This answer is the result.',
  topic: 'What the system calls the event.', subscribe: 'Asks the system to call; `callbackUrl` is where.', unsubscribe: 'Undoes `subscribe`.', id: 'Tells one delivery from another.',
  each: 'Takes a partly successful answer apart.',
};

const steps: Record<string, string> = {
  use: 'An instance by a short name: `use shop = shopify.acme`.', trigger: 'When the flow runs by itself, served by `patchbay serve`.', schedule: 'By a cron expression.', every: 'At equal distances.', http: 'By a request.', timezone: 'The zone that the schedule is meant in.',
  input: 'What is asked of whoever runs the flow; with a default it is optional.', from: 'The source: an endpoint, a file or an array. One record after the other goes through the steps.', file: 'A file of the workspace.',
  'FromStep.incremental': 'Reads what has changed since the last run; the mark is kept for flow, source, instance and environment.', snapshot: 'Compares with the last reading: added, changed, removed.',
  filter: 'Lets through the records for which this is true.', assert: 'Rejects the record where this is false.', skip: 'Ends the record here; it counts as filtered.', reject: 'Sets the record aside, with the reason; the run goes on.', fail: 'Stops the run.',
  map: 'A value whose type is given: missing and surplus fields are errors.', let: 'A value by name.', call: 'Reads something for this record: a record, null, or an array.', send: 'Writes, once: it is journalled, and not sent again by the next run.', undo: 'Carried out if the record is rejected later.',
  batch: 'Makes one record of up to so many.', group: 'Makes one record of those with the same key.', sort: 'Orders the records.', desc: 'From the largest.', dedupe: 'Drops what was seen before; an entry counts once the record got through.', remember: 'Notes an entry for `dedupe`.', pool: 'The name under which entries are kept together.', keep: 'How long it is kept.',
  route: 'Goes down the first case that fits, `route all` down every one; afterwards the record goes on.', when: 'A condition.', 'When.when': 'Calls for which it is false are passed over.', else: 'Where nothing else fits.', branch: 'The same record down each arm.', try: 'Goes on in `catch` where a step in it rejects the record.', catch: '`error.message`, `error.status`, `error.step` say what happened.',
  cache: 'Filled before the first record, by a key: `name[key]`.', store: 'Values kept between runs.', scope: 'Who shares the store: `run`, `flow` or `workspace`.', set: 'Changes a variable or a store.', variable: 'A value of the run.', lock: 'One record at a time with this key.', concurrency: 'How many records are under way at once.',
  script: 'A function of a TypeScript or JavaScript file, in a sandbox.', log: 'Writes into the run\'s log.', notify: 'Like `send`, but never fails a record.', track: 'Makes a value searchable in the run history.', wait: 'Waits before it goes on.', run: 'Another flow, for this record.', respond: 'Answers an http trigger.', stop: '`stop after 100 rejected` ends a run that goes wrong.', yield: 'What the block gives for this element.', within: 'At most so long.', by: 'What tells them apart.',
  now: 'What `now()` gives in the test.', given: 'What an endpoint answers in the test.', expect: 'What must be true in the end.', returns: 'The answer.', fails: 'The call fails.',
  'EachStep.each': 'One record for each element, or a block for each.', match: 'The first case that fits: `match order.status { \'paid\' -> 1, else -> 0 }`.', 'RejectExpression.reject': 'Where no value can be had: sets the record aside, with the reason.',
  in: 'Whether an array has the value.', partial: 'All fields optional: what an update sends.', 'PrimaryType.input': 'What may be written: without read-only fields and without the key.', as: 'Names what comes out.',
};

const words: ReadonlyMap<string, string> = new Map([...Object.entries(files), ...Object.entries(connectors), ...Object.entries(requests), ...Object.entries(steps), ...Object.entries(clauseWords)]);

/** What a word means where that rule of the grammar has it, as Markdown. */
export function wordDocumentation(word: string, rule: string): string | undefined {
  return words.get(`${rule}.${word}`) ?? words.get(word);
}

/** Every word that the table has, with or without its rule: held against the grammar by a test. */
export const documentedWords: Iterable<string> = words.keys();

const ofTypes: ReadonlySet<string> = new Set(['Type', 'PostfixType', 'PrimaryType', 'ObjectType', 'Field', 'Parameter', 'Attribute']);
const ofExpressions: ReadonlySet<string> = new Set([
  'Expression', 'ConditionalRule', 'BinaryExpression', 'UnaryRule', 'PostfixRule', 'PrimaryRule', 'ConstantLiteral', 'MatchExpression', 'MatchCase', 'MatchPattern', 'RejectExpression',
]);

/** The section of docs/language.md that tells of a rule of the grammar, by the language of the file. */
export function sectionOf(rule: string, languageId: string): number {
  if (ofTypes.has(rule)) return 1;
  if (ofExpressions.has(rule)) return 2;
  if (/^(?:Test|Given|Expect|FileContent)/.test(rule)) return 6;
  return languageId.endsWith('flow') ? 5 : 3;
}
