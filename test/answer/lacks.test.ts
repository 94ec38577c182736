import fc from 'fast-check';
import { messageOfAnswer } from '../../bot/answer/answer-message';
import { type Coverage, LACKS, type Lack } from '../../bot/answer/coverage';
import { withNotes } from '../../bot/answer/lacks';
import { answerToJson } from '../../bot/answer/to-json';
import { digestOf, messageOfDigest } from '../../bot/digest/digest';
import { terminalText } from '../../bot/local/terminal';
import { phrases } from '../../bot/words/words';
import { answer, answered, coverage, query } from '../support/build-answer';

const NOW = new Date('2026-11-20T09:00:00Z');
const { search } = phrases;

/** A note for each thing that an answer may lack, as it is said. */
const NOTES: Readonly<Record<Lack, readonly string[]>> = {
  tags: [search.noTags],
  'newer-kinds': [search.noNewerKinds],
  'other-sessions': [search.noOtherSessions],
  takers: [search.noTakers],
  'unnamed-things': [1, 2].map((count) =>
    search.ofUnknownThings({ count, eventName: 'UpdateQueueName', label: 'queue' }),
  ),
  'unknown-instances': [1, 2].map((count) => search.withoutInstance({ count })),
  namesakes: [1, 2].map((count) => search.tooManyBearers({ count })),
  'other-attempts': [search.noOtherAttempts],
  ids: [search.idNotSearched({ id: 'ORDERBOT01' })],
  'earlier-times': [search.notBefore({ region: 'eu-west-2', from: '2026-10-01 00:00' })],
  'connect-user': [search.slackUserUnmatched({ called: '@ann' })],
  names: [search.namesAway],
};
/** What costs an answer none of the changes that were asked for. */
const HARMLESS = [
  search.noNearby,
  search.notAllNearby,
  search.noDependencies,
  search.notAllEarlier,
  search.notAllEmergencies,
  search.unsettled,
  search.outsideInstances({ count: 2 }),
  search.usersUnnamed({ count: 1 }),
  search.connectDown,
  search.indexAway,
  search.gone({ name: 'Billing', alike: ['billing'] }),
  search.slackUserTaken({ called: '@ann', users: ['ann'], by: 'name' }),
];
const PARTIAL = [
  search.recordsLeftOut({ count: 1, because: 'it is broken' }),
  search.liveReach({ days: 90, from: '2026-08-23 00:00' }),
];

const textOf = (covered: Coverage, changes = 1): string =>
  terminalText(
    messageOfAnswer(answer({ changes: changes === 0 ? [] : [answered()], coverage: covered }), {
      ...{ now: NOW, command: 'who-changed', most: 9 },
    }),
    { zone: 'UTC', now: NOW, colours: false },
  );
const edgeOf = (text: string): string => text.split('\n').find((line) => line.includes(', live CloudTrail, ')) ?? '';

describe('An answer that may lack changes of what was asked for is not complete', () => {
  it.each(LACKS.flatMap((lack) => NOTES[lack].map((note) => [lack, note] as const)))('%s: %s', (lack, note) => {
    const covered = withNotes(coverage({ notes: [note] }), [], query());
    expect(covered).toMatchObject({ complete: false, lacks: [lack] });
    expect(edgeOf(textOf(covered))).toMatch(/, live CloudTrail, all but \S/);
    expect(textOf(covered)).not.toMatch(/PARTIAL/);
    expect(textOf(covered, 0)).toMatch(/^No change was found to queue/);
  });

  it.each(HARMLESS)('unlike one that tells of them all: %s', (note) => {
    const covered = withNotes(coverage(), [note], query());
    expect(covered.complete).toBe(true);
    expect(covered.lacks).toBeUndefined();
  });

  it('but one that needs no names loses nothing with the directory', () => {
    const byId = query({ subject: { kind: 'id', id: 'i' } });
    expect(withNotes(coverage(), [search.namesAway], byId).complete).toBe(true);
  });

  it('and is PARTIAL where something was cut besides', () => {
    const covered = withNotes(coverage({ notes: [search.noTags] }), PARTIAL, query());
    expect(covered).toMatchObject({ complete: false, lacks: ['tags'] });
    expect(edgeOf(textOf(covered))).toContain('PARTIAL');
  });

  it('and says what it may lack once, in the order of the list', () => {
    const notes = [search.noTakers, search.noNewerKinds, search.noTags];
    const text = textOf(withNotes(coverage({ notes }), [], query()));
    expect(edgeOf(text)).toContain(
      'all but tags, kinds of change that are newer than this bot and what took it away without naming it',
    );
    expect(text.match(/newer than this bot/g)).toHaveLength(1);
    expect(text).toContain('Not searched over more than a day: changes of tags.');
  });

  it('up to when it is settled', () => {
    const covered = withNotes(coverage({ settledTo: '2026-11-20T08:30:00Z' }), [search.noTags], query());
    expect(edgeOf(textOf(covered))).toContain('all but tags, to Fri 20 Nov 08:30; later ones may still arrive');
  });

  it('as a digest says, too', () => {
    const covered = withNotes(coverage({ notes: [search.noTags] }), [], query());
    const said = (changes: readonly ReturnType<typeof answered>[]): string =>
      terminalText(messageOfDigest(digestOf(changes, covered), { zone: 'UTC', now: NOW }), {
        ...{ zone: 'UTC', now: NOW, colours: false },
      });
    expect(said([answered()])).toMatch(/All but tags to /);
    expect(said([])).toMatch(/no change was found since .*All but tags to /s);
  });
});

const anyNotes = fc.subarray([...Object.values(NOTES).flat(), ...HARMLESS, ...PARTIAL]);

it('A message says that it is complete where --json does, and nowhere else', () => {
  const anyCoverage = fc.record({
    complete: fc.boolean(),
    notes: anyNotes,
    more: anyNotes,
    settledTo: fc.constantFrom(undefined, '2026-11-18T08:30:00Z', '2026-11-20T08:30:00Z'),
    changes: fc.constantFrom(0, 1),
  });
  fc.assert(
    fc.property(anyCoverage, ({ complete, notes, more, settledTo, changes }) => {
      const isSettled = settledTo === undefined || settledTo > '2026-11-19T09:00:00Z';
      const found = coverage({
        // A source that read all of it says so; one of which nothing is settled does not.
        ...{ complete: complete && isSettled && !notes.some((note) => PARTIAL.includes(note)), notes },
        ...(!complete && { cut: true as const }),
        ...(settledTo !== undefined && { settledTo }),
      });
      const covered = withNotes(found, more, query());
      const json = answerToJson(answer({ coverage: covered }));
      const edge = edgeOf(textOf(covered, changes));
      expect(/, complete\b/.test(edge)).toBe(json.coverage.complete);
      // Nothing that is said to be lacking is said to be complete, and the reverse.
      expect(/, all but /.test(edge)).toBe(!json.coverage.complete && !/PARTIAL|not settled yet/.test(edge));
    }),
  );
});
