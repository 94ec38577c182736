import { IDS as $, type Case, INSTANCE } from '../told';

const U = { UserId: $.bob };
/** Nobody can tell whether a number that is not shown stayed the same. */
const DESK = { ...U, PhoneConfig: { PhoneType: 'DESK_PHONE', DeskPhoneNumber: '+15559999' } };
const ARN = `arn:aws:connect:us-east-1:111122223333:instance/${INSTANCE.id}`;

export const USERS: readonly Case[] = [
  [
    'CreateUser',
    {
      Username: 'carl',
      SecurityProfileIds: [$.admin, $.agent],
      RoutingProfileId: $.tier1,
      Password: '***',
      IdentityInfo: '***',
      PhoneConfig: { PhoneType: 'SOFT_PHONE', DeskPhoneNumber: '+15559999' },
    },
    'ann created user carl with security profiles Admin and Agent and routing profile Tier 1',
  ],
  ['DeleteUser', U, 'ann deleted user bob'],
  [
    'UpdateUserSecurityProfiles',
    { ...U, SecurityProfileIds: [$.admin] },
    'ann set the security profiles of user bob to Admin (before: not recorded)',
  ],
  [
    'UpdateUserSecurityProfiles',
    { ...U, SecurityProfileIds: [$.agent, $.admin] },
    'ann gave user bob the security profile Admin',
    { before: [['UpdateUserSecurityProfiles', { ...U, SecurityProfileIds: [$.agent] }]] },
  ],
  [
    'UpdateUserSecurityProfiles',
    { ...U, SecurityProfileIds: [$.agent] },
    'ann took the security profile Admin from user bob',
    { before: [['UpdateUserSecurityProfiles', { ...U, SecurityProfileIds: [$.agent, $.admin] }]] },
  ],
  [
    'UpdateUserSecurityProfiles',
    { ...U, SecurityProfileIds: [$.admin] },
    'ann gave user bob the security profile Admin and took away Agent',
    { before: [['UpdateUserSecurityProfiles', { ...U, SecurityProfileIds: [$.agent] }]] },
  ],
  [
    'UpdateUserSecurityProfiles',
    { ...U, SecurityProfileIds: [$.admin] },
    'ann tried to set the security profiles of user bob to Admin: denied, nothing changed',
    {
      errorCode: 'AccessDeniedException',
      before: [['UpdateUserSecurityProfiles', { ...U, SecurityProfileIds: [$.agent] }]],
    },
  ],
  [
    'UpdateUserSecurityProfiles',
    { ...U, SecurityProfileIds: [] },
    'ann took all security profiles from user bob (before: not recorded)',
  ],
  [
    'UpdateUserSecurityProfiles',
    { ...U, SecurityProfileIds: [] },
    'ann took the security profile Agent from user bob',
    { before: [['UpdateUserSecurityProfiles', { ...U, SecurityProfileIds: [$.agent] }]] },
  ],
  [
    'UpdateUserSecurityProfiles',
    { ...U, SecurityProfileIds: [] },
    'ann tried to take all security profiles from user bob: denied, nothing changed',
    { errorCode: 'AccessDeniedException' },
  ],
  [
    'AssociateSecurityProfiles',
    { SecurityProfiles: [{ Id: $.admin }], EntityType: 'USER', EntityArn: `${ARN}/agent/${$.bob}` },
    'ann gave user bob the security profile Admin',
  ],
  [
    'UpdateUserSecurityProfiles',
    { ...U, SecurityProfileIds: [$.agent] },
    'ann took the security profile Admin from user bob',
    {
      before: [
        ['UpdateUserSecurityProfiles', { ...U, SecurityProfileIds: [$.agent] }],
        [
          'AssociateSecurityProfiles',
          { SecurityProfiles: [{ Id: $.admin }], EntityType: 'USER', EntityArn: `${ARN}/agent/${$.bob}` },
        ],
      ],
    },
  ],
  [
    'DisassociateSecurityProfiles',
    { SecurityProfiles: [{ Id: $.admin }], EntityType: 'USER', EntityArn: `${ARN}/agent/${$.bob}` },
    'ann took the security profile Admin from user bob',
  ],
  [
    'AssociateSecurityProfiles',
    {
      SecurityProfiles: [{ Id: $.admin }, { Id: $.agent }],
      EntityType: 'AI_AGENT',
      EntityArn: 'arn:aws:wisdom:us-east-1:111122223333:ai-agent/a1/b2',
    },
    'ann gave AI agent a1/b2 the security profiles Admin and Agent',
  ],
  [
    'DisassociateSecurityProfiles',
    {
      SecurityProfiles: [{ Id: $.admin }],
      EntityType: 'AI_AGENT',
      EntityArn: 'arn:aws:wisdom:us-east-1:111122223333:ai-agent/a1/b2',
    },
    'ann took the security profile Admin from AI agent a1/b2',
  ],
  [
    'UpdateUserRoutingProfile',
    { ...U, RoutingProfileId: $.tier2 },
    'ann moved user bob from routing profile Tier 1 to routing profile Tier 2',
    { before: [['UpdateUserRoutingProfile', { ...U, RoutingProfileId: $.tier1 }]] },
  ],
  [
    'UpdateUserRoutingProfile',
    { ...U, RoutingProfileId: $.tier2 },
    'ann moved user bob to routing profile Tier 2 (before: not recorded)',
  ],
  ['UpdateUserRoutingProfile', { ...U, RoutingProfileId: '***' }, 'ann saved the routing profile (hidden) of user bob'],
  [
    'UpdateUserHierarchy',
    { ...U, HierarchyGroupId: $.south },
    'ann moved user bob from agent hierarchy group North to agent hierarchy group South',
    { before: [['UpdateUserHierarchy', { ...U, HierarchyGroupId: $.north }]] },
  ],
  ['UpdateUserHierarchy', U, 'ann saved user bob without an agent hierarchy group (before: not recorded)'],
  [
    'UpdateUserHierarchy',
    U,
    'ann saved user bob without an agent hierarchy group (before: North)',
    { before: [['UpdateUserHierarchy', { ...U, HierarchyGroupId: $.north }]] },
  ],
  [
    'UpdateUserHierarchy',
    U,
    'ann tried to save user bob without an agent hierarchy group: refused as a conflict (ResourceConflictException), nothing changed',
    {
      before: [['UpdateUserHierarchy', { ...U, HierarchyGroupId: $.north }]],
      errorCode: 'ResourceConflictException',
    },
  ],
  [
    'UpdateUserHierarchy',
    { ...U, HierarchyGroupId: $.south },
    'ann put user bob into agent hierarchy group South',
    { before: [['UpdateUserHierarchy', U]] },
  ],
  [
    'UpdateUserHierarchy',
    { ...U, HierarchyGroupId: null },
    'ann took user bob out of agent hierarchy group North',
    { before: [['UpdateUserHierarchy', { ...U, HierarchyGroupId: $.north }]] },
  ],
  [
    'UpdateUserIdentityInfo',
    { ...U, IdentityInfo: { FirstName: 'Robert', Email: 'bob@example.com' } },
    'ann saved the name or contact details of user bob (not shown)',
  ],
  [
    'UpdateUserPhoneConfig',
    { ...U, PhoneConfig: { PhoneType: 'DESK_PHONE', AutoAccept: true, DeskPhoneNumber: '+15559999' } },
    'ann changed the phone settings of user bob: phone type SOFT_PHONE → DESK_PHONE, auto-accept off → on and saved the desk phone number (not shown)',
    { before: [['UpdateUserPhoneConfig', { ...U, PhoneConfig: { PhoneType: 'SOFT_PHONE', AutoAccept: false } }]] },
  ],
  [
    'UpdateUserPhoneConfig',
    { ...U, PhoneConfig: { PhoneType: 'SOFT_PHONE', AutoAccept: true } },
    'ann set the phone settings of user bob: phone type SOFT_PHONE, auto-accept on (before: not recorded)',
  ],
  [
    'UpdateUserPhoneConfig',
    { ...U, PhoneConfig: { PhoneType: 'SOFT_PHONE' } },
    'ann saved the phone settings of user bob: after contact work time limit 30 s → not stated any more',
    {
      before: [
        ['UpdateUserPhoneConfig', { ...U, PhoneConfig: { PhoneType: 'SOFT_PHONE', AfterContactWorkTimeLimit: 30 } }],
      ],
    },
  ],
  [
    'UpdateUserPhoneConfig',
    DESK,
    'ann saved the phone settings of user bob: desk phone number (not shown)',
    { before: [['UpdateUserPhoneConfig', DESK]] },
  ],
  [
    'UpdateUserPhoneConfig',
    { ...U, PhoneConfig: { PhoneType: 'DESK_PHONE' } },
    'ann saved the phone settings of user bob: desk phone number not stated any more',
    { before: [['UpdateUserPhoneConfig', DESK]] },
  ],
  [
    'UpdateUserConfig',
    { ...U, AutoAcceptConfigs: [{ Channel: 'VOICE', AutoAccept: true }] },
    'ann set the contact settings of user bob: auto-accept of VOICE on (before: not recorded)',
  ],
  [
    'AssociateUserProficiencies',
    { ...U, UserProficiencies: [{ AttributeName: 'Language', AttributeValue: 'French', Level: 3 }] },
    'ann added proficiency Language: French (level 3) to user bob',
  ],
  [
    'DisassociateUserProficiencies',
    { ...U, UserProficiencies: [{ AttributeName: 'Language', AttributeValue: 'French' }] },
    'ann removed proficiency Language: French from user bob',
  ],
  [
    'UpdateUserProficiencies',
    { ...U, UserProficiencies: [{ AttributeName: 'Language', AttributeValue: 'French', Level: 4 }] },
    'ann set the level of proficiency Language: French of user bob from 3 to 4',
    {
      before: [
        [
          'AssociateUserProficiencies',
          { ...U, UserProficiencies: [{ AttributeName: 'Language', AttributeValue: 'French', Level: 3 }] },
        ],
      ],
    },
  ],
  [
    'UpdateUserProficiencies',
    { ...U, UserProficiencies: [{ AttributeName: 'Language', AttributeValue: 'French', Level: 4 }] },
    'ann set proficiency Language: French (level 4) of user bob (before: not recorded)',
  ],
  [
    'CreateUserHierarchyGroup',
    { Name: 'East', ParentGroupId: $.north },
    'ann created agent hierarchy group East under agent hierarchy group North',
  ],
  [
    'UpdateUserHierarchyGroupName',
    { HierarchyGroupId: $.north, Name: 'Nordic' },
    'ann renamed agent hierarchy group North to Nordic',
    { nameBefore: 'North' },
  ],
  [
    'UpdateUserHierarchyStructure',
    { HierarchyStructure: { LevelOne: { Name: 'Country' } } },
    'ann changed the levels of the agent hierarchy of instance harbor: level one Region → Country',
    { before: [['UpdateUserHierarchyStructure', { HierarchyStructure: { LevelOne: { Name: 'Region' } } }]] },
  ],
  [
    'CreateSecurityProfile',
    { SecurityProfileName: 'Auditor', Permissions: ['BasicAgentAccess', 'Users.View'] },
    'ann created security profile Auditor',
  ],
  [
    'UpdateSecurityProfile',
    { SecurityProfileId: $.admin, Permissions: ['A'], AllowedAccessControlTags: { team: 'y' } },
    'ann changed security profile Admin: tag restriction team x → y, hierarchy restriction North → not stated any more',
    {
      before: [
        [
          'UpdateSecurityProfile',
          {
            SecurityProfileId: $.admin,
            Permissions: ['A'],
            AllowedAccessControlTags: { team: 'x' },
            AllowedAccessControlHierarchyGroupId: $.north,
          },
        ],
      ],
    },
  ],
  [
    'UpdateSecurityProfile',
    { SecurityProfileId: $.admin, Permissions: ['A', 'B', 'C'] },
    'ann changed security profile Admin: permissions B and C added, D removed',
    { before: [['UpdateSecurityProfile', { SecurityProfileId: $.admin, Permissions: ['A', 'D'] }]] },
  ],
  [
    'UpdateSecurityProfile',
    { SecurityProfileId: $.admin, Permissions: ['A', 'B', 'C', 'D', 'E', 'F'], Description: '***' },
    'ann changed security profile Admin: permissions B, C and 3 more added and saved the description (hidden)',
    { before: [['UpdateSecurityProfile', { SecurityProfileId: $.admin, Permissions: ['A'] }]] },
  ],
  [
    'UpdateSecurityProfile',
    { SecurityProfileId: $.admin, Permissions: ['A', 'B', 'C', 'D', 'E', 'F'] },
    'ann set the permissions of security profile Admin to A, B and 4 more (before: not recorded)',
  ],
];
