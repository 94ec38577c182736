import type { Answer } from '../answer/answer';
import { messageOfAnswer } from '../answer/answer-message';
import type { Coverage } from '../answer/coverage';
import { cutReasons, isUnfinished, isUnsettled, standingNotes } from '../answer/edge-lines';
import { helpMessage } from '../answer/help';
import type { Message } from '../answer/message';
import { csvPieces } from '../answer/to-csv';
import { jsonPieces } from '../answer/to-json';
import { visible } from '../answer/visible';
import type { Answered } from '../answer-question';
import { parseQuery } from '../query/parse-query';
import type { Mistake, Query } from '../query/query';
import { LONGEST_QUESTION, textOfArguments, tokensOf } from '../query/tokens';
import type { CommandKind } from '../slack/commands';
import type { Input } from '../trail/input-trail';
import { type AskArguments, type AskSource, readArguments, type Stop } from './ask-arguments';
import { openAwsAccount } from './aws-account';
import { failureLine } from './failure-line';
import { indexAnswerer } from './index-answerer';
import { openIndexFolder } from './index-folder';
import type { Working } from './progress';
import { openSampleAccount } from './sample-account';
import { shellCommand } from './shell-command';
import { terminalText } from './terminal';
import { trailAnswerer } from './trail-answerer';
import { usersOfFile } from './user-file';

/** Where the command prints, when it is, and where it is run: handed in, so that a test can be all of these. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Prints what may be long, as fast as it is read; `out` does unless it is given. */
  readonly pipe?: (pieces: Iterable<string>) => Promise<void>;
  readonly now: () => Date;
  /** IANA name. */
  readonly zone: string;
  readonly colours: boolean;
  /** Where `--trail -` reads; standard input unless given. */
  readonly input?: () => Input;
  /** Tells a person that it works on; absent where nobody watches. */
  readonly working?: Working;
}

/** With the flags of the source that is asked: what is offered is asked there, too. */
interface Asked extends Terminal {
  readonly flags: readonly string[];
}

const COMMAND = 'who-changed';
/** A terminal shows a screenful; `--json` shows everything. */
const SHOWN = 20;
const SHOWN_OF_WORTH = 40;

/**
 * `who-changed …`: asks, prints, and gives the exit status: 0 answered, 2 not understood, 1 the world failed. `openSample`
 * opens the account that is asked where no flag names another source.
 */
export const ask = async (
  argv: readonly string[],
  terminal: Terminal,
  openSample: OpenSample = openSampleAccount,
): Promise<0 | 1 | 2> => {
  const read = readArguments(argv);
  if ('exitStatus' in read) return sayStop(read, terminal);
  const there = { ...terminal, flags: flagsOf(read.source) };
  const asked = commandIn(read.words);
  const text = textOfArguments([...asked.words]);
  const parsed = parseQuery(text, { now: terminal.now(), zone: terminal.zone, command: asked.kind });
  if (parsed.kind === 'help') return sayHelp(asked, read, there);
  if (parsed.kind === 'mistake') return sayMistake(parsed.mistake, asked.typed, there);
  try {
    return await sayAnswer({ query: parsed.query, typed: asked.typed }, read, there, openSample);
  } catch (error) {
    terminal.err(failureLine(error));
    return 1;
  }
};

/**
 * `who-changed changes 2h` is the terminal's /connect-changes, also as one argument; a thing of that name is asked with its type or in quotes
 * of its own.
 */
const commandIn = (
  given: readonly string[],
): { readonly kind: CommandKind; readonly typed: string; readonly words: readonly string[] } => {
  const [first = '', ...others] = given;
  const isOneArgument = others.length === 0 && first.length <= LONGEST_QUESTION && /^changes\s/.test(first);
  const [command, ...words] = isOneArgument ? tokensOf(first).map(({ raw }) => raw) : given;
  return command === 'changes'
    ? { kind: 'changes', typed: `${COMMAND} changes`, words }
    : { kind: 'who-changed', typed: COMMAND, words: given };
};

type OpenSample = (now: () => Date) => Promise<OpenedSource>;

const print = (message: Message, { out, now, zone, colours, flags }: Asked): void =>
  out(terminalText(message, { now: now(), zone, colours, flags }));

/** The flags that name a source. */
const flagsOf = (source: AskSource): readonly string[] => {
  switch (source.kind) {
    case 'sample':
      return [];
    case 'trail':
      return ['--trail', source.address, ...(source.users === undefined ? [] : ['--users', source.users])];
    case 'index':
      return ['--index', source.folder];
    case 'aws':
      return ['--aws', ...(source.index === undefined ? [] : ['--index', source.index])];
  }
};

const sayStop = ({ text, exitStatus }: Stop, { out, err }: Terminal): 0 | 2 => {
  if (exitStatus === 0) out(text.trimEnd());
  else err(visible(`${text.trimEnd()} See ${COMMAND} --help.`));
  return exitStatus;
};

const sayHelp = ({ typed, kind }: ReturnType<typeof commandIn>, { as }: AskArguments, terminal: Asked): 0 | 2 => {
  if (as !== 'text') {
    terminal.err(`There is no question. Ask for a name: ${COMMAND} queue-test-1 --${as}`);
    return 2;
  }
  print(helpMessage(typed, kind), terminal);
  return 0;
};

const sayMistake = ({ message, tryInstead }: Mistake, typed: string, { err, flags }: Asked): 2 => {
  err(visible(tryInstead === undefined ? message : `${message} Try: ${shellCommand(`${typed} ${tryInstead}`, flags)}`));
  return 2;
};

/** A question as it is understood, and the words before it, to be typed again. */
interface AskedQuery {
  readonly query: Query;
  readonly typed: string;
}

const sayAnswer = async (
  { query, typed }: AskedQuery,
  { source, as }: AskArguments,
  terminal: Asked,
  openSample: OpenSample,
): Promise<0 | 2> => {
  const opened = await whileWorking(terminal, OPENING[source.kind], () => openSource(source, terminal, openSample));
  try {
    const answered = await whileWorking(terminal, READING[source.kind], () => opened.answer(query));
    if (answered.kind === 'mistake') return sayMistake(answered.mistake, typed, terminal);
    if (as === 'json')
      await pipe(jsonPieces(answered.answer, opened.preface === undefined ? {} : { sample: true }), terminal);
    else if (as === 'csv') await sayCsv(answered.answer, typed, opened, terminal);
    else print(messageFor(answered.answer, typed, opened, terminal), terminal);
    return 0;
  } finally {
    await opened.close();
  }
};

const OPENING: Readonly<Record<AskSource['kind'], string>> = {
  sample: 'Starting the sample account',
  trail: 'Reading the users',
  index: 'Opening the index',
  aws: 'Asking Connect for its names',
};

const READING: Readonly<Record<AskSource['kind'], string>> = {
  sample: 'Reading the index',
  trail: 'Reading the log files',
  index: 'Reading the index',
  aws: 'Reading CloudTrail, which allows 2 calls a second',
};

const whileWorking = async <T>({ working }: Terminal, what: string, work: () => Promise<T>): Promise<T> => {
  const done = working?.(what);
  try {
    return await work();
  } finally {
    done?.();
  }
};

const pipe = async (pieces: Iterable<string>, { out, pipe: piped }: Terminal): Promise<void> => {
  if (piped !== undefined) await piped(pieces);
  // The terminal ends the last line itself.
  else out([...pieces].join('').replace(/\n$/, ''));
};

/** What is for people stands beside the rows, on standard error: where there are none, why. */
const sayCsv = async (answer: Answer, command: string, opened: OpenedSource, terminal: Asked): Promise<void> => {
  const { preface } = opened;
  const beside = [...(preface === undefined ? [] : [preface]), ...howWhole(answer.coverage)];
  if (answer.outcome !== 'found')
    print(messageFor(answer, command, opened, terminal), { ...terminal, out: terminal.err, colours: false });
  else if (beside.length > 0) terminal.err(visible(beside.join(' ')));
  await pipe(csvPieces(answer, terminal.zone), terminal);
};

const messageFor = (answer: Answer, command: string, { preface }: OpenedSource, { now }: Terminal): Message => {
  const { limit } = answer.query;
  const message = messageOfAnswer(answer, {
    now: now(),
    most: limit ?? SHOWN,
    mostWorth: limit ?? SHOWN_OF_WORTH,
    command,
  });
  return preface === undefined ? message : { ...message, preface };
};

/** Whether all of it was read, said once, and what else is to be known of the search. */
const howWhole = (coverage: Coverage): readonly string[] => {
  const cut = cutReasons(coverage);
  const standing = standingNotes(coverage);
  if (cut.length > 0) return [`PARTIAL: ${cut.join(' ')}`, ...standing];
  return isUnfinished(coverage) && !isUnsettled(coverage) ? ['PARTIAL.', ...standing] : standing;
};

interface OpenedSource {
  readonly answer: (query: Query) => Promise<Answered>;
  readonly preface?: string;
  readonly close: () => Promise<void>;
}

const openSource = async (source: AskSource, terminal: Terminal, openSample: OpenSample): Promise<OpenedSource> => {
  switch (source.kind) {
    case 'trail': {
      const users = source.users === undefined ? [] : await usersOfFile(source.users, terminal.now());
      return { answer: trailAnswerer(source.address, users, terminal.now, terminal.input), close: async () => {} };
    }
    case 'index': {
      const { client, close } = await openIndexFolder(source.folder);
      return { answer: indexAnswerer(client, source.folder, terminal.now), close };
    }
    case 'aws':
      return openAwsAccount(terminal.now, source.index);
    case 'sample':
      return openSample(terminal.now);
  }
};
