import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { PassThrough } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { ask } from '../../bot/local/ask';
import { openIndexFolder } from '../../bot/local/index-folder';
import { type IngestTerminal, ingest } from '../../bot/local/ingest';
import { runReindex } from '../../bot/local/reindex';
import { NOW, PROD } from '../support/account/world';
import { trailOf } from '../support/account-answers';
import { itemsIn } from '../support/indexing';
import { polls, smallAccount } from '../support/small-account';

const ROOT = path.resolve(__dirname, '../..');
const now = (): Date => NOW;
const folder = mkdtempSync(path.join(tmpdir(), 'ingest-'));
const at = (name: string): string => path.join(folder, name);
const small = smallAccount(2);
const trail = trailOf(small);
afterAll(() => {
  trail.remove();
  rmSync(folder, { recursive: true });
});

const run = async (
  command: (argv: readonly string[], terminal: IngestTerminal) => Promise<number>,
  ...argv: readonly string[]
) => {
  const [out, err]: [string[], string[]] = [[], []];
  const progress = new PassThrough();
  const status = await command(argv, {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    now,
    progress,
    isTerminal: false,
  });
  return { status, out: out.join('\n'), err: err.join('\n'), progress: String(progress.read() ?? '') };
};

const askJson = async (...argv: readonly string[]) => {
  let out = '';
  let err = '';
  const status = await ask([...argv, '--json'], {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    now,
    zone: 'UTC',
    colours: false,
  });
  return { status, err, ...(out === '' ? {} : JSON.parse(out)) };
};

describe('npm run ingest', () => {
  it('puts a folder of log files into an index that answers as the files do', async () => {
    const done = await run(ingest, '--trail', trail.folder, '--index', at('whole'));
    expect(done).toMatchObject({ status: 0, err: '' });
    expect(done.out).toMatch(/changes indexed\.\nTaken as whole: .* in eu-west-2|in us-/);
    expect(done.progress).toContain('100 %');
    for (const question of ['Billing', 'type:queue', 'by:alice', 'since:30d only:failed']) {
      const [indexed, read] = [
        await askJson(question, '--index', at('whole')),
        await askJson(question, '--trail', trail.folder),
      ];
      expect([question, indexed.changes]).toEqual([question, read.changes]);
      expect([indexed.outcome, indexed.total]).toEqual([read.outcome, read.total]);
      expect(indexed.coverage.sources.map(({ kind }: { kind: string }) => kind)).toEqual(['index']);
    }
  }, 60_000);

  it('changes nothing when it is run again, nor when the index is made anew', async () => {
    const items = async () => {
      const { client, close } = await openIndexFolder(at('whole'));
      const found = await itemsIn(client);
      await close();
      return found;
    };
    const before = await items();
    expect(before.length).toBeGreaterThan(300);
    await run(ingest, '--trail', trail.folder, '--index', at('whole'));
    expect(await items()).toEqual(before);
    expect((await run(runReindex, '--index', at('whole'))).out).toMatch(/records read again: 0 filed otherwise/);
    expect(await items()).toEqual(before);
  }, 60_000);

  it('survives a kill half-way: what is there is not taken as whole, and a second run makes it so', async () => {
    const noise = trailOf({ events: [...small.events, ...polls(20_000)] });
    try {
      const index = at('killed');
      await killedHalfWay(noise.folder, index);
      const half = await askJson('Billing', '--index', index);
      expect(half.status).toBe(1);
      expect(half.err).toContain('is known to be whole: its ingest was stopped');
      expect(await run(ingest, '--trail', noise.folder, '--index', index)).toMatchObject({ status: 0 });
      const [{ client, close }, clean] = [await openIndexFolder(index), await openIndexFolder(at('whole'))];
      const withoutProofs = async (one: typeof client) =>
        (await itemsIn(one)).filter(({ pk }) => !String(pk).startsWith('proof'));
      expect(await withoutProofs(client)).toEqual(await withoutProofs(clean.client));
      await Promise.all([close(), clean.close()]);
    } finally {
      noise.remove();
    }
  }, 60_000);

  it('reads what is piped in, counts each change once, and offers a command that a shell reads', async () => {
    const [change] = small.events.filter(({ eventName }) => eventName === 'CreateQueue');
    const input = () => [Buffer.from([change, change].map((one) => JSON.stringify(one)).join('\n'))];
    const terminalOf = (argv: readonly string[], terminal: IngestTerminal) => ingest(argv, { ...terminal, input });
    const done = await run(terminalOf, '--trail', '-', '--index', at("it's piped"));
    expect(done).toMatchObject({ status: 0, err: '' });
    expect(done.out).toMatch(/^1 file with 2 records read\.\n1 change indexed\.\n/);
    expect(done.out).toContain(`--index '${at("it's piped").replace("'", "'\\''")}'`);
  }, 60_000);

  it('says of a few minutes of records that the files are to be asked', async () => {
    const [change] = small.events.filter(({ eventName }) => eventName === 'CreateQueue');
    const minutes = at('minutes.json');
    writeFileSync(minutes, JSON.stringify({ Records: [change] }));
    const done = await run(ingest, '--trail', minutes, '--index', at('minutes'));
    expect(done.out).toContain(
      'Nothing is taken as whole: of the half hour before the last record others may still come.',
    );
    expect(done.out).toContain(`--trail ${minutes}`);
    expect((await askJson('Billing', '--index', at('minutes'))).err).toContain('ask the files themselves with --trail');
  }, 60_000);

  it('names each file that is skipped or read only in part, counts them, and takes nothing as whole', async () => {
    const [change] = small.events.filter(({ eventName }) => eventName === 'CreateQueue');
    const some = at('some');
    mkdirSync(some);
    const bad = Array.from({ length: 7 }, (_, n) => `bad-${n}.json.gz`);
    for (const name of bad) writeFileSync(path.join(some, name), gzipSync('no'));
    writeFileSync(path.join(some, 'cut.json'), `{"Records":[${JSON.stringify(change)},{"eventName":"Cr`);
    writeFileSync(path.join(some, 'good.json'), JSON.stringify({ Records: [change] }));
    const done = await run(ingest, '--trail', some, '--index', at('some-index'));
    expect(done.status).toBe(0);
    expect(done.out).toMatch(
      /^1 file with 3 records read\.\n1 file more read only in part: PARTIAL\.\n7 files skipped: PARTIAL\.\n1 change indexed\.\n/,
    );
    expect(done.out).toContain('Nothing is taken as whole');
    expect(done.err.split('\n')).toEqual([
      ...bad.map((name) => `Skipped ${name}: it is not JSON.`),
      'Read only the first 2 records of cut.json: it is cut off.',
      'Get what is cut off once more.',
    ]);
  }, 60_000);

  it('takes no page of a longer list as whole, and says what to do about another shape', async () => {
    const [change] = small.events.filter(({ eventName }) => eventName === 'CreateQueue');
    const page = at('page.json');
    writeFileSync(page, JSON.stringify({ Events: [{ CloudTrailEvent: JSON.stringify(change) }], NextToken: 'x' }));
    const done = await run(ingest, '--trail', page, '--index', at('paged'));
    expect(done.err).toContain('page.json holds one page of a longer list');
    expect(done.out).toContain('Nothing is taken as whole');
    writeFileSync(page, JSON.stringify({ value: [change] }));
    const none = await run(ingest, '--trail', page, '--index', at('paged'));
    expect(none.status).toBe(1);
    expect(none.err).toContain("jq -c '.value[]' FILE > records.jsonl");
  }, 60_000);

  it('takes names from a list of users, and takes that for all of them', async () => {
    const user = small.living.find(({ kind, instance }) => kind === 'user' && instance === PROD);
    const users = at('users.json');
    const Arn = `arn:aws:connect:${PROD.region}:${PROD.account}:instance/${PROD.id}/agent/${user?.id}`;
    writeFileSync(users, JSON.stringify({ UserSummaryList: [{ Id: user?.id, Arn, Username: 'told.by.a.list' }] }));
    await run(ingest, '--trail', trail.folder, '--users', users, '--index', at('named'));
    const answer = await askJson(String(user?.id), '--index', at('named'));
    expect(answer.status).toBe(0);
    expect(JSON.stringify(answer.changes)).toContain('told.by.a.list');
  }, 60_000);

  it.each([
    [['--index', at('x')], 2, 'Say where the records are: --trail <folder> or --aws.'],
    [['--trail', at('nowhere'), '--index', at('x')], 1, 'There is no folder'],
    [['--trail', 's3://', '--index', at('x')], 1, 'is no address of a bucket'],
    [['--trail', trail.folder, '--index', ROOT], 1, 'is no index and holds other files'],
    [['--aws', '--users', 'u.json'], 2, '--users goes with --trail.'],
    [['--aws', '--tables', 'connect-who-changed'], 2, 'catches up by itself'],
    [['--trial', 'x'], 2, "Unknown option '--trial' (Did you mean --trail?)"],
  ])('says what is wrong with %j', async (argv, status, words) => {
    const ended = await run(ingest, ...(argv as string[]));
    expect(ended).toMatchObject({ status, out: '' });
    expect(ended.err).toContain(words);
    expect(ended.err.split('\n')).toHaveLength(1);
  });

  it('says that a folder is in use, or holds no index', async () => {
    const { close } = await openIndexFolder(at('whole'));
    expect((await askJson('Billing', '--index', at('whole'))).err).toContain('is in use by another process');
    await close();
    const none = await askJson('Billing', '--index', at('none'));
    expect(none).toMatchObject({ status: 1, err: expect.stringContaining('npm run ingest -- --trail') });
  });
});

/** Runs the command in a process of its own, and kills it once it has begun to write. */
const killedHalfWay = (from: string, index: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const script = path.join(ROOT, 'bot/local/ingest-command.ts');
    const argv = ['--require', 'tsx/cjs', script, '--trail', from, '--index', index];
    const child = spawn(process.execPath, argv, { cwd: ROOT, stdio: 'ignore' });
    const timer = setInterval(() => {
      if (written(index) > 30_000) child.kill('SIGKILL');
    }, 2);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      clearInterval(timer);
      if (signal === 'SIGKILL') resolve();
      else reject(new Error(`It ended with status ${code} before it was killed.`));
    });
  });

const written = (index: string): number => {
  try {
    const store = path.join(index, 'dynamodb');
    return readdirSync(store)
      .filter((name) => name.endsWith('.log'))
      .reduce((sum, name) => sum + statSync(path.join(store, name)).size, 0);
  } catch {
    return 0;
  }
};
