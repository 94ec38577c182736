import { currentReference } from './reference';

export type Facts = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * One structured line; CloudWatch reads it as JSON. Facts are counts, ids and our own words; of what people typed only the question, as
 * `asked`, without e-mail addresses. Never a secret.
 */
export type Log = (level: 'info' | 'warn' | 'error', message: string, facts?: Facts, cause?: unknown) => void;

/** The error and what caused it, names and messages only. */
const told = (error: unknown): string =>
  error instanceof Error
    ? `${error.name}: ${error.message}${error.cause === undefined ? '' : ` ← ${told(error.cause)}`}`
    : 'not an Error';

/** What a line holds; with the reference that it belongs to, where there is one. */
export const lineOf = (...[level, message, facts = {}, cause]: Parameters<Log>) => {
  const reference = currentReference();
  return {
    ...{ level, message, ...(reference !== undefined && { reference }), ...facts },
    ...(cause === undefined ? {} : { cause: told(cause) }),
  };
};

export const consoleLog: Log = (...said) => console[said[0]](JSON.stringify(lineOf(...said)));

export const silentLog: Log = () => {};
