import { isObject } from '../change/json';
import { phrases } from '../words/words';
import { isThrottling } from './told-calls';

const { reasons } = phrases.search;

/** What an attempt at a call came to, and so what is done next. */
export type CloudTrailFailure =
  /** Tried again as long as there is time: the call comes through once others leave room for it. */
  | 'throttled'
  /** Likely over at the next try. */
  | 'passing'
  /** Nobody was reached: once may be chance. */
  | 'unreached'
  /** The SDK corrects its clock by the answer: the next try is right, or none is. */
  | 'wrong clock'
  /** The token of the next page does not hold any more. */
  | 'token refused'
  /** No call will be answered, this one or another. */
  | 'shut'
  /** This call will not be answered. */
  | 'refused';

/** Something else than CloudTrail answered, such as a proxy, a portal or a page of a web server. */
export class NotCloudTrail extends Error {
  override readonly name = 'NotCloudTrail';
}

const PASSING_CODES = /^(ECONNRESET|EPIPE|ETIMEDOUT|ERR_STREAM_PREMATURE_CLOSE)$/;
const UNREACHED_CODES = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;
const DENIED = /AccessDenied|Unauthorized|NotAuthorized/i;
const NO_CREDENTIALS = /ExpiredToken|Credentials|UnrecognizedClient|InvalidClientTokenId|MissingAuthentication/i;
const BROKEN_OFF = /ECONNRESET|EPIPE|\baborted$|socket hang up|premature close/i;
const SIGNED_AT_ANOTHER_TIME = /Signature (expired|not yet current)/i;
const SKEWED = /^(RequestTimeTooSkewed|RequestExpired|RequestInTheFuture)$/;

export const failureOf = (error: unknown): CloudTrailFailure => {
  const { name, message, code, status } = partsOf(error);
  if (name === 'NotCloudTrail' || name === 'NoTurn' || DENIED.test(name) || NO_CREDENTIALS.test(name)) return 'shut';
  if (isThrottling(error)) return 'throttled';
  if (/NextToken/.test(name)) return 'token refused';
  if (isSkewed(name, message)) return 'wrong clock';
  if (UNREACHED_CODES.test(code)) return 'unreached';
  const isPassing =
    name === 'TimeoutError' ||
    name === 'SyntaxError' ||
    PASSING_CODES.test(code) ||
    BROKEN_OFF.test(message) ||
    status >= 500;
  return isPassing ? 'passing' : 'refused';
};

const isSkewed = (name: string, message: string): boolean =>
  SKEWED.test(name) || (/^(InvalidSignature|SignatureDoesNotMatch)/.test(name) && SIGNED_AT_ANOTHER_TIME.test(message));

/** An error of the SDK or of Node, which need not be an Error of this realm. */
const partsOf = (
  error: unknown,
): { readonly name: string; readonly message: string; readonly code: string; readonly status: number } => {
  const { name, message, code, $metadata } = isObject(error) ? error : {};
  const status = isObject($metadata) ? $metadata.httpStatusCode : undefined;
  return {
    name: textOf(name),
    message: textOf(message),
    code: textOf(code),
    status: typeof status === 'number' ? status : 0,
  };
};
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The world's failures in words for the person who asked. */
export const reasonOf = (error: unknown, budget: AbortSignal, throttled: number): string => {
  const { name, message } = partsOf(error);
  if (budget.aborted) return reasons.outOfTime({ throttled });
  if (DENIED.test(name)) return reasons.denied;
  if (NO_CREDENTIALS.test(name)) return reasons.noCredentials;
  if (name === 'SyntaxError') return reasons.cutOff;
  if (name === 'NoTurn') return reasons.noTurn;
  const [said = ''] = message.split('\n');
  if (BROKEN_OFF.test(said)) return reasons.brokenOff;
  return said === '' ? reasons.unreachable : said.replace(/\.$/, '');
};
