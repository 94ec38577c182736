import type { Change } from '../change/change';
import { isoOf, type Span, secondOf } from '../index/spans';
import type { Window } from '../query/query';
import { answersRequest, type ChangeRequest, type ChangeSource } from '../sources/change-source';

/**
 * A source that answers from these changes, which are all that there are in a span of time (newest first), whatever lies inside that; all
 * else is asked of `beyond`, each request once: many questions about the same changes ask for the same history.
 */
export const amongChanges = (
  changes: readonly Change[],
  span: Span,
  beyond: ChangeSource,
): ((request: ChangeRequest) => ReturnType<ChangeSource>) => {
  const asked = new Map<string, ReturnType<ChangeSource>>();
  return async (request) => {
    if (isInside(request.window, span)) {
      const found = changes.filter((change) => answersRequest(change, request));
      const coverage = { ...request.window, complete: true, asOf: isoOf(span.to), sources: [], notes: [] };
      return { changes: found, facts: [], coverage };
    }
    const key = JSON.stringify(request);
    const finding = asked.get(key) ?? beyond(request);
    asked.set(key, finding);
    return finding;
  };
};

const isInside = ({ from, to }: Window, span: Span): boolean =>
  from !== undefined && to !== undefined && secondOf(from) >= span.from && secondOf(to) <= span.to;
