import type { CloudTrailEvent } from '../change/cloudtrail-event';
import { asString, isObject, stringAt } from '../change/json';
import type { Actor, Acts, Via } from './actor';

/** Ways of calling that no hand goes. */
const BY_MACHINE: ReadonlySet<Via> = new Set<Via>([
  'terraform',
  'cloudformation',
  'lambda',
  'aws service',
  'replica sync',
]);
/** Ways of calling that take a person at a screen. */
const BY_HAND: ReadonlySet<Via> = new Set<Via>(['connect website', 'aws console']);

/** What deploys, and what runs in a function or a container of AWS's. CloudShell is a terminal with a person before it. */
const MACHINE_AGENT = /\b(?:Pulumi|aws-cdk|CloudFormation|CodeBuild|CodePipeline)|\bexec-env\/AWS_/i;
const TERMINAL_AGENT = /\bexec-env\/CloudShell\b/i;

/** Sessions that are named by CodeBuild, by GitHub's own action, or by EC2 for an instance. */
const MACHINE_SESSION = /^(?:AWSCodeBuild-|GitHubActions$|i-[\da-f]{8,17}$)/i;
/** A name that an SDK made up because it was given none, or a number: runs are numbered, people are not. */
const MADE_UP_SESSION = /^(?:botocore-session-\d+|aws-sdk-js-\d+|aws-go-sdk-\d+|aws-sdk-java-\d+|\d+)$/i;

/** Where programs, not people, sign in by web identity: GitHub's and GitLab's runs, pods of a cluster. */
const WORKLOADS =
  /\b(?:token\.actions\.githubusercontent\.com|oidc\.eks\.[\w-]+\.amazonaws\.com(?:\.cn)?|gitlab\.com|oidc\.circleci\.com|app\.terraform\.io)\b/i;

/** Linear for any text: a session has at most 64 letters, but a record may hold more. */
const isEmail = (text: string): boolean => {
  const [name, domain, ...more] = text.split('@');
  return more.length === 0 && /^[^\s/]+$/.test(name ?? '') && /^[^\s/.]+(?:\.[^\s/.]+)+$/.test(domain ?? '');
};

/**
 * Whether a person made the call, or a pipeline, as far as its record tells: what surely runs by itself comes first, then what only
 * people do, then what is likely a run's. Where nothing fits it is not known. Never throws.
 */
export const identifyActs = (event: CloudTrailEvent, actor: Actor, via: Via): Acts => {
  if (actor.kind === 'aws service' || BY_MACHINE.has(via) || isGivenToMachine(event)) return 'pipeline';
  if (BY_HAND.has(via)) return 'person';
  if (MACHINE_AGENT.test(event.userAgent ?? '')) return 'pipeline';
  switch (actor.kind) {
    case 'connect user':
    case 'root':
    case 'identity center user':
    case 'saml user':
    case 'directory user':
    // Their keys are a person's own, unless the agent says who uses them.
    case 'iam user':
    case 'federated user':
      return 'person';
    case 'replica sync':
      return 'pipeline';
    case 'web identity user':
      return WORKLOADS.test(actor.provider ?? '') ? 'pipeline' : 'person';
    case 'role session':
      return ofRoleSession(event, actor);
    case 'aws account':
    case 'unknown':
      return 'unknown';
  }
};

/** The credentials were given to a function, an instance or the like. AWS also writes an empty object there. */
const isGivenToMachine = ({ userIdentity }: CloudTrailEvent): boolean =>
  (isObject(userIdentity.inScopeOf) && Object.keys(userIdentity.inScopeOf).length > 0) ||
  stringAt(userIdentity, 'sessionContext.ec2RoleDelivery') !== undefined ||
  WORKLOADS.test(stringAt(userIdentity, 'sessionContext.webIdFederationData.federatedProvider') ?? '');

const ofRoleSession = (event: CloudTrailEvent, actor: Extract<Actor, { kind: 'role session' }>): Acts => {
  const { role, session = '', sourceIdentity = '' } = actor;
  if (MACHINE_SESSION.test(session) || isOfAws(role)) return 'pipeline';
  // A product provider's people and programs call alike.
  if (stringAt(event.userIdentity, 'invokedByDelegate.accountId') !== undefined) return 'unknown';
  if (isPersons(event, session, sourceIdentity)) return 'person';
  return MADE_UP_SESSION.test(session) ? 'pipeline' : 'unknown';
};

/** Roles that only AWS acts by. Lex bots are edited in Connect's website too, by which role's session is not known. */
const isOfAws = (role: string): boolean =>
  /^aws:/.test(role) || (/^AWSServiceRoleFor/.test(role) && !/^AWSServiceRoleForLexV2Bots_AmazonConnect/.test(role));

/** What only people have: a second factor, an address or a name of their own that goes with the session, a terminal in the console. */
const isPersons = ({ userIdentity, userAgent = '' }: CloudTrailEvent, session: string, source: string): boolean =>
  String(stringAt(userIdentity, 'sessionContext.attributes.mfaAuthenticated')) === 'true' ||
  isEmail(session) ||
  (source !== '' && !MACHINE_SESSION.test(source) && !MADE_UP_SESSION.test(source)) ||
  asString(stringAt(userIdentity, 'onBehalfOf.userId')) !== undefined ||
  TERMINAL_AGENT.test(userAgent);
