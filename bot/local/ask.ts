import { messageOfAnswer } from '../answer/answer-message';
import { helpMessage } from '../answer/help';
import type { Message } from '../answer/message';
import { answerToJson } from '../answer/to-json';
import type { Answered } from '../answer-question';
import { parseQuery } from '../query/parse-query';
import type { Mistake, Query } from '../query/query';
import { textOfArguments } from '../query/tokens';
import { type AskArguments, type AskSource, readArguments } from './ask-arguments';
import { openAwsAccount } from './aws-account';
import { openSampleAccount } from './sample-account';
import { terminalText } from './terminal';
import { trailAnswerer } from './trail-answerer';
import { usersOfFile } from './user-file';

/** Where the command prints, when it is, and where it is run: handed in, so that a test can be all of these. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly now: () => Date;
  /** IANA name. */
  readonly zone: string;
  readonly colours: boolean;
}

const COMMAND = 'who-changed';
/** A terminal shows a screenful; `--json` shows everything. */
const SHOWN = 20;

/** `who-changed …`: asks, prints, and gives the exit status: 0 answered, 2 not understood, 1 the world failed. */
export const ask = async (argv: readonly string[], terminal: Terminal): Promise<0 | 1 | 2> => {
  const read = readArguments(argv);
  if ('exitStatus' in read) {
    (read.exitStatus === 0 ? terminal.out : terminal.err)(read.text.trimEnd());
    return read.exitStatus;
  }
  const parsed = parseQuery(textOfArguments([...read.words]), { now: terminal.now(), zone: terminal.zone });
  if (parsed.kind === 'help') return sayHelp(read, terminal);
  if (parsed.kind === 'mistake') return sayMistake(parsed.mistake, terminal);
  try {
    return await sayAnswer(parsed.query, read, terminal);
  } catch (error) {
    terminal.err(oneLine(error));
    return 1;
  }
};

const print = (message: Message, { out, now, zone, colours }: Terminal): void =>
  out(terminalText(message, { now: now(), zone, colours }));

const sayHelp = ({ json }: AskArguments, terminal: Terminal): 0 | 2 => {
  if (json) {
    terminal.err('There is no question. Ask for a name: who-changed queue-test-1 --json');
    return 2;
  }
  print(helpMessage(COMMAND), terminal);
  return 0;
};

const sayMistake = ({ message, tryInstead }: Mistake, { err }: Terminal): 2 => {
  err(tryInstead === undefined ? message : `${message} Try: ${COMMAND} ${tryInstead}`);
  return 2;
};

const oneLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? 'It failed, and did not say why.';

const sayAnswer = async (query: Query, { source, json }: AskArguments, terminal: Terminal): Promise<0 | 2> => {
  const opened = await openSource(source, terminal);
  try {
    const answered = await opened.answer(query);
    if (answered.kind === 'mistake') return sayMistake(answered.mistake, terminal);
    const { answer } = answered;
    if (json) {
      terminal.out(
        JSON.stringify(
          opened.preface === undefined ? answerToJson(answer) : { ...answerToJson(answer), sample: true },
          null,
          2,
        ),
      );
    } else {
      const message = messageOfAnswer(answer, { now: terminal.now(), most: query.limit ?? SHOWN, command: COMMAND });
      print(opened.preface === undefined ? message : { ...message, preface: opened.preface }, terminal);
    }
    return 0;
  } finally {
    await opened.close();
  }
};

interface OpenedSource {
  readonly answer: (query: Query) => Promise<Answered>;
  readonly preface?: string;
  readonly close: () => Promise<void>;
}

const openSource = async (source: AskSource, terminal: Terminal): Promise<OpenedSource> => {
  switch (source.kind) {
    case 'trail': {
      const users = source.users === undefined ? [] : await usersOfFile(source.users, terminal.now());
      return { answer: trailAnswerer(source.folder, users, terminal.now), close: async () => {} };
    }
    case 'aws':
      return openAwsAccount(terminal.now);
    case 'sample':
      return openSampleAccount(terminal.now);
  }
};
