import { isObject } from '../change/json';

/** How the bytes of what is no text begin, what that is, and what makes a text of it. */
const PACKED: readonly (readonly [begin: string, what: string, advice: string])[] = [
  ['1f8b', 'packed with gzip too often', 'Unpack it first: gunzip.'],
  ['504b0304', 'a zip archive', 'Unpack it first: unzip.'],
  ['28b52ffd', 'packed with zstd', 'Unpack it first: zstd -d.'],
  ['425a68', 'packed with bzip2', 'Unpack it first: bunzip2.'],
  ['fd377a585a00', 'packed with xz', 'Unpack it first: unxz.'],
  ['50415231', 'a Parquet file', 'Export it as lines of JSON, a record each.'],
  ['4f5243', 'an ORC file', 'Export it as lines of JSON, a record each.'],
];

/** The heading of CSV, and more. */
const LOOKED_AT = 4_096;
const CONSOLE_CSV = /^"?event name"?,/i;
const HEADING = /^[^\n{]*/;
const COLUMN = /\b(?:eventname|eventsource|event_name)\b/i;
const isCsv = (text: string): boolean => {
  const [heading = ''] = HEADING.exec(text) ?? [];
  return heading.includes(',') && COLUMN.test(heading);
};

/** What `--output table` and `--output yaml` begin with. */
const AWS_TABLE = /^\s*(?:-{20}|Events:|- )/;

/** Of bytes that hold no JSON at all: what they are, in words that follow “name: ”, and what to do about it. */
export const whatItIsNot = (bytes: Buffer, whole: string): [reason: string, advice?: string] => {
  const text = whole.slice(0, LOOKED_AT);
  const begin = bytes.subarray(0, 8).toString('hex');
  const packed = PACKED.find(([magic]) => begin.startsWith(magic));
  if (packed !== undefined) return [`it is ${packed[1]}`, packed[2]];
  if (CONSOLE_CSV.test(text)) {
    return ['it is CSV, which lacks what was set', 'In the CloudTrail console choose Download events as JSON.'];
  }
  if (AWS_TABLE.test(text)) return ['it is not JSON', 'Give the aws command --output json.'];
  if (isCsv(text)) return ['it is CSV, not JSON', 'Export it as lines of JSON, a record each.'];
  return ['it is not JSON'];
};

const NAMED = 3;
const LONGEST = 40;

/** What JSON is, for a sentence: “an object with “hits” and “took””. */
export const describe = (json: unknown, depth = 0): string => {
  if (Array.isArray(json)) {
    if (depth > DEEPEST) return 'lists';
    return json.length === 0 ? 'an empty list' : `a list with ${describe(json[0], depth + 1)} in it`;
  }
  if (isObject(json)) {
    const names = Object.keys(json);
    if (names.length === 0) return 'an empty object';
    const shown = names.slice(0, NAMED).map((name) => `“${name.slice(0, LONGEST)}”`);
    return `an object with ${shown.join(', ')}${names.length > NAMED ? ' and more' : ''}`;
  }
  return json === null ? 'null' : `a ${typeof json === 'string' ? 'text' : typeof json}`;
};

export const AS_CLOUDTRAIL_WRITES =
  'Give records as CloudTrail writes them: {"Records": […]}, a list of records, or one a line.';

const DEEPEST = 8;

/** How records are got out of JSON of another shape: by the path that leads to the first, where there is one. */
export const howToConvert = (json: unknown): string => {
  const path = pathToRecord(json);
  return path === undefined ? AS_CLOUDTRAIL_WRITES : `Take the records out of it: jq -c '${path}' FILE > records.jsonl`;
};

const isRecordLike = (value: unknown): boolean => {
  if (typeof value === 'string') return /"eventName"\s*:/i.test(value);
  return isObject(value) && Object.keys(value).some((name) => /^eventname$/i.test(name));
};

/** As jq writes it. Of a list its first item tells. */
const pathToRecord = (value: unknown, path = '', depth = 0): string | undefined => {
  if (isRecordLike(value)) return `${path || '.'}${typeof value === 'string' ? ' | fromjson' : ''}`;
  if (depth > DEEPEST) return undefined;
  if (Array.isArray(value)) return pathToRecord(value[0], `${path || '.'}[]`, depth + 1);
  if (!isObject(value)) return undefined;
  return Object.entries(value)
    .filter(([name]) => SAFE_NAME.test(name))
    .map(([name, part]) => pathToRecord(part, `${path}.${/^[a-z_]\w*$/i.test(name) ? name : `"${name}"`}`, depth + 1))
    .find((found) => found !== undefined);
};

/** What may stand in a command that somebody pastes. */
const SAFE_NAME = /^[\w@.:-]{1,60}$/;
