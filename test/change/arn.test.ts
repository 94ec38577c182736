import fc from 'fast-check';
import { parseArn } from '../../bot/change/arn';
import type { ResourceType } from '../../bot/change/catalogue';

const IN_INSTANCE: readonly (readonly [path: string, type: ResourceType])[] = [
  ['agent', 'user'],
  ['agent-group', 'user-hierarchy-group'],
  ['agent-state', 'agent-status'],
  ['authentication-profile', 'authentication-profile'],
  ['contact-flow', 'flow'],
  ['data-table', 'data-table'],
  ['email-address', 'email-address'],
  ['evaluation-form', 'evaluation-form'],
  ['extraction-definition', 'extraction-definition'],
  ['flow-module', 'flow-module'],
  ['integration-association', 'integration-association'],
  ['metric', 'metric'],
  ['operating-hours', 'hours-of-operation'],
  ['phone-number', 'phone-number'],
  ['prompt', 'prompt'],
  ['queue', 'queue'],
  ['routing-profile', 'routing-profile'],
  ['rule', 'rule'],
  ['security-profile', 'security-profile'],
  ['task-template', 'task-template'],
  ['traffic-distribution-group', 'traffic-distribution-group'],
  ['transfer-destination', 'quick-connect'],
  ['use-case', 'use-case'],
  ['view', 'view'],
  ['vocabulary', 'vocabulary'],
  ['workspace', 'workspace'],
];

describe('an ARN of Connect', () => {
  it.each(IN_INSTANCE)('with instance/…/%s/… names a thing of type %s in its instance', (path, type) => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), fc.stringMatching(/^\d{12}$/), (instanceId, id, account) => {
        expect(parseArn(`arn:aws:connect:eu-west-2:${account}:instance/${instanceId}/${path}/${id}`)).toEqual({
          service: 'connect',
          type,
          id,
          instanceId,
          region: 'eu-west-2',
          account,
        });
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    ['instance/i-1', { type: 'instance', id: 'i-1', instanceId: 'i-1' }],
    ['phone-number/p-1', { type: 'phone-number', id: 'p-1' }],
    ['traffic-distribution-group/t-1', { type: 'traffic-distribution-group', id: 't-1' }],
    ['instance/i-1/queue/agent/u-1', { type: 'queue', id: 'u-1', instanceId: 'i-1' }],
    ['instance/i-1/view/v-1:7', { type: 'view', id: 'v-1:7', instanceId: 'i-1' }],
    ['instance/i-1/contact-flow/f-1:$SAVED', { type: 'flow', id: 'f-1:$SAVED', instanceId: 'i-1' }],
  ])('%s is understood', (resource, expected) => {
    expect(parseArn(`arn:aws:connect:us-east-1:111122223333:${resource}`)).toEqual({
      service: 'connect',
      region: 'us-east-1',
      account: '111122223333',
      ...expected,
    });
  });

  it('may have its account and ids masked', () => {
    const masked = 'arn:aws:connect:us-east-1:XXXXXXXXX:instance/e013010d-c287-401c-8e59-XXXXXXXXX/queue/a83ab579';
    expect(parseArn(masked)).toMatchObject({
      type: 'queue',
      id: 'a83ab579',
      account: 'XXXXXXXXX',
      instanceId: 'e013010d-c287-401c-8e59-XXXXXXXXX',
    });
  });

  it('may be of another partition', () => {
    expect(parseArn('arn:aws-us-gov:connect:us-gov-west-1:111122223333:instance/i-1')?.region).toBe('us-gov-west-1');
  });
});

describe('an ARN of Voice ID or Lex', () => {
  it.each([
    ['voiceid', 'domain/UcUuCPFOsAjzg9xoByUatN', { type: 'voiceid-domain', id: 'UcUuCPFOsAjzg9xoByUatN' }],
    ['lex', 'bot/ABCDEFGHIJ', { type: 'lex-bot', id: 'ABCDEFGHIJ' }],
    ['lex', 'bot-alias/ABCDEFGHIJ/TSTALIASID', { type: 'lex-bot-alias', id: 'ABCDEFGHIJ/TSTALIASID' }],
    ['lex', 'bot:OrderFlowers', { type: 'lex-bot', id: 'OrderFlowers' }],
    ['lex', 'bot:OrderFlowers:$LATEST', { type: 'lex-bot', id: 'OrderFlowers' }],
    ['lex', 'bot:OrderFlowers:3', { type: 'lex-bot-version', id: 'OrderFlowers/3' }],
    ['lex', 'bot:OrderFlowers:PROD', { type: 'lex-bot-alias', id: 'OrderFlowers/PROD' }],
    ['lex', 'bot-channel:OrderFlowers:PROD:Web', { type: 'lex-bot-channel', id: 'OrderFlowers/Web' }],
  ])('of %s, %s is understood', (service, resource, expected) => {
    expect(parseArn(`arn:aws:${service}:us-west-2:111122223333:${resource}`)).toEqual({
      service,
      region: 'us-west-2',
      account: '111122223333',
      ...expected,
    });
  });
});

describe('anything else', () => {
  it.each([
    '',
    'queue-test-1',
    'arn:aws:lambda:us-east-1:111122223333:function:route-calls',
    'arn:aws:sqs:us-east-1:111122223333:queue/q-1',
    'arn:aws:connect:us-east-1:111122223333:instance/',
    'arn:aws:connect:us-east-1:111122223333:instance/i-1/queue/',
    'arn:aws:connect:us-east-1:111122223333:instance/i-1/queue/agent/',
    'arn:aws:connect:us-east-1:111122223333:instance/i-1/contact/c-1',
    'arn:aws:connect:us-east-1:111122223333:instance/i-1/constructor/c-1',
    'arn:aws:connect:us-east-1:111122223333:instance/i-1/queue/q-1/more',
    'arn:aws:voiceid:us-east-1:111122223333:domain/',
    'arn:aws:lex:us-east-1:111122223333:bot-alias/ONLYTHEBOT',
    'arn:aws:lex:us-east-1:111122223333:bot:',
  ])('is not taken for an ARN of ours: %s', (text) => {
    expect(parseArn(text)).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => parseArn(`arn:aws:connect:r:a:${text}`)?.id !== ''));
  });
});
