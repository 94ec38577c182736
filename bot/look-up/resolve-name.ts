import { isPartial } from '../answer/edge-lines';
import { nameResource } from '../answer/name';
import type { ResourceType } from '../change/catalogue';
import type { Change } from '../change/change';
import type { ResourceRef } from '../change/resource';
import { type Directory, type DirectoryEntry, isInScope, withFacts } from '../directory/directory';
import type { Query } from '../query/query';
import { type ChangeRequest, type Found, isNamed, mayBeInInstance } from '../sources/change-source';
import { phrases } from '../words/words';
import { type AnswerDeps, type Answered, isoNow } from './answer-deps';
import { findOptional } from './find-optional';
import { usersOfFullName, usersOfLabel } from './find-person';
import { alikeNotes, distinctThings, entriesNamed, namesInEvents, oncePerThing, scopeOf } from './known-names';
import { type Reading, readingsOf } from './readings';
import { mostTogether, notSearched, type Subjects, subjectsOf } from './subjects';

/** So many of the things that a name means are offered as a choice. */
const MOST_CHOICES = 20;

type NameQuery = Query & { readonly subject: Extract<Query['subject'], { kind: 'name' }> };
type Named = Subjects | Extract<Answered, { kind: 'answer' }>;

/** What is known when a name is looked for: what was searched for it, if anything had to be. */
interface Known {
  readonly directory: Directory;
  readonly searched?: Found;
  /** What was not searched. */
  readonly notes?: readonly string[];
}

/** A name: from the directory; where nothing that is left has it, from the names that events gave besides. */
export const resolveName = async (
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
    const named = events.changes.filter(
      (change) =>
        isNamed(change, reading.name) &&
        isOfTypes(change, reading.types) &&
        (instanceId === undefined || mayBeInInstance(change, instanceId)),
    );
    if (named.length > 0) return namedInRecords(withReading(query, reading), named, { directory, searched }, deps);
  }
  const looked = { directory, ...(searched && { searched }) };
  const begun = readings.find((one) => directory.find(one.name, scopeOf(one, instanceId)).match === 'beginning');
  if (begun !== undefined && !LIKE_AN_ID.test(name)) return resolve(begun, looked);
  const ids = await thingsOfId(readings, instanceId, deps);
  if (ids.found !== undefined) {
    return subjectsOf(withReading(query, ids.found.reading), ids.found.refs, directory, deps, ids.notes);
  }
  return begun !== undefined
    ? resolve(begun, looked)
    : unknownName(query, readings, instanceId, { ...looked, notes: ids.notes }, deps);
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
      ? wholeOf(await find(request))
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

const wholeOf = ({ changes, coverage }: Found) => ({ changes, whole: coverage.complete || coverage.cut !== true });

/** Ids of Lex (ten letters and digits, in its bot or by themselves), of Voice ID (twenty-two), and hashes. */
const LIKE_AN_ID = /^(?=.*\d)(?:[A-Z\d]{10}(?:\/[A-Z\d]{10})*|[A-Za-z\d]{22}|[\da-f]{32,})$/;

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
  const bearers = entriesNamed(name, scope, directory);
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
  const refs = oncePerThing(distinctThings(entries.map(({ ref }) => ref)), directory);
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
  instanceId: string | undefined,
  { directory, searched, notes = [] }: Known,
  deps: AnswerDeps,
): Promise<Named> => {
  const [whole, ...others] = readings
    .filter(({ isTyped }, at) => at === 0 || isTyped)
    .map((reading) => ({
      query: withReading(query, reading),
      // A name of another instance would be asked for in this one, and not be found again.
      suggestions: directory.nearest(reading.name, 3, scopeOf(reading, instanceId)),
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
 * known only by its name.
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
