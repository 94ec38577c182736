import type { LikelyPerson, Traces } from '../answer/answer';
import { nameActor, userRef } from '../answer/name';
import type { Change } from '../change/change';
import { collapseCopies } from '../change/replica-copies';
import type { Directory } from '../directory/directory';
import type { ChangeSource } from '../sources/change-source';
import { phrases } from '../words/words';
import { findOptional } from './find-optional';

/** Operations of the AWS console's "log in for emergency access"; the second was its name until June 2024. */
const TOKEN_EVENTS = ['AdminGetEmergencyAccessToken', 'GetFederationTokens'];
/** A sign-in to Connect ends after twelve hours. */
const TOKEN_LASTS_MS = 12 * 3_600_000;
const CUT_NOTE = phrases.search.notAllEmergencies;

export interface UnknownUsers {
  readonly likelyFor: (change: Change) => LikelyPerson | undefined;
  readonly tracesOf: (userId: string) => Traces | undefined;
  readonly notes: readonly string[];
}

/**
 * What records tell of the Connect users whom neither a listing nor an event names: who deleted them and when, their first and
 * last change; or, where nobody deleted them, who had asked for emergency access shortly before.
 */
export const traceUnknownUsers = async (
  changes: readonly Change[],
  directory: Directory,
  find: ChangeSource,
): Promise<UnknownUsers> => {
  const unknown = unknownActors(changes, directory);
  if (unknown.length === 0) return { likelyFor: () => undefined, tracesOf: () => undefined, notes: [] };
  const ids = unknown.map(({ userId }) => userId);
  const refs = unknown.map(({ change, userId }) => userRef(userId, change));
  const deletions = await findOptional(
    'who',
    { targets: refs, own: true, eventNames: ['DeleteUser'], types: [], window: {} },
    find,
  );
  const own = await findOptional('who', { by: { connectUserIds: ids, names: [] }, types: [], window: {} }, find);
  // The replica sync repeats a deletion, and is not who deleted the user.
  const deletionById = new Map<string, Change>();
  for (const deletion of collapseCopies(deletions.changes).changes) {
    const id = deletion.resource.id?.toLowerCase();
    if (id !== undefined && deletion.outcome.kind === 'succeeded' && !deletionById.has(id))
      deletionById.set(id, deletion);
  }
  const deletionOf = (userId: string): Change | undefined => deletionById.get(userId.toLowerCase());
  // Only Connect can say that it does not know an id; that nobody was asked says nothing.
  const denied = new Set(unknown.filter(({ isDenied }) => isDenied).map(({ userId }) => userId));
  const undeleted = [...own.changes, ...changes].filter(
    (change) => denied.has(actorId(change) ?? '') && deletionOf(actorId(change) ?? '') === undefined,
  );
  // Whoever was deleted had a login: without all deletions nobody can be told apart from emergency access.
  const tokens = deletions.whole ? await tokensBefore(undeleted, find) : undefined;

  // An answer asks about each of its changes: what is the same for all of a user's is found once.
  const actsOf = byActor([...own.changes, ...changes]);
  const traces = new Map(
    ids.map((userId): readonly [string, Traces] => {
      const deletion = deletionOf(userId);
      const times = (actsOf.get(userId) ?? []).map(({ time }) => time).sort();
      const [first, last] = [times[0], times.at(-1)];
      return [
        userId,
        {
          ...(deletion && { deletedAt: deletion.time, deletedBy: nameActor(directory, deletion).label }),
          ...(own.whole && first !== undefined && { firstChange: first }),
          ...(own.whole && last !== undefined && { lastChange: last }),
        },
      ];
    }),
  );
  // Whoever acted when nobody had asked for access is somebody else.
  const others = new Set(
    undeleted.flatMap((act) =>
      tokens !== undefined && likelyPerson(act, tokens, directory) !== undefined ? [] : [actorId(act)],
    ),
  );
  const likelyFor = (change: Change): LikelyPerson | undefined => {
    const userId = actorId(change);
    if (userId === undefined || tokens === undefined || !denied.has(userId) || others.has(userId)) return undefined;
    return deletionOf(userId) === undefined ? likelyPerson(change, tokens, directory) : undefined;
  };
  const tracesOf = (userId: string): Traces | undefined => traces.get(userId);
  return { likelyFor, tracesOf, notes: undeleted.length > 0 && tokens === undefined ? [CUT_NOTE] : [] };
};

const actorId = ({ actor }: Change): string | undefined => (actor.kind === 'connect user' ? actor.userId : undefined);

const byActor = (changes: readonly Change[]): ReadonlyMap<string, readonly Change[]> => {
  const acts = new Map<string, Change[]>();
  for (const change of changes) {
    const userId = actorId(change);
    if (userId === undefined) continue;
    const known = acts.get(userId);
    if (known === undefined) acts.set(userId, [change]);
    else known.push(change);
  }
  return acts;
};

const unknownActors = (
  changes: readonly Change[],
  directory: Directory,
): readonly { readonly userId: string; readonly change: Change; readonly isDenied: boolean }[] => {
  const found = new Map<string, Change>();
  for (const change of changes) {
    const userId = actorId(change);
    if (userId === undefined || found.has(userId)) continue;
    if (directory.nameNow(userRef(userId, change)) === undefined) found.set(userId, change);
  }
  return [...found].map(([userId, change]) => {
    const isDenied = directory.entry(userRef(userId, change))?.notKnownSince !== undefined;
    return { userId, change, isDenied };
  });
};

/** Undefined where they were not all read: with some unread, somebody else may have asked later. */
const tokensBefore = async (changes: readonly Change[], find: ChangeSource): Promise<readonly Change[] | undefined> => {
  const times = changes.map(({ time }) => time).toSorted();
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return [];
  const from = `${new Date(Date.parse(first) - TOKEN_LASTS_MS).toISOString().slice(0, 19)}Z`;
  const found = await findOptional('who', { eventNames: TOKEN_EVENTS, types: [], window: { from, to: last } }, find);
  return found.whole ? found.changes.filter(({ outcome }) => outcome.kind === 'succeeded') : undefined;
};

/** Whoever asked for emergency access to the instance last before the change. */
const likelyPerson = (change: Change, tokens: readonly Change[], directory: Directory): LikelyPerson | undefined => {
  const { instance } = change.resource;
  const before = tokens.filter(({ time, region, resource: { id } }) => {
    const isHere =
      instance === undefined || id === undefined ? region === change.region : id.toLowerCase() === instance.id;
    const gap = Date.parse(change.time) - Date.parse(time);
    return isHere && gap >= 0 && gap <= TOKEN_LASTS_MS;
  });
  const newest = before.reduce<Change | undefined>(
    (best, one) => (best && best.time >= one.time ? best : one),
    undefined,
  );
  if (newest === undefined) return undefined;
  const { label } = nameActor(directory, newest);
  const others = new Set(before.map((one) => nameActor(directory, one).label));
  return {
    name: label,
    askedAt: newest.time,
    minutesBefore: Math.floor((Date.parse(change.time) - Date.parse(newest.time)) / 60_000),
    others: others.size - 1,
  };
};
