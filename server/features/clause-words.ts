// What the words inside of a clause mean, each with its rule of the grammar: as names they mean something else.

const signingIn: Record<string, string> = {
  'OAuthProperty.authorizeParams': 'Further parameters of the page on which the person signs in.', 'OAuthProperty.refreshParams': 'Further parameters of the request that renews the token.',
  'OAuthProperty.pkce': '`pkce false` where the vendor refuses PKCE, RFC 7636.', 'OAuthProperty.clientId': 'The application\'s id: the setting or secret of this name unless given.',
  'OAuthProperty.clientSecret': 'The application\'s secret: the secret of this name unless given.', 'OAuthProperty.username': 'The setting or secret of this name unless given.',
  'OAuthProperty.password': 'The secret of this name unless given.', 'OAuthProperty.refreshToken': 'The secret of this name unless given.',
  'OAuthProperty.headers': 'Headers of the token request.',
  'ClientAuth.json': 'Id and secret go in a JSON body.', 'ClientAuth.basic': 'Id and secret go in the `Authorization` header, RFC 6749 2.3.1.', 'ClientAuth.body': 'Id and secret go in the form.',
  'JwtProperty.alg': 'How it is signed: `RS256`, `PS256`, `ES256`, `HS256`, …', 'JwtProperty.key': 'What it is signed with: a private key in PEM, or a shared secret.', 'JwtProperty.kid': 'The id of the key, where the vendor knows several.', 'JwtProperty.claims': 'What the assertion says: `iss`, `sub`, `aud`, …',
  'OAuth1Property.signature': 'How requests are signed, such as `HMAC-SHA256`.', 'OAuth1Property.consumerKey': 'The application\'s key.', 'OAuth1Property.consumerSecret': 'The application\'s secret.',
  'OAuth1Property.token': 'The token that the user was given.', 'OAuth1Property.tokenSecret': 'The secret of that token.', 'OAuth1Property.realm': 'The realm of the `Authorization` header.',
  'Sign.header': 'The header that the signature goes into.',
  'SigV4Property.service': 'The AWS service that is signed for.', 'SigV4Property.region': 'The AWS region that is signed for.', 'SigV4Property.accessKeyId': 'The id of the access key.', 'SigV4Property.secretAccessKey': 'The secret of the access key.', 'SigV4Property.sessionToken': 'The token of temporary credentials.',
  'CertificateProperty.cert': 'The certificate, in PEM.', 'CertificateProperty.key': 'Its private key, in PEM.', 'CertificateProperty.passphrase': 'What the private key is locked with.',
};

const pacing: Record<string, string> = {
  'Limit.remaining': 'Slows down by what the API says is left: `limit remaining header \'X-Remaining\'`.', 'Limit.header': 'The header of the answer that says it.', 'Limit.reset': 'When the number is full again.',
  'Limit.cost': 'Requests cost differently: `limit cost … available … restore …`.', 'Limit.available': 'What is left, by the answer.', 'Limit.restore': 'How much comes back each second.',
  'Limit.concurrent': 'So many requests may be under way at once.', 'Limit.per': 'So many requests in that time.', 'Limit.day': 'A calendar day, in UTC.', 'Limit.burst': 'So many may go at once before it slows down.',
  'ResponseAction.times': 'How often it is tried again.', 'ResponseAction.to': 'The longest wait.', 'ResponseAction.after': 'How long to wait: a duration, or `header \'Retry-After\'`.', 'ResponseAction.header': 'The header of the answer that says it.',
  'ResponseAction.at': 'When to try again.', 'ResponseAction.epoch': 'The header counts seconds since 1970.', 'ResponseAction.with': 'What the answer then is.',
};

const reading: Record<string, string> = {
  'Body.xml': 'As XML: `\'@name\'` is an attribute, `\'#text\'` the text beside others.', 'Body.csv': 'As CSV, a row for each record.',
  'PageClause.after': 'So many records or pages.', 'PageClause.with': 'What the first request then says.', 'Slot.header': 'A header of the request.', 'Slot.path': 'A parameter of the endpoint that its path has.',
  'Incremental.to': 'The parameter for the end of the stretch.', 'Incremental.first': '`newest first`: the API lists the newest record first, so that reading can stop.',
  'Idempotent.false': 'This API carries a repeated request out again, whatever its method.', 'Idempotent.header': 'The header that takes the key.',
  'EachResult.index': 'The results stand in the order of what was sent.', 'Upsert.find': 'The endpoint that looks for the record.', 'Upsert.create': 'Called where none was found.', 'Upsert.update': 'Called with the one that was found.', 'Upsert.conflict': 'Somebody else created it meanwhile: it is looked for again.',
  'Submit.job': 'What names the job; it is journalled, so that a crash goes on asking.',
  'Decode.gzip': 'Unpacked first.', 'Decode.zip': 'Unpacked first.', 'Decode.json': 'As one JSON value.', 'Decode.ndjson': 'A JSON value a line.', 'Decode.csv': 'A record a row: `csv { separator: \';\', header: false }`.', 'Decode.xml': 'As XML: `xml { arrays: [\'Line\'] }`.',
  'Decode.text': 'As a text.', 'Decode.bytes': 'As it is.', 'Decode.nest': 'Puts lines under the record that they belong to.', 'Decode.into': 'The field that they go into.',
};

const flows: Record<string, string> = {
  'Table.key': 'The column by which it is looked up.', 'Table.value': 'The column that it gives; the whole row unless given.', 'Store.workspace': 'All flows of the workspace share it.', 'Store.flow': 'The runs of this flow share it.', 'Store.run': 'It begins empty with each run.',
  'StopAfter.after': 'How many are too many.', 'StopAfter.rejected': 'Records that were set aside.', 'RouteStep.all': 'Down every case that fits.', 'RespondStep.status': 'The status of the answer; 200 unless given.',
  'SendStep.csv': 'A row for each record.', 'SendStep.json': 'One array of all records.', 'SendStep.ndjson': 'A record a line.', 'SendStep.xml': 'As XML.',
  'LogStep.debug': 'For whoever looks for a mistake.', 'LogStep.info': 'What it is unless a level is given.', 'LogStep.warn': 'Something that one should look at.', 'LogStep.error': 'Something that went wrong.',
  'Expect.called': 'How often an endpoint was called, or with what.', 'Expect.times': 'Exactly so often.', 'Expect.with': 'The arguments, by name, as far as they are written.',
};

/** Documentation by rule and word, as Markdown. */
export const clauseWords: Readonly<Record<string, string>> = { ...signingIn, ...pacing, ...reading, ...flows };
