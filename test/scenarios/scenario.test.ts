import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventBy, idFrom, lambdaEvent, websiteEvent } from '../../bot/local/aws/records';
import { PROD } from '../../bot/local/sample/harbor';
import { NOTES_TO_FILL, readJson } from './folders';
import { findPersonalData } from './personal-data';
import { pickRecord } from './read-record';
import { scenario } from './scenario';

const TIME = new Date('2026-11-17T18:37:20Z');
const QUEUE = idFrom('a queue');
const made = websiteEvent({
  instance: PROD,
  userId: idFrom('somebody'),
  time: TIME,
  eventName: 'CreateQueue',
  requestParameters: { Name: 'Billing', HoursOfOperationId: idFrom('hours') },
  responseElements: { QueueId: QUEUE },
});
const disabled = websiteEvent({
  instance: PROD,
  userId: idFrom('somebody'),
  time: TIME,
  eventName: 'UpdateQueueStatus',
  requestParameters: { QueueId: QUEUE, Status: 'DISABLED' },
});
const poll = lambdaEvent({ instance: PROD, functionName: 'wallboard', time: TIME, eventName: 'GetMetricDataV2' });
const ofSqs = eventBy({ type: 'Root' }, { time: TIME, eventName: 'CreateQueue', eventSource: 'sqs.amazonaws.com' });
const looked = (record: unknown) => ({ EventId: 'e', CloudTrailEvent: JSON.stringify(record) });

describe('the record of a file', () => {
  it.each([
    ['alone', made],
    ['of a log file with others that are no changes', { Records: [poll, made, ofSqs] }],
    ['of an event of LookupEvents', looked(made)],
    ['of an answer of LookupEvents', { Events: [looked(poll), looked(made)], NextToken: 'n' }],
    ['of a list', [poll, made]],
  ])('is the one change: %s', (_how, json) => {
    expect(pickRecord(json)).toEqual({ kind: 'record', record: made });
  });

  it('is picked by its id where there are several changes', () => {
    const json = { Records: [made, disabled] };
    const several = pickRecord(json);
    expect(several).toMatchObject({ kind: 'refused', because: expect.stringContaining('2 changes') });
    for (const { eventID, eventName } of [made, disabled]) {
      expect(several).toMatchObject({ because: expect.stringContaining(`--event ${eventID}  ${eventName}`) });
    }
    expect(pickRecord(json, disabled.eventID)).toEqual({ kind: 'record', record: disabled });
    expect(pickRecord(json, 'no-such-id')).toMatchObject({ because: expect.stringContaining('no-such-id') });
  });

  it.each([
    ['a read', poll, 'GetMetricDataV2 changes no configuration: it is left out as “read”.'],
    ['another service’s', ofSqs, /CreateQueue is an event of sqs\.amazonaws\.com/],
    ['no record', { hello: 'world' }, /no CloudTrail record that can be told: no eventSource or eventName/],
    ['nothing', { Records: [] }, 'It holds no CloudTrail record.'],
    ['reads alone', { Records: [poll, poll] }, /None of its 2 records is a change/],
    ['a text', 'hello', /not a JSON object/],
    ['a broken event of LookupEvents', { CloudTrailEvent: '{' }, /can be told/],
  ])('is refused, saying why, where it is %s', (_what, json, because) => {
    expect(pickRecord(json)).toEqual({
      kind: 'refused',
      because: typeof because === 'string' ? because : expect.stringMatching(because),
    });
  });

  it('is refused where the id is that of no change', () => {
    expect(pickRecord({ Records: [made, poll] }, poll.eventID)).toMatchObject({
      because: expect.stringContaining('GetMetricDataV2 changes no configuration'),
    });
  });
});

describe('what a record tells of people and accounts', () => {
  it.each([
    [
      'an e-mail address',
      'someone@corp.example.co',
      { userIdentity: { principalId: 'AROAX:someone@corp.example.co' } },
      'userIdentity.principalId',
    ],
    [
      'an access key id',
      'ASIAQWERTYUIOP123456',
      { userIdentity: { accessKeyId: 'ASIAQWERTYUIOP123456' } },
      'userIdentity.accessKeyId',
    ],
    ['an IP address', '52.94.133.1', { sourceIPAddress: '52.94.133.1' }, 'sourceIPAddress'],
    ['an IP address', '2600:1f18:44:9a00::15', { sourceIPAddress: '2600:1f18:44:9a00::15' }, 'sourceIPAddress'],
    ['an account id', '210987654321', { recipientAccountId: '210987654321' }, 'recipientAccountId'],
    [
      'an account id',
      '210987654321',
      { requestParameters: { InstanceId: 'arn%3Aaws%3Aconnect%3Aus-east-1%3A210987654321%3Ainstance%2Fx' } },
      'requestParameters.InstanceId',
    ],
    ['an account id', '210987654321', { resources: [{}, { ARN: 'arn:aws:sts::210987654321:x' }] }, 'resources[1].ARN'],
  ])('is found with its place: %s %s', (what, text, record, at) => {
    expect(findPersonalData(record)).toEqual([{ what, text, path: at }]);
  });

  it.each([
    'ann@example.com',
    'ann@mail.example.org',
    'letters@harbor.example',
    'ASIAIOSFODNN7EXAMPLE',
    '203.0.113.24',
    '2001:db8::1',
    'arn:aws:iam::111122223333:role/x',
    'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0 Safari/537.36',
    '2026-11-17T18:37:20Z',
    '+441632960961',
    '5a3b1e00-77aa-4c1d-9e0b-621735801234',
    '0123456789abcdef0123456789abcdef',
    'connect.amazonaws.com',
    'arn:aws:lambda:us-east-1:111122223333:function:crm-lookup',
  ])('is nothing where it stands for nobody: %s', (text) => {
    expect(findPersonalData({ text })).toEqual([]);
  });
});

describe('npm run scenario', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'scenarios-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const at = (...parts: readonly string[]): string => path.join(folder, ...parts);
  const file = (name: string, json: unknown): string => {
    writeFileSync(at(name), JSON.stringify(json));
    return at(name);
  };
  const run = async (...argv: readonly string[]) => {
    const said: string[] = [];
    const complained: string[] = [];
    const desk = {
      scenarios: at('scenarios'),
      evenings: at('evenings'),
      out: (text: string) => said.push(text),
      err: (text: string) => complained.push(text),
    };
    const status = await scenario(argv, desk);
    return { status, said: said.join('\n'), complained: complained.join('\n') };
  };
  beforeAll(() => {
    for (const name of ['scenarios', 'evenings']) mkdirSync(at(name));
  });

  it('writes a folder with the record, the change, the blocks and notes to fill', async () => {
    const { status, said, complained } = await run(file('made.json', made), '--name', 'queue-made');
    expect([status, complained]).toEqual([0, '']);
    expect(said).toContain('notes.md');
    expect(readJson(at('scenarios', 'queue-made', 'event.json'))).toEqual(made);
    expect(readJson(at('scenarios', 'queue-made', 'change.json'))).toMatchObject({
      eventId: made.eventID,
      verb: 'create',
    });
    expect(JSON.stringify(readJson(at('scenarios', 'queue-made', 'blocks.json')))).toContain('Billing');
    expect(readFileSync(at('scenarios', 'queue-made', 'notes.md'), 'utf8')).toBe(NOTES_TO_FILL);
  });

  it('names the folder by the event where no name is given', async () => {
    expect((await run(file('disabled.json', disabled))).status).toBe(0);
    expect(existsSync(at('scenarios', 'update-queue-status', 'change.json'))).toBe(true);
  });

  it('writes over nothing, unless told to; then notes stay', async () => {
    const notes = at('scenarios', 'queue-made', 'notes.md');
    writeFileSync(notes, 'Mine.\n');
    const refused = await run(at('disabled.json'), '--name', 'queue-made');
    expect([refused.status, refused.complained]).toEqual([2, expect.stringContaining('--force')]);
    expect(readJson(at('scenarios', 'queue-made', 'event.json'))).toEqual(made);
    expect((await run(at('disabled.json'), '--name', 'queue-made', '--force')).status).toBe(0);
    expect(readJson(at('scenarios', 'queue-made', 'event.json'))).toEqual(disabled);
    expect(readFileSync(notes, 'utf8')).toBe('Mine.\n');
  });

  it('warns of what its author may not want to publish, and where it stands', async () => {
    const theirs = { ...made, sourceIPAddress: '52.94.133.1', recipientAccountId: '210987654321' };
    const { status, complained } = await run(file('theirs.json', theirs), '--name', 'theirs');
    expect(status).toBe(0);
    expect(complained.split('\n')).toEqual([
      'Holds an IP address, 52.94.133.1, in sourceIPAddress.',
      'Holds an account id, 210987654321, in recipientAccountId.',
    ]);
  });

  it.each([
    ['a read', [], () => file('read.json', poll), 'is left out as “read”'],
    ['no file', [], () => at('nothing-there.json'), 'There is no file'],
    [
      'a name that is no sentence with dashes',
      ['--name', '../Elsewhere'],
      () => at('made.json'),
      'is no name for a folder',
    ],
    ['an unknown flag', ['--frobnicate'], () => at('made.json'), 'unknown option'],
    ['a file with --update', ['--update'], () => at('made.json'), 'takes no file'],
  ])('refuses %s, and writes nothing', async (_what, flags, theFile, because) => {
    const { status, complained } = await run(theFile(), ...flags);
    expect([status, complained]).toEqual([2, expect.stringContaining(because)]);
  });

  it('says how to use it where there is no file', async () => {
    expect(await run()).toMatchObject({ status: 2, complained: expect.stringContaining('--help') });
    expect(await run('--help')).toMatchObject({ status: 0, said: expect.stringContaining('--update') });
  });

  it('tells of a file that holds no JSON', async () => {
    writeFileSync(at('no.json'), '{');
    expect(await run(at('no.json'))).toMatchObject({ status: 1, complained: expect.stringContaining('holds no JSON') });
  });

  it('makes all recorded files anew', async () => {
    const blocks = at('scenarios', 'theirs', 'blocks.json');
    const before = readFileSync(blocks, 'utf8');
    writeFileSync(blocks, '[]');
    const evening = 'calls-to-billing-go-nowhere';
    cpSync(path.join(__dirname, '..', 'evenings', evening), at('evenings', evening), { recursive: true });
    writeFileSync(at('evenings', evening, 'message.txt'), '');
    const { status, said } = await run('--update');
    expect([status, said]).toEqual([0, 'Made anew: 3 scenarios, 1 evenings. The diff is the review.']);
    expect(readFileSync(blocks, 'utf8')).toBe(before);
    expect(readFileSync(at('evenings', evening, 'message.txt'), 'utf8')).toContain('> Billing');
  });

  it('runs as a command, in the folder of the package', () => {
    mkdirSync(at('test', 'scenarios'), { recursive: true });
    const tsx = path.join(__dirname, '..', '..', 'node_modules', '.bin', 'tsx');
    const command = [path.join(__dirname, 'run.ts'), at('made.json'), '--name', 'queue-made'];
    const { status, stderr } = spawnSync(tsx, command, { cwd: folder, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
    expect(readJson(at('test', 'scenarios', 'queue-made', 'event.json'))).toEqual(made);
    expect(spawnSync(tsx, command, { cwd: folder, encoding: 'utf8' })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('There is a scenario queue-made.'),
    });
  });

  it('tells which scenario can’t be made', async () => {
    mkdirSync(at('scenarios', 'broken'));
    writeFileSync(at('scenarios', 'broken', 'event.json'), JSON.stringify(poll));
    expect(await run('--update')).toMatchObject({
      status: 1,
      complained: expect.stringMatching(/^broken: GetMetricDataV2/),
    });
  });
});
