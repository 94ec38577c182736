import { typeFromWords } from '../change/resource-types';
import { parseQuery } from '../query/parse-query';
import { parseSpan, type SpanUnit, typedTime } from '../query/period';
import { leadOf } from '../query/qualifiers';
import type { Query } from '../query/query';
import { qualifierNamed } from '../query/query-words';
import { escapeSlack, type Token, tokensOf } from '../query/tokens';
import { isAboutEverything, type Telling } from './ask-again';

/**
 * The question that was perhaps meant by a name that nothing has, command and all: `Billing 7d` is `Billing since:7d`, `Billing queue` is
 * `Billing type:queue`, `queues` is `type:queue`. Undefined where the words hold neither a time nor a type.
 */
export const readOtherwise = (query: Query, telling: Telling): string | undefined => {
  const words = wordsOfName(query, telling);
  if (words === undefined) return undefined;
  const { now } = telling;
  const isDated = leadIn(query, telling) !== undefined || hasQualifier(query, TIMES);
  const timed = isDated ? undefined : withoutTime(words, now);
  const typed = hasQualifier(query, TYPE) ? undefined : withoutType(timed?.rest ?? words);
  if (timed === undefined && typed === undefined) return undefined;
  const { lead, qualifiers } = othersOf(query, telling);
  const name = (typed?.rest ?? timed?.rest ?? words).join(' ');
  const parts = [...lead, name, ...(typed?.qualifier ?? []), ...(timed?.qualifier ?? []), ...qualifiers];
  const text = parts.filter((part) => part !== '').join(' ');
  const command = isAboutEverything(telling) ? 'changes' : 'who-changed';
  const isUnderstood = parseQuery(escapeSlack(text), { now, zone: 'UTC', command }).kind === 'query';
  return isUnderstood ? `${telling.command} ${text}` : undefined;
};

/** The bare words of a name; undefined where quotes hold some of it together. */
const wordsOfName = (query: Query, telling: Telling): readonly string[] | undefined => {
  if (query.subject.kind !== 'name') return undefined;
  const lead = leadIn(query, telling);
  const tokens = tokensOf(query.text).filter((token) => !isQualifier(token) && token.raw !== lead);
  return tokens.some(({ quoted }) => quoted) ? undefined : tokens.map(({ raw }) => raw);
};

const isQualifier = ({ pair }: Token): boolean => pair !== undefined && qualifierNamed(pair.key) !== undefined;

const leadIn = ({ text }: Query, telling: Telling): string | undefined =>
  isAboutEverything(telling) ? leadOf({ tokens: tokensOf(text), now: telling.now, zone: 'UTC' })?.token.raw : undefined;

const othersOf = (query: Query, telling: Telling) => ({
  lead: [leadIn(query, telling) ?? ''],
  qualifiers: tokensOf(query.text)
    .filter(isQualifier)
    .map(({ raw }) => raw),
});

const TIMES: ReadonlySet<string> = new Set(['since', 'until', 'before', 'on', 'during', 'around']);
const TYPE: ReadonlySet<string> = new Set(['type']);

const hasQualifier = ({ text }: Query, keys: ReadonlySet<string>): boolean =>
  tokensOf(text).some(({ pair }) => keys.has((pair && qualifierNamed(pair.key)?.key) ?? ''));

interface Parted {
  readonly rest: readonly string[];
  readonly qualifier: readonly string[];
}

/** What is written like a time, and not like the end of a name (`Tier 1`). */
const LIKE_A_TIME = /^(?:\d+(?:\.\d+)?[a-z]+|\d{1,2}:\d{2}|\d{4}-\d{1,2}(?:-\d{1,2})?|today|yesterday|[a-z]+day)$/;
const BEFORE_A_TIME = /^(?:at|around|on|in|for|last|since|from)$/i;
const KEY: Readonly<Record<SpanUnit, string>> = { moment: 'since', clock: 'since', day: 'on', month: 'during' };

/** A time at the end of the words: "Billing 7d", "Billing at 14:45". */
const withoutTime = (words: readonly string[], now: Date): Parted | undefined => {
  const last = words.at(-1) ?? '';
  const span = LIKE_A_TIME.test(typedTime(last)) ? parseSpan(last, { now, zone: 'UTC' }) : undefined;
  if (span?.ok !== true) return undefined;
  const before = words.at(-2) ?? '';
  const key = /^(?:at|around)$/i.test(before) && span.value.unit === 'clock' ? 'around' : KEY[span.value.unit];
  return { rest: words.slice(0, BEFORE_A_TIME.test(before) ? -2 : -1), qualifier: [`${key}:${last}`] };
};

/** A type as all of the words, or at their end: "queues", "Billing queue". */
const withoutType = (words: readonly string[]): Parted | undefined => {
  for (let at = 0; at < words.length; at += 1) {
    const type = typeFromWords(words.slice(at).join(' '));
    if (type !== undefined) return { rest: words.slice(0, at), qualifier: [`type:${type}`] };
  }
  return undefined;
};
