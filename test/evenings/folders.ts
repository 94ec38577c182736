import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { foldersIn, readJson, writeJson } from '../scenarios/folders';
import { readListing } from '../scenarios/listing';
import { type Evening, makeEvening, readSetting } from './make-evening';

/** An evening's folder; throws with what is missing or wrong. */
export const readEvening = (folder: string): Evening => {
  const records = readJson(path.join(folder, 'records.json'));
  if (!Array.isArray(records)) throw new Error(`${folder}/records.json is not a list of records.`);
  return {
    records,
    setting: readSetting(readJson(path.join(folder, 'evening.json'))),
    listing: readListing(readJson(path.join(folder, 'listing.json'))),
    questions: readFileSync(path.join(folder, 'question.txt'), 'utf8')
      .split('\n')
      .filter((line) => line !== ''),
  };
};

/** Makes `answer.json`, `message.txt` and, where there is a digest, `digest.json` of all evenings anew; gives their names. */
export const updateEvenings = async (folder: string): Promise<readonly string[]> => {
  const names = foldersIn(folder);
  for (const name of names) {
    const { documents, posted, text } = await makeEvening(readEvening(path.join(folder, name)));
    writeJson(path.join(folder, name, 'answer.json'), documents);
    writeFileSync(path.join(folder, name, 'message.txt'), text);
    if (posted !== undefined) writeJson(path.join(folder, name, 'digest.json'), posted);
  }
  return names;
};
