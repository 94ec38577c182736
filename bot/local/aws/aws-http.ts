import type { IncomingMessage, ServerResponse } from 'node:http';

export type JsonMembers = { readonly [member: string]: unknown };

/** One signed AWS request: where its signature says it goes, and what it carries. */
export interface AwsRequest {
  /** The signing name in the credential scope (`cloudtrail`, `connect`). */
  readonly service: string;
  readonly region: string;
  readonly method: string;
  /** The path's parts, percent-decoded. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  /** The `X-Amz-Target` header of the JSON protocols. */
  readonly target?: string;
  readonly body: JsonMembers;
}

export type AwsReply =
  | { readonly kind: 'answer'; readonly body: JsonMembers }
  | { readonly kind: 'error'; readonly status: number; readonly code: string; readonly message: string };

export const answer = (body: JsonMembers): AwsReply => ({ kind: 'answer', body });

export const refusal = (status: number, code: string, message: string): AwsReply => ({
  kind: 'error',
  status,
  code,
  message,
});

/** What one AWS service behind the server can do. */
export interface LocalService {
  /** Content type of its answers. */
  readonly contentType: string;
  /** Which operation a request means, with its input by the API's member names; nothing for an operation that is not served. */
  readonly recognise: (request: AwsRequest) => { readonly operation: string; readonly input: JsonMembers } | undefined;
  /** The operation's answer, rate limits and faults left aside. */
  readonly perform: (operation: string, input: JsonMembers, region: string) => AwsReply;
  /** Takes one call from the operation's allowance; false where there is none left. */
  readonly admit: (operation: string, region: string) => boolean;
  readonly throttled: AwsReply;
  readonly serverError: AwsReply;
  readonly denied: (operation: string) => AwsReply;
}

/** Signature version 4: `Credential=<key>/<yyyymmdd>/<region>/<service>/aws4_request`. */
const CREDENTIAL_SCOPE = /Credential=[^/=]+\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/;

const readBody = async (request: IncomingMessage): Promise<JsonMembers> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const json: unknown = text === '' ? {} : JSON.parse(text);
  return typeof json === 'object' && json !== null ? (json as JsonMembers) : {};
};

/** A request as its signature and body tell it; nothing where it is unsigned. Throws on a body that is not JSON. */
export const readAwsRequest = async (request: IncomingMessage): Promise<AwsRequest | undefined> => {
  const [, region, service] = CREDENTIAL_SCOPE.exec(request.headers.authorization ?? '') ?? [];
  const body = await readBody(request);
  if (region === undefined || service === undefined) return undefined;
  const url = new URL(request.url ?? '/', 'http://localhost');
  const target = request.headers['x-amz-target'];
  return {
    service,
    region,
    method: request.method ?? 'GET',
    path: url.pathname.split('/').slice(1).map(decodeURIComponent),
    query: url.searchParams,
    ...(typeof target === 'string' && { target }),
    body,
  };
};

/** The first half of an answer, which the connection does not outlive or which counts as all of it. */
export const sendHalf = (
  response: ServerResponse,
  reply: AwsReply,
  contentType: string,
  how: 'broken off' | 'truncated',
): void => {
  const whole = Buffer.from(JSON.stringify(reply.kind === 'answer' ? reply.body : {}));
  const half = whole.subarray(0, Math.ceil(whole.length / 2));
  const length = how === 'truncated' ? half.length : whole.length;
  response.writeHead(200, { 'content-type': contentType, 'content-length': length });
  if (how === 'truncated') response.end(half);
  else response.write(half, () => response.destroy());
};

/** Writes a reply as both JSON protocols want it: errors carry their code in a header and in the body. */
export const sendReply = (response: ServerResponse, reply: AwsReply, contentType: string): void => {
  if (reply.kind === 'answer') {
    response.writeHead(200, { 'content-type': contentType });
    response.end(JSON.stringify(reply.body));
    return;
  }
  response.writeHead(reply.status, { 'content-type': contentType, 'x-amzn-errortype': reply.code });
  response.end(JSON.stringify({ __type: reply.code, message: reply.message }));
};
