import * as z from 'zod/mini';
import { isWebApiUrl } from './slack/slack-fetch';

const RETENTION_WORDS = 'is not a whole number of days from 1 to 3650';

const arn = z.string().check(z.regex(/^arn:[\w-]+:[\w-]+:/, 'is not an ARN'));
const url = z.url({ protocol: /^https?$/, error: 'is not an http(s) URL' });
const tableName = z.string().check(z.regex(/^[\w.-]{3,255}$/, 'is not a DynamoDB table name'));
const list = z.optional(z.pipe(z.string(), z.transform(commaSeparated)));

const days = z.optional(
  z.pipe(
    z.string().check(z.regex(/^\d+$/, RETENTION_WORDS)),
    z.pipe(z.transform(Number), z.number().check(z.gte(1, RETENTION_WORDS), z.lte(3650, RETENTION_WORDS))),
  ),
);

const directory = { DIRECTORY_TABLE: tableName, CONNECT_INSTANCE_IDS: list };
const index = { INDEX_TABLE: tableName, INDEX_RETENTION_DAYS: days };
const account = { ...directory, ...index, STATE_TABLE: tableName, CLOUDTRAIL_REGIONS: list };
const settings = { SETTINGS_TABLE: tableName };
const askers = {
  ASKING_CHANNELS: list,
  ASKING_USERS: list,
  ASKING_TEAMS: list,
  ASKING_GUESTS: z.optional(
    z.pipe(
      z.enum(['true', 'false'], 'is neither true nor false'),
      z.transform((said) => said === 'true'),
    ),
  ),
  ASKING_SHARED_CHANNELS: list,
};

/**
 * The environment variables of each Lambda function: `infra/` sets exactly these, the function's handler reads exactly these.
 * `CONNECT_INSTANCE_IDS` (ids or ARNs, comma-separated) is left out where every instance of the account is meant;
 * `CLOUDTRAIL_REGIONS` names Regions to read besides those of the instances, where Voice ID or Lex bots live; `INDEX_RETENTION_DAYS`
 * is for how long the index keeps a change, 400 days where it is left out; `ASKING_…` say who may ask, by Slack's ids (`Askers` in
 * `bot/slack/asker.ts`), members of the workspace where all are left out.
 */
const variables = {
  slack: z.object({
    ...{ SLACK_SECRET_ARN: arn, JOBS_QUEUE_URL: url, ...askers },
    ...{ DIRECTORY_TABLE: tableName, STATE_TABLE: tableName, CLOUDTRAIL_REGIONS: list },
  }),
  worker: z.object({ SLACK_SECRET_ARN: arn, JOBS_QUEUE_URL: url, ...account, ...settings, ...askers }),
  digest: z.object({ SLACK_SECRET_ARN: arn, ...account, ...settings, ...askers }),
  sync: z.object(directory),
  ingest: z.object({ ...index, DIRECTORY_TABLE: tableName, JOBS_QUEUE_URL: url }),
  'catch-up': z.object({ ...account, JOBS_QUEUE_URL: url }),
};

/** What may be there besides: the runtime sets AWS_REGION, and SLACK_API_URL points at a local stand-in for Slack. */
const surroundings = z.object({
  AWS_REGION: z.optional(z.string()),
  SLACK_API_URL: z.optional(url.check(z.refine(isWebApiUrl, 'is neither an https URL nor one of this machine'))),
});

export type FunctionName = keyof typeof variables;

/** The functions that run on AWS. */
export const FUNCTION_NAMES = Object.keys(variables) as FunctionName[];

/** The variables as they are set: strings. `infra/` writes `{ … } satisfies WorkerEnv`. */
export type EnvOf<F extends FunctionName> = z.input<(typeof variables)[F]>;
export type SlackEnv = EnvOf<'slack'>;
export type WorkerEnv = EnvOf<'worker'>;
export type DigestEnv = EnvOf<'digest'>;
export type SyncEnv = EnvOf<'sync'>;
export type IngestEnv = EnvOf<'ingest'>;
export type CatchUpEnv = EnvOf<'catch-up'>;

/** The variables as they are read: checked, and what is comma-separated as a list. */
export type Config<F extends FunctionName> = z.output<(typeof variables)[F]> & z.output<typeof surroundings>;

/** Who may ask, as a function's variables say. */
export const askersIn = (config: Config<'slack' | 'worker' | 'digest'>) => ({
  ...{ channels: config.ASKING_CHANNELS, users: config.ASKING_USERS, teams: config.ASKING_TEAMS },
  ...{ guests: config.ASKING_GUESTS, sharedChannels: config.ASKING_SHARED_CHANNELS },
});

/** The names of a function's own variables, and of those the ones that may be absent. */
export const variableNames = (name: FunctionName): { all: string[]; optional: string[] } => {
  const shape: Record<string, z.core.$ZodType> = variables[name].shape;
  const all = Object.keys(shape);
  return { all, optional: all.filter((variable) => acceptsNothing(shape[variable])) };
};

/**
 * A function's configuration out of its environment. An empty variable counts as absent.
 * Throws one Error that names every variable that is missing or malformed; it never repeats a value.
 */
export const readConfig = <F extends FunctionName>(
  name: F,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Config<F> => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value));
  const own = z.safeParse(variables[name], given);
  const around = z.safeParse(surroundings, given);
  if (own.success && around.success) return Object.assign({}, own.data, around.data) as Config<F>;

  const issues = [...(own.error?.issues ?? []), ...(around.error?.issues ?? [])];
  throw new Error(`The ${name} function can't start: ${issues.map((issue) => complaint(issue, given)).join('; ')}.`);
};

function complaint(issue: z.core.$ZodIssue, given: Readonly<Record<string, string | undefined>>): string {
  const variable = String(issue.path[0]);
  return variable in given ? `${variable} ${issue.message}` : `${variable} is missing`;
}

function acceptsNothing(schema: z.core.$ZodType | undefined): boolean {
  return schema !== undefined && z.safeParse(schema, undefined).success;
}

function commaSeparated(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Whether it is an IANA time zone. `Intl` takes offsets as well ("+01:00"), which know no daylight saving. */
export function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
