import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type { Actor, Via } from '../../bot/actor/actor';
import { identifyActor, identifyVia } from '../../bot/actor/identify-actor';
import { readCloudTrailEvent } from '../../bot/change/cloudtrail-event';

const ACCOUNT = '111122223333';
const USER = '5d5a4d61-a5cc-48b9-b388-bdba7c4eed25';
const WEBSITE = 'connect.amazonaws.com';
const SYNC = 'synchronization.connect.amazonaws.com';
const CLI = 'aws-cli/2.27.41 md/awscrt#0.26.1 ua/2.1 os/linux#6.8.0 lang/python#3.13.4 md/prompt#off';
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const TERRAFORM =
  'APN/1.0 HashiCorp/1.0 Terraform/1.9.8 (+https://www.terraform.io) terraform-provider-aws/5.100.0 aws-sdk-go-v2/1.36.5';

const eventWith = (userIdentity: unknown, others: Record<string, unknown> = {}) => {
  const event = readCloudTrailEvent({
    eventSource: 'connect.amazonaws.com',
    eventName: 'UpdateQueueStatus',
    eventTime: '2026-11-18T08:09:34Z',
    userIdentity,
    ...others,
  });
  if ('unusable' in event) throw new Error(event.unusable);
  return event;
};

/** A role's session as CloudTrail writes it; what is set over it, last. */
const session = (role: string, name: string, over: Record<string, unknown> = {}) => ({
  type: 'AssumedRole',
  principalId: `AROAEXAMPLE:${name}`,
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/${name}`,
  accountId: ACCOUNT,
  sessionContext: { sessionIssuer: { type: 'Role', userName: role }, attributes: { mfaAuthenticated: 'false' } },
  ...over,
});
const issuedBy = (userName: string, path: string) => ({
  sessionContext: { sessionIssuer: { type: 'Role', userName, arn: `arn:aws:iam::${ACCOUNT}:${path}` } },
});
const userOf = (type: string, over: Record<string, unknown>) => ({ type, accountId: ACCOUNT, ...over });
const placeholder = (): unknown => {
  const file = path.join(__dirname, '../../bot/local/sample/published/lex-v1-guide-put-bot.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { userIdentity: unknown }).userIdentity;
};

const WEBSITE_ROLE = 'AWSServiceRoleForAmazonConnect_zTHjR0ch0hZyXExample';
const SYNC_ROLE = 'AWSServiceRoleForAmazonConnectSynchronization_4f2c9d1e8b7a6053c1d2';
const SSO =
  'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Contact_Center_Admin_0123456789abcdef/ann@example.com';

const ACTORS: readonly (readonly [string, unknown, Actor])[] = [
  ['the root user', userOf('Root', { arn: `arn:aws:iam::${ACCOUNT}:root` }), { kind: 'root', account: ACCOUNT }],
  ['an IAM user', userOf('IAMUser', { userName: 'Mateo' }), { kind: 'iam user', userName: 'Mateo', account: ACCOUNT }],
  [
    'an IAM user whom only the ARN names',
    userOf('IAMUser', { arn: `arn:aws:iam::${ACCOUNT}:user/division/Mateo` }),
    { kind: 'iam user', userName: 'Mateo', account: ACCOUNT },
  ],
  [
    'somebody who calls their own role like Connect’s',
    session(WEBSITE_ROLE, USER, issuedBy(WEBSITE_ROLE, `role/${WEBSITE_ROLE}`)),
    { kind: 'role session', role: WEBSITE_ROLE, session: USER, account: ACCOUNT },
  ],
  [
    'somebody who calls their own role like the replica sync’s',
    session(SYNC_ROLE, 'me', issuedBy(SYNC_ROLE, `role/aws-service-role/${SYNC_ROLE}`)),
    { kind: 'role session', role: SYNC_ROLE, session: 'me', account: ACCOUNT },
  ],
  [
    'somebody in the Connect admin website, whose role is the service’s own',
    session(WEBSITE_ROLE, USER, issuedBy(WEBSITE_ROLE, `role/aws-service-role/${WEBSITE}/${WEBSITE_ROLE}`)),
    { kind: 'connect user', userId: USER },
  ],
  [
    'the replica sync, whose role is the service’s own',
    session(SYNC_ROLE, 'sync', issuedBy(SYNC_ROLE, `role/aws-service-role/${SYNC}/${SYNC_ROLE}`)),
    { kind: 'replica sync' },
  ],
  [
    'somebody in the Connect admin website',
    session(WEBSITE_ROLE, USER, { invokedBy: WEBSITE }),
    { kind: 'connect user', userId: USER },
  ],
  [
    'somebody in the website of an old instance, whose role has no suffix',
    session('AWSServiceRoleForAmazonConnect', USER),
    { kind: 'connect user', userId: USER },
  ],
  [
    "Connect's role in a session that is no user id",
    session(WEBSITE_ROLE, 'masked-xxxx'),
    { kind: 'role session', role: WEBSITE_ROLE, session: 'masked-xxxx', account: ACCOUNT },
  ],
  [
    "a role that only begins like Connect's",
    session('AWSServiceRoleForAmazonConnectCampaigns', USER),
    { kind: 'role session', role: 'AWSServiceRoleForAmazonConnectCampaigns', session: USER, account: ACCOUNT },
  ],
  [
    'a person of Identity Center, underscores in the permission set',
    session('AWSReservedSSO_Contact_Center_Admin_0123456789abcdef', 'ann@example.com'),
    { kind: 'identity center user', permissionSet: 'Contact_Center_Admin', userName: 'ann@example.com' },
  ],
  [
    'a person of Identity Center without a session issuer, with the id of the directory',
    { type: 'AssumedRole', arn: SSO, onBehalfOf: { userId: 'u-1', identityStoreArn: 'arn:x' } },
    {
      kind: 'identity center user',
      permissionSet: 'Contact_Center_Admin',
      userName: 'ann@example.com',
      userId: 'u-1',
    },
  ],
  [
    'a plain role session',
    session('ci-connect', 'run-4711'),
    { kind: 'role session', role: 'ci-connect', session: 'run-4711', account: ACCOUNT },
  ],
  [
    'a role session that keeps who began the chain',
    session('ci-connect', 'run-4711', {
      sessionContext: { sessionIssuer: { userName: 'ci-connect' }, sourceIdentity: 'saanvi' },
    }),
    { kind: 'role session', role: 'ci-connect', session: 'run-4711', sourceIdentity: 'saanvi', account: ACCOUNT },
  ],
  [
    'a role session without an issuer',
    session('ci-connect', 'run-4711', { sessionContext: { sessionIssuer: {} } }),
    { kind: 'role session', role: 'ci-connect', session: 'run-4711', account: ACCOUNT },
  ],
  [
    'a role session without any context',
    session('ci-connect', 'run-4711', { sessionContext: undefined }),
    { kind: 'role session', role: 'ci-connect', session: 'run-4711', account: ACCOUNT },
  ],
  [
    'a role session that only the principal names',
    session('ci-connect', 'run-4711', { arn: undefined }),
    { kind: 'role session', role: 'ci-connect', session: 'run-4711', account: ACCOUNT },
  ],
  [
    'AWS itself on an instance, by a role with a colon',
    {
      type: 'AssumedRole',
      principalId: `${ACCOUNT}:aws:ec2-infrastructure:i-0abc1234def567890`,
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/aws:ec2-infrastructure/i-0abc1234def567890`,
      accountId: ACCOUNT,
    },
    { kind: 'role session', role: 'aws:ec2-infrastructure', session: 'i-0abc1234def567890', account: ACCOUNT },
  ],
  [
    'a role itself',
    userOf('Role', { arn: `arn:aws:iam::${ACCOUNT}:role/team/ci-connect`, principalId: 'AROAEXAMPLE' }),
    { kind: 'role session', role: 'ci-connect', account: ACCOUNT },
  ],
  [
    'a federated user',
    userOf('FederatedUser', {
      arn: `arn:aws:sts::${ACCOUNT}:federated-user/Nikki`,
      sessionContext: { sessionIssuer: { type: 'IAMUser', userName: 'broker' } },
    }),
    { kind: 'federated user', userName: 'Nikki' },
  ],
  [
    'a SAML user',
    userOf('SAMLUser', { userName: 'nikki@example.com', identityProvider: 'idp' }),
    { kind: 'saml user', userName: 'nikki@example.com', provider: 'idp' },
  ],
  [
    'a web identity',
    userOf('WebIdentityUser', { userName: '1234', identityProvider: 'accounts.google.com' }),
    { kind: 'web identity user', userName: '1234', provider: 'accounts.google.com' },
  ],
  [
    'a directory user',
    userOf('Directory', { userName: 'nikki.wolf' }),
    { kind: 'directory user', userName: 'nikki.wolf' },
  ],
  [
    'another AWS account',
    userOf('AWSAccount', { principalId: 'AIDAEXAMPLE', accountId: '444455556666' }),
    { kind: 'aws account', account: '444455556666' },
  ],
  [
    'an AWS service',
    { type: 'AWSService', invokedBy: 'autoscaling.amazonaws.com' },
    { kind: 'aws service', service: 'autoscaling.amazonaws.com' },
  ],
  ['the replica sync as a service', { type: 'AWSService', invokedBy: SYNC }, { kind: 'replica sync' }],
  [
    "the replica sync in a role's session",
    session(SYNC_ROLE, 'ResourceSynchronization', { invokedBy: SYNC }),
    { kind: 'replica sync' },
  ],
  [
    'an Identity Center user without a role',
    { type: 'IdentityCenterUser', accountId: ACCOUNT, onBehalfOf: { userId: 'u-1', identityStoreArn: 'arn:x' } },
    { kind: 'identity center user', userId: 'u-1' },
  ],
  [
    'an unknown identity on behalf of a person',
    { type: 'Unknown', onBehalfOf: { userId: 'u-2' } },
    { kind: 'identity center user', userId: 'u-2' },
  ],
  [
    'an unknown identity',
    { type: 'Unknown', principalId: 'P' },
    { kind: 'unknown', identityType: 'Unknown', principal: 'P' },
  ],
  [
    'an identity without a type: an event of a service',
    { accountId: ACCOUNT, invokedBy: 'ec2.amazonaws.com' },
    { kind: 'aws service', service: 'ec2.amazonaws.com' },
  ],
  ['nothing at all', undefined, { kind: 'unknown' }],
  [
    "the placeholders of the Lex documentation's sample",
    placeholder(),
    {
      kind: 'unknown',
      identityType: 'AssumedRole | FederatedUser | IAMUser | Root | SAMLUser | WebIdentityUser',
      principal: 'user name',
    },
  ],
];

describe('who made a call', () => {
  it.each(ACTORS)('is %s', (_who, userIdentity, actor) => {
    expect(identifyActor(eventWith(userIdentity))).toEqual(actor);
  });
});

const iamUser = userOf('IAMUser', { userName: 'Mateo' });
const FROM_A_DESK = { sourceIPAddress: '203.0.113.7' };
const CONSOLE_JAVA =
  'aws-internal/3 aws-sdk-java/1.11.864 Linux/4.14.193 OpenJDK_64-Bit_Server_VM/11.0.8 java/11.0.8 vendor/Amazon.com_Inc. exec-env/AWS_Lambda_java11';
const by = (mark: string) => ({ sourceIPAddress: mark, userAgent: mark });
const VIAS: readonly (readonly [Via, string, unknown, Record<string, unknown>])[] = [
  ['connect website', 'the service invoked it', session(WEBSITE_ROLE, USER, { invokedBy: WEBSITE }), by(WEBSITE)],
  ['connect website', 'only the address says so', session(WEBSITE_ROLE, USER), { sourceIPAddress: WEBSITE }],
  ['aws console', 'a browser called', iamUser, { userAgent: BROWSER }],
  ['aws console', 'credentials of the console', iamUser, { userAgent: CLI, sessionCredentialFromConsole: 'true' }],
  ['aws console', 'the console names itself', iamUser, { userAgent: 'console.amazonaws.com' }],
  ['aws console', 'the sign-in page names itself', iamUser, { userAgent: 'signin.amazonaws.com' }],
  ['aws console', 'a service’s console names itself', iamUser, { userAgent: 'console.ec2.amazonaws.com' }],
  ['aws console', 'a browser in brackets', session('Admin', 'jane'), { userAgent: `[${BROWSER}]` }],
  ['aws console', 'a part of the console in brackets', session('Admin', 'jane'), { userAgent: '[S3Console/0.4]' }],
  ['aws console', 'the console’s own function', session('Admin', 'jane'), { userAgent: CONSOLE_JAVA, ...FROM_A_DESK }],
  ['aws console', 'AWS itself from somebody’s address', iamUser, { userAgent: 'AWS Internal', ...FROM_A_DESK }],
  [
    'aws console',
    'AWS itself from an address of the new kind',
    iamUser,
    { userAgent: 'aws-internal/3 x', sourceIPAddress: '2001:db8::7' },
  ],
  [
    'unknown',
    'AWS itself from a text that only begins like a long address',
    iamUser,
    { userAgent: 'aws-internal/3 x', sourceIPAddress: `${':'.repeat(200_000)}x` },
  ],
  [
    'aws console',
    'AWS itself invoked it from somebody’s address',
    { ...iamUser, invokedBy: 'AWS Internal' },
    FROM_A_DESK,
  ],
  [
    'aws service',
    'AWS itself invoked it from within',
    { ...iamUser, invokedBy: 'AWS Internal' },
    { sourceIPAddress: 'AWS Internal' },
  ],
  [
    'lambda',
    'a function of one’s own in Java',
    session('f-role', 'f'),
    { userAgent: 'aws-sdk-java/2.30 exec-env/AWS_Lambda_java21' },
  ],
  ['cli or sdk', 'the CLI', iamUser, { userAgent: CLI }],
  ['cli or sdk', 'the SDK for Python', iamUser, { userAgent: 'Boto3/1.38.36 md/Botocore#1.38.36' }],
  ['cli or sdk', 'the SDK for JavaScript', iamUser, { userAgent: 'aws-sdk-js/3.1136.0 ua/2.1 os/linux' }],
  ['cli or sdk', 'the tools for PowerShell', iamUser, { userAgent: 'AWSPowerShell/4.1.600 .NET_Core/8.0' }],
  ['cloudformation', "CloudFormation on a person's credentials", iamUser, by('cloudformation.amazonaws.com')],
  [
    'cloudformation',
    'only invokedBy says so',
    { ...iamUser, invokedBy: 'cloudformation.amazonaws.com' },
    { userAgent: CLI },
  ],
  ['terraform', 'Terraform', session('ci-connect', 'run-4711'), { userAgent: TERRAFORM }],
  ['terraform', 'OpenTofu', session('ci-connect', 'run-4711'), { userAgent: 'APN/1.0 OpenTofu/1.8 aws-sdk-go-v2/1.3' }],
  ['lambda', 'a Lambda function', session('f-role', 'f'), { userAgent: 'Boto3/1.38 exec-env/AWS_Lambda_python3.13' }],
  [
    'lambda',
    'credentials issued to a function',
    session('f-role', 'f', { inScopeOf: { issuerType: 'AWS::Lambda::Function' } }),
    { userAgent: 'something/1.0' },
  ],
  ['lambda', 'Lambda names itself', session('f-role', 'f'), { sourceIPAddress: 'lambda.amazonaws.com' }],
  ['unknown', 'a caller who pretends to be the website', session('Admin', 'm'), { userAgent: WEBSITE }],
  ['unknown', 'a caller who pretends to be the replica', session('Admin', 'm'), { userAgent: SYNC }],
  ['replica sync', 'Global Resiliency', session(SYNC_ROLE, 'ResourceSynchronization', { invokedBy: SYNC }), by(SYNC)],
  ['aws service', 'a service', { type: 'AWSService', invokedBy: 'x.amazonaws.com' }, by('x.amazonaws.com')],
  ['aws service', 'AWS itself', iamUser, by('AWS Internal')],
  ['unknown', 'an agent of nobody we know', iamUser, { userAgent: 'curl/8.5.0' }],
  ['unknown', 'no agent at all', iamUser, {}],
];

describe('a user agent', () => {
  it('can be anything that the caller writes, and makes nobody the replica sync', () => {
    const event = eventWith(session('Admin', 'mallory'), { userAgent: SYNC });
    expect(identifyActor(event)).toMatchObject({ kind: 'role session', role: 'Admin', session: 'mallory' });
  });
});

describe('how a call was made', () => {
  it.each(VIAS)('%s: %s', (via, _how, userIdentity, others) => {
    expect(identifyVia(eventWith(userIdentity, others))).toBe(via);
  });
});

describe('whatever the identity holds', () => {
  const types = ACTORS.flatMap(([, identity]) => (identity as { type?: string } | undefined)?.type ?? []);
  const members = ['userName', 'arn', 'principalId', 'accountId', 'invokedBy', 'sessionContext', 'onBehalfOf'];
  const anyIdentity = fc.oneof(
    fc.jsonValue(),
    fc
      .tuple(fc.constantFrom(...types), fc.dictionary(fc.constantFrom(...members, 'inScopeOf'), fc.jsonValue()))
      .map(([type, identity]) => ({ ...identity, type })),
  );

  it('somebody or nobody is named, and nothing throws', () => {
    fc.assert(
      fc.property(anyIdentity, fc.string(), fc.jsonValue(), (identity, agent, address) => {
        const event = eventWith(identity, { userAgent: agent, sourceIPAddress: address });
        expect(typeof identifyActor(event).kind).toBe('string');
        expect(typeof identifyVia(event)).toBe('string');
      }),
    );
  });
});
