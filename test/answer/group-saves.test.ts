import * as fc from 'fast-check';
import type { AnsweredChange } from '../../bot/answer/answer';
import { changesOfSave, groupSaves, isOneSave } from '../../bot/answer/group-saves';
import type { Change } from '../../bot/change/change';
import { answered, change, ref } from '../support/build-answer';

const holds = <T>(property: fc.IProperty<T>): void => fc.assert(property);

const at = (seconds: number): string => new Date(Date.parse('2026-11-20T08:00:00Z') + seconds * 1000).toISOString();
const named = (eventName: string, of: Partial<Change> = {}, more: Partial<AnsweredChange> = {}): AnsweredChange =>
  answered({}, { eventName, time: at(0), ...of }, more);

const queue = (id: string) => ({ resource: ref({ id }), path: 'QueueId' });
const put = (id: string): Partial<Change> => ({ verb: 'associate', mentions: [queue(id)] });
const took = (id: string): Partial<Change> => ({ verb: 'disassociate', mentions: [queue(id)] });

describe('changes of one Save', () => {
  it.each<[string, AnsweredChange, AnsweredChange, number]>([
    ['within a minute', named('A'), named('B', { time: at(-60) }), 1],
    ['more than a minute apart', named('A'), named('B', { time: at(-61) }), 2],
    ['of different people', named('A'), named('B', { actor: { kind: 'connect user', userId: 'other' } }), 2],
    [
      'of two people whom no record names',
      named('A', { actor: { kind: 'unknown' } }),
      named('B', { actor: { kind: 'unknown' } }),
      2,
    ],
    ['of two runs of one role', run('1', 'A'), run('2', 'B'), 2],
    ['of one run', run('1', 'A'), run('1', 'B'), 1],
    ['made by hand and by a pipeline', named('A'), named('B', { via: 'cli or sdk' }), 2],
    ['in two Regions of one instance', named('A'), named('B', { region: 'eu-west-2' }), 2],
    ['of different things', named('A'), named('B', { resource: ref({ id: 'other' }) }), 2],
    ['of a thing without an id', named('A', { resource: noId() }), named('B', { resource: noId() }), 2],
    ['of which one failed', named('A'), named('B', { outcome: { kind: 'failed', errorCode: 'X' } }), 2],
    ['that are the same call again', named('UpdateQueueStatus'), named('UpdateQueueStatus', { time: at(-20) }), 2],
    ['that are a long list in two calls', named('A', put('q1')), named('A', put('q2')), 1],
    ['that put one thing in and take another out', named('A', put('q1')), named('D', took('q2')), 1],
    ['that put a thing in and take it out again', named('A', put('q1')), named('D', took('q1')), 2],
    [
      'that made a thing and deleted it',
      named('DeleteQueue', { verb: 'delete' }),
      named('CreateQueue', { verb: 'create' }),
      2,
    ],
  ])('%s', (_what, newer, older, entries) => {
    expect(groupSaves([newer, older])).toHaveLength(entries);
    expect(isOneSave(newer.change, older.change)).toBe(entries === 1);
  });

  it('are led by the newest that bears most directly', () => {
    const [save] = groupSaves([named('A', {}, { relation: 'indirect' }), named('B'), named('C', { time: at(-5) })]);
    expect(save?.lead.change.eventName).toBe('B');
    expect(save?.others.map(({ change }) => change.eventName)).toEqual(['A', 'C']);
  });

  it('are in exactly one entry each, all of it one Save, and the order is kept', () => {
    holds(
      fc.property(fc.array(anyChange, { maxLength: 40 }), (made) => {
        const changes = [...made].sort((one, other) => other.change.time.localeCompare(one.change.time));
        const saves = groupSaves(changes);
        const told = saves.flatMap(changesOfSave);
        expect(new Set(told).size).toBe(changes.length);
        expect(told).toHaveLength(changes.length);
        const place = (one: AnsweredChange): number => changes.indexOf(one);
        const firsts = saves.map((save) => Math.min(...changesOfSave(save).map(place)));
        expect(firsts).toEqual([...firsts].sort((a, b) => a - b));
        for (const save of saves) {
          expect(save.others.map(place)).toEqual(save.others.map(place).sort((a, b) => a - b));
          const all = changesOfSave(save);
          for (const [n, one] of all.entries()) {
            for (const other of all.slice(n + 1)) expect(isOneSave(one.change, other.change)).toBe(true);
          }
          if (save.lead.relation === 'indirect')
            expect(all.every(({ relation }) => relation === 'indirect')).toBe(true);
        }
      }),
    );
  });

  it('are those that are found where each change is held against each before it', () => {
    holds(
      fc.property(fc.array(anyChange, { maxLength: 60 }), (made) => {
        const changes = [...made].sort((one, other) => other.change.time.localeCompare(one.change.time));
        const groups = groupSaves(changes).map((save) => new Set(changesOfSave(save)));
        expect(groups).toEqual(groupedOneByOne(changes).map((group) => new Set(group)));
      }),
    );
  });

  it.each<[string, (n: number) => AnsweredChange]>([
    ['one call again and again over hours', (n) => named('A', { time: at(-n * 10) })],
    ['one call again and again in one second', () => named('A')],
    ['two calls in turn in one second', (n) => named(n % 2 === 0 ? 'A' : 'B')],
    ['a thousand of one call, then of another', (n) => named(n < 1000 ? 'A' : 'B')],
    ['a long list in many calls', (n) => named('A', put(`q${n}`))],
    ['one thing put in and taken out by turns', (n) => (n % 2 === 0 ? named('A', put('q')) : named('D', took('q')))],
    ['things of no id', () => named('A', { resource: noId() })],
  ])('take no more steps for each of more changes: %s', (_what, one) => {
    const stepsFor = (many: number): number => {
      const { counted, looks } = counting(Array.from({ length: many }, (_, n) => one(n)));
      groupSaves(counted);
      return looks() / many;
    };
    expect(stepsFor(2000)).toBeLessThan(2 * stepsFor(100));
  });

  it('are found whichever of the two is looked at first', () => {
    holds(
      fc.property(anyChange, anyChange, ({ change: one }, { change: other }) => {
        expect(isOneSave(one, other)).toBe(isOneSave(other, one));
      }),
    );
  });
});

function run(session: string, eventName: string): AnsweredChange {
  return named(eventName, { actor: { kind: 'role session', role: 'ci', session }, via: 'terraform' });
}

function noId(): Change['resource'] {
  const { id: _none, ...rest } = ref();
  return rest;
}

function refIn(id: string, instance: string | undefined): Change['resource'] {
  const { instance: _any, ...rest } = ref({ id });
  return instance === undefined
    ? rest
    : { ...rest, instance: { id: instance, region: rest.region, account: '111122223333' } };
}

/** Each change held against each one before it. */
function groupedOneByOne(changes: readonly AnsweredChange[]): readonly (readonly AnsweredChange[])[] {
  const groups: AnsweredChange[][] = [];
  for (const one of changes) {
    const group = groups.findLast((each) => each.every((other) => isOneSave(other.change, one.change)));
    if (group === undefined) groups.push([one]);
    else group.push(one);
  }
  return groups;
}

/** The changes, of which it is counted how often the time of one is looked at. */
function counting(changes: readonly AnsweredChange[]): {
  readonly counted: readonly AnsweredChange[];
  readonly looks: () => number;
} {
  let looks = 0;
  const counted = changes.map((one) => ({
    ...one,
    change: new Proxy(one.change, {
      get: (target, member) => {
        looks += 1;
        return Reflect.get(target, member);
      },
    }),
  }));
  return { counted, looks: () => looks };
}

const anyChange: fc.Arbitrary<AnsweredChange> = fc
  .record({
    seconds: fc.integer({ min: -200, max: 0 }),
    call: fc.constantFrom<readonly [string, Change['verb']]>(
      ['UpdateA', 'update'],
      ['UpdateB', 'update'],
      ['UpdateC', 'update'],
      ['AssociateA', 'associate'],
      ['AssociateB', 'associate'],
      ['DisassociateA', 'disassociate'],
      ['DeleteA', 'delete'],
    ),
    // What is no UUID is another thing in another instance, unless a record does not say in which it is.
    id: fc.constantFrom('one', 'two', '8e35c2cd-3bf6-441b-8b0e-2050b76932cb'),
    instance: fc.constantFrom(undefined, 'prod', 'test'),
    user: fc.constantFrom('ann', 'bob'),
    mentioned: fc.constantFrom('q1', 'q2'),
    failed: fc.boolean(),
    relation: fc.constantFrom('direct' as const, 'indirect' as const),
  })
  .map(({ seconds, call: [eventName, verb], id, instance, user, mentioned, failed, relation }) => ({
    ...answered({}, {}, { relation }),
    change: change({
      time: at(seconds),
      eventName,
      verb,
      resource: refIn(id, instance),
      actor: { kind: 'connect user', userId: user },
      mentions: [queue(mentioned)],
      ...(failed && { outcome: { kind: 'failed' as const, errorCode: 'X' } }),
    }),
  }));
