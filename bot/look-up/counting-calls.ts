import type { Coverage } from '../answer/coverage';
import type { ChangeSource } from '../sources/change-source';

/**
 * A source that counts the calls of one question, whatever they were for. `withCalls` puts them into a coverage that the
 * source gave; files are read once however often they are asked.
 */
export const countingCalls = (
  source: ChangeSource,
): { readonly find: ChangeSource; readonly withCalls: (coverage: Coverage) => Coverage } => {
  const calls = new Map<string, number>();
  const keyOf = ({ kind, region }: Coverage['sources'][number]): string => `${kind} ${region}`;
  return {
    find: async (request) => {
      const found = await source(request);
      for (const one of found.coverage.sources) {
        const before = calls.get(keyOf(one)) ?? 0;
        calls.set(keyOf(one), one.kind === 'trail files' ? one.calls : before + one.calls);
      }
      return found;
    },
    withCalls: (coverage) => ({
      ...coverage,
      sources: coverage.sources.map((one) => ({ ...one, calls: calls.get(keyOf(one)) ?? one.calls })),
    }),
  };
};
