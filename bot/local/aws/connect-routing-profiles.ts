import type { JsonMembers } from './aws-http';
import { bareId, instanceArn, notFound, onInstance, pageOf, type Route } from './connect-route';
import type { LocalInstance, LocalResource } from './local-account';

/** A profile's queues are a detail of it, as its description shows them. */
const queueIdsOf = ({ details }: LocalResource): readonly string[] => {
  const ids: unknown = details?.AssociatedQueueIds;
  return Array.isArray(ids) ? ids.map(String) : [];
};

const profileFound = (instance: LocalInstance, profile: LocalResource): JsonMembers => ({
  ...profile.details,
  InstanceId: instance.id,
  RoutingProfileId: profile.id,
  RoutingProfileArn: `${instanceArn(instance)}/routing-profile/${profile.id}`,
  Name: profile.name,
  NumberOfAssociatedQueues: queueIdsOf(profile).length,
});

const queueConfig = (instance: LocalInstance, queueId: string): JsonMembers => ({
  QueueId: queueId,
  QueueArn: `${instanceArn(instance)}/queue/${queueId}`,
  QueueName: instance.queues.find(({ id }) => id === queueId)?.name,
  Priority: 1,
  Delay: 0,
  Channel: 'VOICE',
});

/** What is read of routing profiles besides their listing and description: the queues that they hold. */
export const ROUTING_PROFILE_ROUTES: readonly Route[] = [
  {
    operation: 'SearchRoutingProfiles',
    method: 'POST',
    path: '/search-routing-profiles',
    perform: onInstance((instance, input) => {
      const found = instance.routingProfiles.map((profile) => profileFound(instance, profile));
      const paging = { operation: 'SearchRoutingProfiles', largest: 100, usual: 100 };
      return pageOf(found, 'RoutingProfiles', input, paging);
    }),
  },
  {
    operation: 'ListRoutingProfileQueues',
    method: 'GET',
    path: '/routing-profiles/{InstanceId}/{RoutingProfileId}/queues',
    perform: onInstance((instance, input) => {
      const profile = instance.routingProfiles.find(({ id }) => id === bareId(input.RoutingProfileId));
      if (profile === undefined) return notFound('routing profile');
      const configs = queueIdsOf(profile).map((id) => queueConfig(instance, id));
      const paging = { operation: 'ListRoutingProfileQueues', largest: 100, usual: 100 };
      return pageOf(configs, 'RoutingProfileQueueConfigSummaryList', input, paging);
    }),
  },
];
