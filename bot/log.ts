import { jsonText } from './change/json';
import { currentReference } from './reference';

export type Facts = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * One structured line; CloudWatch reads it as JSON. Facts are counts, ids and our own words; of what people typed only the question, as
 * `asked`. E-mail addresses and Slack's secrets are masked in all of it, since whatever people type, and whatever fails, may hold one.
 */
export type Log = (level: 'info' | 'warn' | 'error', message: string, facts?: Facts, cause?: unknown) => void;

/** The error and what caused it, names and messages only. */
const told = (error: unknown): string =>
  error instanceof Error
    ? `${error.name}: ${error.message}${error.cause === undefined ? '' : ` ← ${told(error.cause)}`}`
    : 'not an Error';

/** An address is looked for from where a word begins: from each of its letters, a word of 40,000 would take seconds. */
const HIDDEN: readonly (readonly [RegExp, string])[] = [
  [/(?<![^\s@<>:])[^\s@<>:]+@[^\s@<>]+\.[^\s@<>]+/g, '(e-mail address)'],
  [/\bx(ox[a-eprs]|app|wfp)-[\w%-]+/g, '(token)'],
  [/\bhttps?:\/\/hooks\.slack(?:-gov)?\.[^\s"'<>]+/g, '(response_url)'],
];

/** A text as it may stand in a log. */
const masked = (text: string): string => HIDDEN.reduce((before, [secret, name]) => before.replace(secret, name), text);

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
