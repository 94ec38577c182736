import type { Change } from './change/change';
import { instancesNamed } from './change/instances';
import { whyUnread } from './change/json-text';
import { normalize } from './change/normalize';
import type { DirectoryFact } from './directory/facts';
import { factsOfChange } from './directory/facts-of-change';
import {
  canBeFiled,
  type DayItem,
  dayItem,
  type IndexItem,
  type InstanceItem,
  instanceItem,
  itemsOf,
} from './index/index-item';
import { type UnusableItem, unusableItem } from './index/unusable';

/** All that is written of records. */
export type Ingested = IndexItem | InstanceItem | DayItem | UnusableItem;

export interface IngestDeps {
  /** Writes items of the index; throws where some could not be written. */
  readonly put: (items: readonly Ingested[]) => Promise<void>;
  /** Keeps what events tell of names and lives. */
  readonly learn: (facts: readonly DirectoryFact[]) => Promise<void>;
  /** For how long a change is kept, counted from its own time. */
  readonly retentionDays: number;
  readonly now: () => Date;
  /** Hears of every change that is added. */
  readonly onChange?: (change: Change) => void;
  /** Tells of changes once they are in the index, names too. Throws where that fails: then nothing may count as read. */
  readonly announce?: Announce;
}

/** Hears which changes the index holds now, whether or not it held them before. */
export type Announce = (changes: readonly Pick<Change, 'eventId' | 'time'>[]) => Promise<void>;

/** What became of records, each counted in one place. */
export interface Counts {
  /** Changes of configuration, all of them in the index now; one of which several records tell counts once. */
  changes: number;
  /** Further records of changes that were counted. */
  repeats: number;
  /** Reads, contacts and other events of our services that change no configuration. */
  leftOut: number;
  /** Other services' events. */
  foreign: number;
  /** Changes that are older than the index keeps any. */
  tooOld: number;
  /** Records that can't be told; each is kept with the reason, and every answer about its time says so. */
  unusable: number;
}

export const noCounts = (): Counts => ({ changes: 0, repeats: 0, leftOut: 0, foreign: 0, tooOld: 0, unusable: 0 });

export interface Ingester {
  /**
   * Takes records (any JSON; a text that is none as it is). Waits only where much is still to be written. What it throws is a
   * failed write, of these records or of earlier ones.
   */
  readonly add: (records: Iterable<unknown>) => Promise<void>;
  /** Ends when everything that was added is in the index, names too, and was told of. Only then may it be said that it was read. */
  readonly flush: () => Promise<void>;
  readonly counts: Readonly<Counts>;
}

/** So many items are written together; as many may wait meanwhile. */
const WRITTEN_TOGETHER = 1_000;

/**
 * Turns records into the index, whichever side they come from: EventBridge, LookupEvents or a trail's files. The same records
 * give the same items, however often they come and in whatever order.
 */
export const createIngester = ({ put, learn, retentionDays, now, onChange, announce }: IngestDeps): Ingester => {
  const counts = noCounts();
  let items: Ingested[] = [];
  /** Instances and days that were written: once is enough. */
  const noted = new Set<string>();
  const note = (item: InstanceItem | DayItem): void => {
    const key = `${item.pk} ${item.sk}`;
    if (noted.has(key)) return;
    noted.add(key);
    items.push(item);
  };
  let facts: DirectoryFact[] = [];
  let filed: Pick<Change, 'eventId' | 'time'>[] = [];
  let writing: Promise<void> = Promise.resolve();

  const write = async (): Promise<void> => {
    await writing;
    const [itemsNow, factsNow] = [items, facts];
    items = [];
    facts = [];
    writing = put(itemsNow).then(() => learn(factsNow));
    // Whoever adds or flushes next hears of it; until then it is no unhandled rejection.
    writing.catch(() => undefined);
  };

  const addUnusable = (json: unknown, because: string): void => {
    counts.unusable += 1;
    items.push(unusableItem(json, because));
  };

  /** Event ids of changes that were counted; what corrects a record is the same change. */
  const told = new Set<string>();
  const count = ({ eventId, amends }: Change): void => {
    const isRepeat = told.has(eventId) || (amends !== undefined && told.has(amends));
    if (isRepeat) counts.repeats += 1;
    else counts.changes += 1;
    told.add(eventId);
    if (amends !== undefined) told.add(amends);
  };

  const addChange = (change: Change, json: unknown): void => {
    if (Date.parse(change.time) + retentionDays * 86_400_000 <= now().getTime()) {
      counts.tooOld += 1;
      return;
    }
    const itemsOfChange = itemsOf(change, json, retentionDays);
    if (!canBeFiled(itemsOfChange)) {
      addUnusable(json, 'it is larger than the index can hold');
      return;
    }
    count(change);
    items.push(...itemsOfChange);
    facts.push(...factsOfChange(change));
    note(dayItem(change, retentionDays));
    for (const instance of instancesNamed(change)) note(instanceItem(instance));
    if (announce !== undefined) filed.push({ eventId: change.eventId, time: change.time });
    onChange?.(change);
  };

  const addOne = (json: unknown): void => {
    if (typeof json === 'string') {
      addUnusable(json, whyUnread(json));
      return;
    }
    const normalized = normalize(json);
    switch (normalized.kind) {
      case 'change':
        addChange(normalized.change, json);
        return;
      case 'left out':
        counts.leftOut += 1;
        return;
      case 'foreign':
        counts.foreign += 1;
        return;
      case 'unusable':
        addUnusable(json, normalized.because);
        return;
    }
  };

  return {
    add: async (records) => {
      for (const record of records) addOne(record);
      if (items.length >= WRITTEN_TOGETHER) await write();
    },
    flush: async () => {
      await write();
      await writing;
      const announced = filed;
      filed = [];
      if (announced.length > 0) await announce?.(announced);
    },
    counts,
  };
};
