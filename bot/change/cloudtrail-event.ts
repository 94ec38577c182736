import { createHash } from 'node:crypto';
import { asString, isObject, type JsonObject, member, stringAt } from './json';
import { withTextsCut } from './long-texts';

/**
 * A CloudTrail record after the guard: the members that anything here relies on, narrowed. Every one that a real or a
 * documented record has been seen without is optional. Source: CloudTrail's "record contents" page.
 */
export interface CloudTrailEvent {
  readonly eventId: string;
  /** ISO 8601 UTC, to the second. */
  readonly time: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly region: string;
  readonly account?: string;
  readonly userIdentity: JsonObject;
  readonly sourceIp?: string;
  readonly userAgent?: string;
  readonly requestParameters: JsonObject;
  /** The record holds no request: none at all, or the mark that it was left out for its size. */
  readonly withoutRequest?: true;
  readonly responseElements: JsonObject;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  /** The id of an earlier record of this event, which this one corrects. Source: `addendum` on the same page. */
  readonly amends?: string;
  /** The same in each account's own record of one call that several accounts are told of. */
  readonly sharedEventId?: string;
  readonly fromConsole: boolean;
}

/** Why a value is no CloudTrail record that can be told; a short phrase for counts and notes. */
export interface NotAnEvent {
  readonly unusable: string;
}

/** CloudTrail keeps its event history for so many days, each of 24 hours. */
export const EVENT_HISTORY_DAYS = 90;

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const validTime = (value: unknown): string | undefined => {
  const text = asString(value);
  if (text === undefined || !ISO_TIME.test(text)) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString().replace('.000Z', 'Z');
};

/** Longer than any, and of a Region's letters: documented records have a word in the place of one. */
const REGION = /^[\w-]{1,64}$/;

/** Excerpts of records are printed without their event id: the content itself then tells two of them apart. */
const idFromContent = (record: JsonObject): string =>
  `no-event-id-${createHash('sha256').update(JSON.stringify(record)).digest('hex').slice(0, 16)}`;

/** What other programs make of an object, as CloudTrail Lake does (`{queueId=…}`): nothing of it is known. */
const isUnreadObject = (value: unknown): boolean => typeof value === 'string' && /^\s*\{/.test(value);
/**
 * What CloudTrail writes in the place of a request or an answer of more than 100 kB, or of the part of it that it left out: `omitted`,
 * with the size and a reason. Source: the same page.
 */
const isMarked = (value: unknown): boolean => isObject(value) && value.omitted === true;
const MARK = new Set(['omitted', 'originalSize', 'reason']);

/** Every call that we tell names something: an empty request is none. */
const isRecorded = (request: unknown): boolean =>
  isObject(request) && Object.keys(request).length > 0 && !isMarked(request);

const withoutMark = (value: unknown): JsonObject => {
  if (!isObject(value)) return {};
  return isMarked(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => !MARK.has(key))) : value;
};

/** The guard from unknown JSON. What has no service, name or time cannot be placed and is refused with the reason. */
export const readCloudTrailEvent = (record: unknown): CloudTrailEvent | NotAnEvent => {
  if (!isObject(record)) return { unusable: 'not a JSON object' };
  const json = withTextsCut(record);
  const eventSource = asString(json.eventSource);
  const eventName = asString(json.eventName);
  if (eventSource === undefined || eventName === undefined) return { unusable: 'no eventSource or eventName' };
  if (isUnreadObject(json.requestParameters)) return { unusable: 'its requestParameters are a text that is not JSON' };
  const version = asString(json.eventVersion);
  // Within version 1 members are only ever added; excerpts of records lack it.
  if (version !== undefined && !version.startsWith('1.'))
    return { unusable: `its eventVersion is ${version}, which is not known` };
  const time = validTime(json.eventTime);
  if (time === undefined) return { unusable: 'its eventTime is not a time' };

  const region = asString(json.awsRegion) ?? 'unknown';
  if (!REGION.test(region)) return { unusable: 'its awsRegion is not the code of a Region' };

  const account =
    asString(json.recipientAccountId) ??
    stringAt(json, 'userIdentity.accountId') ??
    asString(member(json, 'accountId'));
  const optional = {
    account,
    sourceIp: asString(json.sourceIPAddress),
    userAgent: asString(json.userAgent),
    errorCode: asString(json.errorCode),
    errorMessage: asString(json.errorMessage),
    sharedEventId: asString(json.sharedEventID),
    withoutRequest: isRecorded(json.requestParameters) ? undefined : (true as const),
    amends:
      stringAt(json, 'addendum.reason') === 'UPDATED_DATA' ? stringAt(json, 'addendum.originalEventID') : undefined,
  };
  return {
    eventId: asString(json.eventID) ?? idFromContent(record),
    time,
    eventSource,
    eventName,
    region,
    userIdentity: isObject(json.userIdentity) ? json.userIdentity : {},
    requestParameters: withoutMark(json.requestParameters),
    responseElements: withoutMark(json.responseElements),
    fromConsole: json.sessionCredentialFromConsole === 'true' || json.sessionCredentialFromConsole === true,
    ...definedOnly(optional),
  };
};

/** The object without its undefined members, as `exactOptionalPropertyTypes` wants it. */
export const definedOnly = <T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
