import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import type { Change, JsonValue } from '../../bot/change/change';
import { holdsHidden } from '../../bot/change/hidden';
import { effectsOf } from '../../bot/change/history';
import { LONGEST_TEXT, withTextsCut } from '../../bot/change/long-texts';
import { normalize } from '../../bot/change/normalize';

const FLOW = 'aaaaaaaa-1111-4222-8333-444444444444';
const record = (members: object) => ({
  eventVersion: '1.08',
  eventSource: 'connect.amazonaws.com',
  eventName: 'UpdateContactFlowMetadata',
  eventTime: '2026-11-21T11:00:00Z',
  awsRegion: 'us-east-1',
  eventID: 'e1',
  recipientAccountId: '111122223333',
  userIdentity: { type: 'Root', arn: 'arn:aws:iam::111122223333:root', accountId: '111122223333' },
  requestParameters: { InstanceId: '12345678-1234-1234-1234-123456789012', ContactFlowId: FLOW, Name: 'Main' },
  ...members,
});
const setting = (Description: unknown, members: object = {}) =>
  record({ requestParameters: { ...record({}).requestParameters, Description }, ...members });

const changeOf = (json: unknown): Change => {
  const normalized = normalize(json);
  if (normalized.kind !== 'change') throw new Error(JSON.stringify(normalized));
  return normalized.change;
};
const valueSet = (change: Change, name: string): unknown => {
  const to = change.set.find(({ field }) => field === name)?.to;
  return to?.kind === 'value' ? to.value : to;
};

const LONG = 95_000;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('a text of a record that nobody reads to its end', () => {
  it('is cut where the record is read, and says so, how long it was, and which text it was', () => {
    const text = 'y'.repeat(LONG);
    expect(valueSet(changeOf(setting(text)), 'Description')).toBe(
      `${text.slice(0, LONGEST_TEXT)}… (cut here: 95000 letters in all, SHA-256 ${sha256(text)})`,
    );
  });

  it('is no longer anywhere in a change: in a value, a name, a member’s name, who did it, how, or why it failed', () => {
    const long = 'y'.repeat(LONG);
    const change = changeOf(
      setting(
        { [long]: [long] },
        {
          eventID: long,
          userAgent: long,
          sourceIPAddress: long,
          errorCode: long,
          errorMessage: long,
          sharedEventID: long,
          userIdentity: { type: 'IAMUser', userName: long, arn: long, principalId: long },
          responseElements: { Message: long },
        },
      ),
    );
    const texts: string[] = [];
    JSON.stringify(change, (name, value: unknown) => {
      texts.push(name, ...(typeof value === 'string' ? [value] : []));
      return value;
    });
    expect(Math.max(...texts.map((text) => text.length))).toBeLessThan(LONGEST_TEXT + 200);
    expect(texts.filter((text) => text.includes('yyy') && !text.includes('(cut here: 95000'))).toEqual([
      // Of a message AWS writes 1 kB.
      'y'.repeat(2_000),
    ]);
  });

  it('is whole where it is not too long, however many letters of many units', () => {
    const text = '👩🏽‍🚀'.repeat(LONGEST_TEXT / 7).slice(0, LONGEST_TEXT);
    expect(valueSet(changeOf(setting(text)), 'Description')).toBe(text);
  });

  it('is not cut through a letter', () => {
    const text = `y${'🙂'.repeat(LONG)}`;
    const value = String(valueSet(changeOf(setting(text)), 'Description'));
    expect(value.isWellFormed()).toBe(true);
    expect(value).toContain(`🙂… (cut here: ${text.length} letters in all`);
  });

  it('is told as another where it differs only behind the cut', () => {
    const [before, after] = [`${'y'.repeat(LONG)}1`, `${'y'.repeat(LONG)}2`];
    const changes = [
      changeOf(setting(before, { eventID: 'e1', eventTime: '2026-11-21T11:00:00Z' })),
      changeOf(setting(after, { eventID: 'e2', eventTime: '2026-11-21T11:01:00Z' })),
    ];
    const fields = effectsOf(changes, () => true).get('e2')?.fields ?? [];
    const { from, to } = fields.find(({ field }) => field === 'Description') ?? {};
    expect(from).toMatchObject({ kind: 'value', value: expect.stringContaining(sha256(before)) });
    expect(to).toMatchObject({ kind: 'value', value: expect.stringContaining(sha256(after)) });
  });

  it('that is an id is another where only its end is another', () => {
    const idOf = (end: string) =>
      changeOf(record({ requestParameters: { InstanceId: 'i', ContactFlowId: `${'y'.repeat(LONG)}${end}` } })).resource
        .id;
    expect(idOf('1')).not.toBe(idOf('2'));
    expect(idOf('1')).toBe(idOf('1'));
  });

  const long = fc
    .tuple(fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom('y', '\ud800', '\udc00', '🙂', '\u0301'))
    .map(([end, letter]) => letter.repeat(LONGEST_TEXT) + end + letter);
  it('differs from every other one, halves of letters too', async () => {
    const cut = (text: string): unknown => withTextsCut({ text }).text;
    await fc.assert(
      fc.property(long, long, (a, b) => {
        expect(cut(a) === cut(b)).toBe(a === b);
      }),
    );
    expect(cut(`${'\ud800'.repeat(5_000)}`)).not.toBe(cut(`${'\ud801'.repeat(5_000)}`));
  });
});

it.each([1, 2, 3])('a secret in a text of JSON that is cut is not shown, %d times within a text', (times) => {
  let text = JSON.stringify({ pad: 'y'.repeat(1_000), apiKey: 'hunter2-hunter2', more: 'y'.repeat(LONG) });
  for (let time = 1; time < times; time += 1) text = JSON.stringify({ text });
  const shown = JSON.stringify(changeOf(setting(text)));
  expect(shown).toContain('(cut here:');
  expect(shown).not.toContain('hunter2');
});

describe('a value of more parts than anybody reads', () => {
  const parts = (last: unknown) => [...Array.from({ length: 6_000 }, (_, at) => ({ at })), last];

  it('is told by the beginning of its JSON, how many parts it has, and by a hash which value it is', () => {
    const value = String(valueSet(changeOf(setting(parts({ at: 1 }))), 'Description'));
    expect(value).toContain(JSON.stringify(parts(1)).slice(0, LONGEST_TEXT));
    expect(value).toContain(`… (cut here: 12003 parts in all, SHA-256 ${sha256(JSON.stringify(parts({ at: 1 })))})`);
  });

  it('is another where it differs in its last part, or where something in it is hidden', () => {
    const told = (last: unknown) => valueSet(changeOf(setting(parts(last))), 'Description') as JsonValue;
    expect(told(1)).not.toBe(told(2));
    expect(told({ apiKey: 'hunter2' })).not.toContain('hunter2');
    expect([holdsHidden(told({ apiKey: 'hunter2' })), holdsHidden(told('***')), holdsHidden(told(1))]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('still names the things in it', () => {
    const ids = Array.from({ length: 2_000 }, (_, at) => `aaaaaaaa-1111-4222-8333-${String(at).padStart(12, '0')}`);
    const QueueConfigs = ids.map((QueueId) => ({
      QueueReference: { QueueId, Channel: 'VOICE' },
      Priority: 1,
      Delay: 0,
    }));
    const { mentions } = changeOf(
      record({
        eventName: 'AssociateRoutingProfileQueues',
        requestParameters: { InstanceId: 'i', RoutingProfileId: FLOW, QueueConfigs },
      }),
    );
    expect(mentions).toHaveLength(ids.length);
  });
});

it('a record in which nothing is too long is the one that came', () => {
  const json = record({});
  expect(withTextsCut(json)).toBe(json);
});

it('a record that has no id is known by all of it, also behind the cut', () => {
  const idOf = (end: string) => changeOf({ ...setting(`${'y'.repeat(LONG)}${end}`), eventID: undefined }).eventId;
  expect(idOf('1')).not.toBe(idOf('2'));
});

it('what stands a hundred levels deep is told in one part', () => {
  const nested = (levels: number, value: unknown): unknown => (levels === 0 ? value : { a: nested(levels - 1, value) });
  const members = Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`m${at}`, at]));
  const change = changeOf(setting(nested(100, members)));
  const fields = effectsOf([change], () => true).get('e1')?.fields ?? [];
  expect(fields.map(({ field }) => field)).toEqual(['Name', `Description${'.a'.repeat(20)}`]);
});
