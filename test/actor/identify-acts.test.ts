import type { Acts } from '../../bot/actor/actor';
import { normalize } from '../../bot/change/normalize';
import { CLI_AGENT as CLI, LAMBDA_AGENT, TERRAFORM_AGENT } from '../../bot/local/aws/records';

type Members = Readonly<Record<string, unknown>>;
const ACCOUNT = '111122223333';
const CONSOLE_JAVA =
  'aws-internal/3 aws-sdk-java/1.11.864 Linux/4.14.193 OpenJDK_64-Bit_Server_VM/11.0.8 java/11.0.8 vendor/Amazon.com_Inc. exec-env/AWS_Lambda_java11';

const recordBy = (userIdentity: Members, over: Members = {}): Members => ({
  eventSource: 'connect.amazonaws.com',
  eventName: 'UpdateQueueStatus',
  eventTime: '2026-10-01T10:03:00Z',
  awsRegion: 'us-east-1',
  sourceIPAddress: '203.0.113.7',
  userAgent: CLI,
  recipientAccountId: ACCOUNT,
  userIdentity,
  ...over,
});

/** A session of a plain role; `context` is set over its context, `identity` over all of it. */
const session = (name: string, context: Members = {}, identity: Members = {}): Members => ({
  type: 'AssumedRole',
  principalId: `AROAEXAMPLE:${name}`,
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/ConnectAdmin/${name}`,
  accountId: ACCOUNT,
  sessionContext: {
    sessionIssuer: { type: 'Role', userName: 'ConnectAdmin', arn: `arn:aws:iam::${ACCOUNT}:role/ConnectAdmin` },
    attributes: { mfaAuthenticated: 'false' },
    ...context,
  },
  ...identity,
});
const role = (arnRole: string, name: string): Members => ({
  type: 'AssumedRole',
  principalId: `AROAEXAMPLE:${name}`,
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${arnRole}/${name}`,
  accountId: ACCOUNT,
});
const mfa = { attributes: { mfaAuthenticated: 'true' } };
const federatedBy = (federatedProvider: string) => ({ webIdFederationData: { federatedProvider, attributes: {} } });
const ann = { type: 'IAMUser', userName: 'ann', accountId: ACCOUNT };
const agent = (userAgent: string): Members => ({ userAgent });

const changeOf = (record: Members) => {
  const normalized = normalize(record);
  if (normalized.kind !== 'change') throw new Error(normalized.kind);
  return normalized.change;
};

const ACTS: readonly (readonly [acts: Acts, who: string, identity: Members, over?: Members])[] = [
  // Keys and sign-ins that only a person has.
  ['person', 'an IAM user with the CLI', ann],
  ['person', 'root', { type: 'Root', accountId: ACCOUNT }],
  ['person', 'a federated user', { type: 'FederatedUser', arn: `arn:aws:sts::${ACCOUNT}:federated-user/Nikki` }],
  ['person', 'a user of a directory', { type: 'Directory', userName: 'nikki.wolf' }],
  ['person', 'a user of Identity Center', role('AWSReservedSSO_Admin_0123456789abcdef', 'ann@example.com')],
  // A plain role, and what tells that a person holds it.
  ['person', 'a session with a second factor', session('jane.doe', mfa)],
  ['person', 'a session whose name an SDK made up, with a second factor', session('botocore-session-1790848980', mfa)],
  ['person', 'a session called by an e-mail address', session('kai@example.com')],
  ['person', 'a session whose source identity is a name', session('x', { sourceIdentity: 'jane' })],
  ['person', 'a session in the console', session('jane.doe'), { sessionCredentialFromConsole: 'true' }],
  ['person', 'a session in a browser', session('jane.doe'), agent('[Mozilla/5.0 (Macintosh) Safari/537.36]')],
  ['person', 'a session in the console’s own function', session('jane.doe'), agent(CONSOLE_JAVA)],
  ['person', 'a session in CloudShell', session('jane.doe'), agent('aws-cli/2.27 exec-env/CloudShell')],
  ['person', 'an application on behalf of a person', session('s', {}, { onBehalfOf: { userId: 'u-1' } })],
  // What surely runs by itself, whoever began it.
  ['pipeline', 'Terraform, also with a second factor', session('jane.doe', mfa), agent(TERRAFORM_AGENT)],
  ['pipeline', 'Terraform on an IAM user’s keys', ann, agent(TERRAFORM_AGENT)],
  ['pipeline', 'Pulumi', session('jane'), agent('APN/1.0 Pulumi/1.0 PulumiAWS/6.1 aws-sdk-go-v2/1.30')],
  ['pipeline', 'the CDK', ann, agent('aws-sdk-js/3.600.0 ua/2.1 aws-cdk/2.150.0')],
  ['pipeline', 'CloudFormation on an IAM user’s keys', { ...ann, invokedBy: 'cloudformation.amazonaws.com' }],
  ['pipeline', 'a Lambda function', session('order-status'), agent(LAMBDA_AGENT)],
  ['pipeline', 'a container', session('0a1b2c'), agent('Boto3/1.38 exec-env/AWS_ECS_FARGATE')],
  ['pipeline', 'CodeBuild', session('AWSCodeBuild-0a1b2c3d-1111-4222-8333-444455556666')],
  ['pipeline', 'GitHub’s own action', session('GitHubActions')],
  [
    'pipeline',
    'a run of GitHub',
    session('deploy', federatedBy('arn:aws:iam::1:oidc-provider/token.actions.githubusercontent.com')),
  ],
  [
    'pipeline',
    'a pod of a cluster',
    session('pod', federatedBy('arn:aws:iam::1:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/AB')),
  ],
  [
    'pipeline',
    'a web identity of GitHub',
    { type: 'WebIdentityUser', userName: 'repo:x', identityProvider: 'token.actions.githubusercontent.com' },
  ],
  ['pipeline', 'an instance', session('i-0abc1234def567890')],
  ['pipeline', 'an instance whose session has a name', session('worker', { ec2RoleDelivery: '2.0' })],
  [
    'pipeline',
    'credentials given to an instance',
    session('w', {}, { inScopeOf: { issuerType: 'AWS::EC2::Instance', credentialsIssuedToVersion: '1' } }),
  ],
  ['pipeline', 'AWS’s own role on an instance', role('aws:ec2-infrastructure', 'i-0abc1234def567890')],
  ['pipeline', 'a role that only a service holds', role('AWSServiceRoleForAmazonConnectCampaigns', 'x')],
  ['pipeline', 'a service', { type: 'AWSService', invokedBy: 'lex.amazonaws.com' }],
  ['pipeline', 'a session whose name an SDK made up', session('botocore-session-1790848980')],
  ['pipeline', 'a session that is a number', session('1790848980123')],
  [
    'pipeline',
    'a run whose source identity is a run’s, too',
    session('1790848980', { sourceIdentity: 'GitHubActions' }),
  ],
  // What may be either.
  ['unknown', 'a plain role with the CLI', session('jane.doe')],
  [
    'unknown',
    'a plain role whose credentials were given to nobody in particular',
    session('jane.doe', {}, { inScopeOf: {} }),
  ],
  ['unknown', 'a run by its name alone', session('run-4711')],
  ['unknown', 'a product provider', session('s', mfa, { invokedByDelegate: { accountId: '444455556666' } })],
  ['unknown', 'another account', { type: 'AWSAccount', accountId: '444455556666', principalId: 'AIDAEXAMPLE' }],
  ['unknown', 'an identity of no known type', { type: 'Unknown', principalId: 'P' }],
  [
    'unknown',
    'the role of Connect’s bots, which are edited in its website too',
    role('AWSServiceRoleForLexV2Bots_AmazonConnect_111122223333', 's'),
  ],
];

describe('whether a person acts or a pipeline', () => {
  it.each(ACTS.map(([acts, who, identity, over = {}]) => [acts, who, identity, over] as const))(
    '%s: %s',
    (acts, _who, userIdentity, over) => {
      expect(changeOf(recordBy(userIdentity, over)).acts).toBe(acts);
    },
  );
});

describe('whom a record names beside the actor', () => {
  const issuedBy = (issuer: Members): Members => ({ sessionContext: { sessionIssuer: issuer, assumedRoot: 'true' } });
  it.each<[string, Members, readonly object[] | undefined]>([
    ['nobody, as a rule', session('jane.doe'), undefined],
    [
      'nobody, where an empty object stands',
      session('x', {}, { inScopeOf: {}, onBehalfOf: {}, invokedByDelegate: {} }),
      undefined,
    ],
    [
      'the account of a product provider with delegated access',
      session('s', {}, { invokedByDelegate: { accountId: '444455556666' } }),
      [{ kind: 'delegate', id: '444455556666' }],
    ],
    [
      'the person for whom an application acts',
      session(
        's',
        {},
        { onBehalfOf: { userId: 'u-1', identityStoreArn: 'arn:aws:identitystore::1:identitystore/d-1' } },
      ),
      [{ kind: 'on behalf of', id: 'u-1' }],
    ],
    [
      'not the actor again',
      { type: 'IdentityCenterUser', accountId: ACCOUNT, onBehalfOf: { userId: 'u-1' } },
      undefined,
    ],
    [
      'the user who asked for a federated session, whose name is free text',
      {
        type: 'FederatedUser',
        accountId: ACCOUNT,
        arn: `arn:aws:sts::${ACCOUNT}:federated-user/root`,
        sessionContext: { sessionIssuer: { type: 'IAMUser', userName: 'broker', accountId: ACCOUNT } },
      },
      [{ kind: 'session issuer', id: 'broker' }],
    ],
    [
      'root, where root asked for it',
      {
        type: 'FederatedUser',
        accountId: ACCOUNT,
        arn: `arn:aws:sts::${ACCOUNT}:federated-user/jane`,
        sessionContext: { sessionIssuer: { type: 'Root', accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root` } },
      },
      [{ kind: 'session issuer', id: 'root' }],
    ],
    [
      'the role of another account that asked for a session of root',
      {
        type: 'Root',
        accountId: ACCOUNT,
        ...issuedBy({ type: 'Role', userName: 'OrgSecurity', accountId: '444455556666' }),
      },
      [{ kind: 'session issuer', id: 'OrgSecurity', account: '444455556666' }],
    ],
    [
      'the account of an actor of another account',
      { ...ann, accountId: '444455556666' },
      [{ kind: 'account', id: '444455556666' }],
    ],
    ['not another account where it is the actor', { type: 'AWSAccount', accountId: '444455556666' }, undefined],
    [
      'the function that the credentials were given to',
      session(
        'f',
        {},
        {
          inScopeOf: {
            issuerType: 'AWS::Lambda::Function',
            credentialsIssuedTo: 'arn:aws:lambda:us-east-1:1:function:f',
          },
        },
      ),
      [{ kind: 'issued to', id: 'arn:aws:lambda:us-east-1:1:function:f' }],
    ],
    [
      'the session, where the source identity tells who it was',
      session('nightly-build', { sourceIdentity: 'akua' }),
      [{ kind: 'session name', id: 'nightly-build' }],
    ],
  ])('%s', (_whom, userIdentity, beside) => {
    expect(changeOf(recordBy(userIdentity)).beside).toEqual(beside);
  });
});
