import type { CloudTrailRecord, Collection, LocalInstance, LocalResource, LocalUser } from '../aws/local-account';

type Members = { readonly [member: string]: unknown };
const members = (value: unknown): Members => (typeof value === 'object' && value !== null ? (value as Members) : {});

/** Which events alter a kind of thing, and the request or answer members that hold its id. */
const TOUCHES: Readonly<Partial<Record<Collection | 'users', { events: RegExp; ids: readonly string[] }>>> = {
  users: { events: /^(Create|Update)User/, ids: ['UserId'] },
  queues: { events: /^(Create|Update)Queue/, ids: ['QueueId'] },
  routingProfiles: { events: /^(?!UpdateUser)\w*RoutingProfile(Queues|Concurrency|Name)?$/, ids: ['RoutingProfileId'] },
  contactFlows: { events: /^UpdateContactFlow(Content|Metadata|Name)$/, ids: ['ContactFlowId'] },
  contactFlowModules: { events: /ContactFlowModule/, ids: ['Id', 'ContactFlowModuleId'] },
  hoursOfOperations: { events: /^(Create|Update)HoursOfOperation$/, ids: ['HoursOfOperationId'] },
  quickConnects: { events: /^(Create|Update)QuickConnect/, ids: ['QuickConnectId'] },
  securityProfiles: { events: /^(Create|Update)SecurityProfile$/, ids: ['SecurityProfileId'] },
  phoneNumbers: { events: /PhoneNumber/, ids: ['PhoneNumberId'] },
  agentStatuses: { events: /^(Create|Update)AgentStatus$/, ids: ['AgentStatusId'] },
};

const touches = (event: CloudTrailRecord, kind: Collection | 'users', id: string): boolean => {
  const rule = TOUCHES[kind];
  if (rule === undefined || event.errorCode !== undefined || !rule.events.test(event.eventName)) return false;
  const places = [members(event.requestParameters), members(event.responseElements)];
  return rule.ids.some((member) => places.some((place) => place[member] === id));
};

/** The time of the newest event that altered it, else the time it has. */
const touchedLast = <T extends LocalResource | LocalUser>(
  thing: T,
  kind: Collection | 'users',
  events: readonly CloudTrailRecord[],
): T => {
  const times = events.filter((event) => touches(event, kind, thing.id)).map((event) => event.eventTime);
  return { ...thing, lastModifiedTime: times.sort().at(-1) ?? thing.lastModifiedTime };
};

/** The instance with each thing's last modification set by the events, so that Connect and CloudTrail agree. */
export const agreeingWith = (instance: LocalInstance, events: readonly CloudTrailRecord[]): LocalInstance => {
  const here = events.filter((event) => event.awsRegion === instance.region);
  const dated = (Object.keys(TOUCHES) as (Collection | 'users')[]).map((kind) => [
    kind,
    (instance[kind] as readonly (LocalResource | LocalUser)[]).map((thing) => touchedLast(thing, kind, here)),
  ]);
  return { ...instance, ...(Object.fromEntries(dated) as Partial<LocalInstance>) };
};

/** The instance with one thing modified at a moment that no event tells of. */
export const modifiedUnseen = (
  instance: LocalInstance,
  collection: Collection,
  name: string,
  lastModifiedTime: string,
): LocalInstance => ({
  ...instance,
  [collection]: instance[collection].map((thing) => (thing.name === name ? { ...thing, lastModifiedTime } : thing)),
});
