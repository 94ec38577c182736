import { type Change, isUncertain, type JsonValue } from '../change/change';
import type { FieldChange } from '../change/effect';
import { bareId } from '../change/ids';
import { isObject, jsonText } from '../change/json';
import { isUuid } from '../change/resource';
import { idOfActor } from './actor-id';
import type { Answer, AnsweredChange, LikelyPerson, NamedActor, NamedResource } from './answer';
import { hiddenWords } from './hidden';
import { counted } from './message';
import { reasonOf } from './reason';
import { plainText } from './wording/pieces';

/** The document of `--json`, version 1; every member and every value of `kind`, `via`, `type` and `verb` is told in docs/json.md. */
export const answerToJson = (answer: Answer) => ({
  version: 1,
  query: answer.query,
  outcome: answer.outcome,
  total: answer.total,
  failed: answer.failed,
  changes: answer.changes.map(changeToJson),
  nearby: answer.nearby.map((change) => ({ ...changeToJson(change), relation: 'nearby' })),
  ...(answer.nearbyWindow === undefined ? {} : { nearbyWindow: answer.nearbyWindow }),
  ...(answer.elsewhere === undefined ? {} : { elsewhere: answer.elsewhere }),
  ...(answer.lastBefore === undefined ? {} : { lastBefore: changeToJson(answer.lastBefore) }),
  ...(answer.observation === undefined ? {} : { observation: answer.observation }),
  coverage: answer.coverage,
  choices: answer.choices.map(resourceToJson),
  ...(answer.people === undefined ? {} : { people: answer.people.map(resourceToJson) }),
  ...(answer.actedAs === undefined ? {} : { actedAs: answer.actedAs }),
  suggestions: answer.suggestions,
});

/**
 * The document as indented text, piece by piece: the text of a hundred thousand changes is longer than what it is made from. `beside` are members
 * of its own.
 */
export function* jsonPieces(answer: Answer, beside: object = {}): Generator<string> {
  const around = jsonText({ ...answerToJson({ ...answer, changes: [] }), ...beside }, 2);
  const at = around.indexOf(NO_CHANGES);
  yield around.slice(0, at + NO_CHANGES.length - 1);
  for (const [n, change] of answer.changes.entries())
    yield `${n === 0 ? '' : ','}\n${jsonText(changeToJson(change), 2).replace(/^/gm, '    ')}`;
  yield `${answer.changes.length === 0 ? '' : '\n  '}${around.slice(at + NO_CHANGES.length - 1)}\n`;
}
/** As a member of the document itself: no text in JSON holds a line break. */
const NO_CHANGES = '\n  "changes": []';

const changeToJson = (answered: AnsweredChange) => {
  const { change, resource, related, taken } = answered;
  const reason = reasonOf(change);
  const named = namesIn([resource, ...related, ...taken]);
  return {
    eventId: change.eventId,
    time: change.time,
    eventSource: change.eventSource,
    eventName: change.eventName,
    verb: change.verb,
    outcome: change.outcome.kind,
    ...(isUncertain(change.outcome) ? { mayHaveTakenEffect: true } : {}),
    ...(change.outcome.kind === 'failed' ? { errorCode: change.outcome.errorCode } : {}),
    ...(reason === undefined ? {} : { errorMessage: reason }),
    resource: resourceToJson(resource),
    relation: answered.relation,
    related: related.map(resourceToJson),
    taken: taken.map(resourceToJson),
    actor: actorToJson(answered.actor, change),
    via: change.via,
    sentence: plainText(answered.sentence),
    ...(change.withoutRequest ? { requestNotRecorded: true } : {}),
    fields: answered.fields.map((field) => fieldToJson(field, named)),
    sameSave: answered.sameSave.map((other) => ({
      eventId: other.change.eventId,
      sentence: plainText(other.sentence),
    })),
    copies: answered.copies,
  };
};

const resourceToJson = ({ ref, name, nameNow, deleted }: NamedResource) => ({
  service: ref.service,
  type: ref.type,
  id: ref.id ?? null,
  name: name ?? null,
  ...(nameNow === undefined ? {} : { nameNow }),
  ...(ref.instance === undefined ? {} : { instance: ref.instance }),
  ...(deleted ? { deleted } : {}),
});

const actorToJson = ({ actor, label, unnamed, deleted, likely, traces }: NamedActor, { acts, beside }: Change) => ({
  kind: likely === undefined ? actor.kind : EMERGENCY_ACCESS,
  id: idOfActor(actor) ?? null,
  name: unnamed ? null : label,
  acts,
  ...(beside === undefined ? {} : { beside }),
  ...(deleted ? { deleted } : {}),
  ...(likely === undefined ? {} : { likely: { name: likely.name, because: becauseOf(likely) } }),
  ...(traces === undefined || Object.keys(traces).length === 0 ? {} : { traces }),
});

/** A kind of actor that no record tells: it is inferred. */
const EMERGENCY_ACCESS = 'emergency access';

const becauseOf = ({ askedAt, minutesBefore, others }: LikelyPerson): string => {
  const asked = `A token for emergency access was asked for at ${askedAt}, ${counted(minutesBefore, 'minute')} before.`;
  if (others === 0) return asked;
  return `${asked} ${others === 1 ? '1 other' : `${others} others`} asked for one in the hours before, too.`;
};

/** Where there was nothing before, or is nothing any more, the member is left out; so is what is not known. */
const fieldToJson = ({ field, item, from, to, added, removed }: FieldChange, named: Names) => {
  const itemName = item === undefined ? undefined : nameOfItem(item, named);
  const isPutIn = from.kind === 'none' && added !== undefined;
  const isTakenOut = to.kind === 'none' && removed !== undefined;
  return {
    field,
    ...(item === undefined ? {} : { item }),
    ...(itemName === undefined ? {} : { itemName }),
    // What a call takes out of a list is no earlier value of the whole list.
    ...(from.kind === 'value' && !isTakenOut ? { from: withNames(from.value, named) } : {}),
    ...(from.kind === 'not known' ? { fromUnknown: from.because } : {}),
    ...(to.kind === 'value' && !isPutIn ? { to: withNames(to.value, named) } : {}),
    ...(to.kind === 'not stated' ? { toUnknown: to.kind } : {}),
    ...(to.kind === 'hidden' ? { to: hiddenWords(to), hidden: true } : {}),
    ...(added === undefined ? {} : { added: added.map((value) => withNames(value, named)) }),
    ...(removed === undefined ? {} : { removed: removed.map((value) => withNames(value, named)) }),
  };
};

/** Named resources by their ids. An id that is itself a name needs none. */
type Names = ReadonlyMap<string, { readonly id: string; readonly type: string; readonly name: string }>;

const namesIn = (resources: readonly NamedResource[]): Names =>
  new Map(
    resources.flatMap(({ ref: { id, type }, name }) =>
      id === undefined || name === undefined || !isUuid(id) ? [] : [[id.toLowerCase(), { id, type, name }] as const],
    ),
  );

/** A value in which each id of a thing whose name is known is told with its type and name, also where it stood in an ARN. */
const withNames = (value: JsonValue, named: Names): JsonValue => {
  if (typeof value === 'string') return named.get(bareId(value).toLowerCase()) ?? value;
  if (Array.isArray(value)) return value.map((item: JsonValue) => withNames(item, named));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withNames(item, named)]));
};

/** An item's key may hold an id beside other words: a queue's and a channel. */
const nameOfItem = (item: string, named: Names): string | undefined => {
  const parts = item.split(' ');
  const known = parts.map((part) => named.get(bareId(part).toLowerCase())?.name);
  return known.every((name) => name === undefined) ? undefined : parts.map((part, at) => known[at] ?? part).join(' ');
};
