import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import type { CloudTrailRecord } from '../../bot/local/aws/local-account';
import type { VirtualTime } from './virtual-time';

/** What may happen to one call. After each of these CloudTrail answers as it should. */
export const PASSING_FAULTS = [
  'throttle',
  'reset',
  'server error',
  'unavailable',
  'empty page',
  'short page',
  'cut off',
  'broken off',
  'token refused',
  'slow',
  'clock corrected',
] as const;
/** An answer that no CloudTrail gave, or one that says that we can't be let in. */
export const FOREIGN_FAULTS = [
  'web page',
  'captive portal',
  'proxy',
  'xml',
  'clock wrong',
  'credentials expired',
] as const;
export type Fault = (typeof PASSING_FAULTS)[number] | (typeof FOREIGN_FAULTS)[number] | 'hang';

/** A call as it reached CloudTrail. */
export interface SimulatedCall {
  readonly client: string;
  /** In the order of all calls, from 1. */
  readonly n: number;
  readonly ms: number;
  readonly input: LookupInput;
  readonly fault?: Fault;
  /** `answered`, or what came instead; `pending` until then, and for ever where nobody waited for it. */
  outcome: string;
}
export interface LookupInput {
  readonly LookupAttributes?: readonly { readonly AttributeKey: string; readonly AttributeValue: string }[];
  /** Seconds since 1970. */
  readonly StartTime?: number;
  readonly EndTime?: number;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

export interface SimulatedCloudTrailOptions {
  readonly time: VirtualTime;
  readonly events: readonly CloudTrailRecord[];
  /** What happens to a call, by its number, by who calls, and by what is asked for. */
  readonly faultAt?: (call: Omit<SimulatedCall, 'outcome' | 'fault'>) => Fault | undefined;
  readonly latencyMs?: (n: number) => number;
  /** More is throttled: so many a second, and so many at once after a pause. */
  readonly perSecond?: number;
  readonly burst?: number;
  /** How far its clock goes before the callers'. */
  readonly aheadMs?: number;
  readonly mostCalls?: number;
}

export interface SimulatedCloudTrail {
  readonly calls: readonly SimulatedCall[];
  /** Makes a client of the SDK ask this CloudTrail, which then knows it by this name. */
  readonly connect: (client: CloudTrailClient, name: string) => CloudTrailClient;
}

type Handler = CloudTrailClient['config']['requestHandler'];
type Handle = Handler['handle'];
type Request = Parameters<Handle>[0];
interface Reply {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The connection ends before the body does. */
  readonly breaksOff?: true;
}

const SLOW_MS = 35_000;
/** As long as the bot's clients wait for an answer. */
const PATIENCE_MS = 40_000;
const SKEW_MS = 600_000;
const SKEW_ALLOWED_MS = 300_000;
const REACH_MS = 90 * 86_400_000;
const LARGEST_PAGE = 50;
const KEYS = new Set([
  ...['EventId', 'EventName', 'ReadOnly', 'Username', 'ResourceType', 'ResourceName', 'EventSource', 'AccessKeyId'],
]);

/**
 * CloudTrail's LookupEvents for one account and Region in virtual time, asked by real clients of the SDK without a network: what it
 * documents of attributes, windows, order, pages, tokens and its rate, and faults at any call.
 */
export const simulatedCloudTrail = (options: SimulatedCloudTrailOptions): SimulatedCloudTrail => {
  const {
    time,
    faultAt = () => undefined,
    latencyMs = () => 120,
    perSecond = 2,
    burst = 2,
    aheadMs = 0,
    mostCalls = 2_000,
  } = options;
  const having = lookUpsIn(options.events);
  const calls: SimulatedCall[] = [];
  const dead = new Set<string>();
  let allowance = burst;
  let filledAt = time.ms();
  let ahead = aheadMs;

  const isThrottled = (): boolean => {
    allowance = Math.min(burst, allowance + ((time.ms() - filledAt) / 1000) * perSecond);
    filledAt = time.ms();
    // What a sum of fractions lacks is no call too many.
    if (allowance < 1 - 1e-9) return true;
    allowance -= 1;
    return false;
  };
  const headers = () => ({
    'content-type': 'application/x-amz-json-1.1',
    'x-amzn-requestid': `00000000-0000-4000-8000-${String(calls.length).padStart(12, '0')}`,
    date: new Date(time.ms() + ahead).toUTCString(),
  });
  const refusal = (statusCode: number, code: string, message: string): Reply => ({
    statusCode,
    headers: { ...headers(), 'x-amzn-errortype': code },
    body: Buffer.from(JSON.stringify({ __type: code, message })),
  });
  const foreign = (statusCode: number, type: string, body: string, more: Record<string, string> = {}): Reply => ({
    statusCode,
    headers: { 'content-type': type, date: new Date(time.ms()).toUTCString(), ...more },
    body: Buffer.from(body),
  });

  const lookUp = (input: LookupInput, fault: Fault | undefined): Reply => {
    const { LookupAttributes = [], NextToken, MaxResults = LARGEST_PAGE, StartTime, EndTime } = input;
    if (LookupAttributes.length > 1 || LookupAttributes.some(({ AttributeKey }) => !KEYS.has(AttributeKey)))
      return refusal(400, 'InvalidLookupAttributesException', 'An attribute is not valid.');
    if (MaxResults < 1 || MaxResults > LARGEST_PAGE)
      return refusal(400, 'InvalidMaxResultsException', 'MaxResults is not valid.');
    const from = StartTime ?? (time.ms() - REACH_MS) / 1000;
    const to = EndTime ?? time.ms() / 1000;
    if (from > to || to < (time.ms() - REACH_MS) / 1000)
      return refusal(400, 'InvalidTimeRangeException', 'The time range is not valid.');
    const asked = hashOf(input);
    const token = NextToken === undefined ? undefined : readToken(NextToken);
    if (fault === 'token refused' && NextToken !== undefined) dead.add(NextToken);
    if (NextToken !== undefined && (token === undefined || token.asked !== asked || dead.has(NextToken)))
      return refusal(400, 'InvalidNextTokenException', 'Invalid token, or it was used with different parameters.');

    const [attribute] = LookupAttributes;
    const reach = Math.max(from, (time.ms() - REACH_MS) / 1000);
    const fitting = having(attribute).filter(({ seconds }) => seconds >= reach && seconds <= to);
    const first = token?.first ?? 0;
    const size = fault === 'empty page' ? 0 : fault === 'short page' ? Math.ceil(MaxResults / 4) : MaxResults;
    const page = fitting.slice(first, first + size);
    const next = first + page.length;
    const isLast = next >= fitting.length && fault !== 'empty page';
    const more = isLast ? '' : `,"NextToken":${JSON.stringify(writeToken(asked, next, calls.length))}`;
    const body = `{"Events":[${page.map(({ told }) => told).join()}]${more}}`;
    return { statusCode: 200, headers: headers(), body: Buffer.from(body) };
  };

  const replyTo = (call: SimulatedCall, request: Request): Reply => {
    switch (call.fault) {
      case 'throttle':
        return refusal(400, 'ThrottlingException', 'Rate exceeded');
      case 'server error':
        return refusal(500, 'InternalFailure', 'The request processing has failed because of an unknown error.');
      case 'unavailable':
        return refusal(503, 'ServiceUnavailable', 'The request has failed due to a temporary failure of the server.');
      case 'clock corrected':
        // Somebody set the callers' clock back: from now on it goes wrong by so much.
        ahead += SKEW_MS;
        return refusal(403, 'InvalidSignatureException', 'Signature expired.');
      case 'clock wrong':
        return refusal(400, 'RequestExpired', 'The request reached the service more than 15 minutes after its date.');
      case 'credentials expired':
        return refusal(400, 'ExpiredTokenException', 'The security token included in the request is expired.');
      case 'web page':
        return foreign(200, 'text/html; charset=utf-8', '<!DOCTYPE html><html><body>Welcome</body></html>');
      case 'captive portal':
        return foreign(302, 'text/html', '<html><body>Sign in to the network</body></html>', {
          location: 'http://portal.example.com/login',
        });
      case 'proxy':
        return foreign(403, 'text/html', '<html><head><title>Blocked</title></head><body>Policy</body></html>', {
          via: '1.1 proxy.example.com',
        });
      case 'xml':
        return foreign(200, 'application/xml', '<?xml version="1.0"?><Error><Code>NoSuchBucket</Code></Error>');
    }
    if (!isSigned(request)) return refusal(400, 'MissingAuthenticationTokenException', 'The request is not signed.');
    if (Math.abs(signedAt(request) - time.ms() - ahead) > SKEW_ALLOWED_MS)
      return refusal(403, 'InvalidSignatureException', 'Signature expired: it is of another time than ours.');
    if (isThrottled()) return refusal(400, 'ThrottlingException', 'Rate exceeded');
    const reply = lookUp(call.input, call.fault);
    const half = reply.body.subarray(0, Math.floor(reply.body.length / 2));
    if (call.fault === 'cut off') return { ...reply, body: half };
    return call.fault === 'broken off' ? { ...reply, body: half, breaksOff: true } : reply;
  };

  const handlerOf = (client: string): Handler => {
    const handle: Handle = async (request, options = {}) => {
      const given = 'abortSignal' in options ? options.abortSignal : undefined;
      const signal = given instanceof AbortSignal ? given : undefined;
      if (signal?.aborted) throw aborted();
      if (calls.length >= mostCalls) throw new Error(`More than ${mostCalls} calls: it loops.`);
      const input = JSON.parse(textOf(request.body)) as LookupInput;
      const told = { client, n: calls.length + 1, ms: time.ms(), input };
      const fault = faultAt(told);
      const call: SimulatedCall = { ...told, ...(fault !== undefined && { fault }), outcome: 'pending' };
      calls.push(call);
      const wait = (ms: number): Promise<void> =>
        time.sleep(ms, signal).catch(() => {
          call.outcome = 'given up';
          throw aborted();
        });
      if (fault === 'hang') {
        await wait(PATIENCE_MS);
        call.outcome = 'never answered';
        throw Object.assign(new Error('The request took too long.'), { name: 'TimeoutError', code: 'ETIMEDOUT' });
      }
      const reply = fault === 'reset' ? undefined : replyTo(call, request);
      await wait(latencyMs(call.n) + (fault === 'slow' ? SLOW_MS : 0));
      if (reply === undefined) {
        call.outcome = 'reset';
        throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
      }
      call.outcome =
        reply.headers['x-amzn-errortype'] ?? (reply.statusCode === 200 ? 'answered' : `${reply.statusCode}`);
      return { response: { ...reply, reason: '', body: bodyOf(reply) } };
    };
    const handler = {
      metadata: { handlerProtocol: 'http/1.1' },
      handle,
      destroy: () => undefined,
      updateHttpClientConfig: () => undefined,
      httpHandlerConfigs: () => ({}),
    };
    return handler as unknown as Handler;
  };

  const connect = (client: CloudTrailClient, name: string): CloudTrailClient => {
    client.config.requestHandler = handlerOf(name);
    return client;
  };
  return { calls, connect };
};

const aborted = (): Error => Object.assign(new Error('Request aborted'), { name: 'AbortError' });

const textOf = (body: unknown): string =>
  typeof body === 'string' ? body : new TextDecoder().decode(body as Uint8Array);

const bodyOf = ({ body, breaksOff }: Reply): Readable =>
  new Readable({
    read() {
      this.push(body);
      if (breaksOff) this.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }));
      else this.push(null);
    },
  });

const isSigned = ({ headers }: Request): boolean =>
  /^AWS4-HMAC-SHA256 Credential=[^/]+\/\d{8}\/[a-z0-9-]+\/cloudtrail\/aws4_request/.test(headers.authorization ?? '') &&
  (headers['x-amz-target'] ?? '').endsWith('.LookupEvents');

/** The time in the signature, `20261121T120000Z`. */
const signedAt = ({ headers }: Request): number =>
  Date.parse((headers['x-amz-date'] ?? '').replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'));

interface Indexed {
  readonly record: CloudTrailRecord;
  readonly at: number;
  readonly seconds: number;
  readonly username: string | undefined;
  /** As a page holds it. */
  readonly told: string;
}
const indexed = (record: CloudTrailRecord, at: number): Indexed => {
  const seconds = Date.parse(record.eventTime) / 1000;
  const username = usernameOf(record);
  return { record, at, seconds, username, told: JSON.stringify(toldOf(record, seconds, username)) };
};

type Attribute = { readonly AttributeKey: string; readonly AttributeValue: string };
type LookUps = (attribute: Attribute | undefined) => readonly Indexed[];
const known = new WeakMap<readonly CloudTrailRecord[], LookUps>();

/** What each attribute finds among the events, newest first. The same events are asked in thousands of worlds. */
const lookUpsIn = (events: readonly CloudTrailRecord[]): LookUps => {
  const before = known.get(events);
  if (before !== undefined) return before;
  const history = events.map(indexed).sort((a, b) => b.seconds - a.seconds || b.at - a.at);
  const found = new Map<string, readonly Indexed[]>();
  const lookUps: LookUps = (attribute) => {
    const key = JSON.stringify(attribute ?? null);
    const there =
      found.get(key) ?? history.filter((event) => attribute === undefined || hasAttribute(event, attribute));
    found.set(key, there);
    return there;
  };
  known.set(events, lookUps);
  return lookUps;
};

/** An IAM user's name, a role session's own; none of a service. */
const usernameOf = ({ userIdentity }: CloudTrailRecord): string | undefined => {
  const { type, userName, arn = '' } = userIdentity as { type?: string; userName?: string; arn?: string };
  if (type === 'Root') return 'root';
  return type === 'AssumedRole' ? arn.split('/').at(-1) : userName;
};

const hasAttribute = ({ record, username }: Indexed, { AttributeKey, AttributeValue }: Attribute): boolean => {
  switch (AttributeKey) {
    case 'EventSource':
      return record.eventSource === AttributeValue;
    case 'EventName':
      return record.eventName === AttributeValue;
    case 'EventId':
      return record.eventID === AttributeValue;
    case 'Username':
      return username === AttributeValue;
    case 'ReadOnly':
      return String(record.readOnly) === AttributeValue;
    default:
      // No record of Connect, Lex or Voice ID is found by its resources or by an access key here.
      return false;
  }
};

const toldOf = (record: CloudTrailRecord, seconds: number, username: string | undefined): object => ({
  EventId: record.eventID,
  EventName: record.eventName,
  EventSource: record.eventSource,
  EventTime: seconds,
  ReadOnly: String(record.readOnly),
  ...(username !== undefined && { Username: username }),
  Resources: [],
  CloudTrailEvent: JSON.stringify(record),
});

/** A token is good for its own request only. */
const hashOf = ({ NextToken: _, ...rest }: LookupInput): string =>
  createHash('sha256').update(JSON.stringify(rest)).digest('hex').slice(0, 16);
const writeToken = (asked: string, first: number, call: number): string =>
  Buffer.from(JSON.stringify({ asked, first, call })).toString('base64url');
const readToken = (token: string): { readonly asked: string; readonly first: number } | undefined => {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
};
