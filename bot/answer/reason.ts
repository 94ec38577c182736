import type { Change } from '../change/change';
import { phrases } from '../words/words';
import { cut } from './wording/pieces';

/** From where a word begins, and up to where a name can't go on: linear, and an ARN keeps all but the session that is an address. */
const EMAIL = /(?<![^\s@<>:/"'(),;=])[^\s@<>:/"'(),;=]+@[^\s@<>:/"'(),;=]+/g;
const KEY = /\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g;
const SECRET = /password|passphrase|secret|token|credential/i;
const QUOTED = /"[^"]*"|'[^']*'|‘[^’]*’|“[^”]*”|`[^`]*`/g;

/** CloudTrail keeps 1 KB. */
const LONGEST = 1_000;

/**
 * Why a call failed, in AWS's own words, without addresses and keys, and without what it quotes where it speaks of a secret. Text from
 * outside: to be shown as its letters. Undefined where the record does not say.
 */
export const reasonOf = ({ outcome }: Change, most = LONGEST): string | undefined => {
  if (outcome.kind !== 'failed' || outcome.errorMessage === undefined) return undefined;
  const text = outcome.errorMessage.replace(EMAIL, phrases.hidden.email).replace(KEY, phrases.hidden.masked);
  return cut(SECRET.test(text) ? text.replace(QUOTED, phrases.hidden.masked) : text, most);
};
