import { type Change, ENDINGS } from '../change/change';
import { sameResource } from '../change/resource';
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
  const groups: AnsweredChange[][] = [];
  const byKey = new Map<string, AnsweredChange[][]>();
  for (const change of changes) {
    const key = keyOf(change.change);
    const alike = byKey.get(key) ?? [];
    const group = alike.findLast((each) => each.every((other) => isOneSave(other.change, change.change)));
    if (group !== undefined) {
      group.push(change);
      continue;
    }
    const started = [change];
    groups.push(started);
    byKey.set(key, [...alike, started]);
  }
  return groups.flatMap(saveOf);
};

const keyOf = ({ actor, region, resource }: Change): string =>
  `${actorKey(actor)} ${region} ${resource.type} ${resource.id?.toLowerCase()}`;

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
