import { DescribeInstanceCommand, ListInstancesCommand } from '@aws-sdk/client-connect';
import { parseArn } from '../change/arn';
import type { InstanceRef } from '../change/resource';
import { type ConnectCallDeps, failingAs, readPages } from './connect-calls';

/** All instances that ListInstances gives in the default Region. */
export const listInstances = async ({ client, pace, defaultRegion }: ConnectCallDeps): Promise<InstanceRef[]> => {
  const found: InstanceRef[] = [];
  const pages = readPages(async (NextToken) => {
    await pace(defaultRegion);
    const page = await client(defaultRegion).send(new ListInstancesCommand({ NextToken, MaxResults: 10 }));
    return { items: page.InstanceSummaryList, next: page.NextToken };
  });
  for await (const page of failingAs(`listing the Connect instances of ${defaultRegion}`, pages)) {
    for (const { Arn = '', InstanceAlias: alias } of page) {
      const instance = instanceOfText(Arn, defaultRegion);
      if (Arn !== '') found.push({ ...instance, ...(alias !== undefined && { alias }) });
    }
  }
  return found;
};

/**
 * The instances of these ids and ARNs, or all that ListInstances gives in the default Region. A bare id means the default Region, an ARN
 * its own. Where an instance cannot be described it lacks its alias (and, by a bare id, its account: `unknown`).
 */
export const instancesOf = (calls: ConnectCallDeps, idsOrArns: readonly string[] = []): Promise<InstanceRef[]> =>
  idsOrArns.length === 0
    ? listInstances(calls)
    : Promise.all(idsOrArns.map((text) => describeInstance(instanceOfText(text, calls.defaultRegion), calls)));

const describeInstance = async (asked: InstanceRef, { client, pace }: ConnectCallDeps): Promise<InstanceRef> => {
  try {
    await pace(asked.region);
    const { Instance } = await client(asked.region).send(new DescribeInstanceCommand({ InstanceId: asked.id }));
    const alias = Instance?.InstanceAlias;
    const account = parseArn(Instance?.Arn ?? '')?.account ?? asked.account;
    return { ...asked, account, ...(alias !== undefined && { alias }) };
  } catch {
    return asked;
  }
};

/** An instance by its ARN, or by a bare id, which means the default Region and says nothing of the account. */
export const instanceOfText = (idOrArn: string, defaultRegion: string): InstanceRef => {
  const { instanceId: id, region, account } = parseArn(idOrArn) ?? {};
  return id === undefined || region === undefined || account === undefined
    ? { id: idOrArn, region: defaultRegion, account: 'unknown' }
    : { id, region, account };
};
