import { type ArnParts, parseArn } from './arn';
import { OPERATIONS, type ResourceType } from './catalogue';
import type { JsonValue } from './change';
import { definedOnly } from './cloudtrail-event';
import { isObject } from './json';
import { isUuid } from './resource';

/** Percent escapes decoded one by one: masked records hold illegal ones (`%3x`), which stay as they are. */
export const decodeEscapes = (text: string): string =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });

/** An id, and what the record says with it. */
export interface ReadId {
  readonly id: string;
  readonly suffix?: string;
  readonly instanceId?: string;
  readonly region?: string;
  readonly account?: string;
  /** What the ARN, where it is one, says that it is the id of. */
  readonly type?: ResourceType;
}

/**
 * An id as records hold it: bare, in an ARN, in a URL-encoded ARN, with a version or draft mark behind a colon
 * (`{id}:$SAVED`). The ARN of something else, as a Lambda function's, is its own id.
 */
export const readId = (raw: string, type: ResourceType): ReadId => {
  const text = decodeEscapes(raw);
  const parsed = parseArn(text);
  const arn = parsed && type === 'lex-bot' ? botOf(parsed) : parsed;
  if (arn !== undefined && (arn.type === type || arn.service === 'connect')) {
    const { id, suffix } = splitSuffix(arn.id);
    return {
      id,
      type: arn.type,
      region: arn.region,
      account: arn.account,
      ...definedOnly({ instanceId: arn.instanceId, suffix }),
    };
  }
  return text.startsWith('arn:') ? { id: text } : splitSuffix(text);
};

/** Of the ARN of a bot's part, what it says of the bot itself. */
export const botOf = (arn: ArnParts): ArnParts =>
  PARTS_OF_BOTS.has(arn.type) ? { ...arn, type: 'lex-bot', id: arn.id.split('/')[0] ?? arn.id } : arn;

/** Types that are a part of a Lex V2 bot. */
export const PARTS_OF_BOTS: ReadonlySet<ResourceType> = new Set(
  OPERATIONS.filter(({ service, parentType }) => service === 'lexv2' && parentType === 'lex-bot').map(
    ({ type }) => type,
  ),
);

const splitSuffix = (text: string): { id: string; suffix?: string } => {
  const [, id, suffix] = /^([0-9a-f-]{36}):(\$?\w+)$/i.exec(text) ?? [];
  return id === undefined ? { id: text } : { id, ...definedOnly({ suffix }) };
};

/** An id without what records wrap around it, in lower case; any other text as it is. */
export const bareId = (text: string): string => {
  const { id } = readId(text, 'unknown');
  return isUuid(id) ? id.toLowerCase() : id;
};

/**
 * The UUID that a text is, in whatever form, in lower case; undefined for any other text. The mark of a version or a draft stays on
 * it, unless it is the one that an id without a mark means too (JSDoc of UpdateMetricMetadata).
 */
export const uuidOf = (text: string): string | undefined => {
  const { id, suffix = LATEST } = readId(text, 'unknown');
  if (!isUuid(id)) return undefined;
  return suffix === LATEST ? id.toLowerCase() : `${id.toLowerCase()}:${suffix}`;
};
const LATEST = '$LATEST';

/** All that may be ids in a value: its texts, bare and in lower case. */
export const idsIn = (value: JsonValue): readonly string[] =>
  textsIn(value).map(([, text]) => bareId(text).toLowerCase());

/** Every string in a value with the name of the member that holds it. */
export const textsIn = (value: JsonValue, leaf = ''): readonly (readonly [string, string])[] => {
  if (typeof value === 'string') return [[leaf, value]];
  if (Array.isArray(value)) return value.flatMap((item: JsonValue) => textsIn(item, leaf));
  return isObject(value) ? Object.entries(value).flatMap(([key, item]) => textsIn(item, key)) : [];
};
