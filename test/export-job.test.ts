import { type ExportDeps, exportJob } from '../bot/export-job';
import { silentLog } from '../bot/log';
import type { ExportJob } from '../bot/slack/job';
import { answer, answered } from './support/build-answer';

const job = (text: string): ExportJob => ({
  ...{ version: 1, kind: 'export', id: 'e1', userId: 'U1', askedAt: '2026-11-20T09:20:00Z' },
  ...{ command: 'who-changed', text },
});

/** What is said with the files of a question, where Slack tells this zone of the asker, or none. */
const saidWith = async (text: string, zone?: string): Promise<string> => {
  const said: string[] = [];
  const deps: ExportDeps = {
    ...{ claim: async () => 'mine', finish: async () => {}, release: async () => {} },
    answer: async (query) => ({ kind: 'answer', answer: { ...answer({ changes: [answered()] }), query } }),
    zoneOf: async () => zone,
    personOf: async () => undefined,
    send: async (_userId, comment) => void said.push(comment),
    tell: async () => undefined,
    now: () => new Date('2026-11-20T09:30:00Z'),
    log: silentLog,
  };
  await exportJob(job(text), deps);
  return said.join('');
};

it.each([
  ['today', 'Billing since:today', undefined, true],
  ['today, of somebody whose zone is known', 'Billing since:today', 'Asia/Tokyo', false],
  ['so long ago', 'Billing since:2h', undefined, false],
])('files of %s say whether their times were read as UTC', async (_what, text, zone, isSaid) => {
  expect((await saidWith(text, zone)).includes('Slack did not tell me your time zone')).toBe(isSaid);
});
