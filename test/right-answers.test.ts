import type { Answer } from '../bot/answer/answer';
import type { CloudTrailRecord } from '../bot/local/aws/local-account';
import { trailAnswerer } from '../bot/local/trail-answerer';
import { answerIn, LISTED_USERS, listedOf, liveAccount, queryOf, trailOf, USERS } from './support/account-answers';
import { questionsOf } from './support/account-questions';
import { bruteAnswer, type PlainQuestion, type ReadAccount, readAccount } from './support/brute-force';
import { disagreements } from './support/disagreements';
import { NOW, polls, smallAccount } from './support/small-account';

/** What the product answers to generated questions about generated accounts, held against a plain reading of the raw records. */
const AT = `${NOW.toISOString().slice(0, 19)}Z`;
const closers: (() => Promise<void> | void)[] = [];
afterAll(async () => {
  for (const close of closers) await close();
});

const CUT = 'Earlier values were not all read';
const isCut = ({ coverage }: Answer): boolean => coverage.notes.some((note) => note.startsWith(CUT));
/** What is told where nothing that was optional was read is at least in the records. */
const beyond = (account: ReadAccount, question: PlainQuestion, told: Answer): readonly string[] => {
  const { eventIds } = bruteAnswer(account, question);
  return told.changes.flatMap(({ change }) => (eventIds.includes(change.eventId) ? [] : change.eventId));
};
/** Tags are events of hundreds of services and left out, and no catalogue has the other name: the answers say so. */
const isFoundByName = ({ eventName }: CloudTrailRecord): boolean =>
  !['TagResource', 'UntagResource', 'ReassignQueueOwner'].includes(eventName);
/** A look-up by user name finds sessions, not the roles that they are of: the answer says so. */
const ROLES = ['onboard-role', 'ci-connect'];
/** What of an unknown user is told only where its look-ups are cheap. */
const BY_MORE_CALLS = /: (likely|traces): /;

describe.each([1, 2, 3])('the answers out of a trail, account %i', (seed) => {
  const small = smallAccount(seed);
  const account = readAccount(small.events, LISTED_USERS);
  const trail = trailOf(small);
  closers.push(trail.remove);
  const answer = trailAnswerer(trail.folder, USERS, () => NOW);

  it('are those that reading every record gives, to every question', async () => {
    for (const { question, subject } of questionsOf(account, seed, 80)) {
      const told = answerIn(await answer(queryOf(question, subject)));
      expect([question, disagreements(account, question, told, AT)]).toEqual([question, []]);
    }
  });
});

describe('the answers out of live CloudTrail', () => {
  it.each([11, 12])('are those that reading every record gives, to every question, account %i', async (seed) => {
    const small = smallAccount(seed);
    const account = readAccount(small.events, listedOf(small));
    const { ask, answer, close } = await liveAccount(small);
    closers.push(close);
    // What events tell of names is learnt with the first question that no listing answers.
    await ask({ name: 'Nobody has this' });
    const questions = questionsOf(account, seed, 100).filter((_, at) => at % 10 === seed % 10);
    for (const { question, subject } of questions) {
      const told = answerIn(await answer(queryOf(question, subject)));
      expect([question, disagreements(account, question, told, AT)]).toEqual([question, []]);
      expect(told.coverage.complete).toBe(true);
    }
  });

  it('are the same where reads drown the changes, but for what no event name finds', async () => {
    const small = smallAccount(13);
    const whole = readAccount(small.events, listedOf(small));
    const named = readAccount(small.events.filter(isFoundByName), listedOf(small));
    const { ask, answer, aws, close } = await liveAccount({ ...small, events: [...small.events, ...polls(3000)] });
    closers.push(close);
    await ask({ name: 'Nobody has this' });
    const questions = questionsOf(whole, 13, 100)
      .filter(({ question }) => question.eventId === undefined && !ROLES.includes(question.by ?? ''))
      .filter((_, at) => at % 24 === 0);
    let cut = 0;
    for (const { question, subject } of questions) {
      const told = answerIn(await answer(queryOf(question, subject)));
      const isByName = told.coverage.notes.some((note) => note.startsWith('Looked up by event names'));
      const account = isByName ? named : whole;
      if (isCut(told)) cut += 1;
      const found = isCut(told) ? beyond(account, question, told) : disagreements(account, question, told, AT);
      expect([question, found.filter((line) => !BY_MORE_CALLS.test(line))]).toEqual([question, []]);
    }
    expect(cut).toBeLessThan(questions.length / 4);
    const keys = aws.calls.map(({ input }) => JSON.stringify(input.LookupAttributes ?? null));
    expect(keys.filter((key) => key.includes('EventName')).length).toBeGreaterThan(20);
  });
});
