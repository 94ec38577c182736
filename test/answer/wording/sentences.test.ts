import { WORDED } from '../../../bot/answer/wording/deeds';
import { plainText } from '../../../bot/answer/wording/pieces';
import { deedOf, sentenceOf } from '../../../bot/answer/wording/sentence';
import { OPERATIONS } from '../../../bot/change/catalogue';
import { AREAS } from './every-case';
import { type Around, IDS, type Request, toldOf } from './told';

describe.each([...AREAS])('the sentences of %s', (_area, cases) => {
  it.each([...cases])('%s %j: %s', (eventName, request, expected, around) => {
    expect(plainText(sentenceOf(toldOf(eventName, request, around)))).toBe(expected);
  });

  it.each([...cases])('%s %j, told without who did it', (eventName, request, expected, around) => {
    expect(`ann ${plainText(deedOf(toldOf(eventName, request, around)))}`).toBe(expected);
  });
});

const QUEUE = { QueueId: IDS.billing };
const limit = (MaxContacts: number) => ({ ...QUEUE, MaxContacts });

describe('of something that was asked about, one says', () => {
  it.each<[string, Request, string, Around]>([
    [
      'UpdateQueueMaxContacts',
      limit(40),
      'set the maximum contacts from 20 to 40',
      { before: [['UpdateQueueMaxContacts', limit(20)]] },
    ],
    [
      'UpdateQueueStatus',
      { ...QUEUE, Status: 'DISABLED' },
      'tried to disable it: denied, nothing changed',
      { errorCode: 'AccessDenied' },
    ],
    ['UpdateQueueName', { ...QUEUE, Name: 'New' }, 'renamed it from Billing to New', { nameBefore: 'Billing' }],
    [
      'AssociateQueueQuickConnects',
      { ...QUEUE, QuickConnectIds: [IDS.desk] },
      'added quick connect Front Desk to it',
      {},
    ],
    ['UpdateContactFlowContent', { ContactFlowId: `${IDS.menu}:$SAVED` }, 'saved a draft of it', {}],
    ['UpdateContactFlowContent', { ContactFlowId: IDS.menu }, 'updated the content', {}],
    ['DeleteUser', { UserId: IDS.bob }, 'deleted them', {}],
    [
      'UpdateUserSecurityProfiles',
      { UserId: IDS.bob, SecurityProfileIds: [IDS.admin] },
      'gave them the security profile Admin',
      { before: [['UpdateUserSecurityProfiles', { UserId: IDS.bob, SecurityProfileIds: [] }]] },
    ],
    ['UpdateHoursOfOperation', { HoursOfOperationId: IDS.weekdays }, 'updated them', {}],
    ['UpdateInstanceAttribute', { AttributeType: 'CONTACT_LENS', Value: 'false' }, 'turned it off', {}],
    ['ActivateEvaluationForm', { EvaluationFormId: IDS.form, EvaluationFormVersion: 3 }, 'activated version 3', {}],
  ])('%s %j: %s', (eventName, request, expected, around) => {
    expect(plainText(deedOf(toldOf(eventName, request, around), { it: true }))).toBe(expected);
  });
});

describe('a failed call', () => {
  it.each([
    ['AccessDeniedException', 'denied'],
    ['UnauthorizedOperation', 'denied'],
    ['ResourceNotFoundException', 'there is no such thing'],
    ['TooManyRequestsException', 'throttled'],
    ['LimitExceededException', 'over a limit (LimitExceededException)'],
    ['ResourceInUseException', 'still in use (ResourceInUseException)'],
    ['DuplicateResourceException', 'refused as a conflict (DuplicateResourceException)'],
    ['InvalidParameterException', 'refused as not valid (InvalidParameterException)'],
    ['Odd', 'refused (Odd)'],
  ])('that ended with %s says why nothing changed', (errorCode, why) => {
    const told = toldOf('UpdateQueueStatus', { ...QUEUE, Status: 'DISABLED' }, { errorCode });
    expect(plainText(sentenceOf(told))).toBe(`ann tried to disable queue Billing: ${why}, nothing changed`);
  });

  it('says nothing of what was there before, where it does not know it', () => {
    const told = toldOf('UpdateQueueMaxContacts', limit(40), { errorCode: 'AccessDenied' });
    expect(plainText(deedOf(told))).toBe(
      'tried to set the maximum contacts of queue Billing to 40: denied, nothing changed',
    );
  });

  it('shows its error code as its letters, since it comes from outside', () => {
    const pieces = sentenceOf(toldOf('DeleteQueue', QUEUE, { errorCode: '*bold*' }));
    expect(pieces).toContainEqual({ name: '*bold*', quiet: true });
  });
});

describe('names', () => {
  it('of a deleted user who made the change are marked', () => {
    const told = toldOf('DeleteQueue', QUEUE);
    const gone = { ...told, actor: { ...told.actor, deleted: true as const } };
    expect(plainText(sentenceOf(gone))).toBe('ann (user since deleted) deleted queue Billing');
  });

  it('of emergency access, which only guess at somebody, end in a comma', () => {
    const told = toldOf('UpdateContactFlowContent', { ContactFlowId: IDS.menu });
    const likely = { name: 'Shirley Rodriguez', askedAt: '2026-11-02T10:20:00Z', minutesBefore: 10, others: 0 };
    const actor = { ...told.actor, label: 'Emergency access, likely Shirley Rodriguez', likely };
    expect(plainText(sentenceOf({ ...told, actor }))).toBe(
      'Emergency access, likely Shirley Rodriguez, updated the content of flow Main Menu',
    );
  });

  it('of the thing are marked where it is deleted or called otherwise now', () => {
    const told = toldOf('UpdateQueueStatus', { ...QUEUE, Status: 'ENABLED' });
    const resource = { ...told.resource, nameNow: 'Accounts', deleted: true as const };
    expect(plainText(deedOf({ ...told, resource }))).toBe('enabled queue Billing, now called Accounts (since deleted)');
  });

  it('of today stand in for one of then that nobody knows', () => {
    const told = toldOf('UpdateQueueHoursOfOperation', { ...QUEUE, HoursOfOperationId: IDS.weekdays });
    const related = told.related.map(({ ref }) => ({ ref, nameNow: 'Office hours' }));
    expect(plainText(deedOf({ ...told, related }))).toBe(
      `set the hours of queue Billing to Office hours (today’s name) (before: not recorded)`,
    );
  });

  it('from outside are pieces of their own, in sentences and in values', () => {
    const pieces = sentenceOf(toldOf('UpdatePrompt', { PromptId: IDS.prompt, S3Uri: 's3://*bucket*/_x_' }));
    expect(pieces).toContainEqual({ name: 's3://*bucket*/_x_', quiet: true });
    expect(pieces).toContainEqual({ name: 'Welcome' });
  });
});

it('every event with words of its own is in the catalogue', () => {
  const known = new Set(OPERATIONS.filter(({ category }) => category === 'config-change').map(({ name }) => name));
  expect(WORDED.filter((name) => !known.has(name))).toEqual([]);
  expect(new Set(WORDED).size).toBe(WORDED.length);
});
