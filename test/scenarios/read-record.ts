import { isObject } from '../../bot/change/json';
import { normalize } from '../../bot/change/normalize';
import { NoRecords } from '../../bot/trail/records-in';
import { recordsIn } from '../support/records-in';
import { whyNoChange } from './make-scenario';

export type Picked =
  | { readonly kind: 'record'; readonly record: unknown }
  /** A sentence for whoever brought the file. */
  | { readonly kind: 'refused'; readonly because: string };

/**
 * The one record that a scenario is made of, out of what AWS gives, in any shape that the bot reads. `eventId` picks one of several.
 */
export const pickRecord = (json: unknown, eventId?: string): Picked => {
  const records = recordsOf(json);
  if (eventId !== undefined) return pickById(records, eventId);
  const changes = records.filter((record) => normalize(record).kind === 'change');
  const [change, ...others] = changes;
  if (change !== undefined && others.length === 0) return { kind: 'record', record: change };
  if (change !== undefined) {
    const list = changes.map((one) => `  --event ${tell(one)}`).join('\n');
    return { kind: 'refused', because: `It holds ${changes.length} changes. Pick one:\n${list}` };
  }
  const [first, second] = records;
  if (first === undefined) return { kind: 'refused', because: 'It holds no CloudTrail record.' };
  if (second !== undefined) {
    return {
      kind: 'refused',
      because: `None of its ${records.length} records is a change. The first: ${whyNot(first)}`,
    };
  }
  return { kind: 'refused', because: whyNot(first) };
};

const pickById = (records: readonly unknown[], eventId: string): Picked => {
  const record = records.find((one) => isObject(one) && one.eventID === eventId);
  if (record === undefined) return { kind: 'refused', because: `It holds no record with the eventID ${eventId}.` };
  const because = whyNot(record);
  return because === '' ? { kind: 'record', record } : { kind: 'refused', because };
};

/** Empty for a change. */
const whyNot = (record: unknown): string => {
  const normalized = normalize(record);
  return normalized.kind === 'change' ? '' : whyNoChange(normalized, record);
};

const tell = (record: unknown): string =>
  isObject(record) ? [record.eventID, record.eventName, record.eventTime].map(String).join('  ') : '';

/** What is no shape of records is looked at as a record: then it is told why it is none. */
const recordsOf = (json: unknown): readonly unknown[] => {
  try {
    return recordsIn(Buffer.from(JSON.stringify(json))).records;
  } catch (error) {
    if (error instanceof NoRecords) return [json];
    throw error;
  }
};
