import { isObject, type JsonObject } from '../change/json';
import { parseJson } from '../change/json-text';
import { withKnownNames, withParsedParts } from '../change/whole-record';
import { closedJson, documentsOf, type JsonDocument, type Stop } from './json-documents';
import { type TextDecoder, textDecoder, textOfBytes } from './text-of-bytes';
import { isTextOutput, readTextOutput } from './text-output';
import { AS_CLOUDTRAIL_WRITES, describe, howToConvert, whatItIsNot } from './unknown-shape';

/** A text that holds no records: why, in words that follow “name: ”, and what to do about it. */
export class NoRecords extends Error {
  constructor(
    reason: string,
    readonly advice?: string,
  ) {
    super(reason);
  }
}

/** Reads records out of bytes that come in stretches. */
export interface RecordsReader {
  /** The records that they complete, as they came; of those whose text is broken, the text. */
  readonly add: (bytes: Buffer) => readonly unknown[];
  /** Those that are left. */
  readonly end: () => readonly unknown[];
  /** Why it has no records, or no more than were given. Then what follows is not looked at. */
  readonly failure: () => NoRecords | undefined;
  /** It is one page of a longer list: it says where the next one begins. */
  readonly isPage: () => boolean;
}

/** So much tells how it is encoded, and what prints so. */
const BEGIN = 64 * 1024;

/**
 * The records in any shape that people have them in: log files, what `aws cloudtrail lookup-events` prints (whole, a page, or its records' texts),
 * a record or a list of them, lines of JSON, events of EventBridge, and what CloudWatch Logs sends on, exports and finds. However long it is, no
 * more than some megabytes are held.
 */
export const recordsReader = (): RecordsReader => {
  let begin: Buffer = Buffer.alloc(0);
  let reading: { readonly decoder: TextDecoder; readonly texts: TextReader } | undefined;
  const startReading = () => {
    const isOutput = isTextOutput(textOfBytes(begin));
    reading = { decoder: textDecoder(begin), texts: isOutput ? outputReader() : documentsReader(begin) };
    return reading;
  };
  return {
    add: (bytes) => {
      if (reading !== undefined) return reading.texts.add(reading.decoder.add(bytes), false);
      begin = Buffer.concat([begin, bytes]);
      if (begin.length < BEGIN) return [];
      const { decoder, texts } = startReading();
      return texts.add(decoder.add(begin), false);
    },
    end: () => {
      const { decoder, texts } = reading ?? startReading();
      const isUnread = begin.length < BEGIN;
      return texts.add((isUnread ? decoder.add(begin) : '') + decoder.end(), true);
    },
    failure: () => reading?.texts.failure(),
    isPage: () => reading?.texts.isPage() === true,
  };
};

/** The same of texts. */
interface TextReader extends Pick<RecordsReader, 'failure' | 'isPage'> {
  readonly add: (text: string, isLast: boolean) => readonly unknown[];
}

/** Of what `--output text` prints, whose lines are short. */
const outputReader = (): TextReader => {
  let rest = '';
  let isPaged = false;
  return {
    add: (text, isLast) => {
      const lines = rest + text;
      const end = isLast ? lines.length : lines.lastIndexOf('\n') + 1;
      rest = lines.slice(end);
      const output = readTextOutput(lines.slice(0, end));
      isPaged ||= output.isPage;
      return output.texts.flatMap((one) => recordsOf(one) ?? [one]);
    },
    failure: () => (rest.length > LONGEST_LINE ? new NoRecords(...WHY_STOPPED['too long']) : undefined),
    isPage: () => isPaged,
  };
};
const LONGEST_LINE = 16 * 1024 * 1024;

/** In so much text that begins with something else nobody looks for records. */
const MOST_WITHOUT = 8 * 1024 * 1024;

const documentsReader = (begin: Buffer): TextReader => {
  const documents = documentsOf();
  let isFound = false;
  /** Until one is found, what may be none. */
  let held: unknown[] = [];
  let length = 0;
  let isEmpty = true;
  let isText = true;
  let isPaged = false;
  let other: { readonly json: unknown } | undefined;
  let failure: NoRecords | undefined;

  const take = (one: JsonDocument): void => {
    const records = 'json' in one ? recordsOf(one.json) : undefined;
    isEmpty = false;
    // A quoted cell of CSV is a text in JSON too.
    isText &&= 'broken' in one || (records === undefined && typeof one.json === 'string');
    if (records === undefined && 'json' in one) other ??= one;
    isFound ||= records !== undefined && records.length > 0;
    isPaged ||= 'json' in one && isPage(one.json);
    for (const record of records ?? [asIs(one)]) held.push(record);
  };

  /** Why there are none up to here. */
  const whyNone = (stop: Stop | undefined): NoRecords | undefined => {
    const unread = stop?.because === 'too long' ? closedJson(stop.begin) : undefined;
    const unknown = isText ? unread : (other ?? unread);
    if (unknown !== undefined)
      return new NoRecords(`it holds no CloudTrail records, but ${describe(unknown.json)}`, howToConvert(unknown.json));
    if (stop !== undefined && stop.because !== 'cut off') return new NoRecords(...WHY_STOPPED[stop.because]);
    if (isEmpty) return new NoRecords('it is empty');
    return isText ? new NoRecords(...whatItIsNot(begin, textOfBytes(begin))) : undefined;
  };

  return {
    add: (text, isLast) => {
      if (failure !== undefined) return [];
      length += text.length;
      for (const one of documents.add(text, isLast)) take(one);
      const stop = documents.stopped();
      const isDone = isLast || stop !== undefined || (!isEmpty && length > MOST_WITHOUT);
      if (isFound) failure = stop && new NoRecords(...WHY_STOPPED[stop.because]);
      else if (isDone) failure = whyNone(stop);
      if (!isFound && (!isDone || failure !== undefined)) return [];
      const records = held;
      held = [];
      return records;
    },
    failure: () => failure,
    isPage: () => isPaged,
  };
};

const WHY_STOPPED: Readonly<Record<Stop['because'], readonly [reason: string, advice: string]>> = {
  'cut off': ['it is cut off', 'Get what is cut off once more.'],
  'too long': ['it holds something that is longer than any record', AS_CLOUDTRAIL_WRITES],
  hollow: ['it holds thousands of records that are too short to be any', AS_CLOUDTRAIL_WRITES],
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
    return recordsOf(parseJson(text), depth + 1);
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
