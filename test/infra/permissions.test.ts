import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { FUNCTION_NAMES, type FunctionName } from '../../bot/config';
import { bundle, handlerFile } from '../../infra/bundle';
import { statementsByRole } from '../support/iam-policy';
import { fullSettings, synthesize } from '../support/synthesized-stack';

/** IAM's prefix for each SDK package. */
const SERVICES: Readonly<Record<string, string>> = {
  cloudtrail: 'cloudtrail',
  connect: 'connect',
  dynamodb: 'dynamodb',
  'secrets-manager': 'secretsmanager',
  sqs: 'sqs',
};

/** A call that comes along with the SDK's own machinery, whether or not anything uses it. */
const COMES_ALONG = ['dynamodb:DescribeEndpoints'];

/** What AWS itself does in the name of a function's role: fetching jobs and events, putting failed runs away, writing logs and traces. */
const DONE_BY_AWS: readonly [RegExp, readonly FunctionName[]][] = [
  [/^sqs:(ReceiveMessage|DeleteMessage|GetQueueAttributes)$/, ['worker', 'ingest']],
  [/^sqs:SendMessage$/, ['digest', 'sync', 'catch-up']],
  [/^(logs|xray):/, FUNCTION_NAMES],
];

const roles = statementsByRole(synthesize(fullSettings));
const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'permissions-'));

/** The AWS calls that a function's bundle holds the code for: unused ones were shaken out of it. */
const callsOf = async (name: FunctionName): Promise<string[]> => {
  const files = await bundle(handlerFile(name), path.join(directory, `${name}.js`));
  return files.flatMap(callIn).filter((call) => !COMES_ALONG.includes(call));
};

describe.each(FUNCTION_NAMES)('the %s function', (name) => {
  const granted = (roles.get(`${fullSettings.name}-${name}`) ?? []).flatMap(({ actions }) => actions);

  it('may make every call that it holds the code for', async () => {
    expect((await callsOf(name)).filter((call) => !granted.includes(call))).toEqual([]);
  });

  it('may do nothing that it holds no code for', async () => {
    const calls = await callsOf(name);
    const unused = granted.filter((action) => !calls.includes(action) && !isDoneByAws(action, name));
    expect(unused).toEqual([]);
  });
});

function callIn(file: string): string[] {
  const [, sdk = '', operation = ''] = /@aws-sdk\/client-([\w-]+)\/.*\/commands\/(\w+)Command\.js$/.exec(file) ?? [];
  const service = SERVICES[sdk];
  return service === undefined ? [] : [`${service}:${operation}`];
}

function isDoneByAws(action: string, name: FunctionName): boolean {
  return DONE_BY_AWS.some(([pattern, functions]) => pattern.test(action) && functions.includes(name));
}
