import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Log } from '../log';
import { hasBodyUpTo, isFromOwnPage, isFromProgram, LOCAL_HEADERS, opensPage } from './own-requests';

const refuse = (response: Parameters<RequestHandler>[1], status: number, text: string): void =>
  void response
    .status(status)
    .set({ ...LOCAL_HEADERS, connection: 'close' })
    .type('text')
    .send(text);

/** Refuses with 403 what another site, or another name for this machine, asks for. A link to the page itself may be anywhere. */
export const localRequestsOnly: RequestHandler = (request, response, next) => {
  response.set(LOCAL_HEADERS);
  const { method, path, headers } = request;
  if (isFromOwnPage(headers) || (method === 'GET' && path === '/' && opensPage(headers))) return next();
  refuse(response, 403, 'This page answers only its own requests, from localhost.\n');
};

/** Refuses with 403 what any page in a browser asks for, its own too: here the bot and the stand-in speak with each other. */
export const programsOnly: RequestHandler = ({ headers }, response, next) =>
  isFromProgram(headers) ? next() : refuse(response, 403, 'Only programs ask here.\n');

/** Far above what Slack, the bot or the page send. */
const LONGEST_BODY = 1_000_000;

/** Refuses a body that is longer, or that does not say how long it is, before anything of it is read: a parser would read it to its end. */
export const shortBodies: RequestHandler = ({ headers }, response, next) =>
  hasBodyUpTo(LONGEST_BODY, headers)
    ? next()
    : refuse(response, 413, 'That is too long, or does not say how long it is.\n');

export const nothingElse: RequestHandler = (_request, response) => refuse(response, 404, 'There is nothing here.\n');

/** A failure is told in the terminal: what it says may name folders of this machine. A request that can't be read is no failure. */
export const failPlainly =
  (log: Log): ErrorRequestHandler =>
  (error: { readonly status?: unknown }, _request, response, next) => {
    if (response.headersSent) return next(error);
    const status = Number(error?.status);
    response.set('connection', 'close');
    if (status >= 400 && status < 500) return void response.status(status).json({ error: 'It can’t be read.' });
    log('error', 'a request of the local page failed', {}, error);
    response.status(500).json({ error: 'It failed. The terminal where the bot runs says why.' });
  };
