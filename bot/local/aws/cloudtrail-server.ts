import { createHash } from 'node:crypto';
import { type AwsReply, answer, type JsonMembers, type LocalService, refusal } from './aws-http';
import { byNewest, eventHistory, type HistoryOptions, type PlacedEvent } from './event-history';
import type { LocalAccount } from './local-account';
import {
  eventAccessKeyId,
  eventReadOnly,
  eventResources,
  eventUsername,
  isLookupKey,
  LOOKUP_ATTRIBUTES,
  type LookupKey,
} from './lookup-attributes';
import { rateLimit } from './rate-limit';

interface Lookup {
  readonly attribute?: { readonly key: LookupKey; readonly value: string };
  /** Milliseconds since the epoch, both inclusive. */
  readonly from: number;
  readonly to: number;
  readonly insights: boolean;
  readonly pageSize: number;
  /** The place of the last event of the page before. */
  readonly after?: Pick<PlacedEvent, 'time' | 'number'>;
}

type Parsed<T> = { readonly value: T } | { readonly refused: AwsReply };
const refused = (code: string, message: string) => ({ refused: refusal(400, code, message) });

const parseAttribute = (list: unknown): Parsed<Lookup['attribute']> => {
  const attributes: readonly JsonMembers[] = Array.isArray(list) ? list : [];
  const [first] = attributes;
  if (attributes.length > 1) return refused('InvalidLookupAttributesException', 'You can specify only one attribute.');
  if (first === undefined) return { value: undefined };
  const { AttributeKey: key, AttributeValue: value } = first;
  return isLookupKey(key) && typeof value === 'string' && value !== '' && value.length <= 2000
    ? { value: { key, value } }
    : refused('InvalidLookupAttributesException', 'The lookup attribute is not valid.');
};

/** The JSON protocol writes times as epoch seconds. */
const parseTime = (value: unknown, otherwise: number): number =>
  value === undefined ? otherwise : typeof value === 'number' ? value * 1000 : Number.NaN;

const parseRange = (input: JsonMembers): Parsed<{ from: number; to: number }> => {
  const from = parseTime(input.StartTime, 0);
  const to = parseTime(input.EndTime, Number.MAX_SAFE_INTEGER);
  return from <= to ? { value: { from, to } } : refused('InvalidTimeRangeException', 'The time range is not valid.');
};

/** Every parameter of a call but its token, and its Region: a token answers only to the same again. */
const fingerprint = ({ NextToken, ...parameters }: JsonMembers, region: string): string => {
  const sorted = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([region, sorted]))
    .digest('hex')
    .slice(0, 24);
};

const writeToken = ({ time, number }: PlacedEvent, bound: string): string =>
  Buffer.from(`${bound}.${time}.${number}`).toString('base64url');

const parseToken = (token: unknown, bound: string): Parsed<Lookup['after']> => {
  if (token === undefined) return { value: undefined };
  const [boundTo, time, number] = Buffer.from(String(token), 'base64url').toString('utf8').split('.');
  return boundTo === bound
    ? { value: { time: Number(time), number: Number(number) } }
    : refused('InvalidNextTokenException', 'The token is not valid, or was given for other parameters.');
};

const parseLookup = (input: JsonMembers, bound: string): Parsed<Lookup> => {
  const { MaxResults: pageSize = 50, EventCategory: category } = input;
  if (typeof pageSize !== 'number' || pageSize < 1 || pageSize > 50) {
    return refused('InvalidMaxResultsException', 'MaxResults must be between 1 and 50.');
  }
  if (category !== undefined && category !== 'insight') {
    return refused('InvalidEventCategoryException', 'The event category is not valid.');
  }
  const attribute = parseAttribute(input.LookupAttributes);
  if ('refused' in attribute) return attribute;
  const range = parseRange(input);
  if ('refused' in range) return range;
  const after = parseToken(input.NextToken, bound);
  if ('refused' in after) return after;
  const found = { ...(attribute.value && { attribute: attribute.value }), ...(after.value && { after: after.value }) };
  return { value: { ...range.value, ...found, pageSize, insights: category === 'insight' } };
};

const matches = (event: PlacedEvent, { attribute, from, to, after, insights }: Lookup): boolean =>
  !insights &&
  event.time >= from &&
  event.time <= to &&
  (after === undefined || byNewest(after, event) < 0) &&
  (attribute === undefined || LOOKUP_ATTRIBUTES[attribute.key](event.record).includes(attribute.value));

/** An event as LookupEvents gives it; members that do not apply are left out, as `undefined` leaves JSON. */
const lookedUp = ({ record, time }: PlacedEvent): JsonMembers => ({
  EventId: record.eventID,
  EventName: record.eventName,
  ReadOnly: eventReadOnly(record),
  AccessKeyId: eventAccessKeyId(record),
  EventTime: time / 1000,
  EventSource: record.eventSource,
  Username: eventUsername(record),
  Resources: eventResources(record),
  CloudTrailEvent: JSON.stringify(record),
});

/**
 * CloudTrail's LookupEvents over an account's events (AWS JSON 1.1). Refuses and pages as the API reference says; a start before
 * the 90 days of reach is served from where the history begins.
 */
export const cloudTrailService = (
  account: LocalAccount,
  { callsPerSecond, elapsedMs, ...history }: HistoryOptions & { callsPerSecond: number; elapsedMs: () => number },
): LocalService => {
  const visible = eventHistory(account, history);
  // No burst beyond the second's own calls: AWS documents two a second and nothing saved up.
  const admit = rateLimit({ perSecond: callsPerSecond, burst: Math.max(1, callsPerSecond) }, elapsedMs);

  const lookupEvents = (input: JsonMembers, region: string): AwsReply => {
    const bound = fingerprint(input, region);
    const lookup = parseLookup(input, bound);
    if ('refused' in lookup) return lookup.refused;
    const found = visible(region).filter((event) => matches(event, lookup.value));
    const page = found.slice(0, lookup.value.pageSize);
    const last = page.at(-1);
    const more = found.length > page.length && last !== undefined;
    return answer({ Events: page.map(lookedUp), ...(more && { NextToken: writeToken(last, bound) }) });
  };

  return {
    contentType: 'application/x-amz-json-1.1',
    recognise: ({ target, body }) =>
      target?.endsWith('.LookupEvents') ? { operation: 'LookupEvents', input: body } : undefined,
    perform: (_operation, input, region) => lookupEvents(input, region),
    admit: (_operation, region) => admit(region),
    throttled: refusal(400, 'ThrottlingException', 'Rate exceeded'),
    serverError: refusal(500, 'InternalFailure', 'The request failed because of an internal error.'),
    denied: (operation) =>
      refusal(
        400,
        'AccessDeniedException',
        `User: arn:aws:iam::${account.accountId}:user/local is not authorized to perform: cloudtrail:${operation}`,
      ),
  };
};
