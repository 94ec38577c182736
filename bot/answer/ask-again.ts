import { isUuid, type ResourceRef } from '../change/resource';

import { leadOf } from '../query/qualifiers';
import type { Query, Window } from '../query/query';
import { qualifierNamed } from '../query/query-words';
import { escapeSlack, LONGEST_QUESTION, plainOrQuoted, quoteName, type Token, tokensOf } from '../query/tokens';
import { LARGEST_LIMIT } from '../query/values';
import { phrases } from '../words/words';
import { type Answer, allChanges, type NamedResource } from './answer';
import { mayBeByPerson } from './judge';
import { type Line, line, type Message } from './message';

export interface Telling {
  readonly now: Date;
  /** What stands before a question where one types it: a slash command, or the terminal's `who-changed`. */
  readonly command: string;
  /** How many changes are shown before "more". */
  readonly most: number;
  /** How many of those that are worth a look, where that is more. */
  readonly mostWorth?: number;
  /** Buttons go on to the end of it, a page at a time. */
  readonly pages?: true;
}

/** The most changes that one Slack message holds: with the longest names it stays within the limits of its blocks. */
export const MOST_SHOWN = 30;

/** The commands that ask about everything in a period, each with the one beside it that asks about one thing, whenever it was. */
const ABOUT_ONE: Readonly<Record<string, string>> = {
  '/connect-changes': '/connect-who-changed',
  'who-changed changes': 'who-changed',
};

/** Whether the command asks about everything in a period. */
export const isAboutEverything = ({ command }: Pick<Telling, 'command'>): boolean => ABOUT_ONE[command] !== undefined;

const TIMES: ReadonlySet<string> = new Set(['since', 'until', 'before', 'on', 'during', 'around']);
const LIMIT: ReadonlySet<string> = new Set(['limit']);
const TYPE: ReadonlySet<string> = new Set(['type']);

const keyOf = ({ pair }: Token): string | undefined => pair && qualifierNamed(pair.key)?.key;

/** The question's words without those qualifiers; what stands in quotes is a name, whatever it looks like. */
const without = (tokens: readonly Token[], keys: ReadonlySet<string>): string =>
  asTyped(tokens.filter((token) => !keys.has(keyOf(token) ?? '')));

/** With the spaces that were typed between them: a name may hold two. */
const asTyped = (tokens: readonly Token[]): string =>
  tokens
    .map(({ spacesBefore, raw }) => `${spacesBefore || ' '}${raw}`)
    .join('')
    .trim();

/** The period with which a question about everything begins. */
const leadIn = (tokens: readonly Token[], { command, now }: Pick<Telling, 'command' | 'now'>) =>
  isAboutEverything({ command }) ? leadOf({ tokens, now, zone: 'UTC' }) : undefined;
/** The same to be typed again: none, or one word. */
const leadTyped = (text: string, telling: Pick<Telling, 'command' | 'now'>): readonly string[] => {
  const lead = leadIn(tokensOf(text), telling);
  return lead === undefined ? [] : [lead.typed];
};

/** The question's qualifiers as they were typed, those or all others. */
const qualifiers = (text: string, isWanted: (key: string) => boolean): readonly string[] =>
  tokensOf(text).flatMap((token) => {
    const key = keyOf(token);
    return key !== undefined && isWanted(key) ? [token.raw] : [];
  });

const withLimit = (text: string, limit: number): string => `${without(tokensOf(text), LIMIT)} limit:${limit}`.trim();

/** How to see the changes that are not shown: only what shows them all is offered. */
export const moreLine = ({ total, query }: Answer, shown: number, { command, pages }: Telling): readonly Line[] => {
  if (total <= shown) return [];
  const count = total - shown;
  const typed = withLimit(query.text, total);
  if (total <= (pages ? MOST_SHOWN : LARGEST_LIMIT) && typed.length <= LONGEST_QUESTION)
    return [line('item', ...phrases.found.more({ count, typed: `${command} ${typed}` }))];
  return [line('item', ...(pages ? [phrases.found.moreBelow({ count })] : phrases.found.moreInFile({ count })))];
};

/** The qualifiers of a question that say when and where, behind the period that it begins with. */
export const sameStretch = (
  { text }: Query,
  telling: Pick<Telling, 'command' | 'now'>,
): { readonly lead: readonly string[]; readonly rest: readonly string[] } => ({
  lead: leadTyped(text, telling),
  rest: qualifiers(text, (key) => TIMES.has(key) || key === 'instance'),
});

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** So long ago, or so long ago by a calendar of which the clocks changed. */
const isAsLongAs = (from: string, days: number, now: Date): boolean =>
  now.getTime() - Date.parse(from) >= days * DAY_MS - HOUR_MS;

/**
 * The same question without its times, command and all; about everything, over a week, or over what CloudTrail holds where it was a week
 * already. Undefined where that is the question itself, or looks no wider.
 */
export const widened = ({ text, window: { from }, subject }: Query, telling: Telling): string | undefined => {
  const { command, now } = telling;
  if (from === undefined) return undefined;
  if (subject.kind !== 'everything') {
    const tokens = tokensOf(text);
    const lead = leadIn(tokens, telling);
    const rest = tokens.filter((token) => token !== lead?.token);
    return `${ABOUT_ONE[command] ?? command} ${without(rest, TIMES)}`;
  }
  if (isAsLongAs(from, 90, now)) return undefined;
  const since = isAsLongAs(from, 7, now) ? 'since:90d' : 'since:7d';
  return [command, since, ...qualifiers(text, (key) => !TIMES.has(key))].join(' ');
};

/** The stretches that are a click away from an answer about everything. */
const STRETCHES = [
  [phrases.further.stretches.quarter, '15m', 15],
  [phrases.further.stretches.hour, '1h', 60],
  [phrases.further.stretches.fourHours, '4h', 240],
  [phrases.further.stretches.day, '24h', 1440],
  [phrases.further.stretches.week, '7d', 10_080],
] as const;
const PEOPLE: ReadonlySet<string> = new Set(['people']);

/**
 * The same question about everything over another stretch up to now, and with or without what pipelines did. Under an answer without any
 * change only what may hold more than it.
 */
export const windowButtons = (answer: Answer, { command, now }: Telling): Message['buttons'] => {
  const { query } = answer;
  // Of a person one asks about them, not about a stretch.
  if (query.by !== undefined) return [];
  const { from, to } = query.window;
  const goesOn = to === undefined || Date.parse(to) >= now.getTime();
  // A period that stands bare before everything else is left out too: `/connect-changes 2h`.
  const kept = qualifiers(query.text, (key) => !TIMES.has(key) && !LIMIT.has(key));
  const minutes = from === undefined || !goesOn ? undefined : (now.getTime() - Date.parse(from)) / 60_000;
  const isOther = (long: number): boolean => {
    if (minutes === undefined) return true;
    // A week by the calendar may be an hour shorter or longer.
    const isSame = Math.abs(minutes - long) <= (long > 1440 ? 61 : 1);
    return !isSame && (answer.outcome === 'found' || long > minutes);
  };
  const stretches = STRETCHES.filter(([, , long]) => isOther(long));
  return [
    ...stretches.map(([label, typed]) => ({ label, ask: escapeSlack([command, `since:${typed}`, ...kept].join(' ')) })),
    ...peopleButton(answer, command),
  ];
};

const peopleButton = (answer: Answer, command: string): Message['buttons'] => {
  const { text, only } = answer.query;
  if (only.includes('pipelines') || only.includes('failed')) return [];
  const others = tokensOf(text).filter((token) => keyOf(token) !== 'only' || !PEOPLE.has(token.pair?.value ?? ''));
  const rest = asTyped(others);
  if (!only.includes('people'))
    return allChanges(answer).some(({ change }) => mayBeByPerson(change))
      ? [{ label: phrases.further.peopleOnly, ask: escapeSlack(`${command} ${`${rest} only:people`.trim()}`) }]
      : [];
  // Several sorts in one word can't be told apart here.
  return others.length === tokensOf(text).length
    ? []
    : [{ label: phrases.further.withPipelines, ask: escapeSlack(`${command} ${rest}`.trim()) }];
};

/** A stretch of time as it is typed. */
export const stretchTyped = ({ from, to }: Window): string =>
  [...(from === undefined ? [] : [`since:${from}`]), ...(to === undefined ? [] : [`until:${to}`])].join(' ');

/** Everything of a stretch of time, in the instance of what was asked about. */
export const everythingIn = (window: Window, answer: Answer): string =>
  [stretchTyped(window), ...inInstanceOf(answer)].join(' ').trim();

const inInstanceOf = ({ query, subjects }: Answer): readonly string[] => {
  const asked = qualifiers(query.text, (key) => key === 'instance');
  if (asked.length > 0) return asked;
  const instances = new Set(subjects.flatMap(({ ref }) => ref.instance?.id ?? []));
  const [instance] = subjects.flatMap(({ ref }) => ref.instance ?? []);
  if (instance === undefined || instances.size > 1) return [];
  const place = instance.alias ?? instance.id;
  return [`instance:${plainOrQuoted(place)}`];
};

/** The same question of another name; a type that stood before the name stands behind it. */
export const ofName = (name: string, { text, types }: Query, telling: Telling): string => {
  const isTyped = types.length > 0 && qualifiers(text, (key) => TYPE.has(key)).length === 0;
  const type = isTyped ? [`type:${types.join(',')}`] : [];
  return [...leadTyped(text, telling), quoteName(name), ...type, ...qualifiers(text, () => true)].join(' ');
};

const BY: ReadonlySet<string> = new Set(['by']);

/** The same question about another person. */
export const byPerson = (name: string, { text }: Query): string =>
  `${without(tokensOf(text), BY)} by:${quoteName(name)}`.trim();

/** The question about one of the things that a name means, with all else that was asked. */
export const aboutOne = ({ ref }: NamedResource, { text }: Query, telling?: Telling): string | undefined => {
  if (ref.id === undefined) return undefined;
  const lead = telling === undefined ? [] : leadTyped(text, telling);
  return [
    ...lead,
    exactly(ref),
    ...qualifiers(text, (key) => !TYPE.has(key) && !(key === 'instance' && isInOne(ref))),
  ].join(' ');
};

/** A question about only this thing. An id that is no UUID is another thing in each instance. */
export const exactly = ({ id = '', type, instance }: ResourceRef): string =>
  [plainOrQuoted(id), `type:${type}`, ...(isInOne({ id, instance }) ? [`instance:${instance?.id}`] : [])].join(' ');

const isInOne = ({ id = '', instance }: { readonly [K in 'id' | 'instance']?: ResourceRef[K] | undefined }): boolean =>
  instance !== undefined && !isUuid(id);
