import { IDS as $, BOT, type Case, INSTANCE, UNNAMED } from '../told';

const ARN = `arn:aws:connect:us-east-1:111122223333:instance/${INSTANCE.id}`;

export const INSTANCES: readonly Case[] = [
  [
    'UpdateInstanceAttribute',
    { AttributeType: 'CONTACT_LENS', Value: 'true' },
    'ann turned Contact Lens on in instance harbor',
  ],
  [
    'UpdateInstanceAttribute',
    { AttributeType: 'INBOUND_CALLS', Value: 'false' },
    'ann turned inbound calls off in instance harbor, as it was',
    { before: [['UpdateInstanceAttribute', { AttributeType: 'INBOUND_CALLS', Value: 'false' }]] },
  ],
  [
    'AssociateInstanceStorageConfig',
    {
      ResourceType: 'CALL_RECORDINGS',
      StorageConfig: { StorageType: 'S3', S3Config: { BucketName: 'acme-rec', BucketPrefix: 'x' } },
    },
    'ann added data storage setting call recordings (S3 bucket acme-rec) to instance harbor',
  ],
  [
    'UpdateInstanceStorageConfig',
    {
      AssociationId: UNNAMED,
      ResourceType: 'CONTACT_TRACE_RECORDS',
      StorageConfig: {
        StorageType: 'KINESIS_STREAM',
        KinesisStreamConfig: { StreamArn: 'arn:aws:kinesis:us-east-1:111122223333:stream/ctr' },
      },
    },
    'ann set data storage setting contact records (Kinesis stream ctr) in instance harbor',
  ],
  [
    'DisassociateInstanceStorageConfig',
    { AssociationId: UNNAMED, ResourceType: 'CALL_RECORDINGS' },
    'ann removed data storage setting call recordings from instance harbor',
  ],
  [
    'AssociateApprovedOrigin',
    { Origin: 'https://crm.example.com' },
    'ann added approved origin https://crm.example.com to instance harbor',
  ],
  [
    'DisassociateApprovedOrigin',
    { Origin: 'https://crm.example.com' },
    'ann removed approved origin https://crm.example.com from instance harbor',
  ],
  ['AssociateSecurityKey', { Key: 'PEM' }, 'ann added a security key to instance harbor'],
  [
    'AssociateLambdaFunction',
    { FunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:order-status' },
    'ann linked Lambda function order-status to instance harbor',
  ],
  [
    'DisassociateLambdaFunction',
    { FunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:order-status' },
    'ann unlinked Lambda function order-status from instance harbor',
  ],
  [
    'AssociateBot',
    { LexV2Bot: { AliasArn: `arn:aws:lex:us-east-1:111122223333:bot-alias/${BOT}/ALIASID123` } },
    'ann linked Lex bot OrderFlowers, alias with id ALIASID123, to instance harbor',
  ],
  [
    'DisassociateLexBot',
    { BotName: 'OrderFlowers', LexRegion: 'us-east-1' },
    'ann unlinked Lex bot OrderFlowers from instance harbor',
  ],
  [
    'CreateIntegrationAssociation',
    {
      IntegrationType: 'WISDOM_ASSISTANT',
      IntegrationArn: 'arn:aws:wisdom:us-east-1:111122223333:assistant/a1b2',
    },
    'ann created an integration (wisdom assistant) with a1b2',
  ],
  [
    'CreateIntegrationAssociation',
    {
      IntegrationType: 'EVENT',
      SourceApplicationName: 'Salesforce',
      IntegrationArn: 'arn:aws:app-integrations:us-east-1:111122223333:event-integration/sf',
    },
    'ann created integration Salesforce (event)',
  ],
  ['DeleteIntegrationAssociation', { IntegrationAssociationId: $.integration }, 'ann deleted integration Salesforce'],
  [
    'AssociateAnalyticsDataSet',
    { DataSetId: 'contact_record', TargetAccountId: '444455556666' },
    'ann shared data set contact_record in instance harbor with account 444455556666',
  ],
  [
    'UpdateTrafficDistribution',
    {
      Id: $.group,
      TelephonyConfig: { Distributions: [{ Region: 'us-east-1', Percentage: '20' }] },
    },
    'ann changed the distribution of calls of traffic distribution group Two coasts: us-east-1 100% → 20%',
    {
      before: [
        [
          'UpdateTrafficDistribution',
          { Id: $.group, TelephonyConfig: { Distributions: [{ Region: 'us-east-1', Percentage: '100' }] } },
        ],
      ],
    },
  ],
  [
    'UpdateTrafficDistribution',
    { Id: $.group, TelephonyConfig: { Distributions: [] } },
    'ann set the distribution of traffic distribution group Two coasts: distributions none (before: not recorded)',
  ],
  [
    'UpdateTrafficDistribution',
    {
      Id: $.group,
      TelephonyConfig: {
        Distributions: [
          { Region: 'us-east-1', Percentage: 20 },
          { Region: 'us-west-2', Percentage: 80 },
        ],
      },
    },
    'ann changed the distribution of calls of traffic distribution group Two coasts: us-east-1 100% → 20%, us-west-2 0% → 80%',
    {
      before: [
        [
          'UpdateTrafficDistribution',
          {
            Id: $.group,
            TelephonyConfig: {
              Distributions: [
                { Region: 'us-east-1', Percentage: 100 },
                { Region: 'us-west-2', Percentage: 0 },
              ],
            },
          },
        ],
      ],
    },
  ],
  [
    'UpdateTrafficDistribution',
    {
      Id: $.group,
      TelephonyConfig: {
        Distributions: [
          { Region: 'us-east-1', Percentage: 20 },
          { Region: 'us-west-2', Percentage: 80 },
        ],
      },
    },
    'ann set the distribution of calls of traffic distribution group Two coasts: us-east-1 20%, us-west-2 80% (before: not recorded)',
  ],
  [
    'AssociateTrafficDistributionGroupUser',
    { TrafficDistributionGroupId: $.group, UserId: $.bob },
    'ann added user bob to traffic distribution group Two coasts',
  ],
  [
    'ReplicateInstance',
    { ReplicaRegion: 'us-west-2', ReplicaAlias: 'x' },
    'ann replicated instance harbor to us-west-2',
  ],
  [
    'CreateInstance',
    { InstanceAlias: 'x', IdentityManagementType: 'SAML', InboundCallsEnabled: true, OutboundCallsEnabled: false },
    'ann created instance x',
  ],
  ['DeleteInstance', { InstanceId: INSTANCE.id }, 'ann deleted instance harbor'],
  ['AdminGetEmergencyAccessToken', { InstanceId: INSTANCE.id }, 'ann asked for emergency access to instance harbor'],
  [
    'TagResource',
    { resourceArn: `${ARN}/queue/${$.billing}`, tags: { team: 'billing' } },
    'ann set tag team on queue Billing to billing (before: not recorded)',
  ],
  [
    'TagResource',
    { resourceArn: `${ARN}/queue/${$.billing}`, tags: { team: 'billing', env: 'prod' } },
    'ann set tags team to billing and env to prod on queue Billing (before: not recorded)',
  ],
  [
    'TagResource',
    { resourceArn: `${ARN}/queue/${$.billing}`, tags: { team: 'billing', env: 'prod' } },
    'ann set tags team to billing and env to prod (before: not recorded) on queue Billing',
    { before: [['TagResource', { resourceArn: `${ARN}/queue/${$.billing}`, tags: { team: 'red' } }]] },
  ],
  [
    'TagResource',
    { resourceArn: `${ARN}/queue/${$.billing}`, tags: { owner: 'jane.doe@example.com', Email: 'x', env: '' } },
    'ann set tags owner to an email address, Email to something personal or secret and env to empty on queue Billing (before: not recorded)',
  ],
  [
    'TagResource',
    { resourceArn: `${ARN}/queue/${$.billing}`, tags: { team: 'billing' } },
    'ann set tag team on queue Billing from red to billing',
    { before: [['TagResource', { resourceArn: `${ARN}/queue/${$.billing}`, tags: { team: 'red' } }]] },
  ],
  [
    'UntagResource',
    { resourceArn: `${ARN}/queue/${$.billing}`, tagKeys: ['team'] },
    'ann removed tag team from queue Billing (before: not recorded)',
  ],
  [
    'UntagResource',
    { resourceArn: `${ARN}/queue/${$.billing}`, tagKeys: ['team', 'env'] },
    'ann removed tags team and env from queue Billing (before: not recorded)',
  ],
  [
    'UntagResource',
    { resourceArn: `${ARN}/queue/${$.billing}`, tagKeys: ['team', 'env'] },
    'ann removed tags team and env (before: not recorded) from queue Billing',
    { before: [['TagResource', { resourceArn: `${ARN}/queue/${$.billing}`, tags: { team: 'red' } }]] },
  ],
];
