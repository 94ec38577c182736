import { isTimeZone } from '../bot/config';

/** Days that CloudWatch Logs can keep a log group: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const LOG_RETENTION_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731] as const;

/** What differs from one installation to the next. */
export interface Settings {
  /** Begins the name of everything that is deployed: lower-case letters, digits and hyphens, at most 32. */
  readonly name: string;
  /** The Region the bot runs in, which is also the one whose CloudTrail it asks for instances given without an ARN. */
  readonly region: string;
  /** ARNs of the Connect instances to answer for; none means every instance of the account. */
  readonly instanceArns: readonly string[];
  /** Regions whose CloudTrail is read besides those of the instances: where Voice ID domains or Lex bots live. */
  readonly furtherRegions?: readonly string[];
  /** A daily message to one channel; leave it out for none. */
  readonly digest?: DigestSettings;
  /** Where alarms are mailed to; AWS asks that address to confirm. Without it the alarm topic waits for a subscriber of yours. */
  readonly alarmEmail?: string;
  /** For how many days the index keeps a change, 1 to 3650; 400 where it is left out. It holds for what is written from then on. */
  readonly indexRetentionDays?: number;
  readonly logRetentionDays: (typeof LOG_RETENTION_DAYS)[number];
  /**
   * Refuse to delete the tables, which hold names that Connect forgets and changes that the event history does. Turn it off only to
   * tear everything down.
   */
  readonly protectData: boolean;
  /** The S3 bucket that keeps Terraform's state; without it the state is a file in the working directory. */
  readonly stateBucket?: { readonly bucket: string; readonly region: string };
}

export interface DigestSettings {
  /** The channel's id (C…), from the foot of its details in Slack. */
  readonly channel: string;
  /** HH:mm, 24 hours, in `zone`. */
  readonly time: string;
  /** An IANA time zone. */
  readonly zone: string;
}

export const settings: Settings = {
  name: 'connect-who-changed',
  region: 'us-east-1',
  instanceArns: [],
  logRetentionDays: 90,
  protectData: true,
};

/** Every mistake in the settings, one sentence each; none for settings that can be deployed. */
export const mistakesIn = (settings: Settings): string[] =>
  CHECKS.filter(({ holds }) => !holds(settings)).map(({ otherwise }) => otherwise);

const CHECKS: readonly { holds: (settings: Settings) => boolean; otherwise: string }[] = [
  {
    holds: ({ name }) => /^[a-z][a-z0-9-]{0,30}[a-z0-9]$/.test(name),
    otherwise: 'name: lower-case letters, digits and hyphens, 2 to 32 of them, a letter first.',
  },
  {
    holds: ({ region }) => REGION.test(region),
    otherwise: 'region: the code of an AWS Region, as us-east-1.',
  },
  {
    holds: ({ furtherRegions = [] }) => furtherRegions.every((region) => REGION.test(region)),
    otherwise: 'furtherRegions: each the code of an AWS Region, as us-west-2.',
  },
  {
    holds: ({ instanceArns }) => instanceArns.every((arn) => INSTANCE_ARN.test(arn)),
    otherwise: 'instanceArns: each is arn:aws:connect:<Region>:<account>:instance/<id>.',
  },
  {
    holds: ({ digest }) => digest === undefined || /^[CG][A-Z0-9]{2,}$/.test(digest.channel),
    otherwise: 'digest.channel: a channel id, as C0123456789, not a name.',
  },
  {
    holds: ({ digest }) => digest === undefined || /^([01]\d|2[0-3]):[0-5]\d$/.test(digest.time),
    otherwise: 'digest.time: HH:mm in 24 hours, as 09:00.',
  },
  {
    holds: ({ digest }) => digest === undefined || isTimeZone(digest.zone),
    otherwise: 'digest.zone: an IANA time zone, as Europe/Berlin.',
  },
  {
    holds: ({ alarmEmail }) => alarmEmail === undefined || /^[^@\s]+@[^@\s]+$/.test(alarmEmail),
    otherwise: 'alarmEmail: an e-mail address.',
  },
  {
    holds: ({ indexRetentionDays: days = 1 }) => Number.isInteger(days) && days >= 1 && days <= 3650,
    otherwise: 'indexRetentionDays: a whole number of days from 1 to 3650.',
  },
  {
    holds: ({ logRetentionDays }) => LOG_RETENTION_DAYS.includes(logRetentionDays),
    otherwise: `logRetentionDays: one of ${LOG_RETENTION_DAYS.join(', ')}.`,
  },
];

const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;
const INSTANCE_ARN = /^arn:aws[\w-]*:connect:[a-z0-9-]+:\d{12}:instance\/[0-9a-f-]{36}$/;
