import { isObject } from '../change/json';
import { phrases } from '../words/words';
import { NotCloudTrail } from './not-cloudtrail';
import { isThrottling } from './told-calls';
import { Unreached } from './unreached';

const { reasons } = phrases.search;

/** What an attempt at a call came to, and so what is done next. */
export type CloudTrailFailure =
  /** Tried again as long as there is time: the call comes through once others leave room for it. */
  | 'throttled'
  /** Likely over at the next try. */
  | 'passing'
  /** No server was reached, or none answered in time: a single time may be chance. */
  | 'unreached'
  | 'unanswered'
  /** The SDK corrects its clock by the answer: the next try is right, or none is. */
  | 'wrong clock'
  /** The token of the next page does not hold any more. */
  | 'token refused'
  /** No call will be answered, this one or another. */
  | 'shut'
  /** This call will not be answered. */
  | 'refused';

const PASSING_CODES = /^(ECONNRESET|EPIPE|ETIMEDOUT|ERR_STREAM_PREMATURE_CLOSE)$/;
const EXPIRED = /ExpiredToken|TokenExpired/i;
const DENIED = /AccessDenied|Unauthorized|NotAuthorized/i;
const NO_CREDENTIALS =
  /ExpiredToken|Credentials|TokenProvider|UnrecognizedClient|InvalidClientTokenId|MissingAuthentication|InvalidSignature|SignatureDoesNotMatch|IncompleteSignature/i;
/** Network Authentication Required, by which a captive portal says what it is: https://www.rfc-editor.org/rfc/rfc6585#section-6 */
const SIGN_IN_FIRST = 511;
const BROKEN_OFF = /ECONNRESET|EPIPE|\baborted$|socket hang up|premature close/i;
const SIGNED_AT_ANOTHER_TIME = /Signature (expired|not yet current)/i;
const SKEWED = /^(RequestTimeTooSkewed|RequestExpired|RequestInTheFuture)$/;

export const failureOf = (error: unknown): CloudTrailFailure => {
  const { name, message, code, status } = partsOf(error);
  if (error instanceof NotCloudTrail) return error.status >= 500 && error.status !== SIGN_IN_FIRST ? 'passing' : 'shut';
  if (isThrottling(error)) return 'throttled';
  if (isOfToken(name, message)) return 'token refused';
  if (isSkewed(name, message)) return 'wrong clock';
  if (name === 'NoTurn' || DENIED.test(name) || NO_CREDENTIALS.test(name)) return 'shut';
  if (error instanceof Unreached) return 'unreached';
  if (name === 'TimeoutError') return 'unanswered';
  const isPassing = name === 'SyntaxError' || PASSING_CODES.test(code) || BROKEN_OFF.test(message) || status >= 500;
  return isPassing ? 'passing' : 'refused';
};

const isOfToken = (name: string, message: string): boolean =>
  /NextToken/i.test(name) ||
  (/^(Validation|InvalidParameter)/.test(name) && /next ?token|pagination token/i.test(message));

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

/** Why a walk ended, in words for the person who asked; `lastTry` is what its last call failed with, where time ran out over it. */
export const reasonOf = (error: unknown, budget: AbortSignal, throttled: number, lastTry?: unknown): string => {
  if (!budget.aborted) return reasonOfFailure(error);
  return reasons.outOfTime({ throttled, ...(lastTry !== undefined && { lastTry: reasonOfFailure(lastTry) }) });
};

const reasonOfFailure = (error: unknown): string => {
  const { name, message } = partsOf(error);
  if (error instanceof NotCloudTrail || error instanceof Unreached || name === 'TooDear') return message;
  const failure = failureOf(error);
  if (failure === 'throttled') return reasons.throttled;
  if (failure === 'token refused') return reasons.tokenRefused;
  if (failure === 'wrong clock') return reasons.wrongClock;
  if (DENIED.test(name)) return reasons.denied;
  if (EXPIRED.test(name)) return reasons.expired;
  if (NO_CREDENTIALS.test(name)) return reasons.noCredentials;
  if (name === 'SyntaxError') return reasons.cutOff;
  if (name === 'NoTurn') return reasons.noTurn;
  if (name === 'TimeoutError') return reasons.noAnswer;
  const [said = ''] = message.split('\n');
  if (BROKEN_OFF.test(said)) return reasons.brokenOff;
  return said === '' ? reasons.unreachable : said.replace(/\.$/, '');
};
