import type { Answer, AnsweredChange, NamedResource } from './answer/answer';
import { isWorthALook, mayBeByPerson, mayBeByPipeline } from './answer/judge';
import { withNotes } from './answer/lacks';
import { nameResource } from './answer/name';
import { parseArn } from './change/arn';
import type { Change } from './change/change';
import { type Copied, collapseCopies } from './change/replica-copies';
import { sameResource } from './change/resource';
import { type Directory, withFacts } from './directory/directory';
import { findActs } from './look-up/acts-of-name';
import { type AnswerDeps, type Answered, isoNow } from './look-up/answer-deps';
import { countingCalls } from './look-up/counting-calls';
import { BEFORE_NOTE, type WithHistory, withHistory } from './look-up/earlier';
import { findElsewhere, findLastBefore } from './look-up/elsewhere';
import { chooseInstance, findMeaning, type Meant } from './look-up/find-meaning';
import { instancesOfPerson, nearestPeople } from './look-up/find-person';
import { inInstance, placeNotes, whereNow } from './look-up/in-instance';
import {
  alikeNotes,
  asRecorded,
  distinctThings,
  entriesNamed,
  goingBy,
  oncePerThing,
  scopeOf,
  underAllNames,
} from './look-up/known-names';
import { nameActors } from './look-up/name-actors';
import { nameThings } from './look-up/name-things';
import { findNearby } from './look-up/nearby';
import { observe } from './look-up/observe';
import { mostTogether } from './look-up/subjects';
import { type Teller, tellChange } from './look-up/tell';
import { traceUnknownUsers, type UnknownUsers } from './look-up/unknown-users';
import type { Only, Query, Window } from './query/query';
import type { ChangeRequest, Found } from './sources/change-source';
import { phrases } from './words/words';

export type { AnswerDeps, Answered, OnUnderway } from './look-up/answer-deps';

/** The whole look-up: what was asked, what it means, what happened, what was there before, who did it, how surely. */
export const answerQuestion = async (question: Query, given: AnswerDeps): Promise<Answered> => {
  const { find, withCalls } = countingCalls(given.find);
  const deps = { ...given, find };
  const instance = chooseInstance(question, deps);
  if (instance.kind === 'mistake') return instance;
  const meant = await findMeaning(question, instance.id, deps);
  if (meant.kind === 'answer') return withActs(meant, deps);
  const { query } = meant;
  const asked = await findChanges(query, meant, deps);
  await deps.learn?.(asked.found.facts);
  const happened = await whatHappened(query, asked, deps);
  const known = await whoAndWhat(asked, happened, deps);
  const { directory } = known;
  const { request, found } = asked;
  const { changes, ...told } = tellAll(query, asked, happened, known);
  const observation = await observe(
    query,
    request.targets ?? [],
    { changes: happened.own.changes, coverage: found.coverage },
    deps,
  );
  const noSuchPerson = isNoSuchPerson(query, request, found);
  const people = peopleOf(request, directory, isoNow(deps.now));
  const actedAs = deps.changesAlone ? undefined : await findActs(query, directory, deps);
  const notes = [
    ...meant.notes,
    ...(changes.length === 0 ? foreignArnNotes(query) : []),
    ...asked.notes,
    ...happened.notes.filter((note) => note !== BEFORE_NOTE || changes.some(hasUnread)),
    ...(noSuchPerson ? [] : personNotes(query, request, found, directory, deps)),
    ...known.notes,
    ...(changes.some(({ actor }) => actor.traces !== undefined) ? known.users.notes : []),
  ];
  return {
    kind: 'answer',
    answer: {
      query,
      ...aliasOf(instance.id, deps),
      outcome: changes.length > 0 ? 'found' : noSuchPerson ? 'unknown' : 'nothing',
      subjects: subjectsNow(asked, happened, directory, isoNow(deps.now)),
      ...withinLimit(changes, query),
      total: changes.length,
      failed: changes.filter(({ change }) => change.outcome.kind === 'failed').length,
      ...told,
      coverage: withNotes(withCalls(found.coverage), notes, query),
      choices: [],
      ...(people.length > 0 && { people }),
      ...(actedAs !== undefined && { actedAs }),
      ...(noSuchPerson && { unknownPerson: true as const }),
      suggestions: noSuchPerson ? nearestPeople(request.by?.names[0] ?? '', directory, deps) : [],
      ...(observation !== undefined && { observation }),
    },
  };
};

/** The changes in words: those that were asked for, and what stands beside them. */
const tellAll = (
  query: Query,
  { request: { targets = [] } }: FoundForMeaning,
  { own, nearby, lastBefore, elsewhere }: Happened,
  { directory, users }: WhoAndWhat,
) => {
  const tellerOf = ({ history, copies }: Told): Teller => ({ targets, directory, history, copies, users });
  const [before] = lastBefore?.changes ?? [];
  return {
    changes: own.changes
      .map((change) => tellChange(change, tellerOf(own)))
      .filter((answered) => fitsFilters(answered, query)),
    nearby: (nearby?.changes ?? []).map((change) => tellChange(change, { ...tellerOf(nearby ?? own), targets: [] })),
    ...(nearby !== undefined && { nearbyWindow: nearby.window }),
    ...(elsewhere !== undefined && { elsewhere }),
    ...(lastBefore !== undefined && before !== undefined && { lastBefore: tellChange(before, tellerOf(lastBefore)) }),
  };
};

/** What was asked about, as it is called and where it is now. */
const subjectsNow = (
  { subjects }: FoundForMeaning,
  { own, lastBefore }: Happened,
  directory: Directory,
  now: string,
): readonly NamedResource[] =>
  subjects.map((subject) => {
    if (subject.ref.id === undefined) return subject;
    const ref = asRecorded(subject.ref, [...own.changes, ...(lastBefore?.changes ?? [])]);
    return nameResource(directory, whereNow(ref, own.changes, directory), now);
  });

const aliasOf = (id: string | undefined, { instances, directory }: AnswerDeps): Pick<Answer, 'instanceAlias'> => {
  const known = [...instances, ...directory.instances()].filter((one) => id !== undefined && one.id === id);
  const alias = known.find((one) => one.alias !== undefined)?.alias;
  return alias === undefined ? {} : { instanceAlias: alias };
};

const withinLimit = (changes: readonly AnsweredChange[], { limit = changes.length }: Query) => ({
  changes: changes.slice(0, limit),
  ...(changes.length > limit && { beyondLimit: changes.slice(limit) }),
});
/** Of a name that no thing has: who made changes under it is known all the same. */
const withActs = async (answered: Extract<Answered, { kind: 'answer' }>, deps: AnswerDeps): Promise<Answered> => {
  const { query } = answered.answer;
  const answer = { ...answered.answer, coverage: withNotes(answered.answer.coverage, [], query) };
  const mayAct = answer.outcome === 'unknown' && !deps.changesAlone;
  const actedAs = mayAct ? await findActs(query, deps.directory, deps) : undefined;
  return { kind: 'answer', answer: actedAs === undefined ? answer : { ...answer, outcome: 'nothing', actedAs } };
};

/** The Connect users that `by:` means, each once though a replica has them too. */
const peopleOf = ({ by }: ChangeRequest, directory: Directory, now: string): readonly NamedResource[] => {
  const entries = (by?.connectUserIds ?? []).flatMap((id) => directory.withId(id));
  const users = distinctThings(entries.map(({ ref }) => ref).filter(({ type }) => type === 'user'));
  return users.map((ref) => nameResource(directory, ref, now));
};

const hasUnread = ({ fields }: AnsweredChange): boolean =>
  fields.some(({ from }) => from.kind === 'not known' && from.because === 'not read');

/** Changes to be told, each once, with what is known of their effects. */
interface Told {
  readonly changes: readonly Change[];
  readonly history: WithHistory;
  readonly copies: Copied['copiesOf'];
}

const toldOf = (history: WithHistory): Told => {
  const { changes, copiesOf: copies } = collapseCopies(history.changes);
  return { changes, history, copies };
};

interface Happened {
  readonly own: Told;
  readonly nearby?: Told & { readonly window: Window };
  /** Where nothing was found: the newest change before the window, and how much else happened in it. */
  readonly lastBefore?: Told;
  readonly elsewhere?: Answer['elsewhere'];
  readonly notes: readonly string[];
}

/** What was found with its history, what took the thing away, and what happened near it. */
const whatHappened = async (
  query: Query,
  { request, found, directory }: FoundForMeaning,
  deps: AnswerDeps,
): Promise<Happened> => {
  const whole = await withHistory(found, request, deps.find);
  const { instanceId } = request;
  const placed = instanceId === undefined ? undefined : await inInstance(whole.changes, instanceId, directory, deps);
  const within = {
    changes: placed?.changes ?? whole.changes,
    notes: placed === undefined ? [] : placeNotes(placed, (change) => mayFit(change, query)),
  };
  const own = toldOf({ ...whole, changes: within.changes });
  if (deps.changesAlone) return { own, notes: [...within.notes, ...whole.notes] };
  const near = await findNearby(query, request, { ...whole, changes: own.changes }, { ...deps, directory });
  const known = {
    own,
    notes: [...within.notes, ...whole.notes, ...near.notes],
    ...(near.found && { nearby: { ...toldOf(near.found.history), window: near.found.window } }),
  };
  if (own.changes.length > 0) return known;
  const lastBefore = await findLastBefore(query, request, { ...deps, directory });
  const elsewhere = await findElsewhere(query, request, { ...deps, directory });
  return { ...known, ...(lastBefore && { lastBefore: toldOf(lastBefore) }), ...(elsewhere && { elsewhere }) };
};

interface WhoAndWhat {
  readonly directory: Directory;
  readonly users: UnknownUsers;
  readonly notes: readonly string[];
}

/** Names for all that will be told, and what is known of whom nothing names. */
const whoAndWhat = async (
  asked: FoundForMeaning,
  { own, nearby, lastBefore }: Happened,
  deps: AnswerDeps,
): Promise<WhoAndWhat> => {
  const parts = [own, nearby, lastBefore].filter((part) => part !== undefined);
  const changes = parts.flatMap((part) => part.changes);
  const taken = parts.flatMap((part) => part.changes.flatMap((change) => part.history.effectOf(change).taken));
  const known = withFacts(
    asked.directory,
    parts.flatMap(({ history }) => history.facts),
  );
  const things = await nameThings([...changes, ...own.history.besides], taken, known, deps);
  const { directory, notes } = await nameActors(changes, things, deps);
  const users = await traceUnknownUsers(changes, directory, deps.find);
  return { directory, users, notes };
};

/** An ARN that is none of ours may be one that a record of a link names; where none does, it may be a slip. */
const foreignArnNotes = ({ subject }: Query): readonly string[] =>
  subject.kind === 'arn' && parseArn(subject.arn) === undefined ? [phrases.search.otherArn] : [];

/** Nothing by a name that no user has may be a slip of the finger, or the name of another instance's user. */
const personNotes = (
  { by: asked }: Query,
  { by, instanceId }: ChangeRequest,
  { changes }: Found,
  directory: Directory,
  deps: AnswerDeps,
): readonly string[] => {
  if (asked?.kind !== 'name' || changes.length > 0 || by?.connectUserIds.length !== 0) return [];
  const others = instanceId === undefined ? [] : instancesOfPerson(asked.name, directory);
  if (others.length > 0) return [phrases.search.userElsewhere({ asked: asked.name, instances: others })];
  const nearest = nearestPeople(asked.name, directory, deps);
  return [phrases.search.noSuchUser({ asked: asked.name, nearest })];
};

/** Somebody who did nothing in a window, or to one type of thing, may well be known elsewhere. */
const isNoSuchPerson = ({ subject, types }: Query, request: ChangeRequest, { changes }: Found): boolean => {
  const { by, window, instanceId } = request;
  const isWide = window.from === undefined && window.to === undefined && types.length === 0 && instanceId === undefined;
  return isWide && subject.kind === 'everything' && by?.connectUserIds.length === 0 && changes.length === 0;
};

interface FoundForMeaning {
  readonly request: ChangeRequest;
  readonly subjects: readonly NamedResource[];
  readonly found: Found;
  readonly directory: Directory;
  readonly notes: readonly string[];
}

/** Looks for what was meant, and for all that happened to what is found by its own name beside it. */
const findChanges = async (query: Query, meant: Meant, deps: AnswerDeps): Promise<FoundForMeaning> => {
  const asked = await findMeant(query, meant, deps);
  const { request, found, directory } = asked;
  const { name, targets = [] } = request;
  if (name === undefined) return asked;
  const beside = goingBy(name, found.changes, scopeOf(query, request.instanceId), directory).filter(
    ({ service }) => query.types.length > 0 || targets.some((target) => target.service === service),
  );
  const others = underAllNames(beside, directory).filter((ref) => !targets.some((target) => sameResource(ref, target)));
  if (others.length === 0) return asked;
  const whole = { ...request, targets: [...targets, ...others] };
  const foundNow = await deps.find(whole);
  return { ...asked, request: whole, found: foundNow, directory: withFacts(directory, foundNow.facts) };
};

/**
 * Looks for what was meant. The records that are read on the way may tell of more things that bore the name, or of one that
 * bears it to the letter; then these are looked for.
 */
const findMeant = async (query: Query, meant: Meant, deps: AnswerDeps): Promise<FoundForMeaning> => {
  const { request, subjects } = meant;
  const found = await findOfAnyone(request, deps);
  const directory = withFacts(meant.directory, found.facts);
  const first = { request, subjects, found, directory, notes: [] };
  const { targets = [] } = request;
  if (query.subject.kind !== 'name' || targets.length === 0) return first;
  const entries = entriesNamed(query.subject.name, scopeOf(query, request.instanceId), directory);
  const bearers = distinctThings(entries.map(({ ref }) => ref));
  const isNew = bearers.some((ref) => !targets.some((target) => sameResource(ref, target)));
  if (!isNew) return first;
  const things = oncePerThing(bearers, directory);
  if (things.length > mostTogether(deps)) {
    const others = things.length - oncePerThing(targets, directory).length;
    return { ...first, notes: [phrases.search.tooManyBearers({ count: others })] };
  }
  const meantNow = { ...request, targets: underAllNames(bearers, directory) };
  const foundNow = await deps.find(meantNow);
  return {
    request: meantNow,
    subjects: things.map((ref) => nameResource(directory, ref, isoNow(deps.now))),
    found: foundNow,
    directory: withFacts(directory, foundNow.facts),
    notes: alikeNotes(query.subject.name, entries, directory, scopeOf(query, request.instanceId)),
  };
};

/** Who signs in by no such name may be a role, which only its own records name: then everything is read. */
const findOfAnyone = async (request: ChangeRequest, { find }: AnswerDeps): Promise<Found> => {
  const found = await find(request);
  const { by } = request;
  const nobody = by !== undefined && by.connectUserIds.length === 0 && found.changes.length === 0;
  return nobody ? find({ ...request, by: { ...by, everywhere: true } }) : found;
};

type Filters<Key extends Only, T> = Readonly<Record<Key, (one: T) => boolean>>;

/** Filters that need the told change (who acted, what is worth a look), and filters that the record itself answers. */
const OF_ANSWERED: Filters<'direct' | 'worth-a-look', AnsweredChange> = {
  direct: ({ relation }) => relation === 'direct',
  'worth-a-look': ({ change, actor }) => isWorthALook(change, actor),
};
const OF_CHANGE: Filters<Exclude<Only, keyof typeof OF_ANSWERED>, Change> = {
  people: mayBeByPerson,
  pipelines: mayBeByPipeline,
  failed: ({ outcome }) => outcome.kind === 'failed',
};

const passes = <T>(one: T, only: readonly Only[], filters: Partial<Filters<Only, T>>): boolean =>
  only.every((filter) => filters[filter]?.(one) ?? true);

/** Whether a change fits the question, by its record only. */
const mayFit = (change: Change, { verbs, only }: Query): boolean =>
  (verbs.length === 0 || verbs.includes(change.verb)) && passes(change, only, OF_CHANGE);

const fitsFilters = (answered: AnsweredChange, query: Query): boolean =>
  mayFit(answered.change, query) && passes(answered, query.only, OF_ANSWERED);
