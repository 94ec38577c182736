import pc from 'picocolors';
import { formatMoment, type Line, type LinePiece, type Message } from '../answer/message';
import { visible } from '../slack/text';

/** Draws a message for a terminal: the same lines as in Slack, times in the given zone. Colours only where `colours`. */
export const terminalText = (
  message: Message,
  { zone, now, colours }: { zone: string; now: Date; colours: boolean },
): string => {
  const paint = pc.createColors(colours);
  const piece = (each: LinePiece): string => {
    if ('words' in each) return visible(each.words);
    // Escape sequences in a name must not reach the terminal.
    if ('name' in each) return each.quiet ? visible(each.name) : paint.bold(visible(each.name));
    if ('code' in each) return paint.cyan(visible(each.code));
    return formatMoment(each, zone, now);
  };
  const draw = ({ role, pieces }: Line): string => {
    const text = pieces.map(piece).join('');
    switch (role) {
      case 'fact':
        return text;
      case 'heading':
        return `\n${paint.bold(text)}`;
      case 'item':
        return `  ${text}`;
      case 'detail':
        return `  ${text}`;
      case 'edge':
        return `\n${paint.dim(text)}`;
      case 'note':
        return paint.dim(text);
    }
  };
  const preface = message.preface === undefined ? [] : [paint.dim(message.preface)];
  return [...preface, ...message.lines.map(draw)].join('\n');
};
