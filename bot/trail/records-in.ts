import { isObject, type JsonObject } from '../change/json';
import { withKnownNames, withParsedParts } from '../change/whole-record';
import { documentsIn, type JsonDocument } from './json-documents';
import { textOfBytes } from './text-of-bytes';
import { readTextOutput } from './text-output';
import { describe, howToConvert, whatItIsNot } from './unknown-shape';

/** What a file, a page or a message holds. */
interface RecordsIn {
  /** As they came; of those whose text is broken, the text. */
  readonly records: readonly unknown[];
  /** It is one page of a longer list: it says where the next one begins. */
  readonly isPage: boolean;
}

/** A text that holds no records: why, in words that follow “name: ”, and what to do about it. */
export class NoRecords extends Error {
  constructor(
    reason: string,
    readonly advice?: string,
  ) {
    super(reason);
  }
}

/**
 * The records in any shape that people have them in: log files, what `aws cloudtrail lookup-events` prints (whole, a page, or its records' texts),
 * a record or a list of them, lines of JSON, events of EventBridge, and what CloudWatch Logs sends on, exports and finds. Throws `NoRecords`.
 */
export const recordsIn = (bytes: Buffer): RecordsIn => {
  const text = textOfBytes(bytes);
  const output = readTextOutput(text);
  if (output !== undefined) {
    const { texts, isPage } = output;
    return { records: texts.flatMap((one) => recordsOf(one) ?? [one]), isPage };
  }
  const documents = documentsIn(text);
  if (documents.length === 0) throw new NoRecords('it is empty');
  const read = documents.map((one) => ({ one, records: 'json' in one ? recordsOf(one.json) : undefined }));
  // A quoted cell of CSV is a text in JSON too.
  const isNone = read.every(
    ({ one, records }) => 'broken' in one || (records === undefined && typeof one.json === 'string'),
  );
  if (isNone) throw new NoRecords(...whatItIsNot(bytes, text));
  const [unknown] = read
    .filter(({ records }) => records === undefined)
    .flatMap(({ one }) => ('json' in one ? [one] : []));
  if (unknown !== undefined && read.every(({ records }) => records === undefined || records.length === 0)) {
    throw new NoRecords(`it holds no CloudTrail records, but ${describe(unknown.json)}`, howToConvert(unknown.json));
  }
  return {
    records: read.flatMap(({ one, records }) => records ?? [asIs(one)]),
    isPage: documents.some((one) => 'json' in one && isPage(one.json)),
  };
};

const asIs = (document: JsonDocument): unknown => ('json' in document ? document.json : document.broken);

/** So deep are known shapes in each other: a record's text in a message in a list. */
const DEEPEST = 6;

/** The records of a value; undefined where its shape is none that is known. */
const recordsOf = (value: unknown, depth = 0): readonly unknown[] | undefined => {
  if (depth > DEEPEST) return undefined;
  if (typeof value === 'string') return recordsOfText(value, depth);
  if (Array.isArray(value)) return recordsOfList(value, depth);
  if (!isObject(value)) return undefined;
  if ('eventName' in value || 'eventSource' in value) return [withParsedParts(value)];
  if ('eventname' in value || 'eventsource' in value) return [withParsedParts(withKnownNames(value))];
  return partsOf(value)?.flatMap((part) => recordsOf(part, depth + 1) ?? [part]);
};

const recordsOfText = (text: string, depth: number): readonly unknown[] | undefined => {
  try {
    return recordsOf(JSON.parse(text), depth + 1);
  } catch {
    return undefined;
  }
};

const recordsOfList = (list: readonly unknown[], depth: number): readonly unknown[] | undefined => {
  const parts = list.map((part) => recordsOf(part, depth + 1));
  if (list.length > 0 && parts.every((part) => part === undefined)) return undefined;
  return parts.flatMap((records, at) => records ?? [list[at]]);
};

/** What holds records, and its parts that are records or hold them; undefined for anything else. */
const partsOf = (value: JsonObject): readonly unknown[] | undefined => {
  const { Records, Events, CloudTrailEvent, messageType, logEvents, events, detail } = value;
  if (Array.isArray(Records)) return Records;
  if (Array.isArray(Events)) return Events;
  if (typeof CloudTrailEvent === 'string') return [CloudTrailEvent];
  // CloudWatch Logs tries a subscription out by one of these.
  if (messageType === 'CONTROL_MESSAGE') return [];
  if (Array.isArray(logEvents)) return logEvents.map(messageOf);
  if (Array.isArray(events) && events.every((event) => isObject(event) && 'message' in event))
    return events.map(messageOf);
  // What else EventBridge carries is none of CloudTrail's.
  if ('detail-type' in value) return isObject(detail) && 'eventName' in detail ? [detail] : [];
  return undefined;
};

const messageOf = (event: unknown): unknown => (isObject(event) && 'message' in event ? event.message : event);

/** `aws cloudtrail lookup-events` and `aws logs filter-log-events` end with a token where they print no more than a page. */
const isPage = (value: unknown): boolean =>
  isObject(value) &&
  partsOf(value) !== undefined &&
  [value.NextToken, value.nextToken].some((token) => typeof token === 'string');
