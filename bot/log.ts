import { withoutAddresses } from './change/addresses';
import { jsonText } from './change/json';
import { textWithoutSecrets } from './change/secrets';
import { currentReference } from './reference';

export type Facts = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * One structured line; CloudWatch reads it as JSON. Facts are counts, ids and our own words; of what people typed only the question, as
 * `asked`. E-mail addresses and secrets are masked in all of it, since whatever people type, and whatever fails, may hold one.
 */
export type Log = (level: 'info' | 'warn' | 'error', message: string, facts?: Facts, cause?: unknown) => void;

/** The error and what caused it, names and messages only. */
const told = (error: unknown): string =>
  error instanceof Error
    ? `${error.name}: ${error.message}${error.cause === undefined ? '' : ` ← ${told(error.cause)}`}`
    : 'not an Error';

/** A secret access key of AWS: 40 letters and digits of every sort, which elsewhere may be anything. */
const ACCESS_KEY =
  /(?<![\w+/=-])(?=[^a-z\s]{0,39}[a-z])(?=[^A-Z\s]{0,39}[A-Z])(?=[^\d\s]{0,39}\d)[A-Za-z\d+/]{40}(?![\w+/=-])/g;

/** A text as it may stand in a log. */
const masked = (text: string): string =>
  withoutAddresses(
    textWithoutSecrets(text, { word: (secret) => `(${secret})` }).replace(ACCESS_KEY, '(secret)'),
    '(e-mail address)',
  );

const maskedFacts = (facts: Facts): Facts =>
  Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [name, typeof fact === 'string' ? masked(fact) : fact]),
  );

/** What a line holds; with the reference that it belongs to, where there is one. */
export const lineOf = (...[level, message, facts = {}, cause]: Parameters<Log>) => {
  const reference = currentReference();
  return {
    ...{ level, message, ...(reference !== undefined && { reference }), ...maskedFacts(facts) },
    ...(cause === undefined ? {} : { cause: masked(told(cause)) }),
  };
};

export const consoleLog: Log = (...said) => console[said[0]](jsonText(lineOf(...said)));

export const silentLog: Log = () => {};
