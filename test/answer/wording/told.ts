import { nameActor, nameResource } from '../../../bot/answer/name';
import type { Told } from '../../../bot/answer/wording/telling';
import type { Change } from '../../../bot/change/change';
import { effectsOf } from '../../../bot/change/history';
import { normalize } from '../../../bot/change/normalize';
import { directoryOf } from '../../../bot/directory/directory';
import type { DirectoryFact } from '../../../bot/directory/facts';
import { websiteEvent } from '../../../bot/local/aws/records';

/** Records made up for the words they are told in, out of an instance that has one of everything. */

export const INSTANCE = {
  id: '11111111-2222-4333-8444-555555555555',
  region: 'us-east-1',
  account: '111122223333',
  alias: 'harbor',
};
export const id = (n: number): string => `${n.toString(16).padStart(8, '0')}-aaaa-4bbb-8ccc-dddddddddddd`;
export const UNNAMED = id(255);

const NAMES = {
  billing: ['queue', 1, 'Billing'],
  refunds: ['queue', 2, 'Refunds'],
  tier1: ['routing-profile', 3, 'Tier 1'],
  tier2: ['routing-profile', 4, 'Tier 2'],
  weekdays: ['hours-of-operation', 5, 'Weekdays'],
  evenings: ['hours-of-operation', 6, 'Weekdays 8–20'],
  bob: ['user', 7, 'bob'],
  ann: ['user', 8, 'ann'],
  menu: ['flow', 9, 'Main Menu'],
  night: ['flow', 10, 'Night'],
  admin: ['security-profile', 11, 'Admin'],
  agent: ['security-profile', 12, 'Agent'],
  number: ['phone-number', 13, '+15550100'],
  otherNumber: ['phone-number', 14, '+15550101'],
  desk: ['quick-connect', 15, 'Front Desk'],
  north: ['user-hierarchy-group', 16, 'North'],
  south: ['user-hierarchy-group', 17, 'South'],
  module: ['flow-module', 18, 'Greeting'],
  alias: ['flow-module-alias', 19, 'live'],
  prompt: ['prompt', 20, 'Welcome'],
  rule: ['rule', 21, 'Angry callers'],
  view: ['view', 22, 'Customer card'],
  template: ['task-template', 23, 'Call back'],
  form: ['evaluation-form', 24, 'Call quality'],
  lunch: ['agent-status', 25, 'Lunch'],
  group: ['traffic-distribution-group', 26, 'Two coasts'],
  email: ['email-address', 27, 'support'],
  otherEmail: ['email-address', 28, 'help'],
  workspace: ['workspace', 29, 'Sales'],
  table: ['data-table', 30, 'Prices'],
  override: ['hours-of-operation-override', 31, 'Christmas'],
  testCase: ['test-case', 32, 'Opening times'],
  integration: ['integration-association', 33, 'Salesforce'],
  vocabulary: ['vocabulary', 34, 'Products'],
  profile: ['authentication-profile', 35, 'Office only'],
  metric: ['metric', 36, 'Long waits'],
} as const satisfies Record<string, readonly [Change['resource']['type'], number, string]>;

/** The ids of the things that have names. */
export const IDS = Object.fromEntries(Object.entries(NAMES).map(([key, [, n]]) => [key, id(n)])) as Record<
  keyof typeof NAMES,
  string
>;

const LONG_AGO = '2026-01-01T00:00:00Z';
const listed = (type: Change['resource']['type'], resourceId: string, name: string): DirectoryFact => ({
  kind: 'listed',
  ref: {
    service: type.startsWith('lex') ? 'lex' : type.startsWith('voiceid') ? 'voiceid' : 'connect',
    type,
    id: resourceId,
    region: 'us-east-1',
    ...(!/^(?:lex|voiceid)/.test(type) && { instance: INSTANCE }),
  },
  name,
  at: LONG_AGO,
});

export const BOT = 'BOTID12345';
export const DOMAIN = 'domainid-domainid-1234';

const directory = directoryOf([
  ...Object.values(NAMES).map(([type, n, name]) => listed(type, id(n), name)),
  listed('instance', INSTANCE.id, 'harbor'),
  listed('lex-bot', BOT, 'OrderFlowers'),
  listed('lex-bot', 'OrderFlowers', 'OrderFlowers'),
  listed('lex-bot-alias', 'ALIASID123', 'live'),
  listed('lex-intent', 'INTENT1234', 'BuyRoses'),
  listed('lex-slot', 'SLOTID1234', 'Colour'),
  listed('lex-intent', `${BOT}/INTENT1234`, 'BuyRoses'),
  listed('lex-slot-type', 'TYPEID1234', 'Colours'),
  listed('lex-slot-type', `${BOT}/TYPEID1234`, 'Colours'),
  listed('voiceid-domain', DOMAIN, 'Callers'),
]);

export type Request = Readonly<Record<string, unknown>>;

export interface Around {
  /** What was called before, oldest first. */
  readonly before?: readonly (readonly [eventName: string, request: Request])[];
  readonly nameBefore?: string;
  readonly errorCode?: string;
  readonly response?: Request;
  /** Whether all earlier records were read; true unless said. */
  readonly whole?: boolean;
}

const LEX =
  /Bot(?!$)|^PutBot|Intent|Slot|CustomVocabularyItem|^(?:Create|Delete|Update)Bot$|ResourcePolicy|StartImport/;
const VOICE = /Domain$|Watchlist|Fraudster/;
const sourceOf = (eventName: string): string => {
  if (VOICE.test(eventName) && !eventName.includes('CustomerProfiles')) return 'voiceid.amazonaws.com';
  return LEX.test(eventName) && !/LexBot|AssociateBot/.test(eventName) ? 'lex.amazonaws.com' : 'connect.amazonaws.com';
};

const changeOf = (eventName: string, request: Request, minute: number, around: Around = {}): Change => {
  const event = websiteEvent({
    instance: INSTANCE,
    userId: IDS.ann,
    eventName,
    requestParameters: request,
    time: new Date(Date.UTC(2026, 10, 2, 10, minute)),
    ...(around.response !== undefined && { responseElements: around.response }),
    ...(around.errorCode !== undefined && { errorCode: around.errorCode }),
  });
  const normalized = normalize({ ...event, eventSource: sourceOf(eventName) });
  if (normalized.kind !== 'change') throw new Error(`${eventName} is no change`);
  return normalized.change;
};

/** A call by ann, seen beside the calls before it. */
export const toldOf = (eventName: string, request: Request, around: Around = {}): Told => {
  const earlier = (around.before ?? []).map(([name, set], at) => changeOf(name, set, at));
  const change = changeOf(eventName, request, 30, around);
  const effect = effectsOf([...earlier, change], () => around.whole ?? true).get(change.eventId);
  const named = (resource: Change['resource'], inRecord?: string) =>
    nameResource(directory, resource, change.time, inRecord);
  return {
    change,
    actor: nameActor(directory, change),
    resource: named(change.resource, change.nameInRecord),
    related: change.mentions.map(({ resource }) => named(resource)),
    taken: (effect?.taken ?? []).map(({ resource }) => named(resource)),
    fields: effect?.fields ?? [],
    ...(around.nameBefore !== undefined && { nameBefore: around.nameBefore }),
  };
};

/** What a call reads like. */
export type Case = readonly [eventName: string, request: Request, sentence: string, around?: Around];
