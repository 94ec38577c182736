import type { Query, Window } from '../query/query';
import { qualifierNamed } from '../query/query-words';
import { escapeSlack, plainOrQuoted, quoteName, type Token, tokensOf } from '../query/tokens';
import { phrases } from '../words/words';
import type { Answer, NamedResource } from './answer';
import { type Line, line, type Message } from './message';

export interface Telling {
  readonly now: Date;
  /** What stands before a question where one types it: a slash command, or the terminal's `who-changed`. */
  readonly command: string;
  /** How many changes are shown before "more". */
  readonly most: number;
  /** It is read at any time: “15 min ago” would soon be wrong. */
  readonly stays?: true;
}

/** The most changes that one Slack message holds: with the longest names it stays within the limits of its blocks. */
export const MOST_SHOWN = 30;

const TIMES: ReadonlySet<string> = new Set(['since', 'until', 'before', 'on', 'during', 'around']);
const LIMIT: ReadonlySet<string> = new Set(['limit']);
const TYPE: ReadonlySet<string> = new Set(['type']);

const keyOf = ({ pair }: ReturnType<typeof tokensOf>[number]): string | undefined =>
  pair && qualifierNamed(pair.key)?.key;

/** The question's words without those qualifiers; what stands in quotes is a name, whatever it looks like. */
const without = (text: string, keys: ReadonlySet<string>): string =>
  asTyped(tokensOf(text).filter((token) => !keys.has(keyOf(token) ?? '')));

/** With the spaces that were typed between them: a name may hold two. */
const asTyped = (tokens: readonly Token[]): string =>
  tokens
    .map(({ spacesBefore, raw }) => `${spacesBefore || ' '}${raw}`)
    .join('')
    .trim();

/** The question's qualifiers as they were typed, those or all others. */
const qualifiers = (text: string, isWanted: (key: string) => boolean): readonly string[] =>
  tokensOf(text).flatMap((token) => {
    const key = keyOf(token);
    return key !== undefined && isWanted(key) ? [token.raw] : [];
  });

const withLimit = (text: string, limit: number): string => `${without(text, LIMIT)} limit:${limit}`.trim();

/** How to see the changes that are not shown. */
export const moreLine = ({ total, query }: Answer, shown: number, { command }: Telling): readonly Line[] =>
  total <= shown
    ? []
    : [
        line(
          'item',
          ...phrases.found.more({ count: total - shown, typed: `${command} ${withLimit(query.text, total)}` }),
        ),
      ];

/** Of a person one may want to know what they changed, and not who changed their user. */
export const whatTheyChanged = (
  { subjects, query }: Answer,
  { command }: Telling,
): { readonly lines: readonly Line[]; readonly buttons: Message['buttons'] } => {
  const [subject, ...others] = subjects;
  const login = subject?.nameNow ?? subject?.name;
  if (subject?.ref.type !== 'user' || others.length > 0 || login === undefined || query.by !== undefined) {
    return { lines: [], buttons: [] };
  }
  const question = [`by:${plainOrQuoted(login)}`, ...qualifiers(query.text, (key) => TIMES.has(key))].join(' ');
  return {
    lines: [line('note', ...phrases.further.changedThemselves({ typed: `${command} ${question}` }))],
    buttons: [{ label: phrases.further.whatTheyChanged, ask: `${command} ${escapeSlack(question)}` }],
  };
};

const WEEK_MS = 7 * 24 * 3_600_000;

/** The same question without its times; about everything, over a week, or over all there is where it was a week already. */
export const widened = ({ text, window: { from }, subject }: Query, now: Date): string => {
  if (subject.kind !== 'everything') return without(text, TIMES);
  const isLong = from !== undefined && now.getTime() - Date.parse(from) >= WEEK_MS;
  return [isLong ? 'since:90d' : 'since:7d', ...qualifiers(text, (key) => !TIMES.has(key))].join(' ');
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

/** The same question about everything over another stretch up to now, and with or without what pipelines did. */
export const windowButtons = ({ query }: Answer, { command, now }: Telling): Message['buttons'] => {
  // Of a person one asks about them, not about a stretch.
  if (query.by !== undefined) return [];
  const { from, to } = query.window;
  // A period that stands bare before everything else is left out too: `/connect-changes 2h`.
  const kept = qualifiers(query.text, (key) => !TIMES.has(key) && !LIMIT.has(key));
  const minutes = from === undefined || to !== undefined ? undefined : (now.getTime() - Date.parse(from)) / 60_000;
  const stretches = STRETCHES.filter(([, , long]) => minutes === undefined || Math.abs(minutes - long) > 1);
  return [
    ...stretches.map(([label, typed]) => ({ label, ask: escapeSlack([command, `since:${typed}`, ...kept].join(' ')) })),
    ...peopleButton(query, command),
  ];
};

const peopleButton = ({ text, only }: Query, command: string): Message['buttons'] => {
  if (only.includes('pipelines') || only.includes('failed')) return [];
  const others = tokensOf(text).filter((token) => keyOf(token) !== 'only' || !PEOPLE.has(token.pair?.value ?? ''));
  const rest = asTyped(others);
  if (!only.includes('people'))
    return [{ label: phrases.further.peopleOnly, ask: escapeSlack(`${command} ${`${rest} only:people`.trim()}`) }];
  // Several sorts in one word can't be told apart here.
  return others.length === tokensOf(text).length
    ? []
    : [{ label: phrases.further.withPipelines, ask: escapeSlack(`${command} ${rest}`.trim()) }];
};

/** Everything else in the window that was asked for, in the instance of what was asked about. */
export const everythingElse = (answer: Answer): string =>
  [...qualifiers(answer.query.text, (key) => TIMES.has(key)), ...inInstanceOf(answer)].join(' ');

/** Everything of a stretch of time, in the instance of what was asked about. */
export const everythingIn = ({ from, to }: Window, answer: Answer): string =>
  [
    ...(from === undefined ? [] : [`since:${from}`]),
    ...(to === undefined ? [] : [`until:${to}`]),
    ...inInstanceOf(answer),
  ].join(' ');

const inInstanceOf = ({ query, subjects }: Answer): readonly string[] => {
  const asked = qualifiers(query.text, (key) => key === 'instance');
  if (asked.length > 0) return asked;
  const instances = new Set(subjects.flatMap(({ ref }) => ref.instance?.id ?? []));
  const [instance] = subjects.flatMap(({ ref }) => ref.instance ?? []);
  if (instance === undefined || instances.size > 1) return [];
  const place = instance.alias ?? instance.id;
  return [`instance:${plainOrQuoted(place)}`];
};

/** The same question of another name. */
export const ofName = (name: string, { text }: Query): string =>
  [quoteName(name), ...qualifiers(text, () => true)].join(' ');

const BY: ReadonlySet<string> = new Set(['by']);

/** The same question about another person. */
export const byPerson = (name: string, { text }: Query): string => `${without(text, BY)} by:${quoteName(name)}`.trim();

/** The question about one of the things that a name means, with all else that was asked. */
export const aboutOne = ({ ref }: NamedResource, { text }: Query): string | undefined =>
  ref.id === undefined
    ? undefined
    : [plainOrQuoted(ref.id), `type:${ref.type}`, ...qualifiers(text, (key) => !TYPE.has(key))].join(' ');
