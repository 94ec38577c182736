import { joined, type LinePiece, words } from '../../answer/message';

/** What stands between and behind the things of a list. */
export const lists = {
  /** "created queue A; enabled it; and 3 more" */
  deeds: ({
    deeds,
    more,
  }: {
    readonly deeds: readonly (readonly LinePiece[])[];
    readonly more: number;
  }): readonly LinePiece[] => [...joined('; ', deeds), ...(more > 0 ? [words(`; and ${more} more`)] : [])],
  /** Behind a sentence that tells several changes as one. */
  times: ({ count }: { readonly count: number }): string => `, ${count} times`,
  changes: ({ count }: { readonly count: number }): string => `, ${count} changes`,
  /** In the place of one thing, where the same was done to many. */
  things: ({ count, plural }: { readonly count: number; readonly plural: string }): string => `${count} ${plural}`,
  andMore: ({ more }: { readonly more: number }): string => `and ${more} more`,
};
