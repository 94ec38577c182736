import type { AnsweredChange, NamedActor } from '../answer/answer';
import { isOneSave } from '../answer/group-saves';
import { emergencyLabel, nameActor, namelessUser, nameResource, nameSeenBy } from '../answer/name';
import { detailsOf } from '../answer/wording/details';
import { deedOf, sentenceOf } from '../answer/wording/sentence';
import { type Change, ENDINGS } from '../change/change';
import type { Copied } from '../change/replica-copies';
import type { ResourceRef } from '../change/resource';
import type { Directory } from '../directory/directory';
import { isNamed, relationTo } from '../sources/change-source';
import { takesOneOf, type WithHistory } from './earlier';
import type { UnknownUsers } from './unknown-users';

/** All that is known beside a change, for telling it. */
export interface Teller {
  /** What was asked about; empty for everything. */
  readonly targets: readonly ResourceRef[];
  readonly directory: Directory;
  readonly history: WithHistory;
  readonly copies: Copied['copiesOf'];
  readonly users: UnknownUsers;
}

/** A change as an answer tells it: with names of its time, earlier values, and what the same Save did besides. */
export const tellChange = (change: Change, teller: Teller): AnsweredChange => {
  const { targets, history } = teller;
  const alone = tellAlone(change, teller);
  if (targets.length === 0) return alone;
  const besides = history.besides.filter((other) => isOneSave(change, other));
  return { ...alone, sameSave: besides.map((other) => tellAlone(other, teller)) };
};

const tellAlone = (change: Change, { targets, directory, history, copies, users }: Teller): AnsweredChange => {
  const { time, nameInRecord } = change;
  const { fields, taken: gone } = history.effectOf(change);
  const succeeded = change.outcome.kind === 'succeeded';
  const before = nameSeenBy(directory.entry(change.resource), beforeOf(time));
  // What failed to rename a thing gave it no name; what failed to make one has no other.
  const tried = change.resource.id === undefined ? nameInRecord : undefined;
  const named = nameResource(directory, change.resource, time, succeeded ? nameInRecord : (before ?? tried));
  const { deleted: _ended, earlier, ...rest } = named;
  const ending = { ...rest, ...(earlier && { earlier: {} }) };
  // "deleted queue X (since deleted)" says it twice.
  const resource = succeeded && ENDINGS.has(change.verb) ? ending : named;
  const related = change.mentions.map((mention) => nameResource(directory, mention.resource, time));
  const taken = gone.map((mention) => nameResource(directory, mention.resource, time));
  const actor = withInference(nameActor(directory, change), change, users);
  const told = {
    ...{ change, actor, resource, related, taken, fields, asked: idsIn(targets, change) },
    ...(before !== undefined && { nameBefore: before }),
  };
  const deed = deedOf(told);
  const shortDeed = deedOf(told, { it: true });
  const who = [{ name: actor.label, quiet: true as const }, { words: ' ' }];
  return {
    change,
    relation: isDirect(change, targets, history, directory) ? 'direct' : 'indirect',
    resource,
    related,
    taken,
    actor,
    fields,
    sentence: sentenceOf(told),
    brief: [...who, ...shortDeed],
    deed,
    shortDeed,
    details: detailsOf(told),
    sameSave: [],
    copies: (copies.get(change.eventId) ?? []).map(({ eventId, region }) => ({ eventId, region })),
  };
};

/** The ids of what was asked about; not of what was changed itself, which no list of it names. */
const idsIn = (targets: readonly ResourceRef[], { resource }: Change): readonly string[] =>
  targets.flatMap(({ id }) => (id === undefined || id === resource.id ? [] : id.toLowerCase()));

/** What has no id, and is meant by its name, is the thing itself, whatever else it names. */
const isDirect = (
  change: Change,
  targets: readonly ResourceRef[],
  { effectOf }: WithHistory,
  directory: Directory,
): boolean => {
  const relations = targets.map((target) => relationTo(change, target));
  if (relations.includes('direct')) return true;
  if (targets.some((target) => isCalledAs(change, target, directory))) return true;
  return !relations.includes('indirect') && !takesOneOf(effectOf(change), targets);
};

const isCalledAs = (change: Change, target: ResourceRef, directory: Directory): boolean =>
  change.resource.type === target.type &&
  (directory.entry(target)?.names.some(({ name }) => isNamed(change, name)) ?? false);

const withInference = (named: NamedActor, change: Change, { likelyFor, tracesOf }: UnknownUsers): NamedActor => {
  if (named.actor.kind !== 'connect user') return named;
  const likely = likelyFor(change);
  if (likely !== undefined) {
    const { unnamed: _id, ...rest } = named;
    return { ...rest, label: emergencyLabel(likely.name), likely };
  }
  const traces = tracesOf(named.actor.userId);
  if (traces === undefined) return named;
  if (traces.deletedAt === undefined) return { ...named, traces };
  return { ...named, label: namelessUser(named.actor.userId, true), deleted: true, traces };
};

/** CloudTrail's times are whole seconds: the second before. */
const beforeOf = (time: string): string => `${new Date(Date.parse(time) - 1000).toISOString().slice(0, 19)}Z`;
