/**
 * A piece of a sentence: our own words, or a name from outside, which is shown as its letters whatever it holds. The names of
 * what was changed stand out; a quiet one says who, where or which.
 */
export type Piece = { readonly words: string } | { readonly name: string; readonly quiet?: true };

/** A moment, shown in the reader's own zone: `moment` is day and time, `day` the day alone. ISO 8601 UTC. */
export interface Moment {
  readonly time: string;
  readonly as: 'moment' | 'day';
}

/** Words that are true only when they are read at once: “15 min ago”. */
interface Fading {
  readonly words: string;
  readonly fades: true;
}

export type LinePiece = Piece | Fading | Moment | { readonly code: string };
/** What a line is made of, as it is written: a string is words. */
export type Parts = readonly (string | LinePiece)[];

/** One line of a message; Slack and the terminal draw each role their own way. */
export interface Line {
  readonly role: 'fact' | 'detail' | 'heading' | 'item' | 'choice' | 'edge' | 'note';
  readonly pieces: readonly LinePiece[];
  /** Of a choice: the question that chooses it, ready to be typed. Slack has a button for it, a terminal shows it. */
  readonly ask?: string;
}

/** What asks the same question again, of the same moment, for everybody to read. */
export interface Share {
  /** Command and all, as a button carries it. */
  readonly ask: string;
  /** When it was asked, ISO 8601 UTC: “2h” is to mean the same two hours. */
  readonly askedAt: string;
  /** The message in whose thread it belongs; the channel itself where there is none. */
  readonly thread?: string;
}

/** A button that does something of the bot's own, which `id` names to the app; a terminal has none. */
export interface Action {
  readonly id: string;
  readonly label: string;
  /** Ids and cursors, never data: at most 2,000 letters. */
  readonly value: string;
  /** What is asked first, where it can't be undone. */
  readonly confirm?: { readonly title: string; readonly text: string; readonly yes: string; readonly no: string };
}

/** Where an answer stopped, and what the button that goes on says: the first event of the last Save told, and how many changes were. */
export interface More {
  readonly eventId: string;
  readonly shown: number;
  readonly label: string;
}

/** Everything that is said, before it is drawn. */
export interface Message {
  /** Said before everything else: that this is the sample account. */
  readonly preface?: string;
  readonly lines: readonly Line[];
  /** Each asks a whole other question, command and all (`/connect-who-changed "Billing ES"`). */
  readonly buttons: readonly { readonly label: string; readonly ask: string }[];
  /** Not all of it was told. */
  readonly more?: More;
  /** What can be done with the answer itself, in a row of its own. */
  readonly handles?: readonly Action[];
  /** What else can be done, beside the questions. */
  readonly actions?: readonly Action[];
  /** Where the asker alone reads it, and may show it to everybody. */
  readonly share?: Share;
}

/** A message for a channel, or to be read later: without words that will be wrong by then. */
export const lasting = (message: Message): Message => ({
  ...message,
  lines: message.lines.map((each) => ({ ...each, pieces: each.pieces.filter((piece) => !('fades' in piece)) })),
});

export const words = (text: string): LinePiece => ({ words: text });
/** A name that says who, where or which. */
export const quiet = (name: string): LinePiece => ({ name, quiet: true });
export const moment = (time: string): LinePiece => ({ time, as: 'moment' });
export const line = (role: Line['role'], ...pieces: Parts): Line => ({
  role,
  pieces: pieces.map((piece) => (typeof piece === 'string' ? words(piece) : piece)),
});

/** Pieces, or lists of pieces, with a separator between them. */
export const joined = (separator: string, items: readonly (readonly LinePiece[])[]): readonly LinePiece[] =>
  items.flatMap((item, at) => (at === 0 ? item : [words(separator), ...item]));

/** "queue", "queue and flow", "queue, flow and user" */
export const listOf = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

/** The first word with a capital, where it is one of ours. */
export const capitalised = ([first, ...rest]: readonly LinePiece[]): readonly LinePiece[] => {
  if (first === undefined || !('words' in first)) return first === undefined ? [] : [first, ...rest];
  return [words(first.words.charAt(0).toUpperCase() + first.words.slice(1)), ...rest];
};

/** "1 change", "7 changes" */
export const counted = (count: number, one: string, several: string = `${one}s`): string =>
  `${count} ${count === 1 ? one : several}`;
