import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ownClientsOnly } from '../own-requests';
import {
  type AwsReply,
  type AwsRequest,
  type JsonMembers,
  type LocalService,
  readAwsRequest,
  refusal,
  sendHalf,
  sendReply,
} from './aws-http';
import { cloudTrailService } from './cloudtrail-server';
import { connectService } from './connect-server';
import type { CloudTrailRecord, LocalAccount } from './local-account';
import type { Allowance } from './rate-limit';

/** One call that a fault may fall on. `n` counts the calls of this operation in this Region, from 1. */
export interface FaultyCall {
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly input: JsonMembers;
  readonly n: number;
}

export type Fault =
  | { readonly kind: 'denied' }
  | { readonly kind: 'throttled' }
  | { readonly kind: 'server error' }
  /** Status 400 with this code. */
  | { readonly kind: 'refused'; readonly code: string }
  /** Refused, as its signature is of another time by so many milliseconds than this server's clock. */
  | { readonly kind: 'skewed'; readonly ms: number }
  /** Half of the answer, and then the end of the connection. */
  | { readonly kind: 'broken off' }
  /** Half of the answer, as if that were all of it. */
  | { readonly kind: 'truncated' }
  /** Never answered; the connection stays open until the server closes. */
  | { readonly kind: 'hang' }
  /** Answered as usual, this many milliseconds later. */
  | { readonly kind: 'delay'; readonly ms: number };

/** One call as it was received. The outcome is `answered`, `hangs`, or the code of the error; `pending` until then. */
export interface RecordedCall {
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly input: JsonMembers;
  outcome: string;
}

export interface LocalAwsOptions {
  /** What time it is for the event history. The machine's clock unless given. */
  readonly now?: () => Date;
  /** LookupEvents calls a second in each Region: 2, as on AWS, unless given; Infinity for no limit. */
  readonly callsPerSecond?: number;
  /** The allowance of each Connect operation in each Region: 2 a second, 5 at once, unless given. */
  readonly connectAllowance?: Allowance;
  /** The clock of the allowances, in milliseconds; the machine's own unless given. */
  readonly elapsedMs?: () => number;
  /** How many milliseconds after its time an event can be found: none unless given, for all events or one by one. */
  readonly deliveryDelayMs?: number | ((event: CloudTrailRecord) => number);
  /** Asked at each call before anything else; what it gives happens to that call. */
  readonly faults?: (call: FaultyCall) => Fault | undefined;
  /** TCP port on 127.0.0.1; any free one unless given. */
  readonly port?: number;
}

export interface LocalAws {
  readonly url: string;
  /** The SDK's endpoint variables for this server. */
  readonly env: Readonly<Record<'AWS_ENDPOINT_URL_CLOUDTRAIL' | 'AWS_ENDPOINT_URL_CONNECT', string>>;
  /** Every call received, oldest first. */
  readonly calls: readonly RecordedCall[];
  readonly close: () => Promise<void>;
}

const UNSIGNED = refusal(403, 'MissingAuthenticationTokenException', 'The request is not signed.');
const UNREADABLE = refusal(400, 'SerializationException', 'The request could not be read.');
const NOT_SERVED = refusal(404, 'UnknownOperationException', 'The local AWS does not serve this operation.');

const servicesOf = (account: LocalAccount, options: LocalAwsOptions): Readonly<Record<string, LocalService>> => {
  const { now = () => new Date(), deliveryDelayMs: delay = 0, callsPerSecond = 2 } = options;
  const elapsedMs = options.elapsedMs ?? (() => performance.now());
  const deliveryDelayMs = typeof delay === 'number' ? () => delay : delay;
  const allowance = options.connectAllowance ?? { perSecond: 2, burst: 5 };
  return {
    cloudtrail: cloudTrailService(account, { now, deliveryDelayMs, callsPerSecond, elapsedMs }),
    connect: connectService(account, { allowance, elapsedMs }),
  };
};

/** The reply that a call gets, a fault included; nothing for one that hangs. */
const replyTo = async (
  service: LocalService,
  call: FaultyCall,
  fault: Fault | undefined,
): Promise<AwsReply | undefined> => {
  switch (fault?.kind) {
    case 'denied':
      return service.denied(call.operation);
    case 'throttled':
      return service.throttled;
    case 'server error':
      return service.serverError;
    case 'refused':
      return refusal(400, fault.code, 'The request was refused.');
    case 'skewed':
      return refusal(
        403,
        'RequestTimeTooSkewed',
        'The difference between the request time and the current time is too large.',
      );
    case 'hang':
      return undefined;
    case 'delay':
      await sleep(fault.ms, undefined, { ref: false });
      break;
    case 'broken off':
    case 'truncated':
    case undefined:
      break;
  }
  if (!service.admit(call.operation, call.region)) return service.throttled;
  return service.perform(call.operation, call.input, call.region);
};

const outcomeOf = (reply: AwsReply | undefined): string =>
  reply === undefined ? 'hangs' : reply.kind === 'answer' ? 'answered' : reply.code;

/**
 * An HTTP server on 127.0.0.1 that speaks CloudTrail's and Connect's protocols over an account held in memory, each call in the
 * Region that its signature names. Of a signature only the key is checked: it is that of this process's own clients.
 */
export const startLocalAws = async (account: LocalAccount, options: LocalAwsOptions = {}): Promise<LocalAws> => {
  const services = servicesOf(account, options);
  const calls: RecordedCall[] = [];
  const counts = new Map<string, number>();

  const record = (request: AwsRequest, operation: string, input: JsonMembers): [RecordedCall, FaultyCall] => {
    const { service, region } = request;
    const key = `${service} ${operation} ${region}`;
    const n = (counts.get(key) ?? 0) + 1;
    counts.set(key, n);
    const call = { service, operation, region, at: new Date().toISOString(), input, outcome: 'pending' };
    calls.push(call);
    return [call, { service, operation, region, input, n }];
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const read = await readAwsRequest(request);
    const service = read && services[read.service];
    const recognised = read && service?.recognise(read);
    if (!read || !service || !recognised) {
      return sendReply(response, read ? NOT_SERVED : UNSIGNED, service?.contentType ?? 'application/json');
    }
    const [recorded, call] = record(read, recognised.operation, recognised.input);
    const fault = options.faults?.(call);
    const reply = await replyTo(service, call, fault);
    recorded.outcome = outcomeOf(reply);
    if (reply === undefined) return;
    if (fault?.kind === 'skewed') response.setHeader('date', new Date(Date.now() + fault.ms).toUTCString());
    if (fault?.kind === 'broken off' || fault?.kind === 'truncated')
      return sendHalf(response, reply, service.contentType, fault.kind);
    sendReply(response, reply, service.contentType);
  };

  const server = createServer((request, response) => {
    serve(request, response).catch(() => {
      sendReply(response, UNREADABLE, 'application/json');
    });
  });
  ownClientsOnly(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });

  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    env: { AWS_ENDPOINT_URL_CLOUDTRAIL: url, AWS_ENDPOINT_URL_CONNECT: url },
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
