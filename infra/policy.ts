/** One permission: what may be done, to what. */
export interface Statement {
  /** Letters and digits; unique within its role. */
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

const VERSION = '2012-10-17';

/** The IAM policy document that allows the statements and nothing else. */
export const policy = (statements: readonly Statement[]): string =>
  JSON.stringify({
    Version: VERSION,
    Statement: statements.map(({ sid, actions, resources }) => ({
      Sid: sid,
      Effect: 'Allow',
      Action: actions,
      Resource: resources,
    })),
  });

/** The trust policy of a role that one AWS service takes on. */
export const assumableBy = (service: string): string =>
  JSON.stringify({
    Version: VERSION,
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  });

/** The policy of a queue to which one AWS service may send, on behalf of one of our own resources, and nobody else by it. */
export const sendableBy = (service: string, sourceArn: string, queueArn: string): string =>
  JSON.stringify({
    Version: VERSION,
    Statement: [
      {
        Sid: 'Send',
        Effect: 'Allow',
        Principal: { Service: service },
        Action: 'sqs:SendMessage',
        Resource: queueArn,
        Condition: { ArnEquals: { 'aws:SourceArn': sourceArn } },
      },
    ],
  });
