import type { ReadAccount } from './account';
import type { ReadChange } from './change';
import type { ReadThing } from './things';

const folded = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .trim();
const small = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

/** A question in the plainest terms. */
export interface PlainQuestion {
  readonly name?: string;
  readonly id?: string;
  readonly eventId?: string;
  readonly by?: string;
  readonly type?: string;
  readonly from?: string;
  readonly to?: string;
  readonly instanceId?: string;
  readonly verb?: string;
  readonly only?: 'people' | 'pipelines' | 'failed' | 'direct';
  readonly limit?: number;
}

export interface PlainAnswer {
  readonly outcome: 'found' | 'nothing' | 'unknown' | 'ambiguous';
  readonly eventIds: readonly string[];
  /** Event id → direct or indirect. */
  readonly relations: Readonly<Record<string, string>>;
  /** What the name was found to mean: ids, and whether deleted. */
  readonly subjects: readonly string[];
}

const bearers = (
  things: readonly ReadThing[],
  { name = '', type, instanceId }: PlainQuestion,
): readonly ReadThing[] => {
  const scope = things.filter(
    (thing) =>
      (type === undefined || thing.type === type) && (instanceId === undefined || thing.instanceId === instanceId),
  );
  const ways: readonly ((candidate: string) => boolean)[] = [
    (candidate) => candidate === name,
    (candidate) => folded(candidate) === folded(name),
    (candidate) => folded(candidate).startsWith(folded(name)),
  ];
  for (const isCalled of ways) {
    const found = scope.filter(({ names }) => names.some((held) => isCalled(held.name)));
    if (found.length > 0) return found;
  }
  // A number may have been moved out of the instance, and of that only its own changes tell.
  const numbers = things.filter((thing) => thing.type === 'phone-number' && (type ?? thing.type) === thing.type);
  return numbers.filter(({ names }) => names.some((held) => folded(held.name) === folded(name)));
};

const nothing = (outcome: 'unknown' | 'ambiguous'): PlainAnswer => ({
  outcome,
  eventIds: [],
  relations: {},
  subjects: [],
});

const usersMeant = ({ things, listed }: ReadAccount, { by = '', instanceId }: PlainQuestion): readonly string[] => {
  const users = [...things.values()].filter(
    (thing) => thing.type === 'user' && (instanceId === undefined || thing.instanceId === instanceId),
  );
  const full = (user: ReadThing): readonly string[] => {
    const { firstName = '', lastName = '' } = listed.find((one) => one.id === user.id) ?? {};
    return [
      `${firstName} ${lastName}`,
      `${lastName} ${firstName}`,
      `${firstName}${lastName}`,
      `${lastName}${firstName}`,
    ];
  };
  const byLogin = (exact: boolean) =>
    users.filter(({ names }) => names.some((held) => (exact ? held.name === by : folded(held.name) === folded(by))));
  const logins = byLogin(true).length > 0 ? byLogin(true) : byLogin(false);
  const named = users.filter((user) => full(user).some((one) => folded(one) === folded(by)));
  return [...logins, ...named].map((user) => user.id);
};

/** The answer that the records and listings alone give. */
export const bruteAnswer = (account: ReadAccount, question: PlainQuestion): PlainAnswer => {
  const { changes, things, effects } = account;
  const { name, id, type, by, instanceId, eventId } = question;
  const meant = name === undefined ? [] : bearers([...things.values()], question);
  if (name !== undefined && meant.length > 5) return nothing('ambiguous');

  const ids = new Set(id === undefined ? meant.map((thing) => thing.id) : [id]);
  const idless = ({ id: own, stated, type: made }: ReadChange): boolean =>
    name !== undefined &&
    own === undefined &&
    stated !== undefined &&
    small(stated) === small(name) &&
    (meant.length === 0
      ? type === undefined || type === made
      : meant.some((thing) => thing.type === made) || type === made);
  if (name !== undefined && meant.length === 0 && !changes.some(idless)) return nothing('unknown');

  const isDirect = (change: ReadChange): boolean =>
    (name === undefined && id === undefined) ||
    idless(change) ||
    [change.id, ...change.whole].some((one) => one !== undefined && ids.has(one));
  // What never got an id and was to be called as the thing is called, which only its beginning was asked for.
  const isCalledAs = ({ id: own, stated, type: made }: ReadChange): boolean =>
    own === undefined &&
    stated !== undefined &&
    meant.some((thing) => thing.type === made && thing.names.some((held) => small(held.name) === small(stated)));
  const relationOf = (change: ReadChange): string => (isDirect(change) || isCalledAs(change) ? 'direct' : 'indirect');
  const bears = (change: ReadChange): boolean =>
    isDirect(change) || [...change.mentions, ...(effects.get(change.eventId)?.taken ?? [])].some((one) => ids.has(one));
  const isOfType = (change: ReadChange): boolean =>
    name !== undefined ||
    id !== undefined ||
    type === undefined ||
    change.type === type ||
    (change.type === 'hours-of-operation-override' && type === 'hours-of-operation') ||
    // A kind of change that nobody knows counts as what it names.
    (change.type === 'unknown' && type === 'queue');

  const wanted = [...(by === undefined ? [] : usersMeant(account, question)), by ?? ''].map((one) => one.toLowerCase());
  const isBy = (change: ReadChange): boolean =>
    by === undefined || change.who.some((one) => wanted.includes(one.toLowerCase()));

  const instanceOf = (change: ReadChange): string | undefined =>
    change.instanceId ?? (change.id === undefined ? undefined : things.get(change.id)?.instanceId);
  const inWindow = ({ time }: ReadChange): boolean =>
    (question.from === undefined || time >= question.from) && (question.to === undefined || time <= question.to);
  const asked = by !== undefined && small(by) === 'replica sync' ? account.withCopies : changes;
  const beforeFilters = asked.filter(
    (change) =>
      (eventId === undefined || change.eventId === eventId) &&
      bears(change) &&
      isOfType(change) &&
      isBy(change) &&
      inWindow(change) &&
      (instanceId === undefined || instanceOf(change) === instanceId),
  );
  const { verb, only } = question;
  const found = beforeFilters.filter(
    (change) =>
      (verb === undefined || change.verb === verb) &&
      (only !== 'failed' || change.failed) &&
      (only !== 'direct' || relationOf(change) === 'direct') &&
      (only !== 'people' || change.sort === 'person') &&
      (only !== 'pipelines' || change.sort !== 'person'),
  );
  // Of a thing that is known, nothing by an unknown person is nothing; only a person alone can be unknown.
  const isAboutThing = name !== undefined || id !== undefined;
  const isAnybody = asked.some(
    (change) =>
      isBy(change) &&
      isOfType(change) &&
      inWindow(change) &&
      (instanceId === undefined || [undefined, instanceId].includes(change.instanceId)),
  );
  const isNarrow = [type, instanceId, question.from, question.to].some((part) => part !== undefined);
  const nobody = by !== undefined && !isAboutThing && !isNarrow && wanted.length === 1 && !isAnybody;
  const told = found.slice(0, question.limit ?? found.length);
  return {
    outcome: found.length > 0 ? 'found' : nobody ? 'unknown' : 'nothing',
    eventIds: told.map((change) => change.eventId),
    relations: Object.fromEntries(told.map((change) => [change.eventId, relationOf(change)])),
    subjects: [...ids].map((one) => `${one}${things.get(one)?.deleted ? ' deleted' : ''}`).sort(),
  };
};
