import type { AnsweredChange, NamedResource } from './answer/answer';
import type { Coverage } from './answer/coverage';
import { isByPerson, isWorthALook } from './answer/judge';
import { nameResource } from './answer/name';
import type { Change } from './change/change';
import { collapseCopies } from './change/replica-copies';
import { sameResource } from './change/resource';
import { type Directory, withFacts } from './directory/directory';
import { type AnswerDeps, type Answered, isoNow } from './look-up/answer-deps';
import { countingCalls } from './look-up/counting-calls';
import { withHistory } from './look-up/earlier';
import { findElsewhere, findLastBefore } from './look-up/elsewhere';
import { ANSWERED_TOGETHER, chooseInstance, findMeaning, type Meant } from './look-up/find-meaning';
import { bearersOf, distinctThings, scopeOf } from './look-up/known-names';
import { nameActors } from './look-up/name-actors';
import { nameThings } from './look-up/name-things';
import { findNearby } from './look-up/nearby';
import { observe } from './look-up/observe';
import { tellChange } from './look-up/tell';
import { traceUnknownUsers } from './look-up/unknown-users';
import type { Only, Query } from './query/query';
import type { ChangeRequest, Found } from './sources/change-source';

export type { AnswerDeps, Answered, OnUnderway } from './look-up/answer-deps';

/** The whole look-up: what was asked, what it means, what happened, who did it, how surely. */
export const answerQuestion = async (query: Query, given: AnswerDeps): Promise<Answered> => {
  const { find, withCalls } = countingCalls(given.find);
  const deps = { ...given, find };
  const instance = chooseInstance(query, deps);
  if (instance.kind === 'mistake') return instance;
  const meant = await findMeaning(query, instance.id, deps);
  if (meant.kind === 'answer') return meant;
  const { request, subjects, found, directory: told } = await findChanges(query, meant, deps);
  await deps.learn?.(found.facts);

  const whole = await withHistory(found, request, find);
  const within = inInstance(whole.changes, request, told);
  const { changes: once, copiesOf } = collapseCopies(within.changes);
  const history = { ...whole, changes: once };
  const near = await findNearby(query, request, history, deps);
  const nearby = near?.kind === 'read' ? near : undefined;
  const nearOnce = collapseCopies(nearby?.history.changes ?? []).changes;
  const lastBefore = once.length > 0 ? undefined : await findLastBefore(query, request, deps);
  const elsewhere = once.length > 0 ? undefined : await findElsewhere(query, request, deps);

  const shown = [...once, ...nearOnce, ...(lastBefore?.changes ?? [])];
  const facts = [...whole.facts, ...(nearby?.history.facts ?? []), ...(lastBefore?.facts ?? [])];
  const taken = [...once.map(history.effectOf), ...nearOnce.map(nearby?.history.effectOf ?? history.effectOf)];
  const things = await nameThings(
    [...shown, ...whole.besides],
    taken.flatMap((effect) => effect.taken),
    withFacts(told, facts),
    deps,
  );
  const { directory, notes } = await nameActors(shown, things, deps);
  const users = await traceUnknownUsers(shown, directory, find);

  const targets = request.targets ?? [];
  const teller = { targets, directory, history, copies: copiesOf, users };
  const changes = once.map((change) => tellChange(change, teller)).filter((one) => fitsFilters(one, query));
  const observation = await observe(query, targets, { changes: once, coverage: found.coverage }, deps);
  const noSuchPerson = isNoSuchPerson(query, request, found);
  return {
    kind: 'answer',
    answer: {
      query,
      outcome: changes.length > 0 ? 'found' : noSuchPerson ? 'unknown' : 'nothing',
      subjects: subjects.map((subject) =>
        subject.ref.id === undefined ? subject : nameResource(directory, subject.ref, isoNow(deps.now)),
      ),
      changes: query.limit === undefined ? changes : changes.slice(0, query.limit),
      total: changes.length,
      nearby:
        nearby === undefined
          ? []
          : nearOnce.map((change) => tellChange(change, { ...teller, targets: [], history: nearby.history })),
      ...(nearby !== undefined && { nearbyWindow: nearby.window }),
      ...(elsewhere !== undefined && { elsewhere }),
      ...(lastBefore?.changes[0] !== undefined && {
        lastBefore: tellChange(lastBefore.changes[0], { ...teller, history: lastBefore }),
      }),
      coverage: withNotes(withCalls(found.coverage), [
        ...meant.notes,
        ...within.notes,
        ...whole.notes,
        ...(near?.kind === 'not read' ? [NEARBY_NOTE] : []),
        ...personNotes(query, request, found),
        ...notes,
      ]),
      choices: [],
      ...(noSuchPerson && { unknownPerson: true as const }),
      suggestions: noSuchPerson ? directory.nearest(request.by?.names[0] ?? '', 3, { types: ['user'] }) : [],
      ...(observation !== undefined && { observation }),
    },
  };
};

const NEARBY_NOTE =
  'What happened nearby was not looked for: that would have taken more calls of CloudTrail than it is worth.';

/** Of a thing that is known, nothing by somebody whom nothing names may be a slip of the finger. */
const personNotes = ({ subject, by: asked }: Query, { by }: ChangeRequest, { changes }: Found): readonly string[] => {
  if (subject.kind === 'everything' || asked?.kind !== 'name' || changes.length > 0) return [];
  return by?.connectUserIds.length === 0
    ? [`No Connect user is or was called “${asked.name}”, as far as is known.`]
    : [];
};

const isNoSuchPerson = ({ subject }: Query, { by }: ChangeRequest, { changes }: Found): boolean =>
  subject.kind === 'everything' && by !== undefined && by.connectUserIds.length === 0 && changes.length === 0;

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
  all: readonly Change[],
  { instanceId }: ChangeRequest,
  directory: Directory,
): { readonly changes: readonly Change[]; readonly notes: readonly string[] } => {
  if (instanceId === undefined) return { changes: all, notes: [] };
  const instanceOf = ({ resource }: Change): string | undefined =>
    (resource.instance ?? directory.entry(resource)?.ref.instance)?.id ??
    (resource.type === 'instance' ? resource.id : undefined);
  const changes = all.filter((change) => instanceOf(change) === instanceId);
  const placeless = all.filter((change) => instanceOf(change) === undefined).length;
  const were = placeless === 1 ? '1 change was' : `${placeless} changes were`;
  return { changes, notes: placeless === 0 ? [] : [`${were} left out because no record names the instance.`] };
};

/** What was cut on the way to the answer cuts the answer. */
const withNotes = (coverage: Coverage, notes: readonly string[]): Coverage => ({
  ...coverage,
  complete: coverage.complete && !notes.some((note) => note.startsWith('Partial')),
  notes: [...new Set([...coverage.notes, ...notes])],
});

const FILTERS: Readonly<Record<Only, (answered: AnsweredChange) => boolean>> = {
  people: ({ change }) => isByPerson(change),
  pipelines: ({ change }) => !isByPerson(change),
  failed: ({ change }) => change.outcome.kind === 'failed',
  direct: ({ relation }) => relation === 'direct',
  'worth-a-look': ({ change, actor }) => isWorthALook(change, actor),
};

const fitsFilters = (answered: AnsweredChange, { verbs, only }: Query): boolean =>
  (verbs.length === 0 || verbs.includes(answered.change.verb)) && only.every((filter) => FILTERS[filter](answered));
