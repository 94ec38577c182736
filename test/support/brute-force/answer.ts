import type { ReadAccount } from './account';
import { ATTRIBUTE, type ReadChange, toldOf } from './change';
import type { ReadThing } from './things';

/** A name without what people don't see or don't type: capitals, accents, kinds of dashes, quotes and spaces. */
const folded = (name: string): string =>
  name
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFD')
    .replace(/(?<=[a-zα-ωа-я])[\u0300-\u036f]+/g, '')
    .normalize('NFC')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[‘’‚‛]/g, "'")
    .replace(/[“”„‟]/g, '"')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/\s+/g, ' ')
    .trim();

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
  /** How many changes fit, and how many of them are attempts that failed; also those that a limit leaves out. */
  readonly total: number;
  readonly failed: number;
  /** What the name was found to mean: ids, and whether deleted. */
  readonly subjects: readonly string[];
}

/** Things of a name: of the very name before those that differ in capitals or accents, and these before those that begin so. */
const thingsCalled = (
  things: readonly ReadThing[],
  { name = '', type, instanceId }: PlainQuestion,
  isTried: boolean,
): readonly ReadThing[] => {
  const scope = things.filter(
    (thing) =>
      (type === undefined || thing.type === type) && (instanceId === undefined || thing.instanceId === instanceId),
  );
  const ways: readonly ((candidate: string) => boolean)[] = [
    (candidate) => candidate === name,
    (candidate) => folded(candidate) === folded(name),
    // What was to have the very name goes before what only begins so.
    ...(isTried ? [] : [(candidate: string) => folded(candidate).startsWith(folded(name))]),
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
  total: 0,
  failed: 0,
  subjects: [],
});

const usersMeant = ({ things, listed }: ReadAccount, { by = '', instanceId }: PlainQuestion): readonly string[] => {
  const users = [...things.values()].filter(
    (thing) => thing.type === 'user' && (instanceId === undefined || thing.instanceId === instanceId),
  );
  const full = (user: ReadThing): readonly string[] => {
    const { firstName = '', lastName = '' } = listed.find((one) => one.id === user.key) ?? {};
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
  return [...logins, ...named].map((user) => user.key);
};

const isInPlace = ({ places }: ReadAccount, { instanceId }: PlainQuestion, { eventId }: ReadChange): boolean =>
  instanceId === undefined || (places.get(eventId) ?? []).includes(instanceId);

/** What a question is about: the things that it means, by what tells them from all others. */
interface Meaning {
  readonly things: readonly ReadThing[];
  readonly keys: ReadonlySet<string>;
}

const meaningOf = (account: ReadAccount, question: PlainQuestion): Meaning => {
  const { name, id, type, instanceId } = question;
  const all = [...account.things.values()];
  const isTried = account.changes.some(
    (change) => isAttemptAt(question, [])(change) && isInPlace(account, question, change),
  );
  const called = name === undefined ? [] : thingsCalled(all, question, isTried);
  // What has a name for an id, or an id that reads like a name, is meant by it too.
  const idMeant = id ?? name;
  const byId = all.filter(
    (thing) =>
      thing.told === (account.firstNames.get(idMeant ?? '') ?? idMeant) &&
      (id !== undefined ||
        ((type ?? thing.type) === thing.type && (instanceId === undefined || thing.instanceId === instanceId))),
  );
  const meant = [...new Set([...called, ...byId])];
  // What only failed calls name by the id.
  const tried = account.changes.flatMap(({ id: own }) =>
    id !== undefined && own !== undefined && toldOf(own) === id ? own : [],
  );
  return {
    things: meant,
    keys: new Set([
      ...tried,
      ...(id !== undefined && meant.length + tried.length === 0 ? [id] : meant.map(({ key }) => key)),
    ]),
  };
};

const serviceOf = (type: string): string => /^(lex|voiceid)-/.exec(type)?.[1] ?? 'connect';

/** It is about a thing of the asked name, for which the record holds no other id. */
const isAttemptAt =
  ({ name, type }: PlainQuestion, things: readonly ReadThing[]) =>
  ({ calledBy, type: made }: ReadChange): boolean =>
    name !== undefined &&
    calledBy !== undefined &&
    folded(calledBy) === folded(name) &&
    (type !== undefined
      ? type === made
      : things.length === 0 || things.some((thing) => serviceOf(thing.type) === serviceOf(made)));

/** The answer that the records and listings alone give. */
export const bruteAnswer = (account: ReadAccount, question: PlainQuestion): PlainAnswer => {
  const key = JSON.stringify(question);
  const known = account.answers.get(key);
  if (known !== undefined) return known;
  const answer = worked(account, question);
  account.answers.set(key, answer);
  return answer;
};

const worked = (account: ReadAccount, question: PlainQuestion): PlainAnswer => {
  const { changes, effects, things } = account;
  const { name, id, type, by, instanceId, eventId, verb, only, from, to } = question;
  const meaning = meaningOf(account, question);
  const { keys } = meaning;
  const isByName = isAttemptAt(question, meaning.things);
  // An attribute is one thing under all names that it had.
  const attributes = new Set(
    changes.flatMap((change) => (change.type === ATTRIBUTE && isByName(change) ? (change.id ?? []) : [])),
  );
  const isAttempt = (change: ReadChange): boolean =>
    isByName(change) || (change.id !== undefined && attributes.has(change.id));
  // What belongs to no instance may be meant in any.
  const isAttemptHere = (change: ReadChange): boolean =>
    isAttempt(change) && (account.places.get(change.eventId)?.length === 0 || isInPlace(account, question, change));
  if (name !== undefined && meaning.things.length > 5) return nothing('ambiguous');
  if (name !== undefined && meaning.things.length === 0 && !changes.some(isAttemptHere)) return nothing('unknown');

  const isAboutThing = name !== undefined || id !== undefined;
  const isMeant = (one: string | undefined): boolean => one !== undefined && keys.has(one);
  // What never got an id and was to be called as the thing is called, which only its beginning was asked for.
  const isCalledAs = ({ id: own, stated, type: made }: ReadChange): boolean =>
    own === undefined &&
    stated !== undefined &&
    meaning.things.some(
      (thing) => thing.type === made && thing.names.some((held) => folded(held.name) === folded(stated)),
    );
  const isOwn = (change: ReadChange): boolean => !isAboutThing || [change.id, ...change.whole].some(isMeant);
  const isNaming = (change: ReadChange): boolean =>
    [...change.mentions, ...(effects.get(change.eventId)?.taken ?? [])].some(isMeant);
  // An attempt at another type that names the asked thing itself is a change of something else.
  const relationOf = (change: ReadChange): string =>
    isOwn(change) || isCalledAs(change) || (isAttempt(change) && !isNaming(change)) ? 'direct' : 'indirect';
  const touches = (change: ReadChange): boolean => isOwn(change) || isNaming(change) || isAttempt(change);
  const isOfType = (change: ReadChange): boolean =>
    isAboutThing || type === undefined || typesOf(change).includes(type);

  const wanted = [...(by === undefined ? [] : usersMeant(account, question)), by ?? ''].map((one) => one.toLowerCase());
  const isBy = (change: ReadChange): boolean =>
    by === undefined || change.who.some((one) => wanted.includes(one.toLowerCase()) || folded(one) === folded(by));
  const inWindow = ({ time }: ReadChange): boolean =>
    (from === undefined || time >= from) && (to === undefined || time <= to);
  const asked = by !== undefined && folded(by) === 'replica sync' ? account.withCopies : changes;
  const found = asked.filter(
    (change) =>
      (eventId === undefined || change.eventId === eventId) &&
      touches(change) &&
      isOfType(change) &&
      isBy(change) &&
      inWindow(change) &&
      isInPlace(account, question, change) &&
      (verb === undefined || change.verb === verb) &&
      (only !== 'failed' || change.failed) &&
      (only !== 'direct' || relationOf(change) === 'direct') &&
      // What may have been either is found by both.
      (only !== 'people' || ['person', 'not known'].includes(change.sort)) &&
      (only !== 'pipelines' || change.sort !== 'person'),
  );
  // Of a thing that is known, nothing by an unknown person is nothing; only a person alone can be unknown.
  const isNarrow = [type, instanceId, from, to].some((part) => part !== undefined);
  const isNobody =
    by !== undefined &&
    things.get(by.toLowerCase())?.type !== 'user' &&
    !isAboutThing &&
    !isNarrow &&
    wanted.length === 1 &&
    !asked.some(isBy);
  const told = found.slice(0, question.limit ?? found.length);
  return {
    outcome: found.length > 0 ? 'found' : isNobody ? 'unknown' : 'nothing',
    eventIds: told.map((change) => change.eventId),
    relations: Object.fromEntries(told.map((change) => [change.eventId, relationOf(change)])),
    total: found.length,
    failed: found.filter((change) => change.failed).length,
    subjects: [
      ...new Set([...keys].map((one) => `${toldOf(one)}${things.get(one)?.deleted ? ' deleted' : ''}`)),
    ].sort(),
  };
};

/** The types that a change counts as: a part's is also that of its whole, and an unknown kind is what it names. */
const typesOf = ({ type }: ReadChange): readonly string[] => {
  if (type === 'hours-of-operation-override') return [type, 'hours-of-operation'];
  return type === 'unknown' ? [type, 'queue'] : [type];
};
