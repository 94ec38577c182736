import * as fc from 'fast-check';
import type { AnsweredChange } from '../../bot/answer/answer';
import type { Piece } from '../../bot/answer/message';
import { collapseAlike } from '../../bot/answer/nearby-lines';
import type { Change } from '../../bot/change/change';
import { answered, ref } from '../support/build-answer';

const holds = <T>(property: fc.IProperty<T>): void => fc.assert(property);

const words = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => ('words' in piece ? piece.words : piece.name)).join('');

const at = (minute: number): string => `2026-11-20T08:${String(minute).padStart(2, '0')}:00Z`;
const moved = (name: string, to: string, of: Partial<Change> = {}): AnsweredChange => {
  const resource = ref({ type: 'user', id: `id of ${name}` });
  const sentence: readonly Piece[] = [
    { name: 'nikki', quiet: true },
    { words: ' moved ' },
    { words: 'user' },
    { words: ' ' },
    { name },
    { words: ' from routing profile ' },
    { name: 'Tier 1' },
    { words: ' to ' },
    { name: to },
  ];
  const change = { resource, eventName: 'UpdateUserRoutingProfile', time: at(30), ...of };
  return answered({ what: name }, change, { sentence });
};
const told = (...changes: AnsweredChange[]): readonly string[] =>
  collapseAlike(changes).map(({ sentence }) => words(sentence));

describe('the same deed on many things', () => {
  it('reads as one', () => {
    expect(told(moved('Ann', 'Tier 2'), moved('Bob', 'Tier 2'), moved('Cy', 'Tier 2'))).toEqual([
      'nikki moved 3 users from routing profile Tier 1 to Tier 2',
    ]);
  });

  it('on one thing again is told with how often', () => {
    expect(told(moved('Ann', 'Tier 2'), moved('Ann', 'Tier 2', { time: at(25) }))).toEqual([
      'nikki moved user Ann from routing profile Tier 1 to Tier 2, 2 times',
    ]);
  });

  it.each<[string, AnsweredChange]>([
    ['to somewhere else', moved('Bob', 'Tier 3')],
    ['by somebody else', moved('Bob', 'Tier 2', { actor: { kind: 'connect user', userId: 'other' } })],
    ['by nobody that a record names', moved('Bob', 'Tier 2', { actor: { kind: 'unknown' } })],
    ['more than ten minutes before', moved('Bob', 'Tier 2', { time: at(19) })],
    ['that failed', moved('Bob', 'Tier 2', { outcome: { kind: 'failed', errorCode: 'X' } })],
    ['by another call', moved('Bob', 'Tier 2', { eventName: 'Other' })],
    ['in another instance', moved('Bob', 'Tier 2', { resource: ref({ type: 'user', id: 'b', instance: sydney() }) })],
    ['made another way', moved('Bob', 'Tier 2', { via: 'terraform' })],
  ])('%s is another deed', (_what, other) => {
    expect(told(moved('Ann', 'Tier 2'), other)).toHaveLength(2);
  });

  it('leaves no change out and tells none twice', () => {
    holds(
      fc.property(fc.array(anyMove, { maxLength: 30 }), (made) => {
        const changes = [...made].sort((one, other) => other.change.time.localeCompare(one.change.time));
        const all = collapseAlike(changes).flatMap((alike) => alike.changes);
        expect(all).toHaveLength(changes.length);
        expect(new Set(all)).toEqual(new Set(changes));
      }),
    );
  });
});

function sydney() {
  return { id: 'syd', region: 'ap-southeast-2', account: '1' };
}

const anyMove: fc.Arbitrary<AnsweredChange> = fc
  .record({
    name: fc.constantFrom('Ann', 'Bob', 'Cy'),
    to: fc.constantFrom('Tier 2', 'Tier 3'),
    minute: fc.integer({ min: 0, max: 59 }),
  })
  .map(({ name, to, minute }) => moved(name, to, { time: at(minute) }));
