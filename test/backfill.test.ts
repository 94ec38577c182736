import { backfill } from '../bot/backfill';
import type { Spans } from '../bot/index/spans';
import { isoOf } from '../bot/index/spans';
import { createIngester } from '../bot/ingest-events';
import type { LogFile } from '../bot/trail/log-files';
import { pieces } from './support/read-files';

const NOW = new Date('2026-11-21T12:00:00Z');
const record = (eventTime: string, awsRegion = 'us-east-1') => ({
  eventSource: 'connect.amazonaws.com',
  eventName: 'GetMetricDataV2',
  eventTime,
  awsRegion,
});
const file = (name: string, content: unknown): LogFile => {
  const bytes = Buffer.from(typeof content === 'string' ? content : JSON.stringify({ Records: content }));
  return { name, bytes: bytes.length, read: () => pieces(bytes) };
};

/** What a set of files proves, and what is noted as its end. */
const read = async (...files: readonly LogFile[]) => {
  const ends: (string | undefined)[] = [];
  const nothing = async (): Promise<void> => {};
  const now = (): Date => NOW;
  const { proved, regions, broken } = await backfill(
    { address: 'here', files: async () => files },
    {
      ingester: () => createIngester({ put: nothing, learn: nothing, retentionDays: 400, now }),
      prove: nothing,
      noteWalk: async (_region, { walkedTo }) => void ends.push(walkedTo),
      now,
    },
  );
  const told = (spans: Spans) => spans.map(({ from, to }) => [isoOf(from), isoOf(to)]);
  return { proved: told(proved), regions, ends, broken: broken.map(({ name }) => name) };
};

describe('a set of trail files', () => {
  it('is whole from its first record to half an hour before its last, in the Regions that are ours', async () => {
    const times = ['2026-11-17T08:09:34Z', '2026-11-17T08:09:59Z', '2026-11-18T10:00:00Z'].map((time) => record(time));
    const foreign = { ...record('2026-11-18T11:00:00Z', 'eu-west-1'), eventSource: 's3.amazonaws.com' };
    expect(await read(file('a.json', times), file('b.json', [foreign]))).toEqual({
      proved: [['2026-11-17T08:09:34Z', '2026-11-18T10:30:00Z']],
      regions: ['us-east-1'],
      ends: ['2026-11-18T11:00:00Z'],
      broken: [],
    });
  });

  it.each(['2026-11-17T09:00:99Z', '2026-11-17T09:00:5xZ', '2026-11-17T09:60:00Z', 'yesterday', '9999'])(
    'is not misled by a record whose time is %j',
    async (spoilt) => {
      const records = [record('2026-11-17T08:00:00Z'), record('2026-11-17T09:00:01Z'), record(spoilt)];
      expect(await read(file('a.json', records))).toMatchObject({
        proved: [['2026-11-17T08:00:00Z', '2026-11-17T08:30:01Z']],
        ends: ['2026-11-17T09:00:01Z'],
      });
    },
  );

  it('is not whole on the days that a file which can’t be read may be of; on none where nothing tells its day', async () => {
    const records = [record('2026-11-10T00:00:00Z'), record('2026-11-20T00:30:00Z')];
    expect(await read(file('a.json', records), file('us-east-1/2026/11/15/x.json', 'half'))).toMatchObject({
      proved: [
        ['2026-11-10T00:00:00Z', '2026-11-13T23:59:59Z'],
        ['2026-11-16T00:00:00Z', '2026-11-20T00:00:00Z'],
      ],
      broken: ['us-east-1/2026/11/15/x.json'],
    });
    expect(await read(file('a.json', records), file('x.json', 'half'))).toMatchObject({ proved: [] });
  });
});
