import * as z from 'zod/mini';
import { isTimeZone } from '../config';

const text = z.string().check(z.minLength(1));
const moment = z.iso.datetime();

/** The digest of a channel, as somebody set it. The clock's alone to write is its `DigestProgress`. */
export const digestSettingSchema = z.object({
  /** Slack's id of the channel, and its name as it was then: `privategroup` for one that Slack does not name. */
  channel: text,
  channelName: z.optional(text),
  /** HH:mm, 24 hours, in `zone`. */
  at: z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/)),
  /** An IANA time zone. */
  zone: z.string().check(z.refine(isTimeZone)),
  /** Monday to Friday alone. */
  weekdays: z.boolean(),
  /** Nothing is posted where nothing changed. */
  silent: z.boolean(),
  /** The qualifiers that narrow it, as they were typed; empty for everything. */
  filters: z.string(),
  /** The Slack user who set it. */
  setBy: text,
  /** When it was set so, ISO 8601 UTC. */
  setAt: moment,
  /** Since when the channel has had a digest without a break: nothing earlier than a day before it is told. ISO 8601 UTC. */
  since: moment,
});
export type DigestSetting = z.infer<typeof digestSettingSchema>;

/** A digest that was posted, or left unsaid where nothing changed: of which local day, and what it told. */
const toldSchema = z.object({
  /** YYYY-MM-DD in `zone`. */
  day: text,
  zone: text,
  dueAt: moment,
  /** The first and the last second that it told, ISO 8601 UTC. */
  from: moment,
  to: moment,
});
export type ToldDigest = z.infer<typeof toldSchema>;

/** How far a channel's digest has come. Kept apart from its setting, so that neither a change of that nor the clock undoes the other. */
export const digestProgressSchema = z.object({
  /** Counts the writes: one that does not know the newest is refused. */
  revision: z.number(),
  channel: text,
  last: z.optional(toldSchema),
  /** Was being posted. Where it stands here still, nobody knows whether Slack took it: it is not posted again, and the next one says so. */
  posting: z.optional(toldSchema),
  /** Why nothing is posted any more, a sentence; of the setting that was set then: whoever sets it again resumes it. */
  paused: z.optional(z.object({ setAt: moment, because: text })),
});
export type DigestProgress = z.infer<typeof digestProgressSchema>;

/** A digest that somebody asked for between two. The next one tells its time again, so nothing depends on it. */
export const betweenSchema = z.object({
  /** Slack's id of the channel. */
  channel: text,
  /** When it was posted, and the last second that it told, ISO 8601 UTC. */
  at: moment,
  to: moment,
});
export type BetweenDigest = z.infer<typeof betweenSchema>;

/** The digest that counts as the last one: one that may not have been posted does, for what is posted twice is told twice. */
export const lastTold = (progress: DigestProgress | undefined): ToldDigest | undefined =>
  progress?.posting ?? progress?.last;

/** Why it is paused; undefined where it is not. */
export const pausedBecause = (
  { setAt }: Pick<DigestSetting, 'setAt'>,
  progress: DigestProgress | undefined,
): string | undefined => (progress?.paused?.setAt === setAt ? progress?.paused.because : undefined);
