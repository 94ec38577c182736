import { mistakeMessage } from './answer/help';
import { line, type Message } from './answer/message';
import type { Answered } from './answer-question';
import { type Claims, onceClaimed } from './claimed';
import { type DigestOrder, orderText } from './digest/digest-order';
import type { DigestSetting } from './digest/digest-setting';
import {
  DIGEST_COMMAND_TEXT as COMMAND,
  DIGEST_HELP_LINES,
  NOT_SET,
  notPostedMessage,
  offMessage,
  setMessage,
  statusMessage,
} from './digest/digest-words';
import { windowOf } from './digest/due';
import type { Digests } from './digests';
import { SETTLE_SECONDS } from './index/proof';
import { isoOf } from './index/spans';
import type { SlackPerson } from './look-up/answer-deps';
import { doerOf } from './look-up/doer';
import { makeDigest } from './make-digest';
import { type DetailDeps, postDetail } from './post-detail';
import { parseQuery } from './query/parse-query';
import type { Query } from './query/query';
import { escapeSlack } from './query/tokens';
import { UNKNOWN_ZONE } from './query/unknown-zone';
import type { DigestJob } from './slack/job';
import { phrases } from './words/words';

export interface DigestJobDeps extends DetailDeps, Claims {
  readonly digests: Digests;
  /** Answers where nobody waits: the newest minutes are read live. */
  readonly report: (query: Query) => Promise<Answered>;
  /** A Slack user's time zone, an IANA name; `undefined` where Slack does not tell. */
  readonly zoneOf: (slackUserId: string) => Promise<string | undefined>;
  readonly personOf: (slackUserId: string) => Promise<SlackPerson | undefined>;
  /** Tells the asker alone. */
  readonly tell: (message: Message) => Promise<unknown>;
  readonly now: () => Date;
  /** Said before every digest (the sample account). */
  readonly preface?: string;
}

type Order<K extends DigestOrder['kind']> = Extract<DigestOrder, { readonly kind: K }>;

const DAY_MS = 86_400_000;

/** Does once what somebody wants of their channel's digest. What fails is told to them; where even that fails it escapes, to be delivered again. */
export const digestJob = async (job: DigestJob, deps: DigestJobDeps): Promise<void> => {
  await onceClaimed(job.id, deps, async () => {
    try {
      await carryOut(job, deps);
    } catch (error) {
      deps.log('error', 'a digest could not be changed or posted', { reference: job.id }, error);
      await deps.tell(failed(job.id));
    }
    return 'done';
  });
};

const failed = (reference: string): Message => ({
  lines: [
    line('fact', ...phrases.digest.failed({ typed: `${COMMAND} status` })),
    line('note', ...phrases.digest.tryAgain({ reference })),
  ],
  buttons: [],
});

const carryOut = async (job: DigestJob, deps: DigestJobDeps): Promise<void> => {
  const { order } = job;
  switch (order.kind) {
    case 'set':
      return setDigest(job, order, deps);
    case 'off':
      return endDigest(job, deps);
    case 'now':
      return postNow(job, order, deps);
    case 'status':
      return tellStatus(job, order, deps);
  }
};

/** The post into the channel comes first: where it can't be made, digests can't be, and nothing is kept. */
const setDigest = async (job: DigestJob, order: Order<'set'>, deps: DigestJobDeps): Promise<void> => {
  const { channel, channelName, userId } = job;
  const [before, progress] = await Promise.all([
    deps.digests.settings.get(channel),
    deps.digests.progress.get(channel),
  ]);
  const { at, weekdays, silent, filters } = order;
  const now = deps.now();
  // Who changes it from elsewhere brings no name of the channel.
  const named = channelName ?? before?.channelName;
  const setting: DigestSetting = {
    ...{ channel, ...(named !== undefined && { channelName: named }) },
    ...{ at, weekdays, silent, filters, zone: order.zone ?? (await deps.zoneOf(userId)) ?? UNKNOWN_ZONE },
    ...{ setBy: userId, setAt: now.toISOString(), since: before?.since ?? now.toISOString() },
  };
  const wrong = await wrongInstance(setting, deps);
  if (wrong !== undefined) return void (await deps.tell(wrong));
  const by = await doerOf(userId, deps);
  const message = setMessage(setting, { by, now, ...(before && { before }), ...(progress && { progress }) });
  const posted = await deps.post(channel, message);
  if (posted.kind === 'closed')
    return void (await deps.tell(notPostedMessage(phrases.digest.notSetHere, orderText(order))));
  if (posted.kind === 'not posted') throw new Error('Slack did not take a confirmation.', { cause: posted.error });
  await deps.digests.settings.put(channel, setting);
  deps.log('info', 'digest set', { channel, by: userId });
};

/** Only a look-up knows the instances: one second of it tells whether there is one of that name. */
const wrongInstance = async ({ filters, zone }: DigestSetting, deps: DigestJobDeps): Promise<Message | undefined> => {
  if (!/instance[:：]/i.test(filters)) return undefined;
  const second = isoOf(Math.floor(deps.now().getTime() / 1000) - SETTLE_SECONDS);
  const asked = escapeSlack(`since:${second} until:${second} ${filters}`);
  const parsed = parseQuery(asked, { now: deps.now(), zone, command: 'changes' });
  const answered = parsed.kind === 'query' ? await deps.report(parsed.query) : parsed;
  return answered.kind === 'mistake' ? mistakeMessage({ message: answered.mistake.message }, COMMAND) : undefined;
};

/** It is ended though the channel can't be told. */
const endDigest = async ({ channel, userId }: DigestJob, deps: DigestJobDeps): Promise<void> => {
  const setting = await deps.digests.settings.get(channel);
  if (setting === undefined || !(await deps.digests.settings.remove(channel))) return void (await deps.tell(NOT_SET));
  deps.log('info', 'digest ended', { channel, by: userId });
  const message = offMessage(setting, await doerOf(userId, deps));
  const posted = await deps.post(channel, message);
  if (posted.kind !== 'posted') await deps.tell(message);
};

/**
 * What changed since the last digest up to now, settled or not, for everybody. The next digest comes as if this one had not been: it tells
 * the same time again, then settled. Where no digest is set it is the last day.
 */
const postNow = async (job: DigestJob, order: Order<'now'>, deps: DigestJobDeps): Promise<void> => {
  const { channel, userId } = job;
  const [setting, progress] = await Promise.all([
    deps.digests.settings.get(channel),
    deps.digests.progress.get(channel),
  ]);
  const now = deps.now();
  const since = setting?.since ?? new Date(now.getTime() - DAY_MS).toISOString();
  const window = windowOf({ since }, progress, now, 0);
  if (window === undefined) throw new Error('The last digest ended after now.');
  const zone = setting?.zone ?? (await deps.zoneOf(userId)) ?? UNKNOWN_ZONE;
  const filters = order.filters === '' ? (setting?.filters ?? '') : order.filters;
  const settledTo = isoOf(Math.floor(now.getTime() / 1000) - SETTLE_SECONDS);
  const made = await makeDigest({ zone, filters, window, between: { settledTo } }, { ...deps, answer: deps.report });
  if (made.kind === 'mistake') return void (await deps.tell(mistakeMessage({ message: made.because }, COMMAND)));
  const posted = await deps.post(channel, made.message);
  if (posted.kind === 'closed')
    return void (await deps.tell(notPostedMessage(phrases.digest.notPostedHere, `now ${order.filters}`.trim())));
  if (posted.kind === 'not posted') throw new Error('Slack did not take a digest.', { cause: posted.error });
  // It is posted: for want of this note it is not posted again.
  await deps.digests.between
    .put(channel, { channel, at: now.toISOString(), to: window.to })
    .catch((error: unknown) => deps.log('warn', 'that a digest was posted could not be noted', { channel }, error));
  await postDetail(channel, posted.ts, made.detail, deps);
};

const tellStatus = async (
  { channel }: DigestJob,
  { withHelp }: Order<'status'>,
  deps: DigestJobDeps,
): Promise<void> => {
  const [setting, progress, between] = await Promise.all([
    deps.digests.settings.get(channel),
    deps.digests.progress.get(channel),
    deps.digests.between.get(channel),
  ]);
  const status =
    setting === undefined
      ? NOT_SET
      : statusMessage(setting, { by: await doerOf(setting.setBy, deps), progress, between, now: deps.now() });
  await deps.tell(withHelp ? { ...status, lines: [...status.lines, ...DIGEST_HELP_LINES] } : status);
};
