import { SQSClient } from '@aws-sdk/client-sqs';
import { App, AwsLambdaReceiver, LogLevel } from '@slack/bolt';

/** The least that uses what the Slack function uses: Bolt behind its Lambda receiver, and one AWS client. */
const receiver = new AwsLambdaReceiver({ signingSecret: 'signing-secret-of-the-tests', logLevel: LogLevel.ERROR });
const app = new App({
  receiver,
  authorize: async () => ({ botToken: 'xoxb-of-the-tests', botId: 'B1', botUserId: 'U1' }),
});

app.command('/connect-who-changed', async ({ ack, command }) => {
  const credentials = await new SQSClient({}).config.credentials();
  await ack({ text: `asked ${command.text} with ${credentials.accessKeyId}` });
});

export const handler = receiver.toHandler();
