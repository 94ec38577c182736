import { createHash } from 'node:crypto';
import type { CloudTrailRecord } from './local-account';

type Members = { readonly [member: string]: unknown };

/** Every record made here has an event id and a request id that begin so: that, and nothing else, labels it as made up. */
export const SYNTHETIC_PREFIX = '5a3b1e00-';
/** AWS documentation's placeholder account. */
export const SAMPLE_ACCOUNT = '111122223333';

/** A UUID made from a name: the same name gives the same id. */
export const idFrom = (name: string): string => {
  const hash = createHash('sha256').update(name).digest('hex');
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `4${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
};

const syntheticId = (name: string): string => SYNTHETIC_PREFIX + idFrom(name).slice(9);

/** The API's own notation of a moment in a record: UTC to the second. */
export const cloudTrailTime = (time: Date): string => `${time.toISOString().slice(0, 19)}Z`;

/** What any record holds besides who made the call. */
export interface CallParts {
  readonly time: Date;
  readonly eventName: string;
  /** `connect.amazonaws.com` unless given. */
  readonly eventSource?: string;
  readonly region?: string;
  readonly account?: string;
  readonly requestParameters?: Members;
  readonly responseElements?: Members;
  /** Set on a call that failed. */
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly readOnly?: boolean;
  readonly eventType?: string;
  readonly sourceIPAddress?: string;
  readonly userAgent?: string;
  /** Made from the record's content unless given: two calls alike in everything need one of their own. */
  readonly eventId?: string;
  /** Members set last, over everything else. */
  readonly overrides?: Members;
}

export const CLI_AGENT = 'aws-cli/2.27.41 md/awscrt#0.26.1 ua/2.1 os/linux#6.8.0 lang/python#3.13.4 md/prompt#off';
export const BROWSER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
export const TERRAFORM_AGENT =
  'APN/1.0 HashiCorp/1.0 Terraform/1.9.8 (+https://www.terraform.io) terraform-provider-aws/5.100.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.36.5 os/linux lang/go#1.23.1 api/connect#1.130.0';
export const LAMBDA_AGENT =
  'Boto3/1.38.36 md/Botocore#1.38.36 ua/2.1 os/linux#5.10.0 lang/python#3.13.4 exec-env/AWS_Lambda_python3.13';

/** A record by any identity: every other builder ends here. */
export const eventBy = (userIdentity: Members, call: CallParts): CloudTrailRecord => {
  const record = {
    eventVersion: '1.11',
    userIdentity,
    eventTime: cloudTrailTime(call.time),
    eventSource: call.eventSource ?? 'connect.amazonaws.com',
    eventName: call.eventName,
    awsRegion: call.region ?? 'us-east-1',
    sourceIPAddress: call.sourceIPAddress ?? '203.0.113.24',
    userAgent: call.userAgent ?? CLI_AGENT,
    ...(call.errorCode !== undefined && { errorCode: call.errorCode }),
    ...(call.errorMessage !== undefined && { errorMessage: call.errorMessage }),
    requestParameters: call.requestParameters ?? null,
    responseElements: call.responseElements ?? null,
  };
  const content = JSON.stringify(record);
  return {
    ...record,
    requestID: syntheticId(`request of ${content}`),
    eventID: call.eventId ?? syntheticId(content),
    readOnly: call.readOnly ?? false,
    eventType: call.eventType ?? 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: call.account ?? SAMPLE_ACCOUNT,
    eventCategory: 'Management',
    ...call.overrides,
  };
};

/** Who holds a role's session. */
export interface RoleSession {
  readonly role: string;
  readonly session: string;
  /** The role's path with both slashes; `/` unless given. */
  readonly rolePath?: string;
  readonly sourceIdentity?: string;
  readonly invokedBy?: string;
  /** Identity members set over the built ones (`onBehalfOf`, `inScopeOf`). */
  readonly identity?: Members;
}

const MINUTE_MS = 60_000;

const roleIdentity = (holder: RoleSession, account: string, time: Date): Members => {
  const principalId = `AROA${createHash('sha256').update(holder.role).digest('hex').slice(0, 13).toUpperCase()}`;
  return {
    type: 'AssumedRole',
    principalId: `${principalId}:${holder.session}`,
    arn: `arn:aws:sts::${account}:assumed-role/${holder.role}/${holder.session}`,
    accountId: account,
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId,
        arn: `arn:aws:iam::${account}:role${holder.rolePath ?? '/'}${holder.role}`,
        accountId: account,
        userName: holder.role,
      },
      attributes: {
        creationDate: cloudTrailTime(new Date(time.getTime() - 11 * MINUTE_MS)),
        mfaAuthenticated: 'false',
      },
      ...(holder.sourceIdentity !== undefined && { sourceIdentity: holder.sourceIdentity }),
    },
    ...(holder.invokedBy !== undefined && { invokedBy: holder.invokedBy }),
    ...holder.identity,
  };
};

/** A call by the session of a role. */
export const assumedRoleEvent = ({ holder, ...call }: CallParts & { readonly holder: RoleSession }): CloudTrailRecord =>
  eventBy(roleIdentity(holder, call.account ?? SAMPLE_ACCOUNT, call.time), call);

/** Where a call goes: enough of an instance to name it. */
export interface CalledInstance {
  readonly id: string;
  readonly region: string;
  readonly account: string;
}

export const arnOfInstance = ({ id, region, account }: CalledInstance): string =>
  `arn:aws:connect:${region}:${account}:instance/${id}`;

type InInstance = CallParts & { readonly instance: CalledInstance };

const atInstance = ({ instance, ...call }: InInstance, InstanceId: string): CallParts => ({
  ...call,
  region: call.region ?? instance.region,
  account: call.account ?? instance.account,
  requestParameters: { InstanceId, ...call.requestParameters },
});

/**
 * A call as somebody signed in to the Connect admin website leaves it: Connect's service-linked role, the user's id as session
 * name, no address of a person, the instance as a URL-encoded ARN.
 */
export const websiteEvent = ({ userId, ...call }: InInstance & { readonly userId: string }): CloudTrailRecord => {
  const service = 'connect.amazonaws.com';
  const holder = {
    role: `AWSServiceRoleForAmazonConnect_${idFrom(call.instance.id).replaceAll('-', '').slice(0, 20)}`,
    session: userId,
    rolePath: `/aws-service-role/${service}/`,
    invokedBy: service,
  };
  const placed = atInstance(call, encodeURIComponent(arnOfInstance(call.instance)));
  return assumedRoleEvent({ sourceIPAddress: service, userAgent: service, ...placed, holder });
};

/** A call on an instance by the session of a role: a pipeline, a function, a script. */
export const roleCallEvent = ({ holder, ...call }: InInstance & { readonly holder: RoleSession }): CloudTrailRecord =>
  assumedRoleEvent({ ...atInstance(call, call.instance.id), holder });

/** A Terraform run by a pipeline's role. */
export const terraformEvent = (
  call: InInstance & { readonly role: string; readonly session: string },
): CloudTrailRecord => {
  const { role, session, ...rest } = call;
  return roleCallEvent({ userAgent: TERRAFORM_AGENT, ...rest, holder: { role, session } });
};

/** A call by a Lambda function: its role's session bears the function's name. */
export const lambdaEvent = (call: InInstance & { readonly functionName: string }): CloudTrailRecord => {
  const { functionName, ...rest } = call;
  const arn = `arn:aws:lambda:${rest.instance.region}:${rest.instance.account}:function:${functionName}`;
  return roleCallEvent({
    userAgent: LAMBDA_AGENT,
    sourceIPAddress: '203.0.113.80',
    ...rest,
    holder: {
      role: `${functionName}-role`,
      session: functionName,
      identity: { inScopeOf: { issuerType: 'AWS::Lambda::Function', credentialsIssuedTo: arn } },
    },
  });
};

/** A person of IAM Identity Center in the AWS console. */
export const identityCenterEvent = (
  call: InInstance & { readonly userName: string; readonly permissionSet: string },
): CloudTrailRecord => {
  const { userName, permissionSet, ...rest } = call;
  return roleCallEvent({
    userAgent: BROWSER_AGENT,
    sourceIPAddress: '198.51.100.17',
    ...rest,
    overrides: { sessionCredentialFromConsole: 'true', ...rest.overrides },
    holder: {
      role: `AWSReservedSSO_${permissionSet}_0123456789abcdef`,
      session: userName,
      rolePath: `/aws-reserved/sso.amazonaws.com/${rest.instance.region}/`,
    },
  });
};

/** A call with an IAM user's own keys; `invokedBy` where a service acted on them (CloudFormation). */
export const iamUserEvent = (
  call: InInstance & { readonly userName: string; readonly invokedBy?: string },
): CloudTrailRecord => {
  const { userName, invokedBy, ...rest } = call;
  const { account } = rest.instance;
  const placed = atInstance(rest, rest.instance.id);
  const through = invokedBy === undefined ? {} : { sourceIPAddress: invokedBy, userAgent: invokedBy };
  const identity = {
    type: 'IAMUser',
    principalId: 'AIDACKCEVSQ6C2EXAMPLE',
    arn: `arn:aws:iam::${account}:user/${userName}`,
    accountId: account,
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    userName,
    ...(invokedBy !== undefined && { invokedBy }),
  };
  return eventBy(identity, { ...through, ...placed });
};

/** A call by the root user, from the AWS console. */
export const rootEvent = (call: InInstance): CloudTrailRecord => {
  const { account } = call.instance;
  const identity = {
    type: 'Root',
    principalId: account,
    arn: `arn:aws:iam::${account}:root`,
    accountId: account,
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  };
  const placed = atInstance(call, call.instance.id);
  return eventBy(identity, { userAgent: BROWSER_AGENT, sourceIPAddress: '198.51.100.9', ...placed });
};

/** Global Resiliency repeating a change in the replica's Region: every id is a whole ARN there. */
export const replicaSyncEvent = (call: InInstance): CloudTrailRecord => {
  const service = 'synchronization.connect.amazonaws.com';
  const holder = {
    role: 'AWSServiceRoleForAmazonConnectSynchronization_4f2c9d1e8b7a6053c1d2',
    session: 'ResourceSynchronization',
    rolePath: `/aws-service-role/${service}/`,
    invokedBy: service,
  };
  const placed = atInstance(call, arnOfInstance(call.instance));
  return assumedRoleEvent({ sourceIPAddress: service, userAgent: service, ...placed, holder });
};

/** Something an AWS service did by itself. */
export const awsServiceEvent = ({ service, ...call }: InInstance & { readonly service: string }): CloudTrailRecord => {
  const placed = atInstance(call, call.instance.id);
  const identity = { type: 'AWSService', invokedBy: service };
  return eventBy(identity, { sourceIPAddress: service, userAgent: service, ...placed });
};
