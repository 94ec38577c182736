import type { ResourceRef } from '../change/resource';
import type { DirectoryFact, PersonName } from './facts';

/**
 * A fact as it is kept. Listings repeat themselves, so they are kept as runs: one name, its first and its newest sighting, with
 * no other name and no absence between. A run is known by its first sighting, which never changes.
 */
export type Remembered =
  | Exclude<DirectoryFact, { kind: 'listed' }>
  | {
      readonly kind: 'listed';
      readonly ref: ResourceRef;
      readonly name: string;
      readonly at: string;
      readonly until: string;
      readonly person?: PersonName;
    };
type Run = Extract<Remembered, { kind: 'listed' }>;

/** A run is moved on at most this often. */
const REFRESH_MS = 24 * 3_600_000;
/** For how long "Connect does not know this id" is believed. */
export const NOT_KNOWN_SECONDS = 24 * 3_600;

/** The facts that a remembered one stands for. */
export const factsOf = (remembered: Remembered): readonly DirectoryFact[] => {
  if (remembered.kind !== 'listed') return [remembered];
  const { until, person, ...first } = remembered;
  const newest = { ...first, at: until, ...(person !== undefined && { person }) };
  return first.at === until ? [newest] : [first, newest];
};

/** What to keep of new facts about one resource, given what is kept of it already. Takes and gives any order. */
export const worthKeeping = (kept: readonly Remembered[], facts: readonly DirectoryFact[]): readonly Remembered[] => {
  const known = [...kept];
  const worth = new Map<string, Remembered>();
  for (const fact of [...facts].sort((a, b) => ms(a.at) - ms(b.at))) {
    const keep = keepOne(known, fact);
    if (keep === undefined) continue;
    const place = known.findIndex((one) => identity(one) === identity(keep));
    known.splice(place < 0 ? known.length : place, place < 0 ? 0 : 1, keep);
    worth.set(identity(keep), keep);
  }
  return [...worth.values()];
};

const ms = (at: string): number => Date.parse(at);

/** Which remembered facts are one and the same. */
export const identity = (remembered: Remembered): string => {
  switch (remembered.kind) {
    case 'listed':
    case 'named':
      return JSON.stringify([remembered.kind, remembered.at, remembered.name]);
    case 'deleted':
    case 'missing':
      return JSON.stringify([remembered.kind, remembered.at]);
    case 'not known':
      return JSON.stringify([remembered.kind]);
  }
};

const keepOne = (known: readonly Remembered[], fact: DirectoryFact): Remembered | undefined => {
  switch (fact.kind) {
    case 'listed':
      return keepListed(known, fact);
    case 'missing':
      return isAwayAt(known, fact.at) ? undefined : fact;
    case 'not known':
      return known.some((one) => one.kind === 'not known' && ms(one.at) >= ms(fact.at)) ? undefined : fact;
    case 'named':
      return known.some((one) => identity(one) === identity(fact) && (isMaking(one) || !fact.made)) ? undefined : fact;
    case 'deleted':
      return known.some((one) => identity(one) === identity(fact)) ? undefined : fact;
  }
};

/** What was kept before this was told of a making does not say it. */
const isMaking = (one: Remembered): boolean => one.kind === 'named' && one.made === true;

const keepListed = (
  known: readonly Remembered[],
  { person, ...fact }: Extract<DirectoryFact, { kind: 'listed' }>,
): Run | undefined => {
  const run = runAt(known, fact.at);
  if (run === undefined || run.name !== fact.name) {
    return { ...fact, until: fact.at, ...(person !== undefined && { person }) };
  }
  const until = ms(fact.at) > ms(run.until) ? fact.at : run.until;
  const isNewer = until === fact.at;
  const isDue = ms(fact.at) - ms(run.until) >= REFRESH_MS;
  const tellsMore = isNewer && (!samePerson(person ?? run.person, run.person) || isOtherAlias(fact.ref, run.ref));
  if (!isDue && !tellsMore) return undefined;
  const latest = person ?? run.person;
  return { ...run, ref: fuller(fact.ref, run.ref), until, ...(latest !== undefined && { person: latest }) };
};

const samePerson = (a: PersonName | undefined, b: PersonName | undefined): boolean =>
  a?.firstName === b?.firstName && a?.lastName === b?.lastName;

const isOtherAlias = (now: ResourceRef, before: ResourceRef): boolean =>
  now.instance?.alias !== undefined && now.instance.alias !== before.instance?.alias;

/** Whether a fact tells nothing more than the same one did before, but that a listing still shows it. */
export const isOnlySeenAgain = (before: Remembered | undefined, now: Remembered): boolean =>
  before?.kind === 'listed' &&
  now.kind === 'listed' &&
  samePerson(before.person, now.person) &&
  !isOtherAlias(now.ref, before.ref);

const fuller = (now: ResourceRef, before: ResourceRef): ResourceRef => (isOtherAlias(now, before) ? now : before);

/** The run that a sighting at this moment would belong to: the newest that began by then, unless something came between. */
const runAt = (known: readonly Remembered[], at: string): Run | undefined => {
  const begun = known.filter((one): one is Run => one.kind === 'listed' && ms(one.at) <= ms(at));
  const run = begun.reduce<Run | undefined>((best, one) => (best && ms(best.at) > ms(one.at) ? best : one), undefined);
  if (run === undefined) return undefined;
  const broken = known.some(
    (one) => one.kind !== 'listed' && one.kind !== 'not known' && ms(one.at) > ms(run.until) && ms(one.at) <= ms(at),
  );
  return broken ? undefined : run;
};

/** Whether its absence at this moment is known already: the last thing kept before it is an absence. */
const isAwayAt = (known: readonly Remembered[], at: string): boolean => {
  const last = (kinds: readonly Remembered['kind'][]): number =>
    Math.max(
      ...known
        .filter((one) => kinds.includes(one.kind))
        .map((one) => ms(one.kind === 'listed' ? one.until : one.at))
        .filter((moment) => moment <= ms(at)),
    );
  return last(['missing', 'deleted']) > last(['listed', 'named']);
};
