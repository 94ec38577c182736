import type { Json } from './json';

/** A workspace by its id, with its organization where it belongs to an Enterprise Grid. */
export interface Team {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly enterpriseId?: string;
}

/** Someone in the workspace or in one of its shared channels: a member unless something here says otherwise. */
export interface Person {
  /** A Slack user id, `U…`. */
  readonly id: string;
  /** The handle, as in `@name`. */
  readonly name: string;
  readonly realName: string;
  readonly email: string;
  /** An IANA zone. */
  readonly zone: string;
  /** A guest, who is only in the channels that name them, or in one of them. */
  readonly guestOf?: 'channels' | 'one channel' | undefined;
  /** The other workspace that a partner comes from, who is only in channels shared with it. */
  readonly from?: Team | undefined;
  readonly isBot?: boolean;
  readonly isDeactivated?: boolean;
  /** What `users.info` answers differently for this person; `undefined` leaves a field out. */
  readonly info?: Json | undefined;
}

/** A channel, or the direct messages between the bot and one person. */
export interface Channel {
  /** `C…`, or `D…` for direct messages. */
  readonly id: string;
  readonly name: string;
  readonly botIsMember: boolean;
  /** Whose direct messages these are. */
  readonly with?: string;
  readonly isPrivate?: boolean;
  /** Shared with other workspaces: by Slack Connect, invited and not yet accepted, or only inside the organization. */
  readonly shared?:
    | { readonly how: 'externally' | 'pending' | 'in the organization'; readonly teams: readonly string[] }
    | undefined;
  /** The ids of those who are in it; every member of the workspace where absent. */
  readonly members?: readonly string[];
  /** What `conversations.info` answers differently for this channel; `undefined` leaves a field out. */
  readonly info?: Json | undefined;
}

/** The workspace that the stand-in plays: the first person is the reader of the page. */
export interface Workspace {
  readonly team: Team;
  readonly appId: string;
  readonly bot: { readonly userId: string; readonly botId: string; readonly name: string };
  readonly people: readonly [Person, ...Person[]];
  readonly channels: readonly [Channel, ...Channel[]];
}

const person = (id: string, name: string, realName: string, zone: string): Person => ({
  id,
  name,
  realName,
  email: `${name}@example.com`,
  zone,
});

const directChannelId = (userId: string) => userId.replace(/^./, 'D');

/** A workspace with made-up people; `zone` is the reader's own IANA zone. */
export const sampleWorkspace = (zone: string): Workspace => {
  const people = [
    person('U0SOFIA0001', 'sofia', 'Sofía Martínez', zone),
    person('U0MATEO0002', 'mateo', 'Mateo Jackson', 'America/Los_Angeles'),
    person('U0SAANVI003', 'saanvi', 'Saanvi Sarkar', 'Asia/Kolkata'),
    person('U0NIKKI0004', 'nikki', 'Nikki Wolf', 'Europe/Berlin'),
    person('U0AKUA00005', 'akua', 'Akua Mansa', 'Africa/Accra'),
    // In Slack, and in no Connect instance.
    person('U0MARIA0006', 'maria', 'María García', 'Europe/Madrid'),
  ] as const;
  return {
    team: { id: 'T0SAMPLE001', name: 'Sample workspace', domain: 'sample-workspace' },
    appId: 'A0SAMPLE001',
    bot: { userId: 'U0BOT000001', botId: 'B0BOT000001', name: 'connect-who-changed' },
    people,
    channels: [
      { id: 'C0OPS000001', name: 'connect-ops', botIsMember: true },
      { id: 'C0RANDOM002', name: 'random', botIsMember: false },
      { id: 'C0LEADS0003', name: 'contact-centre-leads', botIsMember: true },
      ...people.map(({ id, name }) => ({ id: directChannelId(id), name, botIsMember: true, with: id })),
    ],
  };
};

/** A person by user id. */
export const findPerson = ({ people }: Workspace, id: string | undefined) =>
  people.find((someone) => someone.id === id);

/** Whether somebody is a member of the workspace itself, and not a guest, a bot or a partner. */
const isFullMember = ({ guestOf, from, isBot, isDeactivated }: Person): boolean =>
  guestOf === undefined && from === undefined && isBot !== true && isDeactivated !== true;

/** Whether somebody is in a channel. */
export const isIn = (channel: Channel, someone: Person): boolean => {
  if (channel.with !== undefined) return channel.with === someone.id;
  return channel.members?.includes(someone.id) ?? isFullMember(someone);
};

/** A channel by its id, by the id of the person whose direct messages it is, or by its name with or without `#`. */
export const findChannel = ({ channels }: Workspace, wanted: string | undefined): Channel | undefined =>
  channels.find(({ id }) => id === wanted) ??
  channels.find((channel) => channel.with !== undefined && channel.with === wanted) ??
  channels.find((channel) => channel.with === undefined && channel.name === wanted?.replace(/^#/, ''));
