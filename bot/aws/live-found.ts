import type { Coverage, CoverageSource } from '../answer/coverage';
import { answersRequest, type ChangeRequest, type Found, newestFirst } from '../sources/change-source';
import { idlessNotes, unusableNotes } from '../sources/read-records';
import { phrases } from '../words/words';
import { newerOf, type RegionReading, type Span } from './read-region';

const HALF_AN_HOUR = 1_800_000;

/** Nothing at all could be read: the world failed. The message is one line, fit for a person. */
export class CloudTrailUnavailable extends Error {
  override readonly name = 'CloudTrailUnavailable';
}

/** What the Regions gave for a request, and how far they were read. `cuts` are sentences on what was not even tried. */
export const foundIn = (
  readings: readonly RegionReading[],
  request: ChangeRequest,
  span: Span,
  now: Date,
  cuts: readonly string[],
): Found => {
  const failed = readings.filter(({ failure }) => failure !== undefined);
  if (failed.length === readings.length && readings.every(({ calls }) => calls === 0)) {
    const [first] = failed;
    throw new CloudTrailUnavailable(
      phrases.search.unreadable({
        regions: readings.map(({ region }) => region),
        reason: first?.failure?.reason ?? phrases.search.reasons.noRegion,
      }),
      { cause: first?.failure?.cause },
    );
  }
  const newest = readings.map(({ records }) => records.newest).reduce(newerOf, undefined);
  const coverage: Coverage = {
    from: isoSeconds(span.from),
    to: isoSeconds(span.to),
    ...((failed.length > 0 || cuts.length > 0) && { cut: true as const }),
    complete: failed.length === 0 && readings.every(({ records }) => records.unusable.size === 0) && cuts.length === 0,
    asOf: isoSeconds(now),
    sources: readings.map(
      ({ region, calls }): CoverageSource => ({
        kind: 'live CloudTrail',
        region,
        from: isoSeconds(span.from),
        to: isoSeconds(span.to),
        calls,
      }),
    ),
    ...(newest === undefined ? {} : { newestEvent: newest.replace('.000Z', 'Z') }),
    notes: [
      ...new Set([
        ...cuts,
        ...readings.flatMap(partialNotes),
        ...readings.flatMap(({ notes }) => notes),
        ...idlessNotes(
          readings.flatMap((reading) => reading.records.changes),
          request,
        ),
        ...settleNotes(span, now),
      ]),
    ],
  };
  const records = readings.map((reading) => reading.records);
  return {
    changes: newestFirst(records.flatMap(({ changes }) => changes)).filter((change) => answersRequest(change, request)),
    facts: records.flatMap(({ facts }) => facts),
    coverage,
  };
};

const isoSeconds = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

const partialNotes = ({ region, failure, calls, records }: RegionReading): readonly string[] => [
  ...(failure === undefined ? [] : [phrases.search.regionCut({ region, count: calls, reason: failure.reason })]),
  ...unusableNotes(records),
];

const settleNotes = (span: Span, now: Date): readonly string[] =>
  now.getTime() - span.to.getTime() < HALF_AN_HOUR ? [phrases.search.unsettled] : [];

export const nothingInReach = (request: ChangeRequest, now: Date): Found => ({
  changes: [],
  facts: [],
  coverage: {
    ...(request.window.from === undefined ? {} : { from: request.window.from }),
    ...(request.window.to === undefined ? {} : { to: request.window.to }),
    complete: false,
    cut: true,
    asOf: isoSeconds(now),
    sources: [],
    notes: [phrases.search.allBeforeReach],
  },
});
