import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Testing } from 'cdktf';
import { FUNCTION_NAMES } from '../../bot/config';
import { checkSettings, type Settings } from '../../infra/settings';
import { WhoChangedStack } from '../../infra/stack';

export const INSTANCE_ARN = 'arn:aws:connect:eu-central-1:111122223333:instance/0a1b2c3d-0000-4000-8000-000000000001';

/** Settings with everything turned on: configured instances, a further Region, a trail, alarms by mail. */
export const fullSettings = {
  name: 'who-changed-test',
  region: 'eu-central-1',
  instanceArns: [INSTANCE_ARN],
  furtherRegions: ['us-west-2'],
  askers: {
    ...{ channels: ['C0123456789'], users: ['U0123456789'], teams: ['T0123456789'] },
    ...{ guests: true, sharedChannels: ['C0123456789'] },
  },
  trail: { retentionDays: 400 },
  alarmEmail: 'oncall@example.com',
  indexRetentionDays: 90,
  logRetentionDays: 30,
  protectData: true,
  tags: { Team: 'contact-centre' },
} as const satisfies Settings;

/** Settings with nothing optional. */
export const bareSettings: Settings = { name: fullSettings.name, region: fullSettings.region };

export type Attributes = Readonly<Record<string, unknown>>;

/** What Terraform would read, as far as the tests look: resources by type and by name. */
export interface Synthesized {
  readonly text: string;
  readonly resources: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly providers: readonly Attributes[];
}

/** The stack with stand-ins for the bundles, since no test of the infrastructure needs their code. */
export const makeStack = (settings: Settings): WhoChangedStack => {
  const bundles = fs.mkdtempSync(path.join(os.tmpdir(), 'bundles-'));
  for (const name of FUNCTION_NAMES) {
    fs.mkdirSync(path.join(bundles, name));
    fs.writeFileSync(path.join(bundles, name, 'index.js'), 'exports.handler = async () => {};\n');
  }
  return new WhoChangedStack(Testing.app(), checkSettings(settings, 'the settings of a test'), { bundles });
};

export const synthesize = (settings: Settings): Synthesized => {
  const text = Testing.synth(makeStack(settings));
  const { resource, provider } = JSON.parse(text);
  return { text, resources: resource, providers: provider.aws };
};

/** All resources of one type, as pairs of name and attributes; it is an error when there are none. */
export const all = ({ resources }: Synthesized, type: string): [string, Attributes][] => {
  const found = Object.entries(resources[type] ?? {});
  if (found.length === 0) throw new Error(`The stack has no ${type}.`);
  return found;
};

/** How one resource refers to another: `${aws_sqs_queue.jobs.arn}`. */
export const reference = (type: string, name: string, attribute: string): string => `\${${type}.${name}.${attribute}}`;

/** The attributes of the Lambda function with that handler's folder. */
export const lambdaOf = (stack: Synthesized, handler: string): Attributes => {
  const found = all(stack, 'aws_lambda_function').find(([, lambda]) =>
    String(lambda.function_name).endsWith(`-${handler}`),
  );
  if (found === undefined) throw new Error(`The stack has no function ${handler}.`);
  return found[1];
};
