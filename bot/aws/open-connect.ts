import { ConnectClient } from '@aws-sdk/client-connect';
import { type Log, silentLog } from '../log';
import { type ConnectCallDeps, instanceOfText, listInstances } from './connect-instances';
import { type ConnectReader, createConnectReader } from './connect-listings';
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
}

/** The SDK would wait for ever, and an answer does without what Connect does not say soon. */
const PATIENCE = { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true };

/** Connect alone, under its own rate limit. */
export const openConnect = (deps: ConnectDeps): ConnectReader => createConnectReader(callDeps(deps));

/**
 * The Regions of the instances of these ids and ARNs, or of all that ListInstances gives. Apart from the reader, for a function that
 * wants to know nothing else of Connect: it then needs no permission for anything else.
 */
export const instanceRegions = async (deps: ConnectDeps, idsOrArns: readonly string[] = []): Promise<string[]> => {
  const instances =
    idsOrArns.length === 0
      ? await listInstances(callDeps(deps))
      : idsOrArns.map((text) => instanceOfText(text, deps.homeRegion));
  return [...new Set(instances.map(({ region }) => region))];
};

/** The SDK's own client, which honours AWS_ENDPOINT_URL_CONNECT. */
export const createConnectClient = (region: string, log: Log): ConnectClient =>
  tellingCalls(new ConnectClient({ region, requestHandler: PATIENCE }), { log, every: true });

const callDeps = ({
  homeRegion,
  now,
  log = silentLog,
  connect = (region) => createConnectClient(region, log),
  connectRate = CONNECT_RATE,
}: ConnectDeps): ConnectCallDeps => ({
  client: perRegion(connect),
  pace: createTokenBucket({ ...connectRate, now }),
  defaultRegion: homeRegion,
});

/** One for each Region, made when it is first asked for. */
export const perRegion = <T>(make: (region: string) => T): ((region: string) => T) => {
  const made = new Map<string, T>();
  return (region) => {
    const known = made.get(region) ?? make(region);
    made.set(region, known);
    return known;
  };
};
