import type { Change } from '../change/change';
import type { ResourceRef } from '../change/resource';

/** The console's host by the beginning of a Region's name; all others are in the standard partition. */
const CONSOLES: readonly (readonly [prefix: string, host: string])[] = [
  ['cn-', 'console.amazonaws.cn'],
  ['us-gov-', 'console.amazonaws-us-gov.com'],
];

/** The event's page in the CloudTrail console, which shows it for 90 days; undefined where a record's Region is none. */
export const eventLink = ({ eventId, region }: Pick<Change, 'eventId' | 'region'>): string | undefined => {
  // It becomes a part of the host's name.
  if (!/^[a-z]{2}(-[a-z]+)+-\d+$/.test(region)) return undefined;
  const host = CONSOLES.find(([prefix]) => region.startsWith(prefix))?.[1] ?? `${region}.console.aws.amazon.com`;
  return `https://${host}/cloudtrailv2/home?region=${region}#/events/${encoded(eventId)}`;
};

/** Half of a letter outside the first plane can be in a record, and in no URL. */
const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());

/**
 * The pages of the Connect admin website that show one thing by its id. AWS documents none of them; these are those that people have
 * copied out of their browsers. A flow's page takes the ARN.
 */
const PAGES: Readonly<Partial<Record<ResourceRef['type'], string>>> = {
  flow: 'contact-flows',
  'hours-of-operation': 'operating-hours',
  queue: 'queues',
  'quick-connect': 'transfer-destinations',
  'routing-profile': 'routing-profiles',
  user: 'users',
};

/** A thing's page in the Connect admin website; undefined where it has none that is known, or the instance's alias is not. */
export const pageLink = ({ type, id, instance }: ResourceRef): string | undefined => {
  const page = PAGES[type];
  if (page === undefined || id === undefined || instance?.alias === undefined) return undefined;
  if (!/^[A-Za-z0-9-]+$/.test(instance.alias)) return undefined;
  const { region, account } = instance;
  const arn = `arn:aws:connect:${region}:${account}:instance/${instance.id}/contact-flow/${id}`;
  const shown = type === 'flow' ? arn : id;
  return `https://${instance.alias.toLowerCase()}.my.connect.aws/${page}/edit?id=${encoded(shown)}`;
};
