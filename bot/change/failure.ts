import type { Outcome } from './change';
import { type CloudTrailEvent, definedOnly } from './cloudtrail-event';
import { WITHHELD } from './hidden';
import { asString, type JsonObject, member, stringAt, valuesAt } from './json';
import { secretsIn, textWithoutRepeated, textWithoutSecrets } from './secrets';

/** How the call ended, and why it failed where the record says so. */
export const outcomeOf = (event: CloudTrailEvent): Outcome =>
  event.errorCode === undefined
    ? { kind: 'succeeded' }
    : { kind: 'failed', errorCode: event.errorCode, ...definedOnly({ errorMessage: reasonIn(event) }) };

/** CloudTrail keeps 1 KB of a message; what a response holds in its place may be longer. */
const LONGEST = 2_000;

/**
 * Why a call failed. Connect's own errors leave the message out of its place, and CloudTrail then writes the error's members among the
 * response: a message, the problems of a flow with the block and its path, the properties that were not valid.
 */
const reasonIn = ({ errorMessage, responseElements, requestParameters }: CloudTrailEvent): string | undefined => {
  const told = [
    errorMessage,
    stringAt(responseElements, 'Message'),
    ...valuesAt(responseElements, 'Problems').map((problem) => asString(problem) ?? stringAt(problem, 'Message')),
    ...valuesAt(responseElements, 'PropertyList').map((property) => {
      const why = stringAt(property, 'Message') ?? stringAt(property, 'Reason');
      return [asString(member(property, 'PropertyPath')), why].filter((part) => part !== undefined).join(': ');
    }),
  ].flatMap((part) => asString(part?.trim()) ?? []);
  const reason = [...new Set(told)].join('; ').slice(0, LONGEST);
  return asString(reason === '' ? reason : withoutSecretsOf(requestParameters, reason));
};

const SPEAKS_OF_SECRETS = /password|passphrase|secret|token|credential|api.?key|private.?key/i;
const QUOTED = /"[^"]*"|'[^']*'|‘[^’]*(?:’|$)|“[^”]*(?:”|$)|`[^`]*`/g;

/** A reason without secrets: neither any of the request that it repeats, nor what it quotes where it speaks of one. */
const withoutSecretsOf = (request: JsonObject, reason: string): string => {
  const text = SPEAKS_OF_SECRETS.test(reason) ? reason.replace(QUOTED, WITHHELD) : reason;
  const shown = textWithoutRepeated(text, secretsIn(request), WITHHELD);
  return textWithoutSecrets(shown, { word: () => WITHHELD });
};
