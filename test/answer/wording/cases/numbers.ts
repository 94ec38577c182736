import { IDS as $, type Case, INSTANCE } from '../told';

const TO_NUMBER = { QuickConnectType: 'PHONE_NUMBER', PhoneConfig: { PhoneNumber: '+15550199' } };
const TO_QUEUE = { QuickConnectType: 'QUEUE', QueueConfig: { QueueId: $.billing, ContactFlowId: $.menu } };
const ARN = `arn:aws:connect:us-east-1:111122223333:instance/${INSTANCE.id}`;

export const NUMBERS: readonly Case[] = [
  [
    'ClaimPhoneNumber',
    { PhoneNumber: '+15550123', TargetArn: ARN },
    'ann claimed phone number +15550123 for instance harbor',
  ],
  ['ReleasePhoneNumber', { PhoneNumberId: $.number }, 'ann released phone number +15550100'],
  [
    'ImportPhoneNumber',
    { SourcePhoneNumberArn: 'arn:aws:sms-voice:us-east-1:111122223333:phone-number/phone-1a2b' },
    'ann imported a phone number from phone-1a2b',
  ],
  [
    'AssociatePhoneNumberContactFlow',
    { PhoneNumberId: $.number, ContactFlowId: $.night },
    'ann pointed phone number +15550100 from flow Main Menu to flow Night',
    { before: [['AssociatePhoneNumberContactFlow', { PhoneNumberId: $.number, ContactFlowId: $.menu }]] },
  ],
  [
    'AssociatePhoneNumberContactFlow',
    { PhoneNumberId: $.number, ContactFlowId: $.night },
    'ann pointed phone number +15550100 to flow Night (before: not recorded)',
  ],
  [
    'DisassociatePhoneNumberContactFlow',
    { PhoneNumberId: $.number },
    'ann took phone number +15550100 off flow Main Menu',
    { before: [['AssociatePhoneNumberContactFlow', { PhoneNumberId: $.number, ContactFlowId: $.menu }]] },
  ],
  [
    'DisassociatePhoneNumberContactFlow',
    { PhoneNumberId: $.number },
    'ann took phone number +15550100 off its flow (before: not recorded)',
  ],
  [
    'UpdatePhoneNumber',
    {
      PhoneNumberId: $.number,
      TargetArn: `arn:aws:connect:us-east-1:111122223333:traffic-distribution-group/${$.group}`,
    },
    'ann moved phone number +15550100 from instance harbor to traffic distribution group Two coasts',
    { before: [['UpdatePhoneNumber', { PhoneNumberId: $.number, TargetArn: ARN }]] },
  ],
  [
    'UpdatePhoneNumber',
    {
      PhoneNumberId: $.number,
      TargetArn: `arn:aws:connect:us-east-1:111122223333:traffic-distribution-group/${$.group}`,
    },
    'ann tried to move phone number +15550100 from instance harbor to traffic distribution group Two coasts: denied, nothing changed',
    {
      before: [['UpdatePhoneNumber', { PhoneNumberId: $.number, TargetArn: ARN }]],
      errorCode: 'AccessDenied',
    },
  ],
  [
    'UpdatePhoneNumberMetadata',
    { PhoneNumberId: $.number, PhoneNumberDescription: 'front' },
    'ann set the description of phone number +15550100 (before: not recorded)',
  ],
  [
    'CreateQuickConnect',
    {
      Name: 'Boss',
      QuickConnectConfig: { QuickConnectType: 'PHONE_NUMBER', PhoneConfig: { PhoneNumber: '+15550199' } },
    },
    'ann created quick connect Boss',
  ],
  [
    'UpdateQuickConnectConfig',
    {
      QuickConnectId: $.desk,
      QuickConnectConfig: { QuickConnectType: 'PHONE_NUMBER', PhoneConfig: { PhoneNumber: '+15550199' } },
    },
    'ann pointed quick connect Front Desk from +15550100 to +15550199',
    {
      before: [
        [
          'UpdateQuickConnectConfig',
          {
            QuickConnectId: $.desk,
            QuickConnectConfig: { QuickConnectType: 'PHONE_NUMBER', PhoneConfig: { PhoneNumber: '+15550100' } },
          },
        ],
      ],
    },
  ],
  [
    'UpdateQuickConnectConfig',
    {
      QuickConnectId: $.desk,
      QuickConnectConfig: { QuickConnectType: 'QUEUE', QueueConfig: { QueueId: $.billing, ContactFlowId: $.menu } },
    },
    'ann pointed quick connect Front Desk to queue Billing and set the flow to Main Menu (before: not recorded)',
  ],
  [
    'UpdateQuickConnectConfig',
    {
      QuickConnectId: $.desk,
      QuickConnectConfig: { QuickConnectType: 'USER', UserConfig: { UserId: $.bob, ContactFlowId: $.menu } },
    },
    'ann pointed quick connect Front Desk to user bob and set the flow to Main Menu (before: not recorded)',
    { before: [['CreateQuickConnect', { QuickConnectId: $.desk }]] },
  ],
  [
    'UpdateQuickConnectConfig',
    { QuickConnectId: $.desk, QuickConnectConfig: TO_NUMBER },
    'ann pointed quick connect Front Desk from queue Billing to +15550199',
    { before: [['UpdateQuickConnectConfig', { QuickConnectId: $.desk, QuickConnectConfig: TO_QUEUE }]] },
  ],
  [
    'UpdateQuickConnectConfig',
    { QuickConnectId: $.desk, QuickConnectConfig: TO_NUMBER },
    'ann tried to point quick connect Front Desk to +15550199: denied, nothing changed',
    {
      errorCode: 'AccessDenied',
      before: [['UpdateQuickConnectConfig', { QuickConnectId: $.desk, QuickConnectConfig: TO_QUEUE }]],
    },
  ],
  [
    'UpdateQuickConnectConfig',
    { QuickConnectId: $.desk, QuickConnectConfig: TO_QUEUE },
    'ann pointed quick connect Front Desk from +15550199 to queue Billing, with flow Main Menu',
    { before: [['UpdateQuickConnectConfig', { QuickConnectId: $.desk, QuickConnectConfig: TO_NUMBER }]] },
  ],
  [
    'UpdateQuickConnectConfig',
    {
      QuickConnectId: $.desk,
      QuickConnectConfig: { QuickConnectType: 'USER', UserConfig: { UserId: $.bob, ContactFlowId: $.menu } },
    },
    'ann pointed quick connect Front Desk from queue Billing to user bob',
    { before: [['UpdateQuickConnectConfig', { QuickConnectId: $.desk, QuickConnectConfig: TO_QUEUE }]] },
  ],
  [
    'UpdateQuickConnectConfig',
    { QuickConnectId: $.desk, QuickConnectConfig: { ...TO_QUEUE, QueueConfig: { QueueId: $.billing } } },
    'ann saved the destination of quick connect Front Desk: flow Main Menu → not stated any more',
    { before: [['UpdateQuickConnectConfig', { QuickConnectId: $.desk, QuickConnectConfig: TO_QUEUE }]] },
  ],
  [
    'UpdateQuickConnectName',
    { QuickConnectId: $.desk, Name: 'Reception' },
    'ann renamed quick connect Front Desk to Reception',
    { nameBefore: 'Front Desk' },
  ],
  [
    'AssociateEmailAddressAlias',
    { EmailAddressId: $.email, AliasConfiguration: { EmailAddressId: $.otherEmail } },
    'ann linked email address support with email address help, one as the alias of the other',
  ],
  [
    'UpdateEmailAddressMetadata',
    { EmailAddressId: $.email, DisplayName: '***' },
    'ann saved the display name (hidden) of email address support',
  ],
];
