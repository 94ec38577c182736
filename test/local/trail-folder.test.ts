import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { gzipSync } from 'node:zlib';
import record from '../../bot/local/sample/published/website-create-queue-whole.json';
import { trailFolder } from '../../bot/local/trail-folder';

const now = () => new Date('2026-11-21T09:00:00Z');
const EVERYTHING = { types: [], window: {} };

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'trail-'));
});

afterEach(() => rm(folder, { recursive: true }));

const put = async (file: string, content: string | Buffer): Promise<void> => {
  await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
  await writeFile(path.join(folder, file), content);
};

const created = (eventID: string, eventTime = '2026-11-17T08:09:34Z') => ({ ...record, eventID, eventTime });
const log = (...records: readonly unknown[]): string => JSON.stringify({ Records: records });
const read = (request = EVERYTHING) => trailFolder(folder, now)(request);
const ids = (found: Awaited<ReturnType<typeof read>>) => found.changes.map(({ eventId }) => eventId);

const DAY = 'AWSLogs/123456789012/CloudTrail/us-east-1/2026/11/17';

describe('a folder of CloudTrail log files', () => {
  it('is read as a trail lays it out in S3, packed or not, newest change first', async () => {
    await put(
      `${DAY}/a.json.gz`,
      gzipSync(log(created('a', '2026-11-17T08:00:00Z'), created('c', '2026-11-18T08:00:00Z'))),
    );
    await put(`${DAY}/b.json`, log(created('b', '2026-11-17T09:00:00Z')));
    const found = await read();
    expect(ids(found)).toEqual(['c', 'b', 'a']);
    expect(found.coverage).toEqual({
      from: '2026-11-17T08:00:00Z',
      to: '2026-11-18T08:00:00Z',
      complete: true,
      asOf: '2026-11-21T09:00:00Z',
      sources: [{ kind: 'trail files', calls: 2, from: '2026-11-17T08:00:00Z', to: '2026-11-18T08:00:00Z' }],
      newestEvent: '2026-11-18T08:00:00Z',
      notes: [],
    });
  });

  it.each(['CloudTrail-Digest', 'CloudTrail-Insight'])(
    'is read without its %s files, which hold no records',
    async (beside) => {
      await put(`${DAY}/a.json`, log(created('a')));
      await put(`AWSLogs/123456789012/${beside}/us-east-1/2026/11/17/d.json.gz`, gzipSync('{"digestStartTime":"x"}'));
      const { coverage } = await read();
      expect(coverage).toMatchObject({ complete: true, notes: [], sources: [{ calls: 1 }] });
    },
  );

  it('gives an event once that stands in two files', async () => {
    await put('one.json', log(created('a')));
    await put('two.json', log(created('a')));
    expect(ids(await read())).toEqual(['a']);
  });

  it.each([
    [
      'what aws cloudtrail lookup-events prints',
      { Events: [{ EventId: 'a', CloudTrailEvent: JSON.stringify(created('a')) }] },
    ],
    ['a list of records', [created('a')]],
    ['one record', created('a')],
  ])('may hold %s', async (_what, json) => {
    await put('a.json', `\uFEFF${JSON.stringify(json)}`);
    expect(ids(await read())).toEqual(['a']);
  });

  it.each([
    ['cut.json', log(created('b')).slice(0, 40), 'it is not JSON'],
    ['empty.json', '', 'it is not JSON'],
    ['plain.json.gz', log(created('b')), 'it is not whole gzip'],
    ['cut.json.gz', gzipSync(log(created('b'))).subarray(0, 40), 'it is not whole gzip'],
    ['other.json', '{"hello":1}', 'it holds no records'],
    ['number.json', '7', 'it holds no records'],
  ])('is read around the broken file %s, which is told', async (file, content, reason) => {
    await put('good.json', log(created('a')));
    await put(file, content);
    const found = await read();
    expect(ids(found)).toEqual(['a']);
    expect(found.coverage).toMatchObject({ complete: false, notes: [`Skipped ${file}: ${reason}.`] });
  });

  it('names the first few of many broken files and counts the others', async () => {
    await put('good.json', log(created('a')));
    for (let n = 0; n < 12; n += 1) await put(`broken-${String(n).padStart(2, '0')}.json`, '{');
    const { notes } = (await read()).coverage;
    expect(notes).toHaveLength(6);
    expect(notes.at(-1)).toBe('Skipped files that could not be read besides: 7.');
  });

  it.each([
    ['before its records', { from: '2020-01-01T00:00:00Z', to: '2020-02-01T00:00:00Z' }],
    ['after its records', { from: '2026-11-20T00:00:00Z' }],
  ])('says that it can not speak for a time %s', async (_where, window) => {
    await put('a.json', log(created('a')));
    const { changes, coverage } = await read({ types: [], window });
    expect(changes).toEqual([]);
    expect(coverage.complete).toBe(false);
    expect(coverage.from).toBeUndefined();
    expect(coverage.notes).toEqual([
      'Partial: the log files hold records from 2026-11-17T08:09:34Z to 2026-11-17T08:09:34Z, none of the time that was asked for.',
    ]);
  });

  it('speaks for the part of the asked time that it has', async () => {
    await put('a.json', log(created('a', '2026-11-10T00:00:00Z'), created('b', '2026-11-17T00:00:00Z')));
    const { coverage } = await read({ types: [], window: { from: '2026-11-12T00:00:00Z' } });
    expect(coverage).toMatchObject({ from: '2026-11-12T00:00:00Z', to: '2026-11-17T00:00:00Z', complete: true });
  });

  it.each([
    ['is not there', 'nowhere', () => Promise.resolve(), /^There is no folder .*nowhere, or it can't be read\.$/],
    ['is empty', '', () => Promise.resolve(), /holds no \.json or \.json\.gz file\.$/],
    [
      'holds broken files alone',
      '',
      () => put('a.json', '{'),
      /holds no CloudTrail log file that can be read\. a\.json: it is not JSON/,
    ],
  ])('fails with one line where it %s', async (_what, below, prepare, message) => {
    await prepare();
    await expect(trailFolder(path.join(folder, below), now)(EVERYTHING)).rejects.toThrow(message);
  });
});
