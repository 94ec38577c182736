/** A CloudTrail record as an event history holds it: any JSON object with the members that LookupEvents finds it by. */
export interface CloudTrailRecord {
  readonly [member: string]: unknown;
  /** ISO 8601 UTC, to the second, as CloudTrail writes it. */
  readonly eventTime: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
  readonly eventID: string;
}

const MEMBERS = ['eventTime', 'eventSource', 'eventName', 'awsRegion', 'eventID'] as const;

/** The guard from unknown JSON to a record that the local CloudTrail can serve. */
export const isCloudTrailRecord = (json: unknown): json is CloudTrailRecord =>
  typeof json === 'object' &&
  json !== null &&
  MEMBERS.every((member) => typeof (json as Record<string, unknown>)[member] === 'string');

/** One listed thing of an instance. `details` holds whatever its summary or description says besides, by the API's member names. */
export interface LocalResource {
  readonly id: string;
  /** A phone number's name is the number itself (`+18005550100`). */
  readonly name: string;
  /** ISO 8601 UTC. */
  readonly lastModifiedTime: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

export interface LocalUser {
  readonly id: string;
  readonly username: string;
  readonly firstName?: string;
  readonly lastName?: string;
  /** ISO 8601 UTC. */
  readonly lastModifiedTime: string;
  readonly securityProfileIds?: readonly string[];
  readonly routingProfileId?: string;
  readonly hierarchyGroupId?: string;
}

/** The kinds of things that an instance lists, users apart. */
export const COLLECTIONS = [
  'queues',
  'routingProfiles',
  'contactFlows',
  'contactFlowModules',
  'hoursOfOperations',
  'quickConnects',
  'securityProfiles',
  'prompts',
  'phoneNumbers',
  'agentStatuses',
  'hierarchyGroups',
  'hoursOfOperationOverrides',
  'emailAddresses',
  'views',
  'rules',
  'taskTemplates',
  'evaluationForms',
  'predefinedAttributes',
  'dataTables',
  'workspaces',
  'integrationAssociations',
  'trafficDistributionGroups',
  'vocabularies',
  'metrics',
  'extractionDefinitions',
] as const;
export type Collection = (typeof COLLECTIONS)[number];

export type LocalResources = { readonly [C in Collection]: LocalResource[] };

/** A Connect instance and all it lists. The lists may be altered while the server runs: it reads them at each call. */
export interface LocalInstance extends LocalResources {
  readonly id: string;
  readonly alias: string;
  readonly region: string;
  readonly account: string;
  readonly users: LocalUser[];
}

export interface LocalAccount {
  readonly accountId: string;
  /** In any order. Grows only, through `addEvent`. */
  readonly events: readonly CloudTrailRecord[];
  readonly instances: readonly LocalInstance[];
  readonly addEvent: (event: CloudTrailRecord) => void;
  /** Where and when the event history places a record whose own Region or time is no Region or time (documentation templates). */
  readonly unplaced: { readonly region: string; readonly time: string };
}

export interface LocalAccountParts {
  readonly accountId: string;
  readonly events?: readonly CloudTrailRecord[];
  readonly instances?: readonly LocalInstance[];
  readonly unplaced?: LocalAccount['unplaced'];
}

/** An account from its parts; the given list of events is copied, so `addEvent` alters this account alone. */
export const localAccount = ({ accountId, events = [], instances = [], unplaced }: LocalAccountParts): LocalAccount => {
  const history = [...events];
  return {
    accountId,
    events: history,
    instances,
    addEvent: (event) => {
      history.push(event);
    },
    unplaced: unplaced ?? { region: 'us-east-1', time: '1970-01-01T00:00:00Z' },
  };
};

type InstanceIdentity = Pick<LocalInstance, 'id' | 'alias' | 'region' | 'account'>;

/** An instance from its identity and the lists that matter; every other list is empty. */
export const localInstance = (
  parts: InstanceIdentity & Partial<LocalResources> & { readonly users?: LocalUser[] },
): LocalInstance => {
  const listOf = (collection: Collection): LocalResource[] => parts[collection] ?? [];
  const resources = Object.fromEntries(COLLECTIONS.map((name) => [name, listOf(name)])) as LocalResources;
  const { id, alias, region, account, users = [] } = parts;
  return { id, alias, region, account, users, ...resources };
};
