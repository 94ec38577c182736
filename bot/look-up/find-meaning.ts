import type { NamedResource } from '../answer/answer';
import type { Coverage } from '../answer/coverage';
import { isPartial } from '../answer/edge-lines';
import { nameResource } from '../answer/name';
import { parseArn } from '../change/arn';
import type { Change } from '../change/change';
import { type InstanceRef, isUuid, type ResourceRef } from '../change/resource';
import { typeFromWords } from '../change/resource-types';
import { type Directory, type DirectoryEntry, type Scope, withFacts } from '../directory/directory';
import { fold } from '../directory/names';
import type { Query } from '../query/query';
import { type ChangeRequest, isNamed } from '../sources/change-source';
import { phrases } from '../words/words';
import { type AnswerDeps, type Answered, isoNow } from './answer-deps';
import { findOptional } from './find-optional';
import { resolvePerson, usersOfFullName } from './find-person';
import { alikeNotes, bearersOf, distinctThings, namesInEvents, scopeOf } from './known-names';

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
  readonly request: ChangeRequest;
  readonly subjects: readonly NamedResource[];
  readonly directory: Directory;
  readonly notes: readonly string[];
}

type Meaning = Meant | Extract<Answered, { kind: 'answer' }>;

export const findMeaning = async (query: Query, instanceId: string | undefined, deps: AnswerDeps): Promise<Meaning> => {
  const base = { types: query.types, window: query.window, ...(instanceId !== undefined && { instanceId }) };
  const named = await resolveSubject(query, instanceId, deps);
  if (named.kind === 'answer') return named;
  const { directory, notes, by, nobody } = await resolvePerson(query, named.directory, instanceId, deps);
  if (nobody) return unknownPerson(query, [...named.notes, ...notes], deps);
  return {
    kind: 'meant',
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
    case 'id': {
      const refs = refsOfId(subject, query, deps);
      const [ref] = refs;
      // Nothing is known by this id: it may be an event's, which one call tells.
      if (ref?.type === 'unknown' && (await isEvent(subject.id, deps))) {
        return { kind: 'subjects', request: { eventId: subject.id }, subjects: [], directory, notes: [] };
      }
      return subjectsOf(refs, directory, deps, []);
    }
    case 'arn':
      return subjectsOf(refsOfId(subject, query, deps), directory, deps, []);
    case 'name':
      return resolveName(query, subject.name, instanceId, deps);
  }
};

const isEvent = async (eventId: string, { find }: AnswerDeps): Promise<boolean> =>
  (await findOptional('who', { eventId, types: [], window: {} }, find)).changes.length > 0;

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
  const { service = 'connect', region = instance?.region ?? 'unknown' } = arn ?? {};
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

/** A name: from the directory; where nothing that is left bears it, from the names that events gave besides. */
const resolveName = async (
  query: Query,
  name: string,
  instanceId: string | undefined,
  deps: AnswerDeps,
): Promise<Subjects | Extract<Answered, { kind: 'answer' }>> => {
  const scope = scopeOf(query, instanceId);
  const otherwise = calledOtherwise(name, scope, deps);
  if (otherwise.length > 0) {
    const known = subjectsOf(otherwise, deps.directory, deps, []);
    return { ...known, request: { ...known.request, name } };
  }
  // Where all that bore it are gone, something new may have been given the name since the last listing.
  const isKnown = bearersOf(name, scope, deps.directory).some(({ deleted }) => deleted === undefined);
  if (deps.directory.find(name, scope).match === 'none') {
    deps.onUnderway?.({ kind: 'unknown name', name, nearest: deps.directory.nearest(name, 3, scope) });
  }
  const searched = isKnown ? undefined : await namesInEvents(query.types, deps, name);
  const directory = searched === undefined ? deps.directory : withFacts(deps.directory, searched.facts);
  const { entries } = directory.find(name, scope);
  const notes = (searched?.coverage.notes ?? []).filter(isPartial);
  const refs = distinctThings(entries.map(({ ref }) => ref));
  if (refs.length > 0 && refs.length <= mostTogether(deps)) {
    const known = subjectsOf(refs, directory, deps, [...notes, ...alikeNotes(name, entries, directory, scope)]);
    return { ...known, request: { ...known.request, name } };
  }
  const idless = (searched?.changes ?? []).filter(
    (change) => isNamed(change, name) && (query.types.length === 0 || query.types.includes(change.resource.type)),
  );
  if (refs.length === 0 && idless.length > 0) return namedOnly(name, idless, directory, notes);

  const unanswered = {
    query,
    subjects: [],
    changes: [],
    failed: 0,
    nearby: [],
    coverage: searched?.coverage ?? notSearched(query, deps),
  };
  if (refs.length === 0) {
    const suggestions = directory.nearest(name, 3, query.types.length > 0 ? { types: query.types } : {});
    const listed = await deps.listedTypes?.();
    return {
      kind: 'answer',
      answer: {
        ...unanswered,
        outcome: 'unknown',
        total: 0,
        choices: [],
        suggestions,
        ...(listed !== undefined && { listed }),
      },
    };
  }
  const choices = refs.slice(0, MOST_CHOICES).map((ref) => nameResource(directory, ref, isoNow(deps.now)));
  return {
    kind: 'answer',
    answer: { ...unanswered, outcome: 'ambiguous', total: refs.length, choices, suggestions: [] },
  };
};

/**
 * What bears no such name but is told so in answers: "queue Billing" with its type before the name, and a user by first and last
 * name. Nothing where something bears the name itself, or where too many things are meant.
 */
const calledOtherwise = (name: string, scope: Scope, deps: AnswerDeps): readonly ResourceRef[] => {
  const { directory } = deps;
  if (bearersOf(name, scope, directory).length > 0) return [];
  const entries = [...bearersOfTyped(name, scope, directory), ...usersOfFullName(name, scope, directory)];
  const refs = distinctThings(entries.map(({ ref }) => ref));
  return refs.length > mostTogether(deps) ? [] : refs;
};

const bearersOfTyped = (name: string, scope: Scope, directory: Directory): readonly DirectoryEntry[] => {
  const words = name.trim().split(/\s+/);
  const lengths = [...words.keys()].slice(1).reverse();
  for (const length of lengths) {
    const type = typeFromWords(words.slice(0, length).join(' '));
    if (type === undefined || (scope.types !== undefined && scope.types.length > 0 && !scope.types.includes(type)))
      continue;
    const found = bearersOf(words.slice(length).join(' '), { ...scope, types: [type] }, directory);
    if (found.length > 0) return found;
  }
  return [];
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

const notSearched = (query: Query, deps: AnswerDeps): Coverage => ({
  ...query.window,
  complete: true,
  asOf: isoNow(deps.now),
  sources: [],
  notes: [],
});
