import { asText, type Json } from './json';
import { type Channel, findChannel, findPerson, isIn, type Workspace } from './workspace';

/** What the Web API answers: `ok`, and the rest or Slack's word for the error. */
export type Reply = Json & { readonly ok: boolean };

/** What is known of channels, as the Web API tells it: https://docs.slack.dev/apis/web-api/using-the-conversations-api */
export interface ConversationsWorld {
  readonly workspace: Workspace;
  /** Slack's answer where the token lacks one of these scopes. */
  readonly missing: (...needed: readonly string[]) => Reply | undefined;
}

const refuse = (error: string): Reply => ({ ok: false, error });

const scopeFor = (channel: Channel): string => {
  if (channel.with !== undefined) return 'im:read';
  return channel.isPrivate === true ? 'groups:read' : 'channels:read';
};

/** What the list of somebody's channels tells of each of them. */
const rowOf = (channel: Channel, { team }: Workspace): Json => {
  const { id, name, shared } = channel;
  const isPrivate = channel.isPrivate === true;
  const others = shared?.teams ?? [];
  const isExternal = shared?.how === 'externally';
  const isOfOrganization = shared?.how === 'in the organization';
  const isPending = shared?.how === 'pending';
  return {
    ...{ id, name, name_normalized: name, context_team_id: team.id, is_im: false, is_mpim: false, is_archived: false },
    ...{ is_channel: !isPrivate, is_group: isPrivate, is_private: isPrivate },
    is_shared: isExternal || isOfOrganization,
    ...{ is_ext_shared: isExternal, is_org_shared: isOfOrganization, is_pending_ext_shared: isPending },
    shared_team_ids: isPending ? [team.id] : [team.id, ...others],
    internal_team_ids: isOfOrganization ? [team.id, ...others] : [],
    connected_team_ids: isExternal ? others : [],
    pending_connected_team_ids: isPending ? others : [],
    pending_shared: isPending ? others : [],
    ...channel.info,
  };
};

const infoOf = (channel: Channel, workspace: Workspace): Json =>
  channel.with === undefined
    ? { ...rowOf(channel, workspace), is_member: channel.botIsMember, ...channel.info }
    : { id: channel.id, is_im: true, user: channel.with, is_user_deleted: false };

/** One page of them; the cursor says where the next one begins, and is empty at the end. */
const paged = (args: Json, key: string, all: readonly unknown[]): Reply => {
  const most = Math.min(Math.max(1, Number(args.limit ?? 100) || 100), 999);
  const cursor = asText(args.cursor) || undefined;
  const from = cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64').toString().replace(/^at:/, ''));
  if (!Number.isInteger(from) || from < 0) return refuse('invalid_cursor');
  const next = from + most < all.length ? Buffer.from(`at:${from + most}`).toString('base64') : '';
  return { ok: true, [key]: all.slice(from, from + most), response_metadata: { next_cursor: next } };
};

/** Slack says nothing of a private channel that the bot is not in, not even that there is one. */
const withChannel = (
  args: Json,
  { workspace, missing }: ConversationsWorld,
  answer: (channel: Channel) => Reply,
): Reply => {
  const id = asText(args.channel);
  const channel = findChannel(workspace, id);
  if (channel?.id !== id || channel === undefined) return refuse('channel_not_found');
  const lacking = missing(scopeFor(channel));
  if (lacking !== undefined) return lacking;
  return channel.isPrivate === true && !channel.botIsMember ? refuse('channel_not_found') : answer(channel);
};

export const conversationsInfo = (args: Json, world: ConversationsWorld): Reply =>
  withChannel(args, world, (channel) => ({ ok: true, channel: infoOf(channel, world.workspace) }));

export const conversationsMembers = (args: Json, world: ConversationsWorld): Reply =>
  withChannel(args, world, (channel) => {
    const people = world.workspace.people.filter((someone) => isIn(channel, someone)).map(({ id }) => id);
    return paged(args, 'members', channel.botIsMember ? [...people, world.workspace.bot.userId] : people);
  });

const SCOPES_OF_TYPES: Readonly<Record<string, string>> = {
  public_channel: 'channels:read',
  private_channel: 'groups:read',
  im: 'im:read',
  mpim: 'mpim:read',
};

const typeOf = (channel: Channel): string => {
  if (channel.with !== undefined) return 'im';
  return channel.isPrivate === true ? 'private_channel' : 'public_channel';
};

/** The channels of a person: public ones, and of the private ones those that the bot is in, too. */
export const usersConversations = (args: Json, { workspace, missing }: ConversationsWorld): Reply => {
  const types = (asText(args.types) ?? 'public_channel').split(',').map((type) => type.trim());
  if (types.some((type) => !Object.hasOwn(SCOPES_OF_TYPES, type))) return refuse('invalid_types');
  const lacking = missing(...types.flatMap((type) => SCOPES_OF_TYPES[type] ?? []));
  if (lacking !== undefined) return lacking;
  const user = asText(args.user);
  const someone = findPerson(workspace, user);
  if (user !== undefined && user !== workspace.bot.userId && someone === undefined) return refuse('user_not_found');
  const isTheirs = (channel: Channel): boolean =>
    someone === undefined
      ? channel.botIsMember
      : isIn(channel, someone) && (typeOf(channel) === 'public_channel' || channel.botIsMember);
  const found = workspace.channels.filter((channel) => types.includes(typeOf(channel)) && isTheirs(channel));
  return paged(
    args,
    'channels',
    found.map((channel) => rowOf(channel, workspace)),
  );
};
