import { classifyEvent } from '../change/catalogue';
import { WITHHELD } from '../change/hidden';
import { asString, type JsonObject } from '../change/json';
import { secretsIn, withoutRepeated, withoutSecrets } from '../change/secrets';
import { isPrivate } from './wording/labels';

/** Parts of a record that hold what the call set. Elsewhere names mean other things: `userIdentity` has no private members of its own. */
const SET = /^(?:requestparameters|responseelements)\.(?<path>.+)/s;

/** Parts that may repeat what was asked. */
const ANSWERED: ReadonlySet<string> = new Set(['errorMessage', 'responseElements', 'additionalEventData']);

/**
 * A CloudTrail record as AWS wrote it, without its secrets and without what the API's model, or the member's name, marks as personal.
 * What AWS has hidden itself stays as AWS wrote it.
 */
export const maskedRecord = (record: JsonObject): JsonObject => {
  const sensitive = sensitiveIn(record);
  const isWithheld = (name: string, whole: string): boolean => {
    const path = SET.exec(whole)?.groups?.path;
    return path !== undefined && (sensitive.has(path) || isPrivate(name));
  };
  const secrets = secretsIn(record);
  return Object.fromEntries(
    Object.entries(withoutSecrets(record, { word: () => WITHHELD, isWithheld })).map(([name, part]) => [
      name,
      ANSWERED.has(name) ? withoutRepeated(part, secrets, WITHHELD) : part,
    ]),
  );
};

/** The paths that the API's model marks as sensitive, in small letters. */
const sensitiveIn = ({ eventSource, eventName, requestParameters }: JsonObject): ReadonlySet<string> => {
  const known = classifyEvent(asString(eventSource) ?? '', asString(eventName) ?? '', requestParameters);
  const paths = known.kind === 'change' ? known.operation.sensitive : [];
  return new Set(paths.map((path) => path.toLowerCase().replaceAll('[]', '')));
};
