import { detailsOf } from '../../../bot/answer/wording/details';
import { plainText } from '../../../bot/answer/wording/pieces';
import { IDS as $, type Around, type Request, toldOf } from './told';

const details = (eventName: string, request: Request, around: Around = {}) =>
  detailsOf(toldOf(eventName, request, around)).map(plainText);

const phone = (PhoneConfig: Request): Request => ({ UserId: $.bob, PhoneConfig });
const quick = (QuickConnectConfig: Request): Request => ({ QuickConnectId: $.desk, QuickConnectConfig });
const office = (allowed: string, blocked: string, session: number, idle: number): Request => ({
  AuthenticationProfileId: $.profile,
  AllowedIps: [allowed],
  BlockedIps: [blocked],
  SessionInactivityHandlingEnabled: true,
  PeriodicSessionDuration: session,
  SessionInactivityDuration: idle,
});
const PHONE = phone({
  PhoneType: 'SOFT_PHONE',
  AutoAccept: true,
  PersistentConnection: false,
  AfterContactWorkTimeLimit: 0,
});
const RULE = { RuleId: $.rule, Function: 'a', PublishStatus: 'DRAFT', Actions: [{ ActionType: 'TASK' }] };

describe('details', () => {
  it.each<[string, string, Request, Around, readonly string[]]>([
    ['leave out what the sentence tells', 'UpdateQueueStatus', { QueueId: $.billing, Status: 'DISABLED' }, {}, []],
    [
      'tell what AWS hides',
      'UpdateTaskTemplate',
      { TaskTemplateId: $.template, Description: '***', Defaults: '***', Constraints: '***', Status: 'ACTIVE' },
      {},
      ['defaults: hidden by AWS', 'constraints: hidden by AWS'],
    ],
    [
      'say where whoever published the record masked an id',
      'CreateQueue',
      { Name: 'New', HoursOfOperationId: 'XXXXXXXXX' },
      {},
      ['hours: masked in the record'],
    ],
    [
      'say once that earlier values are not recorded',
      'UpdateUserPhoneConfig',
      PHONE,
      {},
      ['persistent connection: off', 'after contact work time limit: 0 s', 'before: not recorded'],
    ],
    [
      'leave out what did not change',
      'UpdateAuthenticationProfile',
      office('10.0.0.0/8', '10.1.0.0/16', 60, 30),
      {
        before: [['UpdateAuthenticationProfile', office('10.0.0.0/16', '10.2.0.0/16', 120, 15)]],
      },
      ['periodic session duration: 120 min → 60 min', 'timeout of idle sessions: 15 min → 30 min'],
    ],
    [
      'tell what an update left out beside what it set',
      'UpdateUserPhoneConfig',
      phone({ PhoneType: 'DESK_PHONE', AfterContactWorkTimeLimit: 30 }),
      {
        before: [
          [
            'UpdateUserPhoneConfig',
            phone({
              PhoneType: 'SOFT_PHONE',
              AutoAccept: true,
              AfterContactWorkTimeLimit: 0,
              PersistentConnection: true,
              DeskPhoneNumber: '+15559999',
            }),
          ],
        ],
      },
      [
        'auto-accept: on → not stated any more',
        'persistent connection: on → not stated any more',
        'desk phone number: not stated any more',
      ],
    ],
    [
      'tell what went with the type of a quick connect',
      'UpdateQuickConnectConfig',
      quick({ QuickConnectType: 'PHONE_NUMBER', PhoneConfig: { PhoneNumber: '+15550199' } }),
      {
        before: [
          [
            'UpdateQuickConnectConfig',
            quick({ QuickConnectType: 'QUEUE', QueueConfig: { QueueId: $.billing, ContactFlowId: $.menu } }),
          ],
        ],
      },
      ['flow: Main Menu → none'],
    ],
    [
      'tell long values from what to what',
      'UpdateRule',
      { ...RULE, Function: 'b', Actions: [{ ActionType: 'EMAIL' }] },
      { before: [['UpdateRule', RULE]] },
      ['condition: a → b', 'actions: action type EMAIL added, action type TASK removed'],
    ],
    [
      'of something new are what it was made with, by name',
      'CreateQueue',
      { Name: 'New', HoursOfOperationId: $.weekdays, MaxContacts: 20, Description: '***', QuickConnectIds: [] },
      {},
      ['hours: Weekdays', 'maximum contacts: 20'],
    ],
    [
      'of a new user hold nothing personal',
      'CreateUser',
      {
        Username: 'carl',
        Password: 'hunter2',
        IdentityInfo: { FirstName: 'Carl', Email: 'carl@example.com' },
        PhoneConfig: { PhoneType: 'DESK_PHONE', DeskPhoneNumber: '+15559999' },
        DirectoryUserId: 'd-1',
      },
      {},
      ['phone type: DESK_PHONE'],
    ],
    [
      'of an attempt say nothing of earlier values that are not known',
      'UpdateUserPhoneConfig',
      PHONE,
      { errorCode: 'AccessDenied' },
      ['persistent connection: off', 'after contact work time limit: 0 s'],
    ],
  ])('%s', (_what, eventName, request, around, expected) => {
    expect(details(eventName, request, around)).toEqual(expected);
  });

  it('are few, and say how many more there are', () => {
    const many = Object.fromEntries([...'ABCDEFGHI'].map((letter) => [`Member${letter}`, letter]));
    const told = details('CreateRoutingProfile', { Name: 'New', ...many });
    expect(told).toHaveLength(7);
    expect(told.at(-1)).toBe('3 more');
  });

  it('name no email address, wherever it stands', () => {
    const told = details('UpdateTaskTemplate', {
      TaskTemplateId: $.template,
      Defaults: 'to bob@example.com',
      Status: 'X',
    });
    expect(told.join()).not.toContain('example.com');
  });
});
