import * as fs from 'node:fs';
import * as path from 'node:path';
import * as z from 'zod';
import { distFolder } from './dist';

/** Stands in manifest.yml for the address that only a deployment gives. */
const PLACEHOLDER = 'https://example.com/slack/events';

const urlSchema = z.url({ protocol: /^https$/, error: 'the address to which Slack sends must be an https URL' });

/** Writes the Slack app's manifest with the deployed address into the folder; gives the file. */
export const writeManifest = (requestUrl: unknown, folder = distFolder()): string => {
  const url = urlSchema.safeParse(requestUrl);
  if (!url.success) throw new Error(url.error.issues.map(({ message }) => message).join('; '));
  const text = fs.readFileSync('manifest.yml', 'utf8');
  if (!text.includes(PLACEHOLDER)) throw new Error(`manifest.yml does not name ${PLACEHOLDER}: was it changed?`);
  const file = path.join(folder, 'manifest.yml');
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(
    file,
    text.replaceAll(PLACEHOLDER, url.data).replace(/^(#.*\n)+/, '# The Slack app, with the deployed address.\n'),
  );
  return path.relative('.', file);
};
