import { channelPieces } from './answer/channel-words';
import { type Line, line, type Message, moment, quiet } from './answer/message';
import type { IndexHealth, RegionHealth } from './aws/index-health';
import { type Claims, onceClaimed } from './claimed';
import { orderText } from './digest/digest-order';
import { whenWords } from './digest/digest-words';
import type { StandingDigest } from './digests';
import type { Log } from './log';
import { commandText } from './slack/commands';
import { END_DIGEST_ACTION } from './slack/home-view';
import type { HomeJob } from './slack/job';
import type { Watch } from './watch/watch';
import { watchesAtHome } from './watch/watch-words';

export interface HomeDeps extends Claims {
  readonly digests: () => Promise<readonly StandingDigest[]>;
  /** Ends a channel's digest, as somebody wants it. */
  readonly endDigest: (channel: string, job: HomeJob) => Promise<void>;
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

/** Makes somebody's Home tab anew, after what they wanted of it is done. */
export const homeJob = (job: HomeJob, deps: HomeDeps): Promise<unknown> =>
  onceClaimed(job.id, deps, async () => {
    if (job.endDigest !== undefined && job.mayAsk) await deps.endDigest(job.endDigest, job);
    if (job.stopWatch !== undefined && job.mayAsk) await stopWatch(job.stopWatch, job, deps);
    await deps.publish(job.userId, await messagesFor(job, deps));
    return 'done';
  });

/** Somebody else may have ended it meanwhile: then it is not on the tab any more, which says enough. */
const stopWatch = async (id: string, job: HomeJob, deps: HomeDeps): Promise<void> => {
  const watch = (await deps.watches()).find((one) => one.id === id);
  if (watch !== undefined) await deps.stopWatch(watch, job);
};

const messagesFor = async ({ mayAsk, userId }: HomeJob, deps: HomeDeps): Promise<readonly Message[]> => {
  const intro = { ...INTRO, ...(deps.preface !== undefined && { preface: deps.preface }) };
  if (!mayAsk) return [{ ...intro, buttons: [] }, notListed(userId)];
  const [digests, watches, health] = await Promise.all([deps.digests(), deps.watches(), deps.health()]);
  return [intro, ...digestMessages(digests), watchesAtHome(watches), healthMessage(health)];
};

const ASK = commandText('who-changed');
const CHANGES = commandText('changes');

const EXAMPLES = [
  [`${ASK} Billing`, 'who changed what is called so, newest first'],
  [`${ASK} by:mateo since:7d`, 'what one person changed'],
  [`${CHANGES} 2h`, 'everything in the last two hours'],
  ['/connect-digest at 09:00 weekdays', 'tells a channel every morning'],
  ['/connect-watch type:security-profile', 'tells a channel as it happens'],
] as const;

const INTRO: Message = {
  lines: [
    line('heading', 'Who changed what in Amazon Connect, when, how, and from what to what'),
    ...EXAMPLES.map(([typed, means]) => line('item', { code: typed }, `  ${means}`)),
    line('item', 'On an alert, choose “What changed around this” from the message’s menu.'),
    line('item', 'In a thread, mention me: ', { code: '@connect-who-changed queue Billing' }),
    line('note', 'All that can be asked: ', { code: `${ASK} help` }),
  ],
  buttons: [
    { label: 'The last 2 hours', ask: `${CHANGES} 2h` },
    { label: 'Today', ask: `${CHANGES} since:today` },
    { label: 'Worth a look, 7 days', ask: `${CHANGES} 7d only:worth-a-look` },
  ],
};

const notListed = (userId: string): Message => ({
  lines: [
    line(
      'fact',
      'I answer only in channels and to people whom those who run me have listed, and you are not on the list.',
    ),
    line('note', 'In a listed channel you may ask. Else ask them to add you, ', { code: userId }, '.'),
  ],
  buttons: [],
});

/** More than that are nobody's reading; each has its status in its channel. */
const MOST_DIGESTS = 15;

const digestMessages = (digests: readonly StandingDigest[]): readonly Message[] => {
  if (digests.length === 0) {
    const how = line('note', 'In a channel: ', { code: '/connect-digest at 09:00 weekdays' });
    return [{ lines: [line('heading', 'Digests'), line('item', 'No channel has one.'), how], buttons: [] }];
  }
  const more = digests.length - MOST_DIGESTS;
  const rest: readonly Message[] =
    more > 0
      ? [{ lines: [line('note', `And ${more} more: type /connect-digest status in their channels.`)], buttons: [] }]
      : [];
  const [first, ...others] = digests.slice(0, MOST_DIGESTS).map(digestMessage);
  if (first === undefined) return rest;
  return [{ ...first, lines: [line('heading', 'Digests'), ...first.lines] }, ...others, ...rest];
};

const digestMessage = ({ setting, nextAt, paused }: StandingDigest): Message => ({
  lines: [
    line('fact', ...channelPieces(setting), `, ${whenWords(setting)}`),
    ...(setting.filters === '' ? [] : [line('detail', 'Narrowed by ', { code: setting.filters })]),
    paused === undefined
      ? line('detail', ...(nextAt === undefined ? ['Next: not known'] : ['Next: ', moment(nextAt)]))
      : line('detail', `Paused: ${paused}`),
    line('note', 'To change it, type it anew in the channel: ', { code: `/connect-digest ${orderText(setting)}` }),
  ],
  buttons: [],
  actions: [
    {
      id: END_DIGEST_ACTION,
      label: 'End this digest',
      value: setting.channel,
      confirm: {
        title: 'End this digest?',
        text: 'The channel is told, by your name, and can set it again.',
        yes: 'End it',
        no: 'Keep it',
      },
    },
  ],
});

const healthMessage = (health: IndexHealth | undefined): Message => {
  const heading = line('heading', 'What the answers rest on');
  if (health === undefined) {
    return { lines: [heading, line('item', 'There is no index: every question reads live CloudTrail.')], buttons: [] };
  }
  const { regions, unusable } = health;
  return {
    lines: [
      heading,
      ...(regions.length === 0 ? [line('item', 'Nothing was read yet; the first catch-up is under way.')] : []),
      ...regions.map(regionLine),
      ...(unusable === 0
        ? []
        : [line('item', `${unusable} records could not be told; answers about their times say so.`)]),
    ],
    buttons: [],
  };
};

const regionLine = ({ region, settledTo, newestEvent, delivered, gaps }: RegionHealth): Line =>
  line(
    'item',
    quiet(region),
    ...(settledTo === undefined ? [': not read whole yet'] : [': settled to ', moment(settledTo)]),
    ...(newestEvent === undefined ? [] : [' · newest event read ', moment(newestEvent)]),
    ...(delivered === undefined ? [] : [' · newest event delivered ', moment(delivered)]),
    gaps === 0 ? '' : ` · ${gaps === 1 ? '1 gap' : `${gaps} gaps`} in the last 90 days`,
  );
