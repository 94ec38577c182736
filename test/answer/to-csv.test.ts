import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { COLUMNS } from '../../bot/answer/to-csv';
import { answerToCsv } from '../support/answer-to-csv';
import { answer, answered, INSTANCE, ref } from '../support/build-answer';
import { hostile } from '../support/hostile';
import { rowsOf } from '../support/strict-csv';

/** A change all of whose texts from outside are these. */
const changeOf = (name: string) =>
  answered(
    { who: name, what: name },
    {
      actor: { kind: 'iam user', userName: name },
      outcome: { kind: 'failed', errorCode: name },
      resource: ref({ id: name, instance: { ...INSTANCE, alias: name } }),
      eventName: name,
    },
    {
      fields: ['one', 'two'].map((field) => ({
        field: `Tags.${field}`,
        from: { kind: 'none' },
        to: { kind: 'value', value: name },
      })),
    },
  );
const csvOf = (...names: readonly string[]): string =>
  answerToCsv(answer({ changes: names.map(changeOf) }), 'Asia/Tokyo');
const nameIn = (name: string): string => rowsOf(csvOf(name))[0]?.name ?? '';

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
    ['=HYPERLINK("https://evil.example","x")', '\'=HYPERLINK("https://evil.example","x")'],
    ['+1+1', "'+1+1"],
    ['-2+3+cmd|x', "'-2+3+cmd|x"],
    ['@SUM(1)', "'@SUM(1)"],
    ['\t=1+1', "' =1+1"],
    ['\r=1+1', "\n'=1+1"],
    ['x\n=1+1', "x\n'=1+1"],
    ['x\r=1+1', "x\n'=1+1"],
    ['x\r\n\r\n  @x', "x\n\n'  @x"],
    ['x;=1+1', "x;'=1+1"],
    ['x; "=1+1', 'x;\' "=1+1'],
    ['  =1+1', "'  =1+1"],
    ['\u00a0=1+1', "'\u00a0=1+1"],
    ['"=1+1"', '\'"=1+1"'],
    ["'=1", "''=1"],
    ['＝1+1', "'＝1+1"],
    ['＋1', "'＋1"],
    ['－1', "'－1"],
    ['＠x', "'＠x"],
  ])('shows %j as its letters, and never runs it', (name, shown) => {
    expect(nameIn(name)).toBe(shown);
  });

  it.each(['Billing', 'a=b', 'O’Brien "the" Queue, 2', 'two\nlines', '漢字', '1', 'a, b; c', '👩🏽‍🚀', '  spaces  '])(
    'leaves %j as it is',
    (name) => {
      expect(nameIn(name)).toBe(name);
    },
  );

  it.each([
    ['Billing\u001b]0;pwned\u0007\u001b[2J', 'Billing[U+001B]]0;pwned[U+0007][U+001B][2J'],
    ['\u009b31mred', '[U+009B]31mred'],
    ['\ufeff=1+1', '[U+FEFF]=1+1'],
    ['\u0000=1', '[U+0000]=1'],
    ['a\u2028b\u0085c', 'a[U+2028]b[U+0085]c'],
    ['\u202egnillib', '[U+202E]gnillib'],
    ['\ud83d', '[U+D83D]'],
  ])('shows what can not be seen of %j', (name, shown) => {
    expect(nameIn(name)).toBe(shown);
  });

  it('is one row for a change with several fields, a line each', () => {
    const rows = rowsOf(csvOf('red', 'blue'));
    expect(rows).toHaveLength(2);
    expect(rows[0]?.fields).toBe('tag one: red\ntag two: red');
  });

  it('is a row for every change, whatever the names, and no line of any cell is a formula or an escape sequence', () => {
    const parts = fc.constantFrom(
      '\n',
      '\r',
      '\r\n',
      '"',
      '""',
      ',',
      ';',
      '\t',
      '=1',
      '@x',
      '-',
      '+',
      ' ',
      "'",
      '\u001b[31m',
      'é',
    );
    const names = fc.oneof(
      hostile,
      fc.array(parts, { maxLength: 12 }).map((some) => some.join('')),
    );
    void fc.assert(
      fc.property(fc.array(names, { minLength: 1, maxLength: 3 }), (some) => {
        const csv = csvOf(...some);
        const rows = rowsOf(csv);
        expect(rows.map(({ type }) => type)).toEqual(some.map(() => 'queue'));
        const lines = rows.flatMap((row) => Object.values(row)).flatMap((cell) => cell.split(/[\n;]/));
        expect(lines.filter((cell) => /^[\s"]*[=+\-@＝＋－＠]/.test(cell))).toEqual([]);
        expect(csv.replaceAll('\r\n', '').match(/[^\n\P{Cc}]|\p{Cs}/gu)).toBeNull();
        expect(csv.replaceAll('\r\n', '')).not.toContain('\r');
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
