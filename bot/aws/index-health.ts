import { CHANGES } from '../change/catalogue';
import { EVENT_HISTORY_DAYS } from '../change/cloudtrail-event';
import { operationsProved } from '../index/proof';
import { difference, isoOf } from '../index/spans';
import type { ChangeIndex } from './change-index';
import type { ProofReader } from './proof-table';

/** How the index of a Region stands; times are ISO 8601 UTC. */
export interface RegionHealth {
  readonly region: string;
  /** Up to here every change is in the index; absent where nothing was read yet. */
  readonly settledTo?: string;
  /** The newest event of any kind that a catch-up saw, and the newest that EventBridge delivered. */
  readonly newestEvent?: string;
  readonly delivered?: string;
  /** How many stretches of the last 90 days are not proved, the newest one apart. */
  readonly gaps: number;
}

export interface IndexHealth {
  readonly regions: readonly RegionHealth[];
  /** Records that could not be told. */
  readonly unusable: number;
}

const LOOKED_AT_SECONDS = EVENT_HISTORY_DAYS * 86_400;

/** How the index stands, of every Region of which anything was read. */
export const indexHealth = async (
  index: Pick<ChangeIndex, 'unusable'>,
  proofs: ProofReader,
  now: Date,
): Promise<IndexHealth> => {
  const [regions, unusable] = await Promise.all([proofs.regions(), index.unusable()]);
  const nowSecond = Math.floor(now.getTime() / 1000);
  const found = await Promise.all(
    regions.toSorted().map(async (region): Promise<RegionHealth> => {
      const { proofs: proved, newestEvent, delivered } = await proofs.reach(region);
      const read = operationsProved(proved, CHANGES);
      const last = read.at(-1)?.to;
      const window = { from: Math.max(nowSecond - LOOKED_AT_SECONDS, read[0]?.from ?? 0), to: last ?? nowSecond };
      return {
        region,
        ...(last !== undefined && { settledTo: isoOf(last) }),
        ...(newestEvent !== undefined && { newestEvent }),
        ...(delivered !== undefined && { delivered }),
        gaps: last === undefined || window.from > window.to ? 0 : difference([window], read).length,
      };
    }),
  );
  return { regions: found, unusable: unusable.length };
};
