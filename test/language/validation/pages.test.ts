import { describe, it } from 'vitest';
import { checkConnector } from './workspace.ts';

const inConnector = (members: string, options: { hints?: boolean } = {}): Promise<void> => checkConnector(`
connector own {
  version 1.0.0
  base 'https://api.own.example'
${members}
}`, options);

describe('lists that could be longer than what is read of them', () => {
  it('a page that could be full, with nothing to say that more follows', () => inConnector(`
  endpoint a(): any[] { GET '/x' query { status: 'open', limit: 250 } records body }
  //                                                     ^^^^^ warning page-without-next: A page of 250 could be full, and nothing says that more follows
  endpoint b(): any[] { POST '/x' reads body { page: { size: 100 } } records body.hits }
  //                                                   ^^^^ warning page-without-next: A page of 100
  endpoint c(): any[] { GET '/x' query { 'page[size]': '50' } result body.data }
  //                                     ^^^^^^^^^^^^ warning page-without-next
  endpoint d(): any[] { graphql '''query { orders(first: 100) { nodes { id } } }''' records body.data.orders.nodes }
  //                    ^^^^^^^ warning page-without-next: \`paginate cursor variables.after = body.data.….pageInfo.endCursor while body.data.….pageInfo.hasNextPage\`
  endpoint e(): any[] { graphql '''query ($n: Int) { orders(first: $n) { nodes { id } } }''' variables { n: 50 } records body.data.orders.nodes }
  //                    ^^^^^^^ warning page-without-next: A page of 50
  endpoint f(): any[] { GET '/x?status=open&limit=100' records body }
  //                        ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning page-without-next: \`paginate page query.page size query.limit = 100\`
  endpoint g(of: string): any[] { GET "/x/{of}?page%5Bsize%5D=20" records body }
  //                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning page-without-next
  endpoint h(): any[] { GET '/x' headers { 'Prefer': 'odata.maxpagesize=100' } records body.value }
  //                                       ^^^^^^^^ warning page-without-next: Say how the next page is got: \`paginate next body['@odata.nextLink']\`.
  endpoint i(limit: integer = 100): any[] { GET '/x' query { limit } records body }
  //         ^^^^^ warning page-without-next: A page of 100
`));

  it('says nothing where paging is said, where one is asked for, and where the caller says how many', () => inConnector(`
  endpoint a(): any[] { GET '/x' query { limit: 250 } paginate link records body }
  endpoint b(): any[] { GET '/x' query { limit: 1 } records body }
  endpoint c(limit: integer): any[] { GET '/x' query { limit } records body }
  endpoint d(): any { GET '/x' query { limit: 50 } result body }
  endpoint e(rows: any): any[] { POST '/x' body { limit: 50, rows } result body }
  endpoint f(): any[] { GET '/x' query { status: 250 } records body }
  endpoint g(size: string = '50', count: integer = 1): any { GET '/x' query { size, count } result body }
  endpoint h(id: integer): any[] { GET "/x?id={id}&limits=100&limit=1" headers { 'Prefer': 'return=minimal' } records body }
  endpoint i(status: integer = 200): any[] { GET '/x' query { status } records body }
`));

  it('a list inside of a record that asks for its first and not for what follows', () => inConnector(`
  endpoint a(): any[] {
    graphql 'query ($after: String) { books(first: 50, after: $after) { pageInfo { endCursor } nodes { id reviews(first: 100) { nodes { id } } } } }'
    //      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning page-without-next: \`reviews\` asks for its first records and not for \`pageInfo\`
    paginate cursor variables.after = body.data.books.pageInfo.endCursor
    records body.data.books.nodes
  }
`));

  it('counting pages over an order that changes', () => inConnector(`
  endpoint a(): any[] { GET '/x' query { sort: 'updated_at' } paginate page query.page records body }
  //                                           ^^^^^^^^^^^^ warning unstable-order: Order by what does not change
  endpoint b(): any[] { GET '/x' query { sort: 'id' } paginate page query.page records body }
  endpoint c(): any[] { GET '/x' query { sort: 'updated_at' } paginate link records body }
`));

  it('a mark that no parameter carries, and an endpoint without a word about it, are hints', () => inConnector(`
  /** All of them. */
  endpoint a(): { at: datetime }[] { GET '/x' records body incremental by at }
  //                                                       ^^^^^^^^^^^ hint reads-everything: No parameter carries the mark
  /** The newest first. */
  endpoint b(): { at: datetime }[] { GET '/x' records body incremental by at newest first }
  endpoint c(): any { GET '/x' result body }
  //       ^ hint no-documentation: \`c\` has no documentation
`, { hints: true }));
});
