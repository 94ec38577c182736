import * as z from 'zod/mini';
import { digestOrderSchema } from '../digest/digest-order';
import { detailsSchema } from './after-answer';

/** What every job tells: who asked for it, when, and where the answer goes. */
const asked = {
  version: z.literal(1),
  /** The same for every delivery of one job: it is done once. */
  id: z.string().check(z.minLength(1)),
  userId: z.string().check(z.minLength(1)),
  /** The channel where it was asked, or the one that the modal remembers: to be answered for, where only some channels are. */
  from: z.optional(z.object({ channel: z.string().check(z.minLength(1)), isRemembered: z.optional(z.literal(true)) })),
  /** Where the asker alone reads the answer, for a command, a click or a shortcut. */
  responseUrl: z.optional(z.url()),
  /** ISO 8601 UTC; relative times in the question count from here. */
  askedAt: z.iso.datetime(),
};

/** A question on its way from the Slack function to the worker: all that the worker needs to answer it. */
const questionSchema = z.object({
  ...asked,
  kind: z.literal('question'),
  command: z.enum(['who-changed', 'changes']),
  text: z.string(),
  /** Where everybody reads it: the question was asked there, by a mention of the bot, or its answer is shared there. */
  everybody: z.optional(
    z.object({
      channel: z.string().check(z.minLength(1)),
      /** The message that begins the thread; the channel itself where there is none. */
      thread: z.optional(z.string().check(z.minLength(1))),
    }),
  ),
  /** The modal in which it was asked, and is answered. */
  view: z.optional(z.object({ id: z.string().check(z.minLength(1)), metadata: z.string() })),
  /** The message that the question is about, in whose thread its answer may be shared. */
  about: z.optional(z.string()),
  /** Set where the asker has read the answer and shows it to everybody. */
  shared: z.optional(z.literal(true)),
  /** Set where it goes on after what was shown: the changes after this one, by its event id, and how many were shown by then. */
  after: z.optional(z.object({ eventId: z.string().check(z.minLength(1)), shown: z.number() })),
  /** Set where the newest minutes are read live, whatever it takes. */
  live: z.optional(z.literal(true)),
  /** Set on the second look, ten minutes after an empty answer. */
  secondLook: z.optional(z.literal(true)),
});

/** What somebody wants of the digest of a channel. */
const digestJobSchema = z.object({
  ...asked,
  kind: z.literal('digest'),
  channel: z.string().check(z.minLength(1)),
  channelName: z.optional(z.string().check(z.minLength(1))),
  order: digestOrderSchema,
});

/** A change to be shown with everything that is known of it, in a modal that is open. */
const detailsJobSchema = z.object({
  ...asked,
  kind: z.literal('details'),
  viewId: z.string().check(z.minLength(1)),
  /** Kept with the view: where it was opened. */
  metadata: z.string(),
  ...detailsSchema.shape,
});

/** An answer to be sent as files. */
const exportJobSchema = z.object({
  ...asked,
  kind: z.literal('export'),
  /** The modal where it was wanted, to say there why it is refused. */
  wantedIn: z.optional(z.object({ id: z.string().check(z.minLength(1)), metadata: z.string() })),
  command: z.enum(['who-changed', 'changes']),
  text: z.string(),
});

/** Somebody's Home tab, to be made anew; an `order` is carried out first. */
const homeJobSchema = z.object({
  ...asked,
  kind: z.literal('home'),
  /** What is wanted of a channel's digest. */
  digest: z.optional(z.object({ channel: z.string().check(z.minLength(1)), order: digestOrderSchema })),
  /** The id of the watch that is to be ended. */
  stopWatch: z.optional(z.string().check(z.minLength(1))),
});

const text = z.string().check(z.minLength(1));

/** What somebody wants of a channel's watches. */
const watchJobSchema = z.object({
  ...asked,
  kind: z.literal('watch'),
  channel: text,
  channelName: z.optional(text),
  order: z.discriminatedUnion('kind', [
    /** The question as Slack sent it. */
    z.object({ kind: z.literal('set'), question: text }),
    z.object({ kind: z.literal('list'), withHelp: z.boolean() }),
    /** A number of the list or a question, as typed; or the id of a watch, by its button. */
    z.object({ kind: z.literal('stop'), which: text }),
    z.object({ kind: z.literal('stop this'), id: text }),
  ]),
});

/** Changes that the index holds now; nobody asked for it. */
const arrivedSchema = z.object({
  version: z.literal(1),
  kind: z.literal('arrived'),
  /** The times of the first and the last of them, ISO 8601 UTC, to the second. */
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  eventIds: z.array(z.string()),
});

/** A group of changes that is to be told in a channel, or told anew with what has come since. */
const watchedSchema = z.object({
  version: z.literal(1),
  kind: z.literal('watched'),
  channel: text,
  /** Whose groups of which day, and which of them. */
  groups: text,
  group: z.number(),
  /** How often it was put off: another message went to the channel. */
  tries: z.number(),
});

/** What the Slack function and the ingestion hand to the worker. */
const jobSchema = z.discriminatedUnion('kind', [
  questionSchema,
  digestJobSchema,
  detailsJobSchema,
  exportJobSchema,
  homeJobSchema,
  watchJobSchema,
  arrivedSchema,
  watchedSchema,
]);

export type Job = z.infer<typeof jobSchema>;
/** A job that somebody asked for. */
export type AskedJob = Extract<Job, { readonly userId: string }>;
export type Question = z.infer<typeof questionSchema>;
export type DigestJob = z.infer<typeof digestJobSchema>;
export type DetailsJob = z.infer<typeof detailsJobSchema>;
export type HomeJob = z.infer<typeof homeJobSchema>;
export type ExportJob = z.infer<typeof exportJobSchema>;
export type WatchJob = z.infer<typeof watchJobSchema>;
export type ArrivedJob = z.infer<typeof arrivedSchema>;
export type WatchedJob = z.infer<typeof watchedSchema>;

/** Narrows a queue message's body. Throws naming what is wrong, never the body itself: it holds a response_url. */
export const parseJob = (body: string): Job => {
  const parsed = jobSchema.safeParse(jsonOf(body));
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  throw new Error(`A message of the job queue is not a job (${wrong}).`);
};

/** A parser's message quotes what it could not parse, so it is left out on purpose. */
const jsonOf = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    throw new Error('A message of the job queue is not a job (it is not JSON).');
  }
};
