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
import { conditionHolds } from './state-table';

export type { RegionReach } from '../index/proof';

export type WalkNote = Pick<RegionReach, 'walkedTo' | 'newestEvent' | 'deliverable'> & {
  readonly eventsAnHour?: ReadonlyMap<string, number>;
};

export interface ProofTable {
  readonly reach: (region: string) => Promise<RegionReach>;
  /** The Regions of which anything was ever proved. */
  readonly regions: () => Promise<readonly string[]>;
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
}

/** Others may write the same proof at the same time; that all of them come first this often does not happen. */
const TRIES = 20;
const STATE = 'state';
const REGIONS = 'proof';
/** Before the sources in the state's attributes. */
const RATE = 'rate ';

/** What proves how far the index reaches: one partition a Region, one item for each attribute that was read whole. */
export const createProofTable = ({ client, tableName }: ProofTableDeps): ProofTable => {
  const pkOf = (region: string): string => `proof#${region}`;

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

  const prove = async (region: string, key: ProofKey, span: Span): Promise<void> => {
    const Key = { pk: pkOf(region), sk: `proof ${key}` };
    for (let tries = 1; tries <= TRIES; tries += 1) {
      const { Item } = await client.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      const before = typeof Item?.spans === 'string' ? Item.spans : undefined;
      const spans = spansText(union([...readSpans(before ?? ''), span]));
      if (spans === before) return;
      if (before === undefined)
        await client.send(new PutCommand({ TableName: tableName, Item: { pk: REGIONS, sk: region } }));
      const put = new PutCommand({
        TableName: tableName,
        Item: { ...Key, spans },
        ...(before === undefined
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : { ConditionExpression: 'spans = :before', ExpressionAttributeValues: { ':before': before } }),
      });
      if (await conditionHolds(client.send(put))) return;
    }
    throw new Error(`What was read of ${key} in ${region} could not be written down: others kept writing.`);
  };

  /** Sets the attributes whose values are greater than what is there; each by itself, as one may be and another not. */
  const moveOn = async (region: string, values: Readonly<Record<string, string | undefined>>): Promise<void> => {
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

  return {
    reach: async (region) => {
      const proofs = new Map<string, Spans>();
      let state: Record<string, unknown> = {};
      for await (const item of itemsOf(pkOf(region))) {
        if (item.sk === STATE) state = item;
        else if (typeof item.sk === 'string' && typeof item.spans === 'string')
          proofs.set(item.sk.replace(/^proof /, ''), readSpans(item.spans));
      }
      return { proofs, ...readState(state) };
    },
    regions: async () => {
      const found: string[] = [];
      for await (const { sk } of itemsOf(REGIONS)) found.push(String(sk));
      return found;
    },
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
    noteDelivered: (region, delivered) => moveOn(region, { delivered }),
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
