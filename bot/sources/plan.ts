import { EVENT_SOURCES, namingOperations, OPERATIONS, operationNamesTouching } from '../change/catalogue';
import type { ChangeRequest } from './change-source';

/** The one attribute that a LookupEvents call may name. */
export interface LookupAttribute {
  readonly key: 'EventName' | 'EventSource' | 'Username' | 'EventId';
  readonly value: string;
}

/**
 * How to read a request out of LookupEvents: either some walks at once, or a choice between walking everything of the
 * event sources and a fan-out over event names. What the first page of an event source shows decides the choice.
 */
export type Plan =
  | { readonly kind: 'walks'; readonly walks: readonly LookupAttribute[]; readonly notes: readonly string[] }
  | {
      readonly kind: 'choice';
      readonly sources: readonly LookupAttribute[];
      readonly fanOut: readonly LookupAttribute[];
      /** Calls that the fan-out takes at least; names that other services share bring their events along. */
      readonly fanOutCost: number;
      readonly notes: readonly string[];
    };

/** Longest window over which tags are looked for by name: `TagResource` is an event of hundreds of services. */
export const TAG_WINDOW_HOURS = 24;
const TAG_NOTE = 'Changes of tags are left out: over more than a day CloudTrail gives the tags of every service.';

const eventName = (value: string): LookupAttribute => ({ key: 'EventName', value });
const operationsByName = new Map(OPERATIONS.map((operation) => [operation.name, operation]));
const costOf = (name: string): number => ((operationsByName.get(name)?.sharedWith ?? 0) > 0 ? 3 : 1);

const sourceOf: Readonly<Record<string, string>> = {
  connect: EVENT_SOURCES.connect,
  voiceid: EVENT_SOURCES.voiceid,
  lexv1: EVENT_SOURCES.lex,
  lexv2: EVENT_SOURCES.lex,
};

/** The cheapest true plan for one Region; `hours` is the length of the window, which is already bounded. */
export const planLookup = (request: ChangeRequest, hours: number): Plan => {
  if (request.eventId !== undefined) {
    return { kind: 'walks', walks: [{ key: 'EventId', value: request.eventId }], notes: [] };
  }
  if (request.by !== undefined) {
    const names = [...request.by.connectUserIds, ...request.by.names];
    return { kind: 'walks', walks: names.map((value) => ({ key: 'Username', value })), notes: [] };
  }
  const { names, notes } = namesFor(request, hours);
  const sources = new Set(names.map((name) => sourceOf[operationsByName.get(name)?.service ?? 'connect'] ?? ''));
  return {
    kind: 'choice',
    sources: [...sources].map((value) => ({ key: 'EventSource', value })),
    fanOut: names.map(eventName),
    fanOutCost: names.reduce((sum, name) => sum + costOf(name), 0),
    notes,
  };
};

/** The event names that can answer a request, each once. Unknown names can't be among them: a note says so. */
const namesFor = (request: ChangeRequest, hours: number): { names: readonly string[]; notes: readonly string[] } => {
  if (request.naming)
    return {
      names: distinct(namingOperations(request.types.length > 0 ? request.types : undefined).map(({ name }) => name)),
      notes: [],
    };
  const types = distinct([...request.types, ...(request.targets ?? []).map(({ type }) => type)]);
  const tagsToo = hours <= TAG_WINDOW_HOURS;
  const notes = tagsToo ? [] : [TAG_NOTE];
  if (types.length === 0) {
    const all = OPERATIONS.filter(({ category }) => category === 'config-change').map(({ name }) => name);
    return { names: distinct(all.filter((name) => tagsToo || !isTagging(name))), notes };
  }
  const touching = types.map(operationNamesTouching);
  const names = touching.flatMap(({ direct, indirect, tags }) => [...direct, ...indirect, ...(tagsToo ? tags : [])]);
  return { names: distinct(names), notes };
};

const isTagging = (name: string): boolean => name === 'TagResource' || name === 'UntagResource';
const distinct = <T>(items: readonly T[]): readonly T[] => [...new Set(items)];

/** What the first page of an event source's walk tells: all of it, or how dense the rest will be. */
export interface Probe {
  readonly events: number;
  readonly isLast: boolean;
  /** Length of the stretch that the page covered, and of the whole window, in milliseconds. */
  readonly coveredMs: number;
  readonly windowMs: number;
}

/** Pages that the rest of the walk should take, going by its first page. */
export const pagesLeft = ({ isLast, coveredMs, windowMs }: Probe): number =>
  isLast ? 0 : Math.ceil(windowMs / Math.max(coveredMs, 1)) - 1;

/** Whether to read on through the event sources (true), or to fan out over names. */
export const walkOn = (probes: readonly Probe[], fanOutCost: number): boolean =>
  probes.reduce((sum, probe) => sum + pagesLeft(probe), 0) <= fanOutCost;
