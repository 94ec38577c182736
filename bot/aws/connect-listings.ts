import {
  type ConnectClient,
  DescribeAgentStatusCommand,
  DescribeContactFlowCommand,
  DescribeHoursOfOperationCommand,
  DescribeInstanceCommand,
  DescribePromptCommand,
  DescribeQueueCommand,
  DescribeQuickConnectCommand,
  DescribeRoutingProfileCommand,
  DescribeSecurityProfileCommand,
  DescribeUserCommand,
  DescribeUserHierarchyGroupCommand,
  ListAgentStatusesCommand,
  ListContactFlowModulesCommand,
  ListContactFlowsCommand,
  ListHoursOfOperationsCommand,
  ListInstancesCommand,
  ListPhoneNumbersV2Command,
  ListPromptsCommand,
  ListQueuesCommand,
  ListQuickConnectsCommand,
  ListRoutingProfilesCommand,
  ListSecurityProfilesCommand,
  ListUserHierarchyGroupsCommand,
  ListUsersCommand,
  SearchUsersCommand,
} from '@aws-sdk/client-connect';
import { parseArn } from '../change/arn';
import type { ResourceType } from '../change/catalogue';
import type { InstanceRef, ResourceRef } from '../change/resource';
import type { PersonName } from '../directory/facts';

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
}

export interface DescribedUser {
  readonly username: string;
  readonly person: PersonName;
}

export interface ConnectReaderDeps {
  readonly client: (region: string) => ConnectClient;
  /** Waits for a call's turn in a Region. */
  readonly pace: (region: string) => Promise<void>;
  /** Where instances given by a bare id are, and where ListInstances is asked. */
  readonly defaultRegion: string;
}

interface Page {
  readonly items: readonly { readonly id: string | undefined; readonly name: string | undefined }[] | undefined;
  readonly next: string | undefined;
}
type ReadPage = (client: ConnectClient, paging: Paging) => Promise<Page>;
interface Paging {
  readonly InstanceId: string;
  readonly NextToken: string | undefined;
  readonly MaxResults: number;
}

const idAndName = ({ Id, Name }: { Id?: string | undefined; Name?: string | undefined }) => ({ id: Id, name: Name });

/** How each type is listed. A listing shows ids and names only; its pages hold up to 1,000. */
export const LISTINGS = {
  user: async (client, paging) => {
    const { UserSummaryList, NextToken } = await client.send(new ListUsersCommand(paging));
    return { items: UserSummaryList?.map(({ Id, Username }) => ({ id: Id, name: Username })), next: NextToken };
  },
  // Every agent has a queue of their own besides, which nobody asks for by a name.
  queue: async (client, paging) => {
    const page = await client.send(new ListQueuesCommand({ ...paging, QueueTypes: ['STANDARD'] }));
    return { items: page.QueueSummaryList?.map(idAndName), next: page.NextToken };
  },
  'routing-profile': async (client, paging) => {
    const page = await client.send(new ListRoutingProfilesCommand(paging));
    return { items: page.RoutingProfileSummaryList?.map(idAndName), next: page.NextToken };
  },
  flow: async (client, paging) => {
    const page = await client.send(new ListContactFlowsCommand(paging));
    return { items: page.ContactFlowSummaryList?.map(idAndName), next: page.NextToken };
  },
  'flow-module': async (client, paging) => {
    const page = await client.send(new ListContactFlowModulesCommand(paging));
    return { items: page.ContactFlowModulesSummaryList?.map(idAndName), next: page.NextToken };
  },
  'hours-of-operation': async (client, paging) => {
    const page = await client.send(new ListHoursOfOperationsCommand(paging));
    return { items: page.HoursOfOperationSummaryList?.map(idAndName), next: page.NextToken };
  },
  'quick-connect': async (client, paging) => {
    const page = await client.send(new ListQuickConnectsCommand(paging));
    return { items: page.QuickConnectSummaryList?.map(idAndName), next: page.NextToken };
  },
  'security-profile': async (client, paging) => {
    const page = await client.send(new ListSecurityProfilesCommand(paging));
    return { items: page.SecurityProfileSummaryList?.map(idAndName), next: page.NextToken };
  },
  prompt: async (client, paging) => {
    const page = await client.send(new ListPromptsCommand(paging));
    return { items: page.PromptSummaryList?.map(idAndName), next: page.NextToken };
  },
  'phone-number': async (client, paging) => {
    const page = await client.send(new ListPhoneNumbersV2Command(paging));
    const items = page.ListPhoneNumbersSummaryList?.map(({ PhoneNumberId, PhoneNumber }) => ({
      id: PhoneNumberId,
      name: PhoneNumber,
    }));
    return { items, next: page.NextToken };
  },
  'agent-status': async (client, paging) => {
    const page = await client.send(new ListAgentStatusesCommand(paging));
    return { items: page.AgentStatusSummaryList?.map(idAndName), next: page.NextToken };
  },
  'user-hierarchy-group': async (client, paging) => {
    const page = await client.send(new ListUserHierarchyGroupsCommand(paging));
    return { items: page.UserHierarchyGroupSummaryList?.map(idAndName), next: page.NextToken };
  },
} as const satisfies Partial<Record<ResourceType, ReadPage>>;

export type ListedType = keyof typeof LISTINGS;
/** All types that are listed, users first: their names are what every answer needs. */
export const LISTED_TYPES = Object.keys(LISTINGS) as ListedType[];

type AskLastModified = (client: ConnectClient, InstanceId: string, id: string) => Promise<Date | undefined>;

/** The types of which Connect tells when they were last modified. Modules and phone numbers have no such member. */
const LAST_MODIFIED: Partial<Record<ResourceType, AskLastModified>> = {
  user: async (client, InstanceId, UserId) =>
    (await client.send(new DescribeUserCommand({ InstanceId, UserId }))).User?.LastModifiedTime,
  queue: async (client, InstanceId, QueueId) =>
    (await client.send(new DescribeQueueCommand({ InstanceId, QueueId }))).Queue?.LastModifiedTime,
  'routing-profile': async (client, InstanceId, RoutingProfileId) =>
    (await client.send(new DescribeRoutingProfileCommand({ InstanceId, RoutingProfileId }))).RoutingProfile
      ?.LastModifiedTime,
  flow: async (client, InstanceId, ContactFlowId) =>
    (await client.send(new DescribeContactFlowCommand({ InstanceId, ContactFlowId }))).ContactFlow?.LastModifiedTime,
  'hours-of-operation': async (client, InstanceId, HoursOfOperationId) =>
    (await client.send(new DescribeHoursOfOperationCommand({ InstanceId, HoursOfOperationId }))).HoursOfOperation
      ?.LastModifiedTime,
  'quick-connect': async (client, InstanceId, QuickConnectId) =>
    (await client.send(new DescribeQuickConnectCommand({ InstanceId, QuickConnectId }))).QuickConnect?.LastModifiedTime,
  'security-profile': async (client, InstanceId, SecurityProfileId) =>
    (await client.send(new DescribeSecurityProfileCommand({ InstanceId, SecurityProfileId }))).SecurityProfile
      ?.LastModifiedTime,
  prompt: async (client, InstanceId, PromptId) =>
    (await client.send(new DescribePromptCommand({ InstanceId, PromptId }))).Prompt?.LastModifiedTime,
  'agent-status': async (client, InstanceId, AgentStatusId) =>
    (await client.send(new DescribeAgentStatusCommand({ InstanceId, AgentStatusId }))).AgentStatus?.LastModifiedTime,
  'user-hierarchy-group': async (client, InstanceId, HierarchyGroupId) =>
    (await client.send(new DescribeUserHierarchyGroupCommand({ InstanceId, HierarchyGroupId }))).HierarchyGroup
      ?.LastModifiedTime,
};

/** Reads of Connect by the SDK's clients, one for each Region. */
export const createConnectReader = ({ client, pace, defaultRegion }: ConnectReaderDeps): ConnectReader => {
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

  const listInstances = async (): Promise<InstanceRef[]> => {
    const found: InstanceRef[] = [];
    const pages = readPages(async (NextToken) => {
      const connect = await paced(defaultRegion);
      const page = await connect.send(new ListInstancesCommand({ NextToken, MaxResults: 10 }));
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

  return {
    instances: (idsOrArns = []) =>
      idsOrArns.length === 0
        ? listInstances()
        : Promise.all(idsOrArns.map((text) => describeInstance(instanceOfText(text, defaultRegion)))),

    list: (instance, type) => {
      const readPage: ReadPage = LISTINGS[type];
      const pages = readPages(async (NextToken) =>
        readPage(await paced(instance.region), { InstanceId: instance.id, NextToken, MaxResults: 1000 }),
      );
      return mapPages(failingAs(`listing ${type} in instance ${instance.id}`, pages), ({ id, name }) =>
        id === undefined || name === undefined ? [] : [{ ref: refOf(instance, type, id), name }],
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
  };
};

const instanceOfText = (idOrArn: string, defaultRegion: string): InstanceRef => {
  const { instanceId: id, region, account } = parseArn(idOrArn) ?? {};
  return id === undefined || region === undefined || account === undefined
    ? { id: idOrArn, region: defaultRegion, account: 'unknown' }
    : { id, region, account };
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

/** Pages until there is no token any more: a page may be empty and not be the last. */
async function* readPages<T>(
  read: (
    token: string | undefined,
  ) => Promise<{ readonly items: readonly T[] | undefined; readonly next: string | undefined }>,
): AsyncGenerator<readonly T[]> {
  let token: string | undefined;
  do {
    const { items = [], next } = await read(token);
    yield items;
    if (next !== undefined && next === token) throw new Error('Connect gave the same page token twice.');
    token = next;
  } while (token !== undefined && token !== '');
}

async function* mapPages<T, R>(
  pages: AsyncGenerator<readonly T[]>,
  map: (item: T) => readonly R[],
): AsyncGenerator<readonly R[]> {
  for await (const page of pages) yield page.flatMap(map);
}

async function* failingAs<T>(doing: string, pages: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    yield* pages;
  } catch (error) {
    const reason = error instanceof Error ? error.name : 'Error';
    throw new Error(`Connect failed while ${doing}: ${reason}.`, { cause: error });
  }
}
