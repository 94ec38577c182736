import type { AnsweredChange } from '../../bot/answer/answer';
import { messageText } from '../../bot/local/message-text';
import { parseQuery } from '../../bot/query/parse-query';
import { readCommand } from '../../bot/slack/commands';
import { slackLimitErrors } from '../../bot/slack/limits';
import { messageBlocks } from '../../bot/slack/message-blocks';
import { groupMessage } from '../../bot/watch/group-message';
import type { Watch } from '../../bot/watch/watch';
import { answer, answered, ref } from '../support/build-answer';

const now = new Date('2026-11-20T09:00:00Z');
const [first, last] = ['2026-11-20T08:09:34Z', '2026-11-20T08:15:00Z'];
const watch = (question: string, n = 1): Watch => ({
  ...{ id: `C1#${n}`, channel: 'C1', question, setBy: 'U1', setAt: '2026-11-19T08:00:00Z' },
});

const say = (changes: readonly AnsweredChange[], watches: readonly Watch[], total = changes.length) => {
  const message = groupMessage({ answer: answer({ changes, subjects: [] }), total, first, last, watches }, now);
  const drawn = messageBlocks(message, now);
  return {
    message,
    problems: slackLimitErrors(drawn),
    text: messageText(drawn.blocks, 'UTC'),
    notification: drawn.text,
  };
};

const pipeline = (n: number): AnsweredChange =>
  answered(
    { who: `ci-connect (session run-${n})`, what: `Queue ${n}` },
    {
      actor: { kind: 'role session', role: 'ci-connect', session: `run-${n}` },
      via: 'terraform',
      resource: ref({ id: `aaaaaaaa-bbbb-4ccc-8ddd-${String(n).padStart(12, '0')}` }),
    },
  );

it.each([
  ['all of it was in one', true, ' · in harbor'],
  ['what is only counted was elsewhere', false, ''],
])('the instance is said where %s', (_what, isInOnePlace, place) => {
  const group = {
    first: '2026-11-20T08:09:34Z',
    last: '2026-11-20T08:09:34Z',
    total: 61,
    watches: [watch('type:queue')],
  };
  const { lines } = groupMessage(
    { ...group, answer: answer({ subjects: [], changes: [answered()] }), isInOnePlace },
    now,
  );
  const said = lines.map(({ pieces }) => pieces.map((piece) => Object.values(piece)[0]).join(''));
  expect(said).toContain(`Watched: type:queue${place}`);
});

it('one change is told as an answer tells it, without how long ago it was', () => {
  const { text } = say([answered()], [watch('queue Billing')]);
  expect(text).toContain('mateo changed queue Billing\nFri 20 Nov 08:09 · in the Connect admin website');
  expect(text).toContain('Watched: queue Billing');
  expect(text).toContain('[What else changed it] [Stop watching]');
});

it('a pipeline’s many changes are a few lines and a number', () => {
  const { text, problems } = say(
    Array.from({ length: 40 }, (_, n) => pipeline(n)),
    [watch('type:queue')],
    118,
  );
  expect(text).toContain('ci-connect: 118 changes');
  expect(text).toContain('and 112 more');
  expect(text.split('\n').length).toBeLessThan(16);
  expect(problems).toEqual([]);
});

it.each([
  ['type:queue', '/connect-changes', 'role'],
  ['queue Billing', '/connect-who-changed', 'role'],
  ['by:mateo', '/connect-changes', 'none'],
  ['"&lt;!channel&gt; &amp; more"', '/connect-who-changed', 'role'],
])('the button asks for all that %s found, and is understood', (question, command, by) => {
  const { message } = say([pipeline(1), pipeline(2)], [watch(question)]);
  const [button] = message.buttons;
  expect(button?.ask).toMatch(new RegExp(`^${command} `));
  const { kind, text } = readCommand(button?.ask ?? '');
  const parsed = parseQuery(text, { now, zone: 'UTC', command: kind });
  expect(parsed).toMatchObject({
    kind: 'query',
    query: {
      window: { from: first, to: last },
      by: { name: by === 'role' ? 'ci-connect' : 'mateo' },
    },
  });
});

it('attempts that failed are counted apart', () => {
  const failed = answered({}, { outcome: { kind: 'failed', errorCode: 'AccessDenied' } });
  expect(say([answered(), failed, answered()], [watch('type:queue')]).text).toContain('2 changes · 1 attempt failed');
});

it('names of any letters are shown as their letters, and the longest stay within the limits of Slack', () => {
  for (const name of ['<!channel>', '*x*', '<@U1>', '`'.repeat(256), '請求'.repeat(128)]) {
    const changes = Array.from({ length: 30 }, (_, n) => answered({ who: name, what: `${name}${n}` }));
    const watches = Array.from({ length: 25 }, (_, n) => watch(`"${'x'.repeat(250)}"`, n));
    const { problems, notification } = say(changes, watches);
    expect(problems).toEqual([]);
    expect(notification).not.toMatch(/<[!@]/);
  }
});

it('a post that may stand there already says so', () => {
  const group = { answer: answer({ changes: [answered()] }), total: 1, first, last, watches: [watch('x')] };
  const text = (isDoubted: boolean) =>
    messageText(messageBlocks(groupMessage({ ...group, isDoubted }, now), now).blocks, 'UTC');
  expect(text(true)).toContain('it may stand here twice');
  expect(text(false)).not.toContain('twice');
});
