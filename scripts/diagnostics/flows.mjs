// Flows: where steps may stand, what a call does, conditions that decide nothing.
export default [
  {
    code: 'no-source', title: 'A flow without a source', in: 'flow',
    why: 'A flow has one source: `from`, a webhook, an http trigger, or parameters.',
    wrong: "flow main {\n  log 'hello'\n}", right: "flow main {\n  from [1] as number\n  log 'hello'\n}",
  },
  {
    code: 'several-sources', title: 'A flow with two sources', in: 'steps',
    why: 'Records come from one place. What is fetched for each record is a `call`; what should be read beside is a flow of its own.',
    wrong: 'from shop.listStores() as store', right: 'call shop.getStore() as store\nlog store.name',
  },
  {
    code: 'writes-here', title: 'A writing endpoint where only reading is allowed', in: 'steps',
    why: 'Writes are `send`: they are journalled, and left out of a dry run.',
    wrong: 'call shop.remind(order.id)', right: '// patchbay-ignore send-not-idempotent: a second reminder does no harm\nsend shop.remind(order.id)',
  },
  {
    code: 'reads-here', title: 'A reading endpoint in `send`', in: 'steps',
    why: 'What only reads is `call`: it brings a record, and is carried out in a dry run too.',
    wrong: 'send shop.getOrder(1) as other', right: 'call shop.getOrder(1) as other\nlog other?.number ?? \'\'',
  },
  {
    code: 'not-incremental', title: 'A source that cannot be read incrementally', in: 'flow',
    why: 'The endpoint does not say what carries the mark: `incremental updatedAfter by updated_at`. Without the word a flow reads everything each time.',
    wrong: 'flow main {\n  use shop = shop.main\n  from shop.listStores() incremental as store\n}', right: 'flow main {\n  use shop = shop.main\n  from shop.listStores() as store\n}',
  },
  {
    code: 'no-start', title: 'An incremental source that does not know where to begin', in: 'flow',
    why: 'Nobody wants five years of orders by accident: the first run is refused unless `--since` is given.',
    wrong: 'flow main {\n  use shop = shop.main\n  from shop.listOrders() incremental as order\n}', right: "flow main {\n  use shop = shop.main\n  from shop.listOrders() incremental starting '2026-01-01' as order\n}",
  },
  {
    code: 'misplaced-step', title: 'A step where it cannot stand', in: 'flow',
    why: 'What a flow declares stands at its top, steps below the source, `yield` at the end of its block.',
    wrong: "flow main {\n  log 'early'\n  from [1] as number\n}", right: "flow main {\n  from [1] as number\n  log 'now'\n}",
  },
  {
    code: 'misplaced-call', title: 'A call of an endpoint inside of an expression', in: 'steps',
    why: 'A call is a step of its own, so that it is seen in the graph, counted, retried and journalled.',
    wrong: 'let other = shop.getOrder(1)\nlog other?.number ?? \'\'', right: 'call shop.getOrder(1) as other\nlog other?.number ?? \'\'',
  },
  {
    code: 'unreachable', title: 'Something that no record comes to', in: 'steps',
    why: 'A step or case above ends or takes every record: most often one of the two is misplaced.',
    wrong: "skip\nlog 'never'", right: "log 'now'\nskip",
  },
  {
    code: 'constant-condition', title: 'A condition that is always true or always false', in: 'steps',
    why: 'A filter that keeps everything looks as if it did something; one that keeps nothing makes the flow do nothing. What may be null in spite of its type is declared with `?`.',
    wrong: 'filter order.number != null', right: 'filter order.note != null',
  },
  {
    code: 'send-not-idempotent', title: 'A send that a crash could repeat', in: 'steps',
    why: 'A run that is cut off between request and answer cannot know whether the request took effect. Without `idempotent`, a key or `verify` in the endpoint the record is set aside as in doubt, for you to settle.',
    wrong: 'send shop.remind(order.id)', right: '// patchbay-ignore send-not-idempotent: a second reminder does no harm\nsend shop.remind(order.id)',
  },
  {
    code: 'deprecated', title: 'Something that is on its way out', in: 'patchbay.json', also: [],
    why: 'The connector says what ends, when, and what to use instead: of a way to sign in, an endpoint, a field or a setting. It is told where it is used.',
    wrong: '{ "instances": { "old": { "connector": "erp", "auth": "oldKey" } } }', right: '{ "instances": { "books": { "connector": "erp", "auth": "key" } } }',
  },
  {
    code: 'not-supported', title: 'Something that this version does not carry out', in: 'steps',
    why: 'The language has it, and it is checked like everything else; what uses it does not run yet. docs/status.md says what there is.',
    wrong: 'wait 5s', right: 'log order.number',
  },
  {
    code: 'syntax', title: 'A text that is no sentence of the language', in: 'steps',
    why: 'The message says what could stand there. What follows from it is not reported a second time.',
    wrong: 'log order.number +', right: "log order.number + '!'",
  },
  {
    code: 'bad-ignore', title: 'A comment that cannot silence what it says', in: 'flow',
    why: '`// patchbay-ignore code: reason` silences that warning or hint in the next line, or, behind code, in its own line; never an error. The reason is for whoever reads it next year.',
    wrong: 'flow main {\n  // patchbay-ignore unused-use\n  use shop = shop.main\n  from [1] as number\n}', right: 'flow main {\n  // patchbay-ignore unused-use: its steps are written tomorrow\n  use shop = shop.main\n  from [1] as number\n}',
  },
  {
    code: 'unused-ignore', title: 'A comment that silences nothing', in: 'flow',
    why: 'What it was written for is mended, or stands in another line: left alone, it hides the next such warning there. It is told once the file has no errors.',
    wrong: 'flow main {\n  from [1] as number\n  // patchbay-ignore unused-binding: the next version logs it\n  let double = number * 2\n  log double\n}', right: 'flow main {\n  from [1] as number\n  let double = number * 2\n  log double\n}',
  },
];
