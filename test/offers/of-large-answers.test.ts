import { messageOfAnswer } from '../../bot/answer/answer-message';
import { parseQuery } from '../../bot/query/parse-query';
import { NOW } from '../support/account/world';
import { answer, answered } from '../support/build-answer';
import { offersIn, SLACK, TERMINAL } from '../support/follow-offers';

const COUNTS = [1, 7, 21, 30, 31, 41, 999, 1_000, 1_001, 4_000, 20_000];
const LIMITS = ['', ' limit:1', ' limit:40', ' limit:1000'];
const QUESTIONS = [
  ['who-changed', 'Billing'],
  ['who-changed', 'Billing since:90d by:ann only:people'],
  ['changes', 'since:90d'],
] as const;
const CASES = COUNTS.flatMap((count) => LIMITS.flatMap((limit) => QUESTIONS.map((asked) => ({ count, limit, asked }))));

const one = answered();
const many = (count: number) => Array.from({ length: count }, () => one);

/** The message of so many changes, of which a limit lets some through. */
const messageOf = ({ count, limit, asked: [command, text] }: (typeof CASES)[number], place: typeof SLACK) => {
  const parsed = parseQuery(`${text}${limit}`, { now: NOW, zone: 'UTC', command });
  if (parsed.kind !== 'query') throw new Error(`${text}${limit} is not understood.`);
  const { query } = parsed;
  const through = Math.min(count, query.limit ?? count);
  const found = answer({
    ...{ query, changes: many(through), total: count },
    ...(through < count && { beyondLimit: many(count - through) }),
  });
  const most = place === TERMINAL ? { most: query.limit ?? 20, mostWorth: query.limit ?? 40 } : {};
  return messageOfAnswer(found, { ...place.telling, ...most, command: place.commands[command] });
};

describe('whatever an answer offers is taken where it is typed, however many changes it has:', () => {
  it.each([
    ['in Slack', SLACK],
    ['in a terminal', TERMINAL],
  ])('%s', (_where, place) => {
    let offered = 0;
    for (const one of CASES) {
      const message = messageOf(one, place);
      for (const { text, command } of offersIn(message, place)) {
        offered += 1;
        expect([one, text, parseQuery(text, { now: NOW, zone: 'UTC', command }).kind]).toEqual([one, text, 'query']);
      }
      const limits = [...JSON.stringify(message).matchAll(/limit:(\d+)/g)].map(([, most]) => Number(most));
      expect([one, limits.filter((most) => most < 1 || most > 1_000)]).toEqual([one, []]);
    }
    expect(offered).toBeGreaterThan(40);
  });
});
