import { createHash } from 'node:crypto';
import type { Receiver } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import { line, type Message } from '../answer/message';
import type { Suggestion } from '../directory/suggest';
import type { Log } from '../log';
import { underReference } from '../reference';
import { phrases } from '../words/words';
import type { Askers } from './asker';
import type { Admitted } from './gate';
import type { AskedJob, Job } from './job';
import type { SeenPeople } from './people';

export interface AppDeps {
  readonly receiver: Receiver;
  readonly botToken: string;
  /** Hands a job to the worker. */
  readonly enqueue: (job: Job) => Promise<void>;
  readonly clientOptions: WebClientOptions;
  /** What may be meant by what somebody has typed so far; nothing is suggested where absent. */
  readonly suggest?: (typed: string) => Promise<readonly Suggestion[]>;
  /** Who may ask; members of the workspace unless given. Asked again at every click. */
  readonly askers?: Askers;
  /** What is known of people, in all processes. */
  readonly seen?: SeenPeople;
  /** For so long Slack is waited for to say who somebody is; as long as the client waits unless given. */
  readonly askedWithinMs?: number;
  readonly now: () => Date;
  readonly log: Log;
}

/** A job before it is known who asks for it. */
export type Wanted = AskedJob extends infer One ? (One extends AskedJob ? Omit<One, 'userId' | 'from'> : never) : never;

/** What to tell where the queue does not take a job; undefined where it did. It is the job of who was admitted, whatever else a request says. */
export const handOn = async (
  { userId, from }: Admitted,
  wanted: Wanted,
  deps: Pick<AppDeps, 'enqueue' | 'log'>,
): Promise<Message | undefined> => {
  const job: AskedJob = { ...wanted, userId, ...(from && { from }) };
  try {
    await underReference(job.id, () => deps.enqueue(job));
    deps.log('info', 'handed on', { reference: job.id, kind: job.kind, asker: userId });
    return undefined;
  } catch (error) {
    deps.log('error', 'a question could not be handed on', { reference: job.id }, error);
    return failedMessage(phrases.app.notHandedOn, job.id);
  }
};

/** One honest sentence and a reference that is in the log too. */
export const failedMessage = (sentence: string, reference: string): Message => ({
  lines: [line('fact', sentence), line('note', ...phrases.app.reference({ code: reference }))],
  buttons: [],
});

/** Of a button that this version did not make. */
export const TOO_OLD: Message = {
  lines: [line('fact', phrases.app.tooOld)],
  buttons: [],
};

/** What every job tells; `happening` is what is the same in every delivery of one. */
export const jobOf = (happening: string, now: Date) => ({
  version: 1 as const,
  id: createHash('sha256').update(happening).digest('hex').slice(0, 16),
  askedAt: now.toISOString(),
});
