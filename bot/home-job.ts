import { channelPieces } from './answer/channel-words';
import { line, type Message } from './answer/message';
import type { IndexHealth } from './aws/index-health';
import { type Claims, onceClaimed } from './claimed';
import { type DigestOrder, orderText } from './digest/digest-order';
import type { StandingDigest } from './digests';
import type { Log } from './log';
import type { OwnChannels } from './slack/channels';
import { AROUND_SHORTCUT, commandText } from './slack/commands';
import { CHANGE_DIGEST_AT_HOME_ACTION, changeValue } from './slack/digest-form';
import { END_DIGEST_ACTION } from './slack/home-view';
import type { HomeJob } from './slack/job';
import type { Watch } from './watch/watch';
import { watchesAtHome } from './watch/watch-words';
import { phrases } from './words/words';

export interface HomeDeps extends Claims {
  /** The channels that this person is in: the tab shows and ends what is set in these, and nothing else. */
  readonly channels: () => Promise<OwnChannels>;
  /** The digests of all channels. */
  readonly digests: () => Promise<readonly StandingDigest[]>;
  /** Sets or ends a channel's digest, as somebody wants it. */
  readonly orderDigest: (channel: string, order: DigestOrder, job: HomeJob) => Promise<void>;
  /** The watches of all channels. */
  readonly watches: () => Promise<readonly Watch[]>;
  /** Ends a watch, as somebody wants it. */
  readonly stopWatch: (watch: Watch, job: HomeJob) => Promise<void>;
  /** How the index stands; undefined where there is none. */
  readonly health: () => Promise<IndexHealth | undefined>;
  readonly publish: (userId: string, messages: readonly Message[]) => Promise<unknown>;
  readonly log: Log;
  readonly preface?: string;
}

/** Makes somebody's Home tab anew, after what they wanted of it is done. What can't be read is told there. */
export const homeJob = (job: HomeJob, deps: HomeDeps): Promise<unknown> =>
  onceClaimed(job.id, deps, async () => {
    const own = await deps.channels();
    await carryOut(job, own, deps);
    const messages = await messagesFor(own, deps).catch((error: unknown) => {
      deps.log('error', 'a Home tab could not be made', { reference: job.id }, error);
      return [introOf(deps), failed(job.id)];
    });
    await deps.publish(job.userId, messages);
    return 'done';
  });

/**
 * What a button of the tab carries may be of another channel, or of one that the person has left. What is not theirs to end is not on the
 * new tab either, which says enough; so does what somebody else has ended meanwhile.
 */
const carryOut = async (job: HomeJob, own: OwnChannels, deps: HomeDeps): Promise<void> => {
  const { digest, stopWatch } = job;
  if (digest !== undefined && isIn(digest.channel, own)) await deps.orderDigest(digest.channel, digest.order, job);
  const watch = stopWatch === undefined ? undefined : (await deps.watches()).find(({ id }) => id === stopWatch);
  if (watch !== undefined && isIn(watch.channel, own)) await deps.stopWatch(watch, job);
};

const isIn = (channel: string, own: OwnChannels): boolean => own.kind === 'channels' && own.ids.has(channel);

const messagesFor = async (own: OwnChannels, deps: HomeDeps): Promise<readonly Message[]> => {
  const [digests, watches, health] = await Promise.all([deps.digests(), deps.watches(), deps.health()]);
  const set =
    own.kind === 'channels'
      ? [
          ...digestMessages(digests.filter(({ setting }) => isIn(setting.channel, own))),
          watchesAtHome(watches.filter(({ channel }) => isIn(channel, own))),
        ]
      : [channelsNotKnown(own)];
  return [introOf(deps), ...set, healthMessage(health)];
};

const channelsNotKnown = ({ scope }: Extract<OwnChannels, { kind: 'not known' }>): Message => ({
  lines: [line('fact', ...phrases.home.channelsNotKnown({ scope }))],
  buttons: [],
});

const introOf = ({ preface }: HomeDeps): Message => ({ ...INTRO, ...(preface !== undefined && { preface }) });

const failed = (code: string): Message => ({
  lines: [line('fact', phrases.home.failed), line('note', ...phrases.app.reference({ code }))],
  buttons: [],
});

const ASK = commandText('who-changed');
const CHANGES = commandText('changes');

const A_DIGEST = '/connect-digest at 09:00 weekdays';

const EXAMPLES = [
  [`${ASK} Billing`, phrases.home.examples.name],
  [`${ASK} by:mateo since:7d`, phrases.home.examples.person],
  [`${CHANGES} 2h`, phrases.home.examples.window],
  [A_DIGEST, phrases.home.examples.digest],
  ['/connect-watch type:security-profile', phrases.home.examples.watch],
] as const;

const INTRO: Message = {
  lines: [
    line('heading', phrases.home.title),
    ...EXAMPLES.map(([typed, means]) => line('item', { code: typed }, `  ${means}`)),
    line('item', phrases.home.onAnAlert({ shortcut: AROUND_SHORTCUT.name })),
    line('item', ...phrases.home.inAThread({ typed: '@connect-who-changed queue Billing' })),
    line('note', ...phrases.home.allThatCanBeAsked({ typed: `${ASK} help` })),
  ],
  buttons: [
    { label: phrases.home.twoHours, ask: `${CHANGES} 2h` },
    { label: phrases.home.today, ask: `${CHANGES} since:today` },
    { label: phrases.home.worthALook, ask: `${CHANGES} 7d only:worth-a-look` },
  ],
};

/** More than that are nobody's reading; each has its status in its channel. */
const MOST_DIGESTS = 15;

const digestMessages = (digests: readonly StandingDigest[]): readonly Message[] => {
  if (digests.length === 0) {
    const how = line('note', ...phrases.home.inAChannel({ typed: A_DIGEST }));
    return [
      { lines: [line('heading', phrases.home.digests), line('item', phrases.home.noneInAnyChannel), how], buttons: [] },
    ];
  }
  const more = digests.length - MOST_DIGESTS;
  const rest: readonly Message[] =
    more > 0
      ? [
          {
            lines: [line('note', phrases.home.moreDigests({ count: more, typed: '/connect-digest status' }))],
            buttons: [],
          },
        ]
      : [];
  const [first, ...others] = digests.slice(0, MOST_DIGESTS).map(digestMessage);
  if (first === undefined) return rest;
  return [{ ...first, lines: [line('heading', phrases.home.digests), ...first.lines] }, ...others, ...rest];
};

const digestMessage = ({ setting, nextAt, paused }: StandingDigest): Message => ({
  lines: [
    line('fact', ...phrases.home.digest({ channel: channelPieces(setting), when: phrases.digest.when(setting) })),
    ...(setting.filters === '' ? [] : [line('detail', ...phrases.digest.narrowedBy(setting))]),
    paused === undefined
      ? line('detail', ...phrases.home.nextDigest({ at: nextAt }))
      : line('detail', phrases.home.paused({ because: paused })),
    line('note', ...phrases.home.typedInTheChannel({ typed: `/connect-digest ${orderText(setting)}` })),
  ],
  buttons: [],
  actions: [
    {
      id: CHANGE_DIGEST_AT_HOME_ACTION,
      label: phrases.home.changeDigest,
      value: changeValue(setting.channel, orderText(setting)),
    },
    {
      id: END_DIGEST_ACTION,
      label: phrases.home.endDigest,
      value: setting.channel,
      confirm: phrases.home.endDigestConfirm,
    },
  ],
});

const healthMessage = (health: IndexHealth | undefined): Message => {
  const heading = line('heading', phrases.home.restsOn);
  if (health === undefined) {
    return { lines: [heading, line('item', phrases.home.noIndex)], buttons: [] };
  }
  const { regions, unusable } = health;
  return {
    lines: [
      heading,
      ...(regions.length === 0 ? [line('item', phrases.home.nothingRead)] : []),
      ...regions.map((region) => line('item', ...phrases.home.region(region))),
      ...(unusable === 0 ? [] : [line('item', phrases.home.unusable({ count: unusable }))]),
    ],
    buttons: [],
  };
};
