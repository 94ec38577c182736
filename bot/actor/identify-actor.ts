import { isIP } from 'node:net';
import { type CloudTrailEvent, definedOnly } from '../change/cloudtrail-event';
import { asString, stringAt } from '../change/json';
import { isUuid } from '../change/resource';
import type { Actor, Via } from './actor';

/** The paths that only AWS can make roles under: anybody may call a role of their own by such a name. */
const CONNECT_PATH = ':role/aws-service-role/connect.amazonaws.com/';
const SYNC_PATH = ':role/aws-service-role/synchronization.connect.amazonaws.com/';
const CONNECT_ROLE = /^AWSServiceRoleForAmazonConnect(_|$)/;
const SYNC_ROLE = /^AWSServiceRoleForAmazonConnectSynchronization/;
const SYNC_SERVICE = 'synchronization.connect.amazonaws.com';
/** `AWSReservedSSO_<permission set>_<16 hex>`; the permission set itself may hold underscores. */
const IDENTITY_CENTER_ROLE = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/;

const lastPart = (text: string | undefined, separator: string): string | undefined => {
  const at = text?.lastIndexOf(separator) ?? -1;
  return text === undefined || at < 0 ? undefined : asString(text.slice(at + 1));
};

/**
 * `arn:aws:sts::1:assumed-role/<role>/<session>`; documentation samples also show it without a session. AWS's own role for what it
 * does on instances is called `aws:ec2-infrastructure`, with a colon.
 */
const ofAssumedRoleArn = (arn: string | undefined): { role?: string; session?: string } => {
  const [, resource] = arn?.split(':assumed-role/') ?? [];
  const [role, ...session] = resource?.split('/') ?? [];
  return definedOnly({ role: asString(role), session: asString(session.join('/')) });
};

const roleActor = (event: CloudTrailEvent): Actor => {
  const identity = event.userIdentity;
  const fromArn = ofAssumedRoleArn(asString(identity.arn));
  const issuer = asString(stringAt(identity, 'sessionContext.sessionIssuer.userName'));
  const role = issuer ?? fromArn.role ?? lastPart(asString(identity.arn), '/') ?? 'unknown role';
  const session = fromArn.session ?? lastPart(asString(identity.principalId), ':');
  const issuerArn = stringAt(identity, 'sessionContext.sessionIssuer.arn');
  const isUnder = (path: string): boolean => issuerArn === undefined || issuerArn.includes(path);
  if (isSync(event) || (SYNC_ROLE.test(role) && isUnder(SYNC_PATH))) return { kind: 'replica sync' };
  if (CONNECT_ROLE.test(role) && isUnder(CONNECT_PATH) && session !== undefined && isUuid(session))
    return { kind: 'connect user', userId: session };

  const permissionSet = IDENTITY_CENTER_ROLE.exec(role)?.[1];
  const sourceIdentity = stringAt(identity, 'sessionContext.sourceIdentity');
  if (permissionSet !== undefined) {
    return {
      kind: 'identity center user',
      permissionSet,
      ...definedOnly({ userName: sourceIdentity ?? session, userId: stringAt(identity, 'onBehalfOf.userId') }),
    };
  }
  return {
    kind: 'role session',
    role,
    ...definedOnly({ session, sourceIdentity, account: asString(identity.accountId) }),
  };
};

const isSync = (event: CloudTrailEvent): boolean =>
  [asString(event.userIdentity.invokedBy), event.sourceIp].includes(SYNC_SERVICE);

const userName = (event: CloudTrailEvent, fallback: string): string =>
  asString(event.userIdentity.userName) ?? lastPart(asString(event.userIdentity.arn), '/') ?? fallback;

const withProvider = (event: CloudTrailEvent) =>
  definedOnly({ provider: asString(event.userIdentity.identityProvider) });

const unknownActor = (event: CloudTrailEvent, identityType: string | undefined): Actor => {
  const service = asString(event.userIdentity.invokedBy);
  // An AwsServiceEvent's identity has no type, only the service that acted.
  if (identityType === undefined && service !== undefined) return { kind: 'aws service', service };
  const userId = stringAt(event.userIdentity, 'onBehalfOf.userId');
  if (userId !== undefined) return { kind: 'identity center user', userId };
  const principal = asString(event.userIdentity.userName) ?? asString(event.userIdentity.principalId);
  return { kind: 'unknown', ...definedOnly({ identityType, principal }) };
};

/** Who made the call. Source: CloudTrail's `userIdentity` page, and records of each kind. Never throws. */
export const identifyActor = (event: CloudTrailEvent): Actor => {
  const identity = event.userIdentity;
  const type = asString(identity.type);
  switch (type) {
    case 'AssumedRole':
    case 'Role':
      return roleActor(event);
    case 'IAMUser':
      return {
        kind: 'iam user',
        userName: userName(event, 'unknown IAM user'),
        ...definedOnly({ account: asString(identity.accountId) }),
      };
    case 'Root':
      return { kind: 'root', ...definedOnly({ account: asString(identity.accountId) }) };
    case 'FederatedUser':
      return { kind: 'federated user', userName: userName(event, 'unknown federated user') };
    case 'SAMLUser':
      return { kind: 'saml user', userName: userName(event, 'unknown SAML user'), ...withProvider(event) };
    case 'WebIdentityUser':
      return { kind: 'web identity user', userName: userName(event, 'unknown web identity'), ...withProvider(event) };
    case 'Directory':
      return { kind: 'directory user', userName: userName(event, 'unknown directory user') };
    case 'AWSAccount':
      return { kind: 'aws account', account: asString(identity.accountId) ?? 'unknown' };
    case 'AWSService':
      return isSync(event)
        ? { kind: 'replica sync' }
        : { kind: 'aws service', service: asString(identity.invokedBy) ?? event.sourceIp ?? 'unknown service' };
    case 'IdentityCenterUser':
      return {
        kind: 'identity center user',
        ...definedOnly({
          userName: asString(identity.userName),
          userId: stringAt(identity, 'onBehalfOf.userId'),
        }),
      };
    default:
      return unknownActor(event, type);
  }
};

/** User agents that CloudTrail writes for calls out of the AWS console. Source: `userAgent` on its "record contents" page. */
const CONSOLE_AGENTS = /^(?:console|signin)(?:\.[\w-]+)?\.amazonaws\.com$/;

/** A browser, or a part of the console that names itself; records have either also in brackets. */
const BROWSERS = /^\[?(?:Mozilla|\w*Console)\//;

/** What AWS calls itself by where the console calls for the signed-in person, from their address. */
const AWS_ITSELF = /^\[?(?:aws-internal\/|AWS Internal\b)/i;

/** A function of AWS's own, which the console calls through. */
const CONSOLE_FUNCTION = /^\[?aws-internal\/.*\bexec-env\/AWS_Lambda_java/i;

const isOfConsole = ({ fromConsole, userAgent: agent = '', sourceIp = '', userIdentity }: CloudTrailEvent): boolean => {
  if (fromConsole || BROWSERS.test(agent) || CONSOLE_AGENTS.test(agent) || CONSOLE_FUNCTION.test(agent)) return true;
  const isItself = AWS_ITSELF.test(agent) || asString(userIdentity.invokedBy) === 'AWS Internal';
  return isItself && isIP(sourceIp) !== 0;
};

/** How the call was made, from `invokedBy`, source address and user agent. The first mark that fits decides. */
export const identifyVia = (event: CloudTrailEvent): Via => {
  const agent = event.userAgent ?? '';
  const invokedBy = asString(event.userIdentity.invokedBy);
  // Never the user agent: whoever calls writes that themselves.
  const marks = [invokedBy, event.sourceIp];
  if (isSync(event)) return 'replica sync';
  if (marks.includes('connect.amazonaws.com')) return 'connect website';
  if (marks.includes('cloudformation.amazonaws.com')) return 'cloudformation';
  if (/\b(HashiCorp )?(Terraform|OpenTofu)\b/i.test(agent)) return 'terraform';
  const isFunctions = stringAt(event.userIdentity, 'inScopeOf.issuerType') === 'AWS::Lambda::Function';
  if (isFunctions || marks.includes('lambda.amazonaws.com')) return 'lambda';
  if (isOfConsole(event)) return 'aws console';
  if (/exec-env\/AWS_Lambda/.test(agent)) return 'lambda';
  if (marks.some((mark) => mark === 'AWS Internal' || mark?.endsWith('.amazonaws.com'))) return 'aws service';
  return /\b(aws-cli|aws-sdk|Boto3|Botocore|AWSPowerShell|APN)\b/i.test(agent) ? 'cli or sdk' : 'unknown';
};
