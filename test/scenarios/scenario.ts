import { existsSync } from 'node:fs';
import path from 'node:path';
import { Command, CommanderError } from 'commander';
import { normalize } from '../../bot/change/normalize';
import { updateEvenings } from '../evenings/folders';
import { foldersIn, readJson, writeMade, writeScenario } from './folders';
import { findPersonalData } from './personal-data';
import { pickRecord } from './read-record';

/** Where the command works and prints: handed in, so that a test can be all of these. */
export interface Desk {
  readonly scenarios: string;
  readonly evenings: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

interface Options {
  readonly name?: string;
  readonly event?: string;
  readonly force?: true;
  readonly update?: true;
}

/** `npm run scenario -- …`: writes a scenario's folder, or makes all recorded files anew. Gives the exit status. */
export const scenario = async (argv: readonly string[], desk: Desk): Promise<0 | 1 | 2> => {
  const command = new Command('scenario')
    .description('Makes a scenario of a CloudTrail record.')
    .argument('[file]', 'a JSON file: a record, a log file, or what `aws cloudtrail lookup-events` prints')
    .option('--name <what-happened>', 'the name of the folder: a short sentence with dashes')
    .option('--event <id>', 'the eventID of the one record that is meant')
    .option('--force', 'write over a scenario of that name')
    .option('--update', 'make change.json and blocks.json of all scenarios anew, and what is recorded of all evenings')
    .exitOverride()
    .configureOutput({ writeOut: (text) => desk.out(text.trimEnd()), writeErr: (text) => desk.err(text.trimEnd()) });
  try {
    command.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
  const [file] = command.args;
  const options = command.opts<Options>();
  try {
    if (options.update) return file === undefined ? await update(desk) : say(desk, '--update takes no file.');
    return file === undefined
      ? say(desk, 'There is no file. See npm run scenario -- --help')
      : await add(file, options, desk);
  } catch (error) {
    desk.err(error instanceof Error ? error.message : String(error));
    return 1;
  }
};

const say = ({ err }: Desk, because: string): 2 => {
  err(because);
  return 2;
};

const update = async ({ scenarios, evenings, out }: Desk): Promise<0> => {
  const names = foldersIn(scenarios);
  for (const name of names) {
    await writeMade(path.join(scenarios, name)).catch((cause: unknown) => {
      throw new Error(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    });
  }
  const told = await updateEvenings(evenings);
  out(`Made anew: ${names.length} scenarios, ${told.length} evenings. The diff is the review.`);
  return 0;
};

const add = async (file: string, { name, event, force }: Options, desk: Desk): Promise<0 | 2> => {
  const json = readJson(file);
  if (json === undefined) return say(desk, `There is no file ${file}.`);
  const picked = pickRecord(json, event);
  if (picked.kind === 'refused') return say(desk, `${file}: ${picked.because}`);
  const folderName = name ?? nameOf(picked.record);
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(folderName))
    return say(desk, `“${folderName}” is no name for a folder: small letters and digits, with dashes between words.`);
  const folder = path.join(desk.scenarios, folderName);
  if (existsSync(folder) && !force)
    return say(desk, `There is a scenario ${folderName}. Give another --name, or --force to write over it.`);
  for (const { what, text, path: at } of findPersonalData(picked.record)) desk.err(`Holds ${what}, ${text}, in ${at}.`);
  const { question } = await writeScenario(folder, picked.record);
  desk.out(`${folder}: asked ${question}. Now fill in notes.md.`);
  return 0;
};

/** `CreateQueue` → `create-queue` */
const nameOf = (record: unknown): string => {
  const normalized = normalize(record);
  const { eventName } = normalized.kind === 'change' ? normalized.change : { eventName: 'change' };
  return eventName.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
};
