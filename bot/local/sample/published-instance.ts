import { type CloudTrailRecord, type LocalInstance, localInstance } from '../aws/local-account';

/** The instance of the first published article, with its masks, and the only user that the article's `list-users` printed. */
export const publishedInstance = (records: readonly CloudTrailRecord[]): LocalInstance => {
  const creation = records.find((record) => record.eventID === '0fa6827c-2ff1-4317-be02-d94be2334bb3');
  return localInstance({
    id: 'e013010d-c287-401c-8e59-XXXXXXXXX',
    alias: 'connect-test',
    region: 'us-east-1',
    account: 'XXXXXXXXX',
    users: [
      {
        id: '5d5a4d61-a5cc-48b9-b388-bdba7c4eed25',
        username: 'test-1',
        lastModifiedTime: '2024-01-18T06:41:13.185Z',
      },
    ],
    queues: [
      {
        id: 'a83ab579-6766-4d6f-82e1-fef7c743a510',
        name: 'queue-test-1',
        lastModifiedTime: creation?.eventTime ?? '2024-05-11T23:09:34Z',
      },
    ],
  });
};
