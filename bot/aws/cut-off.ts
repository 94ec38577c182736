import type { Around, Stack } from './sdk-client';

/**
 * For a client's stack or a command's: an answer that is cut off is asked for again. The SDK takes one that is no JSON for a fault of ours,
 * and gives up; the next one is likely whole.
 */
export const askingAgainWhatIsCutOff = {
  applyToStack: (stack: Pick<Stack, 'addRelativeTo'>): void =>
    stack.addRelativeTo(retryable, {
      ...{ name: 'askingAgainWhatIsCutOff', relation: 'after', toMiddleware: 'retryMiddleware', override: true },
    }),
};

const retryable: Around = (next) => (call) =>
  next(call).catch((error: unknown) => {
    throw error instanceof Error && error.name === 'SyntaxError' ? Object.assign(error, { $retryable: {} }) : error;
  });
