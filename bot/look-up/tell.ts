import type { AnsweredChange, NamedActor, NamedResource } from '../answer/answer';
import { isOneSave } from '../answer/group-saves';
import { emergencyLabel, heldNameSeenBy, nameActor, namelessUser, nameResource, nameSeenBy } from '../answer/name';
import { detailsOf } from '../answer/wording/details';
import { deedOf, sentenceOf } from '../answer/wording/sentence';
import type { Told } from '../answer/wording/telling';
import { type Change, ENDINGS, MAKINGS } from '../change/change';
import type { FieldChange } from '../change/effect';
import { nameInId } from '../change/known-by-name';
import type { Copied } from '../change/replica-copies';
import type { ResourceRef } from '../change/resource';
import type { Directory } from '../directory/directory';
import { goesByName, isNamed, relationTo } from '../sources/change-source';
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
  if (targets.length === 0) return tellAlone(change, teller);
  const besides = history.besidesOf(change).filter((other) => isOneSave(change, other));
  return tellAlone(
    change,
    teller,
    besides.map((other) => tellAlone(other, teller)),
  );
};

const tellAlone = (
  change: Change,
  { targets, directory, history, copies, users }: Teller,
  sameSave: AnsweredChange['sameSave'] = [],
): AnsweredChange => {
  const { time, nameInRecord } = change;
  const { fields, taken: gone } = history.effectOf(change);
  const succeeded = change.outcome.kind === 'succeeded';
  const before = nameBefore(change, directory);
  // What failed to rename a thing gave it no name.
  const named = nameResource(directory, change.resource, time, succeeded ? nameInRecord : (ownName(change) ?? before));
  const resource = asToldOf(change, named);
  const related = change.mentions.map((mention) => nameResource(directory, mention.resource, time));
  const taken = gone.map((mention) => nameResource(directory, mention.resource, time));
  const actor = withInference(nameActor(directory, change), change, users);
  const told = {
    ...{ change, actor, resource, related, taken, fields, asked: idsIn(targets, change) },
    ...(before !== undefined && !isNameDoubted(change, fields, directory) && { nameBefore: before }),
  };
  return new ToldChange(told, {
    relation: isDirect(change, targets, history, directory) ? 'direct' : 'indirect',
    sameSave,
    copies: (copies.get(change.eventId) ?? []).map(({ eventId, region }) => ({ eventId, region })),
  });
};

/** Words are made when they are read: those of a hundred thousand changes would take more memory than all else. */
class ToldChange implements AnsweredChange, Told {
  readonly change: Change;
  readonly relation: AnsweredChange['relation'];
  readonly resource: NamedResource;
  readonly related: AnsweredChange['related'];
  readonly taken: AnsweredChange['taken'];
  readonly actor: NamedActor;
  readonly fields: AnsweredChange['fields'];
  readonly sameSave: AnsweredChange['sameSave'];
  readonly copies: AnsweredChange['copies'];
  readonly asked: readonly string[];
  declare readonly nameBefore?: string;

  constructor(told: Told, beside: Pick<AnsweredChange, 'relation' | 'sameSave' | 'copies'>) {
    this.change = told.change;
    this.relation = beside.relation;
    this.resource = told.resource;
    this.related = told.related;
    this.taken = told.taken;
    this.actor = told.actor;
    this.fields = told.fields;
    this.sameSave = beside.sameSave;
    this.copies = beside.copies;
    this.asked = told.asked ?? [];
    if (told.nameBefore !== undefined) this.nameBefore = told.nameBefore;
  }

  get sentence() {
    return sentenceOf(this);
  }
  get deed() {
    return deedOf(this);
  }
  get brief() {
    return [{ name: this.actor.label, quiet: true as const }, { words: ' ' }, ...this.shortDeed];
  }
  get shortDeed() {
    return deedOf(this, { it: true });
  }
  get details() {
    return detailsOf(this);
  }
}

/** "deleted queue X (since deleted)" says it twice; and what failed to make a thing has no part in the life of another of that name. */
const asToldOf = ({ verb, outcome }: Change, named: NamedResource): NamedResource => {
  const { deleted: _ended, nameNow: _now, earlier, ...rest } = named;
  const succeeded = outcome.kind === 'succeeded';
  if (!succeeded && MAKINGS.has(verb) && nameInId(named.ref) !== undefined) return rest;
  const { nameNow } = named;
  return succeeded && ENDINGS.has(verb)
    ? { ...rest, ...(nameNow !== undefined && { nameNow }), ...(earlier && { earlier: {} }) }
    : named;
};

/** The name that a record states for the thing as it is: of what goes by its name, and of what has no id yet. */
const ownName = ({ resource, nameInRecord: name }: Change): string | undefined =>
  nameInId(resource) ?? (name !== undefined && goesByName(resource, name) ? name : undefined);

/** What is made had no name before, though something else of its id may have had one. */
const nameBefore = ({ resource, verb, time }: Change, directory: Directory): string | undefined =>
  MAKINGS.has(verb) ? undefined : (nameInId(resource) ?? nameSeenBy(directory.entry(resource), beforeOf(time)));

/**
 * Whether the name before is what a record gave, and something came after it that leaves the name not known: two renames of one second, a
 * failure that may have taken effect, a request that was not recorded. A name that a listing showed as well is taken for what it was.
 */
const isNameDoubted = (
  { resource, time, nameInRecord }: Change,
  fields: readonly FieldChange[],
  directory: Directory,
): boolean => {
  if (nameInId(resource) !== undefined) return false;
  const held = heldNameSeenBy(directory.entry(resource), beforeOf(time));
  const naming = fields.filter(({ to }) => to.kind === 'value' && to.value === nameInRecord);
  return (
    held?.from !== undefined &&
    held.from === held.lastSeen &&
    naming.length > 0 &&
    naming.every(({ from }) => from.kind === 'not known' && from.because === 'not recorded')
  );
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
