import { setTimeout as sleep } from 'node:timers/promises';
import { ConnectClient, ListQueuesCommand } from '@aws-sdk/client-connect';
import { withPatience } from '../../bot/aws/patience';
import { localAccount, localInstance } from '../../bot/local/aws/local-account';
import { type Fault, type LocalAws, startLocalAws } from '../../bot/local/aws/local-aws';
import { idFrom } from '../../bot/local/aws/records';

const INSTANCE = { id: idFrom('instance'), alias: 'prod', region: 'us-east-1', account: '111122223333' };
let aws: LocalAws;
let fault: Fault | undefined;
beforeAll(async () => {
  const account = localAccount({ accountId: INSTANCE.account, instances: [localInstance(INSTANCE)] });
  const connectAllowance = { perSecond: Number.POSITIVE_INFINITY, burst: 1 };
  aws = await startLocalAws(account, { faults: () => fault, connectAllowance });
});
afterEach(() => {
  fault = undefined;
});
afterAll(() => aws.close());

const ask = (client: ConnectClient) => client.send(new ListQueuesCommand({ InstanceId: INSTANCE.id }));
const patient = (restMs: number) => {
  const client = new ConnectClient({ region: INSTANCE.region, endpoint: aws.url });
  return withPatience(client, { callMs: 200, restMs });
};

describe('a service that does not answer', () => {
  it('is given up once, and then not asked for a while', async () => {
    const client = patient(60_000);
    fault = { kind: 'hang' };
    const before = aws.calls.length;
    await expect(ask(client)).rejects.toMatchObject({ name: 'NoAnswer' });
    await expect(ask(client)).rejects.toMatchObject({ name: 'NoAnswer' });
    await expect(ask(client)).rejects.toMatchObject({ name: 'NoAnswer' });
    expect(aws.calls.length - before).toBe(1);
    client.destroy();
  });

  it('is asked again after that', async () => {
    const client = patient(100);
    fault = { kind: 'hang' };
    await expect(ask(client)).rejects.toMatchObject({ name: 'NoAnswer' });
    fault = undefined;
    await sleep(150);
    expect(await ask(client)).toMatchObject({ QueueSummaryList: [] });
    client.destroy();
  });
});

it('a service that is slow is waited for', async () => {
  const client = patient(60_000);
  fault = { kind: 'delay', ms: 100 };
  expect(await ask(client)).toMatchObject({ QueueSummaryList: [] });
  expect(await ask(client)).toMatchObject({ QueueSummaryList: [] });
  client.destroy();
});

it('a service is not given up for the time in which the process itself was held up', async () => {
  const client = patient(60_000);
  fault = { kind: 'delay', ms: 50 };
  const asked = ask(client);
  await sleep(20);
  const until = performance.now() + 400;
  while (performance.now() < until);
  expect(await asked).toMatchObject({ QueueSummaryList: [] });
  client.destroy();
});
