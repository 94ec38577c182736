import { type Answer, type AnsweredChange, allChanges, type NamedResource } from '../../bot/answer/answer';
import { plainText } from '../../bot/answer/wording/pieces';
import type { After, Before, FieldChange } from '../../bot/change/effect';
import { plainly } from './account-answers';
import type { ReadAccount } from './brute-force/account';
import { bruteAnswer, type PlainAnswer, type PlainQuestion } from './brute-force/answer';
import { goesByName, keyOf, type ReadChange } from './brute-force/change';
import { bruteElsewhere, mayBeInPlace } from './brute-force/elsewhere';
import type { ReadField } from './brute-force/fields';
import { plainValue } from './brute-force/json';
import { bruteNearby } from './brute-force/nearby';
import { namesAt, namesThen } from './brute-force/things';
import { likelyBehind, tracesOf, userLabel } from './brute-force/users';

/** What an answer says that it did not read, and may therefore lack. */
export interface Leeway {
  /** Earlier values, and what they alone name. */
  readonly earlier?: boolean;
  readonly nearby?: boolean;
  /** Attempts at the asked name that were to make something of another type. */
  readonly attempts?: boolean;
  /** What records tell of users whom nothing names: no answer says that it lacks it. */
  readonly users?: boolean;
  /** What happened elsewhere, and whether the answer is complete: read by names, it may lack either. */
  readonly wholeness?: boolean;
  /** Looked up by the names of calls, it may lack tags and kinds of change that no name is known of: it says so. */
  readonly newerKinds?: boolean;
}

/**
 * Where a product's answer and the brute force disagree, each in a line; none is right. Everything is held against the
 * records: which changes and how they bear, names, what was set and from what, who, and what stands beside them.
 */
export const disagreements = (
  account: ReadAccount,
  question: PlainQuestion,
  answer: Answer,
  now: string,
  leeway: Leeway = {},
): readonly string[] => {
  const expected = bruteAnswer(account, question);
  const isAttempt = (one: string): boolean =>
    account.changes.some(({ eventId, id, type }) => eventId === one && (id === undefined || goesByName(type)));
  const hasFailed = (one: string): boolean => account.changes.some(({ eventId, failed }) => eventId === one && failed);
  const told = plainly(answer);
  const right = !leeway.attempts
    ? expected
    : withoutEvents(
        expected,
        expected.eventIds.filter((one) => isAttempt(one) && !told.eventIds.includes(one)),
        hasFailed,
      );
  const main = inAnswer(account, told, right);
  if (main.length > 0) return main;
  const changes = allChanges(answer).flatMap((change) => inChange(account, change, question, leeway));
  const saves = allChanges(answer).flatMap((change) => inSaves(answer, change));
  const wholeness = leeway.wholeness ? [] : inWholeness(account, question, answer, now, leeway);
  return [
    ...changes,
    ...saves,
    ...wholeness,
    ...(leeway.nearby ? [] : inNearby(account, question, answer, now, leeway)),
  ];
};

/** What else happened where nothing was found, and whether anything asked for may be lacking. */
const inWholeness = (
  account: ReadAccount,
  question: PlainQuestion,
  answer: Answer,
  now: string,
  { newerKinds }: Leeway,
): readonly string[] => {
  const { outcome, coverage } = answer;
  const { elsewhere: told } = answer;
  const { changes, newest, instanceId, unplaced } =
    [true, false]
      .map((isFarKnown) => bruteElsewhere(account, question, bruteAnswer(account, question), now, isFarKnown))
      .find((read, at) => at > 0 || read?.instanceId === told?.instanceId) ?? {};
  // A choice between things is no search.
  const isChoice = outcome === 'ambiguous';
  // CloudTrail can't be asked what a role did in all its sessions.
  const isLive = coverage.sources.some(({ kind }) => kind === 'live CloudTrail');
  const hasSessions = isLive && question.by !== undefined && (coverage.lacks?.includes('other-sessions') ?? false);
  const lacks = [
    ...(hasSessions ? ['other-sessions'] : []),
    ...(mayBeInPlace(account, question) ? ['unknown-instances'] : []),
    ...(newerKinds ? ['newer-kinds', 'tags'].filter((one) => coverage.lacks?.some((told) => told === one)) : []),
  ];
  return [
    // Of a window that was not read whole nothing else is counted.
    ...(coverage.cut && told === undefined
      ? []
      : differ(
          'elsewhere',
          [told?.changes, told?.newest, told?.instanceId, told?.unplaced],
          [changes, newest, instanceId, unplaced],
        )),
    ...(isChoice ? [] : differ('complete', coverage.complete, lacks.length === 0 && !coverage.cut)),
    ...(isChoice ? [] : differ('lacks', sorted(coverage.lacks ?? []), sorted(lacks))),
  ];
};

const withoutEvents = (
  answer: PlainAnswer,
  left: readonly string[],
  hasFailed: (eventId: string) => boolean,
): PlainAnswer => ({
  ...answer,
  eventIds: answer.eventIds.filter((one) => !left.includes(one)),
  relations: Object.fromEntries(Object.entries(answer.relations).filter(([one]) => !left.includes(one))),
  total: answer.total - left.length,
  failed: answer.failed - left.filter(hasFailed).length,
});

/**
 * Subjects by the first of their ids. A link is found by the name in its own id, and so is an attribute that was never made: it
 * is no more than that name.
 */
const thingsIn = ({ things, firstNames }: ReadAccount, { subjects }: PlainAnswer): readonly string[] => {
  const first = subjects.map((one) => one.replace(/^[0-9a-f-]{36}\/[^ ]+/, (id) => firstNames.get(id) ?? id));
  const isMade = (subject: string): boolean =>
    !/^[0-9a-f-]{36}\//.test(subject) || things.has(subject.replace(' deleted', ''));
  return sorted(first.filter((one) => !/^(arn:aws:lambda:|https:)/.test(one) && isMade(one)));
};

/** What of an answer is told otherwise, change by change where it is the changes. */
const inAnswer = (account: ReadAccount, told: PlainAnswer, right: PlainAnswer): readonly string[] => {
  const more = told.eventIds.filter((one) => !right.eventIds.includes(one));
  const fewer = right.eventIds.filter((one) => !told.eventIds.includes(one));
  const rest = (['relations', 'total', 'failed'] as const).filter((part) => part in right);
  return [
    ...differ('outcome', told.outcome, right.outcome),
    ...more.map((one) => `told ${one}, which the records don't answer with`),
    ...fewer.map((one) => `did not tell ${one}`),
    ...(more.length + fewer.length > 0
      ? []
      : [
          ...differ('order', told.eventIds, right.eventIds),
          ...rest.flatMap((part) => differ(part, told[part], right[part])),
          ...differ('subjects', thingsIn(account, told), thingsIn(account, right)),
        ]),
  ];
};

const differ = (what: string, actual: unknown, expected: unknown): readonly string[] => {
  const [told, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  return told === right ? [] : [`${what}: told ${told}, the records say ${right}`];
};
const sorted = (values: Iterable<string>): readonly string[] => [...new Set(values)].sort();

const ID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi;

/** An id where its name is in the records or the listings; and words that only a program would say. */
const inWords = (account: ReadAccount, told: AnsweredChange): readonly string[] => {
  const texts = [told.sentence, told.brief, told.deed, told.shortDeed, ...told.details].map(plainText);
  // Of two people who had one login, the id is what tells them apart.
  const bare = texts.flatMap((text) => text.replace(/\(user id [0-9a-f-]+\)/g, '').match(ID) ?? []);
  const isNamed = (id: string): boolean => (account.things.get(id.toLowerCase())?.names.length ?? 0) > 0;
  return [
    ...bare.filter(isNamed).map((id) => `${id} is told by its id: ${texts[0]}`),
    ...texts.filter((text) => /undefined|\[object|NaN/.test(text)).map((text) => `odd words: ${text}`),
  ];
};

const inChange = (
  account: ReadAccount,
  told: AnsweredChange,
  question: PlainQuestion,
  leeway: Leeway,
): readonly string[] => {
  const { eventId } = told.change;
  const read = account.withCopies.find((change) => change.eventId === eventId);
  if (read === undefined) return [`${eventId} is no change`];
  const doubtful = account.effects.get(eventId);
  const effect = doubtful?.doubted && Object.keys(question).length > 0 ? undefined : doubtful;
  const ids = (named: readonly NamedResource[]) => sorted(named.flatMap(({ ref }) => keyOfRef(ref) ?? []));
  const found = [
    ...inCopies(account, told, question),
    ...(effect === undefined ? [] : inTaken(ids(told.taken), sorted(effect.taken), leeway)),
    ...differ('related', ids(told.related), sorted(read.mentions)),
    ...inWords(account, told),
    ...inName(account, told.resource, namesThen(account.things, read), read.time, ends(read)),
    ...[...told.related, ...told.taken].flatMap((one) =>
      inName(account, one, namesAt(thingOf(account, one), read.time), read.time),
    ),
    ...(!leeway.users &&
    (isTraced(account, question) || told.actor.likely !== undefined || told.actor.traces !== undefined)
      ? inActor(account, told, read, isTraced(account, question))
      : []),
    ...(read.type === 'unknown' || effect === undefined
      ? []
      : inFields(leeway.earlier ? told.fields.filter(isRead) : told.fields, effect.fields, effect.unsure, leeway)),
  ];
  return found.map((line) => `${read.time} ${read.eventName}${read.failed ? ' (failed)' : ''} ${eventId}: ${line}`);
};

const inTaken = (told: readonly string[], right: readonly string[], { earlier }: Leeway): readonly string[] =>
  earlier && told.every((one) => right.includes(one)) ? [] : differ('taken', told, right);

const isRead = ({ from }: FieldChange): boolean => from.kind !== 'not known' || from.because !== 'not read';

/** That a change which deletes a thing is about a deleted one goes without saying. */
const ends = ({ verb, failed }: ReadChange): boolean => !failed && (verb === 'delete' || verb === 'release');

/** Records are asked for of at most five unknown users a question. */
const isTraced = (
  account: ReadAccount,
  { verb: _verb, only: _only, limit: _limit, ...asked }: PlainQuestion,
): boolean => {
  const { eventIds } = bruteAnswer(account, asked);
  const users = account.withCopies
    .filter(({ eventId }) => eventIds.includes(eventId))
    .flatMap(({ userId }) => userId ?? []);
  return new Set(users.filter((id) => !account.listed.some((one) => one.id === id))).size <= 5;
};

/** A narrower question finds the change without all of its copies. */
const inCopies = (
  account: ReadAccount,
  { change, copies }: AnsweredChange,
  question: PlainQuestion,
): readonly string[] => {
  // Of two originals in one second nobody knows which was repeated.
  const isOneOfTwo = account.changes.some(
    (one) =>
      one.eventId !== change.eventId &&
      one.time === change.time &&
      one.eventName === change.eventName &&
      one.id === change.resource.id?.toLowerCase(),
  );
  if (isOneOfTwo) return [];
  const [told, right] = [
    sorted(copies.map(({ eventId }) => eventId)),
    sorted(account.copies.get(change.eventId) ?? []),
  ];
  const { by, eventId, from, to } = question;
  const isNarrow = [by, eventId, from, to].some((part) => part !== undefined);
  return isNarrow && told.every((one) => right.includes(one)) ? [] : differ('copies', told, right);
};

const keyOfRef = ({ type, id, instance }: NamedResource['ref']): string | undefined =>
  id === undefined ? undefined : keyOf(type, id, instance?.id);
const thingOf = ({ things, firstNames }: ReadAccount, { ref }: NamedResource) => {
  const key = keyOfRef(ref) ?? '';
  return things.get(firstNames.get(key) ?? key);
};

const inName = (
  account: ReadAccount,
  told: NamedResource,
  then: readonly (string | undefined)[],
  time: string,
  isEnd = false,
): readonly string[] => {
  const thing = thingOf(account, told);
  const what = `${told.ref.type} ${told.ref.id} at ${time}`;
  // Of two names given in one second either may be the later.
  const last = thing?.names.at(-1)?.since;
  const possible = thing?.names.flatMap(({ name, since }) => (since === last ? name : [])) ?? [];
  const toldLast = possible.find((name) => name === (told.nameNow ?? told.name));
  const latest = thing?.listed ?? toldLast ?? possible.at(-1);
  const lines = [
    ...(then.includes(told.name) ? [] : [`${what}: called ${told.name}, not ${then.join(' or ')}`]),
    ...(told.name === undefined && told.nameNow === undefined && latest !== undefined
      ? [`${what}: told without its name ${latest}`]
      : []),
    ...(told.nameNow !== undefined && told.nameNow !== latest ? [`${what}: now ${told.nameNow}, not ${latest}`] : []),
    ...(told.name !== undefined && told.nameNow === undefined && latest !== undefined && latest !== told.name
      ? [`${what}: called ${told.name}, not told that it is ${latest} now`]
      : []),
    ...(told.nameNow !== undefined && told.nameNow === told.name ? [`${what}: ${told.name} twice`] : []),
    ...differ(`${what}: deleted`, told.deleted ?? false, !isEnd && (thing?.deleted ?? false)),
  ];
  return lines;
};

const inActor = (
  account: ReadAccount,
  { actor }: AnsweredChange,
  read: ReadChange,
  isAsked: boolean,
): readonly string[] => {
  const { userId } = read;
  const label = userId === undefined ? read.who[0] : userLabel(account, userId);
  const isDeleted = userId !== undefined && (account.things.get(userId)?.deleted ?? false);
  // Only of users whom Connect was asked about and does not know.
  const likely = isAsked || actor.likely !== undefined ? likelyBehind(account, read) : undefined;
  const traces = likely === undefined ? tracesOf(account, read) : undefined;
  const { deletedBy, ...rest } = traces ?? { deletedBy: undefined };
  const { deletedBy: toldBy, ...toldRest } = actor.traces ?? { deletedBy: undefined };
  const inOrder = (value: object): object =>
    Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  return [
    ...(label !== undefined && !actor.label.includes(label) ? [`by ${actor.label}, not ${label}`] : []),
    ...(label === undefined && likely === undefined && !actor.label.includes(userId ?? '')
      ? [`by ${actor.label}, not ${userId}`]
      : []),
    ...differ('actor deleted', actor.deleted ?? false, isDeleted),
    ...(likely !== undefined && actor.likely?.name.includes(likely.name)
      ? differ('likely', inOrder({ ...actor.likely, name: likely.name }), inOrder(likely))
      : differ('likely', actor.likely, likely)),
    ...differ('traces', inOrder(toldRest), inOrder(rest)),
    ...((deletedBy === undefined) === (toldBy === undefined) ? [] : [`deleted by ${toldBy}, not ${deletedBy}`]),
  ];
};
const plainSide = (side: Before | After): string => {
  switch (side.kind) {
    case 'value':
      return plainValue(side.value);
    case 'none':
      return 'nothing';
    case 'hidden':
    case 'not stated':
      return side.kind;
    case 'not known':
      return side.because;
  }
};
const labelOf = ({ field, item }: { readonly field: string; readonly item?: string | undefined }): string =>
  // A field is called as the record spells it.
  `${field
    .split('.')
    .map((part) => `${part[0]?.toUpperCase()}${part.slice(1)}`)
    .join('.')} ${item ?? ''}`;

const inFields = (
  told: readonly FieldChange[],
  read: readonly ReadField[],
  unsure: readonly string[],
  { earlier }: Leeway,
): readonly string[] => {
  const isSure = ({ field }: { readonly field: string }): boolean =>
    !unsure.some((one) => one.split('/')[0]?.toLowerCase() === field.split('.')[0]?.toLowerCase());
  const toldFields = told.filter(isSure);
  const toldKeys = new Set(toldFields.map(labelOf));
  const readFields = read.filter((one) => isSure(one) && (!earlier || toldKeys.has(labelOf(one))));
  const keys = differ('fields', sorted(toldFields.map(labelOf)), sorted(readFields.map(labelOf)));
  if (keys.length > 0) return keys;
  return readFields.flatMap((right) => {
    const one = toldFields.find((candidate) => labelOf(candidate) === labelOf(right));
    if (one === undefined) return [];
    const [from, to] = [plainSide(one.from), plainSide(one.to)];
    const items = (which: 'added' | 'removed'): readonly string[] => {
      const values = right[which];
      return values === undefined
        ? []
        : differ(`${right.field} ${which}`, sorted((one[which] ?? []).map(plainValue)), sorted(values));
    };
    return [
      ...(right.from.includes('any') || right.from.includes(from)
        ? []
        : [`${labelOf(right)} from ${from}, not ${right.from}`]),
      ...(right.to === 'any' || right.to === to ? [] : [`${labelOf(right)} to ${to}, not ${right.to}`]),
      ...items('added'),
      ...items('removed'),
    ];
  });
};

/** What one click of Save did besides: the same thing, by the same hand, within a minute, and not told above. */
const inSaves = (answer: Answer, told: AnsweredChange): readonly string[] => {
  const { query } = answer;
  const changes = allChanges(answer);
  const { change } = told;
  const actor = JSON.stringify(change.actor);
  return told.sameSave.flatMap(({ change: other }) => {
    const apart = Math.abs(Date.parse(other.time) - Date.parse(change.time));
    const wrong = [
      ...(query.subject.kind === 'everything' ? ['asked about nothing'] : []),
      ...(apart > 60_000 ? ['too far'] : []),
      ...(other.resource.id !== change.resource.id ? ['another thing'] : []),
      ...(other.outcome.kind === 'failed' ? ['failed'] : []),
      ...(other.via !== change.via || JSON.stringify(other.actor) !== actor ? ['another hand'] : []),
      ...(changes.some((one) => one.change.eventId === other.eventId) ? ['told above'] : []),
    ];
    return wrong.map((why) => `same save ${other.eventId} of ${change.eventId}: ${why}`);
  });
};

const inNearby = (
  account: ReadAccount,
  question: PlainQuestion,
  answer: Answer,
  now: string,
  leeway: Leeway,
): readonly string[] => {
  const { name, id, by, verb, only } = question;
  const isAboutThing = name !== undefined || id !== undefined;
  if (!isAboutThing || by !== undefined || verb !== undefined || only !== undefined)
    return differ('nearby', answer.nearby.length, 0);
  // Of many things of a name what happened near them is not looked for, which is said.
  if (answer.subjects.length >= 5 && answer.coverage.notes.includes('Not searched: what happened nearby.')) return [];
  const { limit: _limit, ...whole } = question;
  const right = bruteNearby(account, question, bruteAnswer(account, whole), now);
  const saves = allChanges(answer).flatMap(({ sameSave }) => sameSave.map(({ change }) => change.eventId));
  const ids = answer.nearby.map(({ change }) => change.eventId);
  return [
    ...differ('nearby', sorted(ids), sorted((right?.eventIds ?? []).filter((one) => !saves.includes(one)))),
    ...(ids.length > 0
      ? differ('nearby window', [answer.nearbyWindow?.from, answer.nearbyWindow?.to], [right?.from, right?.to])
      : []),
    // Of a change nearby the copies are not told.
    ...answer.nearby.flatMap((change) => inChange(account, change, { by: '' }, leeway)),
  ];
};
