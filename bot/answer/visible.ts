/** A joiner inside an emoji, or after the vowel sign of a script that needs it, is a part of what one sees. */
const JOINS = '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\p{M}])\\u200d';
/** Characters that hide, turn or break a line, letters that are only a gap, and halves of letters, which no JSON may hold. */
const UNSEEN = new RegExp(`(?!${JOINS})[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\u115f\\u1160\\u3164\\uffa0]`, 'gu');

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
