import { IDS as $, type Case } from '../told';

const CONTENT = { Content: '***' };
const RULE = { RuleId: $.rule, Name: 'Angry callers', Function: 'a', Actions: [] };
const KNOWN = { nameBefore: 'Angry callers' } as const;

/** What is made or saved and not yet in use. */
export const DRAFTS: readonly Case[] = [
  ['CreateContactFlow', { Name: 'Evening', Status: 'SAVED', ...CONTENT }, 'ann created flow Evening as a draft'],
  ['CreateContactFlow', { Name: 'Evening', Status: 'PUBLISHED', ...CONTENT }, 'ann created flow Evening'],
  ['CreateView', { Name: 'Card', Status: 'SAVED', ...CONTENT }, 'ann created view Card as a draft'],
  ['CreateTestCase', { Name: 'Noon', Status: 'SAVED', ...CONTENT }, 'ann created test case Noon as a draft'],
  ['CreateRule', { Name: 'Loud', PublishStatus: 'DRAFT' }, 'ann created rule Loud as a draft'],
  ['CreateEvaluationForm', { Title: 'Calls', AsDraft: true }, 'ann created evaluation form Calls as a draft'],
  ['CreateEvaluationForm', { Title: 'Calls', AsDraft: false }, 'ann created evaluation form Calls'],
  ['CreateMetric', { Name: 'Long', Status: 'SAVED' }, 'ann created custom metric Long as a draft'],
  ['CreateDataTable', { Name: 'Fees', Status: 'SAVED' }, 'ann created data table Fees as a draft'],
  ['CreateTaskTemplate', { Name: 'Call', Status: 'INACTIVE' }, 'ann created task template Call, inactive'],
  ['CreateAgentStatus', { Name: 'Break', State: 'DISABLED' }, 'ann created agent status Break, disabled'],
  ['UpdateTestCase', { TestCaseId: $.testCase, Status: 'SAVED' }, 'ann saved a draft of test case Opening times'],
  ['UpdateTestCase', { TestCaseId: $.testCase, Status: 'PUBLISHED' }, 'ann published test case Opening times'],
  [
    'UpdateEvaluationForm',
    { EvaluationFormId: $.form, EvaluationFormVersion: 3, AsDraft: true },
    'ann updated version 3 of evaluation form Call quality, as a draft',
  ],
  [
    'UpdateRule',
    { ...RULE, PublishStatus: 'DRAFT' },
    'ann saved a draft of rule Angry callers and set the condition and the actions to none (before: not recorded)',
    KNOWN,
  ],
  [
    'UpdateRule',
    { ...RULE, PublishStatus: 'DRAFT' },
    'ann unpublished rule Angry callers',
    { ...KNOWN, before: [['UpdateRule', { ...RULE, PublishStatus: 'PUBLISHED' }]] },
  ],
  [
    'UpdateMetricContent',
    { MetricId: `${$.metric}:$SAVED`, Unit: 'COUNT' },
    'ann saved a draft of custom metric Long waits and set the unit to COUNT (before: not recorded)',
  ],
  [
    'UpdateMetricContent',
    { MetricId: $.metric, Unit: 'SECONDS' },
    'ann set the calculation of custom metric Long waits: unit SECONDS (before: not recorded)',
    { before: [['UpdateMetricContent', { MetricId: `${$.metric}:$SAVED`, Unit: 'COUNT' }]] },
  ],
];
