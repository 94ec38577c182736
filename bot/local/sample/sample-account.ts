import { type CloudTrailRecord, type LocalAccount, type LocalInstance, localAccount } from '../aws/local-account';
import { cloudTrailTime, SAMPLE_ACCOUNT, SYNTHETIC_PREFIX } from '../aws/records';
import { PROD, prodInstance, SYDNEY, sydneyInstance } from './harbor';
import { agreeingWith, modifiedUnseen } from './last-modified';
import { type Moments, momentsBefore } from './moments';
import { noise } from './noise';
import { publishedInstance } from './published-instance';
import { publishedRecords } from './published-records';
import { REPLICA_REGION, storiesOfMachines } from './stories-of-machines';
import { storiesOfPeople } from './stories-of-people';
import { trapEvents } from './trap-events';

/** Every Region in which the sample account has events; instances are in the first two. */
export const SAMPLE_REGIONS: readonly string[] = [PROD.region, SYDNEY.region, REPLICA_REGION, 'ap-northeast-1'];

/** `5a3b1e00-0000-4000-8000-000000000017`: made up, and the seventeenth made-up event whatever the time is. */
const numbered = (event: CloudTrailRecord, index: number): CloudTrailRecord => ({
  ...event,
  eventID: `${SYNTHETIC_PREFIX}0000-4000-8000-${String(index + 1).padStart(12, '0')}`,
});

const madeUp = (moments: Moments, now: Date): readonly CloudTrailRecord[] =>
  [
    ...storiesOfPeople(moments),
    ...storiesOfMachines(moments),
    ...SAMPLE_REGIONS.flatMap((region) => trapEvents(now, region)),
    ...noise(moments),
  ].map(numbered);

/** harbor-prod agrees with its events but for two things that Connect says were modified without any. */
const prodAsListed = (events: readonly CloudTrailRecord[], moments: Moments, longAgo: string): LocalInstance => {
  const agreeing = agreeingWith(prodInstance(longAgo), events);
  const settled = cloudTrailTime(moments.daysAgo(6, '15:30:00'));
  const fresh = cloudTrailTime(moments.minutesAgo(21));
  const once = modifiedUnseen(agreeing, 'quickConnects', 'Roadside Assistance', settled);
  return modifiedUnseen(once, 'hoursOfOperations', 'Weekdays 8–20', fresh);
};

/**
 * An account as it might stand at `now`: every published record, with its times moved, and a made-up month of a company with two
 * instances around them. Made-up records are told by event ids that begin with `5a3b1e00-`. Nothing is drawn by chance: the same
 * `now` gives the same account, and another moment of the same UTC day the same events under the same ids, those of the last hours
 * moved along.
 */
export const sampleAccount = (now: Date): LocalAccount => {
  const moments = momentsBefore(now);
  const published = publishedRecords(now);
  const events = madeUp(moments, now);
  const longAgo = cloudTrailTime(moments.daysAgo(140, '10:00:00'));
  return localAccount({
    accountId: SAMPLE_ACCOUNT,
    events: [...published, ...events],
    instances: [
      publishedInstance(published),
      prodAsListed(events, moments, longAgo),
      agreeingWith(sydneyInstance(longAgo), events),
    ],
    unplaced: { region: PROD.region, time: cloudTrailTime(moments.daysAgo(14, '09:00:00')) },
  });
};
