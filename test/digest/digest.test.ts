import * as fc from 'fast-check';
import type { AnsweredChange } from '../../bot/answer/answer';
import { isByPerson, isWorthALook } from '../../bot/answer/judge';
import type { Line, Message } from '../../bot/answer/message';
import { RESOURCE_TYPES } from '../../bot/change/catalogue';
import type { Change } from '../../bot/change/change';
import { type Digest, digestOf, messageOfDigest } from '../../bot/digest/digest';
import { slackLimitErrors } from '../../bot/slack/limits';
import { messageBlocks } from '../../bot/slack/message-blocks';
import { answered, coverage, ref } from '../support/build-answer';

const zone = 'Asia/Tokyo';
const now = new Date('2026-11-20T09:00:00Z');

const told = ({ pieces }: Line): string =>
  pieces
    .map((piece) =>
      'words' in piece ? piece.words : 'name' in piece ? piece.name : 'code' in piece ? piece.code : '#',
    )
    .join('');
const linesOf = ({ lines }: Message): readonly string[] => lines.map(told);
const message = (changes: readonly AnsweredChange[], covered = coverage()): Message =>
  messageOfDigest(digestOf(changes, covered), zone);

const person: Change['actor'] = { kind: 'connect user', userId: '99999999-2222-4333-8444-555555555555' };
const pipeline = (n: number): Partial<Change> => ({
  actor: { kind: 'role session', role: `ci-${n}`, session: `run-${n}` },
  via: 'terraform',
});
const deletion: Partial<Change> = { verb: 'delete', eventName: 'DeleteQueue' };
const failure: Partial<Change> = { outcome: { kind: 'failed', errorCode: 'AccessDeniedException' } };

const anyChange: fc.Arbitrary<AnsweredChange> = fc
  .record({
    type: fc.constantFrom(...RESOURCE_TYPES),
    id: fc.integer({ min: 1, max: 5 }),
    by: fc.constantFrom<Partial<Change>>({ actor: person }, ...[1, 2, 3, 4, 5, 6].map(pipeline)),
    what: fc.constantFrom<Partial<Change>>({}, deletion, failure),
  })
  .map(({ type, id, by, what }) =>
    answered({ what: `thing ${id}` }, { ...by, ...what, resource: ref({ type, id: `id-${id}` }) }),
  );

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const changesIn = ({ byPeople, pipelines }: Digest): number => byPeople + sum(pipelines.map(({ changes }) => changes));
/** Every number in a text. */
const numbersIn = (text: string): readonly number[] => (text.match(/\d+/g) ?? []).map(Number);

const holds = <T>(property: fc.IProperty<T>): void => fc.assert(property);

describe('a digest', () => {
  it('counts every change once: by people or by a pipeline, told or counted with its type, or as a failed attempt', () => {
    holds(
      fc.property(fc.array(anyChange, { maxLength: 60 }), (changes) => {
        const digest = digestOf(changes, coverage());
        const byPeople = changes.filter(({ change }) => change.outcome.kind === 'succeeded' && isByPerson(change));
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
        const lines = linesOf(messageOfDigest(digest, zone));
        const count = lines[1] ?? '';
        const [total = -1] = numbersIn(count);
        const people = Number(/(\d+) by people/.exec(count)?.[1] ?? 0);
        const machines = Number(/(\d+) by \d+ pipelines?/.exec(count)?.[1] ?? 0);
        expect(people + machines).toBe(total);
        expect(total).toBe(changesIn(digest));

        const perPipeline = lines.flatMap((line) => /^(?:ci-\d .*|Other pipelines): (\d+)$/.exec(line)?.[1] ?? []);
        expect(sum(perPipeline.map(Number))).toBe(machines);

        const perType = lines.find((line) => line.startsWith('By people: '))?.replace(/ \(on \d+\)/g, '') ?? '';
        expect(sum(numbersIn(perType))).toBe(sum(digest.rest.map((type) => type.changes)));

        const worth = lines.filter((line) => line.startsWith('#  ')).length;
        const more = lines.flatMap((line) => /^and (\d+) more$/.exec(line)?.[1] ?? []);
        expect(worth + sum(more.map(Number))).toBe(digest.worthALook.length);
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

  it('shows the sixth thing worth a look itself, rather than that there is one more', () => {
    const of = (count: number): readonly string[] =>
      linesOf(message(Array.from({ length: count }, () => answered({}, deletion)))).filter(
        (line) => line.startsWith('#  ') || line.startsWith('and '),
      );
    expect(of(6)).toHaveLength(6);
    expect(of(7)).toHaveLength(6);
    expect(of(7).at(-1)).toBe('and 2 more');
  });

  it('is one quiet line where nothing changed', () => {
    expect(linesOf(message([]))).toEqual([
      `Amazon Connect: nothing changed since # (${zone}). Complete to #; what changes later is in the next digest.`,
    ]);
  });

  it('does not say that nothing changed where not everything could be read', () => {
    const note = 'Partial: CloudTrail in us-east-1 was not read to its end after 3 calls, time ran out.';
    const [line = '', ...others] = linesOf(message([], coverage({ complete: false, notes: [note] })));
    expect(others).toEqual([]);
    expect(line).not.toContain('nothing changed');
    expect(line).toContain('PARTIAL');
    expect(line).toContain(note);
  });

  it('tells attempts that failed even where nothing else happened', () => {
    const lines = linesOf(message([answered({}, failure)]));
    expect(lines[1]).toBe('0 changes · 1 attempt failed');
  });

  it('says when and where, and names what is worth a look with who did it', () => {
    const lines = linesOf(message([answered({ who: 'Saanvi Sarkar', what: 'Refunds ES' }, deletion), answered()]));
    expect(lines[0]).toBe(`Amazon Connect, since # (${zone}) · harbor`);
    expect(lines).toContain('#  Saanvi Sarkar changed queue Refunds ES · harbor');
    expect(lines).toContain('By people: queues 1');
    expect(lines.at(-1)).toBe('Complete to #; what changes later is in the next digest.');
  });

  it('says how many instances it does not name', () => {
    const changes = Array.from({ length: 6 }, (_, n) =>
      answered({}, { resource: ref({ instance: { id: `${n}`, region: 'us-east-1', account: '1', alias: `i${n}` } }) }),
    );
    expect(linesOf(message(changes))[0]).toBe(`Amazon Connect, since # (${zone}) · i0, i1, i2, i3 and 2 more`);
  });
});
