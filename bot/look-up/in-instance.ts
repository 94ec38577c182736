import { CHANGES } from '../change/catalogue';
import type { Change } from '../change/change';
import { groupedBy } from '../change/grouped-by';
import { instancesNamed, intoGroup, intoInstance, isMove, isPlacing } from '../change/instances';
import { inTime } from '../change/order';
import { type ResourceRef, sameResource } from '../change/resource';
import type { Directory } from '../directory/directory';
import { phrases } from '../words/words';
import type { AnswerDeps } from './answer-deps';
import { findOptional } from './find-optional';
import { distinctThings } from './known-names';

/** Changes by whether they were in an instance. */
export interface Placed {
  readonly changes: readonly Change[];
  /** Those that may have been in it: nothing that was read tells in which one they were. */
  readonly unplaced: readonly Change[];
  /** Those of Lex and Voice ID, which are in no instance. */
  readonly outside: readonly Change[];
}

/** The calls that put a thing into an instance; of all others of such things many name none. */
const PLACING: readonly string[] = CHANGES.filter(
  ({ type, mentions }) => type === 'phone-number' && mentions.some((mention) => mention.type === 'instance'),
).map(({ name }) => name);

/**
 * The changes that were in an instance: the record names it, or another record says where the thing was then, or else the directory.
 * What was moved was in both.
 */
export const inInstance = async (
  all: readonly Change[],
  instanceId: string,
  directory: Directory,
  { find, instances }: Pick<AnswerDeps, 'find' | 'instances'>,
): Promise<Placed> => {
  const placeBefore = await placesBefore(all, directory, find);
  const known = [...instances, ...directory.instances()].flatMap(({ id, region }) =>
    id === instanceId ? [region] : [],
  );
  // Its replica in another Region may be known by its changes only.
  const regions = new Set([
    ...known,
    ...all.filter((change) => placeNamed(change, directory) === instanceId).map(({ region }) => region),
  ]);
  const whereOf = (change: Change): keyof Placed | undefined => {
    const named = placeNamed(change, directory);
    if (named === instanceId) return 'changes';
    if (named !== undefined && !isMove(change)) return undefined;
    if (change.resource.service !== 'connect') return 'outside';
    const before = placeBefore(change);
    if (before.kind === 'known') return before.id === instanceId ? 'changes' : undefined;
    const mayBe = before.among.length === 0 || before.among.includes(instanceId);
    return mayBe && (known.length === 0 || regions.has(change.region)) ? 'unplaced' : undefined;
  };
  const placed = all.map((change) => ({ change, where: whereOf(change) }));
  const those = (where: keyof Placed): readonly Change[] =>
    placed.flatMap((one) => (one.where === where ? [one.change] : []));
  return { changes: those('changes'), unplaced: those('unplaced'), outside: those('outside') };
};

/** What was left out of the changes of an instance, of those that are asked for. */
export const placeNotes = ({ unplaced, outside }: Placed, isAsked: (change: Change) => boolean): readonly string[] => {
  const [unknown, other] = [unplaced, outside].map((changes) => changes.filter(isAsked).length);
  return [
    ...(unknown ? [phrases.search.withoutInstance({ count: unknown })] : []),
    ...(other ? [phrases.search.outsideInstances({ count: other })] : []),
  ];
};

/** The instance that a record itself puts its thing into, or says it is in. */
const placeNamed = (change: Change, directory: Directory): string | undefined => {
  const { resource, mentions, inCatalogue } = change;
  const group = intoGroup(change);
  const into = intoInstance(change) ?? (group && directory.entry(group)?.ref.instance?.id);
  if (into !== undefined || resource.instance !== undefined) return into ?? resource.instance?.id;
  if (resource.type === 'instance') return resource.id;
  // A kind of change that nobody knows is one of what it names.
  return inCatalogue
    ? undefined
    : mentions.flatMap((mention) => directory.entry(mention.resource)?.ref.instance?.id ?? [])[0];
};

/** Where a thing was before a change: the instance's id, or those that it is known to have been in at some time. */
type PlaceBefore =
  | { readonly kind: 'known'; readonly id: string }
  | { readonly kind: 'not known'; readonly among: readonly string[] };

const placesBefore = async (
  all: readonly Change[],
  directory: Directory,
  find: AnswerDeps['find'],
): Promise<(change: Change) => PlaceBefore> => {
  const open = all.filter((change) => isMove(change) || placeNamed(change, directory) === undefined);
  const movable = distinctThings(
    open.flatMap(({ resource }) => (resource.type === 'phone-number' && resource.id !== undefined ? [resource] : [])),
  );
  const read =
    movable.length === 0
      ? { changes: [], whole: true }
      : await findOptional(
          'history',
          { targets: movable, own: true, eventNames: PLACING, types: [], window: {} },
          find,
        );
  const placings = [...read.changes, ...all.filter(isPlacing)]
    .filter(({ outcome }) => outcome.kind === 'succeeded')
    .sort(inTime);
  const byId = groupedBy(placings, ({ resource }) => resource.id?.toLowerCase());
  return (change) => {
    const ofId = byId.get(change.resource.id?.toLowerCase()) ?? [];
    const own = ofId.filter(({ resource }) => sameResource(resource, change.resource));
    const last = own.findLast((one) => one.eventId !== change.eventId && inTime(one, change) < 0);
    const recorded = last && placeNamed(last, directory);
    if (recorded !== undefined) return { kind: 'known', id: recorded };
    const among = placesKnown(change.resource, directory);
    const [only, ...others] = among;
    // A thing that was moved since was elsewhere before: the directory tells where it is now.
    const isMoved = own.some((one) => isMove(one) && inTime(one, change) >= 0);
    if (only === undefined || others.length > 0 || isMoved || last !== undefined) {
      return { kind: 'not known', among: isMoved ? [] : among };
    }
    return { kind: 'known', id: only };
  };
};

const placesKnown = (ref: ResourceRef, directory: Directory): readonly string[] => {
  const entry = directory.entry(ref);
  const instance = entry?.ref.instance?.id;
  return entry?.instanceIds ?? (instance === undefined ? [] : [instance]);
};

/** A thing where its newest move put it, if that came after the directory heard of it last. */
export const whereNow = (ref: ResourceRef, newestFirst: readonly Change[], directory: Directory): ResourceRef => {
  const move = newestFirst.find(
    (change) => isMove(change) && change.outcome.kind === 'succeeded' && sameResource(change.resource, ref),
  );
  const heard = directory.entry(ref)?.names.at(-1)?.lastSeen ?? '';
  const [instance] = move === undefined ? [] : instancesNamed(move).toReversed();
  return move === undefined || instance === undefined || Date.parse(move.time) < Date.parse(heard)
    ? ref
    : { ...ref, instance };
};
