import { type CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { createCloudTrailClient } from '../../bot/aws/account';
import { createLiveAnswerer } from '../../bot/aws/live-answerer';
import { liveCloudTrail } from '../../bot/aws/live-cloudtrail';
import { createOwnPacer, createPacer, type Pacer } from '../../bot/aws/pacer';
import { awsClients } from '../../bot/local/aws-clients';
import { silentLog } from '../../bot/log';
import { parseQuery } from '../../bot/query/parse-query';
import type { ChangeRequest, Found } from '../../bot/sources/change-source';
import {
  MADE_INSTANCE,
  MADE_NOW,
  MADE_QUEUE,
  MADE_USER,
  type MadeAccount,
  type MadeChange,
  randomOf,
} from './made-account';
import { type Fault, type SimulatedCall, simulatedCloudTrail } from './simulated-cloudtrail';
import { tableInMemory } from './table-in-memory';
import { createVirtualTime, type VirtualTime } from './virtual-time';

const REGION = MADE_INSTANCE.region;
/** The distance that the pacer's documents promise between two calls. */
export const PACE_MS = 510;

/** A question in the form in which CloudTrail is asked, and the changes that are its right answer. */
export interface AskedOfWorld {
  readonly request: Omit<ChangeRequest, 'window'>;
  readonly fits: (change: MadeChange) => boolean;
}
const SOME_NAMES = ['UpdateQueueStatus', 'UpdateContactFlowContent', 'UpdateBot'];
export const QUESTIONS = {
  everything: { request: { types: [] }, fits: () => true },
  'one queue': {
    request: {
      types: [],
      targets: [{ service: 'connect', type: 'queue', id: MADE_QUEUE, region: REGION, instance: MADE_INSTANCE }],
    },
    fits: ({ ofQueue }) => ofQueue,
  },
  'one person': {
    request: { types: [], by: { connectUserIds: [MADE_USER], names: [] } },
    fits: ({ byUser }) => byUser,
  },
  'some kinds': {
    request: { types: [], eventNames: SOME_NAMES },
    fits: ({ eventName }) => SOME_NAMES.includes(eventName),
  },
} as const satisfies Readonly<Record<string, AskedOfWorld>>;
export type QuestionName = keyof typeof QUESTIONS;
export const QUESTION_NAMES = Object.keys(QUESTIONS) as readonly QuestionName[];

export interface WorldOptions {
  readonly account: MadeAccount;
  readonly hours: number;
  readonly faultAt?: (call: Omit<SimulatedCall, 'outcome' | 'fault'>) => Fault | undefined;
  /** Each in a process of its own. */
  readonly clients?: number;
  /** Whether the processes share one table of turns. */
  readonly shares?: boolean;
  /** Whose client of the SDK it is: the deployed worker's, or the terminal's. */
  readonly kind?: 'worker' | 'terminal';
  readonly budgetMs?: number;
  readonly latencyMs?: (n: number) => number;
  /** How far CloudTrail's clock goes before the clients'. */
  readonly aheadMs?: number;
  /** Of the SDK's own waiting. */
  readonly seed?: number;
}

/** What was told, and how surely. */
export type Told = Pick<Found, 'changes' | 'coverage'>;

/** What came of one client's question. */
export interface Outcome<T> {
  readonly client: string;
  readonly startedAt: number;
  readonly tookMs: number;
  readonly result?: T;
  readonly error?: Error;
}
export interface WorldRun<T> {
  readonly outcomes: readonly Outcome<T>[];
  readonly calls: readonly SimulatedCall[];
}

/** What one process asks CloudTrail with. */
export interface Process {
  readonly time: VirtualTime;
  readonly budgetMs: number;
  readonly pacer: (region: string) => Pacer;
  readonly cloudTrail: (region: string) => CloudTrailClient;
  readonly now: () => Date;
}

/** Has the SDK read what it reads of the machine once: a world's time would not wait for files. */
export const openWorlds = async (): Promise<void> => {
  for (const kind of ['worker', 'terminal'] as const)
    await inWorld({ account: { events: [], changes: [] }, hours: 1, kind }, ({ cloudTrail }) =>
      cloudTrail(REGION).send(new LookupEventsCommand({})),
    );
};

/** Lets each client do its work at about the same moment, in virtual time. */
export const inWorld = async <T>(
  options: WorldOptions,
  work: (process: Process, client: string) => Promise<T>,
): Promise<WorldRun<T>> => {
  const { account, clients = 1, shares = true, kind = 'worker', budgetMs = 60_000 } = options;
  const time = createVirtualTime(MADE_NOW, randomOf(options.seed ?? 1));
  const world = simulatedCloudTrail({
    time,
    events: account.events,
    ...(options.faultAt !== undefined && { faultAt: options.faultAt }),
    ...(options.aheadMs !== undefined && { aheadMs: options.aheadMs }),
    ...(options.latencyMs !== undefined && { latencyMs: options.latencyMs }),
  });
  const table = tableInMemory(time.outside);
  const opened: CloudTrailClient[] = [];
  const now = () => new Date(time.ms());
  const processOf = (n: number): Process => {
    const clientOf =
      kind === 'worker' ? (region: string) => createCloudTrailClient(region, silentLog) : awsClients().cloudTrail;
    const client = world.connect(clientOf(REGION), `client ${n}`);
    opened.push(client);
    const pacer = shares
      ? createPacer({ client: table, tableName: 'state', account: 'own', region: REGION })
      : createOwnPacer();
    return { time, budgetMs, pacer: () => pacer, cloudTrail: () => client, now };
  };
  const one = async (n: number): Promise<Outcome<T>> => {
    await time.sleep(1 + (n - 1) * 170);
    const startedAt = time.ms();
    const client = `client ${n}`;
    const end = () => ({ client, startedAt, tookMs: time.ms() - startedAt });
    try {
      const result = await work(processOf(n), client);
      return { ...end(), result };
    } catch (error) {
      return { ...end(), error: error instanceof Error ? error : new Error(String(error)) };
    }
  };
  try {
    const outcomes = await time.run(() => Promise.all(Array.from({ length: clients }, (_, n) => one(n + 1))));
    return { outcomes, calls: world.calls };
  } finally {
    for (const client of opened) client.destroy();
  }
};

/** Each client asks the same question of live CloudTrail. */
export const askWorld = (question: QuestionName, options: WorldOptions): Promise<WorldRun<Told>> =>
  inWorld(options, async ({ now, budgetMs, pacer, cloudTrail }) => {
    const from = `${new Date(MADE_NOW.getTime() - options.hours * 3_600_000).toISOString().slice(0, 19)}Z`;
    const find = liveCloudTrail({ regions: [REGION], now, budgetMs, pacer, cloudTrail });
    return find({ ...QUESTIONS[question].request, window: { from } });
  });

/** The questions as somebody types them, which take the whole way to an answer: earlier values, what is nearby, names. */
export const TYPED = {
  everything: (hours: number) => `changes ${hours}h`,
  'one queue': (hours: number) => `${MADE_QUEUE} since:${hours}h`,
  'one person': (hours: number) => `changes ${hours}h by:${MADE_USER}`,
  'one verb': (hours: number) => `changes ${hours}h verb:deleted`,
} as const;

/** Each client types the same question. Connect and the directory of names answer at once: the faults are CloudTrail's. */
export const typeInWorld = (text: string, options: WorldOptions): Promise<WorldRun<Told>> =>
  inWorld(options, async ({ now, budgetMs, pacer, cloudTrail }) => {
    const parsed = parseQuery(text.replace(/^changes /, ''), {
      ...{ now: MADE_NOW, zone: 'UTC', command: text.startsWith('changes ') ? 'changes' : 'who-changed' },
    });
    if (parsed.kind !== 'query') throw new Error(`${text} was not understood: ${JSON.stringify(parsed)}`);
    const answer = createLiveAnswerer({
      reader: {
        instances: async () => [MADE_INSTANCE],
        describeUser: async () => undefined,
        lastModified: async () => undefined,
        dependencies: async () => undefined,
      },
      table: { load: async () => [], learntSince: async () => [], learn: async () => {}, lastWhole: async () => [] },
      ...{ regions: [REGION], now, budgetMs, pacer, cloudTrail, log: silentLog },
    });
    const answered = await answer(parsed.query);
    if (answered.kind === 'mistake') throw new Error(answered.mistake.message);
    const { changes, coverage } = answered.answer;
    return { changes: changes.map(({ change }) => change), coverage };
  });
