import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { actorKey } from '../answer/actor-id';
import type { Change } from '../change/change';

/** What one actor did within ten minutes that a channel watches: one message there. */
const groupSchema = z.object({
  /** The times of its first and its last change, ISO 8601 UTC. */
  first: z.iso.datetime(),
  last: z.iso.datetime(),
  /** The ids of the watches that it answers. */
  watches: z.array(z.string()),
  /** The changes that are to be told and those that are, each by its key. */
  waiting: z.array(z.string()),
  told: z.array(z.string()),
  /** Its message was about to be posted; where that stands without `ts`, nobody knows whether Slack took it. */
  posting: z.optional(z.literal(true)),
  /** Slack's id of its message. */
  ts: z.optional(z.string()),
});
export type Group = z.infer<typeof groupSchema>;

/** The groups of one actor and one UTC day in a channel. One that is there keeps its place. */
export const groupsSchema = z.object({ groups: z.array(groupSchema) });
export type Groups = z.infer<typeof groupsSchema>;

/** From a group's first change to its last. */
const GROUP_MS = 10 * 60_000;
/** What is told of one actor in one day must fit into one item of DynamoDB's, 400 kB. */
export const MOST_IN_A_DAY = 20_000;

const hash = (text: string, letters: number): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, letters);

/** A change is told once, by this: a record that corrects an earlier one, or is another account's, tells of the same change. */
export const keyOfChange = ({
  eventId,
  amends,
  sharedEventId,
}: Pick<Change, 'eventId' | 'amends' | 'sharedEventId'>): string =>
  hash((sharedEventId ?? amends ?? eventId).toLowerCase(), 11);

/** Whose groups a change is among: a person's or a service's; a pipeline is a role, whatever its sessions. */
export const groupsIdOf = (channel: string, change: Change): string => {
  const { actor, acts, account, time } = change;
  const isPipeline = actor.kind === 'role session' && acts === 'pipeline';
  const who = isPipeline ? `role ${actor.account ?? account} ${actor.role}` : (actorKey(actor) ?? 'nobody');
  return `${channel}#${hash(who, 22)}#${time.slice(0, 10)}`;
};

/** A change that a channel watches, and the watches that it answers. */
export interface Watched {
  readonly key: string;
  /** ISO 8601 UTC. */
  readonly time: string;
  readonly watches: readonly string[];
}

export interface Placed {
  readonly groups: readonly Group[];
  /** Which groups hold some of these changes that are not told yet. */
  readonly toTell: readonly number[];
  /** Changes that there is no room for. */
  readonly leftOut: number;
}

/** Puts changes into groups, each once however often it is brought; a group goes from its first change to at most ten minutes after that. */
export const placeInGroups = (before: readonly Group[], changes: readonly Watched[]): Placed => {
  const groups = [...before];
  const placed = new Set(before.flatMap(({ waiting, told }) => [...waiting, ...told]));
  let leftOut = 0;
  for (const { key, time, watches } of changes.toSorted((one, other) => one.time.localeCompare(other.time))) {
    if (placed.has(key)) continue;
    if (placed.size >= MOST_IN_A_DAY) {
      leftOut += 1;
      continue;
    }
    placed.add(key);
    const at = groups.findIndex((group) => hasRoomFor(group, time));
    const group = groups[at];
    if (group === undefined) groups.push({ first: time, last: time, watches: [...watches], waiting: [key], told: [] });
    else groups[at] = joined(group, { key, time, watches });
  }
  const brought = new Set(changes.map(({ key }) => key));
  const toTell = [...groups.keys()].filter((at) => groups[at]?.waiting.some((key) => brought.has(key)));
  return { groups, toTell, leftOut };
};

const earlier = (one: string, other: string): string => (Date.parse(one) <= Date.parse(other) ? one : other);
const later = (one: string, other: string): string => (Date.parse(one) <= Date.parse(other) ? other : one);

const hasRoomFor = ({ first, last }: Group, time: string): boolean =>
  Date.parse(later(last, time)) - Date.parse(earlier(first, time)) <= GROUP_MS;

const joined = (group: Group, { key, time, watches }: Watched): Group => ({
  ...group,
  first: earlier(group.first, time),
  last: later(group.last, time),
  watches: [...new Set([...group.watches, ...watches])],
  waiting: [...group.waiting, key],
});

/** After its message was posted, or updated: these are told. Others may have come meanwhile. */
export const toldIn = (group: Group, keys: readonly string[], ts?: string): Group => {
  const { posting: _done, ...rest } = group;
  const now = new Set(keys);
  return {
    ...rest,
    waiting: group.waiting.filter((key) => !now.has(key)),
    told: [...new Set([...group.told, ...keys])],
    ...(ts !== undefined && { ts }),
  };
};
