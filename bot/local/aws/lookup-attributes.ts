import type { JsonMembers } from './aws-http';
import type { CloudTrailRecord } from './local-account';

const members = (value: unknown): JsonMembers =>
  typeof value === 'object' && value !== null ? (value as JsonMembers) : {};
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const sessionName = (identity: JsonMembers): string | undefined =>
  text(identity.principalId)?.split(':')[1] ?? text(identity.arn)?.split('/').slice(2).join('/');

/**
 * The user name that LookupEvents shows and finds a record by: of a role its session name (so a Connect user's id for changes
 * made in the Connect website), `root` for the root user, nothing for an AWS service.
 */
export const eventUsername = ({ userIdentity }: CloudTrailRecord): string | undefined => {
  const identity = members(userIdentity);
  switch (identity.type) {
    case 'AssumedRole':
    case 'Role':
      return sessionName(identity) || undefined;
    case 'Root':
      return 'root';
    case 'FederatedUser':
      return text(identity.arn)?.split('/').at(-1);
    default:
      return text(identity.userName);
  }
};

export interface LookedUpResource {
  readonly ResourceType?: string;
  readonly ResourceName?: string;
}

/** The resources of a record that has a `resources` element; no Connect record does. */
export const eventResources = ({ resources }: CloudTrailRecord): readonly LookedUpResource[] =>
  (Array.isArray(resources) ? resources.map(members) : []).map((resource) => ({
    ...(typeof resource.type === 'string' && { ResourceType: resource.type }),
    ...(typeof resource.ARN === 'string' && { ResourceName: resource.ARN }),
  }));

export const eventReadOnly = ({ readOnly }: CloudTrailRecord): string | undefined =>
  typeof readOnly === 'boolean' ? String(readOnly) : text(readOnly);

export const eventAccessKeyId = ({ userIdentity }: CloudTrailRecord): string | undefined =>
  text(members(userIdentity).accessKeyId);

/** Each attribute that LookupEvents knows, with the values it compares. Source: CloudTrail's LookupAttribute. */
export const LOOKUP_ATTRIBUTES = {
  EventId: (event) => [event.eventID],
  EventName: (event) => [event.eventName],
  EventSource: (event) => [event.eventSource],
  ReadOnly: (event) => [eventReadOnly(event)],
  Username: (event) => [eventUsername(event)],
  AccessKeyId: (event) => [eventAccessKeyId(event)],
  ResourceType: (event) => eventResources(event).map((resource) => resource.ResourceType),
  ResourceName: (event) => eventResources(event).map((resource) => resource.ResourceName),
} as const satisfies Record<string, (event: CloudTrailRecord) => readonly (string | undefined)[]>;

export type LookupKey = keyof typeof LOOKUP_ATTRIBUTES;
export const isLookupKey = (key: unknown): key is LookupKey =>
  typeof key === 'string' && Object.hasOwn(LOOKUP_ATTRIBUTES, key);
