import type { Channel, Person, Team, Workspace } from '../../bot/local/slack/workspace';

/** A company with a partner, and one whose workspace belongs to an Enterprise Grid. */
export const OWN: Team = { id: 'T0OWN000001', name: 'Own company', domain: 'own-company' };
export const PARTNER: Team = { id: 'T0PARTNER02', name: 'Partner company', domain: 'partner-company' };
export const GRID: Team = {
  id: 'T0GRID00003',
  name: 'Grid company',
  domain: 'grid-company',
  enterpriseId: 'E0GRID00003',
};

const person = (id: string, name: string, rest: Partial<Person> = {}): Person => ({
  ...{ id, name, realName: `${name.replace(/^./, (letter) => letter.toUpperCase())} Example` },
  ...{ email: `${name}@example.com`, zone: 'Europe/Berlin', ...rest },
});

/** The people of the workspace that has people of every kind, by what they are. */
export const PEOPLE = {
  member: person('U0MEMBER001', 'marcia'),
  listed: person('U0LISTED002', 'liang'),
  outsider: person('U0OUTSIDE03', 'oluwa'),
  /** Of whom Slack says nothing. */
  unknown: person('U0UNKNOWN10', 'umberto'),
  guest: person('U0GUEST0004', 'gianna', { guestOf: 'channels' }),
  listedGuest: person('U0GUESTL011', 'gerda', { guestOf: 'channels' }),
  oneChannelGuest: person('U0SINGLE005', 'soren', { guestOf: 'one channel' }),
  partner: person('U0PARTNER06', 'petra', { from: PARTNER }),
  listedPartner: person('U0PARTNL012', 'pavel', { from: PARTNER }),
  gridPartner: person('W0GRID00007', 'gaston', { from: GRID }),
  bot: person('U0ROBOT0008', 'robotto', { isBot: true }),
  slackbot: person('USLACKBOT', 'slackbot'),
  deactivated: person('U0GONE00009', 'gonzalo', { isDeactivated: true }),
} as const;

/** Members like any other, for tests that each need one whom the bot does not know yet. */
export const SPARE: readonly Person[] = Array.from({ length: 80 }, (_, at) =>
  person(`U0SPARE${String(at).padStart(4, '0')}`, `spare${at}`),
);

const members = [PEOPLE.member, PEOPLE.listed, PEOPLE.outsider, PEOPLE.unknown, ...SPARE].map(({ id }) => id);
const outsiders = [PEOPLE.guest, PEOPLE.listedGuest, PEOPLE.oneChannelGuest, PEOPLE.bot].map(({ id }) => id);
const partners = [PEOPLE.partner, PEOPLE.listedPartner, PEOPLE.gridPartner].map(({ id }) => id);

/** Its channels, by what they are. */
export const CHANNELS = {
  open: { id: 'C0OPEN00001', name: 'everyone-here', botIsMember: true, members: [...members, ...outsiders] },
  listed: {
    id: 'C0LISTED002',
    name: 'listed-operations',
    botIsMember: true,
    members: [PEOPLE.listed.id, PEOPLE.outsider.id, ...outsiders],
  },
  secret: {
    id: 'C0SECRET003',
    name: 'secret-acquisition',
    botIsMember: true,
    isPrivate: true,
    members: [PEOPLE.listed.id],
  },
  unseen: { id: 'C0UNSEEN004', name: 'without-the-bot', botIsMember: false, isPrivate: true, members },
  shared: {
    ...{ id: 'C0SHARED005', name: 'with-the-partner', botIsMember: true, members: [...members, ...partners] },
    shared: { how: 'externally', teams: [PARTNER.id, GRID.id] },
  },
  sharedListed: {
    ...{ id: 'C0SHLIST006', name: 'with-the-partner-listed', botIsMember: true, members: [...members, ...partners] },
    shared: { how: 'externally', teams: [PARTNER.id, GRID.id] },
  },
  invited: {
    ...{ id: 'C0INVITE007', name: 'invited-not-yet-here', botIsMember: true, members },
    shared: { how: 'pending', teams: [PARTNER.id] },
  },
  organization: {
    ...{ id: 'C0ORGAN0008', name: 'whole-organization', botIsMember: true, members },
    shared: { how: 'in the organization', teams: ['T0SIBLING04'] },
  },
} as const satisfies Readonly<Record<string, Channel>>;

const { member, ...others } = PEOPLE;

/** The workspace that they are in. Partners and who is gone have no direct messages with the bot. */
export const mixedWorkspace = (): Workspace => {
  const { open, ...further } = CHANNELS;
  const people = [member, ...Object.values(others), ...SPARE] as const;
  const direct = people
    .filter(({ from, isDeactivated }) => from === undefined && isDeactivated !== true)
    .map(({ id, name }) => ({ id: id.replace(/^./, 'D'), name, botIsMember: true, with: id }));
  return {
    team: OWN,
    appId: 'A0OWN000001',
    bot: { userId: 'U0BOT000001', botId: 'B0BOT000001', name: 'connect-who-changed' },
    people,
    channels: [open, ...Object.values(further), ...direct],
  };
};
