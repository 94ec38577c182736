import { type Change, isOfUnknownThing } from '../change/change';
import { isObject } from '../change/json';
import { normalize } from '../change/normalize';
import { labelOf } from '../change/resource-types';
import type { DirectoryFact } from '../directory/facts';
import { factsOfChange } from '../directory/facts-of-change';
import { phrases } from '../words/words';
import { answersRequest, type ChangeRequest } from './change-source';

/** What came of a heap of records, whatever they were read from. */
export interface RecordsRead {
  readonly changes: Change[];
  readonly facts: DirectoryFact[];
  /** Reason → how many records could not be told for it. Other services' records and reads are not counted. */
  readonly unusable: Map<string, number>;
  /** Request ids: of the changes, and of those that a record of the network repeats. */
  readonly requests: Set<string>;
  readonly twins: Set<string>;
  /** Newest time of any record of our services that was kept or left out, ISO 8601 UTC. */
  newest?: string | undefined;
}

export const noRecords = (): RecordsRead => ({
  changes: [],
  facts: [],
  unusable: new Map(),
  requests: new Set(),
  twins: new Set(),
});

/** Adds one record (unknown JSON) to the heap. */
export const addRecord = (into: RecordsRead, json: unknown): void => {
  const normalized = normalize(json);
  switch (normalized.kind) {
    case 'change':
      into.changes.push(normalized.change);
      if (isObject(json) && typeof json.requestID === 'string') into.requests.add(json.requestID);
      into.facts.push(...factsOfChange(normalized.change));
      return;
    case 'unusable':
      addUnusable(into, normalized.because);
      return;
    case 'left out':
      if (normalized.twinOf !== undefined) into.twins.add(normalized.twinOf);
      return;
    case 'foreign':
      return;
  }
};

/** Where all is read: a change of which only the network's record was there can't be told, and is counted. */
export const countLoneTwins = (read: RecordsRead): void => {
  for (const twin of read.twins) if (!read.requests.has(twin)) addUnusable(read, phrases.search.loneTwin);
  read.twins.clear();
};

/** Counts a record that could not be told, with a short phrase for why. */
export const addUnusable = ({ unusable }: RecordsRead, because: string): void => {
  unusable.set(because, (unusable.get(because) ?? 0) + 1);
};

/** A sentence for each reason for which records could not be told. What they held is not known: the reading is partial. */
export const unusableNotes = ({ unusable }: Pick<RecordsRead, 'unusable'>): readonly string[] =>
  [...unusable].map(([because, count]) => phrases.search.recordsLeftOut({ count, because }));

/** A sentence for each operation of which a change may be about what was asked, since it does not say what it is about. */
export const idlessNotes = (changes: readonly Change[], request: ChangeRequest): readonly string[] => {
  const { targets, name: _name, eventNames: _events, types, ...asked } = request;
  if (targets === undefined || asked.optional !== undefined || asked.naming || asked.eventId !== undefined) return [];
  const all = [...types, ...targets.map(({ type }) => type)];
  const wanted = { ...asked, types: all.includes('unknown') ? [] : all };
  const found = changes.filter((change) => isOfUnknownThing(change) && answersRequest(change, wanted));
  const unique = [...new Map(found.map((change) => [change.eventId, change])).values()];
  return [...new Set(unique.map(({ eventName }) => eventName))].map((eventName) => {
    const ofName = unique.filter((change) => change.eventName === eventName);
    const label = ofName
      .slice(0, 1)
      .map(({ resource }) => labelOf(resource.type))
      .join('');
    return phrases.search.ofUnknownThings({ count: ofName.length, eventName, label });
  });
};
