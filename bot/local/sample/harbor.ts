import {
  type LocalInstance,
  type LocalResource,
  type LocalResources,
  type LocalUser,
  localInstance,
} from '../aws/local-account';
import { idFrom, SAMPLE_ACCOUNT } from '../aws/records';
import { AGENTS, MANAGERS, MOVED_AGENTS, NEWCOMERS, type Person, SYDNEY_PEOPLE, userId } from './people';

/** The two instances of the made-up company, as they stand today. */
export const PROD = {
  id: '5a3b1e00-77aa-4c1d-9e0b-6f21c3d5e801',
  alias: 'harbor-prod',
  region: 'us-east-1',
  account: SAMPLE_ACCOUNT,
} as const;
export const SYDNEY = {
  id: '5a3b1e00-4d2e-4b90-8a67-90e1b2c3d402',
  alias: 'harbor-sydney',
  region: 'ap-southeast-2',
  account: SAMPLE_ACCOUNT,
} as const;

export type Kind =
  | 'queue'
  | 'routing profile'
  | 'flow'
  | 'flow module'
  | 'hours'
  | 'quick connect'
  | 'security profile'
  | 'prompt'
  | 'phone number'
  | 'agent status'
  | 'hierarchy group'
  | 'email address'
  | 'view'
  | 'rule'
  | 'task template'
  | 'evaluation form'
  | 'data table'
  | 'workspace'
  | 'integration'
  | 'traffic distribution group'
  | 'vocabulary'
  | 'metric'
  | 'extraction definition';

/** The id of a thing of an instance, by what it was first called. */
export const idOf = (instance: { readonly alias: string }, kind: Kind, name: string): string =>
  idFrom(`${instance.alias} ${kind} ${name}`);

export const idInProd = (kind: Kind, name: string): string => idOf(PROD, kind, name);
export const idInSydney = (kind: Kind, name: string): string => idOf(SYDNEY, kind, name);
export const prodUser = ({ username }: Person): string => userId(PROD.alias, username);

/** A name meant to page a channel, one meant to come out bold, and one in Japanese: all legal in Connect. */
export const AWKWARD_QUEUES = ['<!channel>', '*x*', '請求・返金'];

/** What the queue that was renamed was called before. */
export const RENAMED = { from: 'Tech Support', to: 'Technical Support' };

const PROD_QUEUES = [
  'Billing',
  'Billing Callback',
  'Billing ES',
  'Claims',
  'Claims ES',
  'Refunds',
  'Sales',
  'Sales ES',
  'Fleet',
  'Roadside',
  'VIP',
  'Escalations',
  'BasicQueue',
  ...AWKWARD_QUEUES,
];

const numbered = (name: string, details?: LocalResource['details']) => ({ name, ...(details && { details }) });
const named = (names: readonly string[], details?: LocalResource['details']) =>
  names.map((name) => numbered(name, details));

/** Things last touched long before the month begins, until an event says otherwise. */
const listed = (
  instance: { readonly alias: string },
  kind: Kind,
  things: readonly Pick<LocalResource, 'name' | 'details'>[],
  longAgo: string,
): LocalResource[] =>
  things.map((thing) => ({ ...thing, id: idOf(instance, kind, thing.name), lastModifiedTime: longAgo }));

/** What a user may do and where their calls come from, by names. */
interface Place {
  readonly securityProfiles: readonly string[];
  readonly routingProfile: string;
  readonly hierarchyGroup?: string;
}

const users = (
  instance: { readonly alias: string },
  people: readonly Person[],
  placeOf: (person: Person) => Place,
  longAgo: string,
): LocalUser[] =>
  people.map((someone) => {
    const { securityProfiles, routingProfile, hierarchyGroup } = placeOf(someone);
    return {
      ...someone,
      id: userId(instance.alias, someone.username),
      lastModifiedTime: longAgo,
      securityProfileIds: securityProfiles.map((name) => idOf(instance, 'security profile', name)),
      routingProfileId: idOf(instance, 'routing profile', routingProfile),
      ...(hierarchyGroup !== undefined && { hierarchyGroupId: idOf(instance, 'hierarchy group', hierarchyGroup) }),
    };
  });

/** Those whom this month's events left somewhere else than their colleagues. */
const placeInProd = (someone: Person): Place => ({
  securityProfiles: [
    MANAGERS.includes(someone) ? 'CallCenterManager' : 'Agent',
    ...(someone.username === 'akua.mansa' ? ['Admin'] : []),
  ],
  routingProfile: MOVED_AGENTS.includes(someone) ? 'Tier 2 Voice' : 'Tier 1 Voice',
  ...(AGENTS.includes(someone) && { hierarchyGroup: 'East' }),
});

const placeInSydney = (): Place => ({ securityProfiles: ['CallCenterManager'], routingProfile: 'Tier 1 Voice' });

const flow = (name: string, type: string) =>
  numbered(name, { Type: type, ContactFlowType: type, Content: '{"Version":"2019-10-30","Actions":[]}' });

const renamedQueue = (longAgo: string): LocalResource => ({
  id: idInProd('queue', RENAMED.from),
  name: RENAMED.to,
  lastModifiedTime: longAgo,
  details: hoursInProd('Basic Hours'),
});

const hoursInProd = (name: string) => ({ HoursOfOperationId: idInProd('hours', name) });

/** Each queue as this month's events left it. */
const queueInProd = (name: string) =>
  numbered(
    name,
    name === 'Billing'
      ? { MaxContacts: 40, ...hoursInProd('Weekdays 8–20') }
      : { MaxContacts: 20, ...hoursInProd('Basic Hours') },
  );

/** The queues that a routing profile holds. None holds Billing since it went out of Tier 1 Voice a quarter of an hour ago. */
const profileInProd = (name: string, queues: readonly string[]) =>
  numbered(name, { AssociatedQueueIds: queues.map((queue) => idInProd('queue', queue)) });

/** What came to Connect after queues and flows: a few of each kind. */
const furtherThings = (longAgo: string) =>
  ({
    // By this month's event, which states its id.
    hoursOfOperationOverrides: [
      {
        id: idFrom('override Thanksgiving'),
        name: 'Thanksgiving',
        lastModifiedTime: longAgo,
        details: hoursInProd('Weekdays 8–20'),
      },
    ],
    emailAddresses: listed(PROD, 'email address', named(['letters@harbor.example', 'papers@harbor.example']), longAgo),
    views: [
      ...listed(PROD, 'view', named(['Policy Card', 'Damage Report']), longAgo),
      ...listed(PROD, 'view', named(['Cards'], { Type: 'AWS_MANAGED' }), longAgo),
    ],
    rules: listed(PROD, 'rule', named(['Alert on long silence', 'Open a task on a complaint']), longAgo),
    taskTemplates: listed(PROD, 'task template', named(['Ring back tomorrow']), longAgo),
    evaluationForms: listed(PROD, 'evaluation form', named(['Voice quality']), longAgo),
    predefinedAttributes: ['Language skill', 'Licensed state'].map((name) => ({
      id: name,
      name,
      lastModifiedTime: longAgo,
    })),
    dataTables: listed(PROD, 'data table', named(['Garages by postcode']), longAgo),
    workspaces: listed(PROD, 'workspace', named(['Adjuster desk']), longAgo),
    integrationAssociations: [
      ...listed(PROD, 'integration', [numbered('Ticketing', { SourceApplicationName: 'Ticketing' })], longAgo),
      ...listed(PROD, 'integration', named(['CASES_DOMAIN'], { IntegrationType: 'CASES_DOMAIN' }), longAgo),
    ],
    trafficDistributionGroups: listed(PROD, 'traffic distribution group', named(['East and west']), longAgo),
    vocabularies: listed(PROD, 'vocabulary', named(['Insurance terms']), longAgo),
    metrics: [
      ...listed(PROD, 'metric', named(['Solved at first contact']), longAgo),
      ...listed(PROD, 'metric', named(['Contacts handled'], { Type: 'AWS_MANAGED' }), longAgo),
    ],
    extractionDefinitions: listed(PROD, 'extraction definition', named(['Policy number']), longAgo),
  }) satisfies Partial<LocalResources>;

export const prodInstance = (longAgo: string): LocalInstance =>
  localInstance({
    ...PROD,
    users: users(PROD, [...MANAGERS, ...AGENTS, ...NEWCOMERS], placeInProd, longAgo),
    queues: [...listed(PROD, 'queue', PROD_QUEUES.map(queueInProd), longAgo), renamedQueue(longAgo)],
    routingProfiles: listed(
      PROD,
      'routing profile',
      [
        profileInProd('Tier 1 Voice', ['Billing Callback', 'Claims', 'Refunds', 'Sales', 'Fleet', 'Roadside']),
        profileInProd('Tier 2 Voice', ['Escalations', 'VIP', RENAMED.from]),
        profileInProd('Chat', ['Sales', 'Sales ES']),
        profileInProd('Back Office', ['Claims', 'Claims ES', 'Billing ES']),
      ],
      longAgo,
    ),
    contactFlows: listed(
      PROD,
      'flow',
      [
        flow('Main Menu', 'CONTACT_FLOW'),
        flow('Billing', 'CONTACT_FLOW'),
        flow('Claims Intake', 'CONTACT_FLOW'),
        flow('Default customer queue', 'CUSTOMER_QUEUE'),
        flow('Agent whisper', 'AGENT_WHISPER'),
      ],
      longAgo,
    ),
    contactFlowModules: listed(PROD, 'flow module', named(['Identify Caller', 'Survey Offer']), longAgo),
    hoursOfOperations: listed(
      PROD,
      'hours',
      named(['Basic Hours', 'Weekdays', 'Weekdays 8–20', '24x7'], { TimeZone: 'America/New_York' }),
      longAgo,
    ),
    quickConnects: listed(PROD, 'quick connect', named(['Billing', 'Escalations', 'Roadside Assistance']), longAgo),
    securityProfiles: listed(
      PROD,
      'security profile',
      named(['Admin', 'Agent', 'CallCenterManager', 'QualityAnalyst']),
      longAgo,
    ),
    prompts: listed(PROD, 'prompt', named(['Beep.wav', 'Hold Music', 'Holiday Closing']), longAgo),
    phoneNumbers: listed(PROD, 'phone number', named(['+18005550100', '+18005550142']), longAgo),
    agentStatuses: [
      ...listed(PROD, 'agent status', named(['Available'], { Type: 'ROUTABLE' }), longAgo),
      ...listed(PROD, 'agent status', named(['Offline'], { Type: 'OFFLINE' }), longAgo),
      ...listed(PROD, 'agent status', named(['Lunch', 'Training']), longAgo),
    ],
    hierarchyGroups: listed(PROD, 'hierarchy group', named(['East', 'West']), longAgo),
    ...furtherThings(longAgo),
  });

export const sydneyInstance = (longAgo: string): LocalInstance =>
  localInstance({
    ...SYDNEY,
    users: users(SYDNEY, SYDNEY_PEOPLE, placeInSydney, longAgo),
    queues: listed(SYDNEY, 'queue', named(['Billing', 'Refunds', 'Sales', 'BasicQueue']), longAgo),
    routingProfiles: listed(SYDNEY, 'routing profile', named(['Tier 1 Voice', 'Tier 2 Voice']), longAgo),
    contactFlows: listed(SYDNEY, 'flow', [flow('Main Menu', 'CONTACT_FLOW')], longAgo),
    hoursOfOperations: listed(SYDNEY, 'hours', named(['Basic Hours'], { TimeZone: 'Australia/Sydney' }), longAgo),
    quickConnects: listed(SYDNEY, 'quick connect', named(['Refunds']), longAgo),
    securityProfiles: listed(SYDNEY, 'security profile', named(['Admin', 'Agent', 'CallCenterManager']), longAgo),
    agentStatuses: listed(SYDNEY, 'agent status', named(['Available'], { Type: 'ROUTABLE' }), longAgo),
  });
