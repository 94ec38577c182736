import { escapeEntities } from '../../query/tokens';
import type { Workspace } from './workspace';

const topLevelDomains =
  'com|net|org|edu|gov|io|dev|app|ai|aws|cloud|co|info|example|test|us|uk|de|fr|es|it|nl|jp|au|br|in';

const special = new RegExp(
  [
    '(?<url>https?://[^\\s<>|"“”]+)',
    '(?<mail>(?<![\\w.+-])[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+)',
    '(?<mention>(?<![\\w/])@[a-z0-9._-]+)',
    '(?<channel>(?<![\\w/])#[a-z0-9_-]+)',
    `(?<host>(?<![\\w@.:/-])(?:[a-z0-9-]+\\.)+(?:${topLevelDomains})(?![\\w.-])(?:/[^\\s<>|"“”]*)?)`,
    '(?<control>[&<>])',
  ].join('|'),
  'gi',
);

const mention = (text: string, { people }: Workspace) => {
  const found = people.find(({ name }) => name === text.slice(1).toLowerCase());
  return found ? `<@${found.id}|${found.name}>` : text;
};

const channelReference = (text: string, { channels }: Workspace) => {
  const found = channels.find((channel) => channel.with === undefined && channel.name === text.slice(1).toLowerCase());
  return found ? `<#${found.id}|${found.name}>` : text;
};

/**
 * What somebody typed, as Slack sends it for a command with `should_escape`: known people and channels, web addresses,
 * e-mail addresses and words like `queue.example.com` come as `<…>` references; `&`, `<` and `>` come as entities.
 */
export const escapeCommandText = (typed: string, workspace: Workspace): string =>
  typed.replace(special, (text, ...rest) => {
    const groups: Readonly<Record<string, string | undefined>> = rest.at(-1);
    const escaped = escapeEntities(text);
    if (groups.url) return `<${escaped}>`;
    if (groups.mail) return `<mailto:${escaped}|${escaped}>`;
    if (groups.mention) return mention(text, workspace);
    if (groups.channel) return channelReference(text, workspace);
    if (groups.host) return `<http://${escaped}|${escaped}>`;
    return escaped;
  });
