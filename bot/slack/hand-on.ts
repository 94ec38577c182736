import { createHash } from 'node:crypto';
import type { Receiver } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import { line, type Message } from '../answer/message';
import type { Suggestion } from '../directory/suggest';
import type { Log } from '../log';
import { underReference } from '../reference';
import { phrases } from '../words/words';
import type { AskedJob, Job } from './job';
import { type Asker, type Askers, mayAsk, mayNotAskMessage } from './may-ask';

export interface AppDeps {
  readonly receiver: Receiver;
  readonly botToken: string;
  /** Hands a job to the worker. */
  readonly enqueue: (job: Job) => Promise<void>;
  readonly clientOptions: WebClientOptions;
  /** What may be meant by what somebody has typed so far; nothing is suggested where absent. */
  readonly suggest?: (typed: string) => Promise<readonly Suggestion[]>;
  /** Who may ask; help is for everybody. Asked again at every click. */
  readonly askers?: Askers;
  readonly now: () => Date;
  readonly log: Log;
}

/** What to tell whoever may not ask; undefined for whoever may. */
export const refusedTo = (asker: Asker, { askers = {}, log }: AppDeps): Message | undefined => {
  if (mayAsk(askers, asker)) return undefined;
  log('info', 'somebody may not ask', { asker: asker.userId, channel: asker.channelId });
  return mayNotAskMessage(asker);
};

/** What to tell where the queue does not take a job; undefined where it did. */
export const handOn = async (job: AskedJob, deps: AppDeps): Promise<Message | undefined> => {
  try {
    await underReference(job.id, () => deps.enqueue(job));
    deps.log('info', 'handed on', { reference: job.id, kind: job.kind, asker: job.userId });
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
export const jobOf = (happening: string, userId: string, now: Date) => ({
  version: 1 as const,
  id: createHash('sha256').update(happening).digest('hex').slice(0, 16),
  userId,
  askedAt: now.toISOString(),
});
