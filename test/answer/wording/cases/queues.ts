import { IDS as $, type Case, INSTANCE, UNNAMED } from '../told';

const Q = { QueueId: $.billing };
const CALLER = { ...Q, OutboundCallerConfig: { OutboundCallerIdName: 'Acme', OutboundFlowId: $.night } };
const ARN = `arn:aws:connect:us-east-1:111122223333:instance/${INSTANCE.id}`;

export const QUEUES: readonly Case[] = [
  ['CreateQueue', { Name: 'New', HoursOfOperationId: $.weekdays }, 'ann created queue New'],
  ['DeleteQueue', Q, 'ann deleted queue Billing'],
  [
    'UpdateQueueName',
    { ...Q, Name: 'Accounts', Description: '***' },
    'ann set the name of a queue, now called Billing, to Accounts (before: not recorded) and saved the description (hidden)',
  ],
  [
    'UpdateQueueName',
    { ...Q, Name: 'Accounts', Description: '***' },
    'ann renamed queue Billing to Accounts and saved the description (hidden)',
    { nameBefore: 'Billing' },
  ],
  [
    'UpdateQueueName',
    { ...Q, Name: 'Billing', Description: '***' },
    'ann saved the name (as it was) and the description (hidden) of queue Billing',
    { nameBefore: 'Billing' },
  ],
  [
    'UpdateQueueName',
    { ...Q, Name: 'Accounts' },
    'ann set the name of a queue, now called Billing, to Accounts (before: not recorded)',
  ],
  ['UpdateQueueStatus', { ...Q, Status: 'DISABLED' }, 'ann disabled queue Billing'],
  ['UpdateQueueStatus', { ...Q, Status: null }, 'ann set the status of queue Billing'],
  [
    'UpdateQueueOutboundCallerConfig',
    { ...Q, OutboundCallerConfig: null },
    'ann updated the outbound caller settings of queue Billing',
  ],
  [
    'UpdateQueueStatus',
    { ...Q, Status: 'ENABLED' },
    'ann enabled queue Billing, as it was',
    { before: [['UpdateQueueStatus', { ...Q, Status: 'ENABLED' }]] },
  ],
  [
    'UpdateQueueMaxContacts',
    { ...Q, MaxContacts: 40 },
    'ann set the maximum contacts of queue Billing from 20 to 40',
    { before: [['UpdateQueueMaxContacts', { ...Q, MaxContacts: 20 }]] },
  ],
  [
    'UpdateQueueMaxContacts',
    { ...Q, MaxContacts: 40 },
    'ann set the maximum contacts of queue Billing to 40 (before: not recorded)',
  ],
  [
    'UpdateQueueMaxContacts',
    { ...Q, MaxContacts: 40 },
    'ann set the maximum contacts of queue Billing to 40 (before: not read)',
    { whole: false },
  ],
  [
    'UpdateQueueMaxContacts',
    { ...Q, MaxContacts: 40 },
    'ann set the maximum contacts of queue Billing to 40, as it was',
    { before: [['UpdateQueueMaxContacts', { ...Q, MaxContacts: 40 }]] },
  ],
  [
    'UpdateQueueMaxContacts',
    Q,
    'ann saved queue Billing without maximum contacts (before: 20)',
    { before: [['UpdateQueueMaxContacts', { ...Q, MaxContacts: 20 }]] },
  ],
  ['UpdateQueueMaxContacts', Q, 'ann saved queue Billing without maximum contacts (before: not recorded)'],
  [
    'UpdateQueueMaxContacts',
    { ...Q, MaxContacts: 40 },
    'ann tried to set the maximum contacts of queue Billing from 20 to 40: denied, nothing changed',
    { errorCode: 'AccessDeniedException', before: [['UpdateQueueMaxContacts', { ...Q, MaxContacts: 20 }]] },
  ],
  [
    'UpdateQueueMaxContacts',
    { ...Q, MaxContacts: null },
    'ann removed the maximum contacts of queue Billing (before: 20)',
    { before: [['UpdateQueueMaxContacts', { ...Q, MaxContacts: 20 }]] },
  ],
  [
    'UpdateQueueHoursOfOperation',
    { ...Q, HoursOfOperationId: $.evenings },
    'ann changed the hours of queue Billing from Weekdays to Weekdays 8–20',
    { before: [['UpdateQueueHoursOfOperation', { ...Q, HoursOfOperationId: $.weekdays }]] },
  ],
  [
    'UpdateQueueHoursOfOperation',
    { ...Q, HoursOfOperationId: $.evenings },
    'ann set the hours of queue Billing to Weekdays 8–20 (before: not recorded)',
  ],
  [
    'UpdateQueueHoursOfOperation',
    { ...Q, HoursOfOperationId: encodeURIComponent(`${ARN}/operating-hours/${$.evenings.toUpperCase()}`) },
    'ann set the hours of queue Billing to Weekdays 8–20 (before: not recorded)',
  ],
  [
    'UpdateQueueOutboundCallerConfig',
    { ...Q, OutboundCallerConfig: {} },
    'ann saved the outbound caller settings of queue Billing, empty',
  ],
  [
    'UpdateQueueOutboundCallerConfig',
    { ...Q, OutboundCallerConfig: { OutboundCallerIdName: 'Harbor', OutboundCallerIdNumberId: $.number } },
    'ann set the outbound caller settings of queue Billing: caller ID name Harbor, caller ID number +15550100 (before: not recorded)',
  ],
  [
    'UpdateQueueOutboundCallerConfig',
    { ...Q, OutboundCallerConfig: { OutboundCallerIdNumberId: $.otherNumber } },
    'ann changed the outbound caller settings of queue Billing: caller ID number +15550100 → +15550101',
    {
      before: [
        ['UpdateQueueOutboundCallerConfig', { ...Q, OutboundCallerConfig: { OutboundCallerIdNumberId: $.number } }],
      ],
    },
  ],
  [
    'UpdateQueueOutboundCallerConfig',
    { ...Q, OutboundCallerConfig: { OutboundCallerIdName: 'Acme' } },
    'ann saved the outbound caller settings of queue Billing: outbound whisper flow Night → not stated any more',
    { before: [['UpdateQueueOutboundCallerConfig', CALLER]] },
  ],
  [
    'UpdateQueueOutboundCallerConfig',
    { ...Q, OutboundCallerConfig: { OutboundCallerIdName: 'Harbor' } },
    'ann changed the outbound caller settings of queue Billing: caller ID name Acme → Harbor, outbound whisper flow Night → not stated any more',
    { before: [['UpdateQueueOutboundCallerConfig', CALLER]] },
  ],
  [
    'UpdateQueueOutboundCallerConfig',
    { ...Q, OutboundCallerConfig: { OutboundCallerIdName: 'Acme' } },
    'ann saved the outbound caller settings of queue Billing: outbound whisper flow not stated any more (before: hidden)',
    {
      before: [
        [
          'UpdateQueueOutboundCallerConfig',
          { ...Q, OutboundCallerConfig: { OutboundCallerIdName: 'Acme', OutboundFlowId: '***' } },
        ],
      ],
    },
  ],
  [
    'UpdateQueueOutboundCallerConfig',
    { ...Q, OutboundCallerConfig: { OutboundCallerIdName: 'Acme' } },
    'ann tried to save the outbound caller settings of queue Billing: outbound whisper flow not stated: denied, nothing changed',
    { errorCode: 'AccessDenied', before: [['UpdateQueueOutboundCallerConfig', CALLER]] },
  ],
  [
    'UpdateQueueOutboundCallerConfig',
    CALLER,
    'ann saved the outbound caller settings of queue Billing without a change',
    { before: [['UpdateQueueOutboundCallerConfig', CALLER]] },
  ],
  [
    'UpdateQueueOutboundEmailConfig',
    { ...Q, OutboundEmailConfig: { OutboundEmailAddressId: $.email } },
    'ann set the outbound email settings of queue Billing: outbound email address support (before: not recorded)',
  ],
  [
    'AssociateQueueQuickConnects',
    { ...Q, QuickConnectIds: [$.desk] },
    'ann added quick connect Front Desk to queue Billing',
  ],
  [
    'DisassociateQueueQuickConnects',
    { ...Q, QuickConnectIds: [$.desk, UNNAMED] },
    'ann removed quick connects Front Desk and id 000000ff-aaaa-4bbb-8ccc-dddddddddddd from queue Billing',
  ],
  [
    'AssociateQueueEmailAddresses',
    { ...Q, EmailAddressesConfig: [{ EmailAddressId: $.email }] },
    'ann added email address support to queue Billing',
  ],
  [
    'DisassociateQueueEmailAddresses',
    { ...Q, EmailAddressesId: [$.email] },
    'ann removed email address support from queue Billing',
  ],
];
