import {
  CHANGES,
  EVENT_SOURCES,
  eventSourceOf,
  givesName,
  namingOperations,
  OPERATIONS,
  type Operation,
  operationNamesTouching,
  type ResourceType,
} from '../change/catalogue';
import { phrases } from '../words/words';
import type { ChangeRequest, PersonMatch } from './change-source';

/** The one attribute that a LookupEvents call may name. */
export interface LookupAttribute {
  readonly key: 'EventName' | 'EventSource' | 'Username' | 'EventId';
  readonly value: string;
}

/**
 * How to read a request out of LookupEvents: either some walks at once, or a choice between walking everything of the
 * event sources and a fan-out over names. What the first page of each event source shows decides the choice.
 */
export type Plan =
  | { readonly kind: 'walks'; readonly walks: readonly LookupAttribute[] }
  | {
      readonly kind: 'choice';
      readonly sources: readonly LookupAttribute[];
      readonly fanOut: readonly LookupAttribute[];
      /** Calls that the fan-out takes at least; names that other services share bring their events along. */
      readonly fanOutCost: number;
      /** What the fan-out can't show; the walk of the event sources shows it. */
      readonly fanOutNotes: readonly string[];
    };

/** A day, also one that a clock change makes longer: the longest window over which tags are looked for by name: `TagResource` is an event of hundreds of services. */
export const TAG_WINDOW_HOURS = 26;
export const TAG_NOTE = phrases.search.noTags;
export const NAMES_NOTE = phrases.search.noNewerKinds;
/** One call for each type of thing: to look for them costs more than all that is asked for. */
export const ATTEMPTS_NOTE = phrases.search.noOtherAttempts;
export const USERNAME_NOTE = phrases.search.noOtherSessions;

/** What shares its name with other services brings their events along. */
export const costOf = (name: string): number =>
  OPERATIONS.some((one) => one.name === name && one.sharedWith > 0) ? 3 : 1;

/** How many pages of everything are read to find also what a user name can't find; about ten seconds. */
const USERNAME_COST = 20;

/** Names of roles and of permission sets hold no space. */
const mayBeOfRole = (name: string): boolean => /^\S+$/.test(name.trim());

export const isTagging = ({ type }: Operation): boolean => type === 'resource-tags';

/** The operations of which a change may answer a request. */
export const operationsFor = (request: ChangeRequest): readonly Operation[] => {
  const { eventNames, naming, own } = request;
  if (eventNames !== undefined) return CHANGES.filter(({ name }) => eventNames.includes(name));
  const types = typesOf(request);
  if (naming) return namingOperations(types.length > 0 ? types : undefined);
  const touch = touching(types, own === true);
  return distinct([...touch, ...attemptsAtName(request)]);
};

/** Operations that may fail to make another thing of the name that is asked for, of whatever type: `isMeantByName` takes these too. */
const attemptsAtName = ({ name, types, targets = [] }: ChangeRequest): readonly Operation[] => {
  if (name === undefined || types.length > 0) return [];
  const sources = new Set<string>(targets.map(({ service }) => EVENT_SOURCES[service]));
  return NAMED_ONLY.filter((operation) => sources.has(eventSourceOf(operation)));
};

/** Those whose request states a name that no directory learns: without an id that is another, or of what they end. */
const NAMED_ONLY = CHANGES.filter(
  ({ name, ids, names }) =>
    names.length > 0 &&
    (ids.length === 0 || ids.some((path) => names.includes(path)) || !givesName({ eventName: name })),
);

/** The cheapest true plan for one Region; `hours` is the length of the window, which is already bounded. */
export const planLookup = (request: ChangeRequest, hours: number): Plan => {
  const { eventId, by } = request;
  if (eventId !== undefined) return { kind: 'walks', walks: [{ key: 'EventId', value: eventId }] };
  // Whoever is known by id alone can't be a role too.
  if (by !== undefined && by.connectUserIds.length > 0 && by.names.length === 0) {
    return { kind: 'walks', walks: userNames(by) };
  }

  const tagsToo = hours <= TAG_WINDOW_HOURS;
  const operations = operationsFor(request);
  if (request.eventNames !== undefined) return byNames(operations, tagsToo);
  const types = typesOf(request);
  if (types.includes('resource-tags') && !tagsToo) return { kind: 'walks', walks: sourcesOf(CHANGES) };
  const wanted = operations.filter((operation) => tagsToo || !isTagging(operation));
  const isKnown = by !== undefined && by.connectUserIds.length > 0;
  if (by !== undefined && !by.everywhere && (types.length === 0 || isKnown)) {
    const fanOut = userNames(by);
    return {
      kind: 'choice',
      sources: sourcesOf(wanted),
      fanOut,
      // Where the name is a Connect user's, that it is a role's too is unlikely.
      fanOutCost: isKnown ? fanOut.length : USERNAME_COST,
      // The full name of a Connect user can be no role's.
      fanOutNotes: isKnown && !by.names.some(mayBeOfRole) ? [] : [USERNAME_NOTE],
    };
  }
  const attempts = new Set(attemptsAtName(request).map(({ name }) => name));
  const touch = new Set(touching(types, request.own === true).map(({ name }) => name));
  const left = [...attempts].some((name) => !touch.has(name));
  const names = distinct(longestFirst(wanted).map(({ name }) => name)).filter(
    (name) => touch.has(name) || !attempts.has(name),
  );
  return {
    kind: 'choice',
    sources: sourcesOf(wanted),
    fanOut: names.map((value) => ({ key: 'EventName', value })),
    fanOutCost: names.reduce((sum, name) => sum + costOf(name), 0),
    // What gives no name can't be a tag, nor an event that nobody knows.
    fanOutNotes: request.naming ? [] : [...(tagsToo ? [] : [TAG_NOTE]), ...(left ? [ATTEMPTS_NOTE] : []), NAMES_NOTE],
  };
};

/**
 * What a thing has most of goes first: its pages follow on each other, while other names are read beside them. It is made and
 * deleted once, and edited over and over.
 */
const longestFirst = (operations: readonly Operation[]): readonly Operation[] =>
  [...operations].sort((a, b) => Number(isOnce(a)) - Number(isOnce(b)));

const isOnce = ({ verb }: Operation): boolean => verb !== 'update' && verb !== 'associate' && verb !== 'put';

/** Given names, looked up as they are. Tags over a long window cost as much as walking everything does. */
const byNames = (operations: readonly Operation[], tagsToo: boolean): Plan => {
  if (!tagsToo && operations.some(isTagging)) return { kind: 'walks', walks: sourcesOf(operations) };
  const names = distinct(operations.map(({ name }) => name));
  return {
    kind: 'choice',
    sources: sourcesOf(operations),
    fanOut: names.map((value) => ({ key: 'EventName', value })),
    fanOutCost: names.reduce((sum, name) => sum + costOf(name), 0),
    fanOutNotes: [],
  };
};

/** The types that a request is about; none where it may be about any. */
const typesOf = ({ types, targets = [] }: ChangeRequest): readonly ResourceType[] => {
  const all = distinct([...types, ...targets.map(({ type }) => type)]);
  return all.includes('unknown') ? [] : all;
};

/** The operations that can touch one of the types, or all. Tags of a thing are events of the thing's own service. */
const touching = (types: readonly ResourceType[], own: boolean): readonly Operation[] => {
  if (types.length === 0) return CHANGES;
  return distinct(
    types.flatMap((type) => {
      const { direct, indirect, tags } = operationNamesTouching(type);
      const names = new Set(own ? direct : [...direct, ...indirect]);
      const touch = CHANGES.filter((operation) => names.has(operation.name));
      const services = new Set((touch.length > 0 ? touch : CHANGES).map(({ service }) => service));
      return [
        ...touch,
        ...CHANGES.filter((operation) => tags.includes(operation.name) && services.has(operation.service)),
      ];
    }),
  );
};

const sourcesOf = (operations: readonly Operation[]): readonly LookupAttribute[] =>
  distinct(operations.map(eventSourceOf)).map((value) => ({ key: 'EventSource', value }));

/**
 * What LookupEvents knows a person by: the id of a Connect user, a session name, a user name. It compares letter by letter;
 * names are commonly written small.
 */
const userNames = ({ connectUserIds, names }: PersonMatch): readonly LookupAttribute[] => {
  const spellings = names.flatMap((name) => [name, name.toLowerCase(), ...(SESSION_NAMES[name.toLowerCase()] ?? [])]);
  return distinct([...connectUserIds, ...spellings]).map((value) => ({ key: 'Username', value }));
};

const SESSION_NAMES: Readonly<Record<string, readonly string[]>> = { 'replica sync': ['ResourceSynchronization'] };

const distinct = <T>(items: readonly T[]): readonly T[] => [...new Set(items)];

/** What the first page of an event source's walk tells: all of it, or how dense the rest will be. */
export interface Probe {
  readonly events: number;
  readonly isLast: boolean;
  /** Length of the stretch that the page covered, and of the whole window, in milliseconds. */
  readonly coveredMs: number;
  readonly windowMs: number;
}

/** Events on a page of LookupEvents at most; one may hold fewer, and none, without being the last. */
const PAGE_EVENTS = 50;
/** A page without events says nothing of the rest: so many of them in a row are passed over before anything is decided. */
export const MOST_EMPTY_PAGES = 3;

/** Pages that the rest of the walk should take, going by how dense the events of its first page are. */
export const pagesLeft = ({ events, isLast, coveredMs, windowMs }: Probe): number => {
  if (isLast) return 0;
  if (events === 0) return Number.POSITIVE_INFINITY;
  const covered = Math.max(coveredMs, 1);
  return Math.max(1, Math.ceil((events * (windowMs - covered)) / covered / PAGE_EVENTS));
};

/** Whether to read on through the event sources (true), or to fan out over names. */
export const walkOn = (probes: readonly Probe[], fanOutCost: number): boolean =>
  probes.reduce((sum, probe) => sum + pagesLeft(probe), 0) <= fanOutCost;
