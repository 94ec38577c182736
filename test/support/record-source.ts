import type { CloudTrailRecord } from '../../bot/local/aws/local-account';
import { answersRequest, type ChangeRequest, type ChangeSource, newestFirst } from '../../bot/sources/change-source';
import { addRecord, idlessNotes, noRecords } from '../../bot/sources/read-records';

/** A source that holds these records, whole unless `isWhole` says otherwise of a request; `requests` is what it was asked. */
export const recordSource = (
  events: readonly CloudTrailRecord[],
  now: Date,
  isWhole: (request: ChangeRequest) => boolean = () => true,
): { readonly find: ChangeSource; readonly requests: readonly ChangeRequest[] } => {
  const requests: ChangeRequest[] = [];
  const records = noRecords();
  for (const event of events) addRecord(records, event);
  const iso = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
  const find: ChangeSource = async (request) => {
    requests.push(request);
    return {
      changes: newestFirst(records.changes.filter((change) => answersRequest(change, request))),
      facts: records.facts,
      coverage: {
        from: iso(now.getTime() - 90 * 86_400_000),
        to: iso(now.getTime()),
        ...request.window,
        complete: isWhole(request),
        ...(!isWhole(request) && { cut: true as const }),
        asOf: iso(now.getTime()),
        sources: [],
        notes: idlessNotes(records.changes, request),
      },
    };
  };
  return { find, requests };
};
