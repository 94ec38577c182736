import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { OPERATIONS } from '../../bot/change/catalogue';
import type { Change } from '../../bot/change/change';
import { decodeEscapes } from '../../bot/change/ids';
import { normalize } from '../../bot/change/normalize';
import { idFrom, websiteEvent } from '../../bot/local/aws/records';

const PUBLISHED = path.join(__dirname, '../../bot/local/sample/published');
const AS_PRINTED = path.join(__dirname, '../records/as-printed');
const recordsIn = (folder: string): [string, unknown][] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => [file, JSON.parse(readFileSync(path.join(folder, file), 'utf8'))]);

const changeOf = (json: unknown): Change => {
  const normalized = normalize(json);
  if (normalized.kind !== 'change') throw new Error(`not a change: ${JSON.stringify(normalized)}`);
  return normalized.change;
};
const outcomeOf = (json: unknown): string => {
  const normalized = normalize(json);
  if (normalized.kind === 'change') {
    const { verb, resource, nameInRecord, mentions, via } = normalized.change;
    const mentioned = mentions.map((mention) => mention.resource.type).sort();
    return [verb, resource.type, resource.id ?? '-', nameInRecord ?? '-', mentioned.join('+') || '-', via].join(' ');
  }
  return normalized.kind === 'foreign' ? 'foreign' : `${normalized.kind}: ${normalized.because}`;
};

const MASKED = 'xxxxxxxxxxxxxx';
const EXPECTED: Readonly<Record<string, string>> = {
  CreateQueue: 'create queue a83ab579-6766-4d6f-82e1-fef7c743a510 queue-test-1 hours-of-operation connect website',
  CreateUser: 'create user - cm-nakahara-1 routing-profile+security-profile connect website',
  UpdateUserSecurityProfiles: `update user ${MASKED} - security-profile connect website`,
  DeleteUser: `delete user ${MASKED} - - connect website`,
  CreateRoutingProfile: 'create routing-profile - - - connect website',
  AssociateRoutingProfileQueues: `associate routing-profile ${MASKED} - queue connect website`,
  UpdateRoutingProfileConcurrency: `update routing-profile ${MASKED} - - connect website`,
  'CreateQueue 000_nakahara': 'create queue - 000_nakahara hours-of-operation connect website',
  UpdateQueueName: `update queue ${MASKED} 001_nakahara - connect website`,
  GetContactAttributes: 'left out: read',
  CreateDomain: 'create voiceid-domain UcUuCPFOsAjzg9xoByUatN - - cli or sdk',
  PutBot: 'unusable: its eventTime is not a time',
};
const expectedFor = (json: unknown): string | undefined => {
  const { eventName, requestParameters } = json as { eventName: string; requestParameters: { Name?: string } };
  return EXPECTED[`${eventName} ${requestParameters.Name}`] ?? EXPECTED[eventName];
};

const published = (name: string): unknown =>
  recordsIn(PUBLISHED).find(([, json]) => (json as { eventName: string }).eventName === name)?.[1];

describe('published records', () => {
  it.each([...recordsIn(PUBLISHED), ...recordsIn(AS_PRINTED)])(
    '%s becomes the right change, or is left out for a reason',
    (_file, json) => {
      expect(outcomeOf(json)).toBe(expectedFor(json));
    },
  );

  it('tells the bot of the Lex documentation once its placeholder time is a time', () => {
    const putBot = published('PutBot');
    const change = changeOf({ ...(putBot as object), eventTime: '2026-11-01T09:00:00Z' });
    expect(change).toMatchObject({
      verb: 'put',
      resource: { service: 'lex', type: 'lex-bot', id: 'CloudTrailBot' },
      nameInRecord: 'CloudTrailBot',
      actor: { kind: 'unknown', principal: 'user name' },
      region: 'region',
    });
  });

  it('takes the instance from the answer where the request masks it', () => {
    const createQueue = recordsIn(PUBLISHED).find(([, json]) => expectedFor(json) === EXPECTED.CreateQueue)?.[1];
    expect(changeOf(createQueue).resource.instance).toEqual({
      id: 'e013010d-c287-401c-8e59-XXXXXXXXX',
      region: 'us-east-1',
      account: 'XXXXXXXXX',
    });
  });
});

const INSTANCE = {
  id: '11111111-2222-4333-8444-555555555555',
  region: 'us-east-1',
  account: '111122223333',
  alias: 'x',
};
const QUEUE = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
const queueArn = `arn:aws:connect:us-east-1:111122223333:instance/${INSTANCE.id}/queue/${QUEUE}`;
const USER = '99999999-aaaa-4bbb-8ccc-dddddddddddd';
const at = new Date('2026-11-02T10:00:00Z');
const byWebsite = (eventName: string, requestParameters: Record<string, unknown>) =>
  websiteEvent({ instance: INSTANCE, userId: USER, eventName, requestParameters, time: at } as Parameters<
    typeof websiteEvent
  >[0]);

describe('ids', () => {
  it.each([
    ['bare', QUEUE],
    ['in capitals', QUEUE.toUpperCase()],
    ['as an ARN', queueArn],
    ['as a URL-encoded ARN', encodeURIComponent(queueArn)],
  ])('are read %s', (_how, id) => {
    const change = changeOf(byWebsite('UpdateQueueStatus', { QueueId: id, Status: 'DISABLED' }));
    expect(change.resource.id?.toLowerCase()).toBe(QUEUE);
    expect(change.resource.instance?.id).toBe(INSTANCE.id);
  });

  it('leaves illegal escapes as they are and decodes the legal ones', () => {
    expect(decodeEscapes('arn%3Aaws%3xconnect')).toBe('arn:aws%3xconnect');
    expect(decodeEscapes('%E3%81%82')).toBe('あ');
    expect(decodeEscapes('a%3Ab%3')).toBe('a:b%3');
  });

  it('takes the draft mark off a flow id and keeps it apart', () => {
    const change = changeOf(
      byWebsite('UpdateContactFlowContent', { ContactFlowId: `${QUEUE}:$SAVED`, Content: '***' }),
    );
    expect(change.resource).toMatchObject({ type: 'flow', id: QUEUE });
    expect(change.idSuffix).toBe('$SAVED');
    expect(change.set).toEqual([{ field: 'Content', to: { kind: 'hidden' } }]);
  });

  it('names a version within its flow, so that two flows have no version in common', () => {
    const version = (flow: string) =>
      changeOf(byWebsite('DeleteContactFlowVersion', { ContactFlowId: flow, ContactFlowVersion: '3' })).resource.id;
    expect(version(QUEUE)).not.toBe(version(USER));
    expect(version(QUEUE)).toBe(`${QUEUE}/3`);
  });

  it('are read where records write versions as numbers', () => {
    const made = byWebsite('CreateContactFlowVersion', { ContactFlowId: QUEUE });
    expect(changeOf({ ...made, responseElements: { Version: 4 } }).resource.id).toBe(`${QUEUE}/4`);
  });

  it('are none where AWS hides them', () => {
    const hidden = 'HIDDEN_DUE_TO_SECURITY_REASONS';
    const event = {
      ...byWebsite('DeleteFraudster', { domainId: 'd', fraudsterId: hidden }),
      eventSource: 'voiceid.amazonaws.com',
    };
    expect(changeOf(event).resource.id).toBeUndefined();
  });

  it('are the same of a bot’s intent whether it is changed or named', () => {
    const lex = (eventName: string, requestParameters: Record<string, unknown>) =>
      changeOf({ ...byWebsite(eventName, requestParameters), eventSource: 'lex.amazonaws.com' });
    const intent = lex('UpdateIntent', { botId: 'BOT', localeId: 'en_US', intentId: 'INTENT', intentName: 'Pay' });
    const slot = lex('UpdateSlot', { botId: 'BOT', intentId: 'INTENT', slotId: 'SLOT', slotTypeId: 'TYPE' });
    expect(slot.mentions.map(({ resource }) => resource.id)).toContain(intent.resource.id);
    expect(slot.mentions.map(({ resource }) => resource.id)).toContain('BOT/TYPE');
  });

  it('takes what is named by an ARN only for the thing that changes: a user whose security profiles do', () => {
    const given = (EntityArn: string) =>
      changeOf(
        websiteEvent({
          instance: { id: idFrom('prod'), region: 'us-east-1', account: '111122223333' },
          userId: idFrom('ann'),
          time: new Date('2026-11-01T08:00:00Z'),
          eventName: 'AssociateSecurityProfiles',
          requestParameters: { SecurityProfiles: [{ Id: idFrom('admin') }], EntityArn },
        }),
      );
    const user = given(`arn:aws:connect:us-east-1:111122223333:instance/${idFrom('prod')}/agent/${idFrom('bob')}`);
    expect(user.resource).toMatchObject({ type: 'user', id: idFrom('bob') });
    expect(user.mentions.map(({ resource }) => `${resource.type} ${resource.id}`)).toEqual([
      `security-profile ${idFrom('admin')}`,
    ]);
    const agent = given('arn:aws:wisdom:us-east-1:111122223333:ai-agent/a1/b2');
    expect(agent.resource).toMatchObject({
      type: 'unknown',
      id: 'arn:aws:wisdom:us-east-1:111122223333:ai-agent/a1/b2',
    });
  });

  it('reads the type of a tagged thing from its ARN', () => {
    const change = changeOf(byWebsite('TagResource', { resourceArn: queueArn, tags: { team: 'x' } }));
    expect(change).toMatchObject({
      verb: 'tag',
      resource: { type: 'queue', id: QUEUE, instance: { id: INSTANCE.id } },
    });
  });
});

describe('what is a change', () => {
  it('keeps a mutating-looking call that the catalogue does not know, with the things it names', () => {
    const change = changeOf(byWebsite('ReassignQueueOwner', { QueueId: QUEUE, OwnerPassword: 'hunter2' }));
    expect(change).toMatchObject({ inCatalogue: false, resource: { type: 'unknown' } });
    expect(change.mentions.map(({ resource }) => [resource.type, resource.id])).toEqual([['queue', QUEUE]]);
    expect(JSON.stringify(change)).not.toContain('hunter2');
    // Its instance is where it was made, and no thing that it names.
    expect(change.mentions).toHaveLength(1);
  });

  it.each([
    ['GetMetricDataV2', false, 'left out: read'],
    ['ListQueues', false, 'left out: read'],
    ['UpdateContactAttributes', false, 'left out: contact'],
    ['UpdateQueueStatus', true, `update queue ${QUEUE} - - connect website`],
  ])('%s is judged by its name, whatever readOnly says (%s)', (eventName, readOnly, expected) => {
    expect(outcomeOf({ ...byWebsite(eventName, { QueueId: QUEUE }), readOnly })).toBe(expected);
  });

  it.each([
    ['sqs.amazonaws.com', 'CreateQueue'],
    ['iam.amazonaws.com', 'CreateUser'],
    ['kms.amazonaws.com', 'TagResource'],
  ])('%s %s belongs to another service', (eventSource, eventName) => {
    expect(normalize({ eventName, eventSource, eventTime: 'nonsense' })).toEqual({ kind: 'foreign' });
  });

  it('tells a failed call as failed', () => {
    const failed = { ...byWebsite('UpdateQueueStatus', { QueueId: QUEUE }), errorCode: 'AccessDeniedException' };
    expect(changeOf(failed).outcome).toEqual({ kind: 'failed', errorCode: 'AccessDeniedException' });
  });

  it('never shows a value that the model marks as personal or secret', () => {
    const user = byWebsite('CreateUser', {
      Username: 'ann',
      Password: 'plain-secret',
      IdentityInfo: { FirstName: 'Ann', Email: 'ann@example.com' },
    });
    expect(JSON.stringify(changeOf(user))).not.toMatch(/plain-secret|ann@example\.com/);
    // What we withhold is told apart from what AWS hid.
    const password = (Password: string) =>
      changeOf(byWebsite('CreateUser', { Username: 'ann', Password })).set.find(({ field }) => field === 'Password')
        ?.to;
    expect([password('plain-secret'), password('***')]).toEqual([
      { kind: 'hidden', withheld: true },
      { kind: 'hidden' },
    ]);
  });

  it('has a change for every configuration operation of the catalogue', () => {
    const sources = { connect: 'connect', voiceid: 'voiceid', lexv1: 'lex', lexv2: 'lex' } as const;
    for (const { name, service, category } of OPERATIONS.filter(
      (operation) => operation.category === 'config-change',
    )) {
      const event = {
        eventSource: `${sources[service]}.amazonaws.com`,
        eventName: name,
        eventTime: '2026-11-01T00:00:00Z',
      };
      expect([name, category, normalize(event).kind]).toEqual([name, 'config-change', 'change']);
    }
  });

  it('survives any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...OPERATIONS.map(({ name }) => name)), (params, eventName) => {
        const event = { eventSource: 'connect.amazonaws.com', eventName, eventTime: '2026-11-01T00:00:00Z' };
        normalize(params);
        normalize({ ...event, requestParameters: params, responseElements: params, userIdentity: params });
      }),
    );
  });
});

it.each<[string | undefined, string]>([
  ['1.05', 'change'],
  ['1.11', 'change'],
  ['1.99', 'change'],
  [undefined, 'change'],
  ['2.0', 'unusable: its eventVersion is 2.0, which is not known'],
  ['11.0', 'unusable: its eventVersion is 11.0, which is not known'],
])('A record of version %s is told by its version', (eventVersion, expected) => {
  const { eventVersion: _own, ...record } = published('UpdateQueueName') as Record<string, unknown>;
  const normalized = normalize({ ...record, ...(eventVersion !== undefined && { eventVersion }) });
  expect(normalized.kind === 'unusable' ? `unusable: ${normalized.because}` : normalized.kind).toBe(expected);
});

it('The instance of a moved phone number is what the call sets, and of any other call where the thing is', () => {
  const InstanceId = '11111111-2222-4333-8444-555555555555';
  const PhoneNumberId = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
  const call = (eventName: string) =>
    changeOf({
      ...(published('UpdateQueueName') as object),
      eventName,
      requestParameters: { InstanceId, PhoneNumberId, ClientToken: 'x' },
    });
  const moved = call('UpdatePhoneNumber');
  expect(moved.set).toEqual([{ field: 'InstanceId', to: { kind: 'value', value: InstanceId } }]);
  expect(moved.mentions).toMatchObject([{ resource: { type: 'instance', id: InstanceId }, path: 'InstanceId' }]);
  expect(call('AssociatePhoneNumberContactFlow').set).toEqual([]);
});
