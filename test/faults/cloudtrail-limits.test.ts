import { localAccount, localInstance } from '../../bot/local/aws/local-account';
import { idFrom, websiteEvent } from '../../bot/local/aws/records';
import { messageText } from '../../bot/local/message-text';
import type { Question } from '../../bot/slack/job';
import { type LambdaWorld, startLambdaWorld } from '../support/lambda-world';

const INSTANCE = { id: idFrom('instance'), alias: 'prod', region: 'us-east-1', account: '111122223333' };
const [QUEUE, USER] = [idFrom('queue'), idFrom('user')];
const account = localAccount({
  accountId: INSTANCE.account,
  instances: [localInstance(INSTANCE)],
  events: Array.from({ length: 60 }, (_, n) =>
    websiteEvent({
      ...{ instance: INSTANCE, userId: USER, eventName: 'UpdateQueueStatus' },
      ...{ time: new Date(Date.now() - (n + 1) * 60_000), requestParameters: { QueueId: QUEUE, Status: 'ENABLED' } },
    }),
  ),
});

let world: LambdaWorld;
beforeAll(async () => {
  world = await startLambdaWorld({
    ...{ functions: ['worker'], account, callsPerSecond: 2 },
    faults: ({ service, n }) => (service === 'cloudtrail' && n === 1 ? { kind: 'delay', ms: 35_000 } : undefined),
  });
  await Promise.all([worker('a', 'b'), worker('c', 'd'), worker('e', 'f')]);
}, 120_000);
afterAll(() => world.stop());

/** Has a process of its own answer these questions at once; the answers come as direct messages. */
const worker = async (...ids: readonly string[]): Promise<void> => {
  const Records = ids.map((id) => ({ messageId: id, body: JSON.stringify(question(id)) }));
  const { answer } = await world.invoke('worker', { Records });
  expect(answer).toEqual({ batchItemFailures: [] });
};
const question = (id: string): Question => ({
  ...{ version: 1, kind: 'question', id, userId: 'U0SOFIA0001', askedAt: new Date().toISOString() },
  ...{ command: 'who-changed', text: `${QUEUE} since:7d` },
});
const lookUps = () => world.aws.calls.filter(({ service }) => service === 'cloudtrail');

describe('several questions in each of several processes', () => {
  it('ask CloudTrail twice a second and no more', () => {
    const outcomes = lookUps().map(({ outcome }) => outcome);
    expect(outcomes.length).toBeGreaterThan(30);
    // The server throttles whatever is more than two a second. The call that took long may still be under way.
    expect([...new Set(outcomes)].filter((outcome) => !/^(answered|pending)$/.test(outcome))).toEqual([]);
  });

  it('are answered whole, though one call took 35 seconds', () => {
    const told = world.slack.messages().map(({ blocks }) => messageText(blocks, 'UTC'));
    const answers = told.filter((text) => text.includes('Asked:'));
    expect(answers).toHaveLength(6);
    for (const answer of answers) expect(answer).toMatch(/60 changes · searched .* complete/);
    // It was asked for once more, which is no failure.
    expect(world.logs.join('\n')).not.toMatch(/"a call failed",.*"service":"CloudTrail"/);
  });
});
