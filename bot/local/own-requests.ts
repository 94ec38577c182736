import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';

/**
 * The credentials of this process's own clients, made when it starts and written nowhere. A local AWS takes no others: any website in a
 * browser, and any program of this machine, can reach a port on 127.0.0.1.
 */
export const LOCAL_CREDENTIALS = { accessKeyId: randomBytes(16).toString('hex'), secretAccessKey: 'local' } as const;

const LOCAL_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

/** A website can point a name of its own at this machine (DNS rebinding); the Host header then has that name. */
const isToThisMachine = ({ host = '' }: IncomingHttpHeaders): boolean => LOCAL_HOST.test(host);

/** Whether a request was made by a program: a browser says on whose behalf it asks. */
export const isFromProgram = (headers: IncomingHttpHeaders): boolean =>
  isToThisMachine(headers) && headers.origin === undefined && headers['sec-fetch-site'] === undefined;

/** Whether a request was made by a page of this very server, or by a program. */
export const isFromOwnPage = (headers: IncomingHttpHeaders): boolean => {
  const { host = '', origin, 'sec-fetch-site': site } = headers;
  if (!isToThisMachine(headers)) return false;
  if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`) return false;
  return site === undefined || site === 'same-origin' || site === 'none';
};

/** Whether a person follows a link to a page: nothing of what is then loaded can be read by the site that has the link. */
export const opensPage = (headers: IncomingHttpHeaders): boolean =>
  isToThisMachine(headers) &&
  headers.origin === undefined &&
  headers['sec-fetch-mode'] === 'navigate' &&
  headers['sec-fetch-dest'] === 'document';

/** Whether a body says how long it is, and is no longer than that. Node takes no more than it says. */
export const hasBodyUpTo = (most: number, headers: IncomingHttpHeaders): boolean =>
  headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) <= most;

export const isSameSecret = (given: string, secret: string): boolean => {
  const [one, other] = [Buffer.from(given), Buffer.from(secret)];
  return one.length === other.length && timingSafeEqual(one, other);
};

/** What a browser may do with an answer: not guess its type, not give it to another site, not show it in one. */
export const LOCAL_HEADERS = {
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const;

/** Signature version 4: `Credential=<key>/<yyyymmdd>/<region>/<service>/aws4_request`. */
const isSignedByOwnKey = ({ authorization = '' }: IncomingHttpHeaders): boolean =>
  isSameSecret(/Credential=([^/=]*)\//.exec(authorization)?.[1] ?? '', LOCAL_CREDENTIALS.accessKeyId);

/** In place of the answer, and before anything of the body is read. */
const refuse = (response: ServerResponse): void => {
  const __type = 'AccessDeniedException';
  response.writeHead(403, {
    ...{ ...LOCAL_HEADERS, 'content-type': 'application/json', 'x-amzn-errortype': __type, connection: 'close' },
  });
  response.end(JSON.stringify({ __type, message: 'This server answers only the process that started it.' }));
};

/** Has a server of this process that plays AWS refuse all but this process's own clients. */
export const ownClientsOnly = (server: Server): void => {
  const handlers = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!isFromProgram(request.headers) || !isSignedByOwnKey(request.headers)) return refuse(response);
    for (const handler of handlers) handler.call(server, request, response);
  });
};
