import { describe, it } from 'vitest';
import { checkConnector } from './workspace.ts';

const inConnector = (members: string): Promise<void> => checkConnector(`
connector own {
  version 1.0.0
  base 'https://api.own.example'
  settings { tags: string[]?, size: integer = 50 }
  entity Thing { id: integer @key, name: string, at: datetime, seconds: integer, tags: string[], on: boolean }
  endpoint things(): Thing[] { GET '/things' records body }
${members}
}`);

describe('what a request carries', () => {
  it('a query, a header and a form hold what has a spelling there', () => inConnector(`
  headers { 'A': tags, 'B': { a: 1 }, 'C D': 'x' }
  //                        ^^^^^^^^ error wrong-type: \`{ a: 1 }\` is an object, and a header holds texts, numbers, booleans and dates, or lists of them.
  //                                  ^^^^^ error bad-value: 'C D' is no name of a header
  endpoint a(thing: Thing, ids: integer[], at: datetime?, deep: string[][]?): any {
    GET '/x'
    query { thing, ids, at, deep, all: [thing], json: thing.json(), first: ids.first(), on: true, any: tags?.join(',') }
    //      ^^^^^ error wrong-type: \`thing\` is an object, and a query holds
    //                      ^^^^ error wrong-type: \`deep\` holds lists, and a query holds
    //                                 ^^^^^^^ error wrong-type: \`[thing]\` holds objects
    result body
  }
  endpoint b(thing: Thing): any { POST '/x' body form { thing, id: thing.id } result body }
  //                                                    ^^^^^ error wrong-type: a form holds
  endpoint c(thing: Thing): any { POST '/x' body form thing.id result body }
  //                                                  ^^^^^^^^ error wrong-type: \`thing.id\` is integer. A form is an object
  endpoint d(thing: Thing): any { POST '/x' body raw thing result body }
  //                                                 ^^^^^ error wrong-type: \`thing\` is Thing. A raw body is a text or bytes: leave \`raw\` out for JSON.
  endpoint e(thing: Thing, text: string): any { POST '/x' body raw text query { id: thing.id } result body }
  endpoint f(data: bytes): any { POST '/x' body raw data result body }
  endpoint g(thing: Thing): any { POST '/x' body thing result body }
`));

  it('a path holds no object and no list', () => inConnector(`
  endpoint a(thing: Thing, ids: integer[]): any { GET "/x/{thing}/{ids}/{thing.id}/{ids.join(',')}/{thing.at}" result body }
  //                                                       ^^^^^ error wrong-type: \`thing\` is an object, which is no part of a URL. Name the member that is meant.
  //                                                               ^^^ error wrong-type: \`ids\` is a list, which is no part of a URL. Write \`.join(',')\`
`));

  it('the number of the first page is a number', () => inConnector(`
  endpoint a(): any[] { GET '/x' records body paginate page query.page from 'one' }
  //                                                                        ^^^^^ error wrong-type: integer is needed
`));
});

describe('what is asked before a repeat', () => {
  it('is an endpoint that reads one record', () => inConnector(`
  endpoint find(name: string): Thing { GET '/x' query { name } on 404 empty result body }
  endpoint list(name: string): Thing[] { GET '/x' query { name } records body }
  endpoint a(thing: Thing): Thing { POST '/x' body thing result body verify find(thing.name) }
  //                                                                 ^^^^^^ warning not-supported
  endpoint b(thing: Thing): Thing { POST '/x' body thing result body verify thing.name == 'x' }
  //                                                                 ^^^^^^ warning not-supported
  //                                                                        ^^^^^^^^^^^^^^^^^ error misplaced-call: \`verify\` calls an endpoint of this connector
  endpoint c(thing: Thing): Thing { POST '/x' body thing result body verify list(thing.name) }
  //                                                                 ^^^^^^ warning not-supported
  //                                                                        ^^^^ error wrong-type: \`list\` lists, and \`verify\` needs one record
  endpoint d(thing: Thing): Thing { POST '/x' body thing result body verify b(thing) }
  //                                                                 ^^^^^^ warning not-supported
  //                                                                        ^ error writes-here: \`b\` writes, and \`verify\` only looks.
  endpoint e(thing: Thing): Thing { POST '/x' body thing result body verify fnid(thing.name) }
  //                                                                 ^^^^^^ warning not-supported
  //                                                                        ^^^^ error unknown-function
`));
});

describe('a mark', () => {
  it('is of a kind that can be compared, and that the parameter takes', () => inConnector(`
  endpoint a(since: datetime?): Thing[] { GET '/x' query { since } records body incremental since by tags }
  //                                                                                                 ^^^^ error wrong-type: A mark is a number, a text, a date or a time, and \`tags\` is string[].
  endpoint b(since: integer?): Thing[] { GET '/x' query { since } records body incremental since by at }
  //                                                                                                ^^ error wrong-type: \`at\` is datetime, and the mark is kept as \`since\`, which is integer: it would never move. Declare \`since: datetime? @format('epoch')\`
  endpoint c(since: datetime?): Thing[] { GET '/x' query { since } records body incremental since by seconds }
  //                                                                                                 ^^^^^^^ error wrong-type: \`seconds\` is integer, and the mark is kept as \`since\`, which is datetime
  endpoint d(since: datetime? @format('epoch')): Thing[] { GET '/x' query { since } records body incremental since by at }
  endpoint e(since: integer?): Thing[] { GET '/x' query { since } records body incremental since by seconds }
  endpoint f(since: datetime?): Thing[] { GET '/x' query { since } records body incremental since by name }
  endpoint g(since: date?): Thing[] { GET '/x' query { since } records body incremental since by at }
  endpoint h(since: datetime?): Thing[] { GET '/x' query { since } records body incremental since by request.time }
`));
});
