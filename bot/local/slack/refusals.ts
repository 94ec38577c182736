import type { Response } from 'express';
import type { Json } from './json';

/** How Slack refuses a call: by an error in its answer, or by a status, which may say after how many seconds to try again; or not at all. */
export type Refusal = { readonly error: string } | RefusedRequest;
export type RefusedRequest =
  | { readonly status: number; readonly retryAfterSeconds?: number }
  /** The connection is held and never answered, or broken off. */
  | { readonly unanswered: 'held' | 'broken off' };

/** Which calls are refused for as long as this is asked: by their method and what they say. */
export type RefuseWhile = (method: string, args: Json) => Refusal | undefined;

/** Refusals to come, each for one call of a method, and those that last. */
export const createRefusals = () => {
  let lasting: RefuseWhile | undefined;
  const waiting = new Map<string, Refusal[]>();
  return {
    add: (method: string, refusal: Refusal): void => {
      waiting.set(method, [...(waiting.get(method) ?? []), refusal]);
    },
    refuseWhile: (refuses: RefuseWhile): void => {
      lasting = refuses;
    },
    clear: (): void => {
      lasting = undefined;
      waiting.clear();
    },
    take: (method: string, args: Json = {}): Refusal | undefined =>
      waiting.get(method)?.shift() ?? lasting?.(method, args),
  };
};

export type Refusals = ReturnType<typeof createRefusals>;

export const refuseRequest = (response: Response, refusal: RefusedRequest): void => {
  if ('unanswered' in refusal) {
    if (refusal.unanswered === 'broken off') response.destroy();
    return;
  }
  const { status, retryAfterSeconds } = refusal;
  if (retryAfterSeconds !== undefined) response.set('retry-after', String(retryAfterSeconds));
  response.status(status).type('text').send('refused');
};
