import { DateTime } from 'luxon';
import type { Message } from './answer/message';
import type { Answered } from './answer-question';
import { type Claims, onceClaimed } from './claimed';
import { digestOf, messageOfDigest } from './digest/digest';
import { SETTLE_SECONDS } from './index/proof';
import type { Log } from './log';
import type { Query, Window } from './query/query';

export interface DigestDeps extends Claims {
  readonly answer: (query: Query) => Promise<Answered>;
  readonly post: (channel: string, message: Message) => Promise<void>;
  /** When the digest is due: the last day is counted from here. */
  readonly now: () => Date;
  readonly log: Log;
  readonly preface?: string;
  /** How long before that the told day ends: as long as a record may be on its way, half an hour unless said otherwise. */
  readonly settleMinutes?: number;
}

const SETTLE_MINUTES = SETTLE_SECONDS / 60;

/** Where the digest goes, and the zone (IANA name) whose days it counts. */
export interface DigestTarget {
  readonly channel: string;
  readonly zone: string;
}

/**
 * The last day's changes as one message to a channel, once per local day however often it is run. A failure to look up or to
 * post escapes, and gives the day back, so that the schedule's retry posts it; so does a day that another run is at, because
 * nobody knows yet whether that one will come to its end.
 */
export const postDigest = async (
  { channel, zone }: DigestTarget,
  deps: DigestDeps,
): Promise<'posted' | 'already posted'> => {
  const at = DateTime.fromJSDate(deps.now(), { zone });
  const day = at.toISODate() ?? '';
  const outcome = await onceClaimed(`digest-${channel}-${day}`, deps, async () => {
    await deps.post(channel, await lastDay(at, deps));
    return 'done';
  });
  if (outcome === 'already done') return 'already posted';
  deps.log('info', 'digest posted', { day });
  return 'posted';
};

const lastDay = async (at: DateTime, deps: DigestDeps): Promise<Message> => {
  const answered = await deps.answer(everythingIn(dayBefore(at, deps.settleMinutes ?? SETTLE_MINUTES)));
  if (answered.kind === 'mistake')
    throw new Error(`The digest's question was not understood: ${answered.mistake.message}`);
  const { changes, coverage } = answered.answer;
  const message = messageOfDigest(digestOf(changes, coverage), at.zoneName ?? 'utc');
  return deps.preface === undefined ? message : { ...message, preface: deps.preface };
};

/**
 * A local day, which has 23 hours or 25 where the clocks change, ending before `at`. A record that comes late would else fall
 * between two digests. The days of a daily schedule follow on each other to the second; both ends are inclusive.
 */
const dayBefore = (at: DateTime, settleMinutes: number): Window => {
  const to = at.startOf('minute').minus({ minutes: settleMinutes });
  return { from: isoSeconds(to.minus({ days: 1 }).plus({ seconds: 1 })), to: isoSeconds(to) };
};

const isoSeconds = (time: DateTime): string => `${time.toJSDate().toISOString().slice(0, 19)}Z`;

const everythingIn = (window: Window): Query => ({
  text: '',
  subject: { kind: 'everything' },
  types: [],
  window,
  verbs: [],
  only: [],
});
