import { isJson, type Json } from './json';

/** One request between the stand-in and the bot, for whoever looks into it. Secrets in it are masked. */
export interface Exchange {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly direction: 'to the bot' | 'from the bot';
  /** What was asked or called: a command, a button's label, `chat.postMessage`, `response_url`. */
  readonly what: string;
  readonly body: unknown;
  /** 0 where no answer came. */
  readonly status: number;
  readonly reply?: unknown;
  /** How long the bot took to acknowledge, in milliseconds. */
  readonly ms?: number;
  /** What a response URL still takes. */
  readonly left?: { readonly posts: number; readonly minutes: number };
}

const MOST_KEPT = 200;
const SECRETS = new Set(['token', 'response_url', 'upload_url']);
const MASK = '(masked)';

/** The same with every token and every address that is a secret left out. */
export const masked = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(masked);
  if (!isJson(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, SECRETS.has(key) ? MASK : masked(part)]),
  ) as Json;
};

/** The newest exchanges, newest first. */
export const createExchanges = (now: () => Date) => {
  const listeners = new Set<(exchange: Exchange) => void>();
  let kept: readonly Exchange[] = [];
  let count = 0;
  return {
    all: (): readonly Exchange[] => kept,
    note: ({ body, reply, ...rest }: Omit<Exchange, 'id' | 'at'>): void => {
      count += 1;
      const parts = { body: masked(body), ...(reply === undefined ? {} : { reply: masked(reply) }) };
      const exchange = { ...rest, ...parts, id: `x${count}`, at: now().toISOString() };
      kept = [exchange, ...kept].slice(0, MOST_KEPT);
      for (const listener of listeners) listener(exchange);
    },
    subscribe: (listener: (exchange: Exchange) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};

export type Exchanges = ReturnType<typeof createExchanges>;
