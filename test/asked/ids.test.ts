import { answerQuestion } from '../../bot/answer-question';
import { directoryOf } from '../../bot/directory/directory';
import { parseQuery } from '../../bot/query/parse-query';
import { recordSource } from '../support/record-source';
import { askAbout, askSent, calls, found, NOW, SOURCES } from './ask-both';

const INSTANCE = '9db333d8-55b8-4d61-8f05-694dec53099e';
const OTHER = 'a51146d3-8077-4f99-8eba-84cf1d5e9b24';
const ACCOUNT = 'us-east-1:210987654321';
const TABLE = 'fefbdb67-a3b2-4570-80c2-9fd64907931f';
const USER = '0bfe935e-70c3-41c7-8a3a-fc75ce0d0ca2';
const LEX = 'lex.amazonaws.com';
const VOICE_ID = 'voiceid.amazonaws.com';
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';

const bot = [
  'CreateBot',
  { source: LEX, request: { botName: 'OrderBot' }, response: { botId: 'ORDERBOT01' } },
] as const;
const alias = [
  'CreateBotAlias',
  {
    source: LEX,
    request: { botId: 'ORDERBOT01', botAliasName: 'live', botVersion: '1' },
    response: { botAliasId: 'ALIASLIVE1', botId: 'ORDERBOT01' },
  },
] as const;
const ALIAS_ARN = `arn:aws:lex:${ACCOUNT}:bot-alias/ORDERBOT01/ALIASLIVE1`;
const tagged = (resourceARN: string) =>
  ['TagResource', { source: LEX, request: { resourceARN, tags: { a: 'b' } } }] as const;
const linked = (request: object, name = 'AssociateBot') =>
  [name, { request: { InstanceId: INSTANCE, ...request } }] as const;
const LAMBDA = `arn:aws:lambda:${ACCOUNT}:function:order-status`;

describe('An id that is no UUID', () => {
  it.each([
    [
      'a Voice ID domain, whose name is hidden',
      'UcUuCPFOsAjzg9xoByUatN',
      calls(
        [
          'CreateDomain',
          {
            source: VOICE_ID,
            request: { name: HIDDEN },
            response: { domain: { domainId: 'UcUuCPFOsAjzg9xoByUatN', name: HIDDEN } },
          },
        ],
        ['DeleteDomain', { source: VOICE_ID, request: { domainId: 'UcUuCPFOsAjzg9xoByUatN' } }],
      ),
    ],
    ['a Lex bot', 'ORDERBOT01', calls(bot, ['DeleteBot', { source: LEX, request: { botId: 'ORDERBOT01' } }])],
    [
      'a storage setting',
      'a1b2-association',
      calls(
        [
          'AssociateInstanceStorageConfig',
          {
            request: { InstanceId: INSTANCE, ResourceType: 'CALL_RECORDINGS', StorageConfig: {} },
            response: { AssociationId: 'a1b2-association' },
          },
        ],
        [
          'DisassociateInstanceStorageConfig',
          {
            request: { InstanceId: INSTANCE, ResourceType: 'CALL_RECORDINGS', AssociationId: 'a1b2-association' },
          },
        ],
      ),
    ],
    [
      'a security key',
      'key/1',
      calls(
        [
          'AssociateSecurityKey',
          { request: { InstanceId: INSTANCE, Key: HIDDEN }, response: { AssociationId: 'key/1' } },
        ],
        ['DisassociateSecurityKey', { request: { InstanceId: INSTANCE, AssociationId: 'key/1' } }],
      ),
    ],
    [
      'a data set that several were shared with',
      'contact_record',
      calls(
        [
          'BatchAssociateAnalyticsDataSet',
          { request: { InstanceId: INSTANCE, DataSetIds: ['queue', 'contact_record'] } },
        ],
        ['DisassociateAnalyticsDataSet', { request: { InstanceId: INSTANCE, DataSetId: 'contact_record' } }],
      ),
    ],
    [
      'an approved origin',
      'https://app.example.com',
      calls(
        ['AssociateApprovedOrigin', { request: { InstanceId: INSTANCE, Origin: 'https://app.example.com' } }],
        ['DisassociateApprovedOrigin', { request: { InstanceId: INSTANCE, Origin: 'https://app.example.com' } }],
      ),
    ],
    [
      'a bot of Lex V1 by its name',
      'OrderFlowers',
      calls(
        ['PutBot', { source: LEX, request: { name: 'OrderFlowers', childDirected: false } }],
        ['TagResource', { source: LEX, request: { resourceArn: `arn:aws:lex:${ACCOUNT}:bot:OrderFlowers`, tags: [] } }],
      ),
    ],
  ])('of %s is asked as any: %s', async (_, id, records) => {
    expect(await found(id, records)).toEqual(['1', '2']);
    expect(await found(`"${id}"`, records)).toEqual(['1', '2']);
    expect(await found(id, records.slice(1))).toEqual(['2']);
  });

  it('may have failed', async () => {
    const records = calls(
      [
        'DeletePredefinedAttribute',
        { request: { InstanceId: INSTANCE, Name: 'Language' }, error: 'ResourceInUseException' },
      ],
      [
        'DeleteDataTableAttribute',
        {
          request: { InstanceId: INSTANCE, DataTableId: TABLE, AttributeName: 'Price' },
          error: 'AccessDeniedException',
        },
      ],
    );
    expect(await found('language', records)).toEqual(['1']);
    expect(await found('Price', records)).toEqual(['2']);
    expect(await found(`${TABLE}/Price`, records)).toEqual(['2']);
  });

  it('is asked with the slash that a browser shows', async () => {
    const records = calls([
      'DisassociateApprovedOrigin',
      { request: { InstanceId: INSTANCE, Origin: 'https://app.example.com' } },
    ]);
    expect(await found('https://app.example.com/', records)).toEqual(['1']);
    expect(await found('origin https://app.example.com', records)).toEqual(['1']);
  });
});

it.each(['ORDERBOT01', 'ESCALATION', 'my-key'])(
  'Where not all could be searched for an id, the answer says so: %s',
  async (asked) => {
    const parsed = parseQuery(asked, { now: NOW, zone: 'UTC' });
    if (parsed.kind !== 'query') throw new Error(asked);
    const { find, requests } = recordSource([], NOW, ({ targets }) => targets === undefined);
    const deps = { find, directory: directoryOf([]), instances: [], now: () => NOW };
    const answered = await answerQuestion(parsed.query, deps);
    if (answered.kind !== 'answer') throw new Error(asked);
    const { outcome, coverage } = answered.answer;
    expect([outcome, coverage.complete, coverage.lacks]).toEqual(['unknown', false, ['ids']]);
    expect(coverage.notes.join()).toContain(`“${asked}” is an id`);
    // What looks like no id is not worth all the calls that there are.
    const looked = requests.filter(({ targets }) => targets !== undefined);
    expect(looked.map(({ optional }) => optional)).toEqual([asked === 'ORDERBOT01' ? undefined : 'names']);
  },
);

it.each([
  ['call recordings', ['1', '2']],
  ['CALL_RECORDINGS', ['1', '2']],
  ['data storage setting call recordings', ['1', '2']],
  ['Contact Lens', ['3']],
  ['instance setting "Contact Lens"', ['3']],
])('A setting is asked as an answer tells it: %s', async (asked, events) => {
  const storage = { InstanceId: INSTANCE, ResourceType: 'CALL_RECORDINGS', AssociationId: 'abc' };
  const records = calls(
    ['UpdateInstanceStorageConfig', { request: storage }],
    ['DisassociateInstanceStorageConfig', { request: storage }],
    ['UpdateInstanceAttribute', { request: { InstanceId: INSTANCE, AttributeType: 'CONTACT_LENS', Value: 'true' } }],
  );
  expect(await found(asked, records)).toEqual(events);
});

describe('An id that means a thing in each instance', () => {
  const there = calls(
    ['DisassociateLambdaFunction', { request: { InstanceId: INSTANCE, FunctionArn: LAMBDA } }],
    ['AssociateLambdaFunction', { request: { InstanceId: OTHER, FunctionArn: LAMBDA } }],
  );

  it.each([
    [LAMBDA, ['1', '2']],
    [`${LAMBDA} instance:${INSTANCE}`, ['1']],
    [`${LAMBDA} instance:${OTHER}`, ['2']],
    ['order-status', ['1', '2']],
  ])('is asked in all of them, or in the one that is named: %s', async (asked, events) => {
    expect(await found(asked, there)).toEqual(events);
  });

  it('is told as direct in each', async () => {
    for (const source of SOURCES) {
      const { changes } = await askSent(LAMBDA, there, source);
      expect(changes.map(({ relation }) => relation)).toEqual(['direct', 'direct']);
    }
  });

  it('is asked in that of which only a failed call tells, too', async () => {
    const request = { LanguageCode: 'en-US', VocabularyId: TABLE };
    const error = 'AccessDeniedException';
    const abroad = { InstanceId: `arn:aws:connect:eu-west-2:210987654321:instance/${USER}` };
    const records = calls(
      ['AssociateDefaultVocabulary', { request: { ...request, InstanceId: INSTANCE }, error }],
      ['AssociateDefaultVocabulary', { request: { ...request, InstanceId: OTHER } }],
      ['AssociateDefaultVocabulary', { request: { ...request, ...abroad }, error, region: 'eu-west-2' }],
    );
    const subject = { kind: 'id', id: 'en-US' } as const;
    for (const source of SOURCES) {
      const { changes } = await askAbout(subject, records, source);
      expect(changes.map(({ change }) => change.eventId)).toEqual(['3', '2', '1']);
    }
    expect(await found('en-US', records)).toEqual(['1', '2', '3']);
  });
});

describe('An alias of a Lex bot', () => {
  const records = calls(alias, tagged(ALIAS_ARN), linked({ LexV2Bot: { AliasArn: ALIAS_ARN } }));

  it.each(['live', ALIAS_ARN, encodeURIComponent(ALIAS_ARN), 'ORDERBOT01/ALIASLIVE1', 'bot alias live'])(
    'is one thing by each of its ids: %s',
    async (asked) => {
      expect(await found(asked, records)).toEqual(['1', '2', '3']);
    },
  );

  it('of V1 goes by its name within its bot', async () => {
    const v1 = calls(
      ['PutBotAlias', { source: LEX, request: { name: 'live', botName: 'OrderFlowers', botVersion: '1' } }],
      [
        'TagResource',
        { source: LEX, request: { resourceArn: `arn:aws:lex:${ACCOUNT}:bot:OrderFlowers:live`, tags: [] } },
      ],
    );
    for (const asked of ['live', `arn:aws:lex:${ACCOUNT}:bot:OrderFlowers:live`, 'OrderFlowers/live'])
      expect(await found(asked, v1)).toEqual(['1', '2']);
    expect(await found('OrderFlowers', v1)).toEqual(['1', '2']);
  });

  it('in a network of bots is one of its own bot', async () => {
    const network = calls(alias, [
      'UpdateBot',
      {
        source: LEX,
        request: {
          botId: 'NETWORKBOT',
          botName: 'All',
          botMembers: [{ botMemberId: 'ORDERBOT01', botMemberAliasId: 'ALIASLIVE1' }],
        },
      },
    ]);
    expect(await found('live', network)).toEqual(['1', '2']);
  });
});

describe('A bot’s answer', () => {
  const records = calls(
    bot,
    linked({ LexV2Bot: { AliasArn: ALIAS_ARN } }),
    tagged(ALIAS_ARN),
    ['CreateResourcePolicy', { source: LEX, request: { resourceArn: ALIAS_ARN, policy: '{}' } }],
    linked({ LexV2Bot: { AliasArn: ALIAS_ARN } }, 'DisassociateBot'),
  );

  it.each(['OrderBot', 'ORDERBOT01', `arn:aws:lex:${ACCOUNT}:bot/ORDERBOT01`])(
    'holds what links it to an instance, and what is on its aliases: %s',
    async (asked) => {
      expect(await found(asked, records)).toEqual(['1', '2', '3', '4', '5']);
    },
  );

  it('tells links as changes of something else', async () => {
    for (const source of SOURCES) {
      const { changes } = await askSent('OrderBot', records, source);
      expect(changes.map(({ relation }) => relation)).toEqual(['indirect', 'indirect', 'direct', 'indirect', 'direct']);
    }
  });

  it('holds the links of V1, in whatever Region the bot is', async () => {
    const v1 = calls(
      ['PutBot', { source: LEX, request: { name: 'OrderFlowers', childDirected: false } }],
      linked({ LexBot: { Name: 'OrderFlowers', LexRegion: 'us-east-1' } }, 'AssociateLexBot'),
      linked({ BotName: 'OrderFlowers', LexRegion: 'us-east-1' }, 'DisassociateLexBot'),
    );
    expect(await found('OrderFlowers', v1)).toEqual(['1', '2', '3']);
  });
});

it('A Voice ID domain’s answer holds what links it to an instance', async () => {
  const arn = `arn:aws:voiceid:${ACCOUNT}:domain/UcUuCPFOsAjzg9xoByUatN`;
  const records = calls(linked({ IntegrationType: 'VOICE_ID', IntegrationArn: arn }, 'CreateIntegrationAssociation'));
  expect(await found(arn, records)).toEqual(['1']);
  expect(await found('UcUuCPFOsAjzg9xoByUatN', records)).toEqual(['1']);
});

describe('An attribute of a data table that was renamed', () => {
  const request = { InstanceId: INSTANCE, DataTableId: TABLE, ValueType: 'NUMBER' };
  const records = calls(
    ['CreateDataTableAttribute', { request: { ...request, Name: 'Price' } }],
    ['UpdateDataTableAttribute', { request: { ...request, AttributeName: 'Price', Name: 'Cost' } }],
    ['UpdateDataTableAttribute', { request: { ...request, AttributeName: 'Cost', Name: 'Cost', ValueType: 'TEXT' } }],
    ['DeleteDataTableAttribute', { request: { ...request, AttributeName: 'Cost' } }],
    ['CreateDataTableAttribute', { request: { ...request, DataTableId: OTHER, Name: 'Unrelated' } }],
  );

  it.each(['Cost', 'Price', 'price', `${TABLE}/Cost`, `${TABLE}/Price`, 'table attribute Cost'])(
    'is one thing by each of its names: %s',
    async (asked) => {
      expect(await found(asked, records)).toEqual(['1', '2', '3', '4']);
    },
  );

  it('is one thing in the headline, too', async () => {
    for (const source of SOURCES) expect((await askSent('Cost', records, source)).subjects).toHaveLength(1);
  });

  it('has the values from before under its new name', async () => {
    for (const source of SOURCES) {
      const { changes } = await askSent('Cost', records, source);
      const fieldsOf = (eventId: string) =>
        changes.find(({ change }) => change.eventId === eventId)?.fields.map(({ field, from }) => [field, from]);
      expect(fieldsOf('2')).toContainEqual(['Name', { kind: 'value', value: 'Price' }]);
      expect(fieldsOf('3')).toEqual([
        ['ValueType', { kind: 'value', value: 'NUMBER' }],
        ['Name', { kind: 'value', value: 'Cost' }],
      ]);
    }
  });

  it('is not one of another table', async () => {
    const two = calls(
      ['CreateDataTableAttribute', { request: { ...request, Name: 'Price' } }],
      [
        'UpdateDataTableAttribute',
        { request: { ...request, DataTableId: OTHER, AttributeName: 'Price', Name: 'Cost' } },
      ],
    );
    expect(await found(`${TABLE}/Price`, two)).toEqual(['1']);
  });
});

it('A page of a workspace that was renamed is one thing by each of its names', async () => {
  const request = { InstanceId: INSTANCE, WorkspaceId: TABLE };
  const records = calls(
    ['CreateWorkspacePage', { request: { ...request, Page: 'HOME' } }],
    ['UpdateWorkspacePage', { request: { ...request, Page: 'HOME', NewPage: 'CUSTOM:main' } }],
    ['DeleteWorkspacePage', { request: { ...request, Page: 'CUSTOM:main' } }],
  );
  for (const asked of ['HOME', 'CUSTOM:main', 'workspace page "CUSTOM:main"'])
    expect(await found(asked, records)).toEqual(['1', '2', '3']);
});

describe('A proficiency', () => {
  const attribute = (instance: string) =>
    ['CreatePredefinedAttribute', { request: { InstanceId: instance, Name: 'Language' } }] as const;
  const given = (instance: string) =>
    [
      'AssociateUserProficiencies',
      {
        request: {
          InstanceId: instance,
          UserId: USER,
          UserProficiencies: [{ AttributeName: 'Language', AttributeValue: 'German', Level: 3 }],
        },
      },
    ] as const;

  it('is an indirect change of its attribute', async () => {
    const records = calls(attribute(INSTANCE), given(INSTANCE));
    expect(await found('Language', records)).toEqual(['1', '2']);
    expect(await found('Language only:direct', records)).toEqual(['1']);
  });

  it('of an instance is none of another’s attribute', async () => {
    expect(await found(`Language instance:${INSTANCE}`, calls(attribute(INSTANCE), given(OTHER)))).toEqual(['1']);
  });
});

describe('An ARN of another service', () => {
  const records = calls(
    ['AssociateLambdaFunction', { request: { InstanceId: INSTANCE, FunctionArn: LAMBDA } }],
    ['DisassociateLambdaFunction', { request: { InstanceId: INSTANCE, FunctionArn: LAMBDA } }],
    ['AssociateLambdaFunction', { request: { InstanceId: OTHER, FunctionArn: `${LAMBDA}:PROD` } }],
  );

  it.each([
    [LAMBDA, ['1', '2']],
    [encodeURIComponent(LAMBDA), ['1', '2']],
    [`"${LAMBDA}"`, ['1', '2']],
    ['order-status', ['1', '2']],
    ['ORDER-STATUS', ['1', '2']],
    ['lambda order-status', ['1', '2']],
    [`${LAMBDA}:PROD`, ['3']],
    ['order-status:PROD', ['3']],
  ])('is the id of a linked Lambda function: %s', async (asked, events) => {
    expect(await found(asked, records)).toEqual(events);
  });

  it('is known where nothing but the end of the link is recorded', async () => {
    const ended = records.slice(1, 2);
    for (const asked of [LAMBDA, 'order-status']) expect(await found(asked, ended)).toEqual(['2']);
  });

  it('is the id of whatever else it stands for', async () => {
    const agent = `arn:aws:wisdom:${ACCOUNT}:ai-agent/1/2`;
    const request = {
      InstanceId: INSTANCE,
      EntityType: 'AI_AGENT',
      EntityArn: agent,
      SecurityProfiles: [{ Id: TABLE }],
    };
    expect(await found(agent, calls(['AssociateSecurityProfiles', { request }]))).toEqual(['1']);
  });

  it.each([
    'arn:aws:s3:::recordings',
    `arn:aws:lambda:${ACCOUNT}:function:another`,
    `arn:aws:connect:${ACCOUNT}:instance/${INSTANCE}/contact/${USER}`,
  ])('that no record names is told as what it is: %s', async (asked) => {
    for (const source of SOURCES) {
      const { outcome, coverage } = await askSent(asked, records, source);
      expect(outcome).toBe('nothing');
      expect(coverage.notes.join()).toContain(
        'Things of other services, such as Lambda functions, are found by their ARN',
      );
    }
  });
});
