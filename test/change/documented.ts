import { readdirSync, readFileSync } from 'node:fs';
import type { Operation } from '../../bot/change/catalogue';
import type { LeftOut, ListRule } from '../../bot/change/what-calls-do';

/**
 * What AWS documents of the lists that calls name, and of what they leave out: the sentences are from the JSDoc of the SDK's clients,
 * and a test finds each there. Where nothing is documented, `because` says what was decided by.
 */

type Source = { readonly says: string } | { readonly because: string };

export const LISTS: readonly (readonly [call: string, rule: ListRule, source: Source])[] = [
  [
    'UpdateRoutingProfileQueues',
    'alters',
    { says: 'Updates the properties associated with a set of queues for a routing profile.' },
  ],
  [
    'UpdateUserProficiencies',
    'alters',
    { says: 'Updates the properties associated with the proficiencies of a user.' },
  ],
  [
    'UpdateRoutingProfileConcurrency',
    'not documented',
    {
      because:
        '“Updates the channels that agents can handle”: whether a channel that is not named is taken away is not said, and no other call takes one away',
    },
  ],
  [
    'UpdateUserConfig',
    'not documented',
    { because: 'each list holds settings “for each channel”: what becomes of a channel that is not named is not said' },
  ],
  ['BatchCreateDataTableValue', 'adds', { says: 'Creates values for attributes in a data table.' }],
  ['BatchUpdateDataTableValue', 'alters', { says: 'Updates multiple data table values' }],
  ['BatchDeleteDataTableValue', 'removes', { says: 'Deletes multiple values from a data table.' }],
  ['BatchCreateCustomVocabularyItem', 'adds', { says: 'Create a batch of custom vocabulary items' }],
  ['BatchUpdateCustomVocabularyItem', 'alters', { says: 'Update a batch of custom vocabulary items' }],
  ['BatchDeleteCustomVocabularyItem', 'removes', { says: 'Delete a batch of custom vocabulary items' }],
  // By their verbs:
  [
    'AssociateHoursOfOperations',
    'adds',
    { says: 'Associates a set of hours of operations with another hours of operation.' },
  ],
  ['AssociateQueueEmailAddresses', 'adds', { says: 'Associates a set of email addresses with a queue' }],
  ['AssociateQueueQuickConnects', 'adds', { says: 'Associates a set of quick connects with a queue.' }],
  ['AssociateRoutingProfileQueues', 'adds', { says: 'Associates a set of queues with a routing profile.' }],
  ['AssociateSecurityProfiles', 'adds', { says: 'Associate security profiles with an Entity' }],
  ['AssociateUserProficiencies', 'adds', { says: 'Associates a set of proficiencies with a user.' }],
  ['AssociateWorkspace', 'adds', { says: 'Associates a workspace with one or more users or routing profiles' }],
  ['BatchAssociateAnalyticsDataSet', 'adds', { says: 'Associates a list of analytics datasets' }],
  ['BatchDisassociateAnalyticsDataSet', 'removes', { says: 'Removes a list of analytics datasets' }],
  ['DisassociateHoursOfOperations', 'removes', { says: 'Disassociates a set of hours of operations' }],
  [
    'DisassociateQueueEmailAddresses',
    'removes',
    { says: 'Removes the association between a set of email addresses and a queue.' },
  ],
  ['DisassociateQueueQuickConnects', 'removes', { says: 'Disassociates a set of quick connects from a queue.' }],
  ['DisassociateRoutingProfileQueues', 'removes', { says: 'Disassociates a set of queues from a routing profile.' }],
  ['DisassociateSecurityProfiles', 'removes', { says: 'Disassociates a security profile' }],
  ['DisassociateUserProficiencies', 'removes', { says: 'Disassociates a set of proficiencies from a user.' }],
  [
    'DisassociateWorkspace',
    'removes',
    { says: 'Removes the association between a workspace and one or more users or routing profiles.' },
  ],
  // As a value that takes the place of the one before:
  ['PutBot', 'replaces', { says: 'the fields in the request replace the existing values in the' }],
  ['PutIntent', 'replaces', { says: 'with the values in the request' }],
  ['PutSlotType', 'replaces', { says: 'the fields in the request replace the existing values in the' }],
  ['PutBotAlias', 'replaces', { says: 'replaces an alias for the specified bot' }],
  ['UpdateEvaluationForm', 'replaces', { says: 'Instead it does a full update of evaluation form content.' }],
  ['UpdateTaskTemplate', 'replaces', { says: 'Instead it does a full update of template content.' }],
  [
    'UpdateDataTableAttribute',
    'replaces',
    { says: 'It does not act as a patch operation - all properties must be provided.' },
  ],
  ['UpdateIntent', 'replaces', { says: 'A new list of contexts' }],
  ['UpdateSlotType', 'replaces', { says: 'A new list of values' }],
  [
    'UpdateUserSecurityProfiles',
    'replaces',
    { says: 'Assigns the specified security profiles to the specified user.' },
  ],
  ['UpdateTrafficDistribution', 'replaces', { because: 'the shares of a distribution make up a whole' }],
  ...(
    [
      'UpdateAttachedFilesConfiguration',
      'UpdateAuthenticationProfile',
      'UpdateBot',
      'UpdateBotAlias',
      'UpdateHoursOfOperation',
      'UpdateHoursOfOperationOverride',
      'UpdateMetricContent',
      'UpdatePredefinedAttribute',
      'UpdateRule',
      'UpdateSecurityProfile',
      'UpdateSlot',
      'UpdateViewContent',
    ] as const
  ).map(
    (call) =>
      [
        call,
        'replaces',
        {
          because:
            'the member is documented as what the thing has (“the permissions granted to a security profile”), like any other value, and no call puts in or takes out single items',
        },
      ] as const,
  ),
];

/** Lists by which a call says something else than what a thing holds. */
export const NO_LISTS_OF_THE_THING: Readonly<Record<string, string>> = {
  StartImport: 'what is imported is a thing of its own',
  TagResource: 'tags are told key by key',
  UntagResource: 'tags are told key by key',
  UpdateDataTablePrimaryValues: 'the values name a row, and give it others',
};

export const LEFT_OUT: readonly (readonly [call: string, rule: LeftOut, source: Source])[] = [
  ['PutBot', 'goes', { says: 'removes any fields that you don' }],
  ['PutIntent', 'goes', { says: 'removes fields that you don' }],
  ['PutSlotType', 'goes', { says: 'removes the fields that you don' }],
  ['UpdateDataTableAttribute', 'goes', { says: 'It does not act as a patch operation' }],
  ['UpdateDomain', 'goes', { says: 'is not provided, it is removed from the domain.' }],
  ['UpdateEvaluationForm', 'goes', { says: 'This operation does not support partial updates.' }],
  ['UpdateTaskTemplate', 'goes', { says: 'This operation does not support partial updates.' }],
  ['UpdateDataTableMetadata', 'not stated', { says: 'all properties must be provided or defaults will be used.' }],
  ['UpdateAttachedFilesConfiguration', 'stays', { says: 'Partial updates are supported' }],
  [
    'UpdateTrafficDistribution',
    'stays',
    { says: 'also shift agents and/or agent sign-ins to ensure they can handle the calls' },
  ],
  ['UpdatePhoneNumber', 'stays', { because: 'the instance and the ARN are two ways to say where it goes' }],
  ['UpdatePhoneNumberMetadata', 'stays', { because: 'it has one setting' }],
  ['UpdateWorkspaceTheme', 'stays', { because: 'it has one setting' }],
  ['AssociateRoutingProfileQueues', 'stays', { says: 'Associates a set of queues with a routing profile.' }],
  ['AssociateBot', 'stays', { because: 'it names the bot in one form or the other' }],
  ['AssociateAnalyticsDataSet', 'stays', { because: 'the account says where the data set goes' }],
  ['BatchAssociateAnalyticsDataSet', 'stays', { because: 'the account says where the data sets go' }],
  ['ReplicateInstance', 'stays', { because: 'the alias is the replica’s' }],
  ['StartImport', 'stays', { because: 'what is imported is a thing of its own' }],
  ...(
    [
      'PutBotAlias',
      'UpdateAuthenticationProfile',
      'UpdateBot',
      'UpdateBotAlias',
      'UpdateBotLocale',
      'UpdateEmailAddressMetadata',
      'UpdateExtractionDefinition',
      'UpdateIntent',
      'UpdatePredefinedAttribute',
      'UpdateRule',
      'UpdateSecurityProfile',
      'UpdateSlot',
      'UpdateSlotType',
      'UpdateUserConfig',
    ] as const
  ).map((call) => [call, 'not stated', { because: 'nothing is documented' }] as const),
];

/** Settings that a call leaves in doubt without naming them. */
export const LEAVES_BEHIND: readonly (readonly [call: string, source: Source])[] = [
  ['UpdatePhoneNumber', { says: "It doesn't migrate the flow configuration of the phone number, too." }],
];

/** Calls that take a value away where they leave its member out or empty. */
export const CLEARS: readonly (readonly [call: string, source: Source])[] = [
  ['AssociateDefaultVocabulary', { says: 'If this is empty, the default is set to none.' }],
  ['UpdateQueueMaxContacts', { because: 'the member is optional, and the call has no other' }],
  ['UpdateUserHierarchy', { because: 'the member is optional, and the call has no other' }],
];

const PACKAGES = {
  connect: 'client-connect',
  voiceid: 'client-voice-id',
  lexv1: 'client-lex-model-building-service',
  lexv2: 'client-lex-models-v2',
} as const satisfies Record<Operation['service'], string>;

const texts = new Map<string, string>();
const textOf = (file: string): string => {
  const text = texts.get(file) ?? readFileSync(file, 'utf8');
  texts.set(file, text);
  return text;
};

const plain = (doc: string): string =>
  doc
    .replace(/^\s*\*\s?/gm, ' ')
    .replace(/<[^>]+>/g, '')
    .replace(/\s+/g, ' ');

/** All that the SDK says of a call and of the members of its request. */
export const docsOf = ({ service, name }: Pick<Operation, 'service' | 'name'>): string => {
  const types = `node_modules/@aws-sdk/${PACKAGES[service]}/dist-types`;
  const models = readdirSync(`${types}/models`)
    .filter((file) => file.startsWith('models_'))
    .map((file) => textOf(`${types}/models/${file}`))
    .join('\n');
  const request = new RegExp(`export interface ${name}Request [^]*?\\n}`).exec(models)?.[0] ?? '';
  return plain(`${textOf(`${types}/commands/${name}Command.d.ts`)} ${request}`);
};

/** The members of a request that may be left out. */
export const optionalMembers = (operation: Pick<Operation, 'service' | 'name'>): readonly string[] =>
  [...rawRequest(operation).matchAll(/^ {4}(\w+)\?:/gm)].map(([, member]) => member ?? '');

const rawRequest = ({ service, name }: Pick<Operation, 'service' | 'name'>): string => {
  const types = `node_modules/@aws-sdk/${PACKAGES[service]}/dist-types/models`;
  const files = readdirSync(types).filter((file) => file.startsWith('models_'));
  const found = files.map(
    (file) => new RegExp(`export interface ${name}Request [^]*?\\n}`).exec(textOf(`${types}/${file}`))?.[0],
  );
  return found.find((text) => text !== undefined) ?? '';
};
