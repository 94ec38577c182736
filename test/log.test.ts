import * as fc from 'fast-check';
import { jsonText } from '../bot/change/json';
import { consoleLog, lineOf } from '../bot/log';

const lineWith = (text: string): string =>
  jsonText(lineOf('info', 'question answered', { asked: text }, new Error(text, { cause: new Error(text) })));

describe('no line of the log holds', () => {
  it('an e-mail address, whatever stands around it', () => {
    void fc.assert(
      fc.property(fc.emailAddress(), fc.string(), fc.string(), (address, before, after) => {
        expect(lineWith(`${before} ${address} ${after}`)).not.toContain(JSON.stringify(address).slice(1, -1));
      }),
    );
  });

  it.each([
    ['an address as Slack links it', 'by:<mailto:ann@work.example>', 'by:<mailto:(e-mail address)>'],
    ['a bot’s token', 'xoxb-1234-5678-AbCd', '(token)'],
    ['a person’s token', 'by:xoxp-1-2-3-abc', 'by:(token)'],
    ['a browser’s token and its cookie', 'xoxc-1-2-abc xoxd-a%2Bb%3D', '(token) (token)'],
    ['a workflow’s token', 'xwfp-1-abc', '(token)'],
    ['an app’s token', 'xapp-1-A0-12-abc', '(token)'],
    ['a response_url', 'https://hooks.slack.com/commands/T1/2/abc', '(response_url)'],
    ['a response_url of GovSlack', 'https://hooks.slack-gov.com/commands/T1/2/abc', '(response_url)'],
    [
      'an address in an ARN',
      'arn:aws:sts::1:assumed-role/Admin/ann@example.com',
      'arn:aws:sts::1:assumed-role/Admin/(e-mail address)',
    ],
    ['an address with a wide sign', 'by:ann＠example.com', 'by:(e-mail address)'],
    ['an address as a link has it', 'by:ann%40example.com', 'by:(e-mail address)'],
    ['an address with a tag, in quotes', '"ann+x@example.co.uk"', '"(e-mail address)"'],
    ['a response_url in capitals', 'HTTPS://HOOKS.SLACK.COM/commands/T1/2/abc', '(response_url)'],
    ['a response_url in a link', 'u=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1', 'u=(response_url)'],
    ['an access key of AWS', 'by:AKIAIOSFODNN7EXAMPLE ASIAIOSFODNN7EXAMPLE', 'by:(secret) (secret)'],
    ['a secret access key', 'is wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 'is (secret)'],
    ['a session of AWS', `IQoJb3JpZ2luX2Vj${'aB3/'.repeat(20)} x`, '(secret) x'],
    ['a bearer', 'Authorization: Bearer abc.def-ghi', 'Authorization: Bearer (token)'],
    [
      'a signing secret by its name',
      'SLACK_SIGNING_SECRET=8f742231b10e8888abcd99yyyzzz85a5',
      'SLACK_SIGNING_SECRET=(secret)',
    ],
    [
      'a signed address',
      'https://b.s3.amazonaws.com/k?X-Amz-Signature=ab12',
      'https://b.s3.amazonaws.com/k?X-Amz-Signature=(secret)',
    ],
    ['a user of an address', 'https://ann:pw@x.example/a', 'https://(secret)@x.example/a'],
    ['a secret in JSON', '{"a":[{"Key":"apiKey","Value":"x"}]}', '{"a":[{"Key":"apiKey","Value":"(secret)"}]}'],
    ['a webhook', 'see <https://hooks.slack.com/services/T1/B2/c>', 'see <(response_url)>'],
  ])('%s', (_what, text, masked) => {
    expect(lineOf('warn', 'x', { asked: text })).toMatchObject({ asked: masked });
    expect(lineOf('warn', 'x', {}, new Error(text))).toMatchObject({ cause: `Error: ${masked}` });
  });

  it('more than one line, whatever a name holds', () => {
    void fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const text = lineWith(`a\n"}\r\n{"level":"error"\u2028${name}`);
        expect(text).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        expect(JSON.parse(text)).toMatchObject({ level: 'info', message: 'question answered' });
      }),
    );
  });
});

it('a line that is printed is one line, without a character that a terminal obeys', () => {
  const info = jest.spyOn(console, 'info').mockReturnValue();
  try {
    consoleLog('info', 'question answered', { asked: 'x\u009b2J\u2028\u0085\u202e\ud83d' });
    expect(info.mock.calls).toEqual([
      [String.raw`{"level":"info","message":"question answered","asked":"x\u009b2J\u2028\u0085\u202e${'\ufffd'}"}`],
    ]);
  } finally {
    info.mockRestore();
  }
});

it.each([
  ...[
    '8d12e5f4-9f3a-4b7e-8a1c-2f6f7c1d9e10',
    '3c48a36ff73cd8b0962a0d90649447046478b8ea',
    'tokenCount:5 KeyId:k NextToken=abc',
  ],
  'arn:aws:connect:us-east-1:111122223333:instance/11111111-2222-4333-8444-555555555555/queue/q',
  ...['queue-test-1', 'ann@work', '<@U1|mateo>', 'by:@mateo 5@7 .', 'xoxo-box', 'hooks.slack.com'],
])('what is none of these stays as it is: %s', (text) => {
  expect(lineOf('info', 'x', { asked: text })).toMatchObject({ asked: text });
});
