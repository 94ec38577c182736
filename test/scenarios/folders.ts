import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readListing } from './listing';
import { type MadeScenario, makeScenario, type Scenario } from './make-scenario';

/** A scenario's folder: `event.json` and `notes.md`, and what is made of them in `change.json` and `blocks.json`. */
export interface ScenarioFolder {
  readonly name: string;
  readonly scenario: Scenario;
  readonly notes: string;
}

/** The names of the folders in a folder. */
export const foldersIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();

/** A file's JSON; undefined where there is no such file. */
export const readJson = (file: string): unknown => {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`${file} holds no JSON.`, { cause });
  }
};

/** Writes JSON as all recorded files are written. */
export const writeJson = (file: string, json: unknown): void =>
  writeFileSync(file, `${JSON.stringify(json, null, 2)}\n`);

/** A line of notes that says something by name: `Record: …`, `Question: …`. */
export const noteOf = (notes: string, label: string): string | undefined =>
  notes
    .split('\n')
    .find((line) => line.startsWith(`${label}: `))
    ?.slice(label.length + 2)
    .trim();

export const readScenario = (folder: string): ScenarioFolder => {
  const notesFile = path.join(folder, 'notes.md');
  const notes = existsSync(notesFile) ? readFileSync(notesFile, 'utf8') : '';
  const before = readJson(path.join(folder, 'before.json'));
  const listing = readJson(path.join(folder, 'listing.json'));
  const question = noteOf(notes, 'Question');
  if (before !== undefined && !Array.isArray(before))
    throw new Error(`${folder}/before.json is not a list of records.`);
  return {
    name: path.basename(folder),
    notes,
    scenario: {
      event: readJson(path.join(folder, 'event.json')),
      before: before ?? [],
      ...(listing !== undefined && { listing: readListing(listing) }),
      ...(question !== undefined && { question }),
    },
  };
};

/** Makes `change.json` and `blocks.json` anew. */
export const writeMade = async (folder: string): Promise<MadeScenario> => {
  const made = await makeScenario(readScenario(folder).scenario);
  writeJson(path.join(folder, 'change.json'), made.change);
  writeJson(path.join(folder, 'blocks.json'), made.slack.blocks);
  return made;
};

/** What a new scenario's author has to say; the runner insists. */
export const NOTES_TO_FILL = `Record: real (documentation page …) or real (seed …, printed in …) or real (redacted …)

Say in a sentence or two why it is interesting.
`;

/** A new folder from a record. Notes that are there stay. */
export const writeScenario = async (folder: string, event: unknown): Promise<MadeScenario> => {
  const made = await makeScenario({ event, before: [] });
  mkdirSync(folder, { recursive: true });
  writeJson(path.join(folder, 'event.json'), event);
  const notes = path.join(folder, 'notes.md');
  if (!existsSync(notes)) writeFileSync(notes, NOTES_TO_FILL);
  await writeMade(folder);
  return made;
};
