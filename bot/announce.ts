import type { Announce } from './ingest-events';
import type { ArrivedJob } from './slack/job';

/** Nobody wants to hear of a change a day late as if it had just happened: a first catch-up reads ninety of them. */
export const ANNOUNCED_MS = 24 * 3_600_000;
/** SQS takes 256 kB; an event id is some forty letters. */
const IN_ONE_JOB = 1_000;

/** Hands on which changes of the last day are in the index now, in the order of their times, for whoever watches them. */
export const createAnnouncer =
  ({ send, now }: { readonly send: (job: ArrivedJob) => Promise<void>; readonly now: () => Date }): Announce =>
  async (changes) => {
    const since = now().getTime() - ANNOUNCED_MS;
    const young = changes
      .filter(({ time }) => Date.parse(time) >= since)
      .toSorted((one, other) => Date.parse(one.time) - Date.parse(other.time));
    for (let at = 0; at < young.length; at += IN_ONE_JOB) {
      const some = young.slice(at, at + IN_ONE_JOB);
      const [first, last] = [some[0], some.at(-1)];
      if (first === undefined || last === undefined) continue;
      const eventIds = [...new Set(some.map(({ eventId }) => eventId))];
      await send({ version: 1, kind: 'arrived', from: isoSeconds(first.time), to: isoSeconds(last.time), eventIds });
    }
  };

const isoSeconds = (time: string): string => `${new Date(time).toISOString().slice(0, 19)}Z`;
