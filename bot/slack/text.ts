/** Slack counts and cuts; so do we, by what a reader sees as one letter. */
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Characters that hide, turn or break a line: shown by their number instead. Zero-width joiners hold emoji together. */
const UNSEEN = /(?!\u200d)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Outside text with nothing invisible in it: control, zero-width and direction-turning characters as `[U+200B]`. */
export const visible = (text: string): string =>
  text
    .replace(/[\r\n\t]+/g, ' ')
    .replace(UNSEEN, (char) => `[U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`);

/** At most `most` UTF-16 units, cut between letters, with an ellipsis where something is missing. */
export const shorten = (text: string, most: number): string => {
  if (text.length <= most) return text;
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (kept.length + segment.length > most - 1) break;
    kept += segment;
  }
  return `${kept}…`;
};

/** The longest name Connect allows is 256 letters; twice that is shown whole. */
const LONGEST_NAME = 512;
export const outsideText = (text: string): string => shorten(visible(text), LONGEST_NAME);

/** For mrkdwn and for the top-level `text`, where `<!channel>` would ping: only these three are control characters there. */
export const escapeMrkdwn = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Outside text inside mrkdwn: as code, since mrkdwn has no escape for `*`, `_`, `~` and `:`. */
export const codeMrkdwn = (text: string): string =>
  `\`${escapeMrkdwn(shorten(visible(text), LONGEST_IN_SMALL_PRINT)).replaceAll('`', 'ˋ') || ' '}\``;
/** Short enough that a line of small print with ten names stays within a text object's 3,000 letters, escaped. */
const LONGEST_IN_SMALL_PRINT = 60;
