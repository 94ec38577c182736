import { DateTime } from 'luxon';
import type { Message } from './answer/message';
import type { Answered } from './answer-question';
import { digestOf, messageOfDigest } from './digest/digest';
import type { Log } from './log';
import type { Query } from './query/query';

export interface DigestDeps {
  readonly answer: (query: Query) => Promise<Answered>;
  readonly post: (channel: string, message: Message) => Promise<void>;
  readonly claim: (id: string) => Promise<'mine' | 'taken' | 'done'>;
  readonly finish: (id: string) => Promise<void>;
  readonly release: (id: string) => Promise<void>;
  readonly now: () => Date;
  readonly log: Log;
  readonly preface?: string;
}

/** Where the digest goes, and the zone (IANA name) whose days it counts. */
export interface DigestTarget {
  readonly channel: string;
  readonly zone: string;
}

/**
 * The last day's changes as one message to a channel, once per local day however often it is run. A failure to look up or to
 * post escapes, and gives the day back, so that the schedule's retry posts it.
 */
export const postDigest = async (
  { channel, zone }: DigestTarget,
  deps: DigestDeps,
): Promise<'posted' | 'already posted'> => {
  const now = deps.now();
  const day = DateTime.fromJSDate(now, { zone }).toISODate();
  const id = `digest-${channel}-${day}`;
  const claimed = await deps.claim(id);
  if (claimed !== 'mine') return 'already posted';
  try {
    await deps.post(channel, await lastDay(zone, now, deps));
    await deps.finish(id);
  } catch (error) {
    await deps.release(id);
    throw error;
  }
  deps.log('info', 'digest posted', { day: day ?? '' });
  return 'posted';
};

const lastDay = async (zone: string, now: Date, deps: DigestDeps): Promise<Message> => {
  const answered = await deps.answer(everythingSince(new Date(now.getTime() - 24 * 3_600_000)));
  if (answered.kind === 'mistake')
    throw new Error(`The digest's question was not understood: ${answered.mistake.message}`);
  const { changes, coverage } = answered.answer;
  const message = messageOfDigest(digestOf(changes, coverage), zone);
  return deps.preface === undefined ? message : { ...message, preface: deps.preface };
};

const everythingSince = (from: Date): Query => ({
  text: '',
  subject: { kind: 'everything' },
  types: [],
  window: { from: `${from.toISOString().slice(0, 19)}Z` },
  verbs: [],
  only: [],
});
