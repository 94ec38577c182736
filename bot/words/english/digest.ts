import type { Parts } from '../../answer/message';

/** The digest of a channel. */
export const digest = {
  narrowedBy: ({ filters }: { readonly filters: string }): Parts => ['Narrowed by ', { code: filters }],
};
