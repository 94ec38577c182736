import type { ResourceType } from '../../change/catalogue';
import { entryOf, isObject } from '../../change/json';
import { isSecretName } from '../../change/secrets';
import { nameOf, type Pieces, words } from './pieces';

/** API members in people's words, by the whole path or by its last member; the rest is made from the member's own words. */
const LABELS: Readonly<Record<string, string>> = {
  abortstatement: 'closing message',
  acw: 'after contact work',
  aftercontactworktimelimit: 'after contact work time limit',
  allowedaccesscontrolhierarchygroupid: 'hierarchy restriction',
  allowedaccesscontroltags: 'tag restriction',
  allowedaiagents: 'allowed AI agents',
  allowedips: 'allowed IP addresses',
  attributeconfiguration: 'settings',
  autoaccept: 'auto-accept',
  autoacceptconfigs: 'auto-accept',
  behaviortype: 'cross-channel behavior',
  blockedips: 'blocked IP addresses',
  botversion: 'version',
  bucketname: 'S3 bucket',
  bucketprefix: 'S3 prefix',
  config: 'opening times',
  contactflowid: 'flow',
  contactflowmoduleversion: 'version',
  contactflowstate: 'state',
  contactflowversion: 'version',
  defaultoutboundqueueid: 'default outbound queue',
  directoryid: 'directory',
  displayorder: 'display order',
  effectivefrom: 'first day',
  effectivetill: 'last day',
  emailaddressesconfig: 'email addresses',
  evaluationformversion: 'version',
  'externalinvocationconfiguration.enabled': 'calls from outside',
  firehosearn: 'Kinesis Firehose stream',
  function: 'condition',
  hierarchygroupid: 'agent hierarchy group',
  hierarchyrestrictedresources: 'resources under the hierarchy restriction',
  hoursofoperationid: 'hours',
  idlesessionttlinseconds: 'idle session timeout',
  'kinesisvideostreamconfig.prefix': 'Kinesis Video Streams prefix',
  kmskeyid: 'KMS key',
  'levelone.name': 'level one',
  'leveltwo.name': 'level two',
  'levelthree.name': 'level three',
  'levelfour.name': 'level four',
  'levelfive.name': 'level five',
  localeid: 'language',
  manualassignmentqueueconfigs: 'queues for manual assignment',
  maxcontacts: 'maximum contacts',
  maximumsizelimitinbytes: 'largest file',
  mediaconcurrencies: 'channels',
  nluintentconfidencethreshold: 'confidence threshold',
  outboundcalleridname: 'caller ID name',
  outboundcalleridnumberid: 'caller ID number',
  outboundemailaddressid: 'outbound email address',
  outboundflowid: 'outbound whisper flow',
  parentgroupid: 'parent group',
  parenthoursofoperationconfigs: 'parent hours',
  persistentconnection: 'persistent connection',
  phonenumberdescription: 'description',
  publishstatus: 'status',
  queueconfigs: 'queues',
  quickconnectids: 'quick connects',
  'quickconnectconfig.quickconnecttype': 'destination type',
  recurrenceconfig: 'recurrence',
  resetordernumber: 'reset of the display order',
  rolearn: 'role',
  routingprofileid: 'routing profile',
  s3uri: 'audio file',
  securityprofileids: 'security profiles',
  securityprofilename: 'name',
  selfassignflowid: 'self-assign flow',
  sessioninactivityduration: 'timeout of idle sessions',
  'storageconfig.storagetype': 'storage',
  streamarn: 'Kinesis stream',
  tagrestrictedresources: 'resources under the tag restriction',
  targetarn: 'target',
  timezone: 'time zone',
  'values.stringlist': 'values',
};

const ACRONYMS = new Set(
  'ai acl api arn aws ip id json kms nlu s3 sms sso ssml tts ttl uri url voice-id xml'.split(' '),
);
/** Last members that say little without the one before them. */
const VAGUE = new Set([
  'name',
  'value',
  'type',
  'enabled',
  'prefix',
  'id',
  'arn',
  'key',
  'status',
  'level',
  'default',
  'active',
]);

/** `OutboundCallerFlowId` → "outbound caller flow": words in small letters, acronyms kept, the mark of an id dropped. */
export const humanise = (member: string): string =>
  member
    .replace(/(?<=[a-z])(?:Id|Arn|ARN)(s?)$/, '$1')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replace(/[_\s]+/g, ' ')
    .trim()
    .toLowerCase()
    .split(' ')
    .map((word) => (ACRONYMS.has(word) ? word.toUpperCase() : word))
    .join(' ');

const labelText = (field: string): string => {
  const steps = field.split('.');
  const [above, leaf] = [steps.at(-2), steps.at(-1) ?? field];
  for (const path of [field, `${above}.${leaf}`, leaf]) {
    const key = path.toLowerCase();
    if (Object.hasOwn(LABELS, key)) return LABELS[key] ?? key;
  }
  const own = humanise(leaf).replace(/ enabled$/, '') || leaf;
  return above !== undefined && VAGUE.has(leaf.toLowerCase()) ? `${humanise(above)} ${own}` : own;
};

/** Maps whose keys are people's own words, with what one entry is called. */
const MAPS: Readonly<Record<string, string>> = {
  tags: 'tag',
  bottags: 'tag',
  testbotaliastags: 'tag of the test alias',
  allowedaccesscontroltags: 'tag restriction',
};
const MAP_ENTRY = new RegExp(`^(${Object.keys(MAPS).join('|')})\\.(.+)$`, 'is');

/** A field in words. Its members' names come from a record: what does not look like a member is shown as its letters. */
export const labelPieces = (field: string): Pieces => {
  const [, map, key] = MAP_ENTRY.exec(field) ?? [];
  if (map !== undefined && key !== undefined) return [words(`${entryOf(MAPS, map.toLowerCase())} `), nameOf(key)];
  const text = labelText(field);
  return /^[\w.,\- ]{1,60}$/.test(text) ? [words(text)] : [nameOf(text, 40)];
};

/** Members that hold personal data; a whole step of a path, since `AutoAcceptConfigs` does not. */
const PERSONAL =
  /^(?:identityInfo|firstName|lastName|e-?mail|secondaryEmail|mobile|deskPhoneNumber|phoneNumberConfigs|directoryUserId|emailAddress|from|replyTo|customerId)$/i;
/** Whether a field holds personal data or a secret. */
export const isPrivate = (field: string): boolean =>
  field.split('.').some((step) => PERSONAL.test(step) || isSecretName(step));

/** Members that make a call repeatable or guard it; they are no part of what was set. */
const IDENTIFYING =
  /^(?:instanceId|clientToken|clientRequestToken|lastModifiedTime|lastModifiedRegion|lockVersion|checksum|expectedRevisionId|botId|localeId|intentId|\w*ContentSha256)$/i;
export const isIdentifying = (field: string, type: ResourceType): boolean => {
  const [top = field] = field.split('.');
  // Lex's calls say in which version and language a thing is; only an alias is set to a version.
  return IDENTIFYING.test(top) || (type !== 'lex-bot-alias' && /^botVersion$/i.test(top));
};

/** The value without what is personal or secret, at any depth. */
export const publicMembers = (value: object): readonly (readonly [string, unknown])[] =>
  isObject(value) ? Object.entries(value).filter(([key]) => !isPrivate(key)) : [];
