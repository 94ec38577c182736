import { isDeepStrictEqual } from 'node:util';
import type { Answer } from '../../bot/answer/answer';
import { messageOfAnswer } from '../../bot/answer/answer-message';
import { MOST_SHOWN, type Telling } from '../../bot/answer/ask-again';
import { mistakeMessage } from '../../bot/answer/help';
import type { LinePiece, Message } from '../../bot/answer/message';
import { moreMessage } from '../../bot/answer/more-message';
import { type Answered, answerQuestion } from '../../bot/answer-question';
import { directoryOf } from '../../bot/directory/directory';
import type { DirectoryFact } from '../../bot/directory/facts';
import { type Command, parseQuery } from '../../bot/query/parse-query';
import type { Query } from '../../bot/query/query';
import { escapeSlack } from '../../bot/query/tokens';
import { addRecord, noRecords } from '../../bot/sources/read-records';
import { INSTANCES, NOW } from './account/world';
import { USERS } from './account-answers';
import { recordSource } from './record-source';
import type { SmallAccount } from './small-account';

/** Where somebody asks: what stands before their questions, and how much is shown there before "more". */
interface Place {
  readonly commands: Readonly<Record<Command, string>>;
  readonly telling: Omit<Telling, 'command'>;
}
export const SLACK: Place = {
  commands: { 'who-changed': '/connect-who-changed', changes: '/connect-changes' },
  telling: { now: NOW, most: 6, mostWorth: 12, pages: true },
};
export const TERMINAL: Place = {
  commands: { 'who-changed': 'who-changed', changes: 'who-changed changes' },
  telling: { now: NOW, most: 20, mostWorth: 40 },
};

/** A question as Slack sends it, or as a terminal makes one of its arguments. */
export interface Sent {
  readonly command: Command;
  readonly text: string;
}

/** A question that a message offers, with the words that offer it. */
interface Offer extends Sent {
  readonly by: string;
}

const LISTED: readonly DirectoryFact[] = [
  ...USERS,
  ...INSTANCES.map(
    ({ id, alias, region, account }): DirectoryFact => ({
      kind: 'listed',
      ref: { service: 'connect', type: 'instance', id, region, instance: { id, region, account } },
      name: alias,
      at: NOW.toISOString(),
    }),
  ),
];

/** Answers from an account's records. */
export const answererOf = ({ events }: Pick<SmallAccount, 'events'>): ((query: Query) => Promise<Answered>) => {
  const records = noRecords();
  for (const event of events) addRecord(records, event);
  const { find } = recordSource(events, NOW);
  const directory = directoryOf([...records.facts, ...LISTED]);
  const searched: typeof find = async (request) => {
    const found = await find(request);
    const sources = [{ kind: 'trail files', calls: 1 } as const];
    return { ...found, coverage: { ...found.coverage, sources } };
  };
  return (query) => answerQuestion(query, { find: searched, directory, instances: INSTANCES, now: () => NOW });
};

/** A whole command as it is typed or carried by a button; undefined for what is none of this place. */
const readOffer = (typed: string, { commands }: Place): Sent | undefined => {
  const starts = ([, command]: readonly [Command, string]): boolean =>
    typed === command || typed.startsWith(`${command} `);
  // The longer one first: `who-changed changes` begins as `who-changed` does.
  const all: readonly (readonly [Command, string])[] = [
    ['changes', commands.changes],
    ['who-changed', commands['who-changed']],
  ];
  const found = all.find(starts);
  return found && { command: found[0], text: typed.slice(found[1].length).trim() };
};

const textOf = (piece: LinePiece): string => {
  if ('words' in piece) return piece.words;
  if ('name' in piece) return piece.name;
  return 'code' in piece ? piece.code : '#';
};

/** All that a message offers: its buttons as they are carried, and what it shows to be typed as Slack would send that. */
export const offersIn = ({ lines, buttons }: Message, place: Place): readonly Offer[] => {
  const typed = lines.flatMap(({ pieces, ask }) => {
    const by = pieces.map(textOf).join('');
    const codes = pieces.flatMap((piece) => ('code' in piece ? [piece.code] : []));
    return [...codes, ...(ask === undefined ? [] : [ask])].map((code) => ({ by, sent: escapeSlack(code) }));
  });
  const carried = place === SLACK ? buttons.map(({ label, ask }) => ({ by: `[${label}]`, sent: ask })) : [];
  return [...typed, ...carried].flatMap(({ by, sent }) => {
    const read = readOffer(sent, place);
    return read === undefined ? [] : [{ ...read, by }];
  });
};

const parsed = ({ command, text }: Sent) => parseQuery(text, { now: NOW, zone: 'UTC', command });

/** What a question asks, without how it is typed. */
const meaningOf = (sent: Sent): unknown => {
  const read = parsed(sent);
  if (read.kind !== 'query') return read.kind;
  const { text: _typed, ...rest } = read.query;
  return rest;
};

/** What is not as its words promised. */
const brokenPromise = (offer: Offer, asked: Answer | undefined, got: Answer, message: Message): string | undefined => {
  const { by } = offer;
  const done = got.total - got.failed;
  if (/^\d+ more: /.test(by)) {
    const all = asked?.total;
    if (got.total !== all) return `it has ${got.total} changes in place of ${all}`;
    return message.more === undefined &&
      !message.lines.some(({ pieces }) => /^\d+ more/.test(pieces.map(textOf).join('')))
      ? undefined
      : 'it does not show all of them';
  }
  const nearby = /^and (\d+) more: /.exec(by)?.[1];
  if (nearby !== undefined && got.total < Number(nearby)) return `it has ${got.total} changes`;
  const attempts = /^(\d+) attempts? failed and changed nothing/.exec(by)?.[1];
  if (attempts !== undefined && got.total !== Number(attempts)) return `it has ${got.total}`;
  if (by === '[What else changed]') {
    const { changes = 0, unplaced = 0 } = asked?.elsewhere ?? {};
    const isAs = changes > 0 ? done === changes : done >= unplaced;
    if (!isAs) return `it has ${done} changes in place of ${changes} and ${unplaced}`;
  }
  if (by === '[People only]' && got.outcome !== 'found') return 'it finds nothing';
  // What an answer offers by name, or to choose, is known; a mistake tells of no names.
  if (got.outcome === 'unknown' && asked !== undefined) return 'it knows no such name';
  const isChosen = asked?.outcome === 'ambiguous' && !by.startsWith('Narrow');
  return isChosen && got.outcome === 'ambiguous' ? 'it is as ambiguous as before' : undefined;
};

/** Follows "Show more" to its end; what is wrong with the pages. */
const pagesOf = (answer: Answer, first: Message): string | undefined => {
  let { more } = first;
  let pages = 0;
  while (more !== undefined) {
    const before = more.shown;
    const page = moreMessage(answer, more, { most: MOST_SHOWN });
    more = page.more;
    pages += 1;
    if (more !== undefined && more.shown <= before) return 'a page shows nothing';
    if (page.lines[0]?.role !== 'heading') return `page ${pages} shows nothing`;
    if (pages > 100) return 'pages have no end';
  }
  return undefined;
};

export interface Followed {
  /** What was not as it should be, with the way there. */
  readonly wrong: readonly string[];
  readonly asked: number;
}

/**
 * Asks the questions, then all that their answers offer, and so on until nothing new comes or so many were asked. Every offer is understood,
 * asks something else than what was just asked, is no mistake, and gives what its words promise.
 */
export const followOffers = async (
  starts: readonly Sent[],
  answer: (query: Query) => Promise<Answered>,
  place: Place,
  most: number,
): Promise<Followed> => {
  const wrong: string[] = [];
  const waiting: { readonly offer: Offer; readonly way: string; readonly from?: Sent; readonly asked?: Answer }[] =
    starts.map((start) => ({ offer: { ...start, by: '' }, way: '' }));
  const seen = new Set<string>();
  let count = 0;
  for (const { offer, way, from, asked } of waiting) {
    const typed = `${place.commands[offer.command]} ${offer.text}`;
    const here = `${way}${way === '' ? '' : ` → ${offer.by} → `}${typed}`;
    const isFirst = from === undefined;
    if (!isFirst && isDeepStrictEqual(meaningOf(offer), meaningOf(from))) wrong.push(`${here}: it asks the same again`);
    const isNew = !seen.has(typed);
    // What an offer promises is looked at wherever it stands; what its answer offers, once.
    if ((!isNew && isFirst) || count >= most) continue;
    seen.add(typed);
    const read = parsed(offer);
    if (read.kind === 'help') {
      if (!isFirst && !/help$/.test(offer.text)) wrong.push(`${here}: it is help`);
      continue;
    }
    count += 1;
    const answered = read.kind === 'mistake' ? read : await answer(read.query);
    if (answered.kind === 'mistake' && !isFirst) wrong.push(`${here}: ${answered.mistake.message}`);
    const command = place.commands[offer.command];
    const message =
      answered.kind === 'mistake'
        ? mistakeMessage(answered.mistake, command)
        : messageOfAnswer(answered.answer, { ...place.telling, ...limited(answered.answer.query, place), command });
    if (answered.kind === 'answer') {
      const broken = isFirst ? undefined : brokenPromise(offer, asked, answered.answer, message);
      if (broken !== undefined) wrong.push(`${here}: ${broken}`);
      const pages = pagesOf(answered.answer, message);
      if (pages !== undefined) wrong.push(`${here}: ${pages}`);
    }
    if (!isNew) continue;
    const told = answered.kind === 'answer' ? answered.answer : undefined;
    for (const next of offersIn(message, place))
      waiting.push({ offer: next, way: here, from: offer, ...(told && { asked: told }) });
  }
  return { wrong, asked: count };
};

/** How much is shown where a `limit:` says so. */
const limited = ({ limit }: Query, place: Place): Partial<Telling> => {
  if (limit === undefined) return {};
  const most = place === SLACK ? Math.min(limit, MOST_SHOWN) : limit;
  return { most, mostWorth: most };
};
