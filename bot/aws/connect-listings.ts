import { SearchUsersCommand } from '@aws-sdk/client-connect';
import type { InstanceRef, ResourceRef } from '../change/resource';
import type { PersonName } from '../directory/facts';
import { type ConnectCallDeps, failingAs, pacedClient, personOf, readPages, refOf } from './connect-calls';
import { instancesOf } from './connect-instances';
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

/**
 * What everything in Connect is called, each read under its rate limit. What fails throws an Error with the SDK's as its cause. Apart from
 * what an answer asks, since only a sync may list.
 */
export interface ConnectListings {
  /** The instances of these ids and ARNs, or all that ListInstances gives. */
  readonly instances: (idsOrArns?: readonly string[]) => Promise<InstanceRef[]>;
  /** Everything of a type in an instance, page by page to the end. */
  readonly list: (instance: InstanceRef, type: ListedType) => AsyncGenerator<readonly Listed[]>;
  readonly searchUsers: (instance: InstanceRef) => AsyncGenerator<readonly ListedUser[]>;
}

/** Listings by the SDK's clients, one for each Region. */
export const createConnectListings = (calls: ConnectCallDeps): ConnectListings => {
  const paced = pacedClient(calls);
  return {
    instances: (idsOrArns) => instancesOf(calls, idsOrArns),

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
  };
};

async function* mapPages<T, R>(
  pages: AsyncGenerator<readonly T[]>,
  map: (item: T) => readonly R[],
): AsyncGenerator<readonly R[]> {
  for await (const page of pages) yield page.flatMap(map);
}
