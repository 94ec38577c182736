import { DescribeUserCommand } from '@aws-sdk/client-connect';
import type { InstanceRef, ResourceRef } from '../change/resource';
import type { PersonName } from '../directory/facts';
import type { Dependencies } from '../look-up/answer-deps';
import { type ConnectCallDeps, pacedClient, personOf, refOf } from './connect-calls';
import { DEPENDENCIES } from './connect-dependencies';
import { instanceOfText, instancesOf } from './connect-instances';
import { LAST_MODIFIED } from './last-modified';

/** What an answer asks of Connect, each read under its rate limit. Names come from listings, which are read apart. */
export interface ConnectReader {
  /** The instances of these ids and ARNs, or all that ListInstances gives; fails where that does. */
  readonly instances: (idsOrArns?: readonly string[]) => Promise<InstanceRef[]>;
  /** A user by id; `not known` where Connect has none of this id, `undefined` where it could not be asked (denied, down). */
  readonly describeUser: (instance: InstanceRef, userId: string) => Promise<DescribedUser | 'not known' | undefined>;
  /** Connect's own last-modified time, freshly asked, ISO 8601 UTC; `undefined` where it tells none or could not be asked. */
  readonly lastModified: (ref: ResourceRef) => Promise<string | undefined>;
  /**
   * What a thing depends on now, as Connect tells it, freshly asked; `undefined` where it could not be asked. For a queue its
   * hours and the routing profiles that hold it, for a user the profiles and the group, for a routing profile its queues; of other
   * types Connect tells nothing cheaply.
   */
  readonly dependencies: (ref: ResourceRef) => Promise<Dependencies | undefined>;
}

export interface DescribedUser {
  readonly username: string;
  readonly person: PersonName;
}

/**
 * Reads of Connect by the SDK's clients, one for each Region. Where instances are configured (ids or ARNs) no other one is asked about
 * what is in it, though CloudTrail tells of all: the bot's role does not allow it, and each try would be one more denied call.
 */
export const createConnectReader = (calls: ConnectCallDeps, configured: readonly string[] = []): ConnectReader => {
  const paced = pacedClient(calls);
  const allowed = configured.map((text) => instanceOfText(text, calls.defaultRegion));
  const mayAsk = ({ id, region }: InstanceRef): boolean =>
    allowed.length === 0 || allowed.some((one) => one.id === id && one.region === region);
  return {
    instances: (idsOrArns) => instancesOf(calls, idsOrArns),

    describeUser: async (instance, userId) => {
      if (!mayAsk(instance)) return undefined;
      try {
        const connect = await paced(instance.region);
        const { User } = await connect.send(new DescribeUserCommand({ InstanceId: instance.id, UserId: userId }));
        if (User?.Username === undefined) return undefined;
        return { username: User.Username, person: personOf(User.IdentityInfo) };
      } catch (error) {
        return error instanceof Error && error.name === 'ResourceNotFoundException' ? 'not known' : undefined;
      }
    },

    lastModified: async ({ service, type, id, instance }) => {
      const ask = service === 'connect' ? LAST_MODIFIED[type] : undefined;
      if (ask === undefined || id === undefined || instance === undefined || !mayAsk(instance)) return undefined;
      try {
        const time = await ask(await paced(instance.region), instance.id, id);
        return time?.toISOString().replace('.000Z', 'Z');
      } catch {
        return undefined;
      }
    },

    dependencies: async ({ service, type, id, instance }) => {
      const ask = service === 'connect' ? DEPENDENCIES[type] : undefined;
      if (ask === undefined) return { refs: [], whole: true };
      if (id === undefined || instance === undefined || !mayAsk(instance)) return undefined;
      try {
        const { found, whole } = await ask(() => paced(instance.region), instance.id, id);
        return { refs: found.map((dependency) => refOf(instance, dependency.type, dependency.id)), whole };
      } catch {
        return undefined;
      }
    },
  };
};
