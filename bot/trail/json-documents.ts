/** A JSON document of a text that holds one or several, or a stretch of it that is none. */
export type JsonDocument = { readonly json: unknown } | { readonly broken: string };

/**
 * The JSON documents of a text: one, one a line, or one behind the other. Only what is broken is lost: the next document is looked for
 * where a line begins with one.
 */
export const documentsIn = (text: string): readonly JsonDocument[] => {
  const whole = parsed(text);
  if ('json' in whole) return [whole];
  const behindEachOther = splitDocuments(text);
  if (behindEachOther.every((one) => 'json' in one)) return behindEachOther;
  return text.split(DOCUMENT_BEGINS).flatMap((part) => splitDocuments(part));
};

/**
 * A line that begins with a document; exports of CloudWatch Logs have a time before it, and `aws logs tail` a stream's name too. A tab parts
 * what `aws … --output text` prints.
 */
const DOCUMENT_BEGINS = /(?:^|\r?\n)(?:\d{4}-\d\d-\d\dT\S+ (?:\S+ )?)?(?=[{["])|\t(?=\{")/;

const parsed = (text: string): JsonDocument => {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return { broken: text };
  }
};

/** By where each ends; from what is broken on, the rest is one stretch. */
const splitDocuments = (text: string): readonly JsonDocument[] => {
  const documents: JsonDocument[] = [];
  let at = nextBegin(text, 0);
  while (at < text.length) {
    const end = endOf(text, at);
    const document = parsed(text.slice(at, end));
    if ('broken' in document) return [...documents, { broken: text.slice(at) }];
    documents.push(document);
    at = nextBegin(text, end);
  }
  return documents;
};

/** Behind what may stand between documents: white space, commas, and the mark of a JSON text sequence. */
const nextBegin = (text: string, from: number): number => {
  let at = from;
  while (at < text.length && BETWEEN.has(text.charCodeAt(at))) at += 1;
  return at;
};
const BETWEEN: ReadonlySet<number> = new Set([...' \t\r\n,\u001e'].map((char) => char.charCodeAt(0)));

const [QUOTE, BACKSLASH, NEWLINE] = [0x22, 0x5c, 0x0a];
const OPENING: ReadonlySet<number> = new Set([0x7b, 0x5b]);
const CLOSING: ReadonlySet<number> = new Set([0x7d, 0x5d]);

/** Where the object, the list or the text that begins at `from` ends; where none does, the end of the text. */
const endOf = (text: string, from: number): number => {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) at = endOfString(text, at);
    else if (OPENING.has(char)) depth += 1;
    else if (CLOSING.has(char)) depth -= 1;
    if (depth <= 0 && (char === QUOTE || CLOSING.has(char))) return at + 1;
  }
  return text.length;
};

/** Where its closing quote is. No JSON has a line break inside of a string. */
const endOfString = (text: string, from: number): number => {
  for (let at = from + 1; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === QUOTE || char === NEWLINE) return at;
    if (char === BACKSLASH) at += 1;
  }
  return text.length;
};
