import { DateTime } from 'luxon';
import { channelPieces, type Doer, doerPiece, INVITE } from '../answer/channel-words';
import { type Line, line, type Message } from '../answer/message';
import { formatDay, formatMoment } from '../answer/moments';
import { phrases } from '../words/words';
import { orderText } from './digest-order';
import { type BetweenDigest, type DigestProgress, type DigestSetting, lastTold, pausedBecause } from './digest-setting';
import { dueOf, nextDue } from './due';

/** The command, as people type it. */
export const DIGEST_COMMAND_TEXT = '/connect-digest' as const;
/** The button under every digest. */
export const CHANGE_DIGEST_ACTION = 'change-digest';
export const CHANGE_DIGEST = { id: CHANGE_DIGEST_ACTION, label: phrases.digest.change, value: 'status' } as const;

/** "Mon 30 Nov", "Mon 30 Nov 09:00": in the digest's zone. */
const dayWords = (day: string, now: Date): string =>
  formatDay(DateTime.fromISO(day, { zone: 'utc' }), now.getUTCFullYear());
const momentWords = (time: string, zone: string, now: Date): string => formatMoment({ time, as: 'moment' }, zone, now);

const howLines = ({ filters, silent }: DigestSetting): readonly Line[] => [
  ...(filters === '' ? [] : [line('detail', ...phrases.digest.narrowedBy({ filters }))]),
  ...(silent ? [line('detail', phrases.digest.silent)] : []),
];

const typed = (text: string): string => `${DIGEST_COMMAND_TEXT} ${text}`.trim();

const changeLine = (setting: DigestSetting): Line =>
  line('note', ...phrases.digest.toChange({ set: typed(orderText(setting)), off: typed('off') }));

/** Posted into the channel when its digest is set: that it can be posted shows that digests can. */
export const setMessage = (
  setting: DigestSetting,
  { by, before, progress, now }: { by: Doer; before?: DigestSetting; progress?: DigestProgress; now: Date },
): Message => {
  const next = nextDue(setting, progress, now);
  const when = phrases.digest.when(setting);
  const cameBefore = before && phrases.digest.when(before);
  return {
    lines: [
      line(
        'fact',
        phrases.digest.willCome({ when, next: next && dayWords(next.day, now), isNew: before === undefined }),
      ),
      ...howLines(setting),
      line(
        'detail',
        ...(before === undefined
          ? phrases.digest.setBy({ by: doerPiece(by) })
          : phrases.digest.changedBy({ by: doerPiece(by), before: cameBefore === when ? undefined : cameBefore })),
      ),
    ],
    buttons: [],
    actions: [CHANGE_DIGEST],
  };
};

/** Posted into the channel when its digest is ended. */
export const offMessage = (setting: DigestSetting, by: Doer): Message => ({
  lines: [
    line('fact', ...phrases.digest.ended({ when: phrases.digest.when(setting), by: doerPiece(by) })),
    line('note', ...phrases.digest.toHaveAgain({ typed: typed(orderText(setting)) })),
  ],
  buttons: [],
});

export const NOT_SET: Message = {
  lines: [
    line('fact', phrases.digest.notSet),
    line('note', ...phrases.digest.toSet({ typed: typed('at 09:00 weekdays') })),
  ],
  buttons: [],
};

/** To whoever asks how it stands, alone. `by` is who set it. */
export const statusMessage = (
  setting: DigestSetting,
  {
    by,
    progress,
    between,
    now,
  }: { by: Doer; progress: DigestProgress | undefined; between?: BetweenDigest | undefined; now: Date },
): Message => {
  const { zone, setAt } = setting;
  const because = pausedBecause(setting, progress);
  return {
    lines: [
      because === undefined
        ? line('fact', phrases.digest.comes({ when: phrases.digest.when(setting) }))
        : line('fact', phrases.digest.paused({ because })),
      ...howLines(setting),
      ...(because === undefined ? [nextLine(setting, progress, now)] : []),
      ...lastLines(setting, { progress, between, now }),
      line('detail', ...phrases.digest.wasSet({ by: doerPiece(by), at: momentWords(setAt, zone, now) })),
      because === undefined ? changeLine(setting) : resumeLine(setting),
    ],
    buttons: [],
  };
};

const nextLine = (setting: DigestSetting, progress: DigestProgress | undefined, now: Date): Line => {
  const due = dueOf(setting, progress, now);
  if (due !== undefined) return line('detail', phrases.digest.isDue);
  const next = nextDue(setting, progress, now);
  return line('detail', phrases.digest.next({ at: next && momentWords(next.dueAt.toISOString(), setting.zone, now) }));
};

const lastLines = (
  { zone, since }: DigestSetting,
  { progress, between, now }: { progress: DigestProgress | undefined; between: BetweenDigest | undefined; now: Date },
): readonly Line[] => {
  const last = lastTold(progress);
  const isDoubted = progress?.posting !== undefined;
  // One of a digest that was ended since says nothing of this one.
  const isNewer = between !== undefined && between.at > (last?.dueAt ?? since);
  const asked = isNewer ? momentWords(between.at, zone, now) : undefined;
  return [
    ...(last === undefined
      ? asked === undefined
        ? [line('detail', phrases.digest.noneYet)]
        : []
      : [line('detail', phrases.digest.last({ to: momentWords(last.to, zone, now), isDoubted }))]),
    ...(asked === undefined ? [] : [line('detail', phrases.digest.asked({ at: asked, isFirst: last === undefined }))]),
  ];
};

const resumeLine = (setting: DigestSetting): Line =>
  line('note', ...phrases.digest.toResume({ typed: typed(orderText(setting)) }));

/** To whoever wanted something posted where the bot may not. `order` is what they wanted, after the command. */
export const notPostedMessage = (sentence: string, order: string): Message => ({
  lines: [
    line('fact', sentence),
    line('detail', ...phrases.digest.inviteAndType({ invite: INVITE, typed: typed(order) })),
  ],
  buttons: [],
});

/** To whoever set it, by direct message, once. */
export const pausedMessage = (setting: DigestSetting, because: string): Message => ({
  lines: [
    line('fact', ...phrases.digest.pausedIn({ channel: channelPieces(setting), because })),
    line('detail', ...phrases.digest.toResumeThere({ typed: typed(orderText(setting)) })),
    line('note', phrases.digest.thenTellsMeanwhile),
  ],
  buttons: [],
});

const EXAMPLES: readonly (readonly [string, string])[] = [
  ['at 09:00', phrases.digestHelp.examples.daily],
  ['at 09:00 Asia/Tokyo weekdays', phrases.digestHelp.examples.weekdays],
  ['at 9am only:people type:flow,queue', phrases.digestHelp.examples.narrowed],
  ['at 09:00 silent', phrases.digestHelp.examples.silent],
  ['now', phrases.digestHelp.examples.now],
  ['status', phrases.digestHelp.examples.status],
  ['off', phrases.digestHelp.examples.off],
];

export const DIGEST_HELP_LINES: readonly Line[] = [
  line('heading', phrases.digestHelp.forExample),
  ...EXAMPLES.map(([order, means]) => line('item', { code: typed(order) }, `  ${means}`)),
  line('heading', phrases.digestHelp.narrowIt),
  line('item', { code: 'only:people' }, `  ${phrases.digestHelp.filters.only}`),
  line('item', { code: 'type:queue' }, `  ${phrases.digestHelp.filters.type}`),
  line('item', { code: 'instance:harbor-prod' }, `  ${phrases.digestHelp.filters.instance}`),
  line('note', phrases.digestHelp.whoMay),
];

export const DIGEST_HELP: Message = {
  lines: [line('fact', phrases.digestHelp.whatItIs), ...DIGEST_HELP_LINES],
  buttons: [],
};

/** What the last digest's readers may have missed: it was being posted when the bot was stopped. */
export const doubtWords = (progress: DigestProgress | undefined, zone: string, now: Date): readonly string[] => {
  const { posting } = progress ?? {};
  if (posting === undefined) return [];
  const [from, to] = [momentWords(posting.from, zone, now), momentWords(posting.to, zone, now)];
  return [phrases.digestMessage.mayBeMissing({ from, to })];
};

/** What lies between the last digest and one that reaches back as far as it may. */
export const untoldWords = (untoldFrom: string | undefined, zone: string, now: Date): readonly string[] =>
  untoldFrom === undefined ? [] : [phrases.digestMessage.untold({ from: momentWords(untoldFrom, zone, now) })];
