import { CHANGES } from '../change/catalogue';
import { asksForHistory, type ChangeRequest } from '../sources/change-source';
import { partition } from './index-item';
import { isoOf, type Span } from './spans';

/**
 * The partitions that hold all changes which may answer a request in a span of time. A request for names without a name reads
 * nothing: what events tell of names went into the directory when they were indexed.
 */
export const partitionsFor = (request: ChangeRequest, span: Span): readonly string[] => {
  const { eventId, targets, name, own, by, naming } = request;
  if (eventId !== undefined) return [partition.event(eventId)];
  if (targets !== undefined) {
    const ids = [...new Set(targets.flatMap(({ id }) => id ?? []))];
    return [
      ...ids.flatMap((id) => (own ? [partition.own(id)] : [partition.own(id), partition.named(id)])),
      ...(name === undefined ? [] : [partition.called(name)]),
      ...(asksForHistory(request) ? [partition.idless] : []),
    ];
  }
  if (by !== undefined) return [...new Set([...by.connectUserIds, ...by.names].map(partition.by))];
  if (naming) return name === undefined ? [] : [partition.called(name)];
  return asksForAccess(request) ? [partition.access] : daysOf(span);
};

const ACCESSING: ReadonlySet<string> = new Set(CHANGES.filter(({ verb }) => verb === 'access').map(({ name }) => name));

const asksForAccess = ({ eventNames }: ChangeRequest): boolean =>
  eventNames !== undefined && eventNames.length > 0 && eventNames.every((name) => ACCESSING.has(name));

const DAY_SECONDS = 86_400;

/** The days of a span, UTC, newest first. */
export const daysOf = ({ from, to }: Span): readonly string[] => {
  const first = Math.floor(from / DAY_SECONDS);
  const last = Math.floor(to / DAY_SECONDS);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, n) =>
    partition.day(isoOf((last - n) * DAY_SECONDS)),
  );
};
