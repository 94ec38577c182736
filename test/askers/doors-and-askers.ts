import type { Channel, Person } from '../../bot/local/slack/workspace';
import { type AskersSet, type AskingWorld, type Happened, startAskingWorld } from '../support/asking-world';
import { CHANNELS, GRID, PARTNER, PEOPLE } from '../support/mixed-workspace';
import { DOORS, type Door, type Place } from './doors';
import { wrongWithPrivacy, wrongWithRefusal } from './judge';

/** What comes of it at a door: the answer; a refusal; for what would be public, nothing in public; for a bot, silence. */
type Outcome = 'answered' | 'refused' | 'not in public' | 'silent';

interface Asker {
  readonly name: string;
  readonly person: Person;
  readonly channel: Channel;
  readonly askers: AskersSet;
  readonly outcome: Readonly<Record<Place, Outcome>>;
}

type Row = readonly [name: string, person: Person, channel: Channel, outcome: Asker['outcome']];
const of = (askers: AskersSet, rows: readonly Row[]): readonly Asker[] =>
  rows.map(([name, person, channel, outcome]) => ({ name, person, channel, outcome, askers }));

const everywhere = (outcome: Outcome): Asker['outcome'] => ({
  ...{ here: outcome, public: outcome, modal: outcome, nowhere: outcome, home: outcome },
});
const ANSWERED = everywhere('answered');
const REFUSED = everywhere('refused');

const { open, listed, shared, sharedListed, invited, organization } = CHANNELS;
const { member, guest, listedGuest, oneChannelGuest, partner, listedPartner, gridPartner } = PEOPLE;
const { bot, deactivated, outsider, unknown } = PEOPLE;

/** What is set of who may ask: nothing; lists; guests and two teams; guests and a third team. */
const NOTHING: AskersSet = {};
const SHARED = { sharedChannels: [sharedListed.id] };
const LISTS: AskersSet = {
  ...SHARED,
  channels: [listed.id, sharedListed.id],
  users: [PEOPLE.listed, listedGuest, listedPartner, bot, deactivated, unknown].map(({ id }) => id),
};
const TEAMS: AskersSet = { ...SHARED, guests: true, teams: [PARTNER.id, GRID.id, GRID.enterpriseId ?? ''] };
const OTHERS: AskersSet = { ...SHARED, guests: true, teams: ['T0OTHER0009'] };

const NOT_IN_PUBLIC = { ...ANSWERED, public: 'not in public' } as const;
const NOT_AT_HOME = { ...ANSWERED, home: 'refused' } as const;
const SILENT = everywhere('silent');

/** Who comes, where, what is set, and what comes of it: as docs/security.md says. */
const ASKERS: readonly Asker[] = [
  ...of(NOTHING, [
    ['a member', member, open, ANSWERED],
    ['a member in a channel that is shared with a partner', member, shared, NOT_IN_PUBLIC],
    ['a member in a channel whose partner is only invited', member, invited, NOT_IN_PUBLIC],
    ['a member in a channel of the whole organization', member, organization, ANSWERED],
    ['a guest', guest, open, REFUSED],
    ['a single-channel guest', oneChannelGuest, open, REFUSED],
    ['a partner', partner, shared, REFUSED],
    ['a partner of a Grid', gridPartner, shared, REFUSED],
    ['a bot', bot, open, SILENT],
    ['a deactivated person', deactivated, open, REFUSED],
    ['a person of whom Slack says nothing', unknown, open, REFUSED],
  ]),
  ...of(LISTS, [
    ['a member in a listed channel', outsider, listed, { ...ANSWERED, nowhere: 'refused', home: 'refused' }],
    ['a listed member in another channel', PEOPLE.listed, open, ANSWERED],
    ['an unlisted member', outsider, open, REFUSED],
    ['a guest in a listed channel', guest, listed, REFUSED],
    ['a listed guest', listedGuest, open, ANSWERED],
    ['a single-channel guest in a listed channel', oneChannelGuest, listed, REFUSED],
    ['a partner in a listed shared channel', partner, sharedListed, REFUSED],
    ['a listed partner in a listed shared channel', listedPartner, sharedListed, ANSWERED],
    ['a listed partner in another shared channel', listedPartner, shared, NOT_IN_PUBLIC],
    ['a listed bot', bot, open, SILENT],
    ['a listed person who is deactivated', deactivated, open, REFUSED],
    ['a listed person of whom Slack says nothing', unknown, open, REFUSED],
  ]),
  ...of(TEAMS, [
    ['a member in a listed shared channel', member, sharedListed, ANSWERED],
    ['a guest where guests may ask', guest, open, ANSWERED],
    ['a single-channel guest where guests may ask', oneChannelGuest, open, ANSWERED],
    ['a partner of a listed team', partner, shared, { ...NOT_AT_HOME, public: 'not in public' }],
    ['a partner of a listed team in a listed shared channel', partner, sharedListed, NOT_AT_HOME],
    ['a partner of a listed Grid in a listed shared channel', gridPartner, sharedListed, NOT_AT_HOME],
    ['a bot where guests may ask', bot, open, SILENT],
  ]),
  ...of(OTHERS, [
    ['a partner where guests and another team may ask', partner, sharedListed, REFUSED],
    ['a partner of a Grid where guests and another team may ask', gridPartner, sharedListed, REFUSED],
  ]),
];

/** What is wrong with what comes of it; nothing where it is as it should be. */
const wrongWith = async (door: Door, asker: Asker, asking: AskingWorld): Promise<readonly string[]> => {
  const { person, channel } = asker;
  await asking.reset(channel.id);
  asking.set(asker.askers);
  asking.slack.refuseWhile((method, { user }) =>
    method === 'users.info' && user === unknown.id ? { error: 'user_not_found' } : undefined,
  );
  const prepared = (await door.prepare?.(asker, asking)) ?? '';
  const happened = await asking.during(() => door.knock(asker, asking, prepared));
  const outcome = outcomeAt(asker, door);
  switch (outcome) {
    case 'refused':
      return wrongWithRefusal(happened, { words: door.isSilent ? 0 : 1, userId: person.id });
    case 'silent':
      return wrongWithRefusal(happened, { words: 0, userId: person.id });
    case 'not in public':
      return door.isForChannel ? wrongWithoutSetting(happened, asker, door, asking) : wrongWithPrivacy(happened);
    case 'answered': {
      // A partner has no direct messages with the bot: the file can't be sent, and that is said.
      if (door.sendsFile && person.from !== undefined) return wrongWithPrivacy(happened);
      const isDone = await door.isDone(happened, asker, asking);
      const isForAll = door.place !== 'public' && door.place !== 'home';
      return [
        ...(isDone ? [] : [`does not do it: ${JSON.stringify([happened.acks, happened.calls]).slice(0, 1500)}`]),
        ...(isForAll && !door.sendsFile ? wrongWithPrivacy(happened).filter((wrong) => wrong.includes('public')) : []),
        ...(happened.isGivenBack ? ['a job failed'] : []),
      ];
    }
  }
};

/** Nothing is set, and nothing said in the channel; the asker hears why in a direct message, which no partner is sent. */
const wrongWithoutSetting = async (
  happened: Happened,
  asker: Asker,
  door: Door,
  asking: AskingWorld,
): Promise<readonly string[]> => {
  const posts = happened.calls.filter(({ what }) => what === 'chat.postMessage');
  return [
    ...((await door.isDone(happened, asker, asking)) ? ['does it'] : []),
    ...(posts.some(({ body }) => body.channel === asker.channel.id) ? ['says something in public'] : []),
    ...(posts.length === (asker.person.from === undefined ? 1 : 0) ? [] : [`says ${posts.length} things`]),
  ];
};

/** What sets a digest for a channel is answered only where the channel may have it. */
const outcomeAt = ({ outcome }: Asker, { place, isForChannel }: Door): Outcome =>
  outcome[place] === 'answered' && isForChannel ? outcome.public : outcome[place];

/** Asks at every door as everybody, or as these at those. */
export const askAtDoors = (isAsked: (asker: number, door: number) => boolean = () => true): void => {
  let asking: AskingWorld;
  beforeAll(async () => {
    asking = await startAskingWorld();
  }, 60_000);
  afterAll(() => asking.stop());

  describe.each(ASKERS.map((asker, at) => [asker.name, asker, at] as const))('%s', (_asker, asker, at) => {
    const doors = DOORS.filter((_door, door) => isAsked(at, door));
    it.each(doors.map((door) => [outcomeAt(asker, door), door.name, door] as const))(
      'is %s at %s',
      async (_outcome, _name, door) => {
        expect(await wrongWith(door, asker, asking)).toEqual([]);
      },
    );
  });
};
