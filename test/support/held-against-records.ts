import type { Answer } from '../../bot/answer/answer';
import { trailAnswerer } from '../../bot/local/trail-answerer';
import { parseQuery } from '../../bot/query/parse-query';
import type { Query } from '../../bot/query/query';
import { EAST, NOW, PROD } from './account/world';
import {
  answerIn,
  daysAgo,
  LISTED_USERS,
  listedOf,
  liveAccount,
  queryOf,
  trailOf,
  USERS,
  withDoubles,
} from './account-answers';
import { type Asked, questionsOf } from './account-questions';
import { type ReadAccount, readAccount } from './brute-force/account';
import type { PlainQuestion } from './brute-force/answer';
import { disagreements, type Leeway } from './disagreements';
import { index, prove } from './indexing';
import { polls, type SmallAccount, smallAccount } from './small-account';

/** What the product answers to generated questions about generated accounts, held against a plain reading of the raw records. */
export interface Outcome {
  /** Each question with what was told otherwise than the records say. */
  readonly wrong: readonly (readonly [PlainQuestion, readonly string[]])[];
  readonly answers: readonly Answer[];
}

const AT = `${NOW.toISOString().slice(0, 19)}Z`;
/** Half an hour before now. */
export const SETTLED_TO = daysAgo(30 / 1440);
export const REGIONS = [PROD.region, EAST.region];

/** Every n-th question of an account, or all that pass a test of one's own. */
export const someQuestions = (account: ReadAccount, seed: number, every: number): readonly Asked[] =>
  questionsOf(account, seed, 80).filter((_, at) => at % every === seed % every);

const typedQuery = (text: string): Query => {
  const parsed = parseQuery(text, { now: NOW, zone: 'UTC' });
  if (parsed.kind !== 'query') throw new Error(`“${text}” is no question: ${JSON.stringify(parsed)}`);
  return parsed.query;
};

type Ask = (query: ReturnType<typeof queryOf>) => ReturnType<ReturnType<typeof trailAnswerer>>;

export const askAll = async (
  ask: Ask,
  account: ReadAccount,
  questions: readonly Asked[],
  judge: (question: PlainQuestion, told: Answer) => readonly string[] = (question, told) =>
    disagreements(account, question, told, AT),
): Promise<Outcome> => {
  const wrong: (readonly [PlainQuestion, readonly string[]])[] = [];
  const answers: Answer[] = [];
  for (const { question, subject, text } of questions) {
    const told = answerIn(await ask(text === undefined ? queryOf(question, subject) : typedQuery(text)));
    answers.push(told);
    const lines = judge(question, told);
    if (lines.length > 0) wrong.push([question, lines]);
  }
  return { wrong, answers };
};

export const judgedAt = (account: ReadAccount, question: PlainQuestion, told: Answer, leeway: Leeway) =>
  disagreements(account, question, told, AT, leeway);

/** Files go on to now, though the account's changes end before. */
const lastRead = polls(1).map((read) => ({ ...read, eventTime: SETTLED_TO }));

/** Out of a trail's files, where only users are listed. */
export const heldInTrail = async (seed: number, every: number): Promise<Outcome> => {
  const small = smallAccount(seed);
  const account = readAccount(small.events, LISTED_USERS);
  const trail = trailOf({ events: [...small.events, ...lastRead] });
  try {
    const ask = trailAnswerer(trail.folder, USERS, () => NOW);
    return await askAll(ask, account, someQuestions(account, seed, every));
  } finally {
    trail.remove();
  }
};

const DAY_MS = 86_400_000;
/** Out of files that end long before now: an answer whose window ends more than a day after them is cut, and lacks nothing before. */
export const heldInEarlierTrail = async (seed: number, every: number): Promise<Outcome> => {
  const { events } = smallAccount(seed);
  const account = readAccount(events, LISTED_USERS);
  const [firstMs = 0, lastMs = 0] = [0, -1].map((at) =>
    Date.parse(
      events
        .map((one) => one.eventTime)
        .sort()
        .at(at) ?? '',
    ),
  );
  const judge = (question: PlainQuestion, told: Answer): readonly string[] => {
    const { from, to } = question;
    // For a choice nothing is searched.
    const isSearched = told.outcome !== 'ambiguous';
    const isLate = isSearched && (from ?? to) !== undefined && Date.parse(to ?? AT) > lastMs + DAY_MS;
    const isEarly = from !== undefined && Date.parse(from) < firstMs - DAY_MS;
    const isCut = told.coverage.cut === true;
    return [
      ...disagreements(account, question, told, AT, { wholeness: true }),
      ...(isLate && (!isCut || told.coverage.complete)
        ? ['told as whole, though the files end before its window']
        : []),
      ...(isCut && !isLate && !isEarly ? ['told as cut'] : []),
    ];
  };
  const trail = trailOf({ events });
  try {
    return await askAll(
      trailAnswerer(trail.folder, USERS, () => NOW),
      account,
      someQuestions(account, seed, every),
      judge,
    );
  } finally {
    trail.remove();
  }
};

/** An account behind a local AWS, with all that Connect lists. */
export const openAccount = async (small: SmallAccount) => ({
  small,
  account: readAccount(small.events, listedOf(small)),
  live: await liveAccount(small),
});
export type OpenAccount = Awaited<ReturnType<typeof openAccount>>;

/** Out of live CloudTrail. */
export const heldInLive = async (seed: number, every: number): Promise<Outcome> => {
  const { small, account, live } = await openAccount(smallAccount(seed));
  // More than a page: to read on may cost more than to look a thing's few calls up by their names.
  const isLong = ({ from = '', to = AT }: PlainQuestion): boolean =>
    REGIONS.some(
      (region) =>
        withDoubles(small.events).filter(
          (one) => one.awsRegion === region && one.eventTime >= from && one.eventTime <= to,
        ).length > 50,
    );
  const judge = (question: PlainQuestion, told: Answer): readonly string[] =>
    disagreements(account, question, told, AT, { newerKinds: isLong(question) });
  try {
    // What events tell of names is learnt with the first question that no listing answers.
    await live.ask({ name: 'Nobody has this' });
    return await askAll(live.answer, account, someQuestions(account, seed, every), judge);
  } finally {
    await live.close();
  }
};

/** Out of an index that holds all records. */
export const heldInIndex = async (seed: number, every: number): Promise<Outcome & { readonly lookUps: number }> => {
  const { small, account, live } = await openAccount(smallAccount(seed));
  try {
    const tables = { client: live.dynamo.client };
    await index(small.events, tables, () => NOW);
    await prove(tables, REGIONS, [daysAgo(120), SETTLED_TO]);
    const outcome = await askAll(live.indexed().answer, account, someQuestions(account, seed, every));
    return { ...outcome, lookUps: lookUpsOfSettled(live.aws.calls) };
  } finally {
    await live.close();
  }
};

/** An event id is asked of live CloudTrail at once, whatever is settled, and so are the last minutes, which nothing settles yet. */
const lookUpsOfSettled = (calls: OpenAccount['live']['aws']['calls']): number =>
  calls.filter(
    ({ operation, input }) =>
      operation === 'LookupEvents' &&
      !JSON.stringify(input.LookupAttributes ?? null).includes('"EventId"') &&
      !(Number(input.StartTime) * 1000 > Date.parse(SETTLED_TO)),
  ).length;
