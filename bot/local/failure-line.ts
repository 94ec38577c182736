import { visible } from '../answer/visible';

/** What failed, in one line that a terminal can show: it may quote names of files and what others answered. */
export const failureLine = (error: unknown): string =>
  visible((error instanceof Error ? error.message : String(error)).split('\n')[0] || 'It failed, and did not say why.');
