import type { Answer } from '../answer/answer';
import { collapseCopies } from '../change/replica-copies';
import type { Query } from '../query/query';
import { type ChangeRequest, newestFirst } from '../sources/change-source';
import type { AnswerDeps } from './answer-deps';
import { type WithHistory, withHistory } from './earlier';
import { findOptional } from './find-optional';
import { inInstance } from './in-instance';
import { findOriginals } from './originals';

/** Of longer windows, how many other changes there were says nothing. */
const SHORT_WINDOW_MS = 26 * 3_600_000;

const isNarrowed = ({ verbs, only }: Query, { by, eventId }: ChangeRequest): boolean =>
  by !== undefined || eventId !== undefined || verbs.length > 0 || only.length > 0;

/** A name that nothing with an id has is of attempts, or of creates whose answer is hidden. */
const isAboutThing = ({ targets = [], name }: ChangeRequest): boolean => targets.length > 0 || name !== undefined;

/**
 * How much else happened in a short window in which a thing had no change, in the one instance that is meant or, where there is none, in
 * all; undefined where that could not be read whole.
 */
export const findElsewhere = async (
  query: Query,
  request: ChangeRequest,
  deps: AnswerDeps,
): Promise<Answer['elsewhere']> => {
  const { find, now } = deps;
  const { targets = [], window, instanceId } = request;
  const { from, to } = window;
  if (!isAboutThing(request) || from === undefined || isNarrowed(query, request)) return undefined;
  const until = to === undefined ? now().getTime() : Date.parse(to);
  if (until - Date.parse(from) > SHORT_WINDOW_MS) return undefined;
  const places = new Set(targets.map(({ instance }) => instance?.id));
  const [place] = places.size === 1 ? places : [];
  const inPlace = instanceId ?? place;
  const everything = { types: [], window, ...(inPlace !== undefined && { instanceId: inPlace }) };
  const { changes: all, whole } = await findOptional('nearby', everything, find);
  if (!whole) return undefined;
  const placed = inPlace === undefined ? undefined : await inInstance(all, inPlace, deps.directory, deps);
  const changes = placed?.changes ?? all;
  const found = new Set(changes.map(({ eventId }) => eventId));
  const repeated = await findOriginals(changes, find);
  const once = collapseCopies(newestFirst([...changes, ...repeated.changes])).changes;
  const made = once.filter(({ eventId, outcome }) => found.has(eventId) && outcome.kind === 'succeeded');
  const unplaced = (placed?.unplaced ?? []).filter(({ outcome }) => outcome.kind === 'succeeded').length;
  return {
    changes: made.length,
    ...(made[0] !== undefined && { newest: made[0].time }),
    ...(inPlace !== undefined && { instanceId: inPlace }),
    ...(unplaced > 0 && { unplaced }),
  };
};

/** The newest change of the targets before a window that held none. */
export const findLastBefore = async (
  query: Query,
  request: ChangeRequest,
  deps: AnswerDeps,
): Promise<WithHistory | undefined> => {
  const { find } = deps;
  const { window, instanceId } = request;
  if (!isAboutThing(request) || window.from === undefined || isNarrowed(query, request)) return undefined;
  const to = `${new Date(Date.parse(window.from) - 1000).toISOString().slice(0, 19)}Z`;
  const before = { ...request, window: { to } };
  const { changes: all, whole } = await findOptional('nearby', before, find);
  const changes = instanceId === undefined ? all : (await inInstance(all, instanceId, deps.directory, deps)).changes;
  const once = collapseCopies(changes);
  const newest = once.changes.find(({ outcome }) => outcome.kind === 'succeeded');
  if (!whole || newest === undefined) return undefined;
  return withHistory({ changes: [newest, ...(once.copiesOf.get(newest.eventId) ?? [])] }, before, find);
};
