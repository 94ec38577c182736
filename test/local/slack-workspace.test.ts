import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocketServer } from 'ws';
import { openSampleAccount } from '../../bot/local/sample-account';
import { joinWorkspace } from '../../bot/local/slack-workspace';
import { silentLog } from '../../bot/log';

const now = () => new Date();
const APP_TOKEN = 'xapp-test';
const BOT_TOKEN = 'xoxb-test';

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
};

/** The least of Slack that Socket Mode needs: a connection is opened by a call, and envelopes go over it. */
const startSlack = async () => {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  const answers: { readonly text: string }[] = [];
  const acknowledged: string[] = [];
  const port = () => (server.address() as AddressInfo).port;
  server.on('request', async (request, response) => {
    const body = await bodyOf(request);
    const isRefused = ![`Bearer ${APP_TOKEN}`, `Bearer ${BOT_TOKEN}`].includes(request.headers.authorization ?? '');
    const reply = ((): object => {
      if (request.url === '/response/1') {
        answers.push(JSON.parse(body));
        return {};
      }
      if (isRefused) return { ok: false, error: 'invalid_auth' };
      if (request.url?.endsWith('apps.connections.open')) return { ok: true, url: `ws://127.0.0.1:${port()}/` };
      if (request.url?.endsWith('auth.test')) return { ok: true, team: 'Harbor', user: 'who-changed-dev' };
      return { ok: true, user: { id: 'U1', tz: 'Europe/Berlin', profile: {} } };
    })();
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
  });
  sockets.on('connection', (socket) => {
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A1' } }));
    socket.on('message', (message) => acknowledged.push(JSON.parse(String(message)).envelope_id));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const ask = (text: string): void => {
    const payload = {
      ...{ command: '/connect-who-changed', text, user_id: 'U1', channel_id: 'C1', team_id: 'T1', trigger_id: text },
      response_url: `http://127.0.0.1:${port()}/response/1`,
    };
    const envelope = { envelope_id: `e-${text}`, type: 'slash_commands', accepts_response_payload: true, payload };
    for (const socket of sockets.clients) socket.send(JSON.stringify(envelope));
  };
  return {
    apiUrl: `http://127.0.0.1:${port()}/api/`,
    ask,
    answers,
    acknowledged,
    stop: async () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

describe('a real workspace, joined from a laptop', () => {
  it('is answered over the connection that the bot opened, from the sample account, and left again', async () => {
    const slack = await startSlack();
    const account = await openSampleAccount(now, { unlimited: true });
    const bot = await joinWorkspace({
      ...{ account, appToken: APP_TOKEN, botToken: BOT_TOKEN, slackApiUrl: slack.apiUrl, now, log: silentLog },
    });
    try {
      expect([bot.name, bot.workspace]).toEqual(['who-changed-dev', 'Harbor']);
      slack.ask('queue-test-1');
      for (let tries = 0; slack.answers.length === 0 && tries < 500; tries += 1) await sleep(20);
      expect(slack.acknowledged).toEqual(['e-queue-test-1']);
      expect(JSON.stringify(slack.answers)).toContain('Sample account');
      expect(slack.answers[0]?.text).toContain('test-1 created queue queue-test-1');
    } finally {
      await bot.close();
      await slack.stop();
    }
  }, 60_000);

  it.each([
    [
      'the bot token',
      { appToken: APP_TOKEN, botToken: 'xoxb-other' },
      /^Slack was not joined with SLACK_BOT_TOKEN: .*invalid_auth/,
    ],
    [
      'the app token',
      { appToken: 'xapp-other', botToken: BOT_TOKEN },
      /^Slack was not joined with SLACK_APP_TOKEN: .*invalid_auth/,
    ],
  ])(
    'is not joined where Slack refuses %s, which is said in one line',
    async (_which, tokens, refusal) => {
      const slack = await startSlack();
      const account = await openSampleAccount(now, { unlimited: true });
      try {
        await expect(
          joinWorkspace({ account, ...tokens, slackApiUrl: slack.apiUrl, now, log: silentLog }),
        ).rejects.toThrow(refusal);
      } finally {
        await account.close();
        await slack.stop();
      }
    },
    60_000,
  );
});
