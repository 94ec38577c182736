import { DIGEST_COMMAND_TEXT } from '../digest/digest-words';
import { WATCH_COMMAND_TEXT } from '../watch/watch-words';
import { phrases } from '../words/words';

/** The commands that ask a question. */
export const QUESTION_COMMANDS = [
  {
    command: '/connect-who-changed',
    kind: 'who-changed',
    description: phrases.commands.whoChanged,
    usageHint: 'queue-test-1 [since:7d] [by:name] [type:queue] · help',
  },
  {
    command: '/connect-changes',
    kind: 'changes',
    description: phrases.commands.changes,
    usageHint: '2h [only:people] [type:flow] · help',
  },
] as const;

/** The command that sets a channel's digest. */
export const DIGEST_COMMAND = {
  command: DIGEST_COMMAND_TEXT,
  description: phrases.commands.digest,
  usageHint: 'at 09:00 [Asia/Tokyo] [weekdays] [only:people] · now · status · off · help',
} as const;

/** The command that sets and ends a channel's watches. */
export const WATCH_COMMAND = {
  command: WATCH_COMMAND_TEXT,
  description: phrases.commands.watch,
  usageHint: 'queue-test-1 · type:security-profile · only:worth-a-look · by:@ann · list · off 1 · help',
} as const;

/** All slash commands, once: the app registers them, `manifest.yml` declares them, the local page offers them. */
export const COMMANDS = [...QUESTION_COMMANDS, DIGEST_COMMAND, WATCH_COMMAND] as const;

/** The message shortcut: on an alert it asks what changed around the time of it. */
export const AROUND_SHORTCUT = {
  callbackId: 'changed-around',
  ...phrases.shortcuts.around,
} as const;

/** The shortcut at the composer: a question is put together in a modal, and answered there. */
export const ASK_SHORTCUT = {
  callbackId: 'ask-in-modal',
  ...phrases.shortcuts.ask,
} as const;

export type CommandKind = (typeof QUESTION_COMMANDS)[number]['kind'];

export const commandText = (kind: CommandKind): string =>
  QUESTION_COMMANDS.find((command) => command.kind === kind)?.command ?? QUESTION_COMMANDS[0].command;

/** A whole command as typed (`/connect-changes 2h`), as buttons carry it; without a command it is a who-changed question. */
export const readCommand = (typed: string): { readonly kind: CommandKind; readonly text: string } => {
  const found = QUESTION_COMMANDS.find(({ command }) => typed === command || typed.startsWith(`${command} `));
  return found === undefined
    ? { kind: 'who-changed', text: typed }
    : { kind: found.kind, text: typed.slice(found.command.length).trim() };
};

const MENTION = /<@([A-Z0-9]+)(?:\|[^<>]*)?>/g;

/**
 * What is said to the bot by a mention, where no command runs: a question as after /connect-who-changed, one as after /connect-changes
 * behind the word “changes”, or a whole command. A mention alone asks for help. `botUserId` is whose mention is no part of the question.
 */
export const readMention = (
  said: string,
  botUserId: string | undefined,
): { readonly kind: CommandKind; readonly text: string } => {
  const own = botUserId ?? /<@([A-Z0-9]+)/.exec(said)?.[1];
  const typed = said.replace(MENTION, (mention, id: string) => (id === own ? ' ' : mention)).trim();
  const changes = /^changes(?:\s+(.*))?$/is.exec(typed);
  if (changes !== null) return { kind: 'changes', text: changes[1] ?? '' };
  return typed === '' ? { kind: 'who-changed', text: 'help' } : readCommand(typed);
};
