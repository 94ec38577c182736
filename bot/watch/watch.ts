import * as z from 'zod/mini';
import { fold } from '../directory/names';
import type { Query } from '../query/query';
import { readWatch } from '../query/read-watch';

const text = z.string().check(z.minLength(1));

/** What somebody has watched in a channel. */
export const watchSchema = z.object({
  /** `<channel>#<short id>` */
  id: text,
  /** Slack's id of the channel, and its name as it was then. */
  channel: text,
  channelName: z.optional(text),
  /** The question as Slack sent it: its mentions carry ids. */
  question: text,
  /** The Slack user who set it. */
  setBy: text,
  /** When it was set, ISO 8601 UTC: what changed before that is not told. */
  setAt: z.iso.datetime(),
  /** Why nothing is told any more, by Slack's word, and since when (ISO 8601 UTC). Whoever sets it again resumes it. */
  paused: z.optional(z.object({ at: z.iso.datetime(), because: text })),
});
export type Watch = z.infer<typeof watchSchema>;

/** More is nobody's reading: a wider question is one watch. */
export const MOST_WATCHES = 25;

export const isActive = ({ paused }: Watch): boolean => paused === undefined;

/** A channel's watches in the order in which they were set, which numbers them. */
export const watchesIn = (channel: string, all: readonly Watch[]): readonly Watch[] =>
  all
    .filter((watch) => watch.channel === channel)
    .toSorted((one, other) => one.setAt.localeCompare(other.setAt) || one.id.localeCompare(other.id));

/** What a watch asks for; undefined where this version can't read it any more. */
export const queryOf = ({ question }: Pick<Watch, 'question'>): Query | undefined => {
  const read = readWatch(question);
  return read.kind === 'watch' ? read.query : undefined;
};

/** The same for questions that ask for the same, however they are written. */
export const askedKey = ({ subject, by, types, verbs, only, instance }: Query): string =>
  fold(JSON.stringify([subject, by?.kind === 'slack user' ? by.slackUserId : by, types, verbs, only, instance ?? '']));
