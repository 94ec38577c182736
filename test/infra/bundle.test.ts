import { createHmac } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { FUNCTION_NAMES } from '../../bot/config';
import { bundle, handlerFile } from '../../infra/bundle';

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'bundle-'));

interface Answer {
  readonly statusCode: number;
  readonly body: string;
}

describe('a bundle without the parts of Bolt that Lambda never uses', () => {
  let handler: (event: unknown, context: unknown) => Promise<Answer>;

  beforeAll(async () => {
    const outfile = path.join(directory, 'index.js');
    await bundle(path.join(__dirname, '../support/bolt-handler.ts'), outfile);
    ({ handler } = require(outfile));
  });

  it('still answers a command that Slack signed, with the credentials that Lambda gives', async () => {
    const answer = await handler(command('queue-test-1', 'signing-secret-of-the-tests'), {});
    expect(answer).toMatchObject({ statusCode: 200 });
    expect(JSON.parse(answer.body)).toEqual({ text: `asked queue-test-1 with ${process.env.AWS_ACCESS_KEY_ID}` });
  });

  it('still turns away a command that Slack did not sign', async () => {
    expect(await handler(command('queue-test-1', 'a guess'), {})).toMatchObject({ statusCode: 401 });
  });

  it('is one file, a quarter of what it would be', () => {
    expect(fs.readdirSync(directory)).toEqual(['index.js']);
    expect(fs.statSync(path.join(directory, 'index.js')).size).toBeLessThan(500_000);
  });
});

describe('the part that is left out', () => {
  const neverUsed: Record<string, () => unknown> = require('../../infra/stand-ins/never-used.cjs');

  it('may be looked at, and says so loudly when it is used', () => {
    const Router = neverUsed.Router as unknown as new () => unknown;
    expect(() => neverUsed.json?.()).toThrow('infra/bundle.ts');
    expect(() => new Router()).toThrow('infra/bundle.ts');
  });
});

describe('every handler', () => {
  const before = { ...process.env };
  beforeAll(() => Object.assign(process.env, environment));
  afterAll(() => {
    process.env = before;
  });

  it.each(FUNCTION_NAMES)('%s becomes one file that Lambda can load', async (name) => {
    const outfile = path.join(directory, name, 'index.js');
    await bundle(handlerFile(name), outfile);
    expect(typeof require(outfile).handler).toBe('function');
  });
});

/** What any of the functions may want to know while it is loaded. */
const environment = {
  SLACK_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:who-changed/slack',
  JOBS_QUEUE_URL: 'http://127.0.0.1:9/jobs',
  DIRECTORY_TABLE: 'directory',
  STATE_TABLE: 'state',
  SETTINGS_TABLE: 'settings',
  INDEX_TABLE: 'index',
};

/** A slash command as an HTTP API hands it to Lambda. */
function command(text: string, signingSecret: string) {
  const body = new URLSearchParams({ command: '/connect-who-changed', text, user_id: 'U1', team_id: 'T1' }).toString();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    version: '2.0',
    rawPath: '/slack/events',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
    body: Buffer.from(body).toString('base64'),
    isBase64Encoded: true,
  };
}
