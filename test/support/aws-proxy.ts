import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { close, listen, urlOf } from './local-server';

/** One attempt of a call as an SDK put it on the wire. */
export interface WireCall {
  /** IAM's prefix: `dynamodb`, `sqs`. */
  readonly service: string;
  /** `BatchWriteItem`, as the SDK and IAM name it. */
  readonly operation: string;
  /** As the signature says. */
  readonly region: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export interface WireReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** The reply to a call, by whatever means: `handOn` has the service do it, with other input where that is given. */
export type Meddle = (
  call: WireCall,
  handOn: (input?: WireCall['input']) => Promise<WireReply>,
) => Promise<WireReply | 'broken off'>;

export interface AwsProxy {
  /** Where a service of that protocol is found behind this one. It may name itself otherwise than by its address: in a queue's URL. */
  readonly urlOf: (service: string, at: string, calledItself?: string) => string;
  readonly close: () => Promise<void>;
}

/** Stands before services that speak AWS's JSON protocol, where a header names the operation, and may meddle with what is said. */
export const startAwsProxy = async (meddle: Meddle): Promise<AwsProxy> => {
  const behind = new Map<string, { readonly at: string; readonly calledItself: string }>();
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [, service = '', rest = ''] = /^\/(\w+)(\/.*)$/.exec(request.url ?? '') ?? [];
    const target = behind.get(service);
    if (target === undefined) throw new Error(`Nothing stands behind ${request.url}.`);
    const text = (await textOf(request)).replaceAll(`${urlOf(server)}/${service}`, target.calledItself);
    const call = callOf(request, service, text);
    const reply = await meddle(call, (input) =>
      ask(target.at + rest, request, input === undefined ? text : JSON.stringify(input)),
    );
    if (reply === 'broken off') return void response.destroy();
    response.writeHead(reply.status, reply.headers);
    response.end(reply.body);
  };
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  await listen(server);
  return {
    urlOf: (service, at, calledItself = at) => {
      behind.set(service, { at, calledItself });
      return `${urlOf(server)}/${service}`;
    },
    close: () => close(server),
  };
};

/** An error as DynamoDB tells it. */
export const dynamoError = (status: number, code: string): WireReply => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: Buffer.from(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${code}`, message: 'So it is.' })),
});

function callOf({ headers }: IncomingMessage, service: string, text: string): WireCall {
  const [, region = ''] = /Credential=[^/]+\/\d+\/([\w-]+)\//.exec(String(headers.authorization)) ?? [];
  const operation = String(headers['x-amz-target']).replace(/^.*\./, '');
  return { service, operation, region, input: JSON.parse(text) };
}

async function ask(url: string, { headers }: IncomingMessage, body: string): Promise<WireReply> {
  const { host: _host, connection: _connection, 'content-length': _length, ...others } = headers;
  const told = Object.entries(others).map(([name, value]) => [name, String(value)]);
  const answered = await fetch(url, { method: 'POST', headers: Object.fromEntries(told), body });
  return {
    status: answered.status,
    headers: Object.fromEntries(answered.headers),
    body: Buffer.from(await answered.arrayBuffer()),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
