import { describe, it } from 'vitest';
import { check, checkSteps } from './workspace.ts';

describe('instances', () => {
  it('an unknown connector or instance is told at the word, with those that there are', () => check(`
flow main {
  use a = shp.main
  //      ^^^ error unknown-connector: There is no connector \`shp\` in this workspace. Did you mean \`shop\`?
  use b = shop.mian
  //           ^^^^ error unknown-instance: There is no instance \`mian\` of \`shop\`. Did you mean \`main\`?
  use c = shop.production
  //           ^^^^^^^^^^ error unknown-instance: There is no instance \`production\` of \`shop\`. There are \`main\` and \`eu\`: \`shop.main\`.
  use d = shop
  //      ^^^^ error unknown-instance: Which instance of \`shop\`? There are \`main\` and \`eu\`: \`shop.main\`.
  use e = shop.books
  //           ^^^^^ error unknown-instance: \`books\` is an instance of \`erp\`, not of \`shop\`.
  use f = main
  //      ^^^^ error unknown-connector: \`main\` is an instance: write \`shop.main\`.
  use g = [shop.main, erp.books, shop.main]
  //                  ^^^ error conflicting-members: The instances of one alias are of one connector
  //                                  ^^^^ error duplicate-name: \`main\` stands in this list already.
  from g.listOrders() as order
  log "{a.name} {b.name} {c.name} {d.name} {e.name} {f.name}"
}
`));

  it('a workspace without instances says how to add one', () => check(`
//- /main.flow
flow main {
  use shop = shop.main
  //              ^^^^ error unknown-instance: There is none yet: add one with the command *Patchbay: Add Instance…*
  from shop.listOrders() as order
}
//- /patchbay.json
{}
`));

  it('an instance that is not complete does not run, which is told at the `use` too', () => check(`
//- /main.flow
flow main {
  use shop = shop.main
  //              ^^^^ error missing-setting: The instance \`main\` lacks the setting \`store\` of \`shop\`.
  use other = shop.other
  //               ^^^^^ error unknown-auth: The instance \`other\` cannot be used as it is: The connector \`shop\` has no auth \`tokn\`.
  from shop.listOrders() as order
  log other.name
}
//- /patchbay.json
{
  "instances": {
    "main": { "connector": "shop" },
  //^^^^^^ error missing-setting
    "other": { "connector": "shop", "auth": "tokn", "settings": { "store": "acme" } }
  //                                        ^^^^^^ error unknown-auth: Did you mean
  }
}
`));

  it('an alias that nothing uses is a warning', () => check(`
flow main {
  use shop = shop.main
  use erp = erp.books
  //  ^^^ warning unused-use: \`erp\` is not used in this flow.
  use eu = shop.eu
  from shop.listOrders() as order
  map line: eu.Line = order.lines.first() ?? reject "no line"
}
`));
});

describe('endpoints in steps', () => {
  it('what writes is sent, what reads is called', () => checkSteps(`
  call shop.createOrder({ status: 'open', total: 1, price: '1', lines: [] }) as a
  //        ^^^^^^^^^^^ error writes-here: \`createOrder\` writes, and \`call\` only reads. Write \`send\`
  send shop.getOrder(1) as b
  //        ^^^^^^^^ error reads-here: \`getOrder\` only reads: it is called with \`call\`
  call order.number as c
  //   ^^^^^^^^^^^^ error misplaced-call: \`call\` calls an endpoint of an instance
  send 'x'
  //   ^^^ error misplaced-call
  let d = shop.getOrder(1)
  //           ^^^^^^^^ error misplaced-call: \`getOrder\` is an endpoint: it is called in a step of its own. Write \`call shop.getOrder(1) as …\` above
`));

  it('a send that a crash could repeat is a warning, silenced by its name', () => checkSteps(`
  send shop.remind(order.id)
  //        ^^^^^^ warning send-not-idempotent: A run that is cut off here cannot know whether \`remind\` took effect
  // patchbay-ignore send-not-idempotent: a second reminder does no harm
  send shop.remind(order.id)
`));

  it('a source lists and reads; one that is read incrementally knows where to begin', () => check(`
flow a {
  use shop = shop.main
  from shop.getOrder(1) as order
  //        ^^^^^^^^ error wrong-type: \`getOrder\` gives one record, not a list.
}
flow b {
  use shop = shop.main
  from shop.remind(1) as order
  //        ^^^^^^ error writes-here: \`remind\` writes, and \`from\` only reads.
}
flow c {
  use shop = shop.main
  from shop.listOrders() incremental as order
  //                     ^^^^^^^^^^^ warning no-start: The first run does not know where to begin
}
flow d {
  use shop = shop.main
  from shop.listStores() incremental as store
  //                     ^^^^^^^^^^^ error not-incremental: \`listStores\` cannot be read incrementally
}
flow e {
  from 5 as number
  //   ^ error wrong-type: A source is an endpoint that lists, a file or an array, and \`5\` is an integer.
}
flow f {
  from [1, 2] incremental as number
  //          ^^^^^^^^^^^ error not-incremental: Only an endpoint can be read incrementally.
}
`));

  it('each goes through an array', () => checkSteps(`
  each order.number as letter
  //   ^^^^^^^^^^^^ error wrong-type: \`each\` goes through an array or what an endpoint lists, and \`order.number\` is string.
  each order.lines as line {
    yield line.sku
  } as skus
  each order.lines as other {
    log other.sku
  } as none
  //   ^^^^ error misplaced-step: The block of \`each\` ends with what it gives: \`yield …\`.
`));
});

describe('steps', () => {
  it('one source, before the steps', () => check(`
flow none {
//   ^^^^ error no-source: The flow \`none\` has no source.
  log 'x'
}
flow two {
  use shop = shop.main
    log 'early'
  //^^^ error misplaced-step: This step stands before the source
  from shop.listOrders() as order
    from shop.listStores() as store
  //^^^^ error several-sources: A flow has one source
}
`));

  it('what a flow declares stands at its top', () => checkSteps(`
  route {
    when order.total > 1 {
        input later: string
      //^^^^^ error misplaced-step: \`input\` stands at the top of a flow
        yield 1
      //^^^^^ error misplaced-step: \`yield\` stands at the end of the block of \`each\`.
    }
    else { skip }
  //^^^^ warning unreachable: \`else\` stands last
    when order.total > 2 { skip }
  }
`));

  it('nothing is done behind the end of a record', () => checkSteps(`
  route {
    when order.total > 10 { skip }
    else { reject "small" }
  }
    track order.id
  //^^^^^^^^^^^^^^ warning unreachable: No record comes here
`));

  it('a name that is visible is not bound again; a lambda may, and so may two branches', () => checkSteps(`
  call shop.getOrder(1) as order
  //                       ^^^^^ error duplicate-name: \`order\` is bound by a step above and is known here.
  let skus = [1].map(order => order + 1)
  route {
    when order == null { let size = 'big' }
    else { let size = 'small' }
  }
  log size
  let size = 1
  //  ^^^^ error duplicate-name: \`size\` is bound by a step above
`));

  it('an alias is a name like any other', () => check(`
flow main {
  use shop = shop.main
  from shop.listOrders() as shop
  //                        ^^^^ error duplicate-name: \`shop\` is an instance and is known here.
}
`));

  it('a secret of a flow is only compared', () => check(`
flow hook {
  use shop = shop.main
    secret hookKey: string
  //^^^^^^ error not-supported
    trigger http POST '/stock' as request verify request.header['X-Key'] == hookKey
  //^^^^^^^ error not-supported
  log hookKey
  //  ^^^^^^^ error secret-leaves: \`hookKey\` is a secret: it is only compared
  let copy = { hookKey, name: shop.name }
  //           ^^^^^^^ error secret-leaves
}
`));
});

describe('flows that run flows', () => {
  it('know it, with its arguments', () => check(`
    flow one(order: shop.Order, prefix: string = 'a') {
  //^^^^ warning not-supported
  log "{prefix} {order.number}"
}
flow main {
  use shop = shop.main
  from shop.listOrders() as order
    run ones(order)
  //^^^ error not-supported
    //  ^^^^ error unknown-flow: There is no flow \`ones\` in this file. Did you mean \`one\`?
    run one(prefix: 5)
  //^^^ error not-supported
    //  ^^^ error missing-argument: \`one\` needs the argument \`order\`.
    //              ^ error wrong-type: string is needed
}
`));
});

describe('triggers and tests', () => {
  it('a schedule has five fields, in a time zone that there is', () => check(`
flow main {
  trigger schedule '*/15 * *'
  //               ^^^^^^^^^^ error bad-value: A schedule has five fields
  trigger schedule '0 25 * * mon' timezone 'Europe/Londn'
  //               ^^^^^^^^^^^^^^ error bad-value: '25' is no hour: a number from 0 to 23
  //                                       ^^^^^^^^^^^^^^ error bad-value: 'Europe/Londn' is no time zone
  trigger schedule '0 9-17/2 1,15 * mon-fri'
  trigger every 15
  //            ^^ error bad-duration: Write the unit
  trigger every 0m
  //            ^^ error bad-duration
  from [1] as one
}
`));

  it('a test of a flow that several other files declare imports the one that is meant', () => check(`
  test 'a' for nightly { expect read == 1 }
//^^^^ warning not-supported
  //           ^^^^^^^ error unknown-flow: There is more than one flow \`nightly\`, in \`late.flow\` and \`night.flow\`. Import the file that is meant.
  test 'b' for daily { expect read == 1 }
//^^^^ warning not-supported
//- /night.flow
flow nightly {
  from [1] as one
}
flow daily {
  from [1] as one
}
//- /late.flow
flow nightly {
  from [1] as one
}
`));

  it('a test names what it is for', () => check(`
flow main {
  from [1] as one
}
  test 'a' for mian { expect read == 1 }
//^^^^ warning not-supported
  //           ^^^^ error unknown-flow: There is no flow \`mian\`. Did you mean \`main\`?
  test 'b' for shop.getOrdr { expect nothing == 1 }
//^^^^ warning not-supported
  //                ^^^^^^^ error unknown-endpoint: Did you mean \`getOrder\`?
  //                                 ^^^^^^^ error unknown-name
  test 'b' for main { expect read == 1 }
//^^^^ warning not-supported
  //   ^^^ error duplicate-name: There is a test 'b' already.
`));
});

describe('names that stand twice', () => {
  it('in files, types, parameters and objects', () => check(`
flow main {
  use shop = shop.main
  use shop = shop.eu
  //  ^^^^ error duplicate-name: There is something called \`shop\` already.
  from shop.listOrders() as order
  log { a: 1, a: 2 }
  //          ^ error duplicate-name: There is an entry \`a\` already.
}
function f(a: string, a: integer): { x: string, x: string } = { x: a, x: 'b' }
//                    ^ error duplicate-name: There is a parameter \`a\` already.
//                                              ^ error duplicate-name: There is a field \`x\` already.
//                                                                    ^ error duplicate-name: an entry \`x\`
flow         main {
  //         ^^^^ error duplicate-name: There is a flow \`main\` already.
  from [1] as one
}
function     f(): string = 'x'
  //         ^ error duplicate-name: There is a table or function \`f\` already.
`));

  it('connectors of one name in one workspace', () => check(`
//- /other.connector
connector shop { version 1.0.0 base 'https://x.example' }
  //      ^^^^ error duplicate-name: There is a connector \`shop\` already, in shop.connector.
//- /shop.connector
connector shop { version 1.0.0 base 'https://y.example' }
  //      ^^^^ error duplicate-name: There is a connector \`shop\` already, in other.connector.
//- /patchbay.json
{}
`));
});

describe('types', () => {
  it('unknown names say what they are called here', () => check(`
function a(x: int, y: text, z: Sting, w: Order): shop.Ordr = x
//            ^^^ error unknown-entity: There is no type \`int\` here. Write \`integer\`.
//                    ^^^^ error unknown-entity: Write \`string\`.
//                             ^^^^^ error unknown-entity: Did you mean \`string\`?
//                                       ^^^^^ error unknown-entity: Did you mean \`shop.Order\`?
//                                                    ^^^^ error unknown-entity: \`shop\` has no entity \`Ordr\`. Did you mean \`Order\`?
function b(x: shpo.Order, y: input string, z?: string): any = x
//            ^^^^ error unknown-connector: Did you mean \`shop\`?
//                           ^^^^^ error wrong-type: \`input\` stands before an entity, and \`string\` is none.
//                                          ^ error optional-in-type: the \`?\` follows the type: \`z: string?\`.
extend shop.Ordr { a: string? }
//          ^^^^ error unknown-entity: Did you mean \`Order\`?
extend shop.Order { note: string, gift: string? }
//                  ^^^^ error duplicate-name: \`shop.Order\` has a field \`note\` already.
`));

  it('attributes: which there are, what they take, on what they stand', () => check(`
flow main {
  input a: string @pattren('x')
  //              ^^^^^^^^^^^^^ error unknown-attribute: There is no attribute \`@pattren\`. Did you mean \`@pattern\`?
  input b: string @pattern('[') @min(1)
  //                       ^^^ error bad-pattern: This is no pattern of RE2
  //                            ^^^^^^^ error wrong-type: \`@min\` is for integer, decimal, number, and \`b\` is string.
  input c: integer @min(10) @max(1) @maxLength('x')
  //                        ^^^^^^^ error bad-value: \`@max(1)\` is below \`@min(10)\`
  //                                           ^^^ error wrong-type: \`@maxLength\` takes a whole number here.
  input d: date @format('DD.MM.YYYY')
  //                    ^^^^^^^^^^^^ error bad-pattern: \`DD\` is no field of a date pattern. The year is \`yyyy\`, the day \`dd\`.
  input e: datetime @format('yyyy-MM-dd', zone: 'Londn')
  //                                      ^^^^^^^^^^^^^ error bad-value: 'Londn' is no time zone
  input f: string = 'A1' @pattern('^[a-z]+$') @example('B2') @key @key
  //                ^^^^ error bad-value: The default does not fit its own field. It should match ^[a-z]+$
  //                                                   ^^^^ error bad-value: The example does not fit its own field.
  //                                                              ^^^^ error duplicate-name: \`@key\` stands here twice.
  input g: boolean @format('Y') @pattern
  //               ^^^^^^^^^^^^ error missing-argument: A boolean has two texts
  //                            ^^^^^^^^ error missing-argument: \`@pattern\` needs a pattern
  input h: string @key(1) @
  //                   ^ error surplus-argument: \`@key\` takes nothing in parentheses.
  //                      ^ error unknown-attribute: Which attribute?
  from [1] as one
}
`));

  it('entities that extend themselves, or nothing', () => check(`
//- /own.connector
entity A extends B { a: string }
//               ^ error circular: \`A\` extends itself, by way of \`B\`.
entity B extends A { b: string }
//               ^ error circular
entity C extends D { c: string }
//               ^ error unknown-entity: There is no entity \`D\` here.
`));
});

describe('flows that run one another', () => {
  it('in a circle would never come to an end', () => check(`
  flow one(order: shop.Order) {
//^^^^ warning not-supported
    run two(order)
  //^^^ error not-supported
  //    ^^^ error circular: \`one\` would run itself, by way of \`two\`: a record would never come to an end.
}
  flow two(order: shop.Order) {
//^^^^ warning not-supported
    run three(order)
  //^^^ error not-supported
  //    ^^^^^ error circular: \`two\` would run itself, by way of \`three\`
    run four(order)
  //^^^ error not-supported
}
  flow three(order: shop.Order) {
//^^^^ warning not-supported
    run one(order)
  //^^^ error not-supported
  //    ^^^ error circular: \`three\` would run itself, by way of \`one\`
}
  flow four(order: shop.Order) {
//^^^^ warning not-supported
    route { when order.total > 1 { run four(order) } }
    //                             ^^^ error not-supported
    //                                 ^^^^ error circular: \`four\` runs itself
    run five(order)
  //^^^ error not-supported
}
  flow five(order: shop.Order) {
//^^^^ warning not-supported
  log order.number
}
`));
});

describe('what a step works on', () => {
  it('`set` changes a variable or an entry of a store, `sort` goes by what has an order', () => check(`
flow main {
  use shop = shop.main
  input least: decimal = 0
  variable count: integer = 0
//^^^^^^^^ error not-supported
  store links: { [string]: string } scope workspace
//^^^^^ error not-supported
  from shop.listOrders() as order
  set count = count + 1
//^^^ error not-supported
  set links[order.number] = order.number keep 7d
//^^^ error not-supported
  set links = { }
//^^^ error not-supported
  //  ^^^^^ error wrong-type: A store is changed entry by entry: \`set links[key] = …\`.
  set order.note = 'x'
//^^^ error not-supported
  //  ^^^^^^^^^^ error wrong-type: \`set\` changes a \`variable\` of the flow, or an entry of a \`store\`, and \`order.note\` is neither.
  set least = 1
//^^^ error not-supported
  //  ^^^^^ error wrong-type: \`least\` is neither
  set nothing = 1
//^^^ error not-supported
  //  ^^^^^^^ error unknown-name
  sort order.placedAt desc
//^^^^ error not-supported
  sort order
//^^^^ error not-supported
  //   ^^^^^ error wrong-type: \`sort\` compares numbers, texts, times or durations, and \`order\` is shop.Order. Name the field that is meant.
}
`));
});
