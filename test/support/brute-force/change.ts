import { KINDS, type Kind, TYPE_IN_ARN } from './calls';
import { isHidden, isMembers, lastUuid, type Members, text, uuidsIn } from './json';
import { sortOf, whoIs } from './who';

/**
 * What an account's records say, read by plain means and by a few rules of thumb, apart from the code that it judges: every
 * UUID in a request is a thing that the change mentions, names are those that successful calls gave, and a field holds what
 * the last successful call put there.
 */
export interface RawRecord {
  readonly [member: string]: unknown;
  readonly eventID: string;
  readonly eventTime: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
}

export interface ReadChange {
  readonly eventId: string;
  readonly eventName: string;
  readonly time: string;
  readonly region: string;
  readonly type: string;
  readonly verb: string;
  readonly id: string | undefined;
  readonly failed: boolean;
  readonly errorCode: string | undefined;
  /** What the request calls the thing. */
  readonly stated: string | undefined;
  /** Other things' ids. */
  readonly mentions: readonly string[];
  /** Those of which this is a part. */
  readonly whole: readonly string[];
  readonly instanceId: string | undefined;
  /** All that whoever did it can be asked for by. */
  readonly who: readonly string[];
  /** The Connect user's id, where it was done in the website. */
  readonly userId: string | undefined;
  readonly sort: 'person' | 'pipeline' | 'sync' | 'service';
  readonly kind: Kind;
  readonly request: Members;
}

const idOf = (kind: Kind, request: Members, response: Members): string | undefined => {
  if (kind.id === undefined) return undefined;
  const held = request[kind.id] ?? response[kind.id];
  if (kind.id === 'domain') return isMembers(held) ? String(held.domainId) : undefined;
  return lastUuid(held) ?? (typeof held === 'string' ? held : undefined);
};

export const readChange = (record: RawRecord): ReadChange | undefined => {
  const kind = Object.hasOwn(KINDS[record.eventSource] ?? {}, record.eventName)
    ? KINDS[record.eventSource]?.[record.eventName]
    : undefined;
  if (kind === undefined) return undefined;
  const request = isMembers(record.requestParameters) ? record.requestParameters : {};
  const response = isMembers(record.responseElements) ? record.responseElements : {};
  const identity = isMembers(record.userIdentity) ? record.userIdentity : {};
  const id = idOf(kind, request, response);
  const arn = text(request.resourceArn);
  const instanceId = lastUuid(request.InstanceId) ?? /instance\/([0-9a-f-]{36})/.exec(arn)?.[1];
  const tagged = /([a-z-]+)\/[0-9a-f-]{36}"$/.exec(arn)?.[1] ?? '';
  const others = uuidsIn(request).filter((one) => one !== id && one !== instanceId);
  const named = kind.name === undefined ? undefined : request[kind.name];
  return {
    eventId: record.eventID,
    eventName: record.eventName,
    time: record.eventTime,
    region: record.awsRegion,
    type: kind.type === '' ? (TYPE_IN_ARN[tagged] ?? tagged) : kind.type,
    verb: kind.verb,
    id,
    failed: record.errorCode !== undefined,
    errorCode: record.errorCode === undefined ? undefined : String(record.errorCode),
    stated: typeof named === 'string' && !isHidden(named) ? named : undefined,
    mentions: others,
    whole: kind.type === 'hours-of-operation-override' ? others : [],
    instanceId,
    ...whoIs(identity),
    sort: sortOf(record, identity),
    kind,
    request,
  };
};

/** Of one second what ends a thing comes last, and what makes it first; then the greater event id counts as the later. */
const AGES: Readonly<Record<string, number>> = { create: 0, claim: 0, delete: 2, release: 2 };
const ageIn = ({ verb }: ReadChange): number => AGES[verb] ?? 1;
export const newestFirst = (a: ReadChange, b: ReadChange): number => {
  if (a.time !== b.time) return a.time < b.time ? 1 : -1;
  if (ageIn(a) !== ageIn(b)) return ageIn(b) - ageIn(a);
  return a.eventId < b.eventId ? 1 : -1;
};
export const secondsBetween = (earlier: string, later: string): number =>
  (Date.parse(later) - Date.parse(earlier)) / 1000;
export const ENDS = ['delete', 'release'];
