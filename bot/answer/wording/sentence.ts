import { type Change, isUncertain } from '../../change/change';
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
    told.actor.deleted && (told.actor.unnamed || told.actor.earlier ? '' : ' (user since deleted)'),
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
  const end = isUncertain(outcome)
    ? say(': failed (', codeOf(outcome.errorCode), '), whether it took effect is not known')
    : say(': ', failure(outcome), ', nothing changed');
  return [...clipped(say('tried to ', pieces), most - plainText(end).length), ...end];
};

/** What is told, with the fields that it tells. */
export const deedIn = (told: Told, it: boolean): Deed => {
  const telling: Telling = { ...told, it, tried: told.change.outcome.kind === 'failed' };
  const deed = wordOf(told.change)(telling);
  return SETTING_VERBS.has(told.change.verb) && told.change.inCatalogue ? withTheRest(telling, deed) : deed;
};

type Failed = Extract<Change['outcome'], { kind: 'failed' }>;

const codeOf = (errorCode: string): Pieces => [{ ...nameOf(errorCode, 60), quiet: true }];

const failure = ({ errorCode, errorMessage = '' }: Failed): Pieces => {
  const known = FAILURES.find(([pattern]) => pattern.test(errorCode));
  const code = codeOf(errorCode);
  if (known === undefined) return say('refused (', code, ')');
  const [, words, shown] = known;
  if (words === DENIED) return say(denial(errorMessage));
  return shown === 'with code' ? say(words, ' (', code, ')') : say(words);
};

const DENIED = 'denied';

/** What denied it, as AWS's messages have it: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
const DENIERS: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/explicit deny in an? service control policy/i, 'denied by a service control policy'],
  [/explicit deny in an? resource control policy/i, 'denied by a resource control policy'],
  [/explicit deny in an? permissions boundary/i, 'denied by a permissions boundary'],
  [/explicit deny in an? session policy/i, 'denied by a session policy'],
  [/explicit deny in an? VPC endpoint policy/i, 'denied by a VPC endpoint policy'],
  [/explicit deny in an? (?:identity|resource)-based policy/i, 'denied by a policy'],
  [/because no .{1,60} allows/i, 'denied, as no policy allows it'],
];

const denial = (message: string): string => DENIERS.find(([pattern]) => pattern.test(message))?.[1] ?? DENIED;

const FAILURES: readonly (readonly [pattern: RegExp, words: string, shown?: 'with code'])[] = [
  [/AccessDenied|Unauthorized|NotAuthorized/i, DENIED],
  [/NotFound/i, 'there is no such thing'],
  [/Throttl|TooManyRequests/i, 'throttled'],
  [/LimitExceeded|QuotaExceeded/i, 'over a limit', 'with code'],
  [/InUse/i, 'still in use', 'with code'],
  [/Duplicate|Conflict/i, 'refused as a conflict', 'with code'],
  [/Invalid|Validation|BadRequest/i, 'refused as not valid', 'with code'],
];
