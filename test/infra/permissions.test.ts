import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { FUNCTION_NAMES, type FunctionName } from '../../bot/config';
import { bundle, handlerFile } from '../../infra/bundle';
import { isDoneByAws, statementsByRole } from '../support/iam-policy';
import { bareSettings, synthesize } from '../support/synthesized-stack';

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

/** Code that comes along with what is used of a table. */
const NEVER_CALLED: Readonly<Partial<Record<FunctionName, readonly string[]>>> = {
  digest: ['dynamodb:DeleteItem'],
};

// Where nothing is configured a function finds out more by itself.
const roles = statementsByRole(synthesize(bareSettings));
const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'permissions-'));

/** The AWS calls that a function's bundle holds the code for: unused ones were shaken out of it. */
const callsOf = async (name: FunctionName): Promise<string[]> => {
  const files = await bundle(handlerFile(name), path.join(directory, `${name}.js`));
  const unused = [...COMES_ALONG, ...(NEVER_CALLED[name] ?? [])];
  return files.flatMap(callIn).filter((call) => !unused.includes(call));
};

describe.each(FUNCTION_NAMES)('the %s function', (name) => {
  const granted = (roles.get(`${bareSettings.name}-${name}`) ?? []).flatMap(({ actions }) => actions);

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
