import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandOutput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { type ProofKey, type RegionReach, readSpans, spansText } from '../index/proof';
import { type Span, type Spans, union } from '../index/spans';
import { RETENTION_DAYS } from './change-index';
import { conditionHolds } from './state-table';

export type { RegionReach } from '../index/proof';

export type WalkNote = Pick<RegionReach, 'walkedTo' | 'newestEvent' | 'deliverable'> & {
  readonly eventsAnHour?: ReadonlyMap<string, number>;
};

export interface ProofReader {
  readonly reach: (region: string) => Promise<RegionReach>;
  /** The Regions of which anything was ever proved. */
  readonly regions: () => Promise<readonly string[]>;
}

export interface ProofTable extends ProofReader {
  /** Adds a proof. Several may be added at once, by whoever: none is lost. */
  readonly prove: (region: string, key: ProofKey, span: Span) => Promise<void>;
  /** Notes how a walk ended; members that are not given stay as they were, and times only ever move on. */
  readonly noteWalk: (region: string, note: WalkNote) => Promise<void>;
  /** Notes that EventBridge delivered an event of this time. */
  readonly noteDelivered: (region: string, time: string) => Promise<void>;
}

export interface ProofTableDeps {
  readonly client: DynamoDBDocumentClient;
  /** The index's own table: a proof is worth what the items beside it are. */
  readonly tableName: string;
  /** For how many days a change is kept: what was proved when changes were kept for fewer is not proved any more. */
  readonly retentionDays?: number;
}

/** Others may write the same proof at the same time; that all of them come first this often does not happen. */
const TRIES = 20;
const STATE = 'state';
const REGIONS = 'proof';
/** Before the sources in the state's attributes. */
const RATE = 'rate ';

const pkOf = (region: string): string => `proof#${region}`;

/**
 * Whether what was proved still holds by the retention of now. An item of the index goes when the retention that it was written
 * under says so: whoever keeps changes for longer from now on has to read them again.
 */
const isKept = ({ spans, days }: Record<string, unknown>, retentionDays: number): boolean =>
  typeof spans === 'string' && typeof days === 'number' && days >= retentionDays;

/** What proves how far the index reaches, for who only reads it: answering needs no permission to write it. */
export const createProofReader = ({
  client,
  tableName,
  retentionDays = RETENTION_DAYS,
}: ProofTableDeps): ProofReader => {
  async function* itemsOf(pk: string): AsyncGenerator<Record<string, unknown>> {
    let after: Record<string, unknown> | undefined;
    do {
      const page: QueryCommandOutput = await client.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': pk },
          ...(after !== undefined && { ExclusiveStartKey: after }),
        }),
      );
      yield* page.Items ?? [];
      after = page.LastEvaluatedKey;
    } while (after !== undefined);
  }

  return {
    reach: async (region) => {
      const proofs = new Map<string, Spans>();
      let state: Record<string, unknown> = {};
      for await (const item of itemsOf(pkOf(region))) {
        if (item.sk === STATE) state = item;
        else if (typeof item.sk === 'string' && isKept(item, retentionDays))
          proofs.set(item.sk.replace(/^proof /, ''), readSpans(String(item.spans)));
      }
      return { proofs, ...readState(state) };
    },
    regions: async () => {
      const found: string[] = [];
      for await (const { sk } of itemsOf(REGIONS)) found.push(String(sk));
      return found;
    },
  };
};

/** Sets the attributes whose values are greater than what is there; each by itself, as one may be and another not. */
const mover =
  ({ client, tableName }: Pick<ProofTableDeps, 'client' | 'tableName'>) =>
  async (region: string, values: Readonly<Record<string, string | undefined>>): Promise<void> => {
    for (const [attribute, value] of Object.entries(values)) {
      if (value === undefined) continue;
      await conditionHolds(
        client.send(
          new UpdateCommand({
            TableName: tableName,
            Key: { pk: pkOf(region), sk: STATE },
            UpdateExpression: 'SET #a = :value',
            ConditionExpression: 'attribute_not_exists(#a) OR #a < :value',
            ExpressionAttributeNames: { '#a': attribute },
            ExpressionAttributeValues: { ':value': value },
          }),
        ),
      );
    }
  };

/** `noteDelivered` by itself, for whoever has nothing else to do with the proofs. */
export const createDeliveryNote = (deps: Pick<ProofTableDeps, 'client' | 'tableName'>): ProofTable['noteDelivered'] => {
  const moveOn = mover(deps);
  return (region, delivered) => moveOn(region, { delivered });
};

/** What proves how far the index reaches: one partition a Region, one item for each attribute that was read whole. */
export const createProofTable = ({ client, tableName, retentionDays = RETENTION_DAYS }: ProofTableDeps): ProofTable => {
  const prove = async (region: string, key: ProofKey, span: Span): Promise<void> => {
    const Key = { pk: pkOf(region), sk: `proof ${key}` };
    for (let tries = 1; tries <= TRIES; tries += 1) {
      const { Item } = await client.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      const known = Item !== undefined && isKept(Item, retentionDays) ? String(Item.spans) : '';
      const spans = spansText(union([...readSpans(known), span]));
      const days = known === '' ? retentionDays : Math.min(Number(Item?.days), retentionDays);
      if (spans === known && days === Item?.days) return;
      if (Item === undefined) {
        await client.send(new PutCommand({ TableName: tableName, Item: { pk: REGIONS, sk: region } }));
      }
      const put = new PutCommand({
        TableName: tableName,
        Item: { ...Key, spans, days },
        ...(Item === undefined
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: 'spans = :spans AND #days = :days',
              ExpressionAttributeNames: { '#days': 'days' },
              ExpressionAttributeValues: { ':spans': Item.spans, ':days': Item.days },
            }),
      });
      if (await conditionHolds(client.send(put))) return;
    }
    throw new Error(`What was read of ${key} in ${region} could not be written down: others kept writing.`);
  };

  const moveOn = mover({ client, tableName });

  return {
    ...createProofReader({ client, tableName, retentionDays }),
    prove,
    noteWalk: async (region, { walkedTo, newestEvent, deliverable, eventsAnHour = new Map() }) => {
      await moveOn(region, { walkedTo, newestEvent, deliverable });
      for (const [source, rate] of eventsAnHour) {
        await client.send(
          new UpdateCommand({
            TableName: tableName,
            Key: { pk: pkOf(region), sk: STATE },
            UpdateExpression: 'SET #rate = :rate',
            ExpressionAttributeNames: { '#rate': RATE + source },
            ExpressionAttributeValues: { ':rate': Math.round(rate * 10) / 10 },
          }),
        );
      }
    },
    noteDelivered: createDeliveryNote({ client, tableName }),
  };
};

const readState = (state: Readonly<Record<string, unknown>>): Omit<RegionReach, 'proofs'> => {
  const text = (name: 'walkedTo' | 'newestEvent' | 'delivered' | 'deliverable') =>
    typeof state[name] === 'string' ? { [name]: state[name] } : {};
  const rates = Object.entries(state).flatMap(([name, value]): [string, number][] =>
    name.startsWith(RATE) && typeof value === 'number' ? [[name.slice(RATE.length), value]] : [],
  );
  return {
    ...text('walkedTo'),
    ...text('newestEvent'),
    ...text('delivered'),
    ...text('deliverable'),
    eventsAnHour: new Map(rates),
  };
};
