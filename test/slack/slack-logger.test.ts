import { AwsLambdaReceiver } from '@slack/bolt';
import { signatureHeaders } from '../../bot/local/slack/signed-request';
import { type Log, lineOf } from '../../bot/log';
import { createApp } from '../../bot/slack/app';
import { guardedHandler } from '../../bot/slack/lambda-request';
import { slackLogger } from '../../bot/slack/slack-logger';
import { webClientOptions } from '../../bot/slack/web-client';

const secret = 'secret-of-the-tests';
let lines: object[] = [];
const log: Log = (...said) => void lines.push(lineOf(...said));
beforeEach(() => {
  lines = [];
});

describe('What Slack’s libraries say', () => {
  it('is in our log, masked, and in no other', async () => {
    const elsewhere = (['log', 'info', 'warn', 'error', 'debug'] as const).map((level) => jest.spyOn(console, level));
    const receiver = new AwsLambdaReceiver({ signingSecret: secret, logger: slackLogger(log) });
    createApp({
      ...{ receiver, botToken: 'xoxb-test', clientOptions: webClientOptions(log), log },
      enqueue: async () => {},
      now: () => new Date(),
    });
    const handle = guardedHandler(await receiver.start(), secret, () => new Date());
    const body = JSON.stringify({ type: 'of no kind that Bolt knows' });
    const headers = { 'content-type': 'application/json', ...signatureHeaders(body, { secret, at: new Date() }) };
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'Date', 'performance'] });
    try {
      await handle({ version: '2.0', headers, body, requestContext: { http: { method: 'POST' } } }, {});
      jest.runAllTimers();
    } finally {
      jest.useRealTimers();
    }
    expect(lines).toContainEqual({
      ...{ level: 'warn', message: 'Slack’s library said' },
      said: 'Could not determine the type of an incoming event. No listeners will be called.',
    });
    for (const spy of elsewhere) expect(spy).not.toHaveBeenCalled();
    jest.restoreAllMocks();
  });

  it('is told where it is a warning or an error, as text', () => {
    const logger = slackLogger(log);
    logger.debug('AWS event: {}');
    logger.info('Invalid request signature detected');
    logger.warn('http request failed', new Error('of xoxb-1-2-abc'), { a: 1 });
    logger.error('to https://HOOKS.slack.com/commands/T1');
    expect(lines).toEqual([
      { level: 'warn', message: 'Slack’s library said', said: 'http request failed of (token) [object Object]' },
      { level: 'error', message: 'Slack’s library said', said: 'to (response_url)' },
    ]);
  });
});
