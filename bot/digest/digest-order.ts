import { closest, distance } from 'fastest-levenshtein';
import * as z from 'zod/mini';
import { parseQuery } from '../query/parse-query';
import { clockOf, typedTime } from '../query/period';
import type { Mistake } from '../query/query';
import { qualifierNamed } from '../query/query-words';
import { escapeSlack, LONGEST_QUESTION, type Token, tokensOf, unescapeSlack } from '../query/tokens';
import { phrases } from '../words/words';
import { zoneNamed } from './time-zones';

/** What somebody wants of a channel's digest. */
export const digestOrderSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('set'),
    /** HH:mm */
    at: z.string(),
    /** IANA; the asker's own where it is left out. */
    zone: z.optional(z.string()),
    weekdays: z.boolean(),
    silent: z.boolean(),
    filters: z.string(),
  }),
  z.object({ kind: z.literal('now'), filters: z.string() }),
  /** `withHelp` where nothing at all was typed. */
  z.object({ kind: z.literal('status'), withHelp: z.optional(z.literal(true)) }),
  z.object({ kind: z.literal('off') }),
]);
export type DigestOrder = z.infer<typeof digestOrderSchema>;

export type DigestCommand =
  | { readonly kind: 'order'; readonly order: DigestOrder }
  | { readonly kind: 'help' }
  | { readonly kind: 'mistake'; readonly mistake: Mistake };

const HELP = new Set(['help', '?', '-h', '--help']);
const WEEKDAYS = new Set(['weekdays', 'weekday', 'workdays', 'mon-fri']);
const SILENT = new Set(['silent', 'quiet']);
/** Said in passing: `every weekday at 9am in Tokyo`. */
const PASSING = new Set(['at', 'every', 'each', 'on', 'in', 'day', 'daily', 'post']);
const WORDS = ['now', 'status', 'off', 'help'];
/** The qualifiers that may narrow a digest. It has its time by itself. */
export const FILTERS = ['only', 'type', 'instance'] as const;
const LONGEST_FILTERS = 200;

/**
 * Reads what stands after the command, as Slack sends it. Never throws: what can't be understood is told with what to type, of what may be
 * meant the first that is understood.
 */
export const readDigestCommand = (text: string, now: Date): DigestCommand => {
  const read = readTyped(text, now);
  if (read.kind !== 'mistake') return read;
  const tryInstead = read.offers.find((offer) => readTyped(escapeSlack(offer), now).kind !== 'mistake');
  return { kind: 'mistake', mistake: { message: read.message, ...(tryInstead !== undefined && { tryInstead }) } };
};

/** What is wrong, and what may be meant, the likeliest first. */
interface Wrong {
  readonly kind: 'mistake';
  readonly message: string;
  readonly offers: readonly string[];
}
type Read = Exclude<DigestCommand, { kind: 'mistake' }> | Wrong;

const readTyped = (text: string, now: Date): Read => {
  if (text.length > LONGEST_QUESTION)
    return mistake(phrases.mistakes.tooLong({ most: LONGEST_QUESTION, length: text.length }));
  const tokens = tokensOf(unescapeSlack(text).trim());
  const words = tokens.filter(({ pair }) => pair === undefined).map(({ text: word }) => word);
  const filters = tokens.filter(({ pair }) => pair !== undefined);
  const [first, ...rest] = words.map((word) => typedTime(word));
  if (first === undefined && filters.length === 0) return { kind: 'order', order: { kind: 'status', withHelp: true } };
  if (first !== undefined && HELP.has(first) && rest.length === 0) return { kind: 'help' };
  const wrong = filterMistake(filters, words, now);
  if (wrong !== undefined) return wrong;
  const typed = filters.map(({ raw }) => raw).join(' ');
  switch (first) {
    case 'status':
    case 'off':
      return alone(first, [...rest, ...filters.map(({ raw }) => raw)]);
    case 'now':
      return rest.length > 0
        ? mistake(phrases.digestMistakes.nowStandsWithFilters, `now ${typed}`)
        : { kind: 'order', order: { kind: 'now', filters: typed } };
    default:
      return readSetting(words, typed);
  }
};

const mistake = (message: string, ...offers: readonly string[]): Wrong => ({
  kind: 'mistake',
  message,
  offers: offers.map((offer) => offer.trim()),
});

const alone = (kind: 'status' | 'off', others: readonly string[]): Read =>
  others.length > 0
    ? mistake(phrases.digestMistakes.standsAlone({ word: kind }), kind)
    : { kind: 'order', order: { kind } };

/** `every weekday at 9 am in Asia/Tokyo silent`, in whatever order. */
const readSetting = (words: readonly string[], filters: string): Read => {
  const said = words.map((word) => ({ word, typed: typedTime(word) })).filter(({ typed }) => !PASSING.has(typed));
  const others = said.filter(({ typed }) => !WEEKDAYS.has(typed) && !SILENT.has(typed));
  const time = timeIn(others.map(({ typed }) => typed));
  if (time.kind === 'none') return noTime(words, others[0]?.word, filters);
  if (time.kind === 'wrong') return mistake(time.message);
  const weekdays = said.some(({ typed }) => WEEKDAYS.has(typed));
  const silent = said.some(({ typed }) => SILENT.has(typed));
  const zoneTyped = others
    .filter((_, at) => !time.used.includes(at))
    .map(({ word }) => word.normalize('NFKC'))
    .join('_');
  const named = zoneTyped === '' ? undefined : zoneNamed(zoneTyped);
  const order = { kind: 'set', at: time.at, weekdays, silent, filters } as const;
  if (named === undefined) return { kind: 'order', order };
  if (named.kind === 'zone') return { kind: 'order', order: { ...order, zone: named.zone } };
  return unknownZone(zoneTyped, order, named.nearest);
};

type ReadTime =
  | { readonly kind: 'read'; readonly at: string; readonly used: readonly number[] }
  | { readonly kind: 'wrong'; readonly message: string }
  | { readonly kind: 'none' };

/** The first word that is a time of day, with an am or pm that stands apart. */
const timeIn = (words: readonly string[]): ReadTime => {
  for (const [at, word] of words.entries()) {
    const half = /^[ap]\.?m\.?$/.test(words[at + 1] ?? '') ? words[at + 1] : undefined;
    const time = clockOf(half === undefined ? word : `${word} ${half}`);
    if (time === undefined) continue;
    if (!time.ok) return { kind: 'wrong', message: time.message };
    const { hour, minute, second, offset } = time.value;
    if (offset !== undefined) {
      return { kind: 'wrong', message: phrases.digestMistakes.offset };
    }
    if (second > 0) return { kind: 'wrong', message: phrases.digestMistakes.seconds };
    const two = (value: number): string => String(value).padStart(2, '0');
    return { kind: 'read', at: `${two(hour)}:${two(minute)}`, used: half === undefined ? [at] : [at, at + 1] };
  }
  return { kind: 'none' };
};

const noTime = (words: readonly string[], word: string | undefined, filters: string): Wrong => {
  const bare = /^\d{1,2}$/.exec(word ?? '')?.[0];
  if (bare !== undefined && Number(bare) < 24) {
    const offers = offersAt(`${bare.padStart(2, '0')}:00`, bare, words, filters);
    return mistake(phrases.digestMistakes.morningOrEvening({ hour: bare }), ...offers);
  }
  const meant = word === undefined || words.length > 1 ? undefined : closest(word.toLowerCase(), WORDS);
  if (word !== undefined && meant !== undefined && distance(word.toLowerCase(), meant) <= 2)
    return mistake(phrases.digestMistakes.saysNothing({ word }), meant);
  const clock = words.find((each) => japaneseClock(each) !== undefined);
  const offers = offersAt(japaneseClock(clock ?? '') ?? '09:00', clock, words, filters);
  return mistake(phrases.digestMistakes.noTime, ...offers);
};

/** The same with that time in place of a word; and without the words that mean nothing beside it. */
const offersAt = (time: string, instead: string | undefined, words: readonly string[], filters: string) => {
  const rest = words.filter((each) => each !== instead && !PASSING.has(typedTime(each)));
  const known = rest.filter((each) => WEEKDAYS.has(typedTime(each)) || SILENT.has(typedTime(each)) || isZone(each));
  return [rest, known, []].map((kept) => [`at ${time}`, ...kept, filters].join(' '));
};

const isZone = (word: string): boolean => zoneNamed(word).kind === 'zone';

/** 午前9時, 午後6時半, 18時40分 */
const japaneseClock = (word: string): string | undefined => {
  const [, half, hours, minutes, isHalf] =
    /^(午前|午後)?(\d{1,2})時(?:(\d{1,2})分|(半))?$/.exec(word.normalize('NFKC')) ?? [];
  const hour = Number(hours ?? 24) + (half === '午後' && Number(hours) < 12 ? 12 : 0);
  const minute = isHalf === undefined ? Number(minutes ?? 0) : 30;
  const two = (value: number): string => String(value).padStart(2, '0');
  return hour < 24 && minute < 60 ? `${two(hour)}:${two(minute)}` : undefined;
};

const unknownZone = (
  typed: string,
  order: Extract<DigestOrder, { kind: 'set' }>,
  nearest: string | undefined,
): Wrong => {
  const name = typed.length > 40 ? `${typed.slice(0, 40)}…` : typed;
  return mistake(
    phrases.digestMistakes.noSuchZone({ zone: name }),
    ...(nearest === undefined ? [] : [orderText({ ...order, zone: nearest })]),
  );
};

/** What is wrong with the filters, with the whole command put right. They are read as a question's are. */
const filterMistake = (filters: readonly Token[], words: readonly string[], now: Date): Wrong | undefined => {
  const typed = filters.map(({ raw }) => raw).join(' ');
  if (typed === '') return undefined;
  if (typed.length > LONGEST_FILTERS) return mistake(phrases.digestMistakes.filtersTooLong({ most: LONGEST_FILTERS }));
  const parsed = parseQuery(escapeSlack(typed), { now, zone: 'UTC', command: 'changes' });
  if (parsed.kind === 'mistake') {
    const { message, tryInstead } = parsed.mistake;
    return mistake(message, ...(tryInstead === undefined ? [] : withFilters(words, tryInstead)));
  }
  const isFilter = ({ pair }: Token): boolean => FILTERS.some((key) => key === qualifierNamed(pair?.key ?? '')?.key);
  const other = filters.find((token) => !isFilter(token));
  if (other?.pair === undefined) return undefined;
  const kept = filters.filter(isFilter).map(({ raw }) => raw);
  return mistake(
    phrases.digestMistakes.noFilter({ key: other.pair.key }),
    ...(words.length > 0 ? withFilters(words, kept.join(' ')) : []),
  );
};

/** The words that were typed, with those filters; or, where those mean nothing, a time of day. */
const withFilters = (words: readonly string[], filters: string): readonly string[] => [
  [...words, filters].join(' '),
  `at 09:00 ${filters}`,
];

/** What one types for it, after the command. */
export const orderText = ({
  at,
  zone,
  weekdays,
  silent,
  filters,
}: Omit<Extract<DigestOrder, { kind: 'set' }>, 'kind'>): string =>
  [`at ${at}`, zone, weekdays ? 'weekdays' : '', silent ? 'silent' : '', filters].filter(Boolean).join(' ');
