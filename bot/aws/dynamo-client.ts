import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Log } from '../log';
import { withPatience } from './patience';
import { tellingCalls } from './told-calls';

/** The tables' client; DynamoDB answers in milliseconds or not at all, and the SDK tries again. */
export const dynamoClient = (log: Log): DynamoDBDocumentClient => DynamoDBDocumentClient.from(openDynamo(log));

/** The same for answers, which somebody waits for: where DynamoDB hangs they are told what can be told without it. */
export const dynamoClientOfAnswers = (log: Log): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(withPatience(openDynamo(log), PATIENCE));

/** Two tries. */
const PATIENCE = { callMs: 6_500, restMs: 15_000 };

const openDynamo = (log: Log): DynamoDBClient =>
  tellingCalls(
    new DynamoDBClient({
      requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
    }),
    { log },
  );
