import type {
  ActionsBlock,
  ContextBlock,
  KnownBlock,
  RichTextBlock,
  RichTextElement,
  RichTextSection,
} from '@slack/types';
import { formatMoment, type Line, type LinePiece, type Message } from '../answer/message';
import { codeMrkdwn, escapeMrkdwn, outsideText, shorten, visible } from './text';

/** A message as Slack's Web API and response_url take it. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** The button that asks another question carries it as its value. */
export const ASK_ACTION = /^ask-\d+$/;
const MOST_TEXT = 3_000;

/**
 * A message → blocks. The facts are rich text, whose text elements Slack never parses; the small print is context.
 * Every moment is a date element, shown in the reader's own zone, with UTC as its fallback.
 */
export const messageBlocks = (message: Message, now: Date): SlackMessage => {
  const small = (line: Line): boolean => line.role === 'edge' || line.role === 'note';
  const body = message.lines.filter((line) => !small(line));
  const edges = message.lines.filter(small);
  return {
    text: shorten(escapeMrkdwn(plainLines(message.lines.slice(0, 3), now)), MOST_TEXT),
    blocks: [
      ...(message.preface === undefined
        ? []
        : [context([{ role: 'note', pieces: [{ words: message.preface }] }], now)]),
      ...(body.length === 0 ? [] : [richText(body, now)]),
      ...chunk(edges, 10).map((lines) => context(lines, now)),
      ...(message.buttons.length === 0 ? [] : [actions(message.buttons)]),
    ],
  };
};

const chunk = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  items.length === 0 ? [] : [items.slice(0, size), ...chunk(items.slice(size), size)];

const plainLines = (lines: readonly Line[], now: Date): string =>
  lines.map(({ pieces }) => pieces.map((piece) => plainPiece(piece, now)).join('')).join('\n');

const plainPiece = (piece: LinePiece, now: Date): string => {
  if ('words' in piece) return visible(piece.words);
  if ('name' in piece) return outsideText(piece.name);
  if ('code' in piece) return outsideText(piece.code);
  return `${formatMoment(piece, 'utc', now)} UTC`;
};

const richText = (lines: readonly Line[], now: Date): RichTextBlock => ({
  type: 'rich_text',
  elements: runs(lines).map((run) =>
    run[0]?.role === 'item'
      ? { type: 'rich_text_list', style: 'bullet', elements: run.map((line) => section([line], now)) }
      : section(run, now),
  ),
});

/** Neighbouring items make one list, neighbouring other lines one section. */
const runs = (lines: readonly Line[]): readonly (readonly Line[])[] =>
  lines.reduce<Line[][]>((done, line) => {
    const last = done.at(-1);
    const together = last !== undefined && (last[0]?.role === 'item') === (line.role === 'item');
    if (together) last.push(line);
    else done.push([line]);
    return done;
  }, []);

const section = (lines: readonly Line[], now: Date): RichTextSection => ({
  type: 'rich_text_section',
  elements: lines.flatMap((line, at) => [
    ...(at === 0 ? [] : [{ type: 'text' as const, text: '\n' }]),
    ...line.pieces
      .filter((piece) => !('words' in piece) || piece.words !== '')
      .map((piece) => element(piece, line.role, now)),
  ]),
});

const element = (piece: LinePiece, role: Line['role'], now: Date): RichTextElement => {
  const bold = role === 'heading' ? { style: { bold: true } } : {};
  if ('words' in piece) return { type: 'text', text: visible(piece.words), ...bold };
  if ('name' in piece) return { type: 'text', text: outsideText(piece.name) || ' ', style: { bold: true } };
  if ('code' in piece) return { type: 'text', text: outsideText(piece.code) || ' ', style: { code: true } };
  return {
    type: 'date',
    timestamp: Math.floor(Date.parse(piece.time) / 1000),
    format: piece.as === 'day' ? '{date_short_pretty}' : '{date_short_pretty} {time}',
    fallback: `${formatMoment(piece, 'utc', now)} UTC`,
    ...bold,
  };
};

const context = (lines: readonly Line[], now: Date): ContextBlock => ({
  type: 'context',
  elements: lines.map(({ pieces }) => ({
    type: 'mrkdwn',
    text: shorten(pieces.map((piece) => mrkdwn(piece, now)).join(''), MOST_TEXT),
    verbatim: true,
  })),
});

const mrkdwn = (piece: LinePiece, now: Date): string => {
  if ('words' in piece) return escapeMrkdwn(visible(piece.words));
  if ('name' in piece) return codeMrkdwn(piece.name);
  if ('code' in piece) return codeMrkdwn(piece.code);
  const format = piece.as === 'day' ? '{date_short_pretty}' : '{date_short_pretty} {time}';
  return `<!date^${Math.floor(Date.parse(piece.time) / 1000)}^${format}|${formatMoment(piece, 'utc', now)} UTC>`;
};

const actions = (buttons: Message['buttons']): ActionsBlock => ({
  type: 'actions',
  elements: buttons.slice(0, 25).map(({ label, ask }, at) => ({
    type: 'button',
    action_id: `ask-${at}`,
    text: { type: 'plain_text', text: shorten(outsideText(label) || ' ', 75), emoji: false },
    value: ask.slice(0, 2_000),
  })),
});
