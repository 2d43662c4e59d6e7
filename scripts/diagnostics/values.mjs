// Values that do not fit, or that fit and go wrong one day.
export default [
  {
    code: 'missing-argument', title: 'A call without an argument that is needed', in: 'steps',
    why: 'A parameter is needed unless it is optional (`string?`) or has a default.',
    wrong: 'call shop.getOrder() as other\nlog other?.number ?? \'\'', right: 'call shop.getOrder(1) as other\nlog other?.number ?? \'\'',
  },
  {
    code: 'surplus-argument', title: 'One argument too many', in: 'steps',
    why: 'There is no parameter that would take it.',
    wrong: 'log order.number.trim(1)', right: 'log order.number.trim()',
  },
  {
    code: 'missing-field', title: 'An object without a field that is needed', in: 'steps',
    why: 'The other system refuses a record without it. `key?: value` leaves a field out where the value is null, and is only for fields that are optional.',
    wrong: 'map item: input erp.Item = { sku: order.number }\nlog item.sku', right: 'map item: input erp.Item = { sku: order.number, quantity: 1 }\nlog item.sku',
  },
  {
    code: 'surplus-field', title: 'A field that cannot be written', in: 'steps',
    why: 'It is misspelt, or the entity marks it `@readOnly`, or it is the `@key`, which the other system gives.',
    wrong: 'map item: input erp.Item = { sku: order.number, quantity: 1, colour: \'red\' }\nlog item.sku', right: 'map item: input erp.Item = { sku: order.number, quantity: 1 }\nlog item.sku',
  },
  {
    code: 'wrong-type', title: 'A value of another type than is needed', in: 'steps',
    why: 'Nothing is converted behind your back: a text that holds a number becomes one with `.integer()` or `.decimal()`, a number a text with `.string()`. A function is no value: it stands as an argument, `lines.map(line => line.sku)`. A query, a header and a form hold no objects.',
    wrong: 'map item: input erp.Item = { sku: order.number, quantity: order.number }\nlog item.sku', right: 'map item: input erp.Item = { sku: order.number, quantity: order.number.integer() }\nlog item.sku',
  },
  {
    code: 'may-be-null', title: 'A value that may be null where one is needed', in: 'steps',
    why: 'The record would fail while it runs. Say before what happens without a value: `?? other`, `?? reject "…"`, `?.`, or a `filter`.',
    wrong: 'log order.note.trim()', right: 'log order.note?.trim() ?? \'\'',
  },
  {
    code: 'missing-case', title: 'A `match` without a case for each value', in: 'steps',
    why: 'A record with the value that is forgotten would be rejected. A new member of a union in an update of the connector shows up here.',
    wrong: "log match order.status { 'open' -> 'o', 'paid' -> 'p' }", right: "log match order.status { 'open' -> 'o', 'paid' -> 'p', 'shipped' -> 's' }",
  },
  {
    code: 'circular', title: 'Something that is made of itself', in: 'members',
    why: 'Entities that extend one another, files that import themselves, and flows that run one another in a circle have no end.',
    wrong: 'entity A extends B { id: integer }\nentity B extends A { name: string }\nendpoint all(): A[] { GET \'/a\' records body }', right: 'entity A extends B { id: integer }\nentity B { name: string }\nendpoint all(): A[] { GET \'/a\' records body }',
  },
  {
    code: 'missing-comma', title: 'A missing comma in an object', in: 'steps',
    why: 'Between two lines it is clear what is meant; in one line it would not be.',
    wrong: "map item: input erp.Item = {\n  sku: order.number\n  quantity: 1\n}\nlog item.sku", right: "map item: input erp.Item = {\n  sku: order.number,\n  quantity: 1\n}\nlog item.sku",
  },
  {
    code: 'optional-in-type', title: '`name?: type`, as other languages write it', in: 'members',
    why: 'In this language the `?` follows the type; `key?: value` in an object leaves the key out where the value is null.',
    wrong: "endpoint list(status?: string): any[] { GET '/orders' query { status } records body }", right: "endpoint list(status: string?): any[] { GET '/orders' query { status } records body }",
  },
  {
    code: 'bad-escape', title: 'An escape that does not exist', in: 'steps',
    why: 'In double quotes `\\n \\t \\\\ \\" \\{ \\u{1F600}` mean something. In single quotes a backslash stands for itself, which is how patterns are written.',
    wrong: 'log "a\\d {order.number}"', right: 'log "a\\\\d {order.number}"',
  },
  {
    code: 'literal-braces', title: 'Braces in single quotes', in: 'steps',
    why: 'Only double quotes replace `{…}`. In single quotes it is sent as it is spelled, braces and all.',
    wrong: "log 'Order {order}'", right: 'log "Order {order.number}"',
  },
  {
    code: 'null-in-patch', title: 'A null by chance in the body of a PATCH', in: 'steps',
    why: 'A PATCH changes what its body holds, so that a null empties the field there. `key?: value` leaves the key out; `?? null` says that emptying it is meant.',
    wrong: 'send shop.changeOrder(order.id, { note: order.note })', right: 'send shop.changeOrder(order.id, { note?: order.note })',
  },
  {
    code: 'time-as-text', title: 'Times that are compared as texts', in: 'steps',
    why: 'Texts are compared letter by letter: `2026-01-05T10:00:00+01:00` comes after `2026-01-05T09:30:00Z`, and is earlier.',
    wrong: "filter order.number >= '2026-01-01'", right: "filter order.placedAt >= '2026-01-01'",
  },
  {
    code: 'money-as-number', title: 'Money as a `number`', in: 'members',
    why: 'A `number` is a double, which does not hold 0.10: sums are wrong by a cent one day. A `decimal` is exact, and is a number in JSON too.',
    wrong: "entity Item { id: integer, price: number }\nendpoint all(): Item[] { GET '/items' records body }", right: "entity Item { id: integer, price: decimal }\nendpoint all(): Item[] { GET '/items' records body }",
  },
];
