import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AnsweredChange } from '../bot/answer/answer';
import { plainText } from '../bot/answer/wording/pieces';
import { trailAnswerer } from '../bot/local/trail-answerer';
import { parseQuery } from '../bot/query/parse-query';

/** Questions asked of log files as people ask them: what each answer says was set. */

const NOW = new Date('2026-11-21T12:00:00Z');
const INSTANCE = '11111111-2222-4333-8444-555555555555';
const ARN = `arn:aws:connect:us-east-1:111122223333:instance/${INSTANCE}`;
const id = (n: number): string => `${n.toString(16).padStart(8, '0')}-aaaa-4bbb-8ccc-dddddddddddd`;

type Call = readonly [eventName: string, request: object, response?: object];

/** The calls as records, one a day at noon from the first of November. */
const recordsOf = (calls: readonly Call[]) =>
  calls.map(([eventName, request, response], at) => ({
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      arn: 'arn:aws:iam::111122223333:user/ann',
      accountId: '111122223333',
      userName: 'ann',
    },
    eventTime: `2026-11-${String(at + 1).padStart(2, '0')}T12:00:00Z`,
    eventSource: 'connect.amazonaws.com',
    eventName,
    awsRegion: 'us-east-1',
    userAgent: 'aws-cli/2.27.41',
    requestParameters: { InstanceId: INSTANCE, ...request },
    responseElements: response ?? null,
    eventID: id(1000 + at),
    eventType: 'AwsApiCall',
    recipientAccountId: '111122223333',
    eventCategory: 'Management',
  }));

/** What a question about the calls is answered, newest first. */
const ask = async (calls: readonly Call[], question: string): Promise<readonly AnsweredChange[]> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'what-was-set-'));
  try {
    writeFileSync(path.join(folder, 'records.json'), JSON.stringify({ Records: recordsOf(calls) }));
    const parsed = parseQuery(question, { now: NOW, zone: 'UTC' });
    if (parsed.kind !== 'query') throw new Error(`${question} is not understood`);
    const answered = await trailAnswerer(folder, [], () => NOW)(parsed.query);
    if (answered.kind !== 'answer') throw new Error(answered.mistake.message);
    return answered.answer.changes;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** Who did them is another matter. */
const deeds = (changes: readonly AnsweredChange[]): readonly string[] => changes.map(({ deed }) => plainText(deed));

const VOCABULARY: readonly Call[] = [
  ['CreateVocabulary', { VocabularyName: 'Products', LanguageCode: 'en-US' }, { VocabularyId: id(1) }],
  ['AssociateDefaultVocabulary', { LanguageCode: 'en-US', VocabularyId: id(1) }],
];

it('a default vocabulary that is cleared or replaced is found by the one that it was', async () => {
  const cleared = await ask([...VOCABULARY, ['AssociateDefaultVocabulary', { LanguageCode: 'en-US' }]], 'Products');
  expect(deeds(cleared)[0]).toBe(`took Products away as the default vocabulary en-US in instance with id ${INSTANCE}`);
  expect(cleared.map(({ relation }) => relation)).toEqual(['indirect', 'indirect', 'direct']);

  const replaced = await ask(
    [
      ...VOCABULARY,
      ['CreateVocabulary', { VocabularyName: 'Places', LanguageCode: 'en-US' }, { VocabularyId: id(2) }],
      ['AssociateDefaultVocabulary', { LanguageCode: 'en-US', VocabularyId: id(2) }],
    ],
    'Products',
  );
  expect(deeds(replaced)[0]).toBe(
    `set the default vocabulary en-US in instance with id ${INSTANCE} from Products to Places`,
  );
});

it('what is no longer tied to a flow is found by the flow', async () => {
  const sms = {
    ResourceType: 'SMS_PHONE_NUMBER',
    ResourceId: 'arn:aws:sms-voice:us-east-1:111122223333:phone-number/p1',
  };
  const changes = await ask(
    [
      ['CreateContactFlow', { Name: 'Texts' }, { ContactFlowId: id(3) }],
      ['AssociateFlow', { ...sms, FlowId: id(3) }],
      ['DisassociateFlow', sms],
    ],
    'Texts',
  );
  expect(deeds(changes)).toEqual([
    'detached SMS phone number p1 from flow Texts',
    'pointed SMS phone number p1 to flow Texts',
    'created flow Texts',
  ]);
});

it('security profiles given by either call are the user’s, and one history', async () => {
  const entity = { EntityType: 'USER', EntityArn: `${ARN}/agent/${id(5)}` };
  const calls: readonly Call[] = [
    ['CreateUser', { Username: 'bob', SecurityProfileIds: [id(6)] }, { UserId: id(5) }],
    ['CreateSecurityProfile', { SecurityProfileName: 'Admin' }, { SecurityProfileId: id(7) }],
    ['AssociateSecurityProfiles', { ...entity, SecurityProfiles: [{ Id: id(7) }] }],
    ['UpdateUserSecurityProfiles', { UserId: id(5), SecurityProfileIds: [id(6)] }],
  ];
  const bob = await ask(calls, 'bob');
  expect(bob.map(({ relation }) => relation)).toEqual(['direct', 'direct', 'direct']);
  expect(deeds(bob).slice(0, 2)).toEqual([
    'took the security profile Admin from user bob',
    'gave user bob the security profile Admin',
  ]);
  expect(deeds(await ask(calls, 'Admin'))).toEqual([
    'took the security profile Admin from user bob',
    'gave user bob the security profile Admin',
    'created security profile Admin',
  ]);
});
