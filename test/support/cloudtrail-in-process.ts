import { Readable } from 'node:stream';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import type { AwsReply, JsonMembers } from '../../bot/local/aws/aws-http';
import { cloudTrailService } from '../../bot/local/aws/cloudtrail-server';
import type { LocalAccount } from '../../bot/local/aws/local-account';
import type { Clock } from '../../bot/time/clock';

export interface RawAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What happens to a call in place of its answer. */
export type CallFault =
  | 'throttled'
  | 'reset'
  | 'server error'
  | 'empty page'
  | 'cut off'
  | 'hang'
  | { readonly code: string; readonly status?: number; readonly message?: string }
  | { readonly answer: RawAnswer }
  | { readonly error: Error };

/** A call as it was received. */
export interface ReceivedCall {
  /** Of all calls, from 1. */
  readonly n: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly input: JsonMembers;
  readonly attribute: string;
  readonly value: string;
  outcome: 'answered' | 'failed';
}

export interface InProcessOptions {
  readonly clock: Clock;
  readonly callsPerSecond?: number;
  readonly latencyMs?: (call: ReceivedCall) => number;
  readonly faults?: (call: ReceivedCall) => CallFault | undefined;
}

export interface InProcessCloudTrail {
  readonly calls: readonly ReceivedCall[];
  readonly cloudTrail: (region: string) => CloudTrailClient;
}

const TYPE = 'application/x-amz-json-1.1';

/** CloudTrail's LookupEvents over an account, behind the SDK's own client without a socket: all its waiting is by the clock. */
export const cloudTrailInProcess = (account: LocalAccount, options: InProcessOptions): InProcessCloudTrail => {
  const { clock, callsPerSecond = Number.POSITIVE_INFINITY, latencyMs = () => 100, faults = () => undefined } = options;
  const now = (): number => clock.now().getTime();
  const service = cloudTrailService(account, {
    ...{ now: clock.now, deliveryDelayMs: () => 0, callsPerSecond, elapsedMs: now },
  });
  const calls: ReceivedCall[] = [];

  const replyTo = async (call: ReceivedCall, region: string, signal: AbortSignal | undefined): Promise<RawAnswer> => {
    const fault = faults(call);
    if (fault === 'hang') return hang(signal);
    const isAdmitted = service.admit('LookupEvents', region);
    await clock.sleep(latencyMs(call), signal);
    if (fault === 'reset') throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    if (fault === 'throttled' || (fault === undefined && !isAdmitted)) return raw(service.throttled);
    if (fault === 'server error') return raw(service.serverError);
    if (fault === 'empty page') return emptyPageBefore(call.input.NextToken);
    if (typeof fault === 'object' && 'error' in fault) throw fault.error;
    if (typeof fault === 'object' && 'answer' in fault) return fault.answer;
    if (typeof fault === 'object') {
      const { code, status = 400, message = 'The request was refused.' } = fault;
      return raw({ kind: 'error', status, code, message });
    }
    const answer = raw(service.perform('LookupEvents', { ...call.input, ...tokenAfterEmpty(call.input) }, region));
    if (fault === 'cut off') return { ...answer, body: answer.body.slice(0, answer.body.length / 2) };
    if (answer.status === 200) call.outcome = 'answered';
    return answer;
  };

  return {
    calls,
    cloudTrail: (region) =>
      new CloudTrailClient({
        region,
        credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
        requestHandler: {
          handle: async ({ body }: { readonly body?: unknown }, { abortSignal }: { abortSignal?: unknown } = {}) => {
            const signal = abortSignal instanceof AbortSignal ? abortSignal : undefined;
            const input = JSON.parse(new TextDecoder().decode(body as Uint8Array)) as JsonMembers;
            const [named] = input.LookupAttributes as { AttributeKey: string; AttributeValue: string }[];
            const call: ReceivedCall = {
              ...{ n: calls.length + 1, at: now(), input, outcome: 'failed' },
              ...{ attribute: named?.AttributeKey ?? '', value: named?.AttributeValue ?? '' },
            };
            calls.push(call);
            const { status, headers = { 'content-type': TYPE }, body: text } = await replyTo(call, region, signal);
            return { response: { statusCode: status, headers, body: Readable.from([Buffer.from(text)]) } };
          },
        },
      }),
  };
};

const EMPTY = 'empty page before ';
/** A page without events, whose token leads to what was asked for. */
const emptyPageBefore = (token: unknown): RawAnswer => ({
  status: 200,
  body: JSON.stringify({ Events: [], NextToken: `${EMPTY}${token ?? ''}` }),
});
const tokenAfterEmpty = ({ NextToken: token }: JsonMembers): JsonMembers =>
  typeof token === 'string' && token.startsWith(EMPTY) ? { NextToken: token.replaceAll(EMPTY, '') || undefined } : {};

const raw = (reply: AwsReply): RawAnswer =>
  reply.kind === 'answer'
    ? { status: 200, body: JSON.stringify(reply.body) }
    : {
        ...{ status: reply.status, headers: { 'content-type': TYPE, 'x-amzn-errortype': reply.code } },
        body: JSON.stringify({ __type: reply.code, message: reply.message }),
      };

const hang = (signal: AbortSignal | undefined): Promise<never> =>
  new Promise((_, reject) => {
    const abort = (): void => reject(Object.assign(new Error('Request aborted'), { name: 'AbortError' }));
    if (signal?.aborted) return abort();
    signal?.addEventListener('abort', abort, { once: true });
  });
