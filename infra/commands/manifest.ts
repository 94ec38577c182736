import * as fs from 'node:fs';
import * as path from 'node:path';
import { parseDocument } from 'yaml';
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

/** What Socket Mode has no use for: Slack sends over the connection that the bot opens. */
const ADDRESSES: readonly (readonly string[])[] = [
  ['settings', 'event_subscriptions', 'request_url'],
  ['settings', 'interactivity', 'request_url'],
  ['settings', 'interactivity', 'message_menu_options_url'],
];

/** Writes the manifest of an app for development, which a laptop answers by Socket Mode, into the folder; gives the file. */
export const writeDevelopmentManifest = (folder = distFolder()): string => {
  const manifest = parseDocument(fs.readFileSync('manifest.yml', 'utf8').replace(/^(#.*\n)+/, ''));
  manifest.commentBefore = ' The Slack app for development: a laptop answers it by Socket Mode, npm start -- --slack.';
  manifest.setIn(['display_information', 'name'], 'Connect who changed (dev)');
  for (const address of ADDRESSES) manifest.deleteIn(address);
  const commands = z.array(z.unknown()).parse(manifest.toJS().features.slash_commands);
  for (const at of commands.keys()) manifest.deleteIn(['features', 'slash_commands', at, 'url']);
  manifest.setIn(['settings', 'socket_mode_enabled'], true);
  const file = path.join(folder, 'manifest.development.yml');
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(file, manifest.toString());
  return path.relative('.', file);
};
