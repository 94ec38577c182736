import type { Response } from 'express';

/** How Slack refuses a call: by an error in its answer, or by a status, which may say after how many seconds to try again. */
export type Refusal = { readonly error: string } | { readonly status: number; readonly retryAfterSeconds?: number };

/** Refusals to come, each for one call of a method. */
export const createRefusals = () => {
  const waiting = new Map<string, Refusal[]>();
  return {
    add: (method: string, refusal: Refusal): void => {
      waiting.set(method, [...(waiting.get(method) ?? []), refusal]);
    },
    take: (method: string): Refusal | undefined => waiting.get(method)?.shift(),
  };
};

export type Refusals = ReturnType<typeof createRefusals>;

export const refuseRequest = (
  response: Response,
  { status, retryAfterSeconds }: { readonly status: number; readonly retryAfterSeconds?: number },
): void => {
  if (retryAfterSeconds !== undefined) response.set('retry-after', String(retryAfterSeconds));
  response.status(status).type('text').send('refused');
};
