import { answererOf, followOffers, SLACK, TERMINAL } from '../support/follow-offers';
import { questionsToFollow } from '../support/offer-questions';
import { smallAccount } from '../support/small-account';

/** `ACCOUNTS=5 FROM=1017 QUESTIONS=400 npm run test:deep -- test/deep/offers` follows what five accounts' answers offer. */
const ACCOUNTS = Number(process.env.ACCOUNTS ?? 30);
const FROM = Number(process.env.FROM ?? 1);
const QUESTIONS = Number(process.env.QUESTIONS ?? 120);

describe('what answers offer is followed until nothing new comes', () => {
  it.each(Array.from({ length: ACCOUNTS }, (_, at) => FROM + at))('account %i', async (seed) => {
    const answer = answererOf(smallAccount(seed));
    const places = seed % 3 === 0 ? [TERMINAL] : [SLACK];
    for (const place of places) {
      const { wrong } = await followOffers(questionsToFollow(seed, QUESTIONS), answer, place, 20_000);
      expect(wrong).toEqual([]);
    }
  });
});
