import type { JsonValue } from './change';
import { isHidden } from './hidden';
import { isObject, isTooDeep, type JsonObject } from './json';

/**
 * What lets somebody in, by the name of the member that holds it and by the form of the text itself: the one list by which records and the
 * log are masked. Every expression here is linear in what it reads.
 */

/** What a name says in small letters without what parts its words: `x-api-key` is `xapikey`. */
const TERMS = new RegExp(
  [
    '(?:api|access|private|secret|encryption|decryption|signing|shared|master|session|auth|account|subscription|licen[cs]e|symmetric|hmac|' +
      'aes|storage|service|webhook|cipher|app|application|consumer|developer|integration|function|admin|server)key(?!board|pad|stroke|word)',
    'passw(?:or)?d|passphrase|passcode|pincode|secret|credential|token|cookie|authorization|jwt|authcode|connectionstring',
    'presignedurl|signedurl|signinurl|webhookurl|saml(?:response|assertion)|clientassertion',
  ].join('|'),
  'g',
);
/** What follows where a member only tells of a secret: `tokenCount`, `secretArn`, `credentialsIssuedTo`, `SecretaryQueue`. */
const OF_A_SECRET = new RegExp(
  `^(?:e?s)?(?:${[
    'ids?$|arns?$|identifier|count|type|kind|mode|name|expir|ttl|validity|life|polic|length|size|min|max|limit|status|state|enabled|disabled',
    'required|requirement|version|last|age$|rotat|reset|changed|created|updated|date|time|manage|config|setting|option|format|hint|source',
    'provider|issue|fromconsole|algorithm|usage|used|quota|budget|bucket|uri|url|endpoint|host|path|region|prefix|rule|attempt|strength',
    'histor|i[sz]|scope|field|column|label|title|description|alias|mapping|ref$|reference|store$|vault|complexity|less|consent|banner',
    'ary|aries|authorizer',
  ].join('|')})`,
);
/** Ends of pages, marks of repeated calls, and a language model's: tokens of other sorts. */
const OTHER_TOKENS = new RegExp(
  '^(?:next|nextpage|page|pagination|continuation|starting|previous|client|clientrequest|idempotency)tokens?$|' +
    '^(?:max|min|input|output|total|prompt|completion|num|numberof)[a-z]*tokens$',
);
/** Too short to be looked for within others: the last word of a name, or all of it. */
const WORDS = new Set(['pin', 'pwd', 'otp', 'totp', 'cvv', 'cvc', 'auth', 'bearer', 'sas', 'dsn']);
/** The same where nothing parts the words. Lex calls the definition of an intent its signature: that one is no secret. */
const WORD_WITHIN =
  /^(?:user|customer|agent|caller|card|voicemail|access|security|account|bank|new|old)pin$|pwd$|^accesskeyid$|^(?:x[a-z]*)?signature$|(?:request|url|webhook|payload)signature$/;
/** Most names hold none of them. */
const MAY_BE_SECRET = new RegExp(`${TERMS.source}|${[...WORDS].join('|')}|signature`);
const COUNTED = /(?:number|value|hash|\d{1,9})$/;

/** No member's name is longer: of what is, the end is looked at. */
const LONGEST_NAME = 100;

/** Whether a member of this name holds what lets somebody in, in any capitals, with dashes, underscores or nothing between its words. */
export const isSecretName = (name: string): boolean => {
  const end = name.slice(-LONGEST_NAME).normalize('NFKC');
  const flat = end.toLowerCase().replace(/[^\p{L}\d]/gu, '');
  if (!MAY_BE_SECRET.test(flat)) return false;
  const short = flat.replace(COUNTED, '');
  const lastWord =
    end
      .match(/[A-Z]*[a-z]+|[A-Z]+/g)
      ?.at(-1)
      ?.toLowerCase() ?? '';
  if (WORDS.has(short) || WORDS.has(lastWord) || WORD_WITHIN.test(short)) return true;
  const term = [...flat.matchAll(TERMS)].at(-1);
  return term !== undefined && !OTHER_TOKENS.test(flat) && !OF_A_SECRET.test(flat.slice(term.index + term[0].length));
};

/** What a text may hold, for a log that says what stood there. */
export type Secret = 'secret' | 'token' | 'response_url';

/** By their form, wherever they stand; each is begun where nothing before it could have begun it. */
const FORMS: readonly (readonly [Secret, RegExp])[] = [
  ['secret', /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}-----|$)/g],
  [
    'response_url',
    /(?:https?(?::|%3A)(?:\\{0,7}\/|%2F){2})?hooks\.slack(?:-gov)?\.com(?::\d{1,5})?(?:\\{0,7}\/|%2F)[^\s"'<>]+/gi,
  ],
  ['token', /(?<![a-z\d])x(?:ox[a-eprs](?:\.xox[a-eprs])?|app|wfp)-[\w%-]+/gi],
  ['token', /(?<![\w-])eyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)*/g],
  ['token', /(?<=\bBearer(?:\s|%20|\+){1,3})[\w.~+/=-]{8,}/gi],
  [
    'token',
    /(?<![\w-])(?:gh[a-z]_|github_pat_|glpat-|sk[_-](?:live|test|proj|ant)[_-]|npm_|AIza|SG\.|ya29\.)[\w.-]{16,}/g,
  ],
  ['secret', /(?<![A-Za-z\d])A(?:KIA|SIA|BIA|CCA)[A-Z\d]{12,}/g],
  // AWS's session tokens begin in one of these ways.
  ['secret', /(?<![\w+/])(?:IQoJ|FwoG|FQoG|AQo[DE])[\w+/=%-]{60,}/g],
  // https://user:password@host
  ['secret', /(?<=:(?:\\{0,7}\/){2})[^\s/?#"'<>\\]+(?=@)/g],
];

/** Most texts name nothing. */
const NAMES_SOMETHING = /[:=]|%3[AD]/i;
/** What stands between a name and its value, in JSON, also as text within JSON, in a query, an encoded one, or prose. */
const BETWEEN = /(?:\\{0,15}["'`]|%22|%27|&quot;|)\s{0,3}(?::|=>?|%3A|%3D)\s{0,3}/gi;
/** A value from where it begins, in quotes or up to what can't belong to it. What is left open goes on to the end: the text was cut. */
const VALUE =
  /(?:(?:Bearer|Basic|Digest)\s{1,3})?(?:(?<quote>\\{0,15}["'`]|%22|%27|&quot;)(?<inside>[\s\S]*?)(?:(?<!\\)\k<quote>|$)|(?<bare>(?![{[])(?:[^\s"'`;&<>,)}\]\\]|\\(?!["'`\\])|[,)}\]](?=[^\s,)}\]])(?![\w.-]{1,40}["']?[=:]))+))/iy;
/** Names that are such only in the query of an address. */
const IN_QUERY = /^(?:sig|key|code|ticket|assertion)$/i;
const NAME_BEFORE = /[?&;#]?(?:\p{L}[\p{L}\d]{0,20} )?[\p{L}\d_.-]{1,80}$/u;
const ENDS_NAME = /[\p{L}\d_.-]$/u;
/** The ARN of a secret tells where it lies. */
const OF_ARN = /:secretsmanager:[\w-]*:\d*:secret$/i;
const SECOND_OF_TWO = /^(?:key|string|code|phrase|word|token|secret)$/i;

/** Whether what stands before a colon or the like, as it ends a text, is the name of a secret. */
const namesSecret = (before: string): boolean => {
  if (!ENDS_NAME.test(before.slice(-2)) || OF_ARN.test(before)) return false;
  const [found] = NAME_BEFORE.exec(before) ?? [''];
  const [second = '', first] = found
    .replace(/^[?&;#]/, '')
    .split(' ')
    .reverse();
  const inQuery = found !== second && first === undefined;
  if (isSecretName(second) || (inQuery && IN_QUERY.test(second))) return true;
  return first !== undefined && SECOND_OF_TWO.test(second) && isSecretName(first + second);
};

/** A text without the values that follow the name of a secret. */
const withoutNamed = (text: string, word: string): string => {
  const kept: string[] = [];
  let end = 0;
  for (const { 0: between, index } of text.matchAll(BETWEEN)) {
    if (index < end || !namesSecret(text.slice(Math.max(end, index - LONGEST_NAME), index))) continue;
    VALUE.lastIndex = index + between.length;
    if (STANDS_IN.test(text.slice(VALUE.lastIndex, VALUE.lastIndex + LONGEST_NAME))) continue;
    const found = VALUE.exec(text);
    const { quote = '', inside, bare } = found?.groups ?? {};
    if (found === null || saysNothing(inside ?? bare ?? '')) continue;
    kept.push(text.slice(end, index + between.length), quote, word, quote);
    end = VALUE.lastIndex;
  }
  return kept.join('') + text.slice(end);
};

/** How a stand-in begins that is there already: it is known before its end is looked for, which may be that of the text. */
const STANDS_IN =
  /^(?:(?:Bearer|Basic|Digest)\s{1,3})?(?:\\{0,15}["'`]|%22|%27|&quot;)?\((?:withheld|not|secret|token|response|e-?mail)/i;

/** What is no secret whatever it is called. */
const saysNothing = (value: string): boolean => isHidden(value) || /^(?:true|false|null|undefined|none|)$/i.test(value);

export interface Masking {
  /** What stands in place of a secret. */
  readonly word: (secret: Secret) => string;
  /** What else is not shown, by its name and its path in small letters, the lists on the way not marked. */
  readonly isWithheld?: (name: string, path: string) => boolean;
  /** Hears of each text that is masked by its name. */
  readonly found?: (secret: string) => void;
}

/** A record, or a part of one, without secrets at any depth, in texts too. What AWS hid stays as it wrote it. */
export const withoutSecrets = (object: JsonObject, masking: Masking): JsonObject => walkObject(object, masking, '', 0);

/** Shorter ones stand in any text. */
const SHORTEST_REPEATED = 6;
const MOST_REPEATED = 100;

export const textWithoutRepeated = (text: string, secrets: readonly string[], word: string): string =>
  secrets.reduce((before, secret) => before.replaceAll(secret, () => word), text);

/** Texts that a record holds under the names of secrets, and that another part of it may repeat. */
export const secretsIn = (object: JsonObject): readonly string[] => {
  const secrets = new Set<string>();
  walkObject(object, { word: () => '', found: (secret) => secrets.add(secret) }, '', 0);
  return [...secrets].filter((secret) => secret.length >= SHORTEST_REPEATED).slice(0, MOST_REPEATED);
};

/** A value without what is a secret elsewhere: an answer, or a message of an error, may repeat what it was asked. */
export const withoutRepeated = (value: JsonValue, secrets: readonly string[], word: string): JsonValue => {
  if (typeof value === 'string') return textWithoutRepeated(value, secrets, word);
  if (Array.isArray(value)) return value.map((item: JsonValue) => withoutRepeated(item, secrets, word));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withoutRepeated(item, secrets, word)]));
};

/** So many texts within texts are read as JSON. */
const MOST_TEXTS = 5;

/** A text without secrets; JSON in it is masked as that. */
export const textWithoutSecrets = (text: string, masking: Masking): string => walkText(text, masking, 0);

const walkText = (text: string, masking: Masking, within: number): string => {
  const { word } = masking;
  const shown = within < MOST_TEXTS ? withoutSecretsInJson(text, masking, within) : text;
  const formless = FORMS.reduce((before, [secret, form]) => before.replace(form, word(secret)), shown);
  return NAMES_SOMETHING.test(formless) ? withoutNamed(formless, word('secret')) : formless;
};

/** A text whose JSON, with or without words around it, has no secrets; as it is written where it has none. */
const withoutSecretsInJson = (text: string, masking: Masking, within: number): string => {
  const begin = /^\s*"/.test(text) ? 0 : text.search(/[{[]/);
  if (begin < 0) return text;
  const end = begin === 0 ? text.length : Math.max(text.lastIndexOf('}'), text.lastIndexOf(']')) + 1;
  const json = parsed(text.slice(begin, end));
  const shown = json === undefined ? undefined : JSON.stringify(walk(json, masking, '', within + 1));
  return shown === undefined || shown === JSON.stringify(json) ? text : text.slice(0, begin) + shown + text.slice(end);
};

const parsed = (text: string): JsonValue | undefined => {
  try {
    const json: JsonValue = JSON.parse(text);
    return isTooDeep(json) ? undefined : json;
  } catch {
    return undefined;
  }
};

const walk = (value: JsonValue, masking: Masking, path: string, within: number): JsonValue => {
  if (typeof value === 'string') return walkText(value, masking, within);
  if (Array.isArray(value)) return value.map((item: JsonValue) => walk(item, masking, path, within));
  return isObject(value) ? walkObject(value, masking, path, within) : value;
};

/** Members that name what another member of the same object holds: `{ Key: 'apiKey', Value: '…' }`. */
const NAMING =
  /^(?:(?:tag|attribute|parameter|header|field|variable)?(?:key|name)|field|attribute|parameter|header|variable)$/i;
const NAMED = /^(?:(?:tag|attribute|parameter|header|field|variable|string|default|secret)?values?|stringlist)$/i;

const walkObject = (object: JsonObject, masking: Masking, path: string, within: number): JsonObject => {
  const members = Object.entries(object);
  const isPair = members.some(([name, item]) => NAMING.test(name) && typeof item === 'string' && isSecretName(item));
  return Object.fromEntries(
    members.map(([name, item]) => {
      const below = path === '' ? name.toLowerCase() : `${path}.${name.toLowerCase()}`;
      const isSecret = (isSecretName(name) || (isPair && NAMED.test(name))) && holdsAnything(item);
      if (!isSecret && !masking.isWithheld?.(name, below)) return [name, walk(item, masking, below, within)];
      if (isSecret) for (const text of textsIn(item)) masking.found?.(text);
      return [name, isHidden(item) ? item : masking.word('secret')];
    }),
  );
};

const textsIn = (value: JsonValue): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

/** Nothing lets nobody in, and yes and no are no secrets. */
const holdsAnything = (value: JsonValue): boolean =>
  typeof value === 'object'
    ? value !== null && Object.keys(value).length > 0
    : typeof value !== 'boolean' && value !== '';
