import { wordOf } from './deeds';
import { clipped, nameOf, type Pieces, plainText, say } from './pieces';
import { withTheRest } from './rest';
import { type Deed, SETTING_VERBS, type Telling, type Told } from './telling';

/** No sentence is longer, whatever a record holds. */
const LONGEST = 400;
const LONGEST_ACTOR = 160;

/** Who did what to which thing. */
export const sentenceOf = (told: Told): Pieces => {
  const actor: Pieces = say(
    [{ ...nameOf(told.actor.label, LONGEST_ACTOR), quiet: true }],
    // The label of a nameless user says it.
    told.actor.deleted && (told.actor.unnamed ? '' : ' (user since deleted)'),
    // "Emergency access, likely Ann, deleted …"
    told.actor.likely === undefined ? ' ' : ', ',
  );
  return [...actor, ...deedOf(told, {}, LONGEST - plainText(actor).length)];
};

/** The same without who did it. With `it`, the thing was asked about and need not be named again. */
export const deedOf = (told: Told, { it = false }: { readonly it?: boolean } = {}, most = LONGEST): Pieces => {
  const { outcome } = told.change;
  const { pieces } = deedIn(told, it);
  if (outcome.kind === 'succeeded') return clipped(pieces, most);
  const end = say(': ', failure(outcome.errorCode), ', nothing changed');
  return [...clipped(say('tried to ', pieces), most - plainText(end).length), ...end];
};

/** What is told, with the fields that it tells. */
export const deedIn = (told: Told, it: boolean): Deed => {
  const telling: Telling = { ...told, it, tried: told.change.outcome.kind === 'failed' };
  const deed = wordOf(told.change)(telling);
  return SETTING_VERBS.has(told.change.verb) && told.change.inCatalogue ? withTheRest(telling, deed) : deed;
};

const failure = (errorCode: string): Pieces => {
  const known = FAILURES.find(([pattern]) => pattern.test(errorCode));
  const code: Pieces = [{ ...nameOf(errorCode, 60), quiet: true }];
  if (known === undefined) return say('refused (', code, ')');
  const [, words, shown] = known;
  return shown === 'with code' ? say(words, ' (', code, ')') : say(words);
};

const FAILURES: readonly (readonly [pattern: RegExp, words: string, shown?: 'with code'])[] = [
  [/AccessDenied|Unauthorized|NotAuthorized/i, 'denied'],
  [/NotFound/i, 'there is no such thing'],
  [/Throttl|TooManyRequests/i, 'throttled'],
  [/LimitExceeded|QuotaExceeded/i, 'over a limit', 'with code'],
  [/InUse/i, 'still in use', 'with code'],
  [/Duplicate|Conflict/i, 'refused as a conflict', 'with code'],
  [/InvalidParameter|InvalidRequest|Validation|BadRequest/i, 'refused as not valid', 'with code'],
];
