import pc from 'picocolors';
import type { Line, LinePiece, Message } from '../answer/message';
import { formatMoment } from '../answer/moments';
import { visible } from '../answer/visible';
import { shellCommand } from './shell-command';

/** What is there to be copied and run. */
const IS_COMMAND = /^who-changed /;

/**
 * Draws a message for a terminal: the same lines as in Slack, times in the given zone. Where Slack has buttons for a choice,
 * each choice has its number and the command that asks for it. Colours only where `colours`. `flags` are those of the source that was
 * asked: what is offered is asked there, too.
 */
export const terminalText = (
  message: Message,
  { zone, now, colours, flags = [] }: { zone: string; now: Date; colours: boolean; flags?: readonly string[] },
): string => {
  const paint = pc.createColors(colours);
  const piece = (each: LinePiece): string => {
    if ('words' in each) return visible(each.words);
    // Escape sequences in a name must not reach the terminal.
    if ('name' in each) return each.quiet ? visible(each.name) : paint.bold(visible(each.name));
    if ('code' in each)
      return paint.cyan(IS_COMMAND.test(each.code) ? shellCommand(each.code, flags) : visible(each.code));
    return formatMoment(each, zone, now);
  };
  const choices = message.lines.filter(({ role }) => role === 'choice');
  const draw = (line: Line): string => {
    const text = line.pieces.map(piece).join('');
    switch (line.role) {
      case 'fact':
        return text;
      case 'heading':
        return `\n${paint.bold(text)}`;
      case 'item':
        return `  ${text}`;
      case 'detail':
        return `  ${text}`;
      case 'choice': {
        const number = String(choices.indexOf(line) + 1).padStart(String(choices.length).length);
        return `  ${number}  ${text}${line.ask === undefined ? '' : `\n${' '.repeat(number.length + 4)}${piece({ code: line.ask })}`}`;
      }
      case 'edge':
        return `\n${paint.dim(text)}`;
      case 'note':
        return paint.dim(text);
    }
  };
  const preface = message.preface === undefined ? [] : [paint.dim(message.preface)];
  return [...preface, ...message.lines.map(draw)].join('\n');
};
