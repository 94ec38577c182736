/**
 * Whatever any test has the bot log is searched for what belongs in no log, also where nobody listens: `silentLog` is listened to here.
 * A file of tests fails at its end where something was found.
 */
import type * as bot from '../bot/log';

const FORBIDDEN: readonly (readonly [string, RegExp])[] = [
  ['a token', /\bx(ox[a-eprs]|app|wfp)-\w/],
  ['a signing secret', /signing-secret/],
  ['a response_url', /\/response\/|hooks\.slack[.-]/],
  ['an e-mail address', /[\w.+-]+@[\w-]+\.[a-z]{2,}/i],
  ['a part of a record', /requestParameters|responseElements|sourceIPAddress/],
];

const found: string[] = [];
const search = (text: string): void => {
  for (const [what, pattern] of FORBIDDEN) if (pattern.test(text)) found.push(`${what}: ${text.slice(0, 500)}`);
};

jest.mock('../bot/log', () => {
  const actual = jest.requireActual<typeof bot>('../bot/log');
  const silentLog: bot.Log = (...said) => search(JSON.stringify(actual.lineOf(...said)));
  return { ...actual, silentLog };
});

// The SDKs of Slack and AWS write here by themselves.
for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
  const write = console[level];
  console[level] = (...said: readonly unknown[]) => {
    search(said.map(String).join(' '));
    write(...said);
  };
}

afterAll(() => expect(found).toEqual([]));
