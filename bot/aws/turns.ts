import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { conditionHolds } from './state-table';

/** Turns that all processes share, by a key; nobody waits for one here, unlike at the pacer: whoever gets none comes back. */
export interface Turns {
  /** Whether it is somebody's turn; then the next one is not before the interval has passed. */
  readonly take: (key: string) => Promise<boolean>;
  /** No turn for so many seconds from now. */
  readonly hold: (key: string, seconds: number) => Promise<void>;
}

/** A turn so far ahead was set by a clock that is wrong. */
const ABSURDLY_FAR_MS = 3_600_000;

/** Turns in the state table, one item for each key: epoch milliseconds of the next free one. */
export const createTurns = ({
  client,
  tableName,
  everyMs,
  now,
}: {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly everyMs: number;
  readonly now: () => Date;
}): Turns => {
  const setNext = (key: string, next: number, condition: string, values: Readonly<Record<string, number>>) =>
    conditionHolds(
      client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { pk: `turn#${key}` },
          UpdateExpression: 'SET nextAt = :next, expiresAt = :expires',
          ConditionExpression: condition,
          ExpressionAttributeValues: {
            ...values,
            ':next': next,
            ':expires': Math.ceil((next + ABSURDLY_FAR_MS) / 1000),
          },
        }),
      ),
    );
  return {
    take: (key) => {
      const at = now().getTime();
      return setNext(key, at + everyMs, 'attribute_not_exists(nextAt) OR nextAt <= :now OR nextAt >= :absurd', {
        ':now': at,
        ':absurd': at + ABSURDLY_FAR_MS,
      });
    },
    hold: async (key, seconds) => {
      const until = now().getTime() + seconds * 1000;
      await setNext(key, until, 'attribute_not_exists(nextAt) OR nextAt < :next', {});
    },
  };
};
