import type { FakeRequest, Json, Reply } from '../../kit/index.ts';
import type { LedgerState } from '../ledger.ts';
import { pageAnswer, spanOf } from '../pages.ts';
import { refuse } from '../problem.ts';
import { readObject } from '../read-body.ts';
import { runSuiteql } from './evaluate.ts';
import { parseSuiteql, SuiteqlError } from './parse.ts';

/** `POST /services/rest/query/v1/suiteql` with `{"q", "params"}`; `Prefer: transient` is required (section_157909186990). */
export const suiteqlAnswer = (request: FakeRequest, state: LedgerState): Reply => {
  const prefer = String(request.headers['prefer'] ?? '').split(',').map((each) => each.trim().toLowerCase());
  if (!prefer.includes('transient')) return refuse(400, 'INVALID_REQUEST', 'The request needs the header Prefer: transient.', { header: 'Prefer' });
  const span = spanOf(request.query);
  const { q, params = [] } = readObject(request);
  if (typeof q !== 'string') return refuse(400, 'INVALID_CONTENT', 'The body needs a text named q.', { path: 'q' });
  if (!Array.isArray(params)) return refuse(400, 'INVALID_CONTENT', 'params has to be a list.', { path: 'params' });
  try {
    const rows = runSuiteql(parseSuiteql(q), state, params.map(parameter));
    return pageAnswer(request, rows.map((row): Json => ({ links: [], ...row })), span);
  } catch (error) {
    if (!(error instanceof SuiteqlError)) throw error;
    return refuse(400, 'INVALID_PARAMETER', `Invalid search query. Detailed unprocessed description follows. Search error occurred: ${error.message}.`, { parameter: 'q' });
  }
};

const parameter = (value: Json): string | number | null => {
  if (typeof value === 'string' || typeof value === 'number' || value === null) return value;
  if (typeof value === 'boolean') return value ? 'T' : 'F';
  if (typeof value === 'bigint') return value.toString();
  return refuse(400, 'INVALID_CONTENT', 'A parameter is a text or a number.', { path: 'params' });
};
