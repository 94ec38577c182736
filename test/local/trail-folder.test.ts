import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
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
    ['empty.json', '', 'it is empty'],
    ['cut.json.gz', gzipSync(log(created('b'))).subarray(0, 40), 'it is not whole gzip'],
    ['other.json', '{"hello":1}', 'it holds no CloudTrail records, but an object with “hello”'],
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
  ])('searches nothing for a time %s, and says why', async (_where, window) => {
    await put('a.json', log(created('a')));
    const { changes, coverage } = await read({ types: [], window });
    expect(changes).toEqual([]);
    expect(coverage).toEqual({
      complete: false,
      cut: true,
      asOf: '2026-11-21T09:00:00Z',
      sources: [],
      newestEvent: '2026-11-17T08:09:34Z',
      notes: ['No files for that time: the log files hold records from 2026-11-17T08:09:34Z to 2026-11-17T08:09:34Z.'],
    });
  });

  const BEGIN = 'Partial: the log files begin at 2026-11-12T08:00:00Z; nothing before that was searched.';
  const END = 'Partial: the log files end at 2026-11-17T08:00:00Z; nothing after that was searched.';
  it.each([
    ['all of it', {}, []],
    ['a time within', { from: '2026-11-13T00:00:00Z', to: '2026-11-16T00:00:00Z' }, []],
    ['a time up to a day outside', { from: '2026-11-11T08:00:00Z', to: '2026-11-18T08:00:00Z' }, []],
    ['a time that begins earlier', { from: '2026-11-11T07:59:59Z', to: '2026-11-16T00:00:00Z' }, [BEGIN]],
    ['a time that ends later', { from: '2026-11-13T00:00:00Z', to: '2026-11-18T08:00:01Z' }, [END]],
    ['a time up to now', { from: '2026-11-13T00:00:00Z' }, [END]],
    ['all up to a later day', { to: '2026-11-19T00:00:00Z' }, [END]],
    [
      'a time of which it has the middle',
      { from: '2026-11-01T00:00:00Z', to: '2026-11-20T00:00:00Z' },
      [
        'Partial: the log files begin at 2026-11-12T08:00:00Z and end at 2026-11-17T08:00:00Z; nothing before or after that was searched.',
      ],
    ],
  ])('asked for %s says what of it no file speaks for', async (_what, window, notes) => {
    await put('a.json', log(created('a', '2026-11-12T08:00:00Z'), created('b', '2026-11-17T08:00:00Z')));
    const { coverage } = await read({ types: [], window });
    expect(coverage).toMatchObject({ complete: notes.length === 0, notes });
    expect(coverage.cut).toBe(notes.length === 0 ? undefined : true);
  });

  it('lacks nothing of the history of what is in it, however early it ends and late it begins', async () => {
    await put('a.json', log(created('a', '2026-11-12T08:00:00Z'), created('b', '2026-11-17T08:00:00Z')));
    const window = { from: '2026-11-01T00:00:00Z', to: '2026-11-20T00:00:00Z' };
    const { coverage } = await trailFolder(folder, now)({ types: [], window, optional: 'history' });
    expect(coverage).toMatchObject({ complete: true, notes: [] });
    expect(coverage.cut).toBeUndefined();
  });

  it('asked for a time that is still to come is not short of it', async () => {
    await put('a.json', log(created('a', '2026-11-12T08:00:00Z'), created('b', '2026-11-21T08:00:00Z')));
    const window = { from: '2026-11-20T00:00:00Z', to: '2027-01-01T00:00:00Z' };
    expect((await read({ types: [], window })).coverage).toMatchObject({ complete: true, notes: [] });
  });

  it('without a record speaks for no time', async () => {
    await put('a.json', log());
    const { coverage } = await read({ types: [], window: { from: '2026-11-13T00:00:00Z' } });
    expect(coverage.from).toBeUndefined();
    expect(coverage).toMatchObject({
      complete: false,
      notes: ['Partial: the log files hold no record with a time, so they can’t speak for any.'],
    });
  });

  it('with a page of a longer list is not whole', async () => {
    await put(
      'page.json',
      JSON.stringify({ Events: [{ CloudTrailEvent: JSON.stringify(created('a')) }], NextToken: 'x' }),
    );
    const found = await read();
    expect(ids(found)).toEqual(['a']);
    expect(found.coverage).toMatchObject({
      complete: false,
      cut: true,
      notes: [
        'Partial: page.json holds one page of a longer list, as it ends with a NextToken: what follows in that was not read.',
      ],
    });
  });

  it('counts a text that is broken, and a request that is, as a record that was left out', async () => {
    const broken = { ...created('b'), requestParameters: '{queueId=x}' };
    const events = [JSON.stringify(created('a')), '{"eventName":"Cre', JSON.stringify(broken)];
    await put('a.json', JSON.stringify({ Events: events.map((CloudTrailEvent) => ({ CloudTrailEvent })) }));
    const found = await read();
    expect(ids(found)).toEqual(['a']);
    expect(found.coverage).toMatchObject({
      complete: false,
      notes: [
        'Partial: 1 record was left out: its text is no JSON.',
        'Partial: 1 record was left out: its requestParameters are a text that is not JSON.',
      ],
    });
  });

  it('speaks for the part of the asked time that it has', async () => {
    await put('a.json', log(created('a', '2026-11-10T00:00:00Z'), created('b', '2026-11-17T00:00:00Z')));
    const { coverage } = await read({
      types: [],
      window: { from: '2026-11-12T00:00:00Z', to: '2026-11-17T12:00:00Z' },
    });
    expect(coverage).toMatchObject({ from: '2026-11-12T00:00:00Z', to: '2026-11-17T00:00:00Z', complete: true });
  });

  it.each([
    ['is not there', 'nowhere', () => Promise.resolve(), /^There is no folder or file .*nowhere\.$/],
    [
      'is empty',
      '',
      () => Promise.resolve(),
      /holds no file of CloudTrail records: JSON or lines of JSON, packed with gzip or not\.$/,
    ],
    [
      'holds broken files alone',
      '',
      () => put('a.json', '{'),
      /holds no CloudTrail records that can be read\. a\.json: it is not JSON\.$/,
    ],
    [
      'holds another shape alone',
      '',
      () => put('a.json', JSON.stringify({ value: [created('a')] })),
      /a\.json: it holds no CloudTrail records, but an object with “value”\. Take the records out of it: jq -c '\.value\[\]' FILE > records\.jsonl$/,
    ],
    [
      'holds CSV alone',
      '',
      () => put('result.csv', 'eventversion,eventname\n1.11,CreateQueue'),
      /holds no file of CloudTrail records\. result\.csv: it is CSV, not JSON\. Export it as lines of JSON, a record each\.$/,
    ],
    [
      'is one file of another shape',
      'a.json',
      () => put('a.json', '{"hello":1}'),
      /a\.json holds no CloudTrail records that can be read\. a\.json: it holds no CloudTrail records, but an object with “hello”\. Give records as/,
    ],
  ])('fails with one line where it %s', async (_what, below, prepare, message) => {
    await prepare();
    await expect(trailFolder(path.join(folder, below), now)(EVERYTHING)).rejects.toThrow(message);
  });
});

describe('of a folder', () => {
  it.each([
    ['firehose-1-2026-11-17-08-00-00-abc', gzipSync(log(created('a')))],
    ['events.txt', Buffer.from(`\ufeff${log(created('a'))}`, 'utf16le')],
    ['trail.log.gz', gzipSync(log(created('a')))],
    ['lines.ndjson', JSON.stringify(created('a'))],
    ['LOG.JSON', log(created('a'))],
  ])('%s is read, as its first bytes are those of records', async (file, content) => {
    await put(file, content);
    expect(ids(await read())).toEqual(['a']);
  });

  it('what is something else is passed over', async () => {
    await put('a.json', log(created('a')));
    await put('README.md', '[A link](https://example.com)');
    await put('flows.log.gz', gzipSync('2 111122223333 eni-1'));
    await put('.state', log(created('b')));
    await put('empty.txt', '');
    const { coverage } = await read();
    expect(coverage).toMatchObject({ complete: true, notes: [], sources: [{ calls: 1 }] });
  });

  it('links are followed, each folder once, and one that leads nowhere is told', async () => {
    await put('real/a.json', log(created('a')));
    await mkdir(path.join(folder, 'asked'));
    await symlink('../real', path.join(folder, 'asked/there'));
    await symlink('..', path.join(folder, 'asked/round'));
    await symlink('../real/a.json', path.join(folder, 'asked/b.json'));
    await symlink('gone', path.join(folder, 'asked/c.json'));
    const found = await trailFolder(path.join(folder, 'asked'), now)(EVERYTHING);
    expect(ids(found)).toEqual(['a']);
    expect(found.coverage.notes).toEqual(['Skipped c.json: it is no longer there.']);
  });

  it('what may not be read is told in a sentence, and the rest is read', async () => {
    await put('good/a.json', log(created('a')));
    await put('closed/b.json', log(created('b')));
    await put('good/c.json', log(created('c')));
    await chmod(folder, 0o755);
    await chmod(path.join(folder, 'closed'), 0);
    await chmod(path.join(folder, 'good/c.json'), 0);
    await asAnybody(async () => {
      const found = await read();
      expect(ids(found)).toEqual(['a']);
      expect(found.coverage).toMatchObject({
        complete: false,
        notes: [
          'Skipped closed: permission to read it is denied.',
          'Skipped good/c.json: permission to read it is denied.',
        ],
      });
      await expect(trailFolder(path.join(folder, 'closed'), now)(EVERYTHING)).rejects.toThrow(
        /closed can't be read: permission to read it is denied\.$/,
      );
    });
    await chmod(path.join(folder, 'closed'), 0o755);
  });
});

/** To root nothing is closed. */
const asAnybody = async (work: () => Promise<void>): Promise<void> => {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
};
