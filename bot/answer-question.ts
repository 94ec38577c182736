import type { Answer, AnsweredChange, NamedResource, Observation } from './answer/answer';
import type { Coverage } from './answer/coverage';
import { isByPerson, isWorthALook } from './answer/judge';
import { nameActor, nameResource, nameSeenBy, userRef } from './answer/name';
import { sentenceOf } from './answer/wording';
import { type Change, ENDINGS } from './change/change';
import type { InstanceRef, ResourceRef } from './change/resource';
import { type Directory, withFacts } from './directory/directory';
import type { DirectoryFact, PersonName } from './directory/facts';
import type { Mistake, Only, Query } from './query/query';
import {
  type ChangeRequest,
  type ChangeSource,
  type Found,
  isNamed,
  type PersonMatch,
  relationTo,
} from './sources/change-source';

export interface AnswerDeps {
  readonly find: ChangeSource;
  /** Everyone and everything known so far. */
  readonly directory: Directory;
  /** Keeps what the records told, for the next question. */
  readonly learn?: (facts: readonly DirectoryFact[]) => Promise<void>;
  readonly instances: readonly InstanceRef[];
  /** Asks Connect for one user id; `undefined` where it cannot be asked. */
  readonly describeUser?: (instance: InstanceRef, userId: string) => Promise<DescribedUser>;
  /** Connect's own last-modified time of a resource, freshly asked, ISO 8601 UTC. */
  readonly lastModified?: (ref: ResourceRef) => Promise<string | undefined>;
  readonly now: () => Date;
}

/** What Connect says of a user id; `undefined` where it could not be asked (denied, down). */
export type DescribedUser = { readonly username: string; readonly person?: PersonName } | 'not known' | undefined;

/** A name that means more than this many things is answered with a choice. */
export const ANSWERED_TOGETHER = 5;
const MOST_CHOICES = 20;
/** Connect is asked for at most this many unknown users a question: its limit is 2 calls a second. */
const MOST_DESCRIBED = 5;
const SETTLE_MS = 30 * 60_000;
const SAME_MOMENT_MS = 2 * 60_000;

export type Answered =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'mistake'; readonly mistake: Mistake };

/** The whole look-up: what was asked, what it means, what happened, who did it, how surely. */
export const answerQuestion = async (query: Query, deps: AnswerDeps): Promise<Answered> => {
  const instance = chooseInstance(query, deps.instances);
  if (instance.kind === 'mistake') return instance;
  const meant = await findMeaning(query, instance.id, deps);
  if (meant.kind === 'answer') return meant;

  const { request, subjects } = meant;
  const found = await deps.find(request);
  const directory = await nameActors(found, withFacts(meant.directory, found.facts), deps);
  await deps.learn?.(found.facts);

  const targets = request.targets ?? [];
  const told = found.changes.map((change) => tell(change, targets, directory));
  const changes = told.filter((answered) => fitsFilters(answered, query));
  const observation = await observe(query, targets, found, deps);
  const noSuchPerson = request.by !== undefined && request.by.connectUserIds.length === 0 && found.changes.length === 0;
  const outcome = changes.length > 0 ? 'found' : noSuchPerson ? 'unknown' : 'nothing';
  return {
    kind: 'answer',
    answer: {
      query,
      outcome,
      subjects: subjects.map((subject) =>
        subject.ref.id === undefined ? subject : nameResource(directory, subject.ref, isoNow(deps.now)),
      ),
      changes: query.limit === undefined ? changes : changes.slice(0, query.limit),
      nearby: [],
      coverage: withNotes(found.coverage, meant.notes),
      choices: [],
      suggestions: noSuchPerson ? directory.nearest(request.by?.names[0] ?? '', 3, { types: ['user'] }) : [],
      ...(observation !== undefined && { observation }),
    },
  };
};

const isoNow = (now: () => Date): string => `${now().toISOString().slice(0, 19)}Z`;

const withNotes = (coverage: Coverage, notes: readonly string[]): Coverage => ({
  ...coverage,
  notes: [...coverage.notes, ...notes],
});

type ChosenInstance = { readonly kind: 'instance'; readonly id?: string } | Extract<Answered, { kind: 'mistake' }>;

/** `instance:` takes an alias, an id or an ARN. */
const chooseInstance = ({ instance: asked }: Query, instances: readonly InstanceRef[]): ChosenInstance => {
  if (asked === undefined) return { kind: 'instance' };
  const wanted = asked.toLowerCase();
  const fits = ({ id, alias }: InstanceRef): boolean =>
    alias?.toLowerCase() === wanted || wanted === id.toLowerCase() || wanted.endsWith(`instance/${id.toLowerCase()}`);
  const chosen = instances.find(fits);
  if (chosen !== undefined) return { kind: 'instance', id: chosen.id };
  const known = instances.map(({ alias, id }) => alias ?? id);
  const hint = known.length === 0 ? '' : ` The instances are: ${known.join(', ')}.`;
  return { kind: 'mistake', mistake: { message: `No instance is called “${asked}”.${hint}`, token: asked } };
};

interface Meant {
  readonly kind: 'meant';
  readonly request: ChangeRequest;
  readonly subjects: readonly NamedResource[];
  readonly directory: Directory;
  readonly notes: readonly string[];
}
type Meaning = Meant | Extract<Answered, { kind: 'answer' }>;

const findMeaning = async (query: Query, instanceId: string | undefined, deps: AnswerDeps): Promise<Meaning> => {
  const base = { types: query.types, window: query.window, ...(instanceId !== undefined && { instanceId }) };
  const named = await resolveSubject(query, instanceId, deps);
  if (named.kind === 'answer') return named;
  const by = query.by === undefined ? undefined : resolvePerson(query.by, named.directory, instanceId);
  return {
    kind: 'meant',
    request: { ...base, ...named.request, ...(by !== undefined && { by }) },
    subjects: named.subjects,
    directory: named.directory,
    notes: named.notes,
  };
};

interface Subjects {
  readonly kind: 'subjects';
  readonly request: Pick<ChangeRequest, 'targets' | 'eventId' | 'name'> & Partial<Pick<ChangeRequest, 'types'>>;
  readonly subjects: readonly NamedResource[];
  readonly directory: Directory;
  readonly notes: readonly string[];
}

const resolveSubject = async (
  query: Query,
  instanceId: string | undefined,
  deps: AnswerDeps,
): Promise<Subjects | Extract<Answered, { kind: 'answer' }>> => {
  const { subject } = query;
  const { directory } = deps;
  switch (subject.kind) {
    case 'everything':
      return { kind: 'subjects', request: {}, subjects: [], directory, notes: [] };
    case 'event':
      return { kind: 'subjects', request: { eventId: subject.eventId }, subjects: [], directory, notes: [] };
    case 'id':
    case 'arn':
      return subjectsOf(refsOfId(subject, directory), directory, deps, []);
    case 'name':
      return resolveName(query, subject.name, instanceId, deps);
  }
};

const subjectsOf = (
  refs: readonly ResourceRef[],
  directory: Directory,
  deps: AnswerDeps,
  notes: readonly string[],
): Subjects => ({
  kind: 'subjects',
  request: { targets: refs },
  subjects: refs.map((ref) => nameResource(directory, ref, isoNow(deps.now))),
  directory,
  notes,
});

/** An id is looked for as it is: what the directory knows by it, else a reference that fits it whatever its type. */
const refsOfId = (
  subject: Extract<Query['subject'], { kind: 'id' | 'arn' }>,
  directory: Directory,
): readonly ResourceRef[] => {
  const wanted = subject.id.toLowerCase();
  const known = [...directory.entries()]
    .map(({ ref }) => ref)
    .filter((ref) => ref.id?.toLowerCase() === wanted && (subject.type === undefined || ref.type === subject.type));
  if (known.length > 0) return known;
  const region = subject.kind === 'arn' ? subject.region : 'unknown';
  const type = subject.kind === 'arn' ? subject.type : 'unknown';
  return [{ service: 'connect', type, id: subject.id, region }];
};

/** A name: from the directory; where nothing bears it, from the names that events gave. */
const resolveName = async (
  query: Query,
  name: string,
  instanceId: string | undefined,
  deps: AnswerDeps,
): Promise<Subjects | Extract<Answered, { kind: 'answer' }>> => {
  const scope = { types: query.types, ...(instanceId !== undefined && { instanceId }) };
  const atOnce = deps.directory.find(name, scope);
  const searched = atOnce.match === 'exact' || atOnce.match === 'folded' ? undefined : await namesInEvents(query, deps);
  const directory = searched === undefined ? deps.directory : withFacts(deps.directory, searched.facts);
  const { entries } = searched === undefined ? atOnce : directory.find(name, scope);
  const notes = (searched?.coverage.notes ?? []).filter((note) => note.startsWith('Partial'));
  const refs = entries.map(({ ref }) => ref);
  if (refs.length > 0 && refs.length <= ANSWERED_TOGETHER) {
    const known = subjectsOf(refs, directory, deps, notes);
    return { ...known, request: { ...known.request, name } };
  }
  const idless = (searched?.changes ?? []).filter((change) => isNamed(change, name));
  if (refs.length === 0 && idless.length > 0) return namedOnly(name, idless, directory, notes);

  const unanswered = {
    query,
    subjects: [],
    changes: [],
    nearby: [],
    coverage: searched?.coverage ?? notSearched(query, deps),
  };
  if (refs.length === 0) {
    const suggestions = directory.nearest(name, 3, query.types.length > 0 ? { types: query.types } : {});
    return { kind: 'answer', answer: { ...unanswered, outcome: 'unknown', choices: [], suggestions } };
  }
  const choices = refs.slice(0, MOST_CHOICES).map((ref) => nameResource(directory, ref, isoNow(deps.now)));
  return { kind: 'answer', answer: { ...unanswered, outcome: 'ambiguous', choices, suggestions: [] } };
};

/** Nothing of that name has an id: the attempts to make it, or the creates whose response is hidden, are all there is. */
const namedOnly = (
  name: string,
  changes: readonly Change[],
  directory: Directory,
  notes: readonly string[],
): Subjects => {
  const types = [...new Set(changes.map(({ resource }) => resource.type))];
  const subjects = types.flatMap((type) => changes.find(({ resource }) => resource.type === type) ?? []);
  return {
    kind: 'subjects',
    request: { targets: [], name, types },
    subjects: subjects.map(({ resource: ref }) => ({ ref, name })),
    directory,
    notes,
  };
};

const namesInEvents = async (query: Query, deps: AnswerDeps): Promise<Found> => {
  const found = await deps.find({ types: query.types, naming: true, window: {} });
  await deps.learn?.(found.facts);
  return found;
};

const notSearched = (query: Query, deps: AnswerDeps): Coverage => ({
  ...query.window,
  complete: true,
  asOf: isoNow(deps.now),
  sources: [],
  notes: [],
});

/** A person's name means the Connect users who bear or bore it, and whoever else signs in by exactly that name. */
const resolvePerson = (
  by: NonNullable<Query['by']>,
  directory: Directory,
  instanceId: string | undefined,
): PersonMatch => {
  const name = by.kind === 'name' ? by.name : (by.label ?? by.slackUserId);
  const scope = { types: ['user' as const], ...(instanceId !== undefined && { instanceId }) };
  const { match, entries } = directory.find(name, scope);
  const byLogin = match === 'exact' || match === 'folded' ? entries : [];
  const ids = [...byLogin, ...usersOfFullName(name, directory)].flatMap(({ ref }) =>
    ref.id === undefined ? [] : [ref.id],
  );
  return { connectUserIds: [...new Set(ids)], names: [name] };
};

const fold = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

const usersOfFullName = (name: string, directory: Directory) =>
  [...directory.entries()].filter(
    ({ ref, person }) =>
      ref.type === 'user' &&
      person !== undefined &&
      fold(`${person.firstName ?? ''} ${person.lastName ?? ''}`) === fold(name),
  );

/** Connect users whom nothing names yet: Connect is asked once for each, and a "not known" is remembered. */
const nameActors = async (found: Found, directory: Directory, deps: AnswerDeps): Promise<Directory> => {
  const { describeUser } = deps;
  const unnamed = unnamedUsers(found.changes, directory);
  if (unnamed.length === 0 || describeUser === undefined) return directory;
  const at = isoNow(deps.now);
  const facts = await Promise.all(
    unnamed.slice(0, MOST_DESCRIBED).map(async (ref): Promise<readonly DirectoryFact[]> => {
      const instance = ref.instance ?? deps.instances.find(({ region }) => region === ref.region);
      if (instance === undefined || ref.id === undefined) return [];
      const described = await describeUser(instance, ref.id);
      if (described === undefined) return [];
      if (described === 'not known') return [{ kind: 'not known', ref, at }];
      const { username: name, person } = described;
      return [{ kind: 'listed', ref: { ...ref, instance }, name, at, ...(person !== undefined && { person }) }];
    }),
  );
  const learnt = facts.flat();
  await deps.learn?.(learnt);
  const known = withFacts(directory, learnt);
  return learnt.some(({ kind }) => kind === 'not known') ? withCreatedUsers(known, deps) : known;
};

const unnamedUsers = (changes: readonly Change[], directory: Directory): readonly ResourceRef[] => {
  const refs = changes.flatMap((change) =>
    change.actor.kind === 'connect user' ? [userRef(change.actor.userId, change)] : [],
  );
  const unique = [...new Map(refs.map((ref) => [ref.id, ref])).values()];
  return unique.filter((ref) => {
    const entry = directory.entry(ref);
    return entry === undefined || (entry.names.length === 0 && entry.notKnownSince === undefined);
  });
};

/** A user whom Connect no longer knows may have been created within CloudTrail's reach: that record holds the login. */
const withCreatedUsers = async (directory: Directory, deps: AnswerDeps): Promise<Directory> => {
  const { facts } = await deps.find({ types: ['user'], naming: true, window: {} });
  await deps.learn?.(facts);
  return withFacts(directory, facts);
};

const tell = (change: Change, targets: readonly ResourceRef[], directory: Directory): AnsweredChange => {
  const { time, nameInRecord } = change;
  const succeeded = change.outcome.kind === 'succeeded';
  const before = nameSeenBy(directory.entry(change.resource), beforeOf(time));
  const named = nameResource(directory, change.resource, time, succeeded ? nameInRecord : (before ?? nameInRecord));
  const { deleted: _ended, ...ending } = named;
  // "deleted queue X (since deleted)" says it twice.
  const resource = succeeded && ENDINGS.has(change.verb) ? ending : named;
  const related = change.mentions.map((mention) => nameResource(directory, mention.resource, time));
  const actor = nameActor(directory, change);
  const told = { change, actor, resource, related, ...(before !== undefined && { nameBefore: before }) };
  const relations = targets.map((target) => relationTo(change, target));
  return {
    change,
    relation: relations.includes('indirect') && !relations.includes('direct') ? 'indirect' : 'direct',
    resource,
    related,
    actor,
    sentence: sentenceOf(told),
  };
};

/** CloudTrail's times are whole seconds: the second before. */
const beforeOf = (time: string): string => `${new Date(Date.parse(time) - 1000).toISOString().slice(0, 19)}Z`;

const FILTERS: Readonly<Record<Only, (answered: AnsweredChange) => boolean>> = {
  people: ({ change }) => isByPerson(change),
  pipelines: ({ change }) => !isByPerson(change),
  failed: ({ change }) => change.outcome.kind === 'failed',
  direct: ({ relation }) => relation === 'direct',
  'worth-a-look': ({ change }) => isWorthALook(change),
};

const fitsFilters = (answered: AnsweredChange, { verbs, only }: Query): boolean =>
  (verbs.length === 0 || verbs.includes(answered.change.verb)) && only.every((filter) => FILTERS[filter](answered));

/**
 * Connect's own last-modified time against what CloudTrail recorded. Said only of one thing, searched whole, where the time
 * lies before the window, at a recorded change, or inside the settled part with no record within two minutes of it.
 */
const observe = async (
  query: Query,
  targets: readonly ResourceRef[],
  { changes, coverage }: Found,
  deps: AnswerDeps,
): Promise<Observation | undefined> => {
  const [target, ...others] = targets;
  const narrowed = query.by !== undefined || query.verbs.length > 0 || query.only.length > 0;
  if (target === undefined || others.length > 0 || narrowed || !coverage.complete || deps.lastModified === undefined)
    return undefined;
  const lastModified = await deps.lastModified(target);
  if (lastModified === undefined || coverage.from === undefined || coverage.to === undefined) return undefined;

  const at = Date.parse(lastModified);
  const near = changes.some(
    ({ outcome, time }) => outcome.kind === 'succeeded' && Math.abs(Date.parse(time) - at) <= SAME_MOMENT_MS,
  );
  const newest = changes.find(({ outcome }) => outcome.kind === 'succeeded');
  const isNewest = newest !== undefined && Math.abs(Date.parse(newest.time) - at) <= SAME_MOMENT_MS;
  if (isNewest || (changes.length === 0 && at < Date.parse(coverage.from)))
    return { kind: 'connect agrees', lastModified };
  const settledUntil = Math.min(Date.parse(coverage.to), deps.now().getTime() - SETTLE_MS);
  const inSettled = at >= Date.parse(coverage.from) && at <= settledUntil;
  return inSettled && !near ? { kind: 'not recorded', lastModified } : undefined;
};
