import { IDS as $, type Case, INSTANCE } from '../told';

const ARN = `arn:aws:connect:us-east-1:111122223333:instance/${INSTANCE.id}`;

export const CONTENT: readonly Case[] = [
  ['UpdateAgentStatus', { AgentStatusId: $.lunch, State: 'DISABLED' }, 'ann disabled agent status Lunch'],
  [
    'UpdateAgentStatus',
    { AgentStatusId: $.lunch, State: 'DISABLED', Name: 'Break', DisplayOrder: 2 },
    'ann renamed agent status Lunch to Break and changed it: state ENABLED → DISABLED, display order 4 → 2',
    {
      nameBefore: 'Lunch',
      before: [['UpdateAgentStatus', { AgentStatusId: $.lunch, State: 'ENABLED', Name: 'Lunch', DisplayOrder: 4 }]],
    },
  ],
  [
    'UpdateAgentStatus',
    { AgentStatusId: $.lunch, Name: 'Lunch', State: 'ENABLED', DisplayOrder: 2 },
    'ann set the display order of agent status Lunch from 4 to 2',
    {
      nameBefore: 'Lunch',
      before: [['UpdateAgentStatus', { AgentStatusId: $.lunch, Name: 'Lunch', State: 'ENABLED', DisplayOrder: 4 }]],
    },
  ],
  [
    'UpdatePrompt',
    { PromptId: $.prompt, S3Uri: 's3://b/new.wav' },
    'ann set the audio file of prompt Welcome to s3://b/new.wav (before: not recorded)',
  ],
  [
    'UpdatePrompt',
    { PromptId: $.prompt, Name: 'Hello', Description: '***' },
    'ann renamed prompt Welcome to Hello and saved the description (hidden)',
    { nameBefore: 'Welcome' },
  ],
  [
    'CreateRule',
    { Name: 'Loud', PublishStatus: 'PUBLISHED', Function: 'x', Actions: [{ ActionType: 'TASK' }] },
    'ann created rule Loud',
  ],
  [
    'UpdateRule',
    {
      RuleId: $.rule,
      Name: 'Angry callers',
      Function: 'a',
      Actions: [{ ActionType: 'TASK' }],
      PublishStatus: 'PUBLISHED',
    },
    'ann saved rule Angry callers: condition, actions, status PUBLISHED (before: not recorded)',
    { nameBefore: 'Angry callers' },
  ],
  [
    'UpdateRule',
    {
      RuleId: $.rule,
      Name: 'Angry callers',
      Function: 'a',
      Actions: [{ ActionType: 'TASK' }],
      PublishStatus: 'PUBLISHED',
    },
    'ann published rule Angry callers',
    {
      nameBefore: 'Angry callers',
      before: [
        [
          'UpdateRule',
          {
            RuleId: $.rule,
            Name: 'Angry callers',
            Function: 'a',
            Actions: [{ ActionType: 'TASK' }],
            PublishStatus: 'DRAFT',
          },
        ],
      ],
    },
  ],
  [
    'UpdateRule',
    {
      RuleId: $.rule,
      Name: 'Angry callers',
      Function: 'b',
      Actions: [{ ActionType: 'EMAIL' }],
      PublishStatus: 'DRAFT',
    },
    'ann changed rule Angry callers: condition, actions',
    {
      nameBefore: 'Angry callers',
      before: [
        [
          'UpdateRule',
          {
            RuleId: $.rule,
            Name: 'Angry callers',
            Function: 'a',
            Actions: [{ ActionType: 'TASK' }],
            PublishStatus: 'DRAFT',
          },
        ],
      ],
    },
  ],
  [
    'UpdateViewContent',
    { ViewId: $.view, Status: 'PUBLISHED', Content: '***' },
    'ann updated the content of view Customer card and published it',
  ],
  ['UpdateViewContent', { ViewId: $.view, Status: 'SAVED', Content: '***' }, 'ann saved a draft of view Customer card'],
  [
    'UpdateViewMetadata',
    { ViewId: $.view, Description: 'x' },
    'ann set the description of view Customer card (before: not recorded)',
  ],
  ['CreateViewVersion', { ViewId: $.view }, 'ann created a version of view Customer card'],
  [
    'UpdateTaskTemplate',
    { TaskTemplateId: $.template, Fields: [{ Id: { Name: '***' }, Description: '***' }] },
    'ann saved the fields (hidden) of task template Call back',
    {
      before: [
        ['UpdateTaskTemplate', { TaskTemplateId: $.template, Fields: [{ Id: { Name: '***' }, Description: '***' }] }],
      ],
    },
  ],
  [
    'UpdateTaskTemplate',
    { TaskTemplateId: $.template, Fields: [{ Id: { Name: '***' }, Type: 'NAME' }] },
    'ann saved the fields (partly hidden) of task template Call back',
    {
      before: [['UpdateTaskTemplate', { TaskTemplateId: $.template, Fields: [{ Id: { Name: '***' }, Type: 'NAME' }] }]],
    },
  ],
  [
    'UpdatePredefinedAttribute',
    { Name: 'Language', Values: { StringList: ['***'] } },
    'ann saved the values (hidden) of predefined attribute Language in instance harbor',
    { before: [['UpdatePredefinedAttribute', { Name: 'Language', Values: { StringList: ['***'] } }]] },
  ],
  ['UpdateTaskTemplate', { TaskTemplateId: $.template, Status: 'INACTIVE' }, 'ann deactivated task template Call back'],
  [
    'ActivateEvaluationForm',
    { EvaluationFormId: $.form, EvaluationFormVersion: 3 },
    'ann activated version 3 of evaluation form Call quality',
  ],
  [
    'DeactivateEvaluationForm',
    { EvaluationFormId: $.form, EvaluationFormVersion: 3 },
    'ann deactivated version 3 of evaluation form Call quality',
  ],
  [
    'DeleteEvaluationForm',
    { EvaluationFormId: $.form, EvaluationFormVersion: 3 },
    'ann deleted version 3 of evaluation form Call quality',
  ],
  ['DeleteEvaluationForm', { EvaluationFormId: $.form }, 'ann deleted evaluation form Call quality'],
  [
    'UpdateEvaluationForm',
    { EvaluationFormId: $.form, EvaluationFormVersion: 3, Title: 'Call quality', Items: [] },
    'ann updated version 3 of evaluation form Call quality and set the items to none (before: not recorded)',
  ],
  [
    'CreatePredefinedAttribute',
    { Name: 'Language', Values: { StringList: ['French'] } },
    'ann created predefined attribute Language in instance harbor',
  ],
  [
    'UpdatePredefinedAttribute',
    { Name: 'Language', Values: { StringList: ['French', 'German'] } },
    'ann changed predefined attribute Language in instance harbor: values German added, Dutch removed',
    { before: [['CreatePredefinedAttribute', { Name: 'Language', Values: { StringList: ['French', 'Dutch'] } }]] },
  ],
  [
    'AssociateDefaultVocabulary',
    { LanguageCode: 'en-US', VocabularyId: $.vocabulary },
    'ann set the default vocabulary en-US in instance harbor to Products (before: not recorded)',
  ],
  [
    'AssociateDefaultVocabulary',
    { LanguageCode: 'en-US' },
    'ann took Products away as the default vocabulary en-US in instance harbor',
    { before: [['AssociateDefaultVocabulary', { LanguageCode: 'en-US', VocabularyId: $.vocabulary }]] },
  ],
  [
    'AssociateDefaultVocabulary',
    { LanguageCode: 'en-US' },
    'ann set the default vocabulary en-US in instance harbor to none (before: not recorded)',
  ],
  [
    'AssociateDefaultVocabulary',
    { LanguageCode: 'en-US' },
    'ann tried to set the default vocabulary en-US in instance harbor to none: denied, nothing changed',
    {
      before: [['AssociateDefaultVocabulary', { LanguageCode: 'en-US', VocabularyId: $.vocabulary }]],
      errorCode: 'AccessDeniedException',
    },
  ],
  [
    'UpdateAuthenticationProfile',
    { AuthenticationProfileId: $.profile, AllowedIps: ['10.0.0.0/8'] },
    'ann set the allowed IP addresses of authentication profile Office only to 10.0.0.0/8 (before: not recorded)',
  ],
  [
    'BatchCreateDataTableValue',
    { DataTableId: $.table, Values: [{}, {}, {}] },
    'ann added 3 values to data table Prices',
  ],
  [
    'UpdateDataTableMetadata',
    { DataTableId: $.table, TimeZone: 'UTC' },
    'ann set the time zone of data table Prices to UTC (before: not recorded)',
  ],
  [
    'CreateDataTableAttribute',
    { DataTableId: $.table, Name: 'Price', ValueType: 'NUMBER' },
    'ann created data table attribute Price of data table Prices',
  ],
  [
    'AssociateWorkspace',
    { WorkspaceId: $.workspace, ResourceArns: [`${ARN}/routing-profile/${$.tier1}`] },
    'ann assigned routing profile Tier 1 to workspace Sales',
  ],
  [
    'UpdateWorkspaceTheme',
    { WorkspaceId: $.workspace, Theme: { Light: { Palette: { Primary: { Default: '#000' } } } } },
    'ann set the theme of workspace Sales: primary default #000 (before: not recorded)',
  ],
  [
    'UpdateWorkspaceVisibility',
    { WorkspaceId: $.workspace, Visibility: 'ALL' },
    'ann set the visibility of workspace Sales to ALL (before: not recorded)',
  ],
  [
    'ImportWorkspaceMedia',
    { WorkspaceId: $.workspace, MediaType: 'IMAGE_LOGO_LIGHT_FAVICON', MediaSource: 'x' },
    'ann set the light favicon of workspace Sales',
  ],
];
