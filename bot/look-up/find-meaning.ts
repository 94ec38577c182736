import type { NamedResource } from '../answer/answer';
import { parseArn } from '../change/arn';
import { type InstanceRef, isUuid, type ResourceRef } from '../change/resource';
import type { Directory } from '../directory/directory';
import { fold } from '../directory/names';
import type { Query } from '../query/query';
import type { ChangeRequest } from '../sources/change-source';
import { phrases } from '../words/words';
import type { AnswerDeps, Answered } from './answer-deps';
import { findOptional } from './find-optional';
import { resolvePerson } from './find-person';
import { distinctThings, inAllInstances, isOneInEach } from './known-names';
import { resolveName } from './resolve-name';
import { notSearched, type Subjects, subjectsOf } from './subjects';

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
      return subjectsOfId(query, refs, instanceId, deps);
    }
    case 'arn':
      return subjectsOfId(query, refsOfId(subject, query, deps), instanceId, deps);
    case 'name':
      return resolveName(query, subject.name, instanceId, deps);
  }
};

const isEvent = async (eventId: string, { find }: AnswerDeps): Promise<boolean> =>
  (await findOptional('who', { eventId, types: [], window: {} }, find)).changes.length > 0;

/**
 * What is one in each instance is looked for in all, as the directory does not know each of them: only calls that succeeded tell it of
 * one. A link or an ARN that names an instance means that of this one.
 */
const subjectsOfId = (
  query: Query,
  refs: readonly ResourceRef[],
  instanceId: string | undefined,
  deps: AnswerDeps,
): Subjects => {
  const { subject } = query;
  const asked = subjectsOf(query, inInstanceAsked(refs, instanceId, deps), deps.directory, deps, []);
  const isPlaced = (subject.kind === 'id' || subject.kind === 'arn') && subject.instanceId !== undefined;
  const { targets = [] } = asked.request;
  // An ARN is of its Region.
  const regions = subject.kind === 'arn' ? [] : regionsOf(instanceId, deps);
  return isPlaced ? asked : { ...asked, request: { targets: inAllInstances(targets, regions) } };
};

/** What is one in each instance is that of the instance that is asked for. */
const inInstanceAsked = (
  refs: readonly ResourceRef[],
  instanceId: string | undefined,
  { instances, directory }: AnswerDeps,
): readonly ResourceRef[] => {
  const instance = [...instances, ...directory.instances()].find(({ id }) => id === instanceId);
  if (instance === undefined) return refs;
  const { region } = instance;
  return distinctThings(refs.map((ref) => (isOneInEach(ref) ? { ...ref, region, instance } : ref)));
};

/** The Regions of the known instances, or of the one that is asked for. */
const regionsOf = (instanceId: string | undefined, { instances, directory }: AnswerDeps): readonly string[] => {
  const asked = [...instances, ...directory.instances()].filter(
    ({ id }) => instanceId === undefined || id === instanceId,
  );
  return [...new Set(asked.map(({ region }) => region))];
};

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
