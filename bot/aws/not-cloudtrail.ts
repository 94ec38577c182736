import type { LookupEventsCommandOutput } from '@aws-sdk/client-cloudtrail';
import { isObject } from '../change/json';
import { phrases } from '../words/words';

/** Something else answered, such as a proxy or a network that wants a sign-in first. The message is a sentence for the person who asked. */
export class NotCloudTrail extends Error {
  override readonly name = 'NotCloudTrail';
  constructor(
    what: keyof typeof phrases.search.reasons.answersOfOthers,
    /** HTTP status, where there was any. */
    readonly status = 0,
    options?: ErrorOptions,
  ) {
    super(phrases.search.reasons.notCloudTrail({ what, status }), options);
  }
}

/** An answer that ended before it began. */
class EmptyAnswer extends SyntaxError {
  override readonly name = 'SyntaxError';
}

/** Throws where what the SDK read is no answer of LookupEvents: it takes any JSON for one, and then nothing would have been found. */
export const requireAnswer = ({
  output,
  response,
}: {
  readonly output: LookupEventsCommandOutput;
  readonly response: unknown;
}): void => {
  const events: unknown = output.Events;
  const token: unknown = output.NextToken;
  const areEvents = events === undefined || (Array.isArray(events) && events.every(isObject));
  const isToken = token === undefined || typeof token === 'string';
  if (areEvents && isToken && (events !== undefined || token !== undefined)) return;
  const { statusCode, headers } = isObject(response) ? response : {};
  if (statusCode === 204 || (isObject(headers) && headers['content-length'] === '0'))
    throw new EmptyAnswer('No answer.');
  throw new NotCloudTrail('other JSON', typeof statusCode === 'number' ? statusCode : 0);
};

/** What came in place of an answer of CloudTrail; undefined where an error is one of its own, or of the way to it. */
export const notCloudTrail = (error: unknown): NotCloudTrail | undefined => {
  if (!isObject(error)) return undefined;
  const { name, message, code, $metadata, $response } = error;
  if (typeof code === 'string' && NO_TRUST.test(code)) return new NotCloudTrail('a certificate', 0, { cause: error });
  const status = isObject($metadata) ? $metadata.httpStatusCode : undefined;
  if (typeof status !== 'number' || !isObject($response)) return undefined;
  const made = (what: ConstructorParameters<typeof NotCloudTrail>[0]) =>
    new NotCloudTrail(what, status, { cause: error });
  const type = isObject($response.headers) ? String($response.headers['content-type'] ?? '') : '';
  if (status >= 300 && status < 400) return made('a redirect');
  // JSON that was cut off fails at its end; what is no JSON fails at its first letter.
  if (name === 'SyntaxError' && !String(message).startsWith('Unexpected token')) return undefined;
  if (name === 'SyntaxError') return made(/html/.test(type) ? 'a web page' : /xml/.test(type) ? 'XML' : 'text');
  if (name === 'TypeError') return made('other JSON');
  // An error of CloudTrail has a name.
  return name === 'Unknown' && status < 500
    ? made(/html/.test(type) ? 'a web page' : 'a refusal without a name')
    : undefined;
};

/** Codes of Node's where a server speaks no HTTP, or has a certificate that is not trusted. */
const NO_TRUST = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|^HPE_|^EPROTO$|^ERR_SSL|^ERR_TLS/;
