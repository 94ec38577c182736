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
  events: [
    websiteEvent({
      ...{ instance: INSTANCE, userId: USER, eventName: 'UpdateQueueStatus' },
      ...{ time: new Date(Date.now() - 60_000), requestParameters: { QueueId: QUEUE, Status: 'ENABLED' } },
    }),
  ],
});

let world: LambdaWorld;
let hung: string | undefined;
beforeAll(async () => {
  world = await startLambdaWorld({
    ...{ functions: ['worker'], account },
    faults: ({ service }) => (service === hung ? { kind: 'hang' } : undefined),
    hangs: ({ service }) => service === hung,
  });
}, 60_000);
afterAll(() => world.stop());

/** What is said last by a worker that has the 90 seconds of the deployed one; it is killed after that. */
const toldWhile = async (service: string): Promise<string> => {
  hung = service;
  const question: Question = {
    ...{ version: 1, kind: 'question', id: `while-${service}-hangs`, userId: 'U0SOFIA0001' },
    ...{ askedAt: new Date().toISOString(), command: 'who-changed', text: `${QUEUE} since:7d` },
  };
  const { answer } = await world.invoke('worker', { Records: [{ messageId: 'm', body: JSON.stringify(question) }] });
  expect(answer).toEqual({ batchItemFailures: [] });
  return world.slack
    .messages()
    .map(({ blocks }) => messageText(blocks, 'UTC'))
    .slice(-1)
    .join('');
};

describe('a service that hangs is given up soon enough to answer all the same:', () => {
  it('without Connect an answer says what it could not name', async () => {
    const told = await toldWhile('connect');
    expect(told).toContain('1 change · searched');
    expect(told).toContain('1 user is told by id: Connect could not be asked for the name.');
    const asked = world.callsOf('worker').filter(({ service }) => service === 'connect');
    expect(asked).toHaveLength(1);
  }, 100_000);

  it('without DynamoDB nobody may ask CloudTrail, which is told with a reference', async () => {
    const told = await toldWhile('dynamodb');
    expect(told).toMatch(/^CloudTrail could not be read in us-east-1: /);
    expect(told).toContain('Reference: while-dynamodb-hangs');
  }, 100_000);
});
