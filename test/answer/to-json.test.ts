import type { AnsweredChange, NamedResource } from '../../bot/answer/answer';
import { answerToJson } from '../../bot/answer/to-json';
import type { FieldChange } from '../../bot/change/effect';
import { answer, answered, INSTANCE, ref } from '../support/build-answer';

const QUEUE = 'aaaaaaaa-bbbb-4ccc-8ddd-000000000001';
const NAMELESS = 'aaaaaaaa-bbbb-4ccc-8ddd-000000000002';
const TAKEN = 'aaaaaaaa-bbbb-4ccc-8ddd-000000000003';
const billing: NamedResource = { ref: ref({ id: QUEUE }), name: 'Billing' };
const refunds: NamedResource = { ref: ref({ id: TAKEN }), name: 'Refunds' };
const nameless: NamedResource = { ref: ref({ id: NAMELESS }) };
const arn = `arn:aws:connect:us-east-1:111122223333:instance/${INSTANCE.id}/queue/${QUEUE}`;

const jsonOf = (more: Partial<AnsweredChange>) => {
  const [told] = answerToJson(answer({ changes: [answered({}, {}, more)] })).changes;
  if (told === undefined) throw new Error('There is no change.');
  return told;
};
const fieldOf = (field: Partial<FieldChange>) => {
  const whole: FieldChange = { field: 'X', from: { kind: 'none' }, to: { kind: 'none' }, ...field };
  return jsonOf({ related: [billing, nameless], taken: [refunds], fields: [whole] }).fields[0];
};

describe('a field in --json', () => {
  const named = { id: QUEUE, type: 'queue', name: 'Billing' };

  it.each<[string, Partial<FieldChange>, object]>([
    ['set where there was nothing', { to: { kind: 'value', value: 7 } }, { to: 7 }],
    [
      'left out by an update',
      { from: { kind: 'value', value: 7 }, to: { kind: 'not stated' } },
      { from: 7, toUnknown: 'not stated' },
    ],
    ['taken away', { from: { kind: 'value', value: 7 } }, { from: 7 }],
    ['not known before', { from: { kind: 'not known', because: 'not recorded' } }, { fromUnknown: 'not recorded' }],
    ['hidden by AWS', { to: { kind: 'hidden' } }, { to: 'hidden by AWS', hidden: true }],
    [
      'that the bot itself leaves out',
      { to: { kind: 'hidden', withheld: true } },
      { to: 'not shown: personal or secret', hidden: true },
    ],
    ['an id that has a name', { to: { kind: 'value', value: QUEUE } }, { to: named }],
    ['an id in an ARN', { to: { kind: 'value', value: encodeURIComponent(arn) } }, { to: named }],
    ['an id in capitals', { to: { kind: 'value', value: QUEUE.toUpperCase() } }, { to: named }],
    ['an id without a name', { to: { kind: 'value', value: NAMELESS } }, { to: NAMELESS }],
    ['text that holds an id', { to: { kind: 'value', value: `see ${QUEUE}` } }, { to: `see ${QUEUE}` }],
    [
      'an id deep in a list',
      { removed: [{ QueueReference: { QueueId: TAKEN, Channel: 'VOICE' } }] },
      { removed: [{ QueueReference: { QueueId: { id: TAKEN, type: 'queue', name: 'Refunds' }, Channel: 'VOICE' } }] },
    ],
    [
      'an item by an id and a channel',
      { item: `${QUEUE} VOICE`, from: { kind: 'value', value: 1 }, to: { kind: 'value', value: 2 } },
      { item: `${QUEUE} VOICE`, itemName: 'Billing VOICE', from: 1, to: 2 },
    ],
    ['an item without an id', { item: 'CHAT', to: { kind: 'value', value: 2 } }, { item: 'CHAT', to: 2 }],
  ])('%s', (_what, field, expected) => {
    expect(fieldOf(field)).toEqual({ field: 'X', ...expected });
  });
});

describe('an actor in --json', () => {
  it('that is inferred is of the kind emergency access, with the reason', () => {
    const { actor } = answered();
    const likely = { name: 'Shirley', askedAt: '2026-11-20T02:11:00Z', minutesBefore: 3, others: 1 };
    expect(jsonOf({ actor: { ...actor, label: 'Emergency access, likely Shirley', likely } }).actor).toEqual({
      kind: 'emergency access',
      id: '99999999-2222-4333-8444-555555555555',
      name: 'Emergency access, likely Shirley',
      acts: 'person',
      likely: {
        name: 'Shirley',
        because:
          'A token for emergency access was asked for at 2026-11-20T02:11:00Z, 3 minutes before. 1 other asked for one in the hours before, too.',
      },
    });
  });
});

describe('a change in --json', () => {
  it('has its companions in the same Save and its copies', () => {
    const companion = answered({ who: 'ann', did: 'renamed', what: 'Billing' });
    const copies = [{ eventId: 'copy', region: 'eu-west-2' }];
    expect(jsonOf({ sameSave: [companion], copies })).toMatchObject({
      sameSave: [{ eventId: companion.change.eventId, sentence: 'ann renamed queue Billing' }],
      copies,
    });
  });
});
