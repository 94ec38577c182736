import { isObject } from '../../bot/change/json';

/** Something in a record that its author may not want to publish, and where it stands. */
export interface Finding {
  readonly what: 'an e-mail address' | 'an access key id' | 'an IP address' | 'an account id';
  readonly text: string;
  /** `userIdentity.sessionContext.sessionIssuer.arn` */
  readonly path: string;
}

/** Account ids that AWS documentation uses. */
const PLACEHOLDER_ACCOUNTS = new Set(['111122223333', '444455556666', '777788889999', '123456789012']);
const PLACEHOLDER_MAIL = /(@|\.)(example|example\.(com|net|org))$/i;
/** Set aside for documentation: RFC 5737 and RFC 3849. */
const PLACEHOLDER_IP = /^(192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|2001:db8:)/i;
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** What each looks like, and which ones stand for nobody. A browser's version looks like an address, but has a slash before it. */
const KINDS: readonly { what: Finding['what']; like: RegExp; harmless: (text: string) => boolean }[] = [
  {
    what: 'an e-mail address',
    like: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
    harmless: (text) => PLACEHOLDER_MAIL.test(text),
  },
  {
    what: 'an access key id',
    like: /(?<![A-Z0-9])A[KS]IA[A-Z0-9]{12,}/g,
    harmless: (text) => text.endsWith('EXAMPLE'),
  },
  {
    what: 'an IP address',
    like: /(?<![\w./])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])|(?<![\w:.])(?:[0-9a-f]{1,4}:){2,7}:?[0-9a-f]{0,4}(?:::?[0-9a-f]{1,4})*(?![\w:])/gi,
    harmless: (text) => PLACEHOLDER_IP.test(text) || /^\d\d:\d\d:\d\d$/.test(text),
  },
  {
    what: 'an account id',
    like: /(?<![\d+])\d{12}(?!\d)/g,
    harmless: (text) => PLACEHOLDER_ACCOUNTS.has(text),
  },
];

/** Everything of that kind in a record. Ids of resources are no secrets, and stay out of it. */
export const findPersonalData = (value: unknown, path = ''): readonly Finding[] => {
  if (typeof value === 'string') return inText(value, path);
  if (Array.isArray(value)) return value.flatMap((item, at) => findPersonalData(item, `${path}[${at}]`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => findPersonalData(item, path === '' ? key : `${path}.${key}`));
};

const inText = (text: string, path: string): readonly Finding[] => {
  const bare = decoded(text).replace(UUID, '…');
  return KINDS.flatMap(({ what, like, harmless }) =>
    [...bare.matchAll(like)].flatMap(([found]) => (harmless(found) ? [] : [{ what, text: found, path }])),
  );
};

/** ARNs may stand there URL-encoded. */
const decoded = (text: string): string =>
  text.replaceAll(/%3A/gi, ':').replaceAll(/%2F/gi, '/').replaceAll(/%40/g, '@');
