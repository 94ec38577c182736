import type { NamedResource } from '../answer/answer';
import type { Coverage } from '../answer/coverage';
import { isPartial } from '../answer/edge-lines';
import { nameResource } from '../answer/name';
import { parseArn } from '../change/arn';
import type { ResourceType } from '../change/catalogue';
import type { Change } from '../change/change';
import { type InstanceRef, isUuid, type ResourceRef } from '../change/resource';
import { type Directory, type DirectoryEntry, isInScope, withFacts } from '../directory/directory';
import { fold } from '../directory/names';
import type { Query } from '../query/query';
import { type ChangeRequest, type Found, isNamed } from '../sources/change-source';
import { phrases } from '../words/words';
import { type AnswerDeps, type Answered, isoNow } from './answer-deps';
import { findOptional } from './find-optional';
import { resolvePerson, usersOfFullName, usersOfLabel } from './find-person';
import {
  alikeNotes,
  bearersOf,
  distinctThings,
  namesInEvents,
  oncePerThing,
  scopeOf,
  underAllNames,
} from './known-names';
import { type Reading, readingsOf } from './readings';

/** A name that means more than this many things is answered with a choice. */
export const ANSWERED_TOGETHER = 5;

export const mostTogether = ({ changesAlone }: Pick<AnswerDeps, 'changesAlone'>): number =>
  changesAlone === true ? Number.POSITIVE_INFINITY : ANSWERED_TOGETHER;

const MOST_CHOICES = 20;

type ChosenInstance = { readonly kind: 'instance'; readonly id?: string } | Extract<Answered, { kind: 'mistake' }>;

/** `instance:` takes an alias, an id or an ARN; aliases of earlier listings too. Where Connect lists none, an id is taken as it is. */
export const chooseInstance = ({ instance: asked }: Query, { instances, directory }: AnswerDeps): ChosenInstance => {
  if (asked === undefined) return { kind: 'instance' };
  const wanted = fold(asked);
  const fits = ({ id, alias = '' }: InstanceRef): boolean =>
    (alias !== '' && fold(alias) === wanted) || wanted === fold(id) || wanted.endsWith(`instance/${fold(id)}`);
  const chosen = instances.find(fits) ?? directory.instances().find(fits);
  if (chosen !== undefined) return { kind: 'instance', id: chosen.id };
  const typedId = parseArn(asked)?.instanceId ?? wanted;
  if (instances.length === 0 && isUuid(typedId)) return { kind: 'instance', id: typedId };
  const known = instances.map(({ alias, id }) => alias ?? id);
  return {
    kind: 'mistake',
    mistake: { message: phrases.search.noSuchInstance({ asked, instances: known }), token: asked },
  };
};

export interface Meant {
  readonly kind: 'meant';
  /** The question as it was understood. */
  readonly query: Query;
  readonly request: ChangeRequest;
  readonly subjects: readonly NamedResource[];
  readonly directory: Directory;
  readonly notes: readonly string[];
}

type Meaning = Meant | Extract<Answered, { kind: 'answer' }>;

export const findMeaning = async (query: Query, instanceId: string | undefined, deps: AnswerDeps): Promise<Meaning> => {
  const named = await resolveSubject(query, instanceId, deps);
  if (named.kind === 'answer') return named;
  const base = { types: named.query.types, window: query.window, ...(instanceId !== undefined && { instanceId }) };
  const { directory, notes, by, nobody } = await resolvePerson(query, named.directory, instanceId, deps);
  if (nobody) return unknownPerson(query, [...named.notes, ...notes], deps);
  return {
    kind: 'meant',
    query: named.query,
    request: { ...base, ...named.request, ...(by !== undefined && { by }) },
    subjects: named.subjects,
    directory,
    notes: [...named.notes, ...notes],
  };
};

/** Nobody is known who could be asked about: there is nothing to look for. */
const unknownPerson = (
  query: Query,
  notes: readonly string[],
  deps: AnswerDeps,
): Extract<Answered, { kind: 'answer' }> => ({
  kind: 'answer',
  answer: {
    query,
    outcome: 'unknown',
    subjects: [],
    changes: [],
    total: 0,
    failed: 0,
    nearby: [],
    coverage: { ...notSearched(query, deps), notes },
    choices: [],
    suggestions: [],
    unknownPerson: true,
  },
});

interface Subjects {
  readonly kind: 'subjects';
  /** The question as it was understood: a type may stand before its name. */
  readonly query: Query;
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
      return { kind: 'subjects', query, request: {}, subjects: [], directory, notes: [] };
    case 'event':
      return { kind: 'subjects', query, request: { eventId: subject.eventId }, subjects: [], directory, notes: [] };
    case 'id': {
      const refs = refsOfId(subject, query, deps);
      const [ref] = refs;
      // Nothing is known by this id: it may be an event's, which one call tells.
      if (ref?.type === 'unknown' && (await isEvent(subject.id, deps))) {
        return { kind: 'subjects', query, request: { eventId: subject.id }, subjects: [], directory, notes: [] };
      }
      return subjectsOf(query, refs, directory, deps, []);
    }
    case 'arn':
      return subjectsOf(query, refsOfId(subject, query, deps), directory, deps, []);
    case 'name':
      return resolveName(query, subject.name, instanceId, deps);
  }
};

const isEvent = async (eventId: string, { find }: AnswerDeps): Promise<boolean> =>
  (await findOptional('who', { eventId, types: [], window: {} }, find)).changes.length > 0;

const subjectsOf = (
  query: Query,
  refs: readonly ResourceRef[],
  directory: Directory,
  deps: AnswerDeps,
  notes: readonly string[],
): Subjects => ({
  kind: 'subjects',
  query,
  request: { targets: underAllNames(refs, directory) },
  subjects: oncePerThing(refs, directory).map((ref) => nameResource(directory, ref, isoNow(deps.now))),
  directory,
  notes,
});

/** An id is looked for as it is: what the directory knows by it, else a reference that fits it, whatever its type if need be. */
const refsOfId = (
  subject: Extract<Query['subject'], { kind: 'id' | 'arn' }>,
  { types: askedTypes }: Query,
  { directory, instances }: AnswerDeps,
): readonly ResourceRef[] => {
  const { id } = subject;
  const types = subject.type !== undefined ? [subject.type] : askedTypes;
  const arn = subject.kind === 'arn' ? parseArn(subject.arn) : undefined;
  const known = directory
    .withId(id)
    .map(({ ref }) => ref)
    .filter((ref) => types.length === 0 || types.includes(ref.type))
    // A name-like id means another thing in another Region.
    .filter((ref) => arn === undefined || ref.region === arn.region || isUuid(id));
  if (known.length > 0) return distinctThings(known);
  const instance = instanceNamed(subject, instances);
  const { service = 'connect' } = arn ?? {};
  const region = subject.kind === 'arn' ? subject.region : (instance?.region ?? 'unknown');
  const anyType = types.length === 0 ? (['unknown'] as const) : types;
  return anyType.map((type) => ({ service, type, id, region, ...(instance !== undefined && { instance }) }));
};

const instanceNamed = (
  subject: Extract<Query['subject'], { kind: 'id' | 'arn' }>,
  instances: readonly InstanceRef[],
): InstanceRef | undefined => {
  const { instanceId: id } = subject;
  if (id === undefined) return undefined;
  const fits = (one: InstanceRef) => one.id === id && (subject.kind === 'id' || one.region === subject.region);
  if (subject.kind === 'id') return instances.find(fits);
  return instances.find(fits) ?? { id, region: subject.region, account: subject.account };
};

type NameQuery = Query & { readonly subject: Extract<Query['subject'], { kind: 'name' }> };
type Named = Subjects | Extract<Answered, { kind: 'answer' }>;

/** What is known when a name is looked for: what was searched for it, if anything had to be. */
interface Known {
  readonly directory: Directory;
  readonly searched?: Found;
}

/** A name: from the directory; where nothing that is left has it, from the names that events gave besides. */
const resolveName = async (
  query: Query,
  name: string,
  instanceId: string | undefined,
  deps: AnswerDeps,
): Promise<Named> => {
  const readings = readingsOf(name, query.types);
  const calledIn = (directory: Directory): Reading | undefined =>
    readings.find((reading) => called(reading, instanceId, directory).length > 0);
  const resolve = (reading: Reading, known: Known): Named =>
    resolveReading(withReading(query, reading), instanceId, known, deps);

  const known = calledIn(deps.directory);
  if (known !== undefined && called(known, instanceId, deps.directory).some(({ deleted }) => deleted === undefined))
    return resolve(known, deps);
  const scope = scopeOf(query, instanceId);
  if (known === undefined && deps.directory.find(name, scope).match === 'none') {
    deps.onUnderway?.({ kind: 'unknown name', name, nearest: deps.directory.nearest(name, 3, scope) });
  }
  // Where all that had it are gone, something new may have been given the name since the last listing.
  let { directory } = deps;
  let searched: Found | undefined;
  for (const reading of known === undefined ? readings : [known]) {
    const events = await namesInEvents(reading.types, deps, reading.name);
    searched ??= events;
    directory = withFacts(directory, events.facts);
    const found = calledIn(directory);
    if (found !== undefined) return resolve(found, { directory, searched });
    const named = events.changes.filter((change) => isNamed(change, reading.name) && isOfTypes(change, reading.types));
    if (named.length > 0) return namedInRecords(withReading(query, reading), named, { directory, searched }, deps);
  }
  const looked = { directory, ...(searched && { searched }) };
  const begun = readings.find((one) => directory.find(one.name, scopeOf(one, instanceId)).match === 'beginning');
  if (begun !== undefined && !LIKE_AN_ID.test(name)) return resolve(begun, looked);
  const ids = await thingsOfId(readings, instanceId, deps);
  if (ids.found !== undefined) {
    return subjectsOf(withReading(query, ids.found.reading), ids.found.refs, directory, deps, ids.notes);
  }
  return begun !== undefined ? resolve(begun, looked) : unknownName(query, readings, looked, ids.notes, deps);
};

interface OfId {
  readonly found?: { readonly reading: Reading; readonly refs: readonly ResourceRef[] };
  readonly notes: readonly string[];
}

/**
 * What records know by an id that is no UUID, though nothing gave it a name: a Voice ID domain, a storage setting, a security key. What
 * looks like no id is looked for as far as that costs little.
 */
const thingsOfId = async (
  readings: readonly Reading[],
  instanceId: string | undefined,
  { find }: AnswerDeps,
): Promise<OfId> => {
  const notes: string[] = [];
  for (const reading of readings.filter(({ isTyped }, at) => at === 0 || isTyped)) {
    const { name: id, types } = reading;
    const target = { service: 'connect', type: 'unknown', id, region: 'unknown' } as const;
    const request: ChangeRequest = { targets: [target], types: [], window: {} };
    const { changes, whole } = LIKE_AN_ID.test(id)
      ? { ...(await find(request)), whole: true }
      : await findOptional('names', request, find);
    const named = changes.flatMap(({ resource, mentions }) => [resource, ...mentions.map((one) => one.resource)]);
    const refs = distinctThings(
      named.filter(
        (ref) => ref.id?.toLowerCase() === id.toLowerCase() && isInScope({ ref }, scopeOf({ types }, instanceId)),
      ),
    );
    if (refs.length > 0) return { found: { reading, refs }, notes };
    if (!whole) notes.push(phrases.search.idNotSearched({ id }));
  }
  return { notes };
};

/** Ids of Lex (ten letters and digits, in its bot or by themselves), of Voice ID (twenty-two), and hashes. */
const LIKE_AN_ID = /^(?:[A-Z\d]{10}(?:\/[A-Z\d]{10})*|(?=\D*\d)[A-Za-z\d]{22}|[\da-f]{32,})$/;

const isOfTypes = ({ resource }: Change, types: readonly ResourceType[]): boolean =>
  types.length === 0 || types.includes(resource.type);

/** The same question, as a reading of its name understands it. */
const withReading = (query: Query, { name, types }: Reading): NameQuery => ({
  ...query,
  subject: { kind: 'name', name },
  types,
});

/** What has or had the name itself; users also by first and last name. */
const called = (
  { name, types }: Reading,
  instanceId: string | undefined,
  directory: Directory,
): readonly DirectoryEntry[] => {
  const scope = scopeOf({ types }, instanceId);
  const bearers = bearersOf(name, scope, directory);
  if (bearers.length > 0) return bearers;
  return [...usersOfFullName(name, scope, directory), ...usersOfLabel(name, scope, directory)];
};

/** All that has the name is answered together, where it is not too much. */
const resolveReading = (
  query: NameQuery,
  instanceId: string | undefined,
  { directory, searched }: Known,
  deps: AnswerDeps,
): Named => {
  const { name } = query.subject;
  const scope = scopeOf(query, instanceId);
  const whole = called({ name, types: query.types }, instanceId, directory);
  const entries = whole.length > 0 ? whole : directory.find(name, scope).entries;
  const refs = distinctThings(entries.map(({ ref }) => ref));
  if (refs.length <= mostTogether(deps)) {
    const notes = (searched?.coverage.notes ?? []).filter(isPartial);
    const known = subjectsOf(query, refs, directory, deps, [...notes, ...alikeNotes(name, entries, directory, scope)]);
    return { ...known, request: { ...known.request, name } };
  }
  const choices = refs.slice(0, MOST_CHOICES).map((ref) => nameResource(directory, ref, isoNow(deps.now)));
  return {
    kind: 'answer',
    answer: {
      ...unanswered(query, searched, deps),
      outcome: 'ambiguous',
      total: refs.length,
      choices,
      suggestions: [],
    },
  };
};

const unanswered = (query: Query, searched: Found | undefined, deps: AnswerDeps) => ({
  query,
  subjects: [],
  changes: [],
  failed: 0,
  nearby: [],
  coverage: searched?.coverage ?? notSearched(query, deps),
});

/** Nothing is known by the name: what is called much like it, behind words for a type first. */
const unknownName = async (
  query: Query,
  readings: readonly Reading[],
  { directory, searched }: Known,
  notes: readonly string[],
  deps: AnswerDeps,
): Promise<Named> => {
  const instance = chooseInstance(query, deps);
  // A name of another instance would be asked for in this one, and not be found again.
  const inInstance = instance.kind === 'instance' ? instance.id : undefined;
  const [whole, ...others] = readings
    .filter(({ isTyped }, at) => at === 0 || isTyped)
    .map((reading) => ({
      query: withReading(query, reading),
      suggestions: directory.nearest(reading.name, 3, scopeOf(reading, inInstance)),
    }));
  const nearest = others.find(({ suggestions }) => suggestions.length > 0) ?? whole;
  const listed = await deps.listedTypes?.();
  const asked = unanswered(nearest?.query ?? query, searched, deps);
  return {
    kind: 'answer',
    answer: {
      ...asked,
      coverage: { ...asked.coverage, notes: [...asked.coverage.notes, ...notes] },
      outcome: 'unknown',
      total: 0,
      choices: [],
      suggestions: nearest?.suggestions ?? [],
      ...(listed !== undefined && { listed }),
    },
  };
};

/**
 * Nothing that is known has the name: the attempts to make such a thing are all there is, the creates whose response is hidden, or what is
 * known by its name alone.
 */
const namedInRecords = (
  query: NameQuery,
  changes: readonly Change[],
  { directory, searched }: Known,
  deps: AnswerDeps,
): Subjects => {
  const { name } = query.subject;
  const notes = (searched?.coverage.notes ?? []).filter(isPartial);
  const refs = distinctThings(changes.map(({ resource }) => resource));
  if (refs.length > 0) {
    const known = subjectsOf(query, refs, directory, deps, notes);
    const subjects = known.subjects.map((subject) => ({ ...subject, name: subject.name ?? name }));
    return { ...known, subjects, request: { ...known.request, name } };
  }
  const types = [...new Set(changes.map(({ resource }) => resource.type))];
  const subjects = types.flatMap((type) => changes.find(({ resource }) => resource.type === type) ?? []);
  return {
    kind: 'subjects',
    query,
    request: { targets: [], name, types },
    subjects: subjects.map(({ resource: ref }) => ({ ref, name })),
    directory,
    notes,
  };
};

const notSearched = (query: Query, deps: AnswerDeps): Coverage => ({
  ...query.window,
  complete: false,
  asOf: isoNow(deps.now),
  sources: [],
  notes: [],
});
