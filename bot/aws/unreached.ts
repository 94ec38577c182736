import { isObject } from '../change/json';
import { phrases } from '../words/words';

/** Nobody answers at the other end of a call. The message is a clause for the person who asked. */
export class Unreached extends Error {
  override readonly name = 'Unreached';
}

const CODES = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
/** As the SDK says it: https://github.com/smithy-lang/smithy-typescript/blob/main/packages/node-http-handler/src/set-connection-timeout.ts */
const NO_CONNECTION = /did not establish a connection/;

/** Where a request did not even reach a server; undefined where something else happened to it. */
export const unreached = (error: unknown, request: unknown): Unreached | undefined => {
  if (!isObject(error)) return undefined;
  const { name, code, message } = error;
  const host = hostOf(request);
  const { noHost, unreached: why, unanswered } = phrases.search.reasons;
  if (name === 'TimeoutError' && NO_CONNECTION.test(String(message))) return new Unreached(unanswered({ host }));
  if (typeof code !== 'string' || !CODES.has(code)) return undefined;
  return new Unreached(code === 'ENOTFOUND' ? noHost({ host }) : why({ host, code }));
};

export const hostOf = (request: unknown): string => {
  const { hostname, port } = isObject(request) ? request : {};
  return `${hostname ?? 'the service'}${port === undefined ? '' : `:${port}`}`;
};
