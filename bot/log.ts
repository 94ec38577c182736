/**
 * One structured line; CloudWatch reads it as JSON. Facts are counts, ids and our own words; of what people typed only the question, as
 * `asked`, without e-mail addresses. Never a secret.
 */
export type Log = (
  level: 'info' | 'warn' | 'error',
  message: string,
  facts?: Readonly<Record<string, string | number | boolean | undefined>>,
  cause?: unknown,
) => void;

/** The error and what caused it, names and messages only. */
const told = (error: unknown): string =>
  error instanceof Error
    ? `${error.name}: ${error.message}${error.cause === undefined ? '' : ` ← ${told(error.cause)}`}`
    : 'not an Error';

export const consoleLog: Log = (level, message, facts = {}, cause) =>
  console[level](JSON.stringify({ level, message, ...facts, ...(cause === undefined ? {} : { cause: told(cause) }) }));

export const silentLog: Log = () => {};
