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

export interface RecordingProxy {
  /** Where a service of that protocol is found behind this one. It may name itself otherwise than by its address: in a queue's URL. */
  readonly urlOf: (service: string, at: string, calledItself?: string) => string;
  readonly close: () => Promise<void>;
}

/**
 * Stands before services that speak AWS's JSON protocol, where a header names the operation, and tells of every call before it hands it
 * on. What comes back goes through as it is.
 */
export const startRecordingProxy = async (record: (call: WireCall) => void): Promise<RecordingProxy> => {
  const behind = new Map<string, { readonly at: string; readonly calledItself: string }>();
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [, service = '', rest = ''] = /^\/(\w+)(\/.*)$/.exec(request.url ?? '') ?? [];
    const target = behind.get(service);
    if (target === undefined) throw new Error(`Nothing stands behind ${request.url}.`);
    const text = (await textOf(request)).replaceAll(`${urlOf(server)}/${service}`, target.calledItself);
    const operation = String(request.headers['x-amz-target']).replace(/^.*\./, '');
    const [, region = ''] = /Credential=[^/]+\/\d+\/([\w-]+)\//.exec(String(request.headers.authorization)) ?? [];
    record({ service, operation, region, input: JSON.parse(text) });
    const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers;
    const answered = await fetch(target.at + rest, {
      method: 'POST',
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
      body: text,
    });
    response.writeHead(answered.status, Object.fromEntries(answered.headers));
    response.end(Buffer.from(await answered.arrayBuffer()));
  };
  const server = createServer((request, response) => {
    pass(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
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

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
