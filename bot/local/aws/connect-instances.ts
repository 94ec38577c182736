import { answer, type JsonMembers } from './aws-http';
import { epochSeconds } from './connect-resources';
import { instanceArn, onInstance, pageOf, type Route } from './connect-route';
import type { LocalInstance } from './local-account';

const instanceSummary = (instance: LocalInstance): JsonMembers => ({
  Id: instance.id,
  Arn: instanceArn(instance),
  IdentityManagementType: 'CONNECT_MANAGED',
  InstanceAlias: instance.alias,
  CreatedTime: epochSeconds('2023-05-11T00:00:00Z'),
  InstanceStatus: 'ACTIVE',
  InboundCallsEnabled: true,
  OutboundCallsEnabled: true,
  InstanceAccessUrl: `https://${instance.alias}.my.connect.aws`,
});

export const INSTANCE_ROUTES: readonly Route[] = [
  {
    operation: 'ListInstances',
    method: 'GET',
    path: '/instance',
    perform: (account, input, region) => {
      const here = account.instances.filter((instance) => instance.region === region).map(instanceSummary);
      return pageOf(here, 'InstanceSummaryList', input, { operation: 'ListInstances', largest: 10, usual: 10 });
    },
  },
  {
    operation: 'DescribeInstance',
    method: 'GET',
    path: '/instance/{InstanceId}',
    perform: onInstance((instance) => answer({ Instance: instanceSummary(instance) })),
  },
];
