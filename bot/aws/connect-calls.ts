import type { ConnectClient } from '@aws-sdk/client-connect';
import type { ResourceType } from '../change/catalogue';
import type { InstanceRef, ResourceRef } from '../change/resource';
import type { PersonName } from '../directory/facts';

export interface ConnectCallDeps {
  readonly client: (region: string) => ConnectClient;
  /** Waits for a call's turn in a Region. */
  readonly pace: (region: string) => Promise<void>;
  /** Where instances given by a bare id are, and where ListInstances is asked. */
  readonly defaultRegion: string;
}

/** The client of a Region, once it is a call's turn there. */
export const pacedClient =
  ({ client, pace }: ConnectCallDeps) =>
  async (region: string): Promise<ConnectClient> => {
    await pace(region);
    return client(region);
  };

/** Pages until there is no token any more: a page may be empty and not be the last. */
export async function* readPages<T>(
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

/** Says of what fails what we were doing. */
export async function* failingAs<T>(doing: string, pages: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    yield* pages;
  } catch (error) {
    const reason = error instanceof Error ? error.name : 'Error';
    throw new Error(`Connect failed while ${doing}: ${reason}.`, { cause: error });
  }
}

/** A thing of an instance. */
export const refOf = (instance: InstanceRef, type: ResourceType, id: string): ResourceRef => ({
  service: 'connect',
  type,
  id,
  region: instance.region,
  instance,
});

export const personOf = ({
  FirstName: firstName,
  LastName: lastName,
}: {
  FirstName?: string | undefined;
  LastName?: string | undefined;
} = {}): PersonName => ({
  ...(firstName !== undefined && { firstName }),
  ...(lastName !== undefined && { lastName }),
});
