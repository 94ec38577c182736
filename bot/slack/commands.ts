/** The slash commands, once: the app registers them, `manifest.yml` declares them, the local page offers them. */
export const COMMANDS = [
  {
    command: '/connect-who-changed',
    kind: 'who-changed',
    description: 'Who changed what in Amazon Connect, when, how',
    usageHint: 'queue-test-1 [since:7d] [by:name] [type:queue] · help',
  },
  {
    command: '/connect-changes',
    kind: 'changes',
    description: 'Everything that changed in Amazon Connect in a time',
    usageHint: '2h [only:people] [type:flow] · help',
  },
] as const;

/** The message shortcut: on an alert it asks what changed around the time of it. Slack shows 24 letters of a name. */
export const AROUND_SHORTCUT = {
  callbackId: 'changed-around',
  name: 'What changed around this',
  description: 'What changed in Amazon Connect from an hour before this message to ten minutes after it',
} as const;

export type CommandKind = (typeof COMMANDS)[number]['kind'];

export const commandText = (kind: CommandKind): string =>
  COMMANDS.find((command) => command.kind === kind)?.command ?? COMMANDS[0].command;

/** A whole command as typed (`/connect-changes 2h`), as buttons carry it; without a command it is a who-changed question. */
export const readCommand = (typed: string): { readonly kind: CommandKind; readonly text: string } => {
  const found = COMMANDS.find(({ command }) => typed === command || typed.startsWith(`${command} `));
  return found === undefined
    ? { kind: 'who-changed', text: typed }
    : { kind: found.kind, text: typed.slice(found.command.length).trim() };
};
