import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from '@swc/core';

/** Where nothing is said but by the catalogue in `bot/words`. */
const DONE =
  /^bot\/(?:(?:slack|watch|digest|answer|query|sources|look-up)\/[^/]+|aws\/(?:live-cloudtrail|live-answerer|known-account)|answer-question|(?:home|details|export|answer|watch|digest)-job|tell-watched|(?:make|tick)-digests?)\.ts$/;

/** Files of which nobody reads a sentence in Slack, each with why. */
const EXEMPT: ReadonlySet<string> = new Set([
  // Tells programmers which of Slack's limits a message breaks.
  'bot/slack/limits.ts',
  // Files whose columns and members are a format, told in docs/json.md.
  'bot/answer/to-csv.ts',
  'bot/answer/to-json.ts',
]);

/** Calls whose words go to the log or to programmers, and matching of what was typed. */
const UNHEARD = /(?:^|\.)(?:log|warn|Error|AggregateError|WorkedOnElsewhere|replace)$/;
/** What names a kind or an outcome is compared, and no sentence. */
const COMPARING: ReadonlySet<string> = new Set(['===', '!==', 'in']);
/** The fields that Slack shows, and the calls that make a line: no letter of them stands outside the catalogue. */
const SHOWN_FIELDS: ReadonlySet<string> = new Set(['label', 'title', 'words', 'yes', 'no', 'description']);
const SHOWN_CALLS: ReadonlySet<string> = new Set(['line', 'words']);
const ROLES: ReadonlySet<string> = new Set(['fact', 'detail', 'heading', 'item', 'choice', 'edge', 'note']);

/** Literals that are no sentences for anybody. */
const OTHERS: ReadonlySet<string> = new Set([
  // What a Slack user is known by.
  'login and name',
  // An outcome, for the log.
  'arrived later',
  // A header.
  'application/json; charset=utf-8',
]);
/** Commands and qualifiers are one language, whatever is spoken around them. */
const COMMAND = /^(?:[/@]connect-|who-changed |at \d)/;
const QUALIFIER = /\b[a-z]+:\S+/g;

const PROSE = /\p{Ll}[,;:.]? \p{Ll}/u;

type Tree = { readonly type?: string } & Readonly<Record<string, unknown>>;
const isTree = (part: unknown): part is Tree => typeof part === 'object' && part !== null;

const nameOf = (part: unknown): string => {
  if (!isTree(part)) return '';
  if (part.type === 'MemberExpression') return `${nameOf(part.object)}.${nameOf(part.property)}`;
  return typeof part.value === 'string' ? part.value : '';
};

/** What a literal says, with … for each value in it; undefined for all that is no literal. */
const textOf = (part: Tree): string | undefined => {
  if (part.type === 'StringLiteral' && typeof part.value === 'string') return part.value;
  if (part.type !== 'TemplateLiteral' || !Array.isArray(part.quasis)) return undefined;
  return part.quasis.map((quasi: unknown) => (isTree(quasi) ? String(quasi.cooked) : '')).join('…');
};

/** Whether nothing in it reaches people. */
const isUnheard = (part: Tree): boolean =>
  part.type === 'ImportDeclaration' ||
  part.type === 'TsLiteralType' ||
  // What docs/cloudtrail-and-the-website.md cites.
  (part.type === 'KeyValueProperty' && nameOf(part.key) === 'source') ||
  (part.type === 'BinaryExpression' && COMPARING.has(String(part.operator))) ||
  ((part.type === 'NewExpression' || part.type === 'CallExpression') && UNHEARD.test(nameOf(part.callee)));

/** Whether its literals are shown as they are. */
const isShown = (part: Tree): boolean =>
  (part.type === 'KeyValueProperty' && SHOWN_FIELDS.has(nameOf(part.key))) ||
  (part.type === 'CallExpression' && SHOWN_CALLS.has(nameOf(part.callee)));

/** Literals that are types too: `kind: 'not posted'`. */
const kindsIn = (source: string): readonly string[] =>
  [...source.matchAll(/(?:\||kind:|where:|Promise<|Outcome =|literal\()\s*'([^']*)'/g)].map(([, kind = '']) => kind);

const isProse = (text: string, shown: boolean): boolean => {
  if (OTHERS.has(text) || COMMAND.test(text)) return false;
  const spoken = text.replace(QUALIFIER, '');
  return PROSE.test(spoken) || (shown && /\p{L}/u.test(spoken));
};

/** The literals that say something to people. */
const proseIn = (source: string, kinds: ReadonlySet<string>): readonly string[] => {
  const found = new Set<string>();
  const look = (part: unknown, shown: boolean): void => {
    if (!isTree(part) || isUnheard(part)) return;
    const text = textOf(part);
    if (text !== undefined && !kinds.has(text) && isProse(text, shown)) found.add(text);
    const below = isShown(part) || (shown && (part.type === undefined || part.type === 'ConditionalExpression'));
    for (const [key, one] of Object.entries(part)) look(one, below && key !== 'test');
  };
  look(parseSync(source, { syntax: 'typescript', target: 'esnext' }).body, false);
  return [...found];
};

const FILES = readdirSync('bot', { recursive: true, encoding: 'utf8' })
  .map((name) => join('bot', name))
  .filter((file) => file.endsWith('.ts'))
  .sort();
const KINDS = new Set([...ROLES, ...FILES.flatMap((file) => kindsIn(readFileSync(file, 'utf8')))]);

describe('what the bot says', () => {
  test.each(FILES.filter((file) => DONE.test(file) && !EXEMPT.has(file)))('stands in no line of %s', (file) => {
    expect(proseIn(readFileSync(file, 'utf8'), KINDS)).toEqual([]);
  });

  test.each([
    ["line('note', 'Looking …');", ['Looking …']],
    ["line('note', isOne ? 'It' : 'They');", ['It', 'They']],
    ["const button = { label: 'Details', value };", ['Details']],
    ["const sentence = 'There are more changes.';", ['There are more changes.']],
  ])('is found where it does not belong: %s', (source, texts) => {
    expect(proseIn(source, KINDS)).toEqual(texts);
  });

  test.each([
    "log('info', 'a question was answered');",
    "throw new Error('Slack did not take it.');",
    "const isOver = posted.kind === 'not posted';",
    "line('note', ...phrases.modal.looking);",
    "line('note', { code: '/connect-watch queue-test-1 only:people' });",
  ])('is not what nobody hears: %s', (source) => {
    expect(proseIn(source, KINDS)).toEqual([]);
  });
});
