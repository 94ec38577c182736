import type { CloudTrailRecord, LocalAccount } from './local-account';

/** A record at its place in the event history. */
export interface PlacedEvent {
  readonly record: CloudTrailRecord;
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** Its number in the account's list: tells records of one second apart. */
  readonly number: number;
}

export const DAY_MS = 86_400_000;
const REACH_MS = 90 * DAY_MS;
const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

const place = (record: CloudTrailRecord, number: number, unplaced: LocalAccount['unplaced']): PlacedEvent => {
  const time = Date.parse(record.eventTime);
  return {
    record,
    region: REGION.test(record.awsRegion) ? record.awsRegion : unplaced.region,
    time: Number.isNaN(time) ? Date.parse(unplaced.time) : time,
    number,
  };
};

/** Newest first; of one second, the one recorded later first. */
export const byNewest = (a: Pick<PlacedEvent, 'time' | 'number'>, b: Pick<PlacedEvent, 'time' | 'number'>): number =>
  b.time - a.time || b.number - a.number;

/** Event history holds management events; a record from before `eventCategory` existed is one. */
const isManagementEvent = ({ eventCategory, managementEvent }: CloudTrailRecord): boolean =>
  managementEvent !== false && (eventCategory === undefined || eventCategory === 'Management');

export interface HistoryOptions {
  readonly now: () => Date;
  /** How long after its time an event can be found, in milliseconds. */
  readonly deliveryDelayMs: (event: CloudTrailRecord) => number;
}

/** What a Region's event history shows at this moment, newest first: 90 days of management events, each after its delivery delay. */
export const eventHistory = (account: LocalAccount, { now, deliveryDelayMs }: HistoryOptions) => {
  let sorted: readonly PlacedEvent[] = [];
  const all = (): readonly PlacedEvent[] => {
    if (sorted.length !== account.events.length) {
      sorted = account.events.map((record, number) => place(record, number, account.unplaced)).sort(byNewest);
    }
    return sorted;
  };
  return (region: string): readonly PlacedEvent[] => {
    const at = now().getTime();
    return all().filter(
      (event) =>
        event.region === region &&
        event.time >= at - REACH_MS &&
        event.time + deliveryDelayMs(event.record) <= at &&
        isManagementEvent(event.record),
    );
  };
};
