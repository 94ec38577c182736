import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';

/** The table's key; items whose `expiresAt` (epoch seconds) is past are DynamoDB's to delete. It holds claims and pacers. */
export const stateTableDefinition = {
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  ttlAttribute: 'expiresAt',
} as const;

export type Claimed = 'mine' | 'taken' | 'done';

export interface StateTable {
  /**
   * Asks for a piece of work by its id. `mine`: do it, then `finish` or `release`; `taken`: somebody is at it and their lease
   * runs; `done`: it was finished. A lease that ran out may be claimed again. All is forgotten 24 hours after the claim.
   */
  readonly claim: (id: string, options: { readonly leaseSeconds: number; readonly now: Date }) => Promise<Claimed>;
  /** The work is done, whoever did it. */
  readonly finish: (id: string) => Promise<void>;
  /** Gives up what this process claimed, for others to claim at once; what others hold meanwhile stays theirs. */
  readonly release: (id: string) => Promise<void>;
}

const REMEMBERED_MS = 24 * 3_600_000;

const itemDoesNotExist = 'attribute_not_exists(pk)';
const claimWasGivenUp = '#state = :released';
const leaseRanOut = '(#state = :running AND leaseUntil <= :now)';
const itemHasExpired = 'expiresAt <= :nowSeconds';

/** Claims on pieces of work, one DynamoDB item each, `running` until a moment and then `done`. */
export const createStateTable = ({
  client,
  tableName,
}: {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
}): StateTable => {
  const owned = new Map<string, string>();
  const keyOf = (id: string) => ({ TableName: tableName, Key: { pk: `claim#${id}` } });

  /** What stands there where a claim was refused: it may be that claim itself, made by a try of the SDK's of which nobody heard. */
  const claimedBefore = async (id: string, owner: string, now: Date): Promise<Claimed> => {
    const { Item } = await client.send(new GetCommand({ ...keyOf(id), ConsistentRead: true }));
    if (Item?.state === 'done' && Number(Item.expiresAt) * 1000 > now.getTime()) return 'done';
    return Item?.state === 'running' && Item.owner === owner ? 'mine' : 'taken';
  };

  return {
    claim: async (id, { leaseSeconds, now }) => {
      const owner = randomUUID();
      const update = new UpdateCommand({
        ...keyOf(id),
        UpdateExpression: 'SET #state = :running, #owner = :owner, leaseUntil = :until, expiresAt = :expires',
        ConditionExpression: [itemDoesNotExist, claimWasGivenUp, leaseRanOut, itemHasExpired].join(' OR '),
        ExpressionAttributeNames: { '#state': 'state', '#owner': 'owner' },
        ExpressionAttributeValues: {
          ':running': 'running',
          ':released': 'released',
          ':owner': owner,
          ':now': now.getTime(),
          ':nowSeconds': Math.floor(now.getTime() / 1000),
          ':until': now.getTime() + leaseSeconds * 1000,
          ':expires': Math.floor((now.getTime() + REMEMBERED_MS) / 1000),
        },
      });
      const claimed = (await conditionHolds(client.send(update))) ? 'mine' : await claimedBefore(id, owner, now);
      if (claimed === 'mine') owned.set(id, owner);
      return claimed;
    },
    finish: async (id) => {
      await conditionHolds(
        client.send(
          new UpdateCommand({
            ...keyOf(id),
            UpdateExpression: 'SET #state = :done',
            // Without a claim there is nothing to finish, and the item would never expire.
            ConditionExpression: 'attribute_exists(pk)',
            ExpressionAttributeNames: { '#state': 'state' },
            ExpressionAttributeValues: { ':done': 'done' },
          }),
        ),
      );
      owned.delete(id);
    },
    release: async (id) => {
      const owner = owned.get(id);
      if (owner === undefined) return;
      await conditionHolds(
        client.send(
          new UpdateCommand({
            ...keyOf(id),
            UpdateExpression: 'SET #state = :released',
            ConditionExpression: '#state = :running AND #owner = :owner',
            ExpressionAttributeNames: { '#state': 'state', '#owner': 'owner' },
            ExpressionAttributeValues: { ':released': 'released', ':running': 'running', ':owner': owner },
          }),
        ),
      );
      owned.delete(id);
    },
  };
};

/** Whether a conditional write was made; every other failure is thrown. */
export const conditionHolds = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};
