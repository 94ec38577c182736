import { AsyncLocalStorage } from 'node:async_hooks';

const references = new AsyncLocalStorage<string>();

/**
 * Does `work` under a reference: the id of the job that Slack's request became. Whatever is logged and asked of AWS meanwhile bears it, so
 * that one question can be followed from Slack through the queue to each call.
 */
export const underReference = <T>(reference: string, work: () => T): T => references.run(reference, work);

/** The reference of what is being worked on; undefined outside of any. */
export const currentReference = (): string | undefined => references.getStore();
