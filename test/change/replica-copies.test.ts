import type { Change } from '../../bot/change/change';
import { normalize } from '../../bot/change/normalize';
import { collapseCopies } from '../../bot/change/replica-copies';
import { arnOfInstance, idFrom, replicaSyncEvent, websiteEvent } from '../../bot/local/aws/records';

const HERE = { id: idFrom('prod'), region: 'us-west-2', account: '111122223333' };
const THERE = { ...HERE, region: 'us-east-1' };
const QUEUE = idFrom('queue');

const changeOf = (record: unknown): Change => {
  const normalized = normalize(record);
  if (normalized.kind !== 'change') throw new Error(normalized.kind);
  return normalized.change;
};
const at = (second: number): Date => new Date(Date.parse('2026-11-18T08:00:00Z') + second * 1000);
const original = (second: number, QueueId = QUEUE, over = {}): Change =>
  changeOf(
    websiteEvent({
      instance: HERE,
      userId: idFrom('ann'),
      time: at(second),
      eventName: 'UpdateQueueStatus',
      requestParameters: { QueueId, Status: 'DISABLED' },
      ...over,
    }),
  );
const copy = (second: number, over = {}): Change =>
  changeOf(
    replicaSyncEvent({
      instance: THERE,
      time: at(second),
      eventName: 'UpdateQueueStatus',
      requestParameters: { QueueId: `${arnOfInstance(THERE)}/queue/${QUEUE}`, Status: 'DISABLED' },
      ...over,
    }),
  );
const CONFLICT = 'ResourceConflictException';
const there = (Status: string) => ({ QueueId: `${arnOfInstance(THERE)}/queue/${QUEUE}`, Status });
const setTo = (Status: string) => ({ requestParameters: there(Status) });
const collapsed = (...changes: readonly Change[]) => {
  const { changes: told, copiesOf } = collapseCopies(changes);
  return { told, copies: [...copiesOf].map(([of, copies]) => [of, copies.map(({ eventId }) => eventId)]) };
};

describe('a change that was repeated in the replica’s Region', () => {
  it('is told once, and keeps the record of the copy', () => {
    const [change, repeated] = [original(0), copy(20)];
    expect(collapsed(repeated, change)).toEqual({ told: [change], copies: [[change.eventId, [repeated.eventId]]] });
  });

  it('is told once whatever the capitals that its members are written with', () => {
    const call = { eventName: 'UpdateQueueOutboundCallerConfig' };
    const lower = { outboundCallerConfig: { outboundCallerIdName: 'Harbor' } };
    const upper = { OutboundCallerConfig: { OutboundCallerIdName: 'Harbor' } };
    const other = { OutboundCallerConfig: { OutboundCallerIdName: 'harbor' } };
    const change = original(0, QUEUE, { ...call, requestParameters: { queueId: QUEUE, ...lower } });
    const [same, another] = [upper, other].map((set) =>
      copy(20, { ...call, requestParameters: { QueueId: `${arnOfInstance(THERE)}/queue/${QUEUE}`, ...set } }),
    ) as [Change, Change];
    expect(collapsed(same, change)).toEqual({ told: [change], copies: [[change.eventId, [same.eventId]]] });
    expect(collapsed(another, change).copies).toEqual([]);
  });

  it('is the newest of those before the copy', () => {
    const [first, second, repeated] = [original(0), original(60), copy(70)];
    expect(collapsed(repeated, second, first).copies).toEqual([[second.eventId, [repeated.eventId]]]);
  });

  it('is the one that set the same, though a newer one set something else', () => {
    const enabled = original(0, QUEUE, { requestParameters: { QueueId: QUEUE, Status: 'ENABLED' } });
    const disabled = original(480);
    const repeated = copy(540, setTo('ENABLED'));
    expect(collapsed(repeated, disabled, enabled)).toEqual({
      told: [disabled, enabled],
      copies: [[enabled.eventId, [repeated.eventId]]],
    });
  });

  it.each<[string, object, object]>([
    [
      'ids are written otherwise',
      { HoursOfOperationId: idFrom('hours') },
      { HoursOfOperationId: encodeURIComponent(`${arnOfInstance(THERE)}/operating-hours/${idFrom('hours')}`) },
    ],
    ['both are hidden', { HoursOfOperationId: '***' }, { HoursOfOperationId: '***' }],
    [
      'items stand in another order',
      { Other: [{ Id: idFrom('a'), N: 1 }, 'b'] },
      { Other: ['b', { N: 1, Id: idFrom('a').toUpperCase() }] },
    ],
    [
      'what they name of other services is in its own Region',
      { FunctionArn: 'arn:aws:lambda:us-west-2:111122223333:function:dip' },
      { FunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:dip' },
    ],
  ])('sets the same where %s', (_, here, repeated) => {
    const eventName = 'UpdateQueueHoursOfOperation';
    const change = original(0, QUEUE, { eventName, requestParameters: { QueueId: QUEUE, ...here } });
    const again = copy(20, { eventName, requestParameters: { QueueId: QUEUE, ...repeated } });
    expect(collapsed(again, change).told).toEqual([change]);
  });

  it('swallows the conflict that a copy met', () => {
    const change = original(0);
    expect(collapsed(copy(20, { errorCode: 'ResourceConflictException' }), change)).toEqual({
      told: [change],
      copies: [],
    });
  });

  it.each([
    ['came before it', original(30), copy(20)],
    ['came a quarter of an hour after it', original(0), copy(901)],
    ['is of another thing', original(0, idFrom('another queue')), copy(20)],
    ['is of a change that failed', original(0, QUEUE, { errorCode: 'AccessDeniedException' }), copy(20)],
    ['failed for another reason than a conflict', original(0), copy(20, { errorCode: 'AccessDeniedException' })],
    ['set another value', original(0), copy(20, setTo('ENABLED'))],
    ['set more than it', original(0), copy(20, { requestParameters: { ...there('DISABLED'), Description: 'closed' } })],
    ['met a conflict over another value', original(0), copy(20, { ...setTo('ENABLED'), errorCode: CONFLICT })],
  ])('is told beside a sync that %s', (_, change, repeated) => {
    expect(collapsed(repeated, change)).toEqual({ told: [repeated, change], copies: [] });
  });

  it('is not a change that two people made', () => {
    const [one, other] = [original(0), original(10)];
    expect(collapsed(other, one).told).toEqual([other, one]);
  });
});
