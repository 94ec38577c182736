import { OPERATIONS, type Operation, type ResourceType } from './catalogue';
import type { Change, FieldSet } from './change';
import { groupedBy } from './grouped-by';
import { entryOf } from './json';
import { foldPath } from './meaning';

/**
 * What a call does to what it names and to what it leaves out, as AWS documents it. Where nothing is documented, neither is told.
 * `test/change/documented.ts` holds the sentence of the documentation beside each.
 */

/** What a call does to a list that it names. */
export type ListRule =
  /** The list is from then on what the call names. */
  | 'replaces'
  | 'adds'
  | 'removes'
  /** It alters the items that it names and leaves the others as they are. */
  | 'alters'
  /** Whether the others stay is not documented. */
  | 'not documented';

const LISTS: Readonly<Record<string, ListRule>> = {
  UpdateRoutingProfileQueues: 'alters',
  UpdateUserProficiencies: 'alters',
  UpdateRoutingProfileConcurrency: 'not documented',
  UpdateUserConfig: 'not documented',
  BatchCreateDataTableValue: 'adds',
  BatchUpdateDataTableValue: 'alters',
  BatchDeleteDataTableValue: 'removes',
  BatchCreateCustomVocabularyItem: 'adds',
  BatchUpdateCustomVocabularyItem: 'alters',
  BatchDeleteCustomVocabularyItem: 'removes',
};

/** What a call does to the lists that it names: as its verb says, but for those above. */
export const listRule = ({ eventName, verb }: Pick<Change, 'eventName' | 'verb'>): ListRule =>
  entryOf(LISTS, eventName) ?? (verb === 'associate' ? 'adds' : verb === 'disassociate' ? 'removes' : 'replaces');

/** Whether a call puts a new value over the one that was there. */
export const isReplacing = ({ verb }: Pick<Change, 'verb'>): boolean => verb === 'update' || verb === 'put';

/** What becomes of a setting that a call could name and does not. */
export type LeftOut =
  | 'stays'
  | 'goes'
  /** It may stay, go, or get a default that no record states. */
  | 'not stated';

const LEAVES_OUT: Readonly<Record<string, LeftOut>> = {
  PutBot: 'goes',
  PutIntent: 'goes',
  PutSlotType: 'goes',
  UpdateDataTableAttribute: 'goes',
  UpdateDomain: 'goes',
  UpdateEvaluationForm: 'goes',
  UpdateTaskTemplate: 'goes',
  PutBotAlias: 'not stated',
  UpdateAuthenticationProfile: 'not stated',
  UpdateBot: 'not stated',
  UpdateBotAlias: 'not stated',
  UpdateBotLocale: 'not stated',
  UpdateDataTableMetadata: 'not stated',
  UpdateEmailAddressMetadata: 'not stated',
  UpdateExtractionDefinition: 'not stated',
  UpdateIntent: 'not stated',
  UpdatePredefinedAttribute: 'not stated',
  UpdateRule: 'not stated',
  UpdateSecurityProfile: 'not stated',
  UpdateSlot: 'not stated',
  UpdateSlotType: 'not stated',
  UpdateUserConfig: 'not stated',
};

/** Settings that a thing always has: left out, they get a default at most. */
const ALWAYS_THERE =
  /^(?:detectsentiment|enablemodelimprovements|idlesessionttlinseconds|name|nluintentconfidencethreshold|status|valueselectionstrategy)$/i;

/** Terraform's provider sends a profile's permissions only where they changed, so that they stay; of what restricts them nothing is known. */
const NO_RESTRICTION = /^(?:description|permissions)$/i;

export const leftOutRule = (eventName: string, field: string): LeftOut => {
  const rule = entryOf(LEAVES_OUT, eventName) ?? 'stays';
  if (eventName === 'UpdateSecurityProfile' && NO_RESTRICTION.test(field)) return 'stays';
  return rule === 'goes' && ALWAYS_THERE.test(field) ? 'not stated' : rule;
};

/** Members that guard a call, say how it is to be carried out or which part of a thing it is about. */
const NO_SETTING =
  /^(?:aiversion|asdraft|botversion|checksum|createnewversion|createversion|evaluationformversion|expectedrevisionid|intentid|lastmodified\w+|localeid|lockversion|processbehavior|tags)$/i;

/** Services share some names. */
const BY_NAME: ReadonlyMap<string, readonly Operation[]> = groupedBy(OPERATIONS, ({ name }) => name);

/** The settings that a call of this name could state of a thing of this type. */
export const settingsOf = ({
  eventName,
  resource,
}: Pick<Change, 'eventName'> & { readonly resource: Pick<Change['resource'], 'type'> }): readonly string[] =>
  (BY_NAME.get(eventName) ?? [])
    .filter(({ type }) => type === resource.type)
    .flatMap(({ sets }) => sets.map(fieldName))
    .filter((field) => !NO_SETTING.test(field));

/** The settings that a call could have named and left out, where that may alter them. */
export const leftOutBy = (change: Change): readonly string[] => {
  if (change.withoutRequest || entryOf(LEAVES_OUT, change.eventName) === undefined) return [];
  const named = new Set(change.set.filter(isGiven).map(({ field }) => foldPath(fieldName(field))));
  return settingsOf(change).filter(
    (field) => !named.has(foldPath(field)) && leftOutRule(change.eventName, field) !== 'stays',
  );
};

/** Calls that take a value away without naming it: always, or where the request leaves the member out or empty. */
const CLEARS: Readonly<Record<string, { readonly type: ResourceType; readonly field: string }>> = {
  DisassociateFlow: { type: 'flow-association', field: 'FlowId' },
  DisassociatePhoneNumberContactFlow: { type: 'phone-number', field: 'ContactFlowId' },
};
const CLEARS_IF_ABSENT: Readonly<Record<string, string>> = {
  AssociateDefaultVocabulary: 'VocabularyId',
  UpdateQueueMaxContacts: 'MaxContacts',
  UpdateUserHierarchy: 'HierarchyGroupId',
};

/** What a call takes away without naming it. What a request left out that was not recorded is not known. */
export const clearedBy = ({ eventName, set, withoutRequest }: Change): readonly string[] => {
  const always = entryOf(CLEARS, eventName);
  if (always !== undefined) return [always.field];
  const path = entryOf(CLEARS_IF_ABSENT, eventName);
  return path === undefined || withoutRequest || set.some(({ field }) => foldPath(field) === foldPath(path))
    ? []
    : [path];
};

/** A member that is null is one that was not given. */
export const isGiven = ({ to }: FieldSet): boolean => to.kind !== 'value' || to.value !== null;

/** Whether a call takes a value away by an empty one. */
export const isCleared = ({ eventName }: Change, { field, to }: FieldSet): boolean =>
  to.kind === 'value' &&
  (to.value === '' || to.value === null) &&
  foldPath(entryOf(CLEARS_IF_ABSENT, eventName) ?? '') === foldPath(field);

/** Calls that tie a thing to one other, in the place of the one before: all others that associate add to what is there. */
const TIES_ONE = new Set(['AssociateDefaultVocabulary', 'AssociateFlow', 'AssociatePhoneNumberContactFlow']);
export const tiesOne = (eventName: string): boolean => TIES_ONE.has(eventName);

/** The calls that empty one of these fields of a type by their name only: no catalogue says which. */
export const callsClearing = (type: ResourceType, fields: ReadonlySet<string>): readonly string[] =>
  Object.entries(CLEARS).flatMap(([name, cleared]) =>
    cleared.type === type && fields.has(foldPath(cleared.field)) ? [name] : [],
  );

/** The same field under the name that the call which sets it uses. */
export const fieldName = (field: string): string => entryOf(FIELD_NAMES, field.toLowerCase()) ?? field;
const FIELD_NAMES: Readonly<Record<string, string>> = {
  // Where a phone number goes: only a call that claims or moves one sets its instance.
  instanceid: 'TargetArn',
  queuereferences: 'QueueConfigs',
  manualassignmentqueuereferences: 'ManualAssignmentQueueConfigs',
  emailaddressesid: 'EmailAddressesConfig',
  parenthoursofoperationids: 'ParentHoursOfOperationConfigs',
  securityprofiles: 'SecurityProfileIds',
  // Of a flow module's alias, where it is made.
  aliasname: 'Name',
  bottags: 'tags',
  tags: 'tags',
  tagkeys: 'tags',
};

/** The top member of a path, folded. */
export const topOf = (path: string): string => foldPath(fieldName(path.split(/[.[]/)[0] ?? path));

/**
 * Settings that are one thing under two names, in forms that can't be held against each other: where a call sets the one, what was
 * in the other is not known any more.
 */
const SAME_THING: readonly (readonly [string, string])[] = [
  // UpdateUserPhoneConfig sets for all channels what UpdateUserConfig, which replaces it, sets for each.
  ['PhoneConfig.AutoAccept', 'AutoAcceptConfigs'],
  ['PhoneConfig.AfterContactWorkTimeLimit', 'AfterContactWorkConfigs'],
  ['PhoneConfig.PhoneType', 'PhoneNumberConfigs'],
  ['PhoneConfig.DeskPhoneNumber', 'PhoneNumberConfigs'],
  ['PhoneConfig.PersistentConnection', 'PersistentConnectionConfigs'],
  ['DisplayOrder', 'ResetOrderNumber'],
  ['PeriodicSessionDuration', 'SessionInactivityDuration'],
];

/** A number that goes elsewhere leaves its flow behind (JSDoc of UpdatePhoneNumber): which it has from then on is not said. */
const LEFT_BEHIND: readonly (readonly [set: string, doubted: string])[] = [['TargetArn', 'ContactFlowId']];

const DOUBTS = [
  ...SAME_THING.flatMap(([one, other]) => [[one, other] as const, [other, one] as const]),
  ...LEFT_BEHIND,
];
const BY_SET = groupedBy(DOUBTS, ([set]) => topOf(set));
const BY_DOUBTED = groupedBy(DOUBTS, ([, doubted]) => topOf(doubted));

/** The fields whose values are not known once this one was set. */
export const othersOf = (top: string): readonly string[] =>
  (BY_SET.get(foldPath(top)) ?? []).map(([, doubted]) => doubted);

/** The fields that make the value of this one not known, once they are set. */
export const doubtersOf = (top: string): readonly string[] => (BY_DOUBTED.get(foldPath(top)) ?? []).map(([set]) => set);

/** Members that belong to one part of a thing, which the call names: what another call set in them is no earlier value. */
const OF_A_PART: Readonly<Record<string, readonly string[]>> = {
  ActivateEvaluationForm: ['EvaluationFormVersion'],
  BatchUpdateCustomVocabularyItem: ['customVocabularyItemList'],
  BatchUpdateDataTableValue: ['Values'],
  DeactivateEvaluationForm: ['EvaluationFormVersion'],
  DeleteEvaluationForm: ['EvaluationFormVersion'],
  DeleteWorkspaceMedia: ['MediaType'],
  ImportWorkspaceMedia: ['MediaType', 'MediaSource'],
  UpdateDataTablePrimaryValues: ['PrimaryValues', 'NewPrimaryValues'],
  UpdateEvaluationForm: ['EvaluationFormVersion'],
};

export const isOfAPart = (eventName: string, field: string): boolean =>
  (entryOf(OF_A_PART, eventName) ?? []).some((member) => foldPath(member) === foldPath(field));
