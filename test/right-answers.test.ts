import type { Answer } from '../bot/answer/answer';
import type { Lack } from '../bot/answer/coverage';
import type { CloudTrailRecord } from '../bot/local/aws/local-account';
import { phrases } from '../bot/words/words';
import { listedOf } from './support/account-answers';
import { questionsOf } from './support/account-questions';
import { readAccount } from './support/brute-force/account';
import type { PlainQuestion } from './support/brute-force/answer';
import {
  askAll,
  heldInEarlierTrail,
  heldInLive,
  heldInTrail,
  judgedAt,
  openAccount,
} from './support/held-against-records';
import { polls, smallAccount } from './support/small-account';

jest.setTimeout(120_000);

/** A small sample of `npm run test:deep`. */
const closers: (() => Promise<void> | void)[] = [];
afterAll(async () => {
  for (const close of closers) await close();
});

describe('the answers out of a trail', () => {
  it.each([1, 2, 3])('are those that reading every record gives, to every question, account %i', async (seed) => {
    expect((await heldInTrail(seed, 1)).wrong).toEqual([]);
  });
});

describe('the answers out of a trail that ends long before now', () => {
  it('are those of the records, and cut only where the window goes on after them', async () => {
    const { wrong, answers } = await heldInEarlierTrail(2, 3);
    expect(wrong).toEqual([]);
    expect(answers.some(({ coverage }) => coverage.cut)).toBe(true);
  });
});

describe('the answers out of live CloudTrail', () => {
  it.each([11, 12])('are those that reading every record gives, account %i', async (seed) => {
    const { wrong, answers } = await heldInLive(seed, 10);
    expect(wrong).toEqual([]);
    expect(answers.filter(({ coverage }) => coverage.cut)).toEqual([]);
  });
});

/** Tags are events of hundreds of services, and no catalogue has the other name: a look-up by names leaves them out. */
const isFoundByName = ({ eventName }: CloudTrailRecord): boolean =>
  !['TagResource', 'UntagResource', 'ReassignQueueOwner'].includes(eventName);
/** A look-up by user name finds sessions, not the roles that they are of. */
const ROLES = ['onboard-role', 'ci-connect', 'ConnectAdmin'];

describe('the answers out of live CloudTrail where reads drown the changes', () => {
  const lacks = ({ coverage }: Answer, ...what: readonly Lack[]): boolean =>
    what.some((one) => coverage.lacks?.includes(one));
  const says = ({ coverage }: Answer, sentence: string): boolean => coverage.notes.includes(sentence);
  const { notAllEarlier, noNearby } = phrases.search;

  it('lack only what they say was not searched, and each of these is met', async () => {
    const small = smallAccount(13);
    const events = [...small.events, ...polls(3000)];
    const { account: whole, live } = await openAccount({ ...small, events });
    closers.push(live.close);
    const named = readAccount(small.events.filter(isFoundByName), listedOf(small));
    await live.ask({ name: 'Nobody has this' });

    const met = new Map<string, number>();
    const meet = (what: string): void => void met.set(what, (met.get(what) ?? 0) + 1);
    const judge = (question: PlainQuestion, told: Answer): readonly string[] => {
      const byNames = lacks(told, 'tags', 'newer-kinds');
      const leeway = {
        earlier: says(told, notAllEarlier) || lacks(told, 'takers'),
        nearby: says(told, noNearby),
        attempts: lacks(told, 'other-attempts'),
        users: true,
        wholeness: true,
      };
      if (byNames) expect([question, told.coverage.complete]).toEqual([question, false]);
      meet(byNames ? 'looked up by names' : 'read whole');
      if (leeway.earlier) meet('earlier values left out');
      return judgedAt(byNames ? named : whole, question, told, leeway);
    };
    const times = small.events.map(({ eventTime }) => eventTime).sort();
    const questions = [
      ...questionsOf(whole, 13, 100)
        .filter(({ question }) => question.eventId === undefined && !ROLES.includes(question.by ?? ''))
        .filter((_, at) => at % 24 === 0),
      // Of many things, whose earlier values would take more look-ups than an answer may.
      { question: { from: times[Math.floor(times.length / 2)] ?? '' } },
    ];
    expect((await askAll(live.answer, whole, questions, judge)).wrong).toEqual([]);
    for (const what of ['looked up by names', 'read whole', 'earlier values left out'])
      expect([what, met.get(what) ?? 0]).not.toEqual([what, 0]);
    const keys = live.aws.calls.map(({ input }) => JSON.stringify(input.LookupAttributes ?? null));
    expect(keys.filter((key) => key.includes('EventName')).length).toBeGreaterThan(20);
  });
});
