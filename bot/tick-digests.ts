import { closedWords } from './answer/channel-words';
import type { Message } from './answer/message';
import { type Claims, onceClaimed, WorkedOnElsewhere } from './claimed';
import type { DigestProgress, DigestSetting, ToldDigest } from './digest/digest-setting';
import { pausedMessage } from './digest/digest-words';
import { type DueDigest, dueDigests, dueOf, windowOf } from './digest/due';
import type { Digests } from './digests';
import { type MadeDigest, type MakeDeps, makeDigest } from './make-digest';
import { type DetailDeps, postDetail } from './post-detail';
import { phrases } from './words/words';

export interface TickDeps extends MakeDeps, DetailDeps, Claims {
  readonly digests: Digests;
  /** Tells one person by direct message. */
  readonly tell: (userId: string, message: Message) => Promise<unknown>;
}

export type Ticked = 'posted' | 'silent' | 'paused' | 'left';

/** A look-up that was cut short is tried again for so long after the digest was due, then told as it is. */
const PATIENCE_MS = 3_600_000;

/**
 * Posts the digests that are due, one after the other: once for each local day of a channel, however often, late or at once it is run.
 * One's failure does not stop the others; it escapes in the end, and the next run tries again.
 */
export const tickDigests = async (deps: TickDeps): Promise<Readonly<Record<Ticked, number>>> => {
  const { settings, progress } = deps.digests;
  const [set, come] = await Promise.all([settings.all(), progress.all()]);
  const counts = { posted: 0, silent: 0, paused: 0, left: 0 };
  const failures: unknown[] = [];
  for (const due of dueDigests(set, come, deps.now())) {
    try {
      counts[await postClaimed(due, deps)] += 1;
    } catch (error) {
      deps.log('error', 'a digest failed', { channel: due.setting.channel, day: due.day }, error);
      failures.push(error);
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} of the digests that were due failed.`);
  return counts;
};

/** The zone belongs to the day: the same date may come again where the digest moved to another one. */
const claimOf = ({ day, setting: { channel, zone } }: DueDigest): string => `digest-${channel}-${day}-${zone}`;

/** Another run at the same digest is no failure: whatever comes of it, the next run sees. */
const postClaimed = async (due: DueDigest, deps: TickDeps): Promise<Ticked> => {
  let ticked: Ticked = 'left';
  try {
    await onceClaimed(claimOf(due), deps, async () => {
      ticked = await postDue(due.setting.channel, deps);
      return ticked === 'posted' || ticked === 'silent' ? 'done' : 'not done';
    });
  } catch (error) {
    if (!(error instanceof WorkedOnElsewhere)) throw error;
  }
  if (ticked !== 'left')
    deps.log('info', 'a digest was due', { channel: due.setting.channel, day: due.day, outcome: ticked });
  return ticked;
};

/** Everything is read anew: while other channels were told, somebody may have changed this one's, or another run told it. */
const postDue = async (channel: string, deps: TickDeps): Promise<Ticked> => {
  const { settings, progress } = deps.digests;
  const [setting, before] = await Promise.all([settings.get(channel), progress.get(channel)]);
  const due = setting && dueOf(setting, before, deps.now());
  const window = setting && windowOf(setting, before, deps.now());
  if (setting === undefined || due === undefined || window === undefined) return 'left';
  const made = await makeDigest({ ...setting, window, progress: before }, deps);
  const isPatient = deps.now().getTime() - due.dueAt.getTime() < PATIENCE_MS;
  if (made.kind === 'mistake') {
    if (isPatient) throw new Error(`The digest's question was not understood: ${made.because}`);
    return pauseDigest(setting, before, phrases.digest.filtersMeanNothing(made), deps);
  }
  if (made.isCut && isPatient) throw new Error('The look-up of a digest was cut short.');
  const told = {
    ...{ day: due.day, zone: setting.zone, dueAt: due.dueAt.toISOString() },
    ...{ from: window.from, to: made.to },
  };
  const isSilent = made.isEmpty && setting.silent && before?.posting === undefined;
  if (!isSilent) return postMade(setting, { before, told, made }, deps);
  await revise(before, { channel, last: told }, deps);
  return 'silent';
};

interface ToPost {
  readonly before: DigestProgress | undefined;
  readonly told: ToldDigest;
  readonly made: Extract<MadeDigest, { kind: 'digest' }>;
}

/**
 * What is about to be posted is written down first, and counts as told from then on. So a process that ends between the post and its
 * record does not have the digest posted twice; the next one says that this one, and those before it of which the same is true, may be
 * missing.
 */
const postMade = async (setting: DigestSetting, { before, told, made }: ToPost, deps: TickDeps): Promise<Ticked> => {
  const { channel } = setting;
  const doubted = { ...told, from: before?.posting?.from ?? told.from };
  const posting = await revise(before, { ...before, channel, posting: doubted }, deps);
  const posted = await deps.post(channel, made.message);
  switch (posted.kind) {
    case 'posted':
      await revise(posting, { channel, last: told }, deps).catch((error: unknown) =>
        deps.log('warn', 'where a digest ended could not be written down', { channel }, error),
      );
      await postDetail(channel, posted.ts, made.detail, deps);
      return 'posted';
    case 'closed':
      return pauseDigest(setting, asBefore(before, posting), closedWords(posted.because), deps);
    case 'not posted':
      await revise(posting, asBefore(before, posting), deps);
      throw new Error('Slack did not take a digest.', { cause: posted.error });
  }
};

/** What was written down before a post that did not come about is taken back. */
const asBefore = (before: DigestProgress | undefined, { channel, revision }: DigestProgress): DigestProgress => ({
  ...before,
  channel,
  revision,
});

/** Nothing is posted any more until somebody sets it again; who set it hears of it once. */
const pauseDigest = async (
  setting: DigestSetting,
  before: DigestProgress | undefined,
  because: string,
  deps: TickDeps,
): Promise<Ticked> => {
  const { channel, setBy, setAt } = setting;
  await revise(before, { ...before, channel, paused: { setAt, because } }, deps);
  await deps
    .tell(setBy, pausedMessage(setting, because))
    .catch((error: unknown) => deps.log('warn', 'nobody could be told that a digest is paused', { channel }, error));
  return 'paused';
};

/** Throws where another run wrote meanwhile. */
const revise = async (
  before: DigestProgress | undefined,
  next: Omit<DigestProgress, 'revision'>,
  { digests }: TickDeps,
): Promise<DigestProgress> => {
  const revised = { ...next, revision: (before?.revision ?? 0) + 1 };
  if (await digests.progress.revise(next.channel, revised)) return revised;
  throw new WorkedOnElsewhere('Another run told of the same digest meanwhile.');
};
