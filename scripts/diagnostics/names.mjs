// Names that mean nothing, or two things. Each entry: code, what it says, why it matters, and an example that is wrong and one that is right.
export default [
  {
    code: 'unknown-name', title: 'A name that nothing declares', in: 'steps',
    why: 'A value is known from the step that binds it to the end of its block; settings and parameters in their connector and endpoint. The message names the nearest known one.',
    wrong: 'log ordr.number', right: 'log order.number',
  },
  {
    code: 'unknown-connector', title: 'A connector that the workspace does not have', in: 'flow',
    why: 'A flow uses instances of connectors that are installed in `connectors/` or written in a `.connector` file of the workspace.',
    wrong: `
flow main {
  use shop = shpo.main
  from [1, 2] as number
  log shop.name
}`,
    right: `
flow main {
  use shop = shop.main
  from [1, 2] as number
  log shop.name
}`,
  },
  {
    code: 'unknown-instance', title: 'An instance that patchbay.json does not have', in: 'flow',
    why: 'An instance is one account of a system, with its own settings and secrets. Add it with *Patchbay: Add Instance…*, `patchbay instance add`, or in patchbay.json.',
    wrong: `
flow main {
  use shop = shop.acme
  from shop.listOrders() as order
}`,
    right: `
flow main {
  use shop = shop.main
  from shop.listOrders() as order
}`,
  },
  {
    code: 'unknown-endpoint', title: 'An endpoint that the connector does not have', in: 'steps',
    why: 'Only what the connector declares with `endpoint` can be called.',
    wrong: 'call shop.getOrdr(1) as other\nlog other?.number ?? \'\'', right: 'call shop.getOrder(1) as other\nlog other?.number ?? \'\'',
  },
  {
    code: 'unknown-entity', title: 'A type that nobody declares', in: 'members',
    why: 'Types are the words of the language (`string`, `integer`, `decimal` …) and entities. In a flow an entity has its connector before it: `shop.Order`.',
    wrong: "endpoint get(): Ordr { GET '/order' result body }\nendpoint list(): Order[] { GET '/orders' records body }\nentity Order { id: integer }", right: "endpoint get(): Order { GET '/order' result body }\nendpoint list(): Order[] { GET '/orders' records body }\nentity Order { id: integer }",
  },
  {
    code: 'unknown-field', title: 'A field that a record does not have', in: 'steps',
    why: 'The connector says which fields a record has. Fields of your own account are added with `extend shop.Order { … }` in any flow file.',
    wrong: 'log order.nubmer', right: 'log order.number',
  },
  {
    code: 'unknown-parameter', title: 'An argument for a parameter that is not there', in: 'steps',
    why: 'A named argument carries the name of a parameter of what is called.',
    wrong: 'call shop.getOrder(id: 1, number: \'a\') as other\nlog other?.number ?? \'\'', right: 'call shop.getOrder(id: 1) as other\nlog other?.number ?? \'\'',
  },
  {
    code: 'unknown-function', title: 'A function that does not exist', in: 'steps',
    why: 'Functions are methods of a value, of its type: `.trim()` of a text, `.map()` of an array. What is a field has no parentheses.',
    wrong: 'log order.number.trmi()', right: 'log order.number.trim()',
  },
  {
    code: 'unknown-auth', title: 'A way to sign in that the connector does not have', in: 'patchbay.json',
    why: 'An instance picks one of the `auth` blocks of its connector.',
    wrong: '{ "instances": { "books": { "connector": "erp", "auth": "token" } } }', right: '{ "instances": { "books": { "connector": "erp", "auth": "key" } } }',
  },
  {
    code: 'unknown-setting', title: 'A setting that the connector does not have', in: 'patchbay.json',
    why: 'An instance gives the settings that its connector and its way to sign in declare.',
    wrong: '{ "instances": { "main": { "connector": "shop", "settings": { "store": "acme", "colour": "red" } } } }', right: '{ "instances": { "main": { "connector": "shop", "settings": { "store": "acme" } } } }',
  },
  {
    code: 'unknown-attribute', title: 'An attribute that does not exist', in: 'members',
    why: 'Attributes (`@key`, `@readOnly`, `@pattern` …) are those of the language.',
    wrong: 'entity Item { id: integer @kye }\nendpoint all(): Item[] { GET \'/items\' records body }', right: 'entity Item { id: integer @key }\nendpoint all(): Item[] { GET \'/items\' records body }',
  },
  {
    code: 'unknown-file', title: 'An import of a file that is not there', in: 'flow',
    why: '`import` makes the flows, functions and tables of another file known; its path is relative to this file.',
    wrong: 'import \'./common.flow\'\nflow main {\n  from [1, 2] as number\n}', right: 'flow main {\n  from [1, 2] as number\n}',
  },
  {
    code: 'unknown-flow', title: '`run` of a flow that is not known here', in: 'flow',
    why: '`run` names a flow of this file or of an imported one. (In this version `run` is checked, but not carried out.)', also: ['not-supported'],
    wrong: 'flow main {\n  from [1, 2] as number\n  run bookOne(number)\n}', right: 'flow main {\n  from [1, 2] as number\n  log number\n}',
  },
  {
    code: 'duplicate-name', title: 'Two things of one name', in: 'steps',
    why: 'Where a name stands for one thing, a second declaration would hide the first. A step does not bind a name that is known already; the parameter of a lambda may.',
    wrong: 'let order = 1\nlog order', right: 'let count = 1\nlog count',
  },
  {
    code: 'unused-use', title: 'An instance that a flow does not use', in: 'flow',
    why: 'A run asks for the secrets of every instance that its flow names, also of one that it never calls.',
    wrong: 'flow main {\n  use shop = shop.main\n  from [1, 2] as number\n}', right: 'flow main {\n  use shop = shop.main\n  from shop.listOrders() as order\n}',
  },
  {
    code: 'unused-entity', title: 'An entity that nothing names', in: 'members',
    why: 'It is either left over, or an endpoint lacks its type.',
    wrong: 'entity Item { id: integer }\nendpoint all(): any[] { GET \'/items\' records body }', right: 'entity Item { id: integer }\nendpoint all(): Item[] { GET \'/items\' records body }',
  },
  {
    code: 'unused-parameter', title: 'A parameter that no request carries', in: 'members',
    why: 'Whoever gives it thinks that it has an effect: a list that should be filtered is read whole.',
    wrong: 'endpoint list(status: string?): any[] { GET \'/orders\' records body }', right: 'endpoint list(status: string?): any[] { GET \'/orders\' query { status } records body }',
  },
  {
    code: 'unused-binding', title: 'A name that a flow binds and does not use', in: 'steps',
    why: 'A value that is worked out, or a record that is fetched, for nothing: most often a step below was meant to use it. Inputs, variables, stores and caches count too.',
    wrong: 'call shop.getOrder(1) as other\nlog order.number', right: 'call shop.getOrder(1) as other\nlog other?.number ?? order.number',
  },
];
