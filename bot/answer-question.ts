import type { AnsweredChange, NamedResource } from './answer/answer';
import type { Coverage } from './answer/coverage';
import { isByPerson, isWorthALook } from './answer/judge';
import { nameActor, nameResource, nameSeenBy } from './answer/name';
import { sentenceOf } from './answer/wording';
import { type Change, ENDINGS } from './change/change';
import { type ResourceRef, sameResource } from './change/resource';
import { type Directory, withFacts } from './directory/directory';
import { type AnswerDeps, type Answered, isoNow } from './look-up/answer-deps';
import { ANSWERED_TOGETHER, chooseInstance, findMeaning, type Meant } from './look-up/find-meaning';
import { bearersOf, distinctThings, scopeOf } from './look-up/known-names';
import { nameActors } from './look-up/name-actors';
import { observe } from './look-up/observe';
import type { Only, Query } from './query/query';
import { type ChangeRequest, type Found, relationTo } from './sources/change-source';

export type { AnswerDeps, Answered, OnUnderway } from './look-up/answer-deps';

/** The whole look-up: what was asked, what it means, what happened, who did it, how surely. */
export const answerQuestion = async (query: Query, deps: AnswerDeps): Promise<Answered> => {
  const instance = chooseInstance(query, deps);
  if (instance.kind === 'mistake') return instance;
  const meant = await findMeaning(query, instance.id, deps);
  if (meant.kind === 'answer') return meant;

  const { request, subjects, found, directory: told } = await findChanges(query, meant, deps);
  const within = inInstance(found, request, told);
  const { directory, notes } = await nameActors(within.found, told, deps);
  await deps.learn?.(found.facts);

  const targets = request.targets ?? [];
  const changes = within.found.changes
    .map((change) => tell(change, targets, directory))
    .filter((answered) => fitsFilters(answered, query));
  const observation = await observe(query, targets, within.found, deps);
  const noSuchPerson =
    query.subject.kind === 'everything' &&
    request.by !== undefined &&
    request.by.connectUserIds.length === 0 &&
    found.changes.length === 0;
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
      total: changes.length,
      nearby: [],
      coverage: withNotes(found.coverage, [...meant.notes, ...within.notes, ...notes]),
      choices: [],
      suggestions: noSuchPerson ? directory.nearest(request.by?.names[0] ?? '', 3, { types: ['user'] }) : [],
      ...(observation !== undefined && { observation }),
    },
  };
};

interface FoundForMeaning {
  readonly request: ChangeRequest;
  readonly subjects: readonly NamedResource[];
  readonly found: Found;
  readonly directory: Directory;
}

/**
 * Looks for what was meant. The records that are read on the way may tell of more things that bore the name, or of one that
 * bears it to the letter; then these are looked for.
 */
const findChanges = async (query: Query, meant: Meant, deps: AnswerDeps): Promise<FoundForMeaning> => {
  const { request, subjects } = meant;
  const found = await findOfAnyone(request, deps);
  const directory = withFacts(meant.directory, found.facts);
  const first = { request, subjects, found, directory };
  const { targets = [] } = request;
  if (query.subject.kind !== 'name' || targets.length === 0) return first;
  const entries = bearersOf(query.subject.name, scopeOf(query, request.instanceId), directory);
  const bearers = distinctThings(entries.map(({ ref }) => ref));
  const isNew = bearers.some((ref) => !targets.some((target) => sameResource(ref, target)));
  if (!isNew || bearers.length > ANSWERED_TOGETHER) return first;
  const meantNow = { ...request, targets: bearers };
  const foundNow = await deps.find(meantNow);
  return {
    request: meantNow,
    subjects: bearers.map((ref) => nameResource(directory, ref, isoNow(deps.now))),
    found: foundNow,
    directory: withFacts(directory, foundNow.facts),
  };
};

/** Who signs in by no such name may be a role, which only its own records name: then everything is read. */
const findOfAnyone = async (request: ChangeRequest, { find }: AnswerDeps): Promise<Found> => {
  const found = await find(request);
  const { by } = request;
  const nobody = by !== undefined && by.connectUserIds.length === 0 && found.changes.length === 0;
  return nobody ? find({ ...request, by: { ...by, everywhere: true } }) : found;
};

/** Changes of one instance; where a record names none, the instance that the directory knows the thing in. */
const inInstance = (
  found: Found,
  { instanceId }: ChangeRequest,
  directory: Directory,
): { readonly found: Found; readonly notes: readonly string[] } => {
  if (instanceId === undefined) return { found, notes: [] };
  const instanceOf = ({ resource }: Change): string | undefined =>
    (resource.instance ?? directory.entry(resource)?.ref.instance)?.id ??
    (resource.type === 'instance' ? resource.id : undefined);
  const changes = found.changes.filter((change) => instanceOf(change) === instanceId);
  const placeless = found.changes.filter((change) => instanceOf(change) === undefined).length;
  const were = placeless === 1 ? '1 change was' : `${placeless} changes were`;
  const notes = placeless === 0 ? [] : [`${were} left out because no record names the instance.`];
  return { found: { ...found, changes }, notes };
};

/** What was cut on the way to the answer cuts the answer. */
const withNotes = (coverage: Coverage, notes: readonly string[]): Coverage => ({
  ...coverage,
  complete: coverage.complete && !notes.some((note) => note.startsWith('Partial')),
  notes: [...coverage.notes, ...notes],
});

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
