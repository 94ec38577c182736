import { eventSourceOf, type Operation } from '../change/catalogue';
import type { LookupAttribute } from '../sources/plan';
import { intersection, type Span, type Spans, union } from './spans';

/**
 * What was read whole, of one Region: the spans of time in which a finished walk of LookupEvents by this attribute, or a stated set
 * of trail files (`everything`), showed all there was. Events that come by EventBridge prove nothing.
 */
export type ProofKey = `${'EventName' | 'EventSource'} ${string}` | 'everything';

/** Events appear in CloudTrail some minutes late, without a promise: what is younger than this is not proved by any walk. */
export const SETTLE_SECONDS = 30 * 60;

/** The proofs of one Region. */
export type Proofs = ReadonlyMap<string, Spans>;

/** What is known of how far a Region's index reaches. */
export interface RegionReach {
  readonly proofs: Proofs;
  /** The frozen end of the newest finished catch-up, ISO 8601 UTC: up to there everything that was to be found then was found. */
  readonly walkedTo?: string;
  /** The newest event of any kind that a walk saw, ISO 8601 UTC. */
  readonly newestEvent?: string;
  /** Events of any kind an hour, by event source, as the newest walks met them. */
  readonly eventsAnHour: ReadonlyMap<string, number>;
  /** The time of the newest event that EventBridge delivered, and of the newest change that a walk found which EventBridge had time to deliver. */
  readonly delivered?: string;
  readonly deliverable?: string;
}

/** An attribute by which all events of a name or of a source are read. */
export interface WholeAttribute extends LookupAttribute {
  readonly key: 'EventName' | 'EventSource';
}

export const proofKey = ({ key, value }: WholeAttribute): ProofKey => `${key} ${value}`;

const spansOf = (proofs: Proofs, key: ProofKey): Spans => proofs.get(key) ?? [];

/** When all events of a service's source were read, whatever their names. */
export const sourceProved = (proofs: Proofs, source: string): Spans =>
  union([...spansOf(proofs, 'everything'), ...spansOf(proofs, `EventSource ${source}`)]);

/** When all events of a name were read; a name that several services have is read for all of them at once. */
export const nameProved = (proofs: Proofs, { name, service }: Pick<Operation, 'name' | 'service'>): Spans =>
  union([...sourceProved(proofs, eventSourceOf({ service })), ...spansOf(proofs, `EventName ${name}`)]);

const ALWAYS: Spans = [{ from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER }];

const inAll = (all: readonly Spans[]): Spans => all.reduce(intersection, ALWAYS);

/** When each of these operations was read whole; nothing at all for none. */
export const operationsProved = (proofs: Proofs, operations: readonly Operation[]): Spans =>
  operations.length === 0 ? [] : inAll(operations.map((operation) => nameProved(proofs, operation)));

/** When everything of these operations' sources was read, so that kinds of change that nobody knows are among it. */
export const allKindsProved = (proofs: Proofs, operations: readonly Operation[]): Spans => {
  const sources = [...new Set(operations.map(eventSourceOf))];
  return sources.length === 0 ? [] : inAll(sources.map((source) => sourceProved(proofs, source)));
};

/** The spans as text and back: `1700000000-1700003600 1700007200-1700010800`. */
export const spansText = (spans: Spans): string => spans.map(({ from, to }) => `${from}-${to}`).join(' ');
export const readSpans = (text: string): Spans =>
  union(
    [...text.matchAll(/(?<!\d)(\d+)-(\d+)/g)].map(([, from, to]): Span => ({ from: Number(from), to: Number(to) })),
  );
