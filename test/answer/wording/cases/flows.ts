import { IDS as $, type Case, UNNAMED } from '../told';

const F = { ContactFlowId: $.menu };

export const FLOWS: readonly Case[] = [
  ['CreateContactFlow', { Name: 'Evening', Type: 'CONTACT_FLOW', Content: '***' }, 'ann created flow Evening'],
  ['UpdateContactFlowContent', { ...F, Content: '***' }, 'ann updated the content of flow Main Menu'],
  [
    'UpdateContactFlowContent',
    { ContactFlowId: `${$.menu}:$SAVED`, Content: '***' },
    'ann saved a draft of flow Main Menu',
  ],
  ['UpdateContactFlowMetadata', { ...F, ContactFlowState: 'ARCHIVED' }, 'ann archived flow Main Menu'],
  [
    'UpdateContactFlowMetadata',
    { ...F, Name: 'Main Menu', Description: '***', ContactFlowState: 'ACTIVE' },
    'ann unarchived flow Main Menu and saved the description (hidden)',
    { nameBefore: 'Main Menu', before: [['UpdateContactFlowMetadata', { ...F, ContactFlowState: 'ARCHIVED' }]] },
  ],
  [
    'UpdateContactFlowName',
    { ...F, Name: 'Day', Description: '***' },
    'ann renamed flow Main Menu to Day and saved the description (hidden)',
    { nameBefore: 'Main Menu' },
  ],
  ['CreateContactFlowVersion', { ...F, ContactFlowVersion: '3' }, 'ann created version 3 of flow Main Menu'],
  ['DeleteContactFlowVersion', { ...F, ContactFlowVersion: '3' }, 'ann deleted version 3 of flow Main Menu'],
  [
    'CreateContactFlowModuleVersion',
    { ContactFlowModuleId: $.module },
    'ann created a version of flow module Greeting',
  ],
  [
    'UpdateContactFlowModuleContent',
    { ContactFlowModuleId: $.module, Content: '***' },
    'ann updated the content of flow module Greeting',
  ],
  [
    'UpdateContactFlowModuleMetadata',
    { ContactFlowModuleId: $.module, State: 'ARCHIVED' },
    'ann archived flow module Greeting',
  ],
  [
    'CreateContactFlowModuleAlias',
    { ContactFlowModuleId: $.module, AliasName: 'live', ContactFlowModuleVersion: 2 },
    'ann created flow module alias live of flow module Greeting',
  ],
  [
    'UpdateContactFlowModuleAlias',
    { ContactFlowModuleId: $.module, AliasId: $.alias, ContactFlowModuleVersion: 3 },
    'ann pointed flow module alias live of flow module Greeting from version 2 to 3',
    {
      before: [
        [
          'UpdateContactFlowModuleAlias',
          { ContactFlowModuleId: $.module, AliasId: $.alias, ContactFlowModuleVersion: 2 },
        ],
      ],
    },
  ],
  [
    'AssociateFlow',
    { ResourceId: UNNAMED, FlowId: $.menu, ResourceType: 'SMS_PHONE_NUMBER' },
    'ann pointed SMS phone number with id 000000ff-aaaa-4bbb-8ccc-dddddddddddd to flow Main Menu',
  ],
  [
    'DisassociateFlow',
    { ResourceId: UNNAMED, ResourceType: 'SMS_PHONE_NUMBER' },
    `ann detached SMS phone number with id ${UNNAMED} from flow Main Menu`,
    { before: [['AssociateFlow', { ResourceId: UNNAMED, FlowId: $.menu, ResourceType: 'SMS_PHONE_NUMBER' }]] },
  ],
  [
    'AssociateFlow',
    { ResourceId: UNNAMED, FlowId: $.night, ResourceType: 'SMS_PHONE_NUMBER' },
    `ann pointed SMS phone number with id ${UNNAMED} from flow Main Menu to flow Night`,
    { before: [['AssociateFlow', { ResourceId: UNNAMED, FlowId: $.menu, ResourceType: 'SMS_PHONE_NUMBER' }]] },
  ],
  [
    'DisassociateFlow',
    { ResourceId: UNNAMED, ResourceType: 'SMS_PHONE_NUMBER' },
    'ann detached SMS phone number with id 000000ff-aaaa-4bbb-8ccc-dddddddddddd from its flow',
  ],
];
