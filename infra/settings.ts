import { closest, distance } from 'fastest-levenshtein';
import * as z from 'zod';

/** Days that CloudWatch Logs can keep a log group: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const LOG_RETENTION_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731] as const;

/** What differs from one installation to the next: what `connect-who-changed.config.ts` exports as its default. */
export interface Settings {
  /** Begins the name of everything that is deployed: lower-case letters, digits and single hyphens, 3 to 32 in all, a letter first. */
  readonly name: string;
  /** The Region the bot runs in, which is also the one whose CloudTrail it asks for instances given without an ARN. */
  readonly region: string;
  /**
   * ARNs of the Connect instances to answer for, in whatever Region; left out or empty, every instance of the account in `region`.
   * Each Region is read with a client and a pace of its own.
   */
  readonly instanceArns?: readonly string[];
  /** Regions whose CloudTrail is read besides those of the instances: where Voice ID domains or Lex bots live. */
  readonly furtherRegions?: readonly string[];
  /**
   * Who may ask, and where the bot may post for everybody. Left out, members of the workspace may ask, not its guests and nobody of another
   * organization, and nothing is posted into channels that are shared with one. docs/security.md says more.
   */
  readonly askers?: AskerSettings;
  /**
   * Make a trail of management write events in every Region, with a bucket of its own. EventBridge delivers changes only where some
   * trail logs them; leave it out where the account or its organization has one, as a second copy of the events is charged for.
   */
  readonly trail?: TrailSettings;
  /** Where alarms are mailed to; AWS asks that address to confirm. Without it the alarm topics wait for a subscriber of yours. */
  readonly alarmEmail?: string;
  /** For how many days the index keeps a change, 1 to 3650; 400 where it is left out. It holds for what is written from then on. */
  readonly indexRetentionDays?: number;
  /** For how many days logs are kept; 90 where it is left out. */
  readonly logRetentionDays?: (typeof LOG_RETENTION_DAYS)[number];
  /**
   * Refuse to delete the tables, which hold names that Connect forgets and changes that the event history does, and the trail's bucket;
   * true where it is left out. Turn it off only to tear everything down.
   */
  readonly protectData?: boolean;
  /** Tags on everything that can bear them, besides `Project`, which is `name`. */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Where Terraform keeps its state: one backend by its name, with its arguments as Terraform's documentation lists them,
   * `{ s3: { bucket: 'our-states', region: 'us-east-1' } }`. Left out, the state is a file at the top of the checkout. No credentials:
   * Terraform takes those from the environment.
   */
  readonly backend?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface AskerSettings {
  /** Channels' ids (C…), from the foot of their details in Slack: once this or `users` is given, members may ask in these only. */
  readonly channels?: readonly string[];
  /** Users' ids (U…), from their profiles in Slack, under the three dots: these may ask everywhere, also as guests or from elsewhere. */
  readonly users?: readonly string[];
  /** Other workspaces (T…) and organizations (E…) whose people count as members; of a Grid organization list both. */
  readonly teams?: readonly string[];
  /** Guests of the workspace count as members. */
  readonly guests?: boolean;
  /** Channels' ids (C…) that are shared with other organizations, where answers, digests and watches may be posted for everybody. */
  readonly sharedChannels?: readonly string[];
}

export interface TrailSettings {
  /** For how many days the bucket keeps the log files, 1 to 3650. */
  readonly retentionDays: number;
}

/** The settings with everything filled in that may be left out and has a usual value. */
export type CheckedSettings = Settings &
  Required<Pick<Settings, 'instanceArns' | 'furtherRegions' | 'logRetentionDays' | 'protectData' | 'tags'>>;

const text = (form: RegExp, otherwise: string) => z.string(otherwise).regex(form, otherwise);
const days = (most: number) => {
  const otherwise = `a whole number of days from 1 to ${most}`;
  return z.int(otherwise).min(1, otherwise).max(most, otherwise);
};
const NAME = 'lower-case letters, digits and single hyphens between them, 3 to 32 in all, a letter first';
const region = text(/^[a-z]{2}(-[a-z]+)+-\d$/, 'the code of an AWS Region, as us-east-1');
const instanceArn = text(
  /^arn:aws[\w-]*:connect:[a-z0-9-]+:\d{12}:instance\/[0-9a-f-]{36}$/,
  'the ARN of a Connect instance, arn:aws:connect:<Region>:<account>:instance/<id>',
);

/** Arguments by which a backend would take a credential, which would then stand in a file and in every plan. */
const CREDENTIAL =
  /^(access_key|secret_key|token|\w+_token|\w*password|conn_str|client_secret|credentials|client_key|\w+_private_key\w*|sse_customer_key|encryption_key)$/;

const holdsCredential = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).some(([key, inner]) => CREDENTIAL.test(key) || holdsCredential(inner));

const backend = z
  .record(z.string(), z.record(z.string(), z.unknown(), 'the arguments of a backend, { … }'), {
    error: 'one backend by its name, as { s3: { bucket: …, region: … } }',
  })
  .refine((backends) => Object.keys(backends).length === 1, 'one backend by its name, as { s3: { … } }')
  .refine((backends) => !holdsCredential(backends), {
    error: 'no credentials here: Terraform takes them from the environment or from a profile',
  })
  .refine(({ local }) => local === undefined || typeof local.path === 'string', "local: { path: '…' }");

/** What a tag may be made of: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html */
const TAG = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const tags = z
  .record(
    z.string(),
    z.string('a text').max(256, 'at most 256 letters').regex(TAG, 'letters, digits, spaces and _.:/=+-@'),
    {
      error: 'texts by their names',
    },
  )
  .refine((given) => Object.keys(given).every((key) => TAG.test(key) && key.length >= 1 && key.length <= 128), {
    error: 'names of 1 to 128 letters, digits, spaces and _.:/=+-@',
  })
  .refine((given) => !Object.keys(given).some((key) => /^aws:/i.test(key)), 'no name may begin with aws:')
  .refine((given) => Object.keys(given).length <= 49, 'at most 49')
  .refine((given) => {
    // IAM takes Project and project for the same.
    const keys = ['project', ...Object.keys(given).map((key) => key.toLowerCase())];
    return new Set(keys).size === keys.length;
  }, 'names that differ in more than their case, and none that is Project: that one is name');

const channels = z.array(text(/^[CGD][A-Z0-9]{2,}$/, 'a channel id, as C0123456789, not a name'), 'a list of channels');
const ASKERS = "{ channels: ['C…'], users: ['U…'], teams: ['T…'], guests: true, sharedChannels: ['C…'] }";

const schema = z.strictObject(
  {
    name: text(/^(?=.{3,32}$)[a-z](-?[a-z0-9])+$/, NAME),
    region,
    instanceArns: z
      .array(instanceArn, 'a list of ARNs')
      // Each is named in a role's policy and in a variable, which both have their ends.
      .refine((arns) => arns.length <= 20, 'at most 20; left out, every instance of the account')
      .refine((arns) => new Set(arns.map((arn) => arn.split(':')[4])).size <= 1, 'instances of one account')
      .default([]),
    furtherRegions: z.array(region, 'a list of Regions').default([]),
    askers: z
      .strictObject(
        {
          channels: channels.exactOptional(),
          users: z
            .array(text(/^[UW][A-Z0-9]{2,}$/, 'a user id, as U0123456789, not a name'), 'a list of users')
            .exactOptional(),
          teams: z
            .array(
              text(/^[TE][A-Z0-9]{2,}$/, 'the id of a workspace or an organization, as T0123456789 or E0123456789'),
              'a list of workspaces',
            )
            .exactOptional(),
          guests: z.boolean('true or false').exactOptional(),
          sharedChannels: channels.exactOptional(),
        },
        { error: ASKERS },
      )
      .refine(
        ({ channels, users }) =>
          (channels === undefined && users === undefined) || (channels?.length ?? 0) + (users?.length ?? 0) > 0,
        'one channel or user at least: an empty list would have nobody answered',
      )
      .refine((given) => Object.keys(given).length > 0, `one of ${ASKERS} at least`)
      .exactOptional(),
    trail: z.strictObject({ retentionDays: days(3650) }, { error: '{ retentionDays: 400 }' }).exactOptional(),
    alarmEmail: text(/^[^@\s]+@[^@\s]+$/, 'an e-mail address').exactOptional(),
    indexRetentionDays: days(3650).exactOptional(),
    logRetentionDays: z.literal(LOG_RETENTION_DAYS, `one of ${LOG_RETENTION_DAYS.join(', ')}`).default(90),
    protectData: z.boolean('true or false').default(true),
    tags: tags.default({}),
    backend: backend.exactOptional(),
  },
  {
    error: ({ code }) =>
      code === 'invalid_type' ? 'an object of settings, as infra/settings.ts lists them' : undefined,
  },
);

/**
 * Checks what a configuration file exports. Throws one Error that has a line for each mistake: which setting, what it takes, and
 * what it may have been meant to be where nobody knows the name.
 */
export const checkSettings = (given: unknown, file: string): CheckedSettings => {
  const checked = schema.safeParse(withoutUndefined(given));
  if (checked.success) return checked.data;
  const lines = checked.error.issues.flatMap(complaints);
  throw new Error([`${file} can't be deployed:`, ...lines.map((line) => `  ${line}`)].join('\n'));
};

/** `trail: isProduction ? { … } : undefined` leaves it out. */
function withoutUndefined(given: unknown): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function complaints(issue: z.core.$ZodIssue): string[] {
  const at = (path: readonly PropertyKey[]): string =>
    path
      .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
      .join('')
      .slice(1);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${at([...issue.path, key])}: there is no such setting${meant(key)}`);
  }
  return [`${at(issue.path) || 'export default'}: ${issue.message}`];
}

function meant(key: string): string {
  const nearest = closest(key, Object.keys(schema.shape));
  return distance(key, nearest) <= 3 ? `, was ${nearest} meant?` : '';
}

/** Every Region that is read, the home Region first. Without configured instances those of the home Region are found as they come. */
export const regionsOf = ({
  region,
  instanceArns,
  furtherRegions,
}: CheckedSettings): readonly [string, ...string[]] => {
  const others = [...instanceArns.map((arn) => arn.split(':')[3] ?? region), ...furtherRegions];
  return [region, ...new Set(others.filter((other) => other !== region))];
};
