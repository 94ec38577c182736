import {
  type ConnectClient,
  DescribeInstanceCommand,
  DescribeUserCommand,
  SearchUsersCommand,
} from '@aws-sdk/client-connect';
import { parseArn } from '../change/arn';
import type { ResourceType } from '../change/catalogue';
import type { InstanceRef, ResourceRef } from '../change/resource';
import type { PersonName } from '../directory/facts';
import { DEPENDENCIES } from './connect-dependencies';
import { type ConnectCallDeps, failingAs, instanceOfText, listInstances, readPages } from './connect-instances';
import { LAST_MODIFIED } from './last-modified';
import { LISTINGS, type ListedType, type ReadPage } from './listed-types';

/** One thing as a listing shows it. */
export interface Listed {
  readonly ref: ResourceRef;
  readonly name: string;
}

/** A user as `SearchUsers` shows them: with first and last name where Connect has them. */
export interface ListedUser extends Listed {
  readonly person: PersonName;
}

/** Reads of Connect, each under its rate limit. What fails throws an Error with the SDK's as its cause, unless said otherwise. */
export interface ConnectReader {
  /**
   * The instances of these ids and ARNs, or all that ListInstances gives in the default Region. A bare id means the default
   * Region, an ARN its own. Where an instance cannot be described it lacks its alias (and, by a bare id, its account: `unknown`).
   */
  readonly instances: (idsOrArns?: readonly string[]) => Promise<InstanceRef[]>;
  /** Everything of a type in an instance, page by page to the end. */
  readonly list: (instance: InstanceRef, type: ListedType) => AsyncGenerator<readonly Listed[]>;
  readonly searchUsers: (instance: InstanceRef) => AsyncGenerator<readonly ListedUser[]>;
  /** A user by id; `not known` where Connect has none of this id, `undefined` where it could not be asked (denied, down). */
  readonly describeUser: (instance: InstanceRef, userId: string) => Promise<DescribedUser | 'not known' | undefined>;
  /** Connect's own last-modified time, freshly asked, ISO 8601 UTC; `undefined` where it tells none or could not be asked. */
  readonly lastModified: (ref: ResourceRef) => Promise<string | undefined>;
  /**
   * What a thing depends on now, as Connect tells it, freshly asked; `undefined` where it could not be asked. For a queue its
   * hours and the routing profiles that hold it, for a user the profiles and the group, for a routing profile its queues; other
   * types depend on nothing that Connect tells cheaply.
   */
  readonly dependencies: (ref: ResourceRef) => Promise<readonly ResourceRef[] | undefined>;
}

export interface DescribedUser {
  readonly username: string;
  readonly person: PersonName;
}

/** Reads of Connect by the SDK's clients, one for each Region. */
export const createConnectReader = ({ client, pace, defaultRegion }: ConnectCallDeps): ConnectReader => {
  const paced = async (region: string): Promise<ConnectClient> => {
    await pace(region);
    return client(region);
  };

  const describeInstance = async (asked: InstanceRef): Promise<InstanceRef> => {
    try {
      const connect = await paced(asked.region);
      const { Instance } = await connect.send(new DescribeInstanceCommand({ InstanceId: asked.id }));
      const alias = Instance?.InstanceAlias;
      const account = parseArn(Instance?.Arn ?? '')?.account ?? asked.account;
      return { ...asked, account, ...(alias !== undefined && { alias }) };
    } catch {
      return asked;
    }
  };

  return {
    instances: (idsOrArns = []) =>
      idsOrArns.length === 0
        ? listInstances({ client, pace, defaultRegion })
        : Promise.all(idsOrArns.map((text) => describeInstance(instanceOfText(text, defaultRegion)))),

    list: (instance, type) => {
      const readPage: ReadPage = LISTINGS[type];
      const pages = readPages(async (NextToken) =>
        readPage(await paced(instance.region), { InstanceId: instance.id, NextToken }),
      );
      return mapPages(failingAs(`listing ${type} in instance ${instance.id}`, pages), ({ Id, Name }) =>
        Id === undefined || Name === undefined ? [] : [{ ref: refOf(instance, type, Id), name: Name }],
      );
    },

    searchUsers: (instance) => {
      const pages = readPages(async (NextToken) => {
        const connect = await paced(instance.region);
        // 100 is the most that a search gives at once.
        const found = await connect.send(
          new SearchUsersCommand({ InstanceId: instance.id, NextToken, MaxResults: 100 }),
        );
        return { items: found.Users, next: found.NextToken };
      });
      return mapPages(failingAs(`searching users in instance ${instance.id}`, pages), (user) =>
        user.Id === undefined || user.Username === undefined
          ? []
          : [{ ref: refOf(instance, 'user', user.Id), name: user.Username, person: personOf(user.IdentityInfo) }],
      );
    },

    describeUser: async (instance, userId) => {
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
      if (ask === undefined || id === undefined || instance === undefined) return undefined;
      try {
        const time = await ask(await paced(instance.region), instance.id, id);
        return time?.toISOString().replace('.000Z', 'Z');
      } catch {
        return undefined;
      }
    },

    dependencies: async ({ service, type, id, instance }) => {
      const ask = service === 'connect' ? DEPENDENCIES[type] : undefined;
      if (ask === undefined) return [];
      if (id === undefined || instance === undefined) return undefined;
      try {
        const found = await ask(() => paced(instance.region), instance.id, id);
        return found.map((dependency) => refOf(instance, dependency.type, dependency.id));
      } catch {
        return undefined;
      }
    },
  };
};

const refOf = (instance: InstanceRef, type: ResourceType, id: string): ResourceRef => ({
  service: 'connect',
  type,
  id,
  region: instance.region,
  instance,
});

const personOf = ({
  FirstName: firstName,
  LastName: lastName,
}: {
  FirstName?: string | undefined;
  LastName?: string | undefined;
} = {}): PersonName => ({
  ...(firstName !== undefined && { firstName }),
  ...(lastName !== undefined && { lastName }),
});

async function* mapPages<T, R>(
  pages: AsyncGenerator<readonly T[]>,
  map: (item: T) => readonly R[],
): AsyncGenerator<readonly R[]> {
  for await (const page of pages) yield page.flatMap(map);
}
