// Connectors: what they lack, what an API would refuse, what would leave where it should not.
export default [
  {
    code: 'missing-member', title: 'Something that is needed is not there', in: 'members',
    why: 'A connector needs `version` and `base`, an endpoint its request and where the record is in the answer, an `auth` what it puts on a request.',
    wrong: "endpoint get(): any { result body }", right: "endpoint get(): any { GET '/x' result body }",
  },
  {
    code: 'missing-hosts', title: 'A host that contains a setting, without `hosts`', in: 'connector',
    why: 'Credentials go to the connector\'s hosts only. Where the host is put together, the connector says which hosts that may be.',
    wrong: "connector own {\n  version 1.0.0\n  settings { shop: string }\n  base \"https://{shop}.example.com\"\n}", right: "connector own {\n  version 1.0.0\n  settings { shop: string }\n  hosts ['*.example.com']\n  base \"https://{shop}.example.com\"\n}",
  },
  {
    code: 'base-not-in-hosts', title: 'A URL outside of the connector\'s hosts', in: 'connector',
    why: 'A request to a host that `hosts` does not list would be refused: credentials never leave them.',
    wrong: "connector own {\n  version 1.0.0\n  hosts ['api.example.com']\n  base 'https://api.example.org'\n}", right: "connector own {\n  version 1.0.0\n  hosts ['api.example.com']\n  base 'https://api.example.com'\n}",
  },
  {
    code: 'bad-pattern', title: 'A pattern that cannot be read', in: 'steps',
    why: 'Patterns are those of RE2, without look-ahead and references; date patterns those of CLDR (`yyyy-MM-dd`). Every record would fail.',
    wrong: "filter order.number.matches('(')", right: "filter order.number.matches('^A[0-9]+$')",
  },
  {
    code: 'bad-version', title: 'A version that is none', in: 'connector',
    why: 'Versions are three numbers, so that an update can be told from what is installed.',
    wrong: "connector own {\n  version 01.0.0\n  base 'https://api.example.com'\n}", right: "connector own {\n  version 1.0.0\n  base 'https://api.example.com'\n}",
  },
  {
    code: 'bad-status', title: 'A status that HTTP does not have', in: 'members',
    why: 'Statuses go from 100 to 599, a range from the lower to the higher: the rule would never fit.',
    wrong: "on 4290 fail 'Too many requests'", right: "on 429 fail 'Too many requests'",
  },
  {
    code: 'bad-duration', title: 'A duration without a unit, or of no time', in: 'members',
    why: '`30` could be seconds or milliseconds. Durations are `500ms`, `30s`, `15m`, `2h`, `90d`.',
    wrong: 'timeout 30', right: 'timeout 30s',
  },
  {
    code: 'bad-url', title: 'A URL or path that is none', in: 'members',
    why: 'A base begins with `https://`, a path with `/`; what is put into it stands in double quotes.',
    wrong: "endpoint get(): any { GET 'orders' result body }", right: "endpoint get(): any { GET '/orders' result body }",
  },
  {
    code: 'plain-http', title: 'A URL without encryption', in: 'connector',
    why: 'With `http://` everybody on the way reads secrets and data. On this machine itself it is well.',
    wrong: "connector own {\n  version 1.0.0\n  base 'http://api.example.com'\n}", right: "connector own {\n  version 1.0.0\n  base 'https://api.example.com'\n}",
  },
  {
    code: 'bad-path', title: 'A path of a file that leads out of the workspace', in: 'connector',
    why: 'Files that a connector or flow names lie in the workspace, so that one that was installed cannot read anything else.',
    wrong: "connector own {\n  version 1.0.0\n  base 'https://api.example.com'\n  icon '/etc/own.svg'\n}", right: "connector own {\n  version 1.0.0\n  base 'https://api.example.com'\n  icon 'own.svg'\n}",
  },
  {
    code: 'missing-icon', title: 'An icon that is not there', in: 'connector', disk: true,
    why: 'Lists and the marketplace show the picture that lies beside the connector.',
    wrong: "connector own {\n  version 1.0.0\n  base 'https://api.example.com'\n  icon 'other.svg'\n}", right: "connector own {\n  version 1.0.0\n  base 'https://api.example.com'\n  icon 'own.svg'\n}",
  },
  {
    code: 'bad-value', title: 'A value that cannot work where it stands', in: 'steps',
    why: 'It is of the right type, and no run could do anything with it: a time zone that does not exist, a batch of no record, a schedule of four fields.',
    wrong: "log order.placedAt.inZone('Europe/Londn').iso()", right: "log order.placedAt.inZone('Europe/London').iso()",
  },
  {
    code: 'paging-without-records', title: 'Paging without `records`', in: 'members',
    why: 'Paging needs to know where the records of a page are, to count them and to see that there are none.',
    wrong: "endpoint list(): any[] { GET '/orders' paginate link result body.orders }", right: "endpoint list(): any[] { GET '/orders' paginate link records body.orders }",
  },
  {
    code: 'slot-not-sent', title: 'A value that no request carries', in: 'members',
    why: 'A cursor that is not sent gives the first page for ever; a mark that is not sent reads everything each time.',
    wrong: "endpoint list(): any[] { GET '/orders' paginate cursor body.after = body.next records body.orders }", right: "endpoint list(): any[] { GET '/orders' paginate cursor query.after = body.next records body.orders }",
  },
  {
    code: 'page-without-next', title: 'A page that could be full, with nothing to say that more follows', in: 'members',
    why: 'The list asks for some number of records and reads one answer. On the day that there are more, those are never seen, without an error. The size may stand in `query`, `body`, `variables`, the URL, a header, or be the default of a parameter.',
    wrong: "endpoint list(): any[] { GET '/orders' query { limit: 250 } records body.orders }", right: "endpoint list(): any[] { GET '/orders' query { limit: 250 } paginate link records body.orders }",
  },
  {
    code: 'unstable-order', title: 'Counted pages over an order that changes', in: 'members',
    why: 'A record that changes while pages are read moves behind, everything after it moves up by one, and the next page begins one record too late.',
    wrong: "endpoint list(): any[] { GET '/orders' query { sort: 'updated_at' } paginate page query.page records body }", right: "endpoint list(): any[] { GET '/orders' query { sort: 'id' } paginate page query.page records body }",
  },
  {
    code: 'reads-everything', title: 'A mark that is not part of the request', in: 'members',
    why: 'Every run reads the whole list and drops what is older here. That is right for an API that cannot filter, and slow for one that can.',
    wrong: "endpoint list(): { at: datetime }[] { GET '/orders' records body incremental by at }", right: "endpoint list(since: datetime?): { at: datetime }[] { GET '/orders' query { since } records body incremental since by at }",
  },
  {
    code: 'secret-leaves', title: 'A secret that would stand where others read it', in: 'connector',
    why: 'URLs stand in the logs of servers and proxies, messages in the run\'s own. A secret goes into a header, a query parameter or a body, from its `auth`; into no URL, setting, record or message.',
    wrong: "connector own {\n  version 1.0.0\n  base 'https://api.example.com'\n  auth key { secret token: string header 'X-Key': token }\n  endpoint get(): any { GET \"/x/{token}\" result body }\n}", right: "connector own {\n  version 1.0.0\n  base 'https://api.example.com'\n  auth key { secret token: string header 'X-Key': token }\n  endpoint get(): any { GET '/x' result body }\n}",
  },
  {
    code: 'body-not-allowed', title: 'A body in a request that has none', in: 'members',
    why: 'Servers and proxies ignore or refuse the body of a GET. A search that needs one is a `POST` that `reads`.',
    wrong: "endpoint find(text: string): any[] { GET '/search' body { text } records body }", right: "endpoint find(text: string): any[] { POST '/search' reads body { text } records body }",
  },
  {
    code: 'conflicting-members', title: 'Two things that exclude one another', in: 'members',
    why: 'Only one of them could have an effect, and which one is not to be guessed.',
    wrong: "endpoint get(): any { GET '/x' POST '/y' result body }", right: "endpoint get(): any { GET '/x' result body }",
  },
  {
    code: 'no-documentation', title: 'An endpoint without a word about it', in: 'members',
    why: 'Completion, hover and the marketplace show the comment before a declaration: it is the manual of whoever writes a flow.',
    wrong: "endpoint getStore(): any { GET '/store' result body }", right: "/** The store itself: the cheapest way to try a connection. */\nendpoint getStore(): any { GET '/store' result body }",
  },
];
