import type { AnswerDeps } from '../answer-question';
import type { Change } from '../change/change';
import { partition } from '../index/index-item';
import { daysOf } from '../index/partitions-for';
import type { Span } from '../index/spans';
import { newestFirst } from '../sources/change-source';
import { type IndexReader, indexFirst } from '../sources/index-first';
import type { ChangeIndex } from './change-index';
import type { KnownNow } from './known-account';

/** What the index tells, as of one moment. */
export interface IndexLookUp {
  /** Every change in a span of time, newest first, also what was written a moment ago; what was corrected since is left out. */
  readonly changes: (span: Span) => Promise<readonly Change[]>;
  /** All that a question needs; its `find` reads the index alone. */
  readonly deps: AnswerDeps;
}

export interface IndexLookUpDeps {
  readonly reader: Omit<IndexReader, 'changes'> & Pick<ChangeIndex, 'changes'>;
  readonly retentionDays: number;
  readonly known: () => Promise<KnownNow>;
  readonly now: () => Date;
}

/** Looks up in the index alone: at once, however often, and without a part in the 2 calls a second that CloudTrail allows. */
export const createIndexLookUp =
  ({ reader, retentionDays, known, now }: IndexLookUpDeps): (() => Promise<IndexLookUp>) =>
  async () => {
    const { regions, notes: _notes, isNamed, ...knownNow } = await known();
    // Without names a watch would mean nothing, and what it is to tell would be lost: the queue asks again.
    if (!isNamed) throw new Error('The directory of names could not be read.');
    return {
      changes: async (span) => {
        const [held, amending] = await Promise.all([
          reader.changes(daysOf(span), span, { written: true }),
          reader.changes([partition.amending], undefined, { written: true }),
        ]);
        const amended = new Set(amending.flatMap(({ amends }) => amends ?? []));
        return newestFirst(held.filter(({ eventId }) => !amended.has(eventId)));
      },
      deps: { ...knownNow, find: indexFirst({ index: reader, retentionDays, regions, now: now() }) },
    };
  };
