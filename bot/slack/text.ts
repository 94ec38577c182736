import { visible } from '../answer/visible';
import { escapeEntities } from '../query/tokens';

/** Slack counts and cuts; so do we, by what a reader sees as one letter. */
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** At most `most` UTF-16 units, cut between letters, with an ellipsis where something is missing. */
export const shorten = (text: string, most: number): string => {
  if (text.length <= most) return text;
  let kept = '';
  // Each step of a segmenter takes as long as its whole text.
  for (const { segment } of graphemes.segment(text.slice(0, most))) {
    if (kept.length + segment.length > most - 1) break;
    kept += segment;
  }
  return `${kept}…`;
};

/** The longest name Connect allows is 256 letters; twice that is shown whole. */
export const LONGEST_NAME = 512;
/** As far as it can be shown is enough to look at, however long a text of a record is. */
const LOOKED_AT = 4;
export const outsideText = (text: string, most: number = LONGEST_NAME): string => {
  const begin = visible(text.slice(0, most * LOOKED_AT));
  return shorten(text.length > most * LOOKED_AT ? `${begin}…` : begin, most);
};

/** Outside text inside mrkdwn, escaped, or `<!channel>` would ping: as code, since mrkdwn has no escape for `*`, `_`, `~` and `:`. */
export const codeMrkdwn = (text: string, most: number = LONGEST_NAME): string =>
  `\`${escapeEntities(outsideText(text, most)).replaceAll('`', 'ˋ') || ' '}\``;

const LOOK_ALIKES: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ', ':': '∶' };
const MARKS = /[*_~`]|:(?=[\w+'-]+:)/g;

/** Words inside mrkdwn. Ours hold no marks; where the words of an error do, a look-alike stands for each. */
export const wordsMrkdwn = (text: string): string =>
  escapeEntities(visible(text).replace(MARKS, (mark) => LOOK_ALIKES[mark] ?? mark));
