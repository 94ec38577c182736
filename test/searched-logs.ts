/**
 * Whatever any test has the bot log is searched for what belongs in no log, also where nobody listens: `silentLog` is listened to here.
 * A file of tests fails at its end where something was found.
 */
import type * as bot from '../bot/log';

const FORBIDDEN: readonly (readonly [string, RegExp])[] = [
  ['a token', /\bx(ox[a-eprs]|app|wfp)-\w|\beyJ\w+\.\w|\bBearer (?!\()\w/i],
  ['a signing secret', /signing-secret/],
  ['a response_url', /(?:\/|%2f)response(?:\/|%2f)|hooks\.slack(?:-gov)?\.com(?:\/|%2f)/i],
  ['an e-mail address', /[\w.+-]+(?:@|＠|%40)[\w-]+\.[a-z]{2,}/i],
  ['a key of AWS', /\bA(?:KIA|SIA)[A-Z0-9]{12,}/],
  ['a signed address', /X-Amz-(?:Signature|Security-Token|Credential)=(?!\()/i],
  ['a user of an address', /:\/\/(?!\()[^/\s"]+@/],
  [
    'a secret by its name',
    /(?:password|secret|api[-_]?key|auth[-_]?token|private[-_]?key)\\*["']?\s*[:=]\s*\\*["']?(?!\(|\\*["'])\w/i,
  ],
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
