import { typeFromWords } from '../change/resource-types';
import { qualifierNamed } from './query-words';

/** Nobody asks more: what is longer is refused before it is read. */
export const LONGEST_QUESTION = 2000;

/** A piece of a question: what stands between spaces, or between quotes. */
export interface Token {
  /** As typed, with Slack's escapes undone; a mention stays `<@U123|ann>`. */
  readonly raw: string;
  /** As read: no delimiting quotes, no zero-width characters at the edges, a leading dash of a phone's keyboard as `--`. */
  readonly text: string;
  readonly quoted: boolean;
  /** The spaces that stood before it, as plain spaces. */
  readonly spacesBefore: string;
  /** The Slack user it mentions, where it is nothing but a mention. */
  readonly mention?: Mention;
  /** What stands before and after its first colon, where letters stand before it and no quotes around. */
  readonly pair?: Pair;
}

/** `key:value`; the value may have been in quotes or a mention. */
export interface Pair {
  readonly key: string;
  readonly value: string;
  readonly quoted: boolean;
  readonly mention?: Mention;
}

export interface Mention {
  readonly slackUserId: string;
  readonly label?: string;
}

/** What Slack puts in angle brackets when a command escapes: a mention, a channel, a special mention, a link. */
const SLACK_ATOM = /<(?:[@#!]|[a-z][a-z0-9+.-]*:)[^<>\s|]*(?:\|[^<>]*)?>/giu;
const MENTION = /^<@([A-Z0-9]+)(?:\|([^<>]*))?>$/;

/** Zero-width characters and direction marks, which copying brings along (macOS wraps phone numbers in them). */
const UNSEEN = '[\\u200b-\\u200f\\u202a-\\u202e\\u2060\\u2066-\\u2069\\ufeff]';
const UNSEEN_EDGES = new RegExp(`^${UNSEEN}+|${UNSEEN}+$`, 'gu');
const UNSEEN_ANYWHERE = new RegExp(UNSEEN, 'gu');
const GAP = new RegExp(`(?:\\s|${UNSEEN})*`, 'uy');
const NOTHING_MORE = new RegExp(`${UNSEEN}*(?:\\s|$)`, 'uy');
const AUTOCORRECTED_DASHES = /^[–—](?=\p{L})/u;
/** Letters and colon may be full-width, as Japanese keyboards have them. */
const KEY = /^([A-Za-zＡ-Ｚａ-ｚ][A-Za-zＡ-Ｚａ-ｚ-]*)[:：]/;

/** Quotes close with any of their own class: German, Swedish and phone keyboards disagree which end is which. */
const DOUBLE_QUOTES = '"“”„‟«»‹›＂〝〟〞';
const QUOTE_CLASSES = [
  { open: DOUBLE_QUOTES, close: DOUBLE_QUOTES },
  { open: "'‘’‚‛＇", close: "'‘’‚‛＇" },
  { open: '「｢', close: '」｣' },
  { open: '『', close: '』' },
].map((quotes) => ({ ...quotes, escapes: new RegExp(`(?<!\\\\)\\\\+(?=[${quotes.close}]|$)`, 'gu') }));
const BEFORE_QUOTES = new RegExp(`(?<!\\\\)(\\\\*)([${DOUBLE_QUOTES}]|$)`, 'gu');

/** Slack escapes these three and nothing else: https://docs.slack.dev/messaging/formatting-message-text#escaping */
export const escapeEntities = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The ampersand comes last, or `&amp;lt;` would turn into `<`. */
export const unescapeEntities = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** An atom as it was typed: a link's label (`q.example.com`), a channel as `#general`, `@here`; a person stays a mention. */
const atomAsTyped = (atom: string): string => {
  if (MENTION.test(atom)) return atom;
  const inside = atom.slice(1, -1);
  const bar = inside.indexOf('|');
  const [target, label] = bar < 0 ? [inside, ''] : [inside.slice(0, bar), inside.slice(bar + 1)];
  if (/^[@#]/.test(inside)) return `${inside[0]}${label || target.slice(1)}`;
  if (inside.startsWith('!')) return label || `@${target.slice(1)}`;
  return label || target.replace(/^(?:mailto|tel):/i, '');
};

/**
 * The text of a Slack command with Slack's escapes undone, in which nothing but a mention is still in Slack's form.
 * A `<@U1>` that somebody typed by hand reads like a real one.
 */
export const unescapeSlack = (text: string): string => unescapeEntities(text.replace(SLACK_ATOM, atomAsTyped));

/** Text for a reader: mentions by their label. */
export const withMentionsNamed = (text: string): string =>
  text.replace(/<@([A-Z0-9]+)(?:\|([^<>]*))?>/g, (_, id: string, label?: string) => `@${label || id}`);

/** What a sticky pattern matches at a place. */
const matchAt = (pattern: RegExp, text: string, at: number): string | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
};

const mentionOf = (text: string): { readonly mention?: Mention } => {
  const [, slackUserId, label] = MENTION.exec(text) ?? [];
  if (slackUserId === undefined) return {};
  return { mention: { slackUserId, ...(label ? { label } : {}) } };
};

const withoutZeroWidthEdges = (text: string): string => text.replace(UNSEEN_EDGES, '');

type Quotes = (typeof QUOTE_CLASSES)[number];

/** Which closing quotes stand further on, once it is known: a text of many quotes that nothing closes is searched once, not from each of them. */
type QuotesLeft = Map<Quotes, 'none' | 'escaped'>;

const quotesOf = (char: string): Quotes | undefined =>
  char === '' ? undefined : QUOTE_CLASSES.find(({ open }) => open.includes(char));

/** Whether what stands before a quote takes away its meaning: an odd number of backslashes. */
const escapesNext = (before: string): boolean => (/(?<!\\)\\+$/.exec(before)?.[0].length ?? 0) % 2 === 1;

/**
 * Where the quoted text that opens at `start` closes: at the first closing quote that a space or the end follows, so that
 * the apostrophe of `'O’Brien’s queue'` does not; one with a backslash before it only where no other does. Undefined where
 * nothing opens or closes.
 */
const closingQuote = (text: string, start: number, left: QuotesLeft): number | undefined => {
  const quotes = quotesOf(text.charAt(start));
  if (quotes === undefined || left.get(quotes) === 'none') return undefined;
  let escaped: number | undefined;
  let isEscaped = false;
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (quotes.close.includes(char) && matchAt(NOTHING_MORE, text, at + 1) !== undefined) {
      if (!isEscaped || left.get(quotes) === 'escaped') return at;
      escaped ??= at;
    }
    isEscaped = char === '\\' && !isEscaped;
  }
  left.set(quotes, escaped === undefined ? 'none' : 'escaped');
  return escaped;
};

/** Whether a text begins with a quote that nothing closes; an apostrophe is none. */
export const opensOnly = (text: string): boolean => {
  const quotes = quotesOf(text.charAt(0));
  if (quotes === undefined || quotes.close.includes("'")) return false;
  return ![...text.slice(1)].some((char) => quotes.close.includes(char));
};

/** French quotes stand off from what they quote; every other quote holds its text exactly, but for escaped quotes. */
const insideQuotes = (quoted: string): string => {
  const inside = quoted.slice(1, -1);
  if (/^[«»]/.test(quoted)) return inside.trim();
  const escapes = quotesOf(quoted.charAt(0))?.escapes;
  if (escapes === undefined || escapesNext(inside)) return inside;
  return inside.replace(escapes, (backslashes) => backslashes.slice(0, Math.floor(backslashes.length / 2)));
};

/** The end of the word that starts at `start`: the next space outside a mention. */
const endOfWord = (text: string, start: number): number => {
  const word = /^(?:<@[A-Z0-9]+(?:\|[^<>]*)?>|\S)+/.exec(text.slice(start));
  return start + (word?.[0].length ?? 1);
};

const withoutEdges = (raw: string): string => withoutZeroWidthEdges(raw).replace(AUTOCORRECTED_DASHES, '--');

interface Cut {
  readonly end: number;
  readonly token: Omit<Token, 'spacesBefore'>;
}

const cutQuoted = (text: string, start: number, left: QuotesLeft): Cut | undefined => {
  const close = closingQuote(text, start, left);
  if (close === undefined) return undefined;
  const raw = text.slice(start, close + 1);
  return { end: close + 1, token: { raw, text: insideQuotes(raw), quoted: true } };
};

const cutPair = (text: string, start: number, left: QuotesLeft): Cut | undefined => {
  const [head, key] = KEY.exec(text.slice(start, start + 40)) ?? [];
  if (head === undefined || key === undefined) return undefined;
  const value = cutQuoted(text, start + head.length, left) ?? cutValue(text, start + head.length);
  const raw = text.slice(start, value.end);
  const { text: of, quoted, mention } = value.token;
  return {
    end: value.end,
    token: {
      raw,
      text: withoutEdges(raw),
      quoted: false,
      pair: { key: key.normalize('NFKC'), value: of, quoted, ...(mention && { mention }) },
    },
  };
};

const cutValue = (text: string, start: number): Cut => {
  const end = /\S/.test(text.charAt(start)) ? endOfWord(text, start) : start;
  const raw = text.slice(start, end);
  return { end, token: { raw, text: withoutZeroWidthEdges(raw), quoted: false, ...mentionOf(raw) } };
};

const cutWord = (text: string, start: number): Cut => {
  const end = endOfWord(text, start);
  const raw = withoutZeroWidthEdges(text.slice(start, end));
  return { end, token: { raw, text: withoutEdges(raw), quoted: false, ...mentionOf(raw) } };
};

const gapAt = (text: string, start: number): string => matchAt(GAP, text, start) ?? '';

const asSpaces = (gap: string): string => gap.replace(UNSEEN_ANYWHERE, '').replace(/\s/gu, ' ');

/** Cuts text (Slack's escapes undone or never there) into tokens. Any kind of space separates; quotes count as above. */
export const tokensOf = (text: string): readonly Token[] => {
  const tokens: Token[] = [];
  const left: QuotesLeft = new Map();
  let gap = gapAt(text, 0);
  let at = gap.length;
  while (at < text.length) {
    const { end, token } = cutQuoted(text, at, left) ?? cutPair(text, at, left) ?? cutWord(text, at);
    if (token.raw !== '') tokens.push({ ...token, spacesBefore: asSpaces(gap) });
    gap = gapAt(text, end);
    at = end + gap.length;
  }
  return tokens;
};

/**
 * A question as Slack sends it when it is typed, which is what buttons carry: what `unescapeSlack` undoes. A mention is one
 * already; `<@home>`, which no mention can be, is a name.
 */
export const escapeSlack = (text: string): string =>
  text.replace(/<@[A-Z0-9]+(?:\|[^<>]*)?>|[&<>]/g, (found) => (found.length > 1 ? found : escapeEntities(found)));

const QUOTE_PAIRS = ['""', '“”', "''", '‘’', '「」', '『』'];

/** A name in quotes, as one types it, that a question reads back exactly, whatever quotes it holds itself. */
export const quoteName = (name: string): string => {
  const readsBack = (quoted: string): boolean => {
    const cut = cutQuoted(quoted, 0, new Map());
    return cut?.end === quoted.length && cut.token.text === name;
  };
  return QUOTE_PAIRS.map((pair) => `${pair[0]}${name}${pair[1]}`).find(readsBack) ?? withQuotesEscaped(name);
};

/** A text as one word of a question, or as a value behind a colon: in quotes only where it needs some. */
export const plainOrQuoted = (text: string): string =>
  /^(?:arn:[\w:/.$-]+|[\p{L}\p{N}+][\p{L}\p{N}\p{M}+._@/=-]*)$/u.test(text) ? text : quoteName(text);

/** In plain double quotes, a backslash before each that it holds, and before each backslash that would seem such a one. */
const withQuotesEscaped = (name: string): string =>
  `"${name.replace(BEFORE_QUOTES, (_, backslashes: string, quote: string) => `${backslashes.repeat(2)}${quote && `\\${quote}`}`)}"`;

const holdsQualifier = (argument: string): boolean =>
  tokensOf(argument).some(({ pair }) => pair !== undefined && qualifierNamed(pair.key) !== undefined);

/** `by:Mateo Jackson`, in which the shell took the quotes away: the value is quoted again. */
const withValueQuoted = (argument: string): string => {
  const colon = argument.indexOf(':');
  const [key, value] = [argument.slice(0, colon), argument.slice(colon + 1)];
  const isOneValue = qualifierNamed(key) !== undefined && /\s/.test(value.trim()) && !holdsQualifier(value);
  const isQuoted = tokensOf(argument).length === 1;
  return isOneValue && !isQuoted ? `${key}:${quoteName(value.trim())}` : argument;
};

/** `queue "Billing ES"`: words for a type, and a name in quotes. */
const isTypeAndName = (argument: string): boolean => {
  const tokens = tokensOf(argument);
  const before = tokens.slice(0, -1);
  const isName = tokens.at(-1)?.quoted === true && !before.some(({ quoted }) => quoted);
  return isName && typeFromWords(before.map(({ raw }) => raw).join(' ')) !== undefined;
};

/**
 * The question that a terminal's arguments ask. They are joined by spaces; one that holds spaces and no qualifier was
 * quoted in the shell and is one name. A whole question may also come as a single argument. Slack escapes what is typed there
 * and the parser undoes it; so a terminal's `<!channel>` is escaped here, and stays its letters.
 */
export const textOfArguments = (args: readonly string[]): string => {
  const asTyped = (argument: string): string => {
    if (!/\s/.test(argument.trim())) return argument;
    if (holdsQualifier(argument)) {
      // `by:"Mateo Jackson"` alone, too: a person's name holds spaces more often than a question comes as one argument.
      const isPerson = qualifierNamed(argument.split(':')[0] ?? '')?.key === 'by';
      return args.length === 1 && !isPerson ? argument : withValueQuoted(argument);
    }
    return tokensOf(argument).length === 1 || isTypeAndName(argument) ? argument : quoteName(argument.trim());
  };
  const plain = args.join(' ');
  return escapeEntities((plain.length > LONGEST_QUESTION ? plain : args.map(asTyped).join(' ')).trim());
};
