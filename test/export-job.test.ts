import type { AnsweredChange } from '../bot/answer/answer';
import { type ExportDeps, type ExportFile, exportJob } from '../bot/export-job';
import { silentLog } from '../bot/log';
import type { ExportJob } from '../bot/slack/job';
import { answer, answered } from './support/build-answer';
import { rowsOf } from './support/strict-csv';

const job = (text: string): ExportJob => ({
  ...{ version: 1, kind: 'export', id: 'e1', userId: 'U1', askedAt: '2026-11-20T09:20:00Z' },
  ...{ command: 'who-changed', text },
});

const depsWith = (changes: readonly AnsweredChange[], more: Partial<ExportDeps>): ExportDeps => ({
  ...{ claim: async () => 'mine', finish: async () => {}, release: async () => {} },
  answer: async (query) => ({ kind: 'answer', answer: { ...answer({ changes }), query } }),
  zoneOf: async () => undefined,
  personOf: async () => undefined,
  send: async () => {},
  tell: async () => undefined,
  now: () => new Date('2026-11-20T09:30:00Z'),
  log: silentLog,
  ...more,
});

const textOf = (file: ExportFile | undefined): string => Buffer.from(file?.content ?? []).toString();

it('the files hold every change, whatever the names, and are named by the moment alone', async () => {
  const names = ['a\nb', '=1+1\r=2', '\u001b[2J\u2028', '\ud83d', '../../x.sh', '"; drop'];
  const sent: ExportFile[] = [];
  const deps = depsWith(
    names.map((what) => answered({ who: what, what })),
    {
      send: async (_userId, _comment, files) => void sent.push(...files),
    },
  );
  await exportJob(job(names.join(' ')), deps);
  const [csv, json] = sent;
  expect(sent.map(({ name }) => name)).toEqual([
    'connect-changes-2026-11-20-09-20-00.csv',
    'connect-changes-2026-11-20-09-20-00.json',
  ]);
  expect(rowsOf(textOf(csv)).map(({ name }) => name)).toEqual([
    'a\nb',
    "'=1+1\n'=2",
    '[U+001B][2J[U+2028]',
    '[U+D83D]',
    '../../x.sh',
    '"; drop',
  ]);
  const told = JSON.parse(textOf(json)).changes.map(({ resource }: { resource: { name: string } }) => resource.name);
  expect(told).toEqual(names.map((name) => name.toWellFormed()));
  expect(textOf(json)).not.toMatch(/(?!\n)[\p{Cc}\p{Zl}\p{Cs}]|\\ud/u);
});

/** What is said with the files of a question, where Slack tells this zone of the asker, or none. */
const saidWith = async (text: string, zone?: string): Promise<string> => {
  const said: string[] = [];
  const send: ExportDeps['send'] = async (_userId, comment) => void said.push(comment);
  await exportJob(job(text), depsWith([answered()], { send, zoneOf: async () => zone }));
  return said.join('');
};

it.each([
  ['today', 'Billing since:today', undefined, true],
  ['today, of somebody whose zone is known', 'Billing since:today', 'Asia/Tokyo', false],
  ['so long ago', 'Billing since:2h', undefined, false],
])('files of %s say whether their times were read as UTC', async (_what, text, zone, isSaid) => {
  expect((await saidWith(text, zone)).includes('Slack did not tell me your time zone')).toBe(isSaid);
});

it.each([
  [50_000, false],
  [50_001, true],
])('files of %i changes hold the newest 50,000, and say where that is not all: %s', async (total, isSaid) => {
  const said: string[] = [];
  const files: ExportFile[] = [];
  const limits: unknown[] = [];
  const deps = depsWith([], {
    answer: async (query) => {
      limits.push(query.limit);
      const more = total > Number(query.limit) ? { beyondLimit: [answered()] } : {};
      return { kind: 'answer', answer: { ...answer({ changes: [answered()] }), query, total, ...more } };
    },
    send: async (_userId, comment, sent) => {
      said.push(comment);
      files.push(...sent);
    },
  });
  await exportJob(job('Billing'), deps);
  expect(limits).toEqual([50_000]);
  expect(said.join('').includes(`PARTIAL: these are the newest of ${total}.`)).toBe(isSaid);
  expect(JSON.parse(textOf(files[1])).query.limit).toBe(isSaid ? 50_000 : undefined);
});
