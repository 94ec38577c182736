import { answererOf, followOffers, SLACK, TERMINAL } from '../support/follow-offers';
import { questionsToFollow } from '../support/offer-questions';
import { smallAccount } from '../support/small-account';

/** A sample; `npm run test:deep` follows many more. */
it.each([
  ['in Slack, its buttons among them', SLACK, 1],
  ['in a terminal', TERMINAL, 2],
])('what answers offer is followed until nothing new comes, %s', async (_where, place, seed) => {
  const { wrong, asked } = await followOffers(questionsToFollow(seed, 24), answererOf(smallAccount(seed)), place, 150);
  expect(asked).toBeGreaterThan(30);
  expect(wrong).toEqual([]);
});
