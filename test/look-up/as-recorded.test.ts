import { normalize } from '../../bot/change/normalize';
import { asRecorded } from '../../bot/look-up/known-names';

const ID = '09495ea7-bc7e-4bb7-85ee-f40665be92e8';

it('tells a UUID that a record holds in capitals in small letters, as everywhere', () => {
  const read = normalize({
    eventVersion: '1.11',
    userIdentity: { type: 'IAMUser', userName: 'ann', accountId: '111122223333' },
    eventTime: '2026-11-01T12:00:00Z',
    eventSource: 'connect.amazonaws.com',
    eventName: 'UpdateQueueStatus',
    awsRegion: 'us-east-1',
    eventID: '11111111-2222-4333-8444-555555555555',
    requestParameters: { QueueId: ID.toUpperCase(), Status: 'DISABLED' },
    responseElements: null,
  });
  const changes = read.kind === 'change' ? [read.change] : [];
  expect(asRecorded({ service: 'connect', type: 'unknown', id: ID, region: 'us-east-1' }, changes)).toMatchObject({
    type: 'queue',
    id: ID,
  });
});
