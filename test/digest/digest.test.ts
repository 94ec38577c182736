import * as fc from 'fast-check';
import type { AnsweredChange } from '../../bot/answer/answer';
import { changesOfSave } from '../../bot/answer/group-saves';
import { isWorthALook } from '../../bot/answer/judge';
import type { Line, Message } from '../../bot/answer/message';
import { RESOURCE_TYPES, type ResourceType } from '../../bot/change/catalogue';
import type { Change } from '../../bot/change/change';
import { type Digest, type DigestTelling, digestOf, messageOfDigest } from '../../bot/digest/digest';
import { slackLimitErrors } from '../../bot/slack/limits';
import { messageBlocks } from '../../bot/slack/message-blocks';
import { answered, coverage, ref } from '../support/build-answer';

const zone = 'Asia/Tokyo';
const now = new Date('2026-11-20T09:00:00Z');
const telling: DigestTelling = { zone, now };

const told = ({ pieces }: Line): string =>
  pieces
    .map((piece) =>
      'words' in piece ? piece.words : 'name' in piece ? piece.name : 'code' in piece ? piece.code : '#',
    )
    .join('');
/** Whether a line tells something that happened at a time. */
const isDated = (line: string): boolean => /^\w{3} \d+ \w+ \d\d:\d\d {2}/.test(line);
const linesOf = ({ lines }: Message): readonly string[] => lines.map(told);
const message = (changes: readonly AnsweredChange[], covered = coverage()): Message =>
  messageOfDigest(digestOf(changes, covered), telling);

const person: Change['actor'] = { kind: 'connect user', userId: '99999999-2222-4333-8444-555555555555' };
const pipeline = (n: number): Partial<Change> => ({
  actor: { kind: 'role session', role: `ci-${n}`, session: `run-${n}` },
  acts: 'pipeline',
  via: 'terraform',
});
const either = (n: number): Partial<Change> => ({
  actor: { kind: 'role session', role: `admin-${n}`, session: 'jane.doe' },
  acts: 'unknown',
  via: 'cli or sdk',
});
const deletion: Partial<Change> = { verb: 'delete', eventName: 'DeleteQueue' };
const failure: Partial<Change> = { outcome: { kind: 'failed', errorCode: 'AccessDeniedException' } };

const anyChange: fc.Arbitrary<AnsweredChange> = fc
  .record({
    type: fc.oneof(
      fc.constantFrom<ResourceType>('queue', 'user', 'security-profile'),
      fc.constantFrom(...RESOURCE_TYPES),
    ),
    id: fc.integer({ min: 1, max: 5 }),
    eventName: fc.constantFrom('UpdateThis', 'UpdateThat'),
    minute: fc.integer({ min: 0, max: 59 }),
    by: fc.constantFrom<Partial<Change>>(
      { actor: person },
      ...[1, 2, 3, 4, 5, 6].map(pipeline),
      ...[1, 2, 3, 4].map(either),
    ),
    what: fc.constantFrom<Partial<Change>>({}, deletion, failure),
  })
  .map(({ type, id, by, what, eventName, minute }) =>
    answered(
      { what: `thing ${id}` },
      {
        time: `2026-11-20T08:${String(minute).padStart(2, '0')}:00Z`,
        eventName,
        ...by,
        ...what,
        resource: ref({ type, id: `id-${id}` }),
      },
    ),
  );

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const changesIn = ({ byPeople, byEither, pipelines }: Digest): number =>
  byPeople + sum([...byEither, ...pipelines].map(({ changes }) => changes));
/** Every number in a text. */
const numbersIn = (text: string): readonly number[] => (text.match(/\d+/g) ?? []).map(Number);

/** How many changes a line worth a look tells: of a Save, on several things, or on one several times. */
const changesTold = (line: string): number => {
  const times = /, (\d+) (?:times|changes)/.exec(line)?.[1];
  const things = /changed (\d+) /.exec(line)?.[1];
  const others = line.split('; ').length - 1;
  return Number(times ?? things ?? 1) + others;
};

const holds = <T>(property: fc.IProperty<T>): void => fc.assert(property);

describe('a digest', () => {
  it('counts every change once: by people, by a pipeline or by either, told or counted with its type, or as a failed attempt', () => {
    holds(
      fc.property(fc.array(anyChange, { maxLength: 60 }), (changes) => {
        const digest = digestOf(changes, coverage());
        const byPeople = changes.filter(
          ({ change }) => change.outcome.kind === 'succeeded' && change.acts === 'person',
        );
        const worth = byPeople.filter(({ change }) => isWorthALook(change));
        expect(changesIn(digest) + digest.failed).toBe(changes.length);
        expect(digest.byPeople).toBe(byPeople.length);
        expect(sum(digest.rest.map((type) => type.changes)) + worth.length).toBe(byPeople.length);
      }),
    );
  });

  it('says counts that add up', () => {
    holds(
      fc.property(fc.array(anyChange, { minLength: 1, maxLength: 60 }), (changes) => {
        const digest = digestOf(changes, coverage());
        const lines = linesOf(messageOfDigest(digest, telling));
        const count = lines[1] ?? '';
        const [total = -1] = numbersIn(count);
        const people = Number(/(\d+) by people/.exec(count)?.[1] ?? 0);
        const machines = Number(/(\d+) by \d+ pipelines?/.exec(count)?.[1] ?? 0);
        const others = Number(/(\d+) by a person or a pipeline/.exec(count)?.[1] ?? 0);
        expect(people + machines + others).toBe(total);
        expect(total).toBe(changesIn(digest));

        const perPipeline = lines.flatMap((line) => /^(?:ci-\d .*|Other pipelines): (\d+)$/.exec(line)?.[1] ?? []);
        expect(sum(perPipeline.map(Number))).toBe(machines);

        const perEither = lines.flatMap(
          (line) =>
            /^(?:admin-\d .*: (\d+), person or pipeline not known|Others, .*: (\d+))$/.exec(line)?.slice(1) ?? [],
        );
        expect(sum(perEither.map((count) => Number(count ?? 0)))).toBe(others);

        const perType = lines.find((line) => line.startsWith('By people: '))?.replace(/ \(on \d+\)/g, '') ?? '';
        expect(sum(numbersIn(perType))).toBe(sum(digest.rest.map((type) => type.changes)));

        const worth = digest.worthALook.flatMap(changesOfSave).length;
        const shown = lines.filter((line) => isDated(line)).map(changesTold);
        const more = lines.flatMap((line) => /^and (\d+) more$/.exec(line)?.[1] ?? []);
        expect(sum(shown) + sum(more.map(Number))).toBe(worth);
      }),
    );
  });

  it('has at most 15 lines and is within the limits of Slack, whatever happened', () => {
    holds(
      fc.property(fc.array(anyChange, { maxLength: 60 }), fc.boolean(), (changes, complete) => {
        const said = message(changes, coverage({ complete, notes: ['Partial: time ran out.', 'Something else.'] }));
        expect(said.lines.length).toBeLessThanOrEqual(15);
        expect(slackLimitErrors(messageBlocks(said, now))).toEqual([]);
      }),
    );
  });

  it('has at most 15 lines after 5,000 changes of every kind', () => {
    const types = RESOURCE_TYPES;
    const kinds: readonly Partial<Change>[] = [{}, deletion, failure, ...[1, 2, 3, 4, 5].map(pipeline)];
    const changes = Array.from({ length: 5_000 }, (_, n) =>
      answered(
        { who: 'n'.repeat(256), what: 'w'.repeat(256) },
        { ...kinds[n % kinds.length], resource: ref({ type: types[n % types.length] ?? 'queue', id: `id-${n}` }) },
      ),
    );
    const said = message(changes);
    expect(said.lines).toHaveLength(15);
    expect(linesOf(said)[1]).toContain('4375 changes');
    expect(slackLimitErrors(messageBlocks(said, now))).toEqual([]);
    const [people = ''] = linesOf(said).filter((line) => line.startsWith('By people: '));
    expect(people.length).toBeLessThan(300);
  });

  it('fills its fifteen lines with what is worth a look, and counts what does not fit', () => {
    const by = (n: number) =>
      answered({ who: `person ${n}` }, { ...deletion, actor: { kind: 'connect user', userId: `${n}` } });
    const of = (count: number): readonly string[] => linesOf(message(Array.from({ length: count }, (_, n) => by(n))));
    const worth = (count: number) => of(count).filter((line) => isDated(line) || line.startsWith('and '));
    expect(worth(11)).toHaveLength(11);
    expect(worth(12)).toHaveLength(11);
    expect(worth(12).at(-1)).toBe('and 2 more');
    expect(of(12)).toHaveLength(15);
  });

  it('leaves out what pipelines did before what people did', () => {
    const pipeline = Array.from({ length: 12 }, (_, n) =>
      answered(
        { who: `run ${n}` },
        {
          ...deletion,
          time: '2026-11-20T09:00:00Z',
          via: 'terraform',
          acts: 'pipeline',
          actor: { kind: 'role session', role: `ci ${n}` },
        },
      ),
    );
    const person = answered({ who: 'ann' }, { ...deletion, time: '2026-11-19T09:00:00Z' });
    expect(linesOf(message([...pipeline, person])).filter((line) => line.includes('ann'))).toHaveLength(1);
  });

  it('puts together what one person did to one thing within ten minutes', () => {
    const at = (minute: string) => answered({ who: 'ann' }, { ...deletion, time: `2026-11-20T09:${minute}:00Z` });
    const items = (...changes: readonly AnsweredChange[]) => linesOf(message(changes)).filter((line) => isDated(line));
    expect(items(at('10'), at('00'))).toHaveLength(1);
    expect(items(at('11'), at('00'))).toHaveLength(2);
  });

  it('tells one Save as one, and the same deed on many things as one', () => {
    const profile = (eventName: string): AnsweredChange =>
      answered(
        { who: 'nikki', did: eventName, what: 'Tier 1' },
        { eventName, resource: ref({ type: 'security-profile' }) },
      );
    const deleted = ['a', 'b', 'c'].map((id) =>
      answered(
        { who: 'nikki', did: 'deleted', what: id },
        { ...deletion, resource: ref({ id }), time: '2026-11-20T05:00:00Z' },
      ),
    );
    const lines = linesOf(message([profile('renamed'), profile('tagged'), ...deleted]));
    expect(lines.slice(1, 5)).toEqual([
      '5 changes: 5 by people',
      'Worth a look',
      'Fri 20 Nov 17:09  nikki renamed security profile Tier 1; tagged it · harbor',
      'Fri 20 Nov 14:00  nikki deleted 3 queues · harbor',
    ]);
  });

  it('gives the day of each line, unless all of its time is one day of the channel', () => {
    const at = (from: string) =>
      linesOf(message([answered({ who: 'ann' }, { verb: 'delete' })], coverage({ from, to: '2026-11-20T09:00:00Z' })));
    expect(at('2026-11-19T15:00:00Z').join()).toContain(',17:09  ann');
    expect(at('2026-11-19T14:59:59Z').join()).toContain(',Fri 20 Nov 17:09  ann');
  });

  it('says what is always left out, beside what was cut', () => {
    const lines = linesOf(
      message([answered()], coverage({ complete: false, notes: ['Tags are left out.', 'Partial: time ran out.'] })),
    );
    expect(lines.at(-1)).toBe(
      'PARTIAL (time ran out.) to Fri 20 Nov 18:00; what changes later is in the next digest. Tags are left out.',
    );
  });

  it('holds what was done by emergency access to be worth a look', () => {
    const made = answered({ who: 'Emergency access, likely Shirley', did: 'changed' });
    const likely = { name: 'Shirley', askedAt: made.change.time, minutesBefore: 3, others: 0 };
    const lines = linesOf(message([{ ...made, actor: { ...made.actor, likely } }]));
    expect(lines).toContain('Fri 20 Nov 17:09  Emergency access, likely Shirley changed queue Billing · harbor');
  });

  it('is one quiet line where nothing changed', () => {
    expect(linesOf(message([]))).toEqual([
      `Amazon Connect: nothing changed since Thu 19 Nov 18:00 (${zone}). Complete to Fri 20 Nov 18:00; what changes later is in the next digest.`,
    ]);
  });

  it('does not say that nothing changed where not everything could be read', () => {
    const note = 'Partial: CloudTrail in us-east-1 was not read to its end after 3 calls, time ran out.';
    const [line = '', ...others] = linesOf(message([], coverage({ complete: false, notes: [note] })));
    expect(others).toEqual([]);
    expect(line).not.toContain('nothing changed');
    expect(line).toContain('PARTIAL');
    expect(line).toContain(`(${note.replace('Partial: ', '')})`);
  });

  it('tells attempts that failed even where nothing else happened', () => {
    const lines = linesOf(message([answered({}, failure)]));
    expect(lines[1]).toBe('0 changes · 1 attempt failed');
  });

  it('says when and where, and names what is worth a look with who did it', () => {
    const lines = linesOf(message([answered({ who: 'Saanvi Sarkar', what: 'Refunds ES' }, deletion), answered()]));
    expect(lines[0]).toBe(`Amazon Connect, since Thu 19 Nov 18:00 (${zone}) · harbor`);
    expect(lines).toContain('Fri 20 Nov 17:09  Saanvi Sarkar changed queue Refunds ES · harbor');
    expect(lines).toContain('By people: queues 1');
    expect(lines.at(-1)).toBe('Complete to Fri 20 Nov 18:00; what changes later is in the next digest.');
  });

  it('says how many instances it does not name', () => {
    const changes = Array.from({ length: 6 }, (_, n) =>
      answered({}, { resource: ref({ instance: { id: `${n}`, region: 'us-east-1', account: '1', alias: `i${n}` } }) }),
    );
    expect(linesOf(message(changes))[0]).toBe(
      `Amazon Connect, since Thu 19 Nov 18:00 (${zone}) · i0, i1, i2, i3 and 2 more`,
    );
  });
});
