import type { Answer } from '../../bot/answer/answer';
import { helpMessage } from '../../bot/answer/help';
import type { Message } from '../../bot/answer/message';
import { readDigestCommand } from '../../bot/digest/digest-order';
import {
  DIGEST_COMMAND_TEXT,
  DIGEST_HELP,
  NOT_SET,
  offMessage,
  pausedMessage as pausedDigest,
  setMessage as setDigest,
  statusMessage,
} from '../../bot/digest/digest-words';
import { homeJob } from '../../bot/home-job';
import { silentLog } from '../../bot/log';
import { makeDigest } from '../../bot/make-digest';
import { parseQuery } from '../../bot/query/parse-query';
import type { Query } from '../../bot/query/query';
import { readWatch } from '../../bot/query/read-watch';
import { escapeSlack } from '../../bot/query/tokens';
import { readCommand, readMention } from '../../bot/slack/commands';
import { groupMessage } from '../../bot/watch/group-message';
import type { Watch } from '../../bot/watch/watch';
import {
  chooseMessage,
  listMessage,
  NOT_WATCHED,
  noSuchWatch,
  pausedMessage as pausedWatches,
  setMessage as setWatch,
  stoppedMessage,
  TOO_MANY,
  WATCH_COMMAND_TEXT,
  WATCH_HELP,
} from '../../bot/watch/watch-words';
import { NOW, PROD } from '../support/account/world';
import { answerIn } from '../support/account-answers';
import { ref } from '../support/build-answer';
import { digestProgress, digestSetting, toldDigest } from '../support/build-digest';
import { answererOf } from '../support/follow-offers';
import { smallAccount } from '../support/small-account';

const asking = { now: NOW, zone: 'UTC' };
const queryOf = (sent: string): Query => {
  const { kind, text } = readCommand(sent);
  const parsed = parseQuery(text, { ...asking, command: kind });
  if (parsed.kind !== 'query') throw new Error(`${sent}: ${JSON.stringify(parsed)}`);
  return parsed.query;
};

/** What kind of thing a command is read as, as Slack sends it; undefined for what is none. */
const readAs = (sent: string): string | undefined => {
  const rest = (command: string): string => sent.slice(command.length).trim();
  if (sent.startsWith(DIGEST_COMMAND_TEXT)) return readDigestCommand(rest(DIGEST_COMMAND_TEXT), NOW).kind;
  if (sent.startsWith(WATCH_COMMAND_TEXT)) return readWatch(rest(WATCH_COMMAND_TEXT)).kind;
  if (sent.startsWith('@connect-who-changed')) {
    const { kind, text } = readMention(sent.replace('@connect-who-changed', '<@UBOT>'), 'UBOT');
    return parseQuery(text, { ...asking, command: kind }).kind;
  }
  if (!sent.startsWith('/connect-')) return undefined;
  const { kind, text } = readCommand(sent);
  return parseQuery(text, { ...asking, command: kind }).kind;
};

/** All that a message shows to be typed and carries in its buttons, each with how it is read. */
const offered = ({ lines, buttons }: Message): readonly (readonly [string, string])[] => {
  const codes = lines.flatMap(({ pieces }) =>
    pieces.flatMap((piece) => ('code' in piece ? [escapeSlack(piece.code)] : [])),
  );
  return [...codes, ...buttons.map(({ ask }) => ask)].flatMap((sent) => {
    const as = readAs(sent);
    return as === undefined ? [] : [[sent, as] as const];
  });
};

const by = { userId: 'U1', name: 'Nikki Wolf' };
const setting = digestSetting({ filters: 'only:people instance:"R&D <1>"', weekdays: true, zone: 'Asia/Tokyo' });
const paused = digestProgress({ paused: { setAt: setting.setAt, because: 'the channel is archived.' } });
const told = digestProgress({ last: toldDigest() });
const watch = (question: string): Watch => ({
  ...{ id: 'C1#1', channel: 'C1', question, setBy: 'U1', setAt: '2026-11-01T00:00:00Z' },
});
const watches = ['Billing type:queue', '"&lt;!channel&gt; &amp; co"', 'by:<@U0ANN|ann> only:worth-a-look'].map(watch);
const [first = watch('Billing')] = watches;

const homeOf = async (): Promise<readonly Message[]> => {
  const shown: Message[] = [];
  await homeJob(
    { version: 1, kind: 'home', id: 'h', userId: 'U1', askedAt: NOW.toISOString() },
    {
      ...{ claim: async () => 'mine', finish: async () => {}, release: async () => {} },
      channels: async () => ({ kind: 'channels', ids: new Set([setting.channel, 'C1']) }),
      digests: async () => [{ setting, nextAt: '2026-11-22T00:00:00Z' }],
      orderDigest: async () => {},
      watches: async () => watches,
      stopWatch: async () => {},
      health: async () => undefined,
      publish: async (_user, messages) => void shown.push(...messages),
      log: silentLog,
    },
  );
  return shown;
};

it.each<[string, () => Promise<readonly Message[]> | readonly Message[]]>([
  [
    'help',
    () => [
      helpMessage('/connect-who-changed', 'who-changed'),
      helpMessage('/connect-changes', 'changes'),
      DIGEST_HELP,
      WATCH_HELP,
    ],
  ],
  ['the Home tab', homeOf],
  [
    'what is said of a digest',
    () => [
      ...[NOT_SET, setDigest(setting, { by, now: NOW }), offMessage(setting, by), pausedDigest(setting, 'gone.')],
      ...[told, paused].map((progress) => statusMessage(setting, { by, progress, now: NOW })),
    ],
  ],
  [
    'what is said of watches',
    () => [
      listMessage(watches, { nameOf: () => by, withHelp: true }),
      ...watches.map((one) =>
        setWatch(one, { by, about: { kind: 'anything', notes: [] }, pausedSince: '2026-11-02T00:00:00Z' }),
      ),
      ...watches.map((one) => stoppedMessage(one, { by, setBy: by })),
      ...[TOO_MANY, NOT_WATCHED, noSuchWatch('7'), pausedWatches(watches, 'is_archived', '2026-11-02T00:00:00Z')],
      chooseMessage('Billing', 9, [{ thing: { ref: ref(), name: 'Billing' }, question: `${ref().id} type:queue` }]),
    ],
  ],
])('every command in %s is understood', async (_where, messages) => {
  const all = (await messages()).flatMap(offered);
  expect(all.length).toBeGreaterThan(0);
  expect(all.filter(([, as]) => as === 'mistake')).toEqual([]);
});

describe('a button under what a channel is told', () => {
  const answer = answererOf(smallAccount(3));
  const press = async (sent: string): Promise<Answer> => answerIn(await answer(queryOf(sent)));
  const HOUR = 3_600_000;

  it('a digest shows changes, where it knows of any', async () => {
    const pressed = { 'All changes': 0, 'People only': 0 };
    for (let back = 78; back > 48; back -= 3) {
      const iso = (days: number) => `${new Date(NOW.getTime() - days * 24 * HOUR).toISOString().slice(0, 19)}Z`;
      const window = { from: iso(back), to: iso(back - 3) };
      const made = await makeDigest({ zone: 'Asia/Tokyo', filters: '', window }, { answer, now: () => NOW });
      if (made.kind !== 'digest') throw new Error(made.because);
      for (const { label, ask } of made.message.buttons) {
        const got = await press(ask);
        expect([ask, got.outcome]).toEqual([ask, 'found']);
        if (label === 'All changes' || label === 'People only') pressed[label] += 1;
      }
      if (made.isEmpty) expect(made.message.buttons).toEqual([]);
    }
    expect(Object.values(pressed).every((count) => count > 0)).toBe(true);
  });

  it('a watch shows what it counted', async () => {
    const whole = await press('/connect-changes since:90d');
    const { changes } = whole;
    const byActor = new Map<string, typeof changes>();
    for (const one of changes) byActor.set(one.actor.label, [...(byActor.get(one.actor.label) ?? []), one]);
    let pressed = 0;
    for (const own of [...byActor.values()].slice(0, 8)) {
      const [newest, second] = own;
      if (newest === undefined) continue;
      for (const some of [[newest], second === undefined ? [newest] : [newest, second]]) {
        const times = some.map(({ change }) => change.time).sort();
        const group = {
          first: times[0] ?? '',
          last: times.at(-1) ?? '',
          total: some.length,
          watches: [watch(`instance:${PROD.alias}`)],
        };
        const message = groupMessage({ ...group, answer: { ...whole, changes: some, total: some.length } }, NOW);
        for (const { label, ask } of message.buttons) {
          const got = await press(ask);
          const isKnown = label.startsWith('All ')
            ? got.total >= some.filter(({ resource }) => resource.ref.instance?.id === PROD.id).length
            : got.outcome !== 'unknown';
          expect([label, ask, isKnown]).toEqual([label, ask, true]);
          pressed += 1;
        }
      }
    }
    expect(pressed).toBeGreaterThan(5);
  });

  it('and what is said of a watch that goes on asks for what it watches', () => {
    const [button] = setWatch(first, {
      by,
      about: { kind: 'anything', notes: [] },
      pausedSince: '2026-11-02T00:00:00Z',
    }).buttons;
    expect(queryOf(button?.ask ?? '')).toMatchObject({ subject: { kind: 'name', name: 'Billing' }, types: ['queue'] });
  });
});
