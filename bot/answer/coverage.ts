/** One thing that was read for an answer. */
export interface CoverageSource {
  readonly kind: 'index' | 'live CloudTrail' | 'trail files' | 'archive';
  readonly region?: string;
  /** ISO 8601 UTC; absent for a folder that holds nothing. */
  readonly from?: string;
  readonly to?: string;
  /** Calls of LookupEvents, or files read. */
  readonly calls: number;
}

/** What was searched, and how surely. */
export interface Coverage {
  /** ISO 8601 UTC; absent where nothing bounds it (an empty folder). */
  readonly from?: string;
  readonly to?: string;
  /**
   * False where something was cut: time ran out, a Region refused, a file was broken. The notes say what. False too where nothing of
   * the window is settled yet, and of an answer that may lack changes of what was asked for.
   */
  readonly complete: boolean;
  /** What an answer may lack; absent where that is nothing. What a source gives may do so by its notes only. */
  readonly lacks?: readonly Lack[];
  /** Up to here the index is settled; later records were searched as far as they had arrived. ISO 8601 UTC; absent where all is. */
  readonly settledTo?: string;
  /** Something was left unread, and not merely found unreadable: of what was read nothing can be concluded about the rest. */
  readonly cut?: true;
  /** The moment at which it was read. */
  readonly asOf: string;
  readonly sources: readonly CoverageSource[];
  /** The newest event of any kind that was seen, ISO 8601 UTC. */
  readonly newestEvent?: string;
  /** Whole sentences for people: what was cut, what CloudTrail can't show, what is not settled. */
  readonly notes: readonly string[];
}

/** What an answer may lack of the changes that were asked for, though all that was to be read was. In the order in which it is told. */
export const LACKS = [
  'tags',
  'newer-kinds',
  'other-sessions',
  'takers',
  'unnamed-things',
  'unknown-instances',
  'namesakes',
  'other-attempts',
  'ids',
  'earlier-times',
  'connect-user',
  'names',
] as const;
export type Lack = (typeof LACKS)[number];
