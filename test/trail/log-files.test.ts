import { gzipSync } from 'node:zlib';
import { type LogFile, readTrail } from '../../bot/trail/log-files';
import { readFiles as all, failing, pieces, type WholeRead } from '../support/read-files';

const log = (...records: readonly unknown[]): string => JSON.stringify({ Records: records });

const file = (name: string, content: string | Uint8Array, bytes = content.length): LogFile => ({
  name,
  bytes,
  read: () => pieces(Buffer.from(content)),
});

const told = (read: WholeRead): unknown => (read.kind === 'broken' ? read.reason : read.records);

/** Files whose reading ends only where the test says so, or at once where `isHeld` is false. */
const watched = (count: number, isHeld: boolean) => {
  const begun: string[] = [];
  const ended: string[] = [];
  const held: (() => void)[] = [];
  const files = Array.from({ length: count }, (_, n): LogFile => {
    const name = `${String(n).padStart(2, '0')}.json`;
    async function* read() {
      begun.push(name);
      if (isHeld) await new Promise<void>((resolve) => held.push(resolve));
      ended.push(name);
      yield Buffer.from(log(n));
    }
    return { name, bytes: 1, read };
  });
  return { files, begun, ended, held };
};

/** Long enough for all that waits for no file to have happened. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the log files of a trail', () => {
  it('come out once each, in their order, packed or not', async () => {
    const files = [file('a.json', log(1, 2)), file('b.json.gz', gzipSync(log(3))), file('c.json', log())];
    expect(await all(files)).toEqual([
      { kind: 'read', file: files[0], records: [1, 2] },
      { kind: 'read', file: files[1], records: [3] },
      { kind: 'read', file: files[2], records: [] },
    ]);
  });

  it('give their records as they lie in them, in any order and as often', async () => {
    const records = [{ eventTime: '2026-11-18' }, { eventTime: '2026-11-17' }, { eventTime: '2026-11-18' }];
    const twice = [file('a.json', log(...records)), file('b.json', log(...records))];
    expect((await all(twice)).map(told)).toEqual([records, records]);
  });

  it('may be none', async () => {
    expect(await all([])).toEqual([]);
  });

  it.each([
    ['what aws cloudtrail lookup-events prints', { Events: [{ EventId: 'a', CloudTrailEvent: '{"eventName":"x"}' }] }],
    ['a list of records', [{ eventName: 'x' }]],
    ['one record', { eventName: 'x' }],
  ])('may hold %s', async (_what, json) => {
    const [read] = await all([file('a.json', `\uFEFF${JSON.stringify(json)}`)]);
    expect(read).toMatchObject({ kind: 'read', records: [{ eventName: 'x' }] });
  });

  it('may hold as many packed pieces one after the other as they like', async () => {
    const [start, end] = [log(1, 2).slice(0, 12), log(1, 2).slice(12)];
    const [read] = await all([file('a.json.gz', Buffer.concat([gzipSync(start), gzipSync(end)]))]);
    expect(read).toMatchObject({ records: [1, 2] });
  });

  it.each([
    ['empty.json', '', 'it is empty'],
    ['empty.json.gz', gzipSync(''), 'it is empty'],
    ['cut.json', log(1, 2).slice(0, 10), 'it is not JSON'],
    ['cut.json.gz', gzipSync(log(1, 2)).subarray(0, 20), 'it is not whole gzip'],
    ['text.json.gz', gzipSync('hello'), 'it is not JSON'],
    ['other.json', '{"hello":1}', 'it holds no CloudTrail records, but an object with “hello”'],
  ])('are read around the broken file %s, which is told', async (name, content, reason) => {
    const reads = await all([file('a.json', log(1)), file(name, content), file('z.json', log(2))]);
    expect(reads.map(told)).toEqual([[1], reason, [2]]);
  });

  it('are read around one that can not be read, in the words of what failed', async () => {
    const gone: LogFile = { name: 'b.json', bytes: 1, read: () => failing(new Error('it is gone')) };
    expect((await all([gone, file('z.json', log(2))])).map(told)).toEqual(['it is gone', [2]]);
  });

  it('are not read where one is larger than any, nor unpacked beyond that', async () => {
    const megabyte = gzipSync(Buffer.alloc(1024 * 1024, ' '));
    const many = Buffer.concat(Array.from({ length: 65 }, () => megabyte));
    let read = 0;
    async function* packedWithoutEnd() {
      for (;;) {
        read += 1;
        yield gzipSync('').subarray(0, 2);
        yield Buffer.alloc(1024 * 1024);
      }
    }
    const reads = await all([
      { name: 'a.json.gz', bytes: 0, read: packedWithoutEnd },
      file('b.json.gz', many),
      file('c.json.gz', gzipSync(many)),
      file('z.json', log(2)),
    ]);
    const tooLarge = 'it unpacks to more than 64 MB, which no CloudTrail log file does';
    expect(reads.map(told)).toEqual([tooLarge, tooLarge, tooLarge, [2]]);
    expect(read).toBe(64);
  });

  it('are none where ten thousand records are too short to be any', async () => {
    const empty = `{"Records":[${'{},'.repeat(500_000)}{}]}`;
    const reads = await all([file('a.json', empty), file('b.json', '{}\n'.repeat(500_000))]);
    expect(reads.map(told)).toEqual([
      'it holds thousands of records that are too short to be any',
      'it holds no CloudTrail records, but an empty object',
    ]);
  });

  it('give the records that came before the file broke off, and say that more is missing', async () => {
    async function* breakingOff() {
      yield Buffer.from(`${log(1, 2)}\n${log(3)}`);
      throw new Error('the disk failed');
    }
    const reads = await all([{ name: 'a.json', bytes: 1, read: breakingOff }, file('z.json', log(4))]);
    expect(reads).toMatchObject([
      { kind: 'broken', reason: 'the disk failed' },
      { kind: 'read', records: [4] },
    ]);
  });

  it('are read two ahead of the one that is consumed, and no further', async () => {
    const { files, begun } = watched(7, false);
    const begunAt: number[] = [];
    for await (const read of readTrail(files)) {
      await settled();
      if (read.kind === 'read') begunAt.push(begun.length);
    }
    expect(begunAt).toEqual([3, 4, 5, 6, 7, 7, 7]);
    expect(begun).toEqual(files.map(({ name }) => name));
  });

  it('are not read before somebody asks', async () => {
    const { files, begun } = watched(3, false);
    const reads = readTrail(files);
    await settled();
    expect(begun).toEqual([]);
    await reads.return(undefined);
    expect(begun).toEqual([]);
  });

  it('come out in their order where a later one is there first', async () => {
    const { files, held } = watched(3, true);
    const reading = all(files);
    await settled();
    for (const release of held.toReversed()) {
      release();
      await settled();
    }
    expect((await reading).map(({ file: { name } }) => name)).toEqual(['00.json', '01.json', '02.json']);
  });

  it('leave nothing open where the loop is left early', async () => {
    const { files, begun, ended, held } = watched(7, true);
    let isLeft = false;
    const leaving = (async () => {
      for await (const _read of readTrail(files)) break;
      isLeft = true;
    })();
    await settled();
    held[0]?.();
    await settled();
    expect(isLeft).toBe(false);
    held[1]?.();
    held[2]?.();
    await leaving;
    expect(begun).toHaveLength(3);
    expect(ended).toEqual(begun);
  });

  it.each([
    ['is left early', true],
    ['is forgotten', false],
  ])('end no process where the loop %s and one ahead can not be read', async (_what, isEnded) => {
    const unhandled = jest.fn();
    process.on('unhandledRejection', unhandled);
    try {
      const gone = (name: string): LogFile => ({ name, bytes: 1, read: () => failing(new Error('no')) });
      const reads = readTrail([file('a.json', log(1)), gone('b.json'), gone('c.json')]);
      expect((await reads.next()).value).toMatchObject({ kind: 'records', records: [1] });
      if (isEnded) await reads.return(undefined);
      await settled();
      await settled();
    } finally {
      process.off('unhandledRejection', unhandled);
    }
    expect(unhandled).not.toHaveBeenCalled();
  });
});
