import { withoutAddresses } from '../change/addresses';
import type { Change } from '../change/change';
import { phrases } from '../words/words';
import { cut } from './wording/pieces';

/** CloudTrail keeps 1 KB. */
const LONGEST = 1_000;

/**
 * Why a call failed, in AWS's own words, without e-mail addresses; it holds no secrets. Text from outside: to be shown as its letters.
 * Undefined where the record does not say.
 */
export const reasonOf = ({ outcome }: Change, most = LONGEST): string | undefined =>
  outcome.kind !== 'failed' || outcome.errorMessage === undefined
    ? undefined
    : cut(withoutAddresses(outcome.errorMessage, phrases.hidden.email), most);
