import type { IndexReader } from '../sources/index-first';

/** The index could not be read. What it would tell stands in CloudTrail too, as far as that reaches. */
export class IndexAway extends Error {
  override readonly name = 'IndexAway';
}

/** The same reader; what fails of it is an `IndexAway`, told apart from what CloudTrail meets. */
export const tellingAway = (reader: IndexReader): IndexReader => ({
  changes: (...asked) => reader.changes(...asked).catch(away),
  unusable: () => reader.unusable().catch(away),
  days: () => reader.days().catch(away),
  reach: (region) => reader.reach(region).catch(away),
});

const away = (cause: unknown): never => {
  throw new IndexAway('The index could not be read.', { cause });
};
