import { type Change, ENDINGS } from '../change/change';
import { isUuid, type ResourceRef, sameResource } from '../change/resource';
import { actorKey } from './actor-id';
import type { AnsweredChange } from './answer';

/** What one click of Save did: the website makes several calls of it. */
export interface Save {
  /** The change that bears most directly on what was asked, the newest of those. */
  readonly lead: AnsweredChange;
  /** The others, in the order in which they were given. */
  readonly others: readonly AnsweredChange[];
}

const SAVE_MS = 60_000;

/**
 * Changes that one actor made to one resource within a minute, as one entry each; every change is in exactly one. Takes them
 * newest first, and gives the entries in the order of their first changes. What failed stands alone, and so does what can't
 * have been the same click: the same call again, the end of a resource, a thing put in and taken out.
 */
export const groupSaves = (changes: readonly AnsweredChange[]): readonly Save[] => {
  const groups: Group[] = [];
  const shelves = new Map<string, Shelf>();
  for (const answered of changes) {
    const { change } = answered;
    const key = keyOf(change);
    const shelf = shelves.get(key ?? '') ?? { groups: [], lacking: new Map() };
    if (key !== undefined) shelves.set(key, shelf);
    const group = takeOpen(shelf, change) ?? started(groups, shelf);
    addTo(group, answered);
  }
  return groups.flatMap(({ members }) => saveOf(members));
};

/** A Save that is being put together, with what says of another change whether it may be part of it. */
interface Group {
  readonly members: AnsweredChange[];
  newest: number;
  oldest: number;
  instanceId?: string;
  /** The calls that can't come twice in it. */
  readonly eventNames: Set<string>;
  /** By type and id: what was put in and what was taken out. */
  readonly moved: Map<string, Map<string, Change>>;
}

/** The groups of one actor and one resource, oldest first: a change joins the last that it may be part of. */
interface Shelf {
  readonly groups: Group[];
  /** By name of a call that can't come twice: the groups without it, of the first `upTo`. */
  readonly lacking: Map<string, { readonly groups: Group[]; upTo: number }>;
}

/** Undefined where a change stands alone. */
const keyOf = ({ actor, via, region, resource, outcome, verb }: Change): string | undefined => {
  const who = actorKey(actor);
  const { service, type, id } = resource;
  if (outcome.kind === 'failed' || ENDINGS.has(verb) || who === undefined || id === undefined) return undefined;
  return [who, via, region, service, type, id.toLowerCase(), ...(isUuid(id) ? [] : [resource.region])].join(' ');
};

const started = (groups: Group[], shelf: Shelf): Group => {
  const ends = { newest: Number.NEGATIVE_INFINITY, oldest: Number.POSITIVE_INFINITY };
  const group: Group = { members: [], ...ends, eventNames: new Set(), moved: new Map() };
  groups.push(group);
  shelf.groups.push(group);
  return group;
};

/** The last group that a change may be part of. As changes come newest first, none before one that is too new is any nearer. */
const takeOpen = (shelf: Shelf, change: Change): Group | undefined => {
  const ms = Date.parse(change.time);
  const isPart = IN_PARTS.has(change.verb);
  const candidates = isPart ? shelf.groups : lackingOf(shelf, change.eventName);
  for (let at = candidates.length - 1; at >= 0; at -= 1) {
    const group = candidates[at];
    if (group === undefined || group.newest - ms > SAVE_MS) {
      if (!isPart) candidates.splice(0, at + 1);
      return undefined;
    }
    if (!mayJoin(group, change, ms)) continue;
    if (!isPart) candidates.splice(at, 1);
    return group;
  }
  return undefined;
};

const lackingOf = ({ groups, lacking }: Shelf, eventName: string): Group[] => {
  const known = lacking.get(eventName) ?? { groups: [], upTo: 0 };
  for (const group of groups.slice(known.upTo)) if (!group.eventNames.has(eventName)) known.groups.push(group);
  known.upTo = groups.length;
  lacking.set(eventName, known);
  return known.groups;
};

const mayJoin = (group: Group, change: Change, ms: number): boolean => {
  const { id, instance } = change.resource;
  const isElsewhere = instance !== undefined && group.instanceId !== undefined && instance.id !== group.instanceId;
  return (
    Math.max(group.newest, ms) - Math.min(group.oldest, ms) <= SAVE_MS &&
    !(isElsewhere && !isUuid(id ?? '')) &&
    !(IN_PARTS.has(change.verb) && isMovedBack(group, change))
  );
};

const isMovedBack = ({ moved }: Group, change: Change): boolean =>
  partsOf(change).some((part) =>
    [...(moved.get(keyOfPart(part)) ?? new Map<string, Change>()).values()].some(
      (other) => other.verb !== change.verb && nameTheSame(change, other),
    ),
  );

const partsOf = ({ mentions }: Change): readonly ResourceRef[] =>
  mentions.flatMap(({ resource, parent }) => (parent ? [] : [resource]));
const keyOfPart = ({ type, id }: ResourceRef): string => `${type} ${id?.toLowerCase()}`;

const addTo = (group: Group, answered: AnsweredChange): void => {
  const { change } = answered;
  const ms = Date.parse(change.time);
  group.members.push(answered);
  group.newest = Math.max(group.newest, ms);
  group.oldest = Math.min(group.oldest, ms);
  const { instance } = change.resource;
  if (instance !== undefined) group.instanceId = instance.id;
  if (!IN_PARTS.has(change.verb)) {
    group.eventNames.add(change.eventName);
    return;
  }
  for (const part of partsOf(change)) {
    const moves = group.moved.get(keyOfPart(part)) ?? new Map<string, Change>();
    group.moved.set(keyOfPart(part), moves.set(`${change.verb} ${part.region} ${part.instance?.id}`, change));
  }
};

const saveOf = (group: readonly AnsweredChange[]): readonly Save[] => {
  const lead = group.find(({ relation }) => relation === 'direct') ?? group[0];
  return lead === undefined ? [] : [{ lead, others: group.filter((change) => change !== lead) }];
};

/** All of a Save's changes. */
export const changesOfSave = ({ lead, others }: Save): readonly AnsweredChange[] => [lead, ...others];

/** Whether two changes may come from one click of Save, or one run: same actor, same resource, same Region, within a minute. */
export const isOneSave = (one: Change, other: Change): boolean => {
  const actor = actorKey(one.actor);
  return (
    one.outcome.kind === 'succeeded' &&
    other.outcome.kind === 'succeeded' &&
    actor !== undefined &&
    actor === actorKey(other.actor) &&
    one.via === other.via &&
    one.region === other.region &&
    sameResource(one.resource, other.resource) &&
    Math.abs(Date.parse(one.time) - Date.parse(other.time)) <= SAVE_MS &&
    !isSecondClick(one, other)
  );
};

/** Long lists are sent in several calls of one name; any other call that comes twice was made twice. */
const IN_PARTS: ReadonlySet<Change['verb']> = new Set<Change['verb']>(['associate', 'disassociate', 'tag', 'untag']);

const isSecondClick = (one: Change, other: Change): boolean => {
  if (ENDINGS.has(one.verb) || ENDINGS.has(other.verb)) return true;
  const inParts = IN_PARTS.has(one.verb) && IN_PARTS.has(other.verb);
  if (one.eventName === other.eventName && !inParts) return true;
  return inParts && one.verb !== other.verb && nameTheSame(one, other);
};

const nameTheSame = (one: Change, other: Change): boolean =>
  one.mentions.some(({ resource, parent }) =>
    other.mentions.some((mention) => !parent && !mention.parent && sameResource(resource, mention.resource)),
  );
