import { ConnectClient } from '@aws-sdk/client-connect';
import { type Log, silentLog } from '../log';
import type { ConnectCallDeps } from './connect-calls';
import { instanceOfText, listInstances } from './connect-instances';
import { askingAgainWhatIsCutOff } from './cut-off';
import { type Patience, withPatience } from './patience';
import { CONNECT_RATE, createTokenBucket } from './token-bucket';
import { tellingCalls } from './told-calls';

export interface ConnectDeps {
  /** The Region of bare instance ids, and where ListInstances is asked. */
  readonly homeRegion: string;
  readonly now: () => Date;
  /** Hears of every call of the SDK's own clients. */
  readonly log?: Log;
  /** The SDK's own clients by default, which honour AWS_ENDPOINT_URL_CONNECT. */
  readonly connect?: (region: string) => ConnectClient;
  readonly connectRate?: { readonly perSecond: number; readonly burst: number };
  /** Without it a call takes as long as its client waits. */
  readonly patience?: Patience;
}

/** Of answers: the names and times that Connect tells within a few hundred milliseconds. */
export const PATIENCE_WITH_CONNECT: Patience = { callMs: 4_000, restMs: 30_000 };

/** The SDK would wait for ever, and an answer does without what Connect does not say soon. */
const PATIENCE = { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true };

/** The SDK's own client, which honours AWS_ENDPOINT_URL_CONNECT. */
export const createConnectClient = (region: string, log: Log): ConnectClient =>
  tellingCalls(new ConnectClient({ region, requestHandler: PATIENCE }), { log, every: true });

/**
 * The clients of Connect and their one rate limit, for whatever a process reads of it: `createConnectReader` for answers,
 * `createConnectListings` for a sync. A function's bundle holds, and its role allows, what it makes of them and no more.
 */
export const openConnect = ({
  homeRegion,
  now,
  log = silentLog,
  connect = (region) => createConnectClient(region, log),
  connectRate = CONNECT_RATE,
  patience,
}: ConnectDeps): ConnectCallDeps => ({
  client: perRegion((region) => {
    const client = connect(region);
    client.middlewareStack.use(askingAgainWhatIsCutOff);
    return patience === undefined ? client : withPatience(client, patience);
  }),
  pace: createTokenBucket({ ...connectRate, now }),
  defaultRegion: homeRegion,
});

/**
 * The Regions of the instances of these ids and ARNs, or of all that ListInstances gives, for a function that wants to know
 * nothing else of Connect.
 */
export const instanceRegions = async (deps: ConnectDeps, idsOrArns: readonly string[] = []): Promise<string[]> => {
  const instances =
    idsOrArns.length === 0
      ? await listInstances(openConnect(deps))
      : idsOrArns.map((text) => instanceOfText(text, deps.homeRegion));
  return [...new Set(instances.map(({ region }) => region))];
};

/** One for each Region, made when it is first asked for. */
export const perRegion = <T>(make: (region: string) => T): ((region: string) => T) => {
  const made = new Map<string, T>();
  return (region) => {
    const known = made.get(region) ?? make(region);
    made.set(region, known);
    return known;
  };
};
