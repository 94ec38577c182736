import { arnTail, parseArn } from '../../change/arn';
import type { ResourceType } from '../../change/catalogue';
import type { Mention } from '../../change/change';
import { decodeEscapes } from '../../change/ids';
import { isUuid } from '../../change/resource';
import { labelOf, pluralOf } from '../../change/resource-types';
import { fold } from '../../directory/names';
import { phrases } from '../../words/words';
import type { NamedResource } from '../answer';
import { humanise } from './labels';
import { listed, nameOf, type Pieces, say, words } from './pieces';
import type { Telling } from './telling';

/** "queue Billing", marked where it is deleted or called otherwise now. */
export const thing = (resource: NamedResource): Pieces => {
  const { type } = resource.ref;
  const version = VERSIONS.has(type) ? versionOf(resource) : undefined;
  if (version !== undefined) return version;
  const isNameless = resource.name === undefined && resource.nameNow === undefined && resource.ref.id === undefined;
  if (isNameless) return [words(oneOf({ resource }))];
  if (isOnePerInstance(resource)) return [words(`the ${labelOf(type)}`)];
  return say(LABELS[type] ?? labelOf(type), ' ', named(resource));
};

/** What an instance has one of goes by the instance's id. */
const isOnePerInstance = ({ ref: { type, id, instance } }: NamedResource): boolean =>
  type !== 'instance' && id !== undefined && id.toLowerCase() === instance?.id.toLowerCase();

/** Types whose label says too much in a sentence. */
const LABELS: Partial<Readonly<Record<ResourceType, string>>> = {
  'analytics-data-set-association': 'data set',
  'lambda-function-association': 'Lambda function',
  'lex-bot-association': 'Lex bot',
  'resource-tags': 'resource',
};

/** The longest name that Connect allows. */
const LONGEST_NAME = 256;

/** The name alone, with the same marks: where the type is clear. Where only today's name is known, it says so. */
export const named = (resource: NamedResource): Pieces => {
  const { name, nameNow, deleted, earlier } = resource;
  const gone = earlier === undefined ? deleted && ' (since deleted)' : phrases.subjects.earlier(earlier);
  if (name === undefined && nameNow !== undefined) return say([nameOf(nameNow, LONGEST_NAME)], ' (today’s name)', gone);
  const now = nameNow === undefined ? undefined : say(', now called ', [nameOf(nameNow, LONGEST_NAME)]);
  return say([nameOf(shownName(resource) ?? idText(resource), LONGEST_NAME)], now, gone);
};

/** Names that are words of the API, and ids that are names. */
const shownName = ({ ref, name }: NamedResource): string | undefined => {
  switch (ref.type) {
    case 'instance-attribute':
    case 'instance-storage-config':
    case 'use-case':
      // As `SETTING_TYPES` has them.
      return name === undefined ? undefined : settingName(name);
    case 'lambda-function-association':
    case 'resource-tags':
      return name ?? (ref.id?.startsWith('arn:') ? arnTail(ref.id) : undefined);
    case 'lex-bot-association':
      return name ?? (ref.id === undefined ? undefined : lexBotName(ref.id));
    default:
      return name;
  }
};

const idText = ({ ref }: NamedResource): string => `with id ${ref.id?.split('/').at(-1) ?? 'unknown'}`;

/** An alias's ARN ends in the ids of bot and alias. */
const lexBotName = (id: string): string | undefined => {
  const [, bot, alias] = /:bot-alias\/([^/]+)\/([^/]+)$/.exec(id) ?? [];
  return bot === undefined ? undefined : `with id ${bot}, alias ${alias}`;
};

const SETTINGS: Readonly<Record<string, string>> = {
  CONTACTFLOW_LOGS: 'flow logs',
  CONTACT_LENS: 'Contact Lens',
  AUTO_RESOLVE_BEST_VOICES: 'best voices',
  USE_CUSTOM_TTS_VOICES: 'custom text-to-speech voices',
  MULTI_PARTY_CONFERENCE: 'multi-party calls',
  MULTI_PARTY_CHAT_CONFERENCE: 'multi-party chats',
  CONTACT_TRACE_RECORDS: 'contact records',
  IMAGE_LOGO_DARK_FAVICON: 'dark favicon',
  IMAGE_LOGO_DARK_HORIZONTAL: 'dark logo',
  IMAGE_LOGO_LIGHT_FAVICON: 'light favicon',
  IMAGE_LOGO_LIGHT_HORIZONTAL: 'light logo',
};
export const settingName = (name: string): string => {
  if (Object.hasOwn(SETTINGS, name)) return SETTINGS[name] ?? name;
  return /^[A-Z][A-Z\d_]+$/.test(name) ? humanise(name) : name;
};

/** Types whose names are words of the API, which answers tell in plain words. */
export const SETTING_TYPES = [
  'instance-attribute',
  'instance-storage-config',
  'use-case',
] as const satisfies ResourceType[];

/** The words of the API that are told so: `call recordings` as `CALL_RECORDINGS`. */
export const settingsCalled = (text: string): readonly string[] => {
  const folded = fold(text);
  const named = Object.keys(SETTINGS).filter((name) => fold(settingName(name)) === folded);
  const spelt = folded.toUpperCase().replaceAll(' ', '_');
  return [...named, ...(spelt !== text && fold(settingName(spelt)) === folded ? [spelt] : [])];
};

const VERSIONS: ReadonlySet<ResourceType> = new Set<ResourceType>([
  'flow-version',
  'flow-module-version',
  'view-version',
  'lex-bot-version',
  'lex-intent-version',
  'lex-slot-type-version',
]);

/** "version 3" of something: its id is its parent's and a number. */
const versionOf = ({ ref }: NamedResource): Pieces | undefined => {
  const number = ref.id?.split(/[/:]/).at(-1);
  return number === undefined || isUuid(number) ? [words('a version')] : say('version ', [nameOf(number)]);
};

/** "queues A, B and C"; "some queues" where the record does not say which, and "no queues" where it names none. */
export const things = (items: readonly NamedResource[], type: ResourceType, isNone = false): Pieces => {
  const [first] = items;
  if (first === undefined) return [words(`${isNone ? 'no' : 'some'} ${pluralOf(type)}`)];
  if (items.length === 1) return thing(first);
  const names = items.map((item) =>
    item.name === undefined && item.nameNow !== undefined ? named(item) : [nameOf(item.name ?? `id ${item.ref.id}`)],
  );
  return say(`${pluralOf(type)} `, listed(names, 4));
};

/** How one speaks of the thing that was asked about. */
const PLURAL: ReadonlySet<ResourceType> = new Set<ResourceType>([
  'user',
  'hours-of-operation',
  'attached-files-configuration',
]);
export const pronoun = ({ resource }: Pick<Telling, 'resource'>): string =>
  PLURAL.has(resource.ref.type) ? 'them' : 'it';

/** The thing that was changed, or "it". */
export const self = (t: Telling): Pieces => (t.it ? [words(pronoun(t))] : thing(t.resource));

/** "of queue Billing"; nothing where the thing was asked about. */
export const ofSelf = (t: Telling, preposition = 'of'): Pieces =>
  t.it ? [] : say(` ${preposition} `, thing(t.resource));

/** "of flow Main Menu", for a part of it; an instance has settings in it, and a part of a Lex bot a language. */
export const ofParent = (t: Telling): Pieces => {
  const mention = t.change.mentions.find(({ parent }) => parent);
  const parent = namedAs(t, mention);
  if (t.it) return [];
  const of = parent === undefined ? [] : say(mention?.resource.type === 'instance' ? ' in ' : ' of ', thing(parent));
  return say(of, languageOf(t));
};

const IN_A_LANGUAGE: ReadonlySet<ResourceType> = new Set<ResourceType>(['lex-intent', 'lex-slot', 'lex-slot-type']);

/** " (en_US)": a bot has intents of the same name in each language. */
const languageOf = ({ change: { set, resource } }: Telling): Pieces => {
  const locale = set.find(({ field }) => field.toLowerCase() === 'localeid')?.to;
  const isTold = IN_A_LANGUAGE.has(resource.type) && locale?.kind === 'value' && typeof locale.value === 'string';
  return isTold ? say(' (', [{ ...nameOf(locale.value, 12), quiet: true }], ')') : [];
};

export const namedAs = ({ related }: Telling, mention: Mention | undefined): NamedResource | undefined =>
  mention && related.find(({ ref }) => ref.type === mention.resource.type && ref.id === mention.resource.id);

export const relatedOf = ({ related }: Telling, type: ResourceType): readonly NamedResource[] =>
  related.filter(({ ref }) => ref.type === type);

/** "a queue", "an agent status", "some hours" */
export const oneOf = ({ resource }: Pick<Telling, 'resource'>): string => {
  const label = LABELS[resource.ref.type] ?? labelOf(resource.ref.type);
  if (pluralOf(resource.ref.type) === label) return `some ${label}`;
  return `${/^(?:[aeio]|u(?!se)|hour)/i.test(label) ? 'an' : 'a'} ${label}`;
};

/** The resource that an id in a value means, however it is written: bare, in an ARN, in a URL-encoded ARN, with a suffix. */
export const resourceOfId = (t: Telling, raw: string): NamedResource | undefined => {
  const text = decodeEscapes(raw);
  const id = (parseArn(text)?.id ?? text).toLowerCase();
  const all = [...t.taken, ...t.related, t.resource];
  const found = (wanted: string) => all.find(({ ref }) => ref.id?.toLowerCase() === wanted);
  return found(id) ?? found(id.split(':', 1).join());
};

/** An id by the name of what it means. */
export const idPieces = (t: Telling, raw: string): Pieces => {
  const resource = resourceOfId(t, raw);
  if (resource?.name !== undefined || resource?.nameNow !== undefined) return named(resource);
  const text = decodeEscapes(raw);
  const id = parseArn(text)?.id;
  if (id !== undefined || isUuid(text)) return [nameOf(`id ${id ?? text}`)];
  if (MASKED.test(text)) return [words('masked in the record')];
  return [nameOf(text.startsWith('arn:') ? arnTail(text) : text)];
};

/** Whoever published a record put this in place of an id. */
const MASKED = /^X{5,}$/i;
