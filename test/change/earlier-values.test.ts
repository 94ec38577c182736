import type { Change } from '../../bot/change/change';
import type { FieldChange } from '../../bot/change/effect';
import { effectsOf, operationsReferringTo, operationsTellingBefore } from '../../bot/change/history';
import { normalize } from '../../bot/change/normalize';
import { arnOfInstance, idFrom as id, websiteEvent } from '../../bot/local/aws/records';

const PROD = { id: id('prod'), region: 'us-east-1', account: '111122223333' };
const START = Date.parse('2026-11-01T08:00:00Z');
const LEX = 'lex.amazonaws.com';
const VOICE_ID = 'voiceid.amazonaws.com';

/** A record, but for its time: calls of a story come an hour after one another. */
interface Call {
  readonly name: string;
  readonly request?: unknown;
  readonly answer?: Record<string, unknown>;
  readonly error?: string;
  readonly of?: string;
}
const call = (name: string, request: unknown, over: Omit<Call, 'name' | 'request'> = {}): Call => ({
  name,
  request,
  ...over,
});

const changesOf = (calls: readonly Call[]): readonly Change[] =>
  calls.map(({ name, request, answer, error, of = 'connect.amazonaws.com' }, hour) => {
    const record = websiteEvent({
      instance: PROD,
      userId: id('ann'),
      time: new Date(START + hour * 3_600_000),
      eventName: name,
      eventSource: of,
      ...(answer && { responseElements: answer }),
      ...(error && { errorCode: error }),
      overrides: { requestParameters: request },
    });
    const normalized = normalize(record);
    if (normalized.kind !== 'change') throw new Error(normalized.kind);
    return normalized.change;
  });

const told = (calls: readonly Call[]) => {
  const changes = changesOf(calls);
  const last = changes.at(-1);
  const effect = effectsOf(changes, () => true).get(last?.eventId ?? '');
  if (effect === undefined) throw new Error('no effect');
  return effect;
};
const fieldsOf = (calls: readonly Call[]): readonly FieldChange[] => told(calls).fields;
const shown = (side: FieldChange['from'] | FieldChange['to']): unknown =>
  side.kind === 'value' ? side.value : side.kind === 'not known' ? `not known: ${side.because}` : side.kind;
/** A field of the last call, from what to what; `none` of it where the call does not bear on it. */
const shift = (calls: readonly Call[], field: string, item?: string): unknown => {
  const found = fieldsOf(calls).find((one) => one.field === field && one.item === item);
  return found === undefined ? 'not told' : [shown(found.from), shown(found.to)];
};
const UNKNOWN = 'not known: not recorded';

const QUEUE = { InstanceId: PROD.id, QueueId: id('queue') };
const max = (MaxContacts: number, over = {}) => call('UpdateQueueMaxContacts', { ...QUEUE, MaxContacts }, over);
const PROFILE = { InstanceId: PROD.id, RoutingProfileId: id('profile') };
const USER = { InstanceId: PROD.id, UserId: id('user') };
const RIGHTS = { InstanceId: PROD.id, SecurityProfileId: id('rights') };
const arn = (kind: string, name: string) => `${arnOfInstance(PROD)}/${kind}/${id(name)}`;

describe('one call after another', () => {
  it('states what a data storage setting was added with', () => {
    const AssociationId = 'ca88dd1b5fe4';
    const recordings = (BucketName: string) => ({ StorageType: 'S3', S3Config: { BucketName, BucketPrefix: 'p' } });
    const storage = (name: string, StorageConfig: object, over = {}) =>
      call(
        name,
        { InstanceId: PROD.id, ResourceType: 'CALL_RECORDINGS', StorageConfig, ...over },
        { answer: { AssociationId } },
      );
    const added = storage('AssociateInstanceStorageConfig', recordings('first'));
    const calls = [added, storage('UpdateInstanceStorageConfig', recordings('second'), { AssociationId })];
    expect(shift([added], 'StorageConfig.S3Config.BucketName')).toEqual(['none', 'first']);
    expect(shift(calls, 'StorageConfig.S3Config.BucketName')).toEqual(['first', 'second']);
    expect(shift(calls, 'ResourceType')).toEqual(['CALL_RECORDINGS', 'CALL_RECORDINGS']);
  });

  it('states the name that an alias of a flow module was made with', () => {
    const made = call(
      'CreateContactFlowModuleAlias',
      { InstanceId: PROD.id, ContactFlowModuleId: id('module'), AliasName: 'live' },
      { answer: { Id: id('alias') } },
    );
    const renamed = call('UpdateContactFlowModuleAlias', {
      InstanceId: PROD.id,
      ContactFlowModuleId: id('module'),
      AliasId: id('alias'),
      Name: 'prod',
    });
    expect(shift([made, renamed], 'Name')).toEqual(['live', 'prod']);
  });

  const channels = (...all: readonly (readonly [string, number])[]) =>
    call('UpdateRoutingProfileConcurrency', {
      ...PROFILE,
      MediaConcurrencies: all.map(([Channel, Concurrency]) => ({ Channel, Concurrency })),
    });
  const made = call(
    'CreateRoutingProfile',
    {
      InstanceId: PROD.id,
      Name: 'Tier 1',
      MediaConcurrencies: [
        { Channel: 'VOICE', Concurrency: 1 },
        { Channel: 'CHAT', Concurrency: 2, CrossChannelBehavior: { BehaviorType: 'ROUTE_ANY_CHANNEL' } },
      ],
    },
    { answer: { RoutingProfileId: id('profile') } },
  );
  const contact = (Channel: string, AutoAccept: boolean) =>
    call('UpdateUserConfig', { ...USER, AutoAcceptConfigs: [{ Channel, AutoAccept }] });
  const config = (lists: object) => call('UpdateUserConfig', { ...USER, ...lists });
  const work = (AfterContactWorkTimeLimit: number) => [
    { Channel: 'VOICE', AfterContactWorkConfig: { AfterContactWorkTimeLimit } },
  ];
  const both = { AutoAcceptConfigs: [{ Channel: 'VOICE', AutoAccept: true }], AfterContactWorkConfigs: work(20) };
  const phone = (PhoneConfig: object) => call('UpdateUserPhoneConfig', { ...USER, PhoneConfig });
  const number = { PhoneNumberId: id('number') };
  const other = `arn:aws:connect:us-east-1:111122223333:instance/${id('test')}`;
  const claimed = (request: object) =>
    call('ClaimPhoneNumber', { PhoneNumber: '+15550111', ...request }, { answer: number });
  const moved = call('UpdatePhoneNumber', { ...number, TargetArn: other });
  const flow = (name: string) =>
    call('AssociatePhoneNumberContactFlow', { ...number, InstanceId: PROD.id, ContactFlowId: id(name) });
  const tag = (tags: unknown, service = 'connect') =>
    service === 'connect'
      ? call('TagResource', { resourceArn: arn('queue', 'queue'), tags })
      : call('TagResource', { resourceArn: 'arn:aws:lex:us-east-1:111122223333:bot:Orders', tags }, { of: LEX });

  it.each<[string, readonly Call[], string, string | undefined, unknown]>([
    [
      'a channel is not named',
      [made, channels(['VOICE', 1])],
      'MediaConcurrencies.Concurrency',
      'CHAT',
      [2, 'not stated'],
    ],
    [
      'what went with that channel',
      [made, channels(['VOICE', 1])],
      'MediaConcurrencies.CrossChannelBehavior.BehaviorType',
      'CHAT',
      ['ROUTE_ANY_CHANNEL', 'not stated'],
    ],
    [
      'a list of channels is left out whole',
      [config(both), config({ AfterContactWorkConfigs: work(10) })],
      'AutoAcceptConfigs.AutoAccept',
      'VOICE',
      [true, 'not stated'],
    ],
    [
      'it is stated again later',
      [config(both), config({ AfterContactWorkConfigs: work(10) }), config(both)],
      'AutoAcceptConfigs.AutoAccept',
      'VOICE',
      [UNKNOWN, true],
    ],
    [
      'the list that is stated beside it',
      [config(both), config({ AfterContactWorkConfigs: work(10) })],
      'AfterContactWorkConfigs.AfterContactWorkConfig.AfterContactWorkTimeLimit',
      'VOICE',
      [20, 10],
    ],
    ['a channel is named as it was', [made, channels(['VOICE', 1])], 'MediaConcurrencies.Concurrency', 'VOICE', [1, 1]],
    [
      'it is named later',
      [made, channels(['VOICE', 1]), channels(['VOICE', 1], ['CHAT', 3])],
      'MediaConcurrencies.Concurrency',
      'CHAT',
      [UNKNOWN, 3],
    ],
    [
      'a part of a channel is not named',
      [made, channels(['VOICE', 1], ['CHAT', 2])],
      'MediaConcurrencies.CrossChannelBehavior.BehaviorType',
      'CHAT',
      ['ROUTE_ANY_CHANNEL', 'not stated'],
    ],
    [
      'a new channel of a list that is known',
      [made, channels(['VOICE', 1], ['TASK', 4])],
      'MediaConcurrencies.Concurrency',
      'TASK',
      ['none', 4],
    ],
    [
      'contact settings of one channel',
      [contact('VOICE', true), contact('VOICE', false)],
      'AutoAcceptConfigs.AutoAccept',
      'VOICE',
      [true, false],
    ],
    [
      'contact settings of another channel',
      [contact('VOICE', true), contact('CHAT', false)],
      'AutoAcceptConfigs.AutoAccept',
      'VOICE',
      [true, 'not stated'],
    ],

    [
      'the newer call sets what the older did',
      [phone({ AutoAccept: true }), contact('VOICE', false), phone({ AutoAccept: true })],
      'PhoneConfig.AutoAccept',
      undefined,
      [UNKNOWN, true],
    ],
    [
      'the older call sets what the newer did',
      [contact('VOICE', true), phone({ AutoAccept: false }), contact('VOICE', true)],
      'AutoAcceptConfigs.AutoAccept',
      'VOICE',
      [UNKNOWN, true],
    ],
    [
      'the newer call sets something else',
      [phone({ PhoneType: 'DESK_PHONE' }), contact('VOICE', false), phone({ PhoneType: 'SOFT_PHONE' })],
      'PhoneConfig.PhoneType',
      undefined,
      ['DESK_PHONE', 'SOFT_PHONE'],
    ],
    [
      'an order that was reset',
      [
        call('UpdateAgentStatus', { AgentStatusId: id('s'), DisplayOrder: 1 }),
        call('UpdateAgentStatus', { AgentStatusId: id('s'), ResetOrderNumber: true }),
        call('UpdateAgentStatus', { AgentStatusId: id('s'), DisplayOrder: 2 }),
      ],
      'DisplayOrder',
      undefined,
      [UNKNOWN, 2],
    ],

    [
      'a number claimed by instance',
      [claimed({ InstanceId: PROD.id }), moved],
      'TargetArn',
      undefined,
      [PROD.id, other],
    ],
    [
      'a number claimed by instance, in small letters',
      [claimed({ instanceId: PROD.id }), moved],
      'TargetArn',
      undefined,
      [PROD.id, other],
    ],
    [
      'a number claimed by ARN',
      [claimed({ TargetArn: arnOfInstance(PROD) }), moved],
      'TargetArn',
      undefined,
      [arnOfInstance(PROD), other],
    ],
    [
      'a number that was imported',
      [
        call(
          'ImportPhoneNumber',
          { InstanceId: PROD.id, SourcePhoneNumberArn: 'arn:aws:sms-voice:us-east-1:111122223333:phone-number/x' },
          { answer: number },
        ),
        moved,
      ],
      'TargetArn',
      undefined,
      [PROD.id, other],
    ],

    [
      'members in small letters',
      [max(1), call('UpdateQueueMaxContacts', { instanceId: PROD.id, queueId: id('queue'), maxContacts: 5 }), max(9)],
      'MaxContacts',
      undefined,
      [5, 9],
    ],
    [
      'members of objects in small letters',
      [phone({ AutoAccept: true }), phone({ autoAccept: false })],
      'PhoneConfig.autoAccept',
      undefined,
      [true, false],
    ],
    [
      'an object in small letters',
      [
        phone({ AutoAccept: true }),
        call('UpdateUserPhoneConfig', { ...USER, phoneConfig: { autoAccept: false } }),
        phone({ AutoAccept: true }),
      ],
      'PhoneConfig.AutoAccept',
      undefined,
      [false, true],
    ],
    [
      'channels in small letters',
      [
        made,
        call('UpdateRoutingProfileConcurrency', {
          ...PROFILE,
          mediaConcurrencies: [{ channel: 'CHAT', concurrency: 5 }],
        }),
      ],
      'mediaConcurrencies.concurrency',
      'CHAT',
      [2, 5],
    ],
    [
      'tags that differ by a capital',
      [tag({ team: 'red' }), tag({ Team: 'blue' })],
      'tags.Team',
      undefined,
      [UNKNOWN, 'blue'],
    ],
    [
      'tags in a list',
      [
        tag([{ key: 'team', value: 'red' }], 'lex'),
        tag([{ key: 'env', value: 'prod' }], 'lex'),
        tag([{ key: 'team', value: 'blue' }], 'lex'),
      ],
      'tags.team',
      undefined,
      ['red', 'blue'],
    ],

    [
      'a member that is null',
      [max(5), call('UpdateQueueMaxContacts', { ...QUEUE, MaxContacts: null })],
      'MaxContacts',
      undefined,
      [5, 'none'],
    ],
    [
      'a member of an object that is null',
      [phone({ PhoneType: 'SOFT_PHONE', AutoAccept: true }), phone({ PhoneType: 'SOFT_PHONE', AutoAccept: null })],
      'PhoneConfig.AutoAccept',
      undefined,
      [true, 'not stated'],
    ],
    [
      'a default vocabulary that is left out',
      [
        call('AssociateDefaultVocabulary', { InstanceId: PROD.id, LanguageCode: 'en-US', VocabularyId: id('v') }),
        call('AssociateDefaultVocabulary', { InstanceId: PROD.id, LanguageCode: 'en-US' }),
      ],
      'VocabularyId',
      undefined,
      [id('v'), 'none'],
    ],
    [
      'the flow of a number that was moved, which stays behind',
      [claimed({ TargetArn: arnOfInstance(PROD) }), flow('a'), moved, flow('b')],
      'ContactFlowId',
      undefined,
      [UNKNOWN, id('b')],
    ],
    [
      'the flow of a number that was moved and then has none',
      [flow('a'), moved, call('DisassociatePhoneNumberContactFlow', { ...number, InstanceId: id('test') })],
      'ContactFlowId',
      undefined,
      [UNKNOWN, 'none'],
    ],
    [
      'the flow of a number that could not be moved',
      [flow('a'), { ...moved, error: 'AccessDeniedException' }, flow('b')],
      'ContactFlowId',
      undefined,
      [id('a'), id('b')],
    ],
    [
      'the place of a number that was given a flow',
      [claimed({ TargetArn: arnOfInstance(PROD) }), flow('a'), moved],
      'TargetArn',
      undefined,
      [arnOfInstance(PROD), other],
    ],
    [
      'a default vocabulary that is empty',
      [
        call('AssociateDefaultVocabulary', { InstanceId: PROD.id, LanguageCode: 'en-US', VocabularyId: id('v') }),
        call('AssociateDefaultVocabulary', { InstanceId: PROD.id, LanguageCode: 'en-US', VocabularyId: '' }),
      ],
      'VocabularyId',
      undefined,
      [id('v'), 'none'],
    ],
    [
      'a flow that something was tied to',
      [
        call('AssociateFlow', {
          InstanceId: PROD.id,
          ResourceId: 'r',
          FlowId: id('f'),
          ResourceType: 'SMS_PHONE_NUMBER',
        }),
        call('DisassociateFlow', { InstanceId: PROD.id, ResourceId: 'r', ResourceType: 'SMS_PHONE_NUMBER' }),
      ],
      'FlowId',
      undefined,
      [id('f'), 'none'],
    ],
  ])('%s', (_, calls, field, item, expected) => {
    expect(shift(calls, field, item)).toEqual(expected);
  });

  it('reads for an earlier value what sets the same under another name', () => {
    const names = (...calls: readonly Call[]) => changesOf(calls).map(operationsTellingBefore);
    expect(names(phone({ AutoAccept: true }))[0]).toEqual(
      expect.arrayContaining(['CreateUser', 'UpdateUserPhoneConfig', 'UpdateUserConfig']),
    );
    expect(names(contact('VOICE', true))[0]).toEqual(expect.arrayContaining(['UpdateUserPhoneConfig']));
    expect(names(moved)[0]).toEqual(expect.arrayContaining(['ClaimPhoneNumber', 'ImportPhoneNumber']));
    expect(names(flow('a'))[0]).toContain('UpdatePhoneNumber');
    expect(names(moved)[0]).not.toContain('AssociatePhoneNumberContactFlow');
    expect(operationsReferringTo('vocabulary')).toContain('AssociateDefaultVocabulary');
    expect(operationsReferringTo('flow')).toEqual(
      expect.arrayContaining([
        'AssociateFlow',
        'DisassociateFlow',
        'DisassociatePhoneNumberContactFlow',
        'UpdatePhoneNumber',
      ]),
    );
  });
});

describe('what an update could state and leaves out', () => {
  const rights = (request: object) => call('UpdateSecurityProfile', { ...RIGHTS, ...request });
  const x = { AllowedAccessControlTags: { team: 'x' }, TagRestrictedResources: ['User'] };
  const form = (request: object) =>
    call('UpdateEvaluationForm', {
      EvaluationFormId: id('form'),
      EvaluationFormVersion: 1,
      Title: 'A',
      Items: [],
      ...request,
    });
  const domain = (request: object) =>
    call('UpdateDomain', { domainId: 'UcUuCPFOsAjzg9xoByUatN', name: 'A', ...request }, { of: VOICE_ID });
  const bot = (request: object) =>
    call('PutBot', { name: 'Orders', locale: 'en-US', childDirected: false, ...request }, { of: LEX });
  const hours = (request: object) => call('UpdateHoursOfOperation', { HoursOfOperationId: id('hours'), ...request });

  it.each<[string, readonly Call[], string, unknown]>([
    [
      'of a security profile is not stated any more',
      [rights(x), rights({ AllowedAccessControlTags: { team: 'y' } })],
      'TagRestrictedResources',
      [['User'], 'not stated'],
    ],
    [
      'is not known from then on',
      [rights(x), rights({ Permissions: ['A'] }), rights(x)],
      'TagRestrictedResources',
      [UNKNOWN, ['User']],
    ],
    [
      'of a call that does a full update is gone',
      [form({ Description: 'Old' }), form({})],
      'Description',
      ['Old', 'none'],
    ],
    ['of a full update was not there before', [form({}), form({ Description: 'New' })], 'Description', ['none', 'New']],
    [
      'of a Voice ID domain is gone, as documented',
      [domain({ description: 'Old' }), domain({})],
      'description',
      ['not known: hidden', 'none'],
    ],
    [
      'of a Lex V1 bot is gone, as documented',
      [bot({ description: 'Old' }), bot({ checksum: 'c' })],
      'description',
      ['Old', 'none'],
    ],
    [
      'of a Lex V1 bot may get a default',
      [bot({ idleSessionTTLInSeconds: 60 }), bot({ checksum: 'c' })],
      'idleSessionTTLInSeconds',
      [60, 'not stated'],
    ],
    [
      'of a partial update is no matter',
      [hours({ Description: 'Old' }), hours({ TimeZone: 'UTC' })],
      'Description',
      'not told',
    ],
    [
      'of a partial update stays',
      [hours({ Description: 'Old' }), hours({ TimeZone: 'UTC' }), hours({ Description: 'New' })],
      'Description',
      ['Old', 'New'],
    ],
  ])('%s', (_, calls, field, expected) => {
    expect(shift(calls, field)).toEqual(expected);
  });
});

describe('a request that was not recorded', () => {
  const omitted = { omitted: true, originalSize: 107_520, reason: 'requestParameters too large' };
  const hierarchy = (HierarchyGroupId: string) => call('UpdateUserHierarchy', { ...USER, HierarchyGroupId });
  const denied = { error: 'AccessDenied' };

  it.each(['UpdateQueueMaxContacts', 'UpdateUserHierarchy', 'AssociateDefaultVocabulary'])(
    'takes nothing away: %s',
    (name) => {
      for (const request of [null, undefined, omitted, {}]) expect(fieldsOf([call(name, request, denied)])).toEqual([]);
    },
  );

  it.each([null, undefined, omitted, {}])('leaves what was there before not known: %j', (request) => {
    const calls = [max(1), call('UpdateQueueMaxContacts', request), max(9)];
    expect(shift(calls, 'MaxContacts')).toEqual([UNKNOWN, 9]);
  });

  it('of a call that was denied leaves it known', () => {
    expect(shift([max(1), call('UpdateQueueMaxContacts', null, denied), max(9)], 'MaxContacts')).toEqual([1, 9]);
  });

  it('doubts only what the call could set, of things of its type', () => {
    const calls = [max(1), call('UpdateUserHierarchy', null), call('UpdateQueueStatus', null), max(9)];
    expect(shift(calls, 'MaxContacts')).toEqual([1, 9]);
    expect(
      shift([hierarchy(id('a')), call('UpdateUserHierarchy', null), hierarchy(id('b'))], 'HierarchyGroupId'),
    ).toEqual([UNKNOWN, id('b')]);
  });

  it('names the thing where the answer does, and is doubted alone', () => {
    const form = (name: string, Title: string) => call('UpdateEvaluationForm', { EvaluationFormId: id(name), Title });
    const large = call('UpdateEvaluationForm', omitted, { answer: { EvaluationFormId: id('a') } });
    expect(shift([form('a', 'Old'), large, form('a', 'New')], 'Title')).toEqual([UNKNOWN, 'New']);
    expect(shift([form('b', 'Old'), large, form('b', 'New')], 'Title')).toEqual(['Old', 'New']);
  });

  it('marks are no settings', () => {
    const [change] = changesOf([call('PutBot', omitted, { of: LEX })]);
    expect(change).toMatchObject({ set: [], withoutRequest: true });
    expect(changesOf([max(1)])[0]).not.toHaveProperty('withoutRequest');
  });

  it('of which a part is left is read as far as it goes', () => {
    const [change] = changesOf([call('UpdateQueueName', { ...QUEUE, ...omitted, Name: 'A' })]);
    expect(change).toMatchObject({ set: [{ field: 'Name' }], withoutRequest: true, resource: { id: id('queue') } });
  });
});

describe('a list that is set whole and put into in one second', () => {
  const whole = (at: string, ...SecurityProfileIds: readonly string[]): Change =>
    asOf(at, call('UpdateUserSecurityProfiles', { ...USER, SecurityProfileIds }));
  const one = (at: string, name: string, Id: string): Change =>
    asOf(
      at,
      call(name, {
        InstanceId: PROD.id,
        EntityType: 'USER',
        EntityArn: arn('agent', 'user'),
        SecurityProfiles: [{ Id }],
      }),
    );
  const asOf = (time: string, made: Call): Change => ({
    ...(changesOf([made])[0] as Change),
    time,
    eventId: `${time} ${made.name}`,
  });
  const [EARLY, THEN, LATE] = ['2026-11-01T08:00:00Z', '2026-11-01T09:00:00Z', '2026-11-01T10:00:00Z'];
  const earlier = (...changes: readonly Change[]): unknown => {
    const last = effectsOf(changes, () => true).get(changes.at(-1)?.eventId ?? '')?.fields[0];
    return last && shown(last.from);
  };

  it.each(['AssociateSecurityProfiles', 'DisassociateSecurityProfiles'])('holds nobody knows what: %s', (name) => {
    expect(earlier(whole(EARLY, 'x'), whole(THEN, 'a', 'b'), one(THEN, name, 'a'), whole(LATE, 'c'))).toBe(UNKNOWN);
  });

  it.each(['AssociateSecurityProfiles', 'DisassociateSecurityProfiles'])('held before it what it did: %s', (name) => {
    const first = [whole(EARLY, 'x'), whole('2026-11-01T08:30:00Z', 'y')];
    expect(earlier(...first, one(THEN, name, 'y'), whole(THEN, 'c'))).toEqual(['y']);
  });

  it('is known where the seconds differ', () => {
    const put = one(THEN, 'AssociateSecurityProfiles', 'b');
    expect(earlier(whole(EARLY, 'a'), put, whole(LATE, 'c'))).toEqual(['a', 'b']);
  });

  it('is known where the call that made the thing set it', () => {
    const made = asOf(
      THEN,
      call(
        'CreateUser',
        { InstanceId: PROD.id, Username: 'taro', SecurityProfileIds: ['a'] },
        { answer: { UserId: id('user') } },
      ),
    );
    expect(earlier(made, one(THEN, 'DisassociateSecurityProfiles', 'b'), whole(LATE, 'c'))).toEqual(['a']);
    expect(earlier(made, { ...one(THEN, 'AssociateSecurityProfiles', 'b'), eventId: 'z' }, whole(LATE, 'c'))).toEqual([
      'a',
      'b',
    ]);
  });
});

describe('a failure that may have taken effect', () => {
  it.each([
    'InternalServiceException',
    'InternalServerException',
    'InternalFailureException',
    'InternalError',
    'ServiceUnavailable',
    'ServiceUnavailableException',
    'RequestTimeout',
    'RequestTimeoutException',
    'GatewayTimeout',
    'TimedOut',
    'Server.InternalError',
    'ServiceException',
    '503',
  ])('leaves the earlier value not known: %s', (error) => {
    expect(shift([max(1), max(5, { error }), max(9)], 'MaxContacts')).toEqual([UNKNOWN, 9]);
  });

  it.each([
    'AccessDenied',
    'AccessDeniedException',
    'ThrottlingException',
    'TooManyRequestsException',
    'InvalidParameterException',
    'InvalidRequestException',
    'ResourceNotFoundException',
    'LimitExceededException',
    'ServiceQuotaExceededException',
    'ResourceConflictException',
    'DuplicateResourceException',
    'IdempotencyException',
    'PreconditionFailedException',
  ])('is none where the service refused: %s', (error) => {
    expect(shift([max(1), max(5, { error }), max(9)], 'MaxContacts')).toEqual([1, 9]);
  });

  const error = 'InternalServiceException';
  it('leaves known what it would have set to the same', () => {
    expect(shift([max(5), max(5, { error }), max(9)], 'MaxContacts')).toEqual([5, 9]);
  });

  it('leaves known what it did not set', () => {
    const status = (Status: string, over = {}) => call('UpdateQueueStatus', { ...QUEUE, Status }, over);
    expect(shift([max(5), status('DISABLED', { error }), max(9)], 'MaxContacts')).toEqual([5, 9]);
  });

  it('may have put something into a list', () => {
    const connects = (name: string, ids: readonly string[], over = {}) =>
      call(name, { ...QUEUE, QuickConnectIds: ids }, over);
    const profiles = (ids: readonly string[], over = {}) =>
      call('UpdateUserSecurityProfiles', { ...USER, SecurityProfileIds: ids }, over);
    expect(told([profiles(['a']), profiles(['b'], { error }), profiles(['c'])]).fields[0]).not.toHaveProperty(
      'removed',
    );
    expect(fieldsOf([connects('AssociateQueueQuickConnects', ['a'], { error })])).toMatchObject([{ added: ['a'] }]);
  });

  it('may have taken it away, and is told with what was there before it', () => {
    const failed = call('UpdateQueueMaxContacts', QUEUE, { error });
    expect(shift([max(5), failed], 'MaxContacts')).toEqual([5, 'none']);
    expect(shift([max(5), failed, max(9)], 'MaxContacts')).toEqual([UNKNOWN, 9]);
  });

  it('may have altered anything of its type where it does not say of which', () => {
    expect(shift([max(5), call('UpdateQueueMaxContacts', null, { error }), max(9)], 'MaxContacts')).toEqual([
      UNKNOWN,
      9,
    ]);
  });
});

describe('a part of a thing that a call names', () => {
  it('is no earlier value of another that is named: a version of an evaluation form', () => {
    const form = (name: string, EvaluationFormVersion: number) =>
      call(name, { InstanceId: PROD.id, EvaluationFormId: id('form'), EvaluationFormVersion });
    const calls = [form('ActivateEvaluationForm', 2), form('DeactivateEvaluationForm', 2)];
    expect(shift(calls, 'EvaluationFormVersion')).toEqual([UNKNOWN, 2]);
    expect(shift([...calls, form('DeleteEvaluationForm', 1)], 'EvaluationFormVersion')).toEqual([UNKNOWN, 1]);
  });

  const TABLE = { InstanceId: PROD.id, DataTableId: id('table') };
  const values = (name: string, ...Values: readonly object[]) => call(name, { ...TABLE, Values });
  const price = (Value: string) => ({ AttributeName: 'Price', Value });
  const tax = (Value: string) => ({ AttributeName: 'Tax', Value });

  it('has no earlier value in what was set of another', () => {
    const calls = [values('BatchUpdateDataTableValue', price('5')), values('BatchUpdateDataTableValue', tax('7'))];
    expect(shift(calls, 'Values')).toEqual([UNKNOWN, [tax('7')]]);
    expect(fieldsOf(calls)[0]).not.toHaveProperty('removed');
    const added = [values('BatchCreateDataTableValue', price('5')), values('BatchCreateDataTableValue', tax('7'))];
    expect(fieldsOf(added)).toMatchObject([{ field: 'Values', added: [tax('7')] }]);
    expect(fieldsOf(added)[0]).not.toHaveProperty('removed');
    const gone = [
      values('BatchCreateDataTableValue', price('5')),
      values('BatchDeleteDataTableValue', { AttributeName: 'Tax' }),
    ];
    expect(fieldsOf(gone)).toMatchObject([{ removed: [{ AttributeName: 'Tax' }] }]);
  });

  it('of a row has the values that the call gives it others for', () => {
    const row = (before: string, after: string) =>
      call('UpdateDataTablePrimaryValues', {
        ...TABLE,
        PrimaryValues: [{ AttributeName: 'Region', Value: before }],
        NewPrimaryValues: [{ AttributeName: 'Region', Value: after }],
      });
    expect(shift([row('a', 'b'), row('c', 'd')], 'NewPrimaryValues')).toEqual([
      [{ AttributeName: 'Region', Value: 'c' }],
      [{ AttributeName: 'Region', Value: 'd' }],
    ]);
    expect(shift([row('a', 'b'), row('c', 'd')], 'PrimaryValues')).toEqual([
      UNKNOWN,
      [{ AttributeName: 'Region', Value: 'c' }],
    ]);
  });

  it('of a workspace is the image that the call names', () => {
    const media = (MediaType: string, MediaSource: string) =>
      call('ImportWorkspaceMedia', { InstanceId: PROD.id, WorkspaceId: id('w'), MediaType, MediaSource });
    const calls = [media('IMAGE_LOGO_DARK_FAVICON', 's3://a'), media('IMAGE_LOGO_LIGHT_FAVICON', 's3://b')];
    expect(shift(calls, 'MediaSource')).toEqual([UNKNOWN, 's3://b']);
    expect(shift(calls, 'MediaType')).toEqual([UNKNOWN, 'IMAGE_LOGO_LIGHT_FAVICON']);
  });

  const attribute = (AttributeName: string, Name: string, ValueType: string) =>
    call('UpdateDataTableAttribute', { ...TABLE, AttributeName, Name, ValueType });
  it('without another id had the name that the call names it by', () => {
    expect(shift([attribute('Price', 'Cost', 'NUMBER')], 'Name')).toEqual(['Price', 'Cost']);
    expect(shift([attribute('Price', 'Price', 'NUMBER')], 'Name')).toEqual(['Price', 'Price']);
    const page = call('UpdateWorkspacePage', {
      InstanceId: PROD.id,
      WorkspaceId: id('w'),
      Page: 'HOME',
      NewPage: 'START',
    });
    expect(shift([page], 'NewPage')).toEqual(['HOME', 'START']);
  });

  it('keeps its values under its new name', () => {
    const calls = [attribute('Price', 'Cost', 'TEXT'), attribute('Cost', 'Cost', 'NUMBER')];
    expect(shift(calls, 'ValueType')).toEqual(['TEXT', 'NUMBER']);
  });
});

describe('lists whose items come under two names', () => {
  it.each([
    [
      'AssociateQueueEmailAddresses',
      { ...QUEUE, EmailAddressesConfig: [{ EmailAddressId: id('e') }] },
      'DisassociateQueueEmailAddresses',
      { ...QUEUE, EmailAddressesId: [id('e')] },
      'EmailAddressesConfig',
    ],
    [
      'AssociateHoursOfOperations',
      { HoursOfOperationId: id('h'), ParentHoursOfOperationConfigs: [{ HoursOfOperationId: id('p') }] },
      'DisassociateHoursOfOperations',
      { HoursOfOperationId: id('h'), ParentHoursOfOperationIds: [arn('operating-hours', 'p')] },
      'ParentHoursOfOperationConfigs',
    ],
  ])('%s', (put, putIn, took, takenOut, field) => {
    const before = call(put, putIn);
    const [change] = changesOf([call(took, takenOut)]);
    expect(change && operationsTellingBefore(change)).toContain(put);
    const [first] = fieldsOf([before]);
    expect(fieldsOf([before, call(took, takenOut)])).toEqual([
      { field, from: { kind: 'value', value: first?.added }, to: { kind: 'none' }, removed: first?.added },
    ]);
  });
});

it.each([
  ['DisassociatePhoneNumberContactFlow', 'AccessDeniedException'],
  ['DisassociateFlow', 'AccessDeniedException'],
  ['DisassociatePhoneNumberContactFlow', undefined],
])('of a request of %s that was not recorded nothing is told, whether it failed (%s) or not', (name, error) => {
  expect(fieldsOf([call(name, null, error === undefined ? {} : { error })])).toEqual([]);
});

describe('a great many', () => {
  const QUICK_CONNECT = { InstanceId: PROD.id, QuickConnectId: id('quick connect') };
  const MANY = 4_000;
  const members = (of: string) => Object.fromEntries(Array.from({ length: MANY }, (_, at) => [`${of}${at}`, at]));
  const config = (of: string) =>
    call('UpdateQuickConnectConfig', { ...QUICK_CONNECT, QuickConnectConfig: members(of) });

  it('members of an object are compared once each, not each with all others', () => {
    const { fields } = told([config('a'), config('b'), config('c')]);
    expect(fields).toHaveLength(2 * MANY);
    expect(fields.filter(({ to }) => to.kind === 'not stated')).toHaveLength(MANY);
  });

  it('calls that do not say of what they are make each thing of their kind unsure, once', () => {
    const queue = (at: number) => ({ InstanceId: PROD.id, QueueId: id(`queue ${at}`) });
    const named = (word: string) =>
      Array.from({ length: MANY }, (_, at) => call('UpdateQueueName', { ...queue(at), Name: `${word} ${at}` }));
    const unnamed = Array.from({ length: MANY }, () => call('UpdateQueueName', null));
    const changes = changesOf([...named('one'), ...unnamed, ...named('two')]);
    const effects = effectsOf(changes, () => true);
    const before = new Set(changes.slice(-MANY).map(({ eventId }) => effects.get(eventId)?.fields[0]?.from.kind));
    expect([...before]).toEqual(['not known']);
  });

  it('calls that do not say of what they are leave a later value known', () => {
    const calls = [
      call('UpdateQueueName', { ...QUEUE, Name: 'one' }),
      call('UpdateQueueName', null),
      call('UpdateQueueHoursOfOperation', null),
      call('UpdateQueueName', null),
      call('UpdateQueueName', { ...QUEUE, Name: 'two' }),
    ];
    expect(shift(calls, 'Name')).toEqual([UNKNOWN, 'two']);
    expect(shift([...calls, call('UpdateQueueName', { ...QUEUE, Name: 'three' })], 'Name')).toEqual(['two', 'three']);
  });
});
