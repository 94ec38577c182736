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
  andMore: ({ more }: { readonly more: number }): string => `and ${more} more`,
};
