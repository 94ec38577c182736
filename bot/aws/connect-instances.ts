import { type ConnectClient, ListInstancesCommand } from '@aws-sdk/client-connect';
import { parseArn } from '../change/arn';
import type { InstanceRef } from '../change/resource';

export interface ConnectCallDeps {
  readonly client: (region: string) => ConnectClient;
  /** Waits for a call's turn in a Region. */
  readonly pace: (region: string) => Promise<void>;
  /** Where instances given by a bare id are, and where ListInstances is asked. */
  readonly defaultRegion: string;
}

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

/** An instance by its ARN, or by a bare id, which means the default Region and says nothing of the account. */
export const instanceOfText = (idOrArn: string, defaultRegion: string): InstanceRef => {
  const { instanceId: id, region, account } = parseArn(idOrArn) ?? {};
  return id === undefined || region === undefined || account === undefined
    ? { id: idOrArn, region: defaultRegion, account: 'unknown' }
    : { id, region, account };
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
