import type { CloudTrailRecord } from '../aws/local-account';
import { assumedRoleEvent, type CallParts, SAMPLE_ACCOUNT } from '../aws/records';
import { MINUTE_MS } from './moments';

/** Who made them: named like a Connect user, so that looking up that name finds these too. */
const HOLDER = { role: 'platform', session: 'mateo.jackson' };

/**
 * Events of other services that share an operation's name with Connect, Lex or Voice ID, and names with the sample account's
 * things: none of them may ever be told as a Connect change. All lie within the day before `now`.
 */
export const trapEvents = (
  now: Date,
  region: string,
  accountId: string = SAMPLE_ACCOUNT,
): readonly CloudTrailRecord[] => {
  const trap = (
    hoursAgo: number,
    eventSource: string,
    eventName: string,
    rest: Partial<CallParts>,
  ): CloudTrailRecord => {
    const time = new Date(Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS - hoursAgo * 60 * MINUTE_MS);
    return assumedRoleEvent({ holder: HOLDER, region, account: accountId, time, eventSource, eventName, ...rest });
  };
  const sqsQueue = (hoursAgo: number, queueName: string) =>
    trap(hoursAgo, 'sqs.amazonaws.com', 'CreateQueue', {
      requestParameters: { queueName, attributes: { VisibilityTimeout: '60' } },
      responseElements: { queueUrl: `https://sqs.${region}.amazonaws.com/${accountId}/${queueName}` },
    });
  return [
    sqsQueue(3, 'Billing'),
    sqsQueue(4, 'queue-test-1'),
    trap(5, 'sqs.amazonaws.com', 'DeleteQueue', {
      requestParameters: { queueUrl: `https://sqs.${region}.amazonaws.com/${accountId}/Refunds` },
    }),
    trap(6, 'iam.amazonaws.com', 'CreateUser', {
      requestParameters: { userName: 'mateo.jackson' },
      responseElements: { user: { userName: 'mateo.jackson', arn: `arn:aws:iam::${accountId}:user/mateo.jackson` } },
    }),
    trap(7, 'states.amazonaws.com', 'TagResource', {
      requestParameters: {
        resourceArn: `arn:aws:states:${region}:${accountId}:stateMachine:Billing`,
        tags: [{ key: 'team', value: 'contact-center' }],
      },
    }),
    trap(8, 'elasticloadbalancing.amazonaws.com', 'CreateRule', { requestParameters: { priority: 10 } }),
  ];
};
