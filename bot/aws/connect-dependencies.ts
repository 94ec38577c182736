import {
  type ConnectClient,
  DescribeQueueCommand,
  DescribeUserCommand,
  ListRoutingProfileQueuesCommand,
  type RoutingProfile,
  SearchRoutingProfilesCommand,
} from '@aws-sdk/client-connect';
import type { ResourceType } from '../change/catalogue';

/** What something depends on, without the place, which is that of the thing itself. */
export interface Dependency {
  readonly type: ResourceType;
  readonly id: string;
}

/** What Connect tells of a thing; `whole` unless there was more than is looked through. */
interface DependenciesTold {
  readonly found: readonly Dependency[];
  readonly whole: boolean;
}

/** Waits for a call's turn and gives the client to make it with. */
type NextClient = () => Promise<ConnectClient>;
type AskDependencies = (next: NextClient, InstanceId: string, id: string) => Promise<DependenciesTold>;

const PAGE = 100;
/** So many pages of routing profiles are looked through for a queue: they take their turns while somebody waits. */
const MOST_PAGES = 5;

/** The types that depend on others which never name them. */
export const DEPENDENCIES: Partial<Record<ResourceType, AskDependencies>> = {
  queue: async (next, InstanceId, QueueId) => {
    const { Queue } = await (await next()).send(new DescribeQueueCommand({ InstanceId, QueueId }));
    const profiles = await profilesHolding(next, InstanceId, QueueId);
    return {
      found: [
        ...dependenciesOn('hours-of-operation', [Queue?.HoursOfOperationId]),
        ...dependenciesOn('routing-profile', profiles.ids),
      ],
      whole: profiles.whole,
    };
  },
  user: async (next, InstanceId, UserId) => {
    const { User } = await (await next()).send(new DescribeUserCommand({ InstanceId, UserId }));
    return {
      found: [
        ...dependenciesOn('security-profile', User?.SecurityProfileIds),
        ...dependenciesOn('routing-profile', [User?.RoutingProfileId]),
        ...dependenciesOn('user-hierarchy-group', [User?.HierarchyGroupId]),
      ],
      whole: true,
    };
  },
  'routing-profile': async (next, InstanceId, RoutingProfileId) => {
    const request = new ListRoutingProfileQueuesCommand({ InstanceId, RoutingProfileId, MaxResults: PAGE });
    const { RoutingProfileQueueConfigSummaryList: queues, NextToken } = await (await next()).send(request);
    const found = dependenciesOn(
      'queue',
      queues?.map(({ QueueId }) => QueueId),
    );
    return { found, whole: isLast(NextToken) };
  },
};

/** Each once: a queue stands in a routing profile once for each channel. */
const dependenciesOn = (type: ResourceType, ids: readonly (string | undefined)[] = []): readonly Dependency[] =>
  [...new Set(ids)].flatMap((id) => (id === undefined ? [] : [{ type, id }]));

/** No filter of the search is by queue: each profile tells its own. */
const profilesHolding = async (
  next: NextClient,
  InstanceId: string,
  queueId: string,
): Promise<{ readonly ids: readonly (string | undefined)[]; readonly whole: boolean }> => {
  const ids: (string | undefined)[] = [];
  let NextToken: string | undefined;
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const request = new SearchRoutingProfilesCommand({ InstanceId, NextToken, MaxResults: PAGE });
    const answer = await (await next()).send(request);
    const holding = (answer.RoutingProfiles ?? []).filter((profile) => holdsQueue(profile, queueId));
    ids.push(...holding.map(({ RoutingProfileId }) => RoutingProfileId));
    NextToken = answer.NextToken;
    if (isLast(NextToken)) break;
  }
  return { ids, whole: isLast(NextToken) };
};

const isLast = (nextToken: string | undefined): boolean => nextToken === undefined || nextToken === '';

const holdsQueue = (
  { AssociatedQueueIds = [], AssociatedManualAssignmentQueueIds = [] }: RoutingProfile,
  queueId: string,
): boolean =>
  [...AssociatedQueueIds, ...AssociatedManualAssignmentQueueIds].some(
    (id) => id.toLowerCase() === queueId.toLowerCase(),
  );
