import { describe, expect, it } from 'vitest';
import { connectorText, mistake } from './lsp/connector-text.ts';
import { workspaceText } from './lsp/workspace-text.ts';
import { tableText } from './report.ts';
import { compare, median, quantile } from './statistics.ts';
import { createPageMaker, mapRecord, sourceRecord, type MappedRecord } from './sync/catalogue.ts';
import { createSink } from './sync/sink.ts';
import { workspaceOf } from '../support/language.ts';

const mapped = (number: number): MappedRecord => mapRecord(sourceRecord(number));

describe('the arithmetic of the bench', () => {
  it('takes medians and quantiles', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(median([])).toBeNaN();
    expect(quantile([5, 1, 4, 2, 3], 0.5)).toBe(3);
    expect(quantile([5, 1, 4, 2, 3], 0.95)).toBe(5);
    expect(quantile([7], 0)).toBe(7);
  });

  it('compares runs pair by pair, so that a slow minute of the machine counts for both', () => {
    expect(compare([90, 9, 80], [100, 10, 100])).toEqual({ ours: 80, theirs: 100, ratio: 0.9, pairs: [0.9, 0.9, 0.8] });
  });

  it('draws a table', () => {
    expect(tableText({ title: 'speed', columns: ['case', 'ratio'], rows: [['all', '0.95'], ['none', '1']] })).toBe('speed\n\ncase  ratio\n----  -----\nall    0.95\nnone      1');
  });
});

describe('the data of the sync bench', () => {
  it('is served as JSON of the records, in whatever pages', () => {
    const makePage = createPageMaker();
    for (const [start, count] of [[0, 3], [250, 3], [248, 250], [1_000_000, 7], [0, 0]] as const) {
      expect(JSON.parse(makePage(start, count).toString())).toEqual(Array.from({ length: count }, (_record, index) => sourceRecord(start + index)));
    }
    expect(makePage(0, 250).length / 250).toBeGreaterThan(900);
    expect(makePage(0, 250).length / 250).toBeLessThan(1200);
  });
});

describe('the sink', () => {
  it('counts each right record once', () => {
    const sink = createSink(600);
    sink.take(Array.from({ length: 600 }, (_record, number) => mapped(number)));
    expect(sink.counts()).toEqual({ records: 600, duplicates: 0, bad: 0, missing: 0 });
  });

  it('sees what is missing and what came twice', () => {
    const sink = createSink(3);
    sink.take([mapped(0), mapped(2)]);
    sink.take([mapped(2)]);
    expect(sink.counts()).toEqual({ records: 2, duplicates: 1, bad: 0, missing: 1 });
  });

  it.each<[string, unknown]>([
    ['a price that is a text', { ...mapped(1), price: sourceRecord(1).price }],
    ['a name of another record', { ...mapped(1), name: 'Product 1000000002' }],
    ['an address that was not lowered', { ...mapped(1), email: sourceRecord(1).customer.email }],
    ['a missing field', { ...mapped(1), city: undefined }],
    ['a surplus field', { ...mapped(1), note: '' }],
    ['an id that is a number', { ...mapped(1), externalId: 1_000_000_001 }],
    ['a record that the source does not have', mapped(3)],
    ['no record', null],
  ])('refuses %s', (_what, record) => {
    const sink = createSink(3);
    sink.take([record]);
    expect(sink.counts()).toMatchObject({ records: 0, bad: 1, missing: 3, firstWrong: expect.any(String) });
  });
});

it('has a connector with one mistake, near its end', async () => {
  const text = connectorText(200);
  const workspace = await workspaceOf({ '/acme.connector': text }, { validation: true });
  const problems = workspace.problems('/acme.connector');
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(mistake);
  expect(Number(problems[0]?.split(':')[0])).toBeGreaterThan(text.split('\n').length - 5);
  expect(connectorText(3000).split('\n').length).toBeGreaterThanOrEqual(3000);
});

it('has a workspace of many files without a mistake, whose hub is used as often as it says', async () => {
  const { files, hub, hubFlows } = workspaceText({ connectors: 4, flows: 12, hubFlows: 5 });
  const workspace = await workspaceOf(Object.fromEntries([...files].map(([path, text]) => [`/${path}`, text])), { validation: true });
  expect([...files.keys()].flatMap((path) => workspace.problems(`/${path}`).filter((problem) => !problem.includes('documentation')))).toEqual([]);
  const flows = [...files].filter(([path, text]) => path.endsWith('.flow') && text.includes(`= ${hub.replace('connectors/', '').replace('.connector', '')}.`));
  expect(flows).toHaveLength(hubFlows);
});
