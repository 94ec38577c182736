import { DateTime } from 'luxon';
import { channelPieces, type Doer, doerPiece, INVITE } from '../answer/channel-words';
import { formatMoment, type Line, line, type Message } from '../answer/message';
import { phrases } from '../words/words';
import { orderText } from './digest-order';
import { type DigestProgress, type DigestSetting, lastTold, pausedBecause } from './digest-setting';
import { dueOf, nextDue } from './due';

/** The command, as people type it. */
export const DIGEST_COMMAND_TEXT = '/connect-digest' as const;
/** The button under every digest. */
export const CHANGE_DIGEST_ACTION = 'change-digest';
export const CHANGE_DIGEST = { id: CHANGE_DIGEST_ACTION, label: 'Change this digest', value: 'status' } as const;

/** "every weekday at 09:00 (Asia/Tokyo)" */
export const whenWords = ({ at, zone, weekdays }: Pick<DigestSetting, 'at' | 'zone' | 'weekdays'>): string =>
  `every ${weekdays ? 'weekday' : 'day'} at ${at} (${zone})`;

/** "Mon 30 Nov", "Mon 30 Nov 09:00": in the digest's zone. */
const dayWords = (day: string, now: Date): string => {
  const date = DateTime.fromISO(day, { zone: 'utc', locale: 'en-GB' });
  return date.toFormat(date.year === now.getUTCFullYear() ? 'ccc d LLL' : 'ccc d LLL yyyy');
};
const momentWords = (time: string, zone: string, now: Date): string => formatMoment({ time, as: 'moment' }, zone, now);

const howLines = ({ filters, silent }: DigestSetting): readonly Line[] => [
  ...(filters === '' ? [] : [line('detail', ...phrases.digest.narrowedBy({ filters }))]),
  ...(silent ? [line('detail', 'Where nothing changed, nothing is posted.')] : []),
];

const changeLine = (setting: DigestSetting): Line =>
  line(
    'note',
    'To change it, type it anew: ',
    { code: `${DIGEST_COMMAND_TEXT} ${orderText(setting)}` },
    '. To end it: ',
    { code: `${DIGEST_COMMAND_TEXT} off` },
  );

/** Posted into the channel when its digest is set: that it can be posted shows that digests can. */
export const setMessage = (
  setting: DigestSetting,
  { by, before, progress, now }: { by: Doer; before?: DigestSetting; progress?: DigestProgress; now: Date },
): Message => {
  const next = nextDue(setting, progress, now);
  const first = before === undefined ? 'first' : 'next';
  return {
    lines: [
      line(
        'fact',
        `A digest of Amazon Connect will come here ${whenWords(setting)}${next === undefined ? '' : `, ${first} on ${dayWords(next.day, now)}`}.`,
      ),
      ...howLines(setting),
      line(
        'detail',
        before === undefined ? 'Set by ' : 'Changed by ',
        doerPiece(by),
        before === undefined || whenWords(before) === whenWords(setting) ? '.' : `; it came ${whenWords(before)}.`,
      ),
    ],
    buttons: [],
    actions: [CHANGE_DIGEST],
  };
};

/** Posted into the channel when its digest is ended. */
export const offMessage = (setting: DigestSetting, by: Doer): Message => ({
  lines: [
    line('fact', `The digest of Amazon Connect, ${whenWords(setting)}, was ended by `, doerPiece(by), '.'),
    line('note', 'To have it again: ', { code: `${DIGEST_COMMAND_TEXT} ${orderText(setting)}` }),
  ],
  buttons: [],
});

export const NOT_SET: Message = {
  lines: [
    line('fact', 'No digest is set in this channel.'),
    line('note', 'To set one: ', { code: `${DIGEST_COMMAND_TEXT} at 09:00 weekdays` }),
  ],
  buttons: [],
};

/** To whoever asks how it stands, alone. `by` is who set it. */
export const statusMessage = (
  setting: DigestSetting,
  { by, progress, now }: { by: Doer; progress: DigestProgress | undefined; now: Date },
): Message => {
  const { zone, setAt } = setting;
  const because = pausedBecause(setting, progress);
  return {
    lines: [
      because === undefined
        ? line('fact', `A digest of Amazon Connect comes here ${whenWords(setting)}.`)
        : line('fact', `The digest of Amazon Connect is paused: ${because}`),
      ...howLines(setting),
      ...(because === undefined ? [nextLine(setting, progress, now)] : []),
      ...lastLine(zone, progress, now),
      line('detail', 'Set by ', doerPiece(by), `, ${momentWords(setAt, zone, now)}`),
      because === undefined ? changeLine(setting) : resumeLine(setting),
    ],
    buttons: [],
  };
};

const nextLine = (setting: DigestSetting, progress: DigestProgress | undefined, now: Date): Line => {
  const due = dueOf(setting, progress, now);
  if (due !== undefined) return line('detail', 'Today’s is due and not posted yet; it is tried every five minutes.');
  const next = nextDue(setting, progress, now);
  return line(
    'detail',
    `Next: ${next === undefined ? 'not known' : momentWords(next.dueAt.toISOString(), setting.zone, now)}`,
  );
};

const lastLine = (zone: string, progress: DigestProgress | undefined, now: Date): readonly Line[] => {
  const last = lastTold(progress);
  if (last === undefined) return [line('detail', 'None was posted yet.')];
  const doubt = progress?.posting === undefined ? '' : '; whether Slack took it is not known';
  return [line('detail', `The last one told up to ${momentWords(last.to, zone, now)}${doubt}.`)];
};

const resumeLine = (setting: DigestSetting): Line =>
  line('note', 'To resume it, set it again: ', { code: `${DIGEST_COMMAND_TEXT} ${orderText(setting)}` });

/** To whoever wanted something posted where the bot may not. `typed` is what they wanted, after the command. */
export const notPostedMessage = (what: string, typed: string): Message => ({
  lines: [
    line('fact', `I can’t post in this channel, so ${what}.`),
    line('detail', 'Invite me, ', { code: INVITE }, ', and type it again: ', {
      code: `${DIGEST_COMMAND_TEXT} ${typed}`.trim(),
    }),
  ],
  buttons: [],
});

/** To whoever set it, by direct message, once. */
export const pausedMessage = (setting: DigestSetting, because: string): Message => ({
  lines: [
    line('fact', 'The digest of Amazon Connect in ', ...channelPieces(setting), ` is paused: ${because}`),
    line('detail', 'To resume it, set it there again: ', { code: `${DIGEST_COMMAND_TEXT} ${orderText(setting)}` }),
    line('note', 'The next one then tells what changed meanwhile.'),
  ],
  buttons: [],
});

const EXAMPLES: readonly (readonly [string, string])[] = [
  ['at 09:00', 'every day at 9 in your own time zone'],
  ['at 09:00 Asia/Tokyo weekdays', 'Monday to Friday, by the clocks of Tokyo'],
  ['at 9am only:people type:flow,queue', 'only what people did to flows and queues'],
  ['at 09:00 silent', 'nothing is posted where nothing changed'],
  ['now', 'posts what changed since the last one; the next one comes as usual'],
  ['status', 'whether one is set, when it comes, who set it'],
  ['off', 'ends it'],
];

export const DIGEST_HELP_LINES: readonly Line[] = [
  line('heading', 'For example'),
  ...EXAMPLES.map(([typed, means]) => line('item', { code: `${DIGEST_COMMAND_TEXT} ${typed}` }, `  ${means}`)),
  line('heading', 'Narrow it'),
  line('item', { code: 'only:people' }, '  people, pipelines, failed or worth-a-look alone'),
  line('item', { code: 'type:queue' }, '  changes to things of this type'),
  line('item', { code: 'instance:harbor-prod' }, '  in this Connect instance'),
  line('note', 'Everybody in the channel reads the digest, and may change or end it.'),
];

export const DIGEST_HELP: Message = {
  lines: [
    line('fact', 'A digest tells a channel once a day what changed in Amazon Connect, what is worth a look first.'),
    ...DIGEST_HELP_LINES,
  ],
  buttons: [],
};

/** What the last digest's readers may have missed: it was being posted when the bot was stopped. */
export const doubtWords = (progress: DigestProgress | undefined, zone: string, now: Date): readonly string[] => {
  const { posting } = progress ?? {};
  if (posting === undefined) return [];
  return [
    `The digest before this one, ${momentWords(posting.from, zone, now)} to ${momentWords(posting.to, zone, now)}, may not have been posted.`,
  ];
};

/** What lies between the last digest and one that reaches back as far as it may. */
export const untoldWords = (untoldFrom: string | undefined, zone: string, now: Date): readonly string[] =>
  untoldFrom === undefined ? [] : [`What changed from ${momentWords(untoldFrom, zone, now)} to then is not told.`];
