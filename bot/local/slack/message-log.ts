import type { Asked, MessageContent, StandInMessage } from './message';

/** What happens to the log; the page follows along. */
export type LogChange =
  | { readonly kind: 'message'; readonly message: StandInMessage }
  | { readonly kind: 'removed'; readonly id: string };

/** A message to be, before the log gives it an id and a time. */
export type Draft = Omit<StandInMessage, 'id' | 'ts' | 'at' | 'edited' | 'problems' | 'asked'> & {
  readonly problems?: readonly string[];
  readonly requestId?: string;
};

interface Waiting {
  readonly wanted: (message: StandInMessage) => boolean;
  readonly found: (message: StandInMessage) => void;
  readonly gaveUp: (error: Error) => void;
}

interface Request {
  readonly said: string;
  readonly startedMs: number;
  acknowledgedAfterMs?: number;
}

/** Message ids of Slack are times, and no two in a channel are the same. */
const createTimestamps = (now: () => Date) => {
  let last = 0;
  return () => {
    last = Math.max(now().getTime() * 1000, last + 1);
    return `${Math.floor(last / 1_000_000)}.${String(last % 1_000_000).padStart(6, '0')}`;
  };
};

/** Every message of the stand-in in order of arrival, with those who wait for the next one. */
export const createMessageLog = (now: () => Date) => {
  const nextTimestamp = createTimestamps(now);
  const requests = new Map<string, Request>();
  const listeners = new Set<(change: LogChange) => void>();
  const waiting = new Set<Waiting>();
  let messages: readonly StandInMessage[] = [];
  let handedOut: ReadonlySet<StandInMessage> = new Set();
  let count = 0;

  const tell = (change: LogChange) => {
    for (const listener of listeners) listener(change);
  };

  const handOut = (message: StandInMessage) => {
    const first = [...waiting].find(({ wanted }) => wanted(message));
    if (!first) return;
    waiting.delete(first);
    handedOut = new Set([...handedOut, message]);
    first.found(message);
  };

  const asked = (requestId: string | undefined): { asked?: Asked } => {
    const request = requestId === undefined ? undefined : requests.get(requestId);
    if (requestId === undefined || !request) return {};
    const { said, startedMs, acknowledgedAfterMs } = request;
    const acknowledged = acknowledgedAfterMs === undefined ? {} : { acknowledgedAfterMs };
    return { asked: { requestId, said, ...acknowledged, answeredAfterMs: Math.round(performance.now() - startedMs) } };
  };

  const put = (message: StandInMessage) => {
    tell({ kind: 'message', message });
    handOut(message);
    return message;
  };

  const swap = (message: StandInMessage) => {
    messages = messages.map((other) => (other.id === message.id ? message : other));
    return message;
  };

  return {
    all: (): readonly StandInMessage[] => messages,
    find: (id: string) => messages.find((message) => message.id === id),
    subscribe: (listener: (change: LogChange) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** Notes that somebody asked for something now; messages with this request's id tell how long they took. */
    began: (said: string): string => {
      count += 1;
      const requestId = `r${count}`;
      requests.set(requestId, { said, startedMs: performance.now() });
      return requestId;
    },
    /** Notes when the bot acknowledged; answers that overtook the acknowledgement learn of it here. */
    acknowledged: (requestId: string, acknowledgedAfterMs: number) => {
      const request = requests.get(requestId);
      if (request) request.acknowledgedAfterMs = acknowledgedAfterMs;
      for (const message of messages.filter((one) => one.asked?.requestId === requestId)) {
        if (!message.asked) continue;
        const informed = swap({ ...message, asked: { ...message.asked, acknowledgedAfterMs } });
        if (handedOut.has(message)) handedOut = new Set([...handedOut, informed]);
        tell({ kind: 'message', message: informed });
      }
    },
    add: ({ problems = [], requestId, ...draft }: Draft): StandInMessage => {
      count += 1;
      const at = now().toISOString();
      const ids = { id: `m${count}`, ts: nextTimestamp() };
      const message = { ...draft, ...ids, at, edited: false, problems, ...asked(requestId) };
      messages = [...messages, message];
      return put(message);
    },
    /** Gives a message new content; its place, time and audience stay. */
    replace: (message: StandInMessage, content: MessageContent, requestId?: string): StandInMessage =>
      put(swap({ ...message, ...content, edited: true, ...asked(requestId) })),
    remove: (id: string) => {
      messages = messages.filter((message) => message.id !== id);
      tell({ kind: 'removed', id });
    },
    /** The first message that is wanted and was not handed out before: one already there, or else one to come. */
    next: (wanted: (message: StandInMessage) => boolean, timeoutMs: number): Promise<StandInMessage> => {
      const there = messages.find((message) => !handedOut.has(message) && wanted(message));
      if (there) {
        handedOut = new Set([...handedOut, there]);
        return Promise.resolve(there);
      }
      return new Promise((resolve, reject) => {
        const one: Waiting = {
          wanted,
          found: (message) => {
            clearTimeout(timer);
            resolve(message);
          },
          gaveUp: (error) => {
            clearTimeout(timer);
            waiting.delete(one);
            reject(error);
          },
        };
        const late = new Error(`No message that was waited for came within ${timeoutMs} ms.`);
        const timer = setTimeout(() => one.gaveUp(late), timeoutMs);
        waiting.add(one);
      });
    },
    /** Lets nobody wait any longer. */
    close: () => {
      for (const one of [...waiting]) one.gaveUp(new Error('The stand-in for Slack was closed.'));
      listeners.clear();
    },
  };
};

export type MessageLog = ReturnType<typeof createMessageLog>;
