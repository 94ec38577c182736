import { parseArn } from '../change/arn';
import type { ResourceType } from '../change/catalogue';
import { typeFromWords } from '../change/resource-types';
import { phrases } from '../words/words';
import type { Reading } from './period';
import type { Subject } from './query';

const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i;
const WHOLE_UUID = new RegExp(`^${UUID.source}$`, 'i');
/** Connect marks a draft of a flow as `{id}:$SAVED` and a version as `{id}:{number}`. */
const ID_WITH_VERSION = new RegExp(`^(${UUID.source})(?::(?:\\$\\w+|\\d+))?$`, 'i');

const CONNECT_SITE = /^[a-z0-9-]+\.my\.connect\.aws$/;
const OLD_CONNECT_SITE = /^[a-z0-9-]+\.awsapps\.com$/;
const AWS_CONSOLE = /^(?:[a-z0-9-]+\.)*console\.(?:aws\.amazon\.com|amazonaws-us-gov\.com|amazonaws\.cn)$/;
const HOST_WITHOUT_SCHEME = /^[a-z0-9.-]+\.(?:my\.connect\.aws|awsapps\.com|console\.aws\.amazon\.com)\//i;

/** The id in a text that is nothing but an id, in lower case and without a draft's or version's mark. */
export const idOf = (text: string): string | undefined => ID_WITH_VERSION.exec(text)?.[1]?.toLowerCase();

/** Whether a word is meant as a link: it has a web address's scheme, or the host of a site that we know. */
export const isLink = (word: string): boolean => /^https?:\/\//i.test(word) || HOST_WITHOUT_SCHEME.test(word);

/** What a link is about: one thing of Connect, or one CloudTrail event. */
export const subjectOfLink = (link: string): Reading<Subject> => {
  const url = urlOf(link);
  const subject = url === undefined ? undefined : (eventOf(url) ?? instanceOf(url) ?? thingOf(url));
  if (subject !== undefined) return { ok: true, value: subject };
  const listed = url !== undefined && isConnectSite(url) ? typeOfPage(url) : undefined;
  if (listed === undefined) return { ok: false, message: phrases.mistakes.link };
  return { ok: false, message: phrases.mistakes.listedPage };
};

const urlOf = (link: string): URL | undefined => {
  try {
    return new URL(/^https?:/i.test(link) ? link : `https://${link}`);
  } catch {
    return undefined;
  }
};

const isConnectSite = ({ hostname, pathname }: URL): boolean =>
  CONNECT_SITE.test(hostname) || (OLD_CONNECT_SITE.test(hostname) && pathname.startsWith('/connect/'));

/** `…/cloudtrailv2/home?region=…#/events/{eventId}`, or `#/events?EventId={eventId}` of a filtered list. */
const eventOf = ({ hostname, pathname, hash }: URL): Subject | undefined => {
  if (!AWS_CONSOLE.test(hostname) || !/^\/cloudtrail(?:v2)?\//.test(pathname)) return undefined;
  const [, page = '', filter] = /^#\/events(?:\/([^?]*))?(?:\?(.*))?$/.exec(hash) ?? [];
  const eventId = WHOLE_UUID.test(page) ? page : (new URLSearchParams(filter ?? '').get('EventId') ?? '');
  return WHOLE_UUID.test(eventId) ? { kind: 'event', eventId: eventId.toLowerCase() } : undefined;
};

/** The AWS console's pages of Connect are about instances: `/connect/v2/app/instances/{id}/…`. */
const instanceOf = (url: URL): Subject | undefined => {
  if (!AWS_CONSOLE.test(url.hostname) || !url.pathname.startsWith('/connect/')) return undefined;
  const id = valuesIn(url)
    .map(idOrArn)
    .find((found) => found !== undefined)?.id;
  return id === undefined ? undefined : { kind: 'id', id, type: 'instance' };
};

const thingOf = (url: URL): Subject | undefined => {
  if (!isConnectSite(url)) return undefined;
  const found = valuesIn(url)
    .map(idOrArn)
    .find((value) => value !== undefined);
  if (found === undefined) return undefined;
  const type = found.type ?? typeOfPage(url);
  return { kind: 'id', id: found.id, ...(type && { type }), ...(found.instanceId && { instanceId: found.instanceId }) };
};

interface Found {
  readonly id: string;
  readonly type?: ResourceType;
  readonly instanceId?: string;
}

const idOrArn = (value: string): Found | undefined => {
  const id = idOf(value);
  if (id !== undefined) return { id };
  const arn = parseArn(value);
  if (arn === undefined) return undefined;
  const { type, instanceId } = arn;
  return { id: idOf(arn.id) ?? arn.id, type, ...(instanceId !== undefined && { instanceId }) };
};

/** Every value in an address that may be an id: `id=` first, then other parameters, then the path from its end. */
const valuesIn = (url: URL): readonly string[] => {
  const fragment = new URLSearchParams(url.hash.replace(/^[^?]*\?/, ''));
  const named = [url.searchParams.get('id'), fragment.get('id')].filter((value) => value !== null);
  return [...named, ...url.searchParams.values(), ...segmentsOf(url).reverse(), ...fragment.values()];
};

/** The path's parts, decoded; those of a `#!/…` route too. */
const segmentsOf = ({ pathname, hash }: URL): string[] =>
  `${pathname}/${hash.replace(/^#!?/, '').split('?', 1)}`.split('/').filter(Boolean).map(decoded);

/** Text without URL escapes, or as it is where they are none. */
export const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const typeOfPage = (url: URL): ResourceType | undefined => {
  const types = segmentsOf(url).map((segment) => typeFromWords(segment));
  return types.findLast((type) => type !== undefined);
};
