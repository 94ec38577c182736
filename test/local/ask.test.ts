import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { ask, type Terminal } from '../../bot/local/ask';
import { localAccount, localInstance } from '../../bot/local/aws/local-account';
import { type LocalAws, type LocalAwsOptions, startLocalAws } from '../../bot/local/aws/local-aws';
import { idFrom, websiteEvent } from '../../bot/local/aws/records';
import { openSampleAccount } from '../../bot/local/sample-account';
import { rowsOf } from '../support/strict-csv';

const ROOT = path.resolve(__dirname, '../..');
const PUBLISHED = path.join(ROOT, 'bot/local/sample/published');
const NOW = new Date('2026-11-21T09:00:00Z');
const BIN = path.join(ROOT, 'bot/local/who-changed.cjs');

/** A clock that goes on from a moment: whoever waits by it must not wait for ever. */
const clockFrom = (start: Date): (() => Date) => {
  const started = performance.now();
  return () => new Date(start.getTime() + performance.now() - started);
};

interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Asks in this process; the sample account's CloudTrail has no limit here. */
const run = async (argv: readonly string[], terminal: Partial<Terminal> = {}): Promise<Ran> => {
  let out = '';
  let err = '';
  const status = await ask(
    argv,
    {
      out: (text) => {
        out += `${text}\n`;
      },
      err: (text) => {
        err += `${text}\n`;
      },
      now: clockFrom(NOW),
      zone: 'UTC',
      colours: false,
      ...terminal,
    },
    openShared,
  );
  return { status, out, err };
};

/** One sample account for all questions: making it takes longer than asking it. */
let shared: ReturnType<typeof openSampleAccount> | undefined;
const openShared: typeof openSampleAccount = async (now) => {
  shared ??= openSampleAccount(now, { unlimited: true });
  return { ...(await shared), close: async () => {} };
};
afterAll(async () => (await shared)?.close());

/** One line on standard error, nothing on standard output. */
const saidOnce = ({ out, err }: Ran): string => {
  expect(out).toBe('');
  expect(err.trimEnd().split('\n')).toHaveLength(1);
  return err.trimEnd();
};

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ask-'));
});

afterAll(() => rm(folder, { recursive: true }));

describe('who-changed with the sample account', () => {
  it('says who, what, when and how, and that nothing of it is real', async () => {
    const { status, out, err } = await run(['queue-test-1']);
    expect(status).toBe(0);
    expect(err).toBe('');
    const [preface, fact, detail] = out.split('\n');
    expect(preface).toBe('Sample account: published records and a made-up month, no real data.');
    expect(fact).toBe('test-1 created queue queue-test-1');
    expect(detail).toContain('Tue 17 Nov 08:09, 4 days ago · in the Connect admin website');
    expect(detail).toContain('user id 5d5a4d61-a5cc-48b9-b388-bdba7c4eed25');
  });

  it('shows times in the zone of the machine', async () => {
    expect((await run(['queue-test-1'], { zone: 'Asia/Tokyo' })).out).toContain('Tue 17 Nov 17:09');
  });

  it('prints one JSON document and nothing else with --json, marked as the sample', async () => {
    const { status, out, err } = await run(['queue-test-1', '--json']);
    expect([status, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      outcome: 'found',
      sample: true,
      changes: [
        {
          eventName: 'CreateQueue',
          time: '2026-11-17T08:09:34Z',
          outcome: 'succeeded',
          resource: { type: 'queue', name: 'queue-test-1' },
          actor: { kind: 'connect user', id: '5d5a4d61-a5cc-48b9-b388-bdba7c4eed25', name: 'test-1' },
          via: 'connect website',
          sentence: 'test-1 created queue queue-test-1',
        },
      ],
    });
  });

  it('asks about everything with “changes”, the last two hours unless said otherwise, and shows how to see more', async () => {
    const { status, out } = await run(['changes']);
    expect([status, out]).toEqual([0, expect.stringContaining('changes since')]);
    expect((await run(['changes', '30d'])).out).toContain('more: who-changed changes 30d limit:');
    expect((await run(['changes 30d'])).out).toBe((await run(['changes', '30d'])).out);
    expect((await run(['changes 30d type:queue "Billing ES"'])).out).toBe(
      (await run(['changes', '30d', 'type:queue', 'Billing ES'])).out,
    );
    expect((await run(['changes', 'help'])).out).toContain('who-changed changes ');
    expect(saidOnce(await run(['changes', 'sinse:7d']))).toContain('Try: who-changed changes');
  });

  it.each([
    ['a name that nothing has', ['zzzz'], /called zzzz/],
    ['a name of which nothing changed', ['Billing', 'since:1m'], /shows no change/],
  ])('says beside the heading of CSV why there is no row: %s', async (_what, argv, why) => {
    const { status, out, err } = await run([...argv, '--csv']);
    expect(status).toBe(0);
    expect(rowsOf(out)).toEqual([]);
    expect(err).toMatch(why);
  });

  it.each([
    [
      'in an answer',
      ['queue-test-1', 'since:2024-06-01', '--trail', PUBLISHED],
      `To look wider: who-changed --trail ${PUBLISHED} queue-test-1`,
    ],
    [
      'in a mistake',
      ['queue-test-1', 'sicne:7d', '--trail', PUBLISHED],
      `Try: who-changed --trail ${PUBLISHED} queue-test-1 since:7d`,
    ],
    ['in help', ['help', '--trail', PUBLISHED], `who-changed --trail ${PUBLISHED} queue-test-1  who changed`],
  ])('offers what asks the same source, %s', async (_where, argv, offered) => {
    const { out, err } = await run(argv);
    expect(out + err).toContain(offered);
  });

  it('prints every change as a row of CSV with --csv, and beside it what is to be known of the search', async () => {
    const { status, out, err } = await run(['since:30d', '--csv']);
    expect(status).toBe(0);
    const rows = rowsOf(out);
    const { changes } = JSON.parse((await run(['since:30d', '--json'])).out);
    expect(rows.map((row) => row['event id'])).toEqual(changes.map(({ eventId }: { eventId: string }) => eventId));
    expect(err).toContain('Sample account');
    expect((await run(['x', '--csv', '--json'])).status).toBe(2);
  });

  it('holds every change with --json and shows the newest few without', async () => {
    const { out } = await run(['since:30d', '--json']);
    const { changes } = JSON.parse(out) as { changes: readonly unknown[] };
    expect(changes.length).toBeGreaterThan(20);
    expect((await run(['since:30d'])).out).toMatch(/\d+ more: who-changed since:30d limit:\d+/);
  });

  it.each([
    ['a name that many things bear, in a time', ['Billing', 'since:7d'], /Flow, queue and quick connect Billing/],
    ['a name mistyped', ['Biling'], /Nothing I know of is or was called Biling\.\n {2}Nearest: Billing/],
    ['a person', ['by:test-1'], /changes by test-1/],
    ['a short time', ['since:2h'], /changes since Sat 21 Nov 07:00/],
    ['a type', ['type:flow'], /Every flow · \d+ changes/],
    ['a name with spaces and no quotes', ['Main', 'Menu'], /flow Main Menu/],
    ['a time without a change', ['Main Menu', 'since:1h'], /^.*\nCloudTrail shows no change to .*Main Menu/],
  ])('answers %s', async (_what, argv, said) => {
    const { status, out, err } = await run(argv);
    expect([status, err]).toEqual([0, '']);
    expect(out).toMatch(said);
  });

  it('colours where it is told to and nowhere else', async () => {
    expect((await run(['since:30d', 'limit:200'])).out).not.toContain('\u001b');
    expect((await run(['since:2h'], { colours: true })).out).toContain('\u001b[1m');
  });

  it('says what it is waiting for, and takes it away again before the answer', async () => {
    const seen: string[] = [];
    const working = (what: string) => {
      seen.push(`+ ${what}`);
      return () => void seen.push(`- ${what}`);
    };
    await run(['since:2h'], { working, out: () => void seen.push('answer') });
    expect(seen).toEqual([
      '+ Starting the sample account',
      '- Starting the sample account',
      '+ Reading the index',
      '- Reading the index',
      'answer',
    ]);
  });
});

describe('what who-changed does not understand', () => {
  it.each([
    ['a mistyped qualifier', ['Billing', 'sinse:7d'], /since:\? .* Try: who-changed Billing since:7d$/],
    ['a time that is none', ['Billing', 'since:foo'], /^“foo” is not a time/],
    ['an unknown flag', ['--nope', 'x'], /^Unknown option '--nope'\. See who-changed --help\.$/],
    ['a mistyped flag', ['--jso', 'x'], /Did you mean --json\?/],
    ['a flag without its folder', ['--trail'], /argument missing/],
    ['two sources at once', ['x', '--trail', 'd', '--aws'], /'--aws' cannot be used with .*'--trail/],
    ['users without a trail', ['x', '--users', 'f'], /^--users goes with --trail\./],
    ['no question, with --json', ['--json'], /^There is no question/],
    ['an instance that is none', ['Billing', 'instance:nope', '--trail', PUBLISHED], /^No instance is called “nope”/],
    ['escape sequences', ['Billing', 'since:\u001b[31m'], /\[U\+001B\]/],
  ])('is told in one line with status 2: %s', async (_what, argv, said) => {
    const ran = await run(argv);
    expect(ran.status).toBe(2);
    expect(saidOnce(ran)).toMatch(said);
    expect(ran.err).not.toContain('\u001b');
  });

  it.each([[[]], [['help']]])('is not a question that is missing: %j gives the help', async (argv) => {
    const { status, out, err } = await run(argv);
    expect([status, err]).toEqual([0, '']);
    expect(out).toContain('who-changed queue-test-1');
    expect(out).toContain('since:2h');
  });

  it('gives the flags with --help', async () => {
    const { status, out } = await run(['--help']);
    expect(status).toBe(0);
    for (const flag of ['--trail', '--users', '--aws', '--json']) expect(out).toContain(flag);
  });
});

describe('who-changed --trail', () => {
  const USER = '5d5a4d61-a5cc-48b9-b388-bdba7c4eed25';
  const INSTANCE = 'e013010d-c287-401c-8e59-XXXXXXXXX';
  const users = (json: unknown): Promise<string> => put('users.json', JSON.stringify(json));
  const put = async (file: string, text: string): Promise<string> => {
    await writeFile(path.join(folder, file), text);
    return path.join(folder, file);
  };
  const listed = {
    UserSummaryList: [
      {
        Id: USER,
        Arn: `arn:aws:connect:us-east-1:XXXXXXXXX:instance/${INSTANCE}/agent/${USER}`,
        Username: 'test-1',
        LastModifiedTime: '2024-05-11T23:00:00+00:00',
      },
    ],
  };

  it('tells a user by id without a list of users, and says nothing of a sample', async () => {
    const { status, out } = await run(['queue-test-1', '--trail', PUBLISHED]);
    expect(status).toBe(0);
    expect(out).toContain(`(id ${USER}) created queue queue-test-1`);
    expect(out).not.toContain('Sample');
    expect(JSON.parse((await run(['queue-test-1', '--trail', PUBLISHED, '--json'])).out)).not.toHaveProperty('sample');
  });

  it('names the user with --users', async () => {
    const { out } = await run(['queue-test-1', '--trail', PUBLISHED, '--users', await users(listed)]);
    expect(out).toMatch(/^test-1 created queue queue-test-1\n/);
  });

  it('prints a change with two tags as one row of CSV', async () => {
    const queue =
      'arn:aws:connect:us-east-1:111122223333:instance/11111111-2222-4333-8444-555555555555/queue/8e35c2cd-3bf6-441b-8b0e-2050b76932cb';
    const tagged = {
      ...{ eventVersion: '1.11', eventID: 'tagged', eventTime: '2026-11-03T12:00:00Z', awsRegion: 'us-east-1' },
      ...{
        eventSource: 'connect.amazonaws.com',
        eventName: 'TagResource',
        userIdentity: { type: 'IAMUser', userName: 'ann' },
      },
      requestParameters: { resourceArn: queue, tags: { team: 'red\u001b[2J', env: 'prod' } },
    };
    const { out } = await run([queue, '--csv', '--trail', await put('tagged.json', JSON.stringify(tagged))]);
    expect(rowsOf(out)).toMatchObject([
      {
        'event id': 'tagged',
        fields: 'tag team: red[U+001B][2J (before: not recorded)\ntag env: prod (before: not recorded)',
      },
    ]);
  });

  it('leads from a part of a name to who acted under it', async () => {
    const by = (eventID: string, userIdentity: object) => ({
      ...{ eventVersion: '1.11', eventTime: '2026-11-03T12:00:00Z', awsRegion: 'us-east-1', eventID, userIdentity },
      ...{ eventSource: 'connect.amazonaws.com', eventName: 'UpdateQueueStatus' },
      requestParameters: { InstanceId: INSTANCE, QueueId: '8e35c2cd-3bf6-441b-8b0e-2050b76932cb', Status: 'ENABLED' },
    });
    const session = 'AWSReservedSSO_ConnectAdmin_0123456789abcdef/ann@acme.example';
    const Records = [
      by('one', { type: 'AssumedRole', arn: `arn:aws:sts::111122223333:assumed-role/${session}` }),
      by('two', { type: 'IAMUser', userName: 'bob' }),
    ];
    const trail = await put('by-two.json', JSON.stringify({ Records }));
    const nearest = async (...asked: readonly string[]): Promise<string> =>
      /Nearest: .*/.exec((await run([...asked, '--trail', trail])).out)?.[0] ?? 'none';
    expect(await nearest('by:ann')).toBe('Nearest: ann@acme.example');
    expect(await nearest('by:ConnectAdmn')).toBe('Nearest: ConnectAdmin');
    expect(await nearest('by:bobb')).toBe('Nearest: bob');
    expect(await nearest('by:ann', 'on:2026-11-03')).toMatch(/^Nearest: ann@acme.example\./);
    // Who did nothing in the time that is asked for is near to nobody else.
    expect(await nearest('by:bob', 'on:2026-11-02')).toBe('none');
    expect(await nearest('by:xyzzy')).toBe('none');
  });

  it('takes users as Windows PowerShell writes them', async () => {
    const file = path.join(folder, 'utf16.json');
    await writeFile(file, Buffer.from(`\ufeff${JSON.stringify(listed)}`, 'utf16le'));
    expect((await run(['queue-test-1', '--trail', PUBLISHED, '--users', file])).out).toMatch(/^test-1 created queue/);
  });

  it('reads records that are piped in with -', async () => {
    const record = JSON.stringify(
      JSON.parse(await readFile(path.join(PUBLISHED, 'website-create-queue-whole.json'), 'utf8')),
    );
    const input = () => [Buffer.from(record.slice(0, 100)), Buffer.from(record.slice(100))];
    const { out } = await run(['queue-test-1', '--trail', '-'], { input });
    expect(out).toContain('created queue queue-test-1');
    expect(saidOnce(await run(['queue-test-1', '--trail', '-'], { input: () => [] }))).toBe(
      'standard input holds no CloudTrail records that can be read. It is empty.',
    );
  });

  it('searches all with a time that goes back further than any record', async () => {
    const { status, out } = await run(['queue-test-1', 'since:9000d', '--trail', PUBLISHED, '--json']);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ outcome: 'found', query: { window: { from: '2013-01-01T00:00:00Z' } } });
  });

  it('offers no week of which there are as few files as of the hours that were asked for', async () => {
    const { out } = await run(['changes', '2h', '--trail', PUBLISHED]);
    expect(out).toMatch(/^No files for that time: .*\n\nSearched nothing\n$/);
  });

  it('says in one line that no file is of the time that was asked for', async () => {
    const { status, out } = await run(['queue-test-1', 'since:2h', '--trail', PUBLISHED]);
    expect(status).toBe(0);
    expect(out).toMatch(
      /^No files for that time: the log files hold records from 2019-08-15T06:40:55Z to \S+Z\.\n.*\n\nSearched nothing\n/,
    );
  });

  it('says of an unknown name that only the log files were asked', async () => {
    const { status, out } = await run(['Biling', '--trail', PUBLISHED]);
    expect(status).toBe(0);
    expect(out).toContain('can be asked for by its id');
  });

  it.each([
    ['a folder that is not there', () => ['--trail', path.join(folder, 'nowhere')], /^There is no folder/],
    [
      'users that are not there',
      () => ['--trail', PUBLISHED, '--users', path.join(folder, 'none')],
      /none can't be read: it is not there\.$/,
    ],
  ])('fails in one line with status 1: %s', async (_what, flags, said) => {
    const ran = await run(['x', ...flags()]);
    expect(ran.status).toBe(1);
    expect(saidOnce(ran)).toMatch(said);
  });

  it.each([
    ['are not JSON', 'hello'],
    ['hold another list', '{"QueueSummaryList":[]}'],
    ['hold users without ids', '{"UserSummaryList":[{"Username":"a"}]}'],
  ])('fails in one line with status 1 where the users %s', async (_what, text) => {
    const ran = await run(['x', '--trail', PUBLISHED, '--users', await put('wrong.json', text)]);
    expect(ran.status).toBe(1);
    expect(saidOnce(ran)).toContain('is not what `aws connect list-users` prints');
  });
});

describe('who-changed --aws', () => {
  const PROD = { id: idFrom('ask prod'), alias: 'prod', region: 'us-east-1', account: '111122223333' };
  const QUEUE = idFrom('ask queue');
  const ANN = idFrom('ask ann');
  const at = '2026-11-20T08:00:00Z';
  const account = localAccount({
    accountId: PROD.account,
    events: [
      websiteEvent({
        instance: PROD,
        userId: ANN,
        eventName: 'CreateQueue',
        time: new Date(at),
        requestParameters: { Name: 'Evil \u001b[31m\u009b31m queue' },
        responseElements: {
          QueueId: QUEUE,
          QueueArn: `arn:aws:connect:us-east-1:${PROD.account}:instance/${PROD.id}/queue/${QUEUE}`,
        },
      }),
    ],
    instances: [localInstance({ ...PROD, users: [{ id: ANN, username: 'ann', lastModifiedTime: at }] })],
  });
  const before = { ...process.env };
  let aws: LocalAws | undefined;

  const serve = async (faults?: LocalAwsOptions['faults']): Promise<void> => {
    aws = await startLocalAws(account, { now: clockFrom(NOW), ...(faults && { faults }) });
    Object.assign(process.env, aws.env);
  };

  afterEach(async () => {
    await aws?.close();
    aws = undefined;
    process.env = { ...before };
  });

  it('answers from the account of the endpoints, names included', async () => {
    await serve();
    const { status, out, err } = await run([QUEUE, 'since:2d', '--aws']);
    expect([status, err]).toEqual([0, '']);
    expect(out).toMatch(/^ann created queue Evil \[U\+001B\]\[31m\[U\+009B\]31m queue\n/);
  }, 30_000);

  it('lets no escape sequence of a name into the JSON', async () => {
    await serve(({ service }) => (service === 'connect' ? { kind: 'denied' } : undefined));
    const { out } = await run([QUEUE, 'since:2d', '--aws', '--json']);
    for (const control of ['\u001b', '\u009b']) expect(out).not.toContain(control);
    expect(JSON.parse(out)).toMatchObject({ changes: [{ resource: { name: 'Evil \u001b[31m\u009b31m queue' } }] });
    expect(JSON.parse(out)).not.toHaveProperty('sample');
  }, 30_000);

  it('answers with a note where Connect refuses', async () => {
    await serve(({ service }) => (service === 'connect' ? { kind: 'denied' } : undefined));
    const { status, out } = await run([QUEUE, 'since:2d', '--aws']);
    expect(status).toBe(0);
    expect(out).toContain(`(id ${ANN}) created queue`);
    expect(out).toContain('Connect could not be asked');
  }, 30_000);

  it('fails in one line with status 1 where CloudTrail refuses', async () => {
    await serve(() => ({ kind: 'denied' }));
    const ran = await run([QUEUE, '--aws']);
    expect(ran.status).toBe(1);
    expect(saidOnce(ran)).toMatch(/^CloudTrail could not be read in us-east-1: access was denied/);
  }, 30_000);

  it('fails in one line with status 1 where nothing listens, after two tries and not eight', async () => {
    await serve();
    await aws?.close();
    const ran = await run([QUEUE, '--aws']);
    expect(ran.status).toBe(1);
    expect(saidOnce(ran)).toMatch(
      /^CloudTrail could not be read in us-east-1: 127\.0\.0\.1:\d+ can't be reached \(ECONNREFUSED\)$/,
    );
  }, 30_000);

  it('says that a Region is missing', async () => {
    process.env = { ...before, AWS_CONFIG_FILE: path.join(folder, 'none') };
    delete process.env.AWS_REGION;
    const ran = await run(['x', '--aws']);
    expect(ran.status).toBe(1);
    expect(saidOnce(ran)).toContain('Set AWS_REGION');
  });

  it('takes the Region of the profile where no variable names one', async () => {
    await writeFile(path.join(folder, 'config'), '[default]\nregion = eu-west-2\n');
    await serve(({ service }) => (service === 'cloudtrail' ? { kind: 'denied' } : undefined));
    process.env.AWS_CONFIG_FILE = path.join(folder, 'config');
    delete process.env.AWS_REGION;
    expect(saidOnce(await run(['x', '--aws']))).toContain('CloudTrail could not be read in eu-west-2');
  }, 30_000);
});

describe('the command itself', () => {
  const execute = (argv: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> =>
    new Promise((resolve) => {
      const child = execFile(
        process.execPath,
        [BIN, ...argv],
        { env: { ...process.env, ...env } },
        (_error, out, err) => resolve({ status: child.exitCode ?? -1, out, err }),
      );
    });

  it('prints JSON that can be parsed, without a warning of Node or of the SDK', async () => {
    const asAnywhere = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: undefined };
    const { status, out, err } = await execute(['since:2h', '--json'], asAnywhere);
    expect([status, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({ version: 1, sample: true });
  }, 60_000);

  it.each([
    ['', 'Sat 11 May 2024 23:09'],
    ['JST-9', 'Sat 11 May 2024 23:09'],
    ['Asia/Tokyo', 'Sun 12 May 2024 08:09'],
  ])(
    'shows times with TZ=%s, also where that names no zone',
    async (TZ, shown) => {
      const { status, out } = await execute(['queue-test-1', '--trail', PUBLISHED], { TZ });
      expect(status).toBe(0);
      expect(out).toContain(shown);
    },
    60_000,
  );

  it('ends quietly where its reader has read enough', async () => {
    const child = spawn(process.execPath, [BIN, 'since:2020-01-01', '--trail', PUBLISHED, '--json']);
    let err = '';
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.stdout.destroy();
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect([status, err]).toEqual([0, '']);
  }, 60_000);

  it.each([
    ['none where nobody looks', {}, false],
    ['those that are asked for', { FORCE_COLOR: '1' }, true],
    ['none that are asked not to be', { FORCE_COLOR: '0' }, false],
  ])(
    'has colours: %s',
    async (_which, env, isColoured) => {
      const { out } = await execute(['help'], { FORCE_COLOR: undefined, NO_COLOR: undefined, ...env });
      expect(out.includes('\u001b[')).toBe(isColoured);
    },
    60_000,
  );

  it('gives status 2 and one line for a flag that it does not know', async () => {
    const ran = await execute(['--nope']);
    expect(ran.status).toBe(2);
    expect(saidOnce(ran)).toContain('--nope');
  }, 60_000);
});
