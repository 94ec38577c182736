import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Log } from '../log';
import { tellingCalls } from './told-calls';

/** The tables' client; DynamoDB answers in milliseconds or not at all, and the SDK tries again. */
export const dynamoClient = (log: Log): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(
    tellingCalls(
      new DynamoDBClient({
        requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
      }),
      { log },
    ),
  );
