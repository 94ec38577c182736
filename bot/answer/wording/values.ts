import { asNumber, entryOf, isObject, member } from '../../change/json';
import { isUuid } from '../../change/resource';
import { intervalPieces } from './intervals';
import { isPrivate, labelPieces, publicMembers } from './labels';
import { clipped, commas, listed, type Pieces, quietly, say, words } from './pieces';
import { askedFirst, type Telling } from './telling';
import { idPieces, resourceOfId, settingName } from './things';

const SWITCHES = /enabled$|autoAccept$|^persistentConnection|isolated|^detect|^AgentFirst/i;
const UNITS: Readonly<Record<string, string>> = {
  aftercontactworktimelimit: ' s',
  delay: ' s',
  idlesessionttlinseconds: ' s',
  percentage: '%',
  maximumsizelimitinbytes: ' bytes',
  periodicsessionduration: ' min',
  sessioninactivityduration: ' min',
};
const HIDDEN = new Set(['***', 'HIDDEN_DUE_TO_SECURITY_REASONS']);
/** Enumerations of the API that read badly as they are. */
const WORDY = /^TIME_SINCE_/;
/** One letter before the @ will do: from each of its letters, a word of 95,000 would take half a minute. */
const EMAIL = /[^\s@<>"]@[^\s@<>"]+\.[a-z]{2,}/i;
const LONGEST = 80;

/** A value as people read it: ids by name, switches as on and off, objects as a few of their members. Never too long. */
export const valuePieces = (t: Telling, field: string, value: unknown, depth = 0): Pieces => {
  const leaf = field.split('.').at(-1) ?? field;
  if (isPrivate(field)) return [words('not shown')];
  if (value === null || value === undefined) return [words('none')];
  if (typeof value === 'boolean') return [words(SWITCHES.test(leaf) ? onOff(value) : value ? 'yes' : 'no')];
  if (typeof value === 'number') return [words(`${value}${entryOf(UNITS, leaf.toLowerCase()) ?? ''}`)];
  if (typeof value === 'string') return stringPieces(t, value);
  if (depth > 2) return [words('…')];
  if (Array.isArray(value)) return listPieces(t, field, value, depth);
  return isObject(value) ? clipped(objectPieces(t, value, depth), LONGEST) : [words('…')];
};

const onOff = (value: boolean): string => (value ? 'on' : 'off');

const stringPieces = (t: Telling, text: string): Pieces => {
  if (text === '') return [words('empty')];
  if (HIDDEN.has(text)) return [words('hidden by AWS')];
  if (isUuid(text) || /^arn[:%]/i.test(text) || resourceOfId(t, text) !== undefined) return idPieces(t, text);
  if (EMAIL.test(text)) return [words('an email address')];
  return [quietly(WORDY.test(text) ? settingName(text) : text)];
};

const listPieces = (t: Telling, field: string, list: readonly unknown[], depth: number): Pieces => {
  if (list.length === 0) return [words('none')];
  const hours = intervalPieces(list);
  if (hours !== undefined) return hours;
  const items = askedFirst(t, list);
  const shown = items.slice(0, 3).map((item) => itemPieces(t, field, item, depth + 1));
  return listed([...shown, ...items.slice(3).map(() => [])]);
};

/** One item of a list: "Billing (VOICE, priority 1)", "Language: French (level 3)", "us-east-1 80%". */
export const itemPieces = (t: Telling, field: string, item: unknown, depth = 0): Pieces => {
  if (!isObject(item)) return valuePieces(t, field, item, depth);
  const queue = member(item, 'QueueReference') ?? (member(item, 'QueueId') === undefined ? undefined : item);
  const queueId = member(queue, 'QueueId');
  if (typeof queueId === 'string') {
    const details = [
      textOf(member(queue, 'Channel')),
      numberOf(member(item, 'Priority'), (priority) => `priority ${priority}`),
      numberOf(member(item, 'Delay'), (delay) => (delay === 0 ? undefined : `delay ${delay} s`)),
    ];
    return say(idPieces(t, queueId), inBrackets(details));
  }
  const attribute = member(item, 'AttributeName');
  const attributeValue = member(item, 'AttributeValue');
  if (typeof attribute === 'string' && typeof attributeValue === 'string') {
    const level = numberOf(member(item, 'Level'), (number) => `level ${number}`);
    return say([quietly(attribute)], ': ', [quietly(attributeValue)], inBrackets([level]));
  }
  const region = member(item, 'Region');
  if (typeof region === 'string') {
    const enabled = member(item, 'Enabled');
    const share = numberOf(member(item, 'Percentage'), (number) => `${number}%`);
    return say(
      [quietly(region)],
      share ? [words(` ${share}`)] : typeof enabled === 'boolean' ? ` ${onOff(enabled)}` : '',
    );
  }
  const channel = channelPieces(t, item);
  if (channel !== undefined) return channel;
  const id = onlyId(item);
  return id === undefined ? valuePieces(t, field, item, depth) : idPieces(t, id);
};

/** "VOICE 1", "VOICE on" */
const channelPieces = (t: Telling, item: object): Pieces | undefined => {
  const [[first, channel] = [], [key, value] = [], ...more] = Object.entries(item);
  if (first !== 'Channel' || typeof channel !== 'string' || key === undefined || more.length > 0) return undefined;
  return typeof value === 'object' ? undefined : say([quietly(channel)], ' ', valuePieces(t, key, value));
};

const textOf = (value: unknown): Pieces => (typeof value === 'string' ? [quietly(value)] : []);
const numberOf = (value: unknown, tell: (value: number) => string | undefined): string | undefined => {
  const number = asNumber(value);
  return number === undefined ? undefined : tell(number);
};

const inBrackets = (parts: readonly (string | Pieces | undefined)[]): Pieces => {
  const inside = commas(parts.map((part) => say(part)));
  return inside.length === 0 ? [] : say(' (', inside, ')');
};

/** The id of an object that holds nothing else: `{ "HoursOfOperationId": … }`. */
const onlyId = (item: object): string | undefined => {
  const [first, ...more] = Object.entries(item);
  return first !== undefined && more.length === 0 && /id$/i.test(first[0]) && typeof first[1] === 'string'
    ? first[1]
    : undefined;
};

const objectPieces = (t: Telling, value: object, depth: number): Pieces => {
  const members = publicMembers(value).filter(([key]) => !isPrivate(key));
  if (members.length === 0) return [words(Object.keys(value).length === 0 ? 'empty' : 'not shown')];
  const shown = members
    .slice(0, 3)
    .map(([key, inner]) => say(labelPieces(key), ' ', valuePieces(t, key, inner, depth + 1)));
  const more = members.length - shown.length;
  return commas(more > 0 ? [...shown, [words(`${more} more`)]] : shown);
};
