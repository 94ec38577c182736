import type {
  ActionsBlock,
  Button,
  ContextBlock,
  KnownBlock,
  MrkdwnElement,
  PlainTextElement,
  RichTextBlock,
  RichTextElement,
  RichTextSection,
} from '@slack/types';
import * as z from 'zod/mini';
import { type Action, type Line, type LinePiece, line, type Message } from '../answer/message';
import { formatMoment } from '../answer/moments';
import { visible } from '../answer/visible';
import { escapeEntities } from '../query/tokens';
import { phrases } from '../words/words';
import { readCarried } from './carried';
import { slackLimitErrors } from './limits';
import { codeMrkdwn, LONGEST_NAME, outsideText, shorten, wordsMrkdwn } from './text';

/** A message as Slack's Web API and response_url take it. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** The button that asks another question carries it as its value. */
export const ASK_ACTION = /^ask-\d+$/;
/** The button that shows an answer to everybody. */
export const SHARE_ACTION = 'share';
/** A text object of Slack's holds 3,000 letters; a note that is that long is nobody's reading. */
const MOST_TEXT = 3_000;
const LONGEST_NOTE = 1_000;
const MOST_NOTIFICATION = 4_000;
/** So many buttons a row holds. */
const MOST_BUTTONS = 25;
/** The longest value of a button. */
const LONGEST_ASK = 2_000;

/** Names are whole, unless there are so many long ones that Slack would refuse the message: then all are cut alike. */
const NAME_LENGTHS = [LONGEST_NAME, 256, 128, 64, 32];
const SHORTEST_NAMES = 16;

/**
 * A message → blocks within Slack's limits. The facts are rich text, whose text elements Slack never parses; the small print
 * is context. Every moment is a date element, shown in the reader's own zone, with UTC as its fallback.
 */
export const messageBlocks = (message: Message, now: Date): SlackMessage => {
  for (const longest of NAME_LENGTHS) {
    const drawn = draw(message, { now, longest });
    if (fits(drawn)) return drawn;
  }
  return drawShortened(message, { now, longest: SHORTEST_NAMES });
};

const fits = (message: SlackMessage): boolean => slackLimitErrors(message).length === 0;

/** Sentences of very many names: the last items are left out, as few as will do, and that is said. */
const drawShortened = (message: Message, drawing: Drawing): SlackMessage => {
  const items = message.lines.filter(isItem).length;
  for (let left = 0; left < items; left += 1) {
    const drawn = draw(left === 0 ? message : { ...message, lines: withoutItems(message.lines, left) }, drawing);
    if (fits(drawn)) return drawn;
  }
  return draw({ ...message, lines: withoutItems(message.lines, items) }, drawing);
};

const isItem = ({ role }: Line): boolean => role === 'item' || role === 'choice';

const withoutItems = (lines: readonly Line[], count: number): readonly Line[] => {
  const last = new Set(lines.filter(isItem).slice(-count));
  const said = line('note', phrases.app.linesLeft({ count }));
  return count === 0 ? lines : [...lines.filter((each) => !last.has(each)), said];
};

interface Drawing {
  readonly now: Date;
  /** The most letters of a name. */
  readonly longest: number;
}

const draw = (message: Message, drawing: Drawing): SlackMessage => {
  const small = (line: Line): boolean => line.role === 'edge' || line.role === 'note';
  const body = message.lines.filter((line) => !small(line));
  const edges = message.lines.filter(small);
  const buttons = message.buttons.filter(({ ask }) => isWhole(ask));
  return {
    text: notification(message.lines.slice(0, 3), drawing),
    blocks: [
      ...(message.preface === undefined
        ? []
        : [context([{ role: 'note', pieces: [{ words: message.preface }] }], drawing)]),
      ...(body.length === 0 ? [] : [richText(body, drawing)]),
      ...chunk(edges, 10).map((lines) => context(lines, drawing)),
      ...handles(message),
      ...actions(buttons, message),
    ],
  };
};

/** A longer question, or one with half a letter in it, can't be carried by a button: better none than another question. */
const isWhole = (ask: string): boolean => ask.length <= LONGEST_ASK && !/\p{Cs}/u.test(ask);

/** Cut first and escaped then, so that no escape is ever cut. */
const notification = (lines: readonly Line[], drawing: Drawing): string => {
  const plain = lines.map((line) => plainLine(line, drawing)).join('\n');
  const escaped = escapeEntities(shorten(plain, MOST_TEXT));
  return escaped.length <= MOST_NOTIFICATION ? escaped : escapeEntities(shorten(plain, MOST_NOTIFICATION / 5));
};

const chunk = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  items.length === 0 ? [] : [items.slice(0, size), ...chunk(items.slice(size), size)];

const plainLine = ({ pieces }: Line, drawing: Drawing): string =>
  pieces.map((piece) => plainPiece(piece, drawing)).join('');

const plainPiece = (piece: LinePiece, { now, longest }: Drawing): string => {
  if ('words' in piece) return visible(piece.words);
  if ('name' in piece) return outsideText(piece.name, longest);
  if ('code' in piece) return outsideText(piece.code);
  return `${formatMoment(piece, 'utc', now)} UTC`;
};

const richText = (lines: readonly Line[], drawing: Drawing): RichTextBlock => ({
  type: 'rich_text',
  elements: runs(lines).map((run) =>
    run[0] !== undefined && isItem(run[0])
      ? { type: 'rich_text_list', style: 'bullet', elements: run.map((line) => section([line], drawing)) }
      : section(run, drawing),
  ),
});

/** Neighbouring items and choices make one list, neighbouring other lines one section. */
const runs = (lines: readonly Line[]): readonly (readonly Line[])[] =>
  lines.reduce<Line[][]>((done, line) => {
    const last = done.at(-1);
    const [first] = last ?? [];
    if (last !== undefined && first !== undefined && isItem(first) === isItem(line)) last.push(line);
    else done.push([line]);
    return done;
  }, []);

const section = (lines: readonly Line[], drawing: Drawing): RichTextSection => ({
  type: 'rich_text_section',
  elements: lines.flatMap((line, at) => [
    ...(at === 0 ? [] : [{ type: 'text' as const, text: '\n' }]),
    ...line.pieces
      .filter((piece) => !('words' in piece) || piece.words !== '')
      .map((piece) => element(piece, line.role, drawing)),
  ]),
});

const element = (piece: LinePiece, role: Line['role'], { now, longest }: Drawing): RichTextElement => {
  const bold = role === 'heading' ? { style: { bold: true } } : {};
  if ('words' in piece) return { type: 'text', text: shorten(visible(piece.words), MOST_TEXT), ...bold };
  if ('name' in piece) {
    const text = outsideText(piece.name, longest) || ' ';
    return { type: 'text', text, ...(piece.quiet ? bold : { style: { bold: true } }) };
  }
  if ('code' in piece) return { type: 'text', text: outsideText(piece.code) || ' ', style: { code: true } };
  return {
    type: 'date',
    timestamp: Math.floor(Date.parse(piece.time) / 1000),
    format: piece.as === 'day' ? '{date_short_pretty}' : '{date_short_pretty} {time}',
    fallback: `${formatMoment(piece, 'utc', now)} UTC`,
    ...bold,
  };
};

const context = (lines: readonly Line[], drawing: Drawing): ContextBlock => ({
  type: 'context',
  elements: lines.map((line) => smallPrint(line, drawing)),
});

/** Words alone are plain text, which Slack does not parse: they may be those of an error. Dates and code need mrkdwn. */
const smallPrint = (line: Line, drawing: Drawing): MrkdwnElement | PlainTextElement => {
  const text = line.pieces.map((piece) => mrkdwn(piece, drawing)).join('');
  if (line.pieces.some((piece) => !('words' in piece)) && text.length <= MOST_TEXT) {
    return { type: 'mrkdwn', text, verbatim: true };
  }
  return { type: 'plain_text', text: shorten(plainLine(line, drawing), LONGEST_NOTE) || ' ', emoji: false };
};

const mrkdwn = (piece: LinePiece, { now, longest }: Drawing): string => {
  if ('words' in piece) return wordsMrkdwn(piece.words);
  if ('name' in piece) return codeMrkdwn(piece.name, longest);
  if ('code' in piece) return codeMrkdwn(piece.code);
  const format = piece.as === 'day' ? '{date_short_pretty}' : '{date_short_pretty} {time}';
  return `<!date^${Math.floor(Date.parse(piece.time) / 1000)}^${format}|${formatMoment(piece, 'utc', now)} UTC>`;
};

/** What can be done with the answer: a row of its own, above the other questions. */
const handles = ({ handles: own = [], share }: Message): ActionsBlock[] => {
  const value = share === undefined ? '' : JSON.stringify(share);
  const sharing =
    share === undefined || !isWhole(share.ask) || !isWhole(value)
      ? []
      : [
          button(
            SHARE_ACTION,
            share.thread === undefined ? phrases.answerButtons.shareHere : phrases.answerButtons.shareInThread,
            value,
          ),
        ];
  return row([...own.filter(isCarried).map(ownButton), ...sharing]);
};

const actions = (buttons: Message['buttons'], { actions: own = [] }: Message): ActionsBlock[] => {
  const doing = own.filter(isCarried).map(ownButton);
  const asking = buttons
    .slice(0, MOST_BUTTONS - doing.length)
    .map(({ label, ask }, at) => button(`ask-${at}`, label, ask));
  return row([...asking, ...doing]);
};

const isCarried = ({ value }: Action): boolean => isWhole(value);
const row = (elements: Button[]): ActionsBlock[] => (elements.length === 0 ? [] : [{ type: 'actions', elements }]);

const ownButton = ({ id, label, value, confirm }: Action): Button => ({
  ...button(id, label, value),
  ...(confirm && {
    confirm: {
      title: plain(confirm.title, 100),
      text: plain(confirm.text, 300),
      confirm: plain(confirm.yes, 30),
      deny: plain(confirm.no, 30),
    },
  }),
});

const plain = (text: string, most: number): PlainTextElement => ({
  type: 'plain_text',
  text: shorten(outsideText(text) || ' ', most),
  emoji: false,
});

const button = (actionId: string, label: string, value: string): Button => ({
  type: 'button',
  action_id: actionId,
  text: plain(label, 75),
  value,
});

const shareSchema = z.object({ ask: z.string(), askedAt: z.iso.datetime(), thread: z.optional(z.string()) });

/** What a share button carries; undefined where it is none that this version made. */
export const readShare = readCarried(shareSchema);
