import { type CloudTrailRecord, isCloudTrailRecord } from '../aws/local-account';
import { cloudTrailTime } from '../aws/records';
import { DAY_MS, startOfDay } from './moments';
import guideCreateDomainId from './published/connect-guide-id-create-domain.json';
import guideGetAttributesId from './published/connect-guide-id-get-contact-attributes.json';
import guideCreateDomain from './published/connect-guide-ja-create-domain.json';
import guideGetAttributes from './published/connect-guide-ja-get-contact-attributes.json';
import putBot from './published/lex-v1-guide-put-bot.json';
import associateQueues from './published/website-associate-routing-profile-queues.json';
import createQueueExcerpt from './published/website-create-queue-excerpt.json';
import createQueueWhole from './published/website-create-queue-whole.json';
import createRoutingProfile from './published/website-create-routing-profile.json';
import createUser from './published/website-create-user.json';
import deleteUser from './published/website-delete-user.json';
import renameQueue from './published/website-rename-queue.json';
import updateConcurrency from './published/website-update-routing-profile-concurrency.json';
import updateSecurityProfiles from './published/website-update-user-security-profiles.json';

/** Records whose times belong together, and the moment that stands for the first of them. */
interface Article {
  readonly records: readonly unknown[];
  readonly firstAt: (now: Date) => number;
}

const HOUR_MS = 3_600_000;
const TUESDAY = 2;

/** 08:09:34 UTC on the last Tuesday before today: the queue of the first article reads as made on a Tuesday morning. */
const lastTuesday = (now: Date): number => {
  const day = startOfDay(now);
  const daysSince = (new Date(day).getUTCDay() - TUESDAY + 7) % 7 || 7;
  return day - daysSince * DAY_MS + 8 * HOUR_MS + (9 * 60 + 34) * 1000;
};

const wholeDaysBack = (days: number, firstTime: string) => (now: Date) =>
  startOfDay(now) - days * DAY_MS + (Date.parse(firstTime) % DAY_MS);

const PUT_BOT_TIME = '2026-01-01T09:00:00Z';

// The two guide records are two years apart, more than an event history reaches: only their order is kept.
const ARTICLES: readonly Article[] = [
  { records: [createQueueWhole], firstAt: lastTuesday },
  {
    records: [
      createUser,
      updateSecurityProfiles,
      deleteUser,
      createRoutingProfile,
      associateQueues,
      updateConcurrency,
      createQueueExcerpt,
      renameQueue,
    ],
    firstAt: wholeDaysBack(9, createUser.eventTime),
  },
  { records: [guideGetAttributes, guideGetAttributesId], firstAt: wholeDaysBack(17, guideGetAttributes.eventTime) },
  { records: [guideCreateDomain, guideCreateDomainId], firstAt: wholeDaysBack(16, guideCreateDomain.eventTime) },
  // Lex's guide prints the word “timestamp” for the time: on a real account there is one.
  { records: [{ ...putBot, eventTime: PUT_BOT_TIME }], firstAt: wholeDaysBack(14, PUT_BOT_TIME) },
];

const ISO_SECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** The same JSON with every ISO time moved; anything else, words in a time's place included, stays as printed. */
const withTimesMoved = (json: unknown, byMs: number): unknown => {
  if (typeof json === 'string' && ISO_SECONDS.test(json)) return cloudTrailTime(new Date(Date.parse(json) + byMs));
  if (Array.isArray(json)) return json.map((item) => withTimesMoved(item, byMs));
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, withTimesMoved(value, byMs)]));
};

const moved = ({ records, firstAt }: Article, now: Date): readonly CloudTrailRecord[] => {
  const events = records.filter(isCloudTrailRecord);
  const byMs = firstAt(now) - Date.parse(events[0]?.eventTime ?? '');
  return events.map((event) => withTimesMoved(event, byMs)).filter(isCloudTrailRecord);
};

/**
 * Every published record as printed but for its times, which are moved into the weeks before `now`; the order and gaps within an
 * article stay. Two pages print the same two records: those come once, as an event history holds an event id once.
 */
export const publishedRecords = (now: Date): readonly CloudTrailRecord[] => {
  const all = ARTICLES.flatMap((article) => moved(article, now));
  return [...new Map(all.map((record) => [record.eventID, record])).values()];
};
