import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocketServer } from 'ws';
import { openSampleAccount } from '../../bot/local/sample-account';
import { joinWorkspace } from '../../bot/local/slack-workspace';
import { silentLog } from '../../bot/log';
import { slackOfMembers } from '../support/slack-of-members';

const now = () => new Date();
const APP_TOKEN = 'xapp-test';
const BOT_TOKEN = 'xoxb-test';

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
};

/** What becomes of a call for a further connection. */
type Trouble = 'no network' | 'out of service' | 'refused';

/** The least of Slack that Socket Mode needs: a connection is opened by a call, and envelopes go over it. */
const startSlack = async () => {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  const answers: { readonly text: string }[] = [];
  const acknowledged: string[] = [];
  let trouble: Trouble | undefined;
  let inVain = 0;
  let greeted = 0;
  let installed: object = {};
  const port = () => (server.address() as AddressInfo).port;
  server.on('request', async (request, response) => {
    const body = await bodyOf(request);
    if (trouble !== undefined && request.url?.endsWith('apps.connections.open')) {
      inVain += 1;
      if (trouble === 'no network') return void request.socket.destroy();
      const refused = JSON.stringify({ ok: false, error: 'invalid_auth' });
      return void response
        .writeHead(trouble === 'out of service' ? 503 : 200, { 'content-type': 'application/json' })
        .end(trouble === 'out of service' ? '' : refused);
    }
    const isRefused = ![`Bearer ${APP_TOKEN}`, `Bearer ${BOT_TOKEN}`].includes(request.headers.authorization ?? '');
    const reply = ((): object => {
      if (request.url === '/response/1') {
        answers.push(JSON.parse(body));
        return {};
      }
      if (isRefused) return { ok: false, error: 'invalid_auth' };
      if (request.url?.endsWith('apps.connections.open')) return { ok: true, url: `ws://127.0.0.1:${port()}/` };
      const said = slackOfMembers(request.url ?? '');
      return { ...said, team: 'Harbor', ...(said.team_id !== undefined && { user: 'who-changed-dev', ...installed }) };
    })();
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
  });
  sockets.on('connection', (socket) => {
    greeted += 1;
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
    /** Opens no further connection, or does again. */
    meet: (met?: Trouble) => {
      trouble = met;
      inVain = 0;
    },
    /** Is installed for a whole organization. */
    installForAll: () => {
      installed = { is_enterprise_install: true };
    },
    inVain: () => inVain,
    greeted: () => greeted,
    cut: () => {
      for (const socket of sockets.clients) socket.terminate();
    },
    /** Asks for a new connection, as Slack does every hour or so. */
    recycle: () => {
      for (const socket of sockets.clients)
        socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
    },
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

  describe('whose connection is lost', () => {
    const start = async () => {
      const slack = await startSlack();
      const account = await openSampleAccount(now, { unlimited: true });
      const said: string[] = [];
      const ends: string[] = [];
      const bot = await joinWorkspace({
        ...{ account, appToken: APP_TOKEN, botToken: BOT_TOKEN, slackApiUrl: slack.apiUrl, now, log: silentLog },
        ...{ say: (text) => void said.push(text), onEnd: ({ message }) => void ends.push(message), pausesMs: [0, 20] },
      });
      const stop = async (): Promise<void> => {
        await bot.close();
        await slack.stop();
      };
      return { slack, said, ends, stop };
    };
    const until = async (is: () => boolean): Promise<void> => {
      for (let tries = 0; !is() && tries < 500; tries += 1) await sleep(20);
      expect(is()).toBe(true);
    };

    it.each(['no network', 'out of service'] as const)(
      'says so once, tries until it is back, and answers again: %s',
      async (trouble) => {
        const { slack, said, ends, stop } = await start();
        try {
          slack.meet(trouble);
          slack.cut();
          await until(() => slack.inVain() > 5);
          expect(said).toEqual([expect.stringContaining('is lost')]);
          slack.meet();
          await until(() => said.length === 2);
          expect(said[1]).toBe('Connected to Slack again.');
          slack.ask('queue-test-1');
          await until(() => slack.answers.length > 0);
          expect(ends).toEqual([]);
        } finally {
          await stop();
        }
      },
      60_000,
    );

    it('as Slack asks for a new one, has it at once, and says nothing', async () => {
      const { slack, said, stop } = await start();
      try {
        slack.recycle();
        await until(() => slack.greeted() === 2);
        slack.ask('queue-test-1');
        await until(() => slack.answers.length > 0);
        expect(said).toEqual([]);
      } finally {
        await stop();
      }
    }, 60_000);

    it('and whose token Slack takes no longer, ends with one line', async () => {
      const { slack, ends, stop } = await start();
      try {
        slack.meet('refused');
        slack.cut();
        await until(() => ends.length > 0);
        expect(ends).toEqual([expect.stringMatching(/^Slack was not joined with SLACK_APP_TOKEN: .*invalid_auth/)]);
        expect(slack.inVain()).toBe(1);
      } finally {
        await stop();
      }
    }, 60_000);

    it('can be left while it is tried again', async () => {
      const { slack, stop } = await start();
      slack.meet('no network');
      slack.cut();
      await until(() => slack.inVain() > 0);
      await stop();
      const inVain = slack.inVain();
      await sleep(200);
      expect(slack.inVain()).toBe(inVain);
    }, 60_000);
  });

  it('is not joined by an app that is installed for a whole organization: nobody is a member of that', async () => {
    const slack = await startSlack();
    slack.installForAll();
    const account = await openSampleAccount(now, { unlimited: true });
    try {
      const tokens = { appToken: APP_TOKEN, botToken: BOT_TOKEN };
      await expect(
        joinWorkspace({ account, ...tokens, slackApiUrl: slack.apiUrl, now, log: silentLog }),
      ).rejects.toThrow('Install it in one workspace');
    } finally {
      await account.close();
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
