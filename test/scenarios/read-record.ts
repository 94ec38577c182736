import { isObject } from '../../bot/change/json';
import { normalize } from '../../bot/change/normalize';
import { whyNoChange } from './make-scenario';

export type Picked =
  | { readonly kind: 'record'; readonly record: unknown }
  /** A sentence for whoever brought the file. */
  | { readonly kind: 'refused'; readonly because: string };

/**
 * The one record that a scenario is made of, out of what AWS gives: a record, a log file (`{ Records }`), a list of records, an
 * answer of `aws cloudtrail lookup-events` (`{ Events }`) or one of its events. `eventId` picks one of several.
 */
export const pickRecord = (json: unknown, eventId?: string): Picked => {
  const records = recordsIn(json);
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

const recordsIn = (json: unknown): readonly unknown[] => {
  if (Array.isArray(json)) return json.map(unwrapped);
  if (!isObject(json)) return [json];
  if (Array.isArray(json.Records)) return json.Records;
  if (Array.isArray(json.Events)) return json.Events.map(unwrapped);
  return [unwrapped(json)];
};

/** An event of LookupEvents holds its record as a text. */
const unwrapped = (json: unknown): unknown => {
  if (!isObject(json) || typeof json.CloudTrailEvent !== 'string') return json;
  try {
    return JSON.parse(json.CloudTrailEvent);
  } catch {
    return json;
  }
};
