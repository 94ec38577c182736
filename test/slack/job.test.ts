import { type Job, parseJob, type Question } from '../../bot/slack/job';

const job: Question = {
  version: 1,
  kind: 'question',
  id: 'reference-1',
  command: 'changes',
  text: '2h',
  userId: 'U1',
  responseUrl: 'https://hooks.slack.example/commands/secret-part',
  askedAt: '2026-11-20T09:00:00.000Z',
};

it('a job is read as it was written', () => {
  expect(parseJob(JSON.stringify(job))).toEqual(job);
  expect(parseJob(JSON.stringify({ ...job, secondLook: true }))).toEqual({ ...job, secondLook: true });
  const { responseUrl: _responseUrl, ...rest } = job;
  const inThread = { ...rest, everybody: { channel: 'C1', thread: '1795162174.000100' } };
  expect(parseJob(JSON.stringify(inThread))).toEqual(inThread);
});

it('what somebody wants of a digest is read as it was written', () => {
  const { command: _command, text: _text, ...asked } = job;
  const order = { kind: 'set', at: '09:00', zone: 'Asia/Tokyo', weekdays: true, silent: false, filters: 'only:people' };
  const digest = { ...asked, kind: 'digest', channel: 'C1', channelName: 'ops', order };
  expect(parseJob(JSON.stringify(digest))).toEqual(digest);
  expect(() => parseJob(JSON.stringify({ ...digest, order: { kind: 'later' } }))).toThrow('is not a job');
});

it.each<Job>([
  {
    ...{ version: 1, kind: 'watch', id: 'reference-2', userId: 'U1', askedAt: job.askedAt, channel: 'C1' },
    order: { kind: 'set', question: 'queue &lt;Billing&gt;' },
  },
  { version: 1, kind: 'arrived', from: '2026-11-20T09:00:00Z', to: '2026-11-20T09:00:01Z', eventIds: ['a', 'b'] },
  { version: 1, kind: 'watched', channel: 'C1', groups: 'C1#who#2026-11-20', group: 0, tries: 2 },
])('a job about watches is read as it was written: $kind', (watching) => {
  expect(parseJob(JSON.stringify(watching))).toEqual(watching);
});

it.each<[string, string]>([
  ['of another version', JSON.stringify({ ...job, version: 2 })],
  ['without a user', JSON.stringify({ ...job, userId: '' })],
  ['of an unknown command', JSON.stringify({ ...job, command: 'secret-part' })],
  ['cut short', JSON.stringify(job).slice(0, -20)],
  ['that is no JSON', 'hooks.slack.example/secret-part'],
  ['that is null', 'null'],
  ['that is empty', ''],
])('a message %s is refused, and the refusal holds nothing of it', (_which, body) => {
  const refuse = (): Job => parseJob(body);
  expect(refuse).toThrow('is not a job');
  expect(refuse).not.toThrow('secret-part');
  expect(refuse).not.toThrow('hooks.slack');
});
