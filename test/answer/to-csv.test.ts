import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { answerToCsv, COLUMNS } from '../../bot/answer/to-csv';
import { answer, answered } from '../support/build-answer';

const rowsOf = (csv: string): readonly Record<string, string>[] => parse(csv, { bom: true, columns: true });
const rowWith = (who: string, what: string): Record<string, string> =>
  rowsOf(answerToCsv(answer({ changes: [answered({ who, what })] }), 'Asia/Tokyo'))[0] ?? {};

describe('an export as CSV', () => {
  it('is a change a row, with its time in UTC and in the asker’s zone', () => {
    const [row] = rowsOf(answerToCsv(answer({ changes: [answered({ who: 'mateo' })] }), 'Asia/Tokyo'));
    expect(row).toMatchObject({
      'time (UTC)': '2026-11-20T08:09:34Z',
      'time (local)': '2026-11-20 17:09:34 +09:00',
      who: 'mateo',
      what: 'mateo changed queue Billing',
      type: 'queue',
      name: 'Billing',
      instance: 'harbor',
    });
  });

  it.each([
    '=HYPERLINK("https://evil.example","x")',
    '+1+1',
    '-2+3+cmd|x',
    '@SUM(1)',
    '\t=1+1',
    '\r=1+1',
    '  =1+1',
    '\u00a0=1+1',
    '\ufeff=1+1',
    '＝1+1',
    '＋1',
    '－1',
    '＠x',
    '\u0000=1',
  ])('shows %j as its letters, and never runs it', (name) => {
    const row = rowWith('mateo', name);
    expect(row.name).toBe(`'${name}`);
  });

  it.each(['Billing', 'a=b', 'O’Brien "the" Queue, 2', 'two\nlines', '漢字', '1'])('leaves %j as it is', (name) => {
    expect(rowWith('mateo', name).name).toBe(name);
  });

  it('gives every name back, with at most an apostrophe before it, and no cell that is a formula', () => {
    void fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (name) => {
        const cell = rowWith(name, name).name ?? '';
        expect([name, `'${name}`]).toContain(cell);
        expect(cell.trimStart()).not.toMatch(/^[=+\-@＝＋－＠]/);
      }),
      { numRuns: 200 },
    );
  });

  it('of nothing is its heading', () => {
    expect(rowsOf(answerToCsv(answer(), 'UTC'))).toEqual([]);
    expect(answerToCsv(answer(), 'UTC')).toContain('event id');
  });

  it('has all its columns told in the docs, in their order', () => {
    const [, section = ''] = readFileSync(path.join(__dirname, '../../docs/json.md'), 'utf8').split('\n## CSV\n');
    const told = [...section.matchAll(/^\| (`.*?) \|/gm)].flatMap(
      ([, cell = '']) => cell.match(/(?<=`)[^`,]+(?=`)/g) ?? [],
    );
    expect(told).toEqual(COLUMNS.map(([name]) => name));
  });
});
