import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Testing } from 'cdktf';
import { fullSettings, makeStack } from '../support/synthesized-stack';

/**
 * The release of the AWS provider that is looked for beside Terraform. It is older than the one the stack asks for and does not know
 * Node 24 yet, so both are rewritten for this test; what it refuses besides would be refused by the newer one too.
 */
const PROVIDER = '5.100.0';
const KNOWN_RUNTIME = 'nodejs22.x';

/** Every address that other resources check the form of; the mocked provider would make up words for them. */
const addressesIn = (region: string): string => `
  mock_data "aws_caller_identity" { defaults = { account_id = "111122223333" } }
  mock_data "aws_partition" { defaults = { partition = "aws" } }
  mock_data "aws_cloudwatch_event_bus" { defaults = { arn = "arn:aws:events:${region}:111122223333:event-bus/default" } }
  mock_resource "aws_iam_role" { defaults = { arn = "arn:aws:iam::111122223333:role/r" } }
  mock_resource "aws_sns_topic" { defaults = { arn = "arn:aws:sns:${region}:111122223333:t" } }
  mock_resource "aws_sqs_queue" { defaults = { arn = "arn:aws:sqs:${region}:111122223333:q" } }
  mock_resource "aws_s3_bucket" { defaults = { arn = "arn:aws:s3:::b" } }
  mock_resource "aws_cloudwatch_event_rule" { defaults = { arn = "arn:aws:events:${region}:111122223333:rule/r" } }
  mock_resource "aws_cloudwatch_metric_alarm" { defaults = { arn = "arn:aws:cloudwatch:${region}:111122223333:alarm:a" } }
  mock_resource "aws_dynamodb_table" { defaults = { arn = "arn:aws:dynamodb:${region}:111122223333:table/t" } }
  mock_resource "aws_cloudwatch_log_group" { defaults = { arn = "arn:aws:logs:${region}:111122223333:log-group:g" } }
  mock_resource "aws_apigatewayv2_api" {
    defaults = {
      api_endpoint  = "https://a.execute-api.${region}.amazonaws.com"
      execution_arn = "arn:aws:execute-api:${region}:111122223333:a"
    }
  }
  mock_resource "aws_lambda_function" {
    defaults = {
      arn        = "arn:aws:lambda:${region}:111122223333:function:f"
      invoke_arn = "arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/f/invocations"
    }
  }
`;

const MOCKED = `
mock_provider "aws" {${addressesIn(fullSettings.region)}}
${fullSettings.furtherRegions
  .map((region) => `mock_provider "aws" {\n  alias = "${region}"${addressesIn(region)}}\n`)
  .join('')}
run "apply" {
  assert {
    condition     = output.request_url == "https://a.execute-api.${fullSettings.region}.amazonaws.com/slack/events"
    error_message = "The request URL does not lead to the API."
  }
  assert {
    condition     = output.trail_bucket == "${fullSettings.name}-111122223333-trail"
    error_message = "The trail's bucket is not named after the account."
  }
}
`;

const missing = whatIsMissing();
const whereTerraformIs = missing === undefined ? it : it.skip;

describe('Terraform with the real AWS provider', () => {
  whereTerraformIs(
    `accepts the stack and could apply all of it${missing === undefined ? '' : ` (skipped: ${missing})`}`,
    () => {
      const directory = synthesizeForOldProvider();
      expect(terraform(directory, 'init', '-backend=false', '-input=false')).toContain('successfully initialized');
      expect(terraform(directory, 'test')).toMatch(/1 passed, 0 failed/);
    },
    60_000,
  );
});

function synthesizeForOldProvider(): string {
  const stack = makeStack(fullSettings);
  stack.addOverride('terraform.required_providers.aws.version', PROVIDER);
  const directory = path.join(Testing.fullSynth(stack), 'stacks', fullSettings.name);
  const file = path.join(directory, 'cdk.tf.json');
  fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replaceAll('nodejs24.x', KNOWN_RUNTIME));
  fs.writeFileSync(path.join(directory, 'stack.tftest.hcl'), MOCKED);
  return directory;
}

/** Runs Terraform with no way out to any registry, and gives what it printed. */
function terraform(directory: string, ...args: string[]): string {
  const config = path.join(directory, 'offline.tfrc');
  fs.writeFileSync(
    config,
    `provider_installation {\n  filesystem_mirror {\n    path = "${mirror()}"\n    include = ["registry.terraform.io/*/*"]\n  }\n}\n`,
  );
  const env = { ...process.env, TF_CLI_CONFIG_FILE: config, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' };
  const { stdout, stderr } = spawnSync('terraform', [...args, '-no-color'], { cwd: directory, env, encoding: 'utf8' });
  return `${stdout}${stderr}`;
}

function whatIsMissing(): string | undefined {
  if (spawnSync('terraform', ['version']).status !== 0) return 'there is no terraform on this machine';
  return mirror() === undefined ? `there is no local copy of the AWS provider ${PROVIDER} on this machine` : undefined;
}

/** The folder of a provider mirror: where Terraform itself would look, or anywhere near the root of the file system. */
function mirror(): string | undefined {
  const usual = [
    path.join(os.homedir(), '.terraform.d/plugins'),
    '/usr/local/share/terraform/plugins',
    '/usr/share/terraform/plugins',
  ];
  const find = ['/', '-xdev', '-maxdepth', '4', '-type', 'd', '-name', 'registry.terraform.io'];
  const found = spawnSync('find', find, { encoding: 'utf8', timeout: 5_000 }).stdout ?? '';
  return [...usual, ...found.split('\n').filter(Boolean).map(path.dirname)].find(holdsProvider);
}

function holdsProvider(directory: string): boolean {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;
  return fs.existsSync(path.join(directory, 'registry.terraform.io/hashicorp/aws', PROVIDER, platform));
}
