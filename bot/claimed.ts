import type { Claimed } from './aws/state-table';
import type { Log } from './log';

/** Asks for, ends and gives back pieces of work by their ids: the state table's, with the lease of whoever works. */
export interface Claims {
  readonly claim: (id: string) => Promise<Claimed>;
  readonly finish: (id: string) => Promise<void>;
  readonly release: (id: string) => Promise<void>;
}

/** Another process is at that piece of work, and nobody knows yet whether it will come to its end. */
export class WorkedOnElsewhere extends Error {}

/**
 * Does a piece of work once, however often it is asked for: `already done` where it was. What `work` throws gives the piece back and
 * escapes, so that whoever delivers it does so again; `not done` gives it back in silence, to be asked for anew. Throws
 * `WorkedOnElsewhere` where another process is at it.
 */
export const onceClaimed = async (
  id: string,
  { claim, finish, release, log }: Claims & { readonly log: Log },
  work: () => Promise<'done' | 'not done'>,
): Promise<'done' | 'not done' | 'already done'> => {
  const warn = (message: string) => (error: unknown) => log('warn', message, { claim: id }, error);
  const claimed = await claim(id);
  if (claimed === 'done') return 'already done';
  if (claimed === 'taken') throw new WorkedOnElsewhere(`${id} is being worked on elsewhere.`);
  const giveBack = (): Promise<void> => release(id).catch(warn('a claim could not be given back'));
  let outcome: 'done' | 'not done';
  try {
    outcome = await work();
  } catch (error) {
    await giveBack();
    throw error;
  }
  // What is posted is posted: to fail now would have it done again.
  if (outcome === 'done') await finish(id).catch(warn('a claim could not be finished'));
  else await giveBack();
  return outcome;
};
