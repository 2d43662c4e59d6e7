// Headers of HTTP and types of content that APIs for business data use: names by the registry of RFC 9110, and what has become usual.

/** Types of content, with what they are. */
export const mediaTypes: Readonly<Record<string, string>> = {
  'application/json': 'JSON', 'application/xml': 'XML', 'text/csv': 'CSV', 'text/plain': 'text', 'application/x-www-form-urlencoded': 'a form', 'multipart/form-data': 'a form with files',
  'application/x-ndjson': 'a JSON value a line', 'application/vnd.api+json': 'JSON:API', 'application/hal+json': 'HAL', 'application/merge-patch+json': 'JSON Merge Patch, RFC 7396',
  'application/json-patch+json': 'JSON Patch, RFC 6902', 'application/problem+json': 'problem details, RFC 9457', 'application/graphql-response+json': 'an answer of GraphQL',
  'text/xml': 'XML, as SOAP 1.1 has it', 'application/soap+xml': 'SOAP 1.2', 'application/atom+xml': 'an Atom feed', 'text/html': 'HTML', 'application/pdf': 'PDF', 'application/zip': 'ZIP', 'application/gzip': 'gzip',
  'application/octet-stream': 'bytes', 'image/png': 'a picture', 'image/jpeg': 'a picture', 'image/svg+xml': 'a picture',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Excel',
};

const contentTypes = Object.keys(mediaTypes);

/** Usual values, by the header's name in small letters. */
export const headerTexts: Readonly<Record<string, readonly string[]>> = {
  'accept': contentTypes, 'content-type': contentTypes,
  'accept-encoding': ['gzip', 'deflate', 'br', 'identity'], 'accept-language': ['en', 'en-GB', 'en-US'], 'accept-charset': ['utf-8'],
  'cache-control': ['no-cache', 'no-store'], 'connection': ['keep-alive', 'close'],
  'prefer': ['return=representation', 'return=minimal', 'respond-async', 'odata.include-annotations="*"'], 'odata-version': ['4.0'], 'odata-maxversion': ['4.0'],
  'x-requested-with': ['XMLHttpRequest'],
};

/** Headers that a request may have. */
export const requestHeaders: Readonly<Record<string, string>> = {
  'Accept': 'The types of content that the answer may have.', 'Content-Type': 'The type of what is sent. A body in JSON or a form sets it by itself.',
  'Authorization': 'Credentials. An `auth` sends them only to the connector\'s hosts.', 'Accept-Language': 'The languages of texts in the answer.', 'Accept-Encoding': 'How the answer may be packed.', 'Accept-Charset': 'The character set of the answer.',
  'User-Agent': 'Who asks: some APIs want a name and an address.', 'If-Match': 'Writes only where the record has this `ETag`.', 'If-None-Match': 'Answers only where the record has another `ETag`.',
  'If-Modified-Since': 'Answers only what has changed since.', 'Idempotency-Key': 'Tells a repeated request from a new one.', 'Prefer': 'What the answer should have, RFC 7240.', 'Cache-Control': 'Whether a kept answer may do.',
  'Range': 'Only this stretch of the answer.', 'Origin': 'Where the request comes from.', 'Referer': 'The page that it comes from.', 'Date': 'When it was sent.', 'Digest': 'A hash of the body.',
  'X-Api-Key': 'A key, as many APIs name it.', 'X-API-Version': 'The version of the API.', 'X-Request-Id': 'A name for the request, for the vendor\'s support.', 'X-Correlation-Id': 'What belongs together, for the vendor\'s support.',
  'X-HTTP-Method-Override': 'The method that is meant, where only POST gets through.', 'X-Requested-With': 'Tells a program from a page.', 'X-CSRF-Token': 'What the server gave against forged requests.',
  'OData-Version': 'The version of OData that is sent.', 'OData-MaxVersion': 'The version of OData that is understood.', 'SOAPAction': 'The operation of SOAP 1.1.',
};

/** Headers of an answer that a connector reads. */
export const answerHeaders: Readonly<Record<string, string>> = {
  'Retry-After': 'How long to wait: seconds, or a date.', 'Link': 'Other pages, RFC 8288.', 'X-Total-Count': 'How many records there are.', 'Location': 'Where what was made, or what is to be read, lies.', 'ETag': 'The version of the record.',
  'Last-Modified': 'When it was last changed.', 'Date': 'When it was answered.', 'Content-Type': 'The type of what was answered.', 'Content-Disposition': 'The name of a file.', 'Content-Range': 'Which records these are, and of how many.',
  'RateLimit-Limit': 'How many requests may be made.', 'RateLimit-Remaining': 'How many requests are left.', 'RateLimit-Reset': 'Seconds until they are full again.', 'X-RateLimit-Limit': 'How many requests may be made.',
  'X-RateLimit-Remaining': 'How many requests are left.', 'X-RateLimit-Reset': 'When they are full again.', 'X-Request-Id': 'The request, for the vendor\'s support.', 'Set-Cookie': 'A session.', 'WWW-Authenticate': 'How to sign in.',
};
