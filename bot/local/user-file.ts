import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { parseArn } from '../change/arn';
import type { DirectoryFact } from '../directory/facts';
import { textOfBytes } from '../trail/text-of-bytes';
import { whyNotRead } from '../trail/why-not-read';

/** What `aws connect list-users` prints; only what is needed of it. */
const listingSchema = z.object({
  UserSummaryList: z.array(z.object({ Id: z.string(), Arn: z.string(), Username: z.string() })),
});

/** The users of a file that holds the output of `aws connect list-users`. Throws with one line where it is not that. */
export const usersOfFile = async (file: string, now: Date): Promise<readonly DirectoryFact[]> => {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new Error(`The users' file ${file} can't be read: ${whyNotRead(cause, 'it is not there')}.`, { cause });
  });
  const listing = listingSchema.safeParse(jsonOf(textOfBytes(bytes)));
  if (!listing.success) {
    throw new Error(`${file} is not what \`aws connect list-users\` prints: a JSON object with a UserSummaryList.`);
  }
  const at = `${now.toISOString().slice(0, 19)}Z`;
  return listing.data.UserSummaryList.flatMap(({ Id: id, Arn, Username: name }) => {
    const arn = parseArn(Arn);
    const { region = 'unknown', account = 'unknown', instanceId } = arn ?? {};
    const instance = instanceId === undefined ? {} : { instance: { id: instanceId, region, account } };
    return [{ kind: 'listed', ref: { service: 'connect', type: 'user', id, region, ...instance }, name, at }];
  });
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
