/** What texts are made of that slow an expression down, if any do. */
const LETTERS = ['y', 'A', '1', '_', ' ', '\t', '\n', '\r', '\u2028', '\u00a0', '\0', '\u200b', 'é', '𝒳', '\ud800'];
const MARKS = [
  '.',
  ',',
  ';',
  ':',
  '-',
  '+',
  '=',
  '/',
  '\\',
  '|',
  '@',
  '%',
  '&',
  '#',
  '!',
  '?',
  '*',
  '~',
  '^',
  '$',
  '`',
];
const BRACKETS = ['(', ')', '[', ']', '{', '}', '<', '>', '"', "'", '“', '”', '‘', '’', '«', '「'];
const CHARACTERS: readonly string[] = [...LETTERS, ...MARKS, ...BRACKETS];

/** Of more than one letter, over and over. */
const UNITS = [
  'a@',
  '@a.',
  'a.',
  '<a|',
  '"\'',
  '\\"',
  '%20',
  ' "',
  ', ',
  '1-',
  ':a',
  'a b',
  'y\n',
  '\r\n',
  '["',
  '{"a":',
];

/** A text of about so many letters. */
export type TextOf = (length: number) => string;

/** `begin`, then `unit` over and over, then `end`. */
const pumped =
  (begin: string, unit: string, end: string): TextOf =>
  (length) =>
    begin + unit.repeat(Math.ceil(length / unit.length)) + end;

/** Nothing, and what ends few matches: a line, and a letter that stands in none. */
const ENDS = ['', '\n\0'];

/** Texts that are hostile to any expression. */
export const HOSTILE_TEXTS: readonly TextOf[] = [...CHARACTERS, ...UNITS].flatMap((unit) =>
  ENDS.map((end) => pumped('', unit, end)),
);

/** Texts that are hostile to this one: each part over and over, and each beginning, whether or not the rest follows. */
export const textsHostileTo = ({ source, flags }: RegExp): readonly TextOf[] => {
  const units = new Map<string, TextOf>();
  const add = (begin: string, unit: string): void => {
    if (unit === '') return;
    for (const end of ENDS) units.set(JSON.stringify([begin, unit, end]), pumped(begin, unit, end));
  };
  const visit = (alternatives: readonly Part[][], before: string): void => {
    for (const parts of alternatives) {
      let begin = before;
      let last = '';
      for (const part of parts) {
        if ('alternatives' in part) visit(part.alternatives, begin);
        for (const example of examplesOf(part).slice(0, EXAMPLES)) {
          add(begin, example);
          add('', begin + example);
          add(begin, last + example);
        }
        last = examplesOf(part)[0] ?? '';
        begin += last;
      }
    }
  };
  visit(partsOf(source, flags), '');
  return [...units.values()];
};

/** So many letters of a class are tried. */
const EXAMPLES = 3;

/** A part of an expression: one letter, by the letters that it takes, or a group. */
type Part = { readonly examples: readonly string[] } | { readonly alternatives: readonly Part[][] };

const examplesOf = (part: Part): readonly string[] =>
  'examples' in part
    ? part.examples
    : part.alternatives.map((parts) => parts.map((one) => examplesOf(one)[0] ?? '').join(''));

/** One part in the text of an expression: how a group opens, its bar or its end, a quantifier, an assertion, or one letter. */
const PART =
  /(?<open>\((?:\?(?:[:=!]|<[=!]|<\w+>))?)|(?<bar>\|)|(?<close>\))|(?<many>[*+?]\??|\{\d+(?:,\d*)?\}\??)|(?<none>[$^]|\\[bB])|(?<letter>\[(?:\\.|[^\]\\])*\]|\\u\{[^}]*\}|\\u[\da-f]{4}|\\[pP]\{[^}]*\}|\\.|.)/gisu;

/** An expression's parts. Quantifiers are left out: whatever is repeated, and whatever is not, is tried over and over. */
const partsOf = (source: string, flags: string): readonly Part[][] => {
  const whole: Part[][] = [[]];
  const stack: Part[][][] = [whole];
  for (const { groups = {} } of source.matchAll(PART)) {
    const alternatives = stack.at(-1) ?? whole;
    if (groups.open !== undefined) {
      const inner: Part[][] = [[]];
      // What must not stand there helps nobody to get on.
      if (!groups.open.endsWith('!')) alternatives.at(-1)?.push({ alternatives: inner });
      stack.push(inner);
    } else if (groups.close !== undefined) stack.pop();
    else if (groups.bar !== undefined) alternatives.push([]);
    else if (groups.letter !== undefined) alternatives.at(-1)?.push({ examples: lettersOf(groups.letter, flags) });
  }
  return whole;
};

const lettersOf = (letter: string, flags: string): readonly string[] => {
  const one = new RegExp(`^(?:${letter})$`, flags.replace(/[gy]/g, ''));
  const written = [...letter.matchAll(/\\u\{?([\da-f]+)\}?|[^\\[\]^]/giu)].map(([text, code]) =>
    code === undefined ? text : String.fromCodePoint(Number.parseInt(code, 16)),
  );
  return [...written, ...CHARACTERS].filter((character) => one.test(character));
};
