import { OBEYED } from '../change/json';

/** What one sees: a joiner inside an emoji or after a vowel sign, and what picks the form of an emoji, of a digit in a key, or of a letter of Chinese. */
const SEEN = [
  '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\p{M}])\\u200d',
  '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}])[\\ufe0e\\ufe0f]',
  '(?<=[\\d#*])\\ufe0f(?=\\u20e3)',
  '(?<=\\p{Script=Han})[\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}]',
].join('|');
/** Characters that hide, turn or break a line, that are ignored or only a gap, and halves of letters, which no JSON may hold. */
const UNSEEN = new RegExp(`(?!${SEEN})[${OBEYED}\\p{Cs}\\p{Default_Ignorable_Code_Point}\\u2800]`, 'gu');

/** Outside text with nothing invisible in it: control, zero-width and direction-turning characters as `[U+200B]`. */
export const visible = (text: string): string =>
  text
    .replace(/[\r\n\t]+/g, ' ')
    .replace(UNSEEN, (char) => `[U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`);

/** The same, with each line of the text still a line of its own. */
export const visibleLines = (text: string): string =>
  text
    .split(/\r\n|[\r\n]/)
    .map(visible)
    .join('\n');
