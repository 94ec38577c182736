import { type JsonScanner, jsonScanner, type Scanned } from '../change/json-text';

/** What stands in a text that holds JSON documents: one of them, or a stretch that is none. */
export type JsonDocument = { readonly json: unknown } | { readonly broken: string };

/** Why no more of a text is read. */
export type Stop =
  /** It ends inside of a list that was begun. */
  | { readonly because: 'cut off' }
  /** What begins so is longer than any record, and no list of records. */
  | { readonly because: 'too long'; readonly begin: string }
  /** Ten thousand records that are too short to be any. */
  | { readonly because: 'hollow' };

export interface Documents {
  /** What the next stretch of the text completes; `isLast`: nothing follows it. */
  readonly add: (text: string, isLast: boolean) => readonly JsonDocument[];
  /** Then what follows is not looked at. */
  readonly stopped: () => Stop | undefined;
}

/** A document of which so much is there is parsed at once; of a longer one, which is a list of records or holds one, a few items at a time. */
const WINDOW = 1024 * 1024;
/** Many times what CloudTrail, EventBridge and CloudWatch Logs hold a record to. */
const LONGEST = 16 * WINDOW;
/** Of so many records together… */
const TOGETHER = 10_000;
/** …each has this many letters at least, on average: when, where, who and what take more. */
const SHORTEST = 32;
/** Lists of records in lists. */
const MOST_LISTS = 6;

/** Members that hold the records of an object. */
const LISTS: ReadonlySet<string> = new Set(['Records', 'Events', 'logEvents', 'events']);

/** A list that was begun, and is read item by item. */
interface List {
  /** The member of an object that it is. */
  readonly key: string | undefined;
  /** What stands before its items: what is read last is this, and what stands behind them. */
  readonly before: string;
}

/**
 * The JSON documents of a text that comes in stretches: one, one a line, or one behind the other. A long list of records comes as several short ones of
 * its kind, and what stood around it as one that is empty. Only what is broken is lost: what follows is looked for where a line begins with a document.
 */
export const documentsOf = (): Documents => {
  let text = '';
  let scanner = jsonScanner(text);
  let nextLine = lineFinder(text);
  let at = 0;
  let isLast = false;
  let isFirst = true;
  let isInBroken = false;
  /** Up to here lines are looked at one by one: what reached over them was broken. */
  let byLineTo = 0;
  let stop: Stop | undefined;
  /** How much there must be before it is worth another look. */
  let wanted = WINDOW;
  let found: JsonDocument[] = [];
  let seen = { records: 0, letters: 0 };
  const lists: List[] = [];

  /** Whether they may be records; of a gigabyte of `{},` nobody wants to hear. */
  const count = (records: number, letters: number): boolean => {
    seen = { records: seen.records + records, letters: seen.letters + letters };
    if (seen.records < TOGETHER) return true;
    if (seen.letters < seen.records * SHORTEST) stop = { because: 'hollow' };
    seen = { records: 0, letters: 0 };
    return stop === undefined;
  };

  /** Passes over what is no JSON; false where its end is still to come. */
  const passBroken = (from: number): boolean => {
    const next = nextLine(from);
    const end = next?.from ?? (isLast ? text.length : undefined);
    if (end === undefined && text.length - from < WINDOW) return false;
    const to = end ?? beforeLineAtEnd(text);
    if (!isInBroken && count(1, to - from)) found.push({ broken: text.slice(from, to) });
    isInBroken = end === undefined;
    at = next?.to ?? to;
    return end !== undefined;
  };

  const beginList = (begin: number, { key, opensAt }: ListFound): void => {
    lists.push({ key, before: text.slice(begin, opensAt + 1) });
    at = opensAt + 1;
  };

  const listAt = (begin: number): ListFound | undefined =>
    lists.length < MOST_LISTS ? listIn(text, begin, scan) : undefined;

  /** What is no whole JSON: where it is a list that has an item at least, the others may be whole; false where more must come. */
  const passNotWhole = (begin: number, brokenAt: number): boolean => {
    byLineTo = Math.max(byLineTo, brokenAt);
    const list = listAt(begin);
    if (list === undefined || !hasItem(list)) return passBroken(begin);
    beginList(begin, list);
    return true;
  };

  const hasItem = ({ opensAt }: ListFound): boolean => {
    const first = nextBegin(text, opensAt + 1);
    return startsJson(text, first) && scan(first).kind === 'whole';
  };

  /** What begins here and is not there whole: a list that is read by its items, or broken; false where more must come. */
  const passOpen = (begin: number): boolean => {
    const length = text.length - begin;
    const list = length < WINDOW ? undefined : listAt(begin);
    if (list !== undefined) beginList(begin, list);
    else if (isLast) return passNotWhole(begin, text.length);
    else if (length >= LONGEST) stop = { because: 'too long', begin: text.slice(begin, begin + WINDOW) };
    else return false;
    return true;
  };

  const scan = (begin: number): Scanned => {
    const to = begin < byLineTo ? nextLine(begin)?.from : undefined;
    const scanned = scanner(begin, to === undefined ? {} : { to });
    return scanned.kind === 'open' && to !== undefined ? { kind: 'broken', at: to } : scanned;
  };

  /** What begins here, or as many items of a list: parsed, by its items where it is too much for that, or broken. */
  const passScanned = (begin: number, scanned: Scanned): boolean => {
    if (scanned.kind === 'open') return passOpen(begin);
    if (scanned.kind === 'broken') return passNotWhole(begin, scanned.at);
    const list = scanned.isParsable ? undefined : listAt(begin);
    if (list !== undefined) {
      beginList(begin, list);
      return true;
    }
    const value = text.slice(begin, scanned.end);
    const document = scanned.isParsable ? parsed(value) : { broken: value };
    if (document === undefined) return passNotWhole(begin, scanned.end);
    found.push(document);
    at = scanned.end;
    return true;
  };

  const passDocument = (): boolean => {
    const begin = beginOfDocument(text, at);
    if (begin >= text.length) {
      at = begin;
      return false;
    }
    const isOnly = isFirst && isLast;
    isFirst = false;
    if (startsJson(text, begin)) {
      const scanned = scan(begin);
      if (scanned.kind === 'whole' && !count(1, scanned.end - begin)) return true;
      return passScanned(begin, scanned);
    }
    const only = isOnly ? parsed(text.slice(begin)) : undefined;
    if (only === undefined) return passBroken(begin);
    found.push(only);
    at = text.length;
    return true;
  };

  /** What stood around a list is read last, as if it had been empty. */
  const endList = ({ key, before }: List, begin: number): boolean => {
    const around = scanner(begin, { depth: key === undefined ? 1 : 2 });
    if (around.kind === 'open' && !isLast && text.length - begin < LONGEST) return false;
    lists.pop();
    if (around.kind !== 'whole') return passBroken(begin);
    const frame = before + text.slice(begin, around.end);
    found.push((around.isParsable ? parsed(frame) : undefined) ?? { broken: frame });
    at = around.end;
    return true;
  };

  const passItems = (list: List): boolean => {
    const items: Stretch[] = [];
    let begin = nextBegin(text, at);
    let item = itemAt(text, begin, scan, isLast);
    while (item.kind === 'whole' && item.isParsable && items.length < TOGETHER) {
      items.push({ from: begin, to: item.end });
      begin = nextBegin(text, item.end);
      item = itemAt(text, begin, scan, isLast);
    }
    const [first, last] = [items[0], items.at(-1)];
    if (first !== undefined && last !== undefined) {
      at = last.to;
      if (count(items.length, last.to - first.from)) found.push(...itemsParsed(text, items, list.key));
      return true;
    }
    at = begin;
    if (item.kind === 'none') return false;
    return item.kind === 'end' ? endList(list, begin) : passScanned(begin, item);
  };

  const pass = (): boolean => {
    if (isInBroken) return passBroken(at);
    const list = lists.at(-1);
    return list === undefined ? passDocument() : passItems(list);
  };

  return {
    add: (more, last) => {
      text = text === '' ? more : text + more;
      isLast = last;
      if (stop !== undefined || (!last && text.length < wanted)) return [];
      scanner = jsonScanner(text);
      nextLine = lineFinder(text);
      found = [];
      while (stop === undefined && pass()) {}
      if (last && lists.length > 0) stop ??= { because: 'cut off' };
      text = text.slice(at);
      byLineTo = Math.max(0, byLineTo - at);
      at = 0;
      // What is not there whole is not looked through again for each stretch that comes.
      wanted = Math.max(WINDOW, text.length * 2);
      return found;
    },
    stopped: () => stop,
  };
};

/**
 * A line that begins with a document; exports of CloudWatch Logs have a time before it, and `aws logs tail` a stream's name too. A tab parts
 * what `aws … --output text` prints.
 */
const DOCUMENT_BEGINS = /\r?\n(?:\d{4}-\d\d-\d\dT\S+ (?:\S+ )?)?(?=[{["])|\t(?=\{")/g;
/** Finds it at a place or behind, and the document behind what stands before that; looks for each once. */
const lineFinder = (text: string): ((from: number) => Stretch | undefined) => {
  let lookedFrom = 0;
  let line: Stretch | undefined = { from: -1, to: -1 };
  return (from) => {
    if (from >= lookedFrom && (line === undefined || from <= line.from)) return line;
    lookedFrom = from;
    DOCUMENT_BEGINS.lastIndex = from;
    const next = DOCUMENT_BEGINS.exec(text);
    line = next === null ? undefined : { from: next.index, to: next.index + next[0].length };
    return line;
  };
};

const TIME_BEFORE = /\d{4}-\d\d-\d\dT\S+ (?:\S+ )?(?=[{["])/y;

/** Where what a line begins with may be cut in two. */
const LINE_AT_END = 4_096;
const beforeLineAtEnd = (text: string): number => Math.max(text.lastIndexOf('\n'), text.length - LINE_AT_END);

const parsed = (text: string): JsonDocument | undefined => {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return undefined;
  }
};

/** Behind what may stand between documents: white space, commas, and the mark of a JSON text sequence. */
const nextBegin = (text: string, from: number): number => {
  let at = from;
  while (at < text.length && BETWEEN.has(text.charCodeAt(at))) at += 1;
  return at;
};
const BETWEEN: ReadonlySet<number> = new Set([...' \t\r\n,\u001e'].map((char) => char.charCodeAt(0)));

const beginOfDocument = (text: string, from: number): number => {
  const begin = nextBegin(text, from);
  TIME_BEFORE.lastIndex = begin;
  return TIME_BEFORE.test(text) ? TIME_BEFORE.lastIndex : begin;
};

const startsJson = (text: string, at: number): boolean => '{["'.includes(text.charAt(at));

/** A number or a word. */
const PLAIN = /[^\s,:[\]{}"]+/y;

type Item = Scanned | { readonly kind: 'end' } | { readonly kind: 'none' };

const itemAt = (text: string, begin: number, scan: JsonScanner, isLast: boolean): Item => {
  if (begin >= text.length) return { kind: 'none' };
  if (text.charAt(begin) === ']') return { kind: 'end' };
  if (startsJson(text, begin)) return scan(begin);
  PLAIN.lastIndex = begin;
  if (!PLAIN.test(text)) return { kind: 'broken', at: begin };
  const end = PLAIN.lastIndex;
  return end === text.length && !isLast ? { kind: 'open' } : { kind: 'whole', end, isParsable: true, isTooDeep: false };
};

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** As a list of their kind; where one of them is broken, each by itself. */
const itemsParsed = (text: string, items: readonly Stretch[], key: string | undefined): readonly JsonDocument[] => {
  const asList = (json: unknown): JsonDocument => ({ json: key === undefined ? json : { [key]: json } });
  const together = parsed(`[${text.slice(items[0]?.from, items.at(-1)?.to)}]`);
  if (together !== undefined && 'json' in together) return [asList(together.json)];
  return items.map(({ from, to }) => {
    const one = parsed(text.slice(from, to));
    return one !== undefined && 'json' in one ? asList([one.json]) : { broken: text.slice(from, to) };
  });
};

interface ListFound {
  readonly key: string | undefined;
  readonly opensAt: number;
}

/** The list of records that a document is, or the first that it holds as a member. */
const listIn = (text: string, begin: number, scan: JsonScanner): ListFound | undefined => {
  if (text.charAt(begin) === '[') return { key: undefined, opensAt: begin };
  if (text.charAt(begin) !== '{') return undefined;
  for (let at = nextBegin(text, begin + 1); text.charAt(at) === '"'; at = nextBegin(text, at)) {
    const name = scan(at);
    if (name.kind !== 'whole') return undefined;
    const key = text.slice(at + 1, name.end - 1);
    const value = nextBegin(text, nextBegin(text, name.end) + 1);
    if (text.charAt(value) === '[' && LISTS.has(key)) return { key, opensAt: value };
    const item = itemAt(text, value, scan, false);
    if (item.kind !== 'whole' || !item.isParsable) return undefined;
    at = item.end;
  }
  return undefined;
};

/** The beginning of a document as one that ends: what was complete of it. */
export const closedJson = (begin: string): { readonly json: unknown } | undefined => {
  const scan = jsonScanner(begin);
  const open: string[] = [];
  let whole = { to: 0, closing: '' };
  for (let at = 0; at < begin.length && open.length < MOST_OPEN; at += 1) {
    const char = begin.charAt(at);
    if (char === ',') whole = { to: at, closing: open.toReversed().join('') };
    if (char === '"') {
      const string = scan(at);
      if (string.kind !== 'whole') break;
      at = string.end - 1;
    } else if (char === '{' || char === '[') open.push(char === '{' ? '}' : ']');
    else if (char === '}' || char === ']') open.pop();
  }
  const closed = parsed(begin.slice(0, whole.to) + whole.closing);
  return closed !== undefined && 'json' in closed ? closed : undefined;
};
const MOST_OPEN = 100;
