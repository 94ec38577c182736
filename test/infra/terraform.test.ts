import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Testing } from 'cdktf';
import { fullSettings, makeStack } from '../support/synthesized-stack';
import { forOldProvider, terraformEnvironment, whatTerraformLacks } from '../support/terraform';

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

const missing = whatTerraformLacks();
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
  const directory = path.join(Testing.fullSynth(makeStack(fullSettings)), 'stacks', fullSettings.name);
  const file = path.join(directory, 'cdk.tf.json');
  fs.writeFileSync(file, forOldProvider(fs.readFileSync(file, 'utf8')));
  fs.writeFileSync(path.join(directory, 'stack.tftest.hcl'), MOCKED);
  return directory;
}

/** Runs Terraform with no way out to any registry, and gives what it printed. */
function terraform(directory: string, ...args: string[]): string {
  const env = terraformEnvironment(directory);
  const { stdout, stderr } = spawnSync('terraform', [...args, '-no-color'], { cwd: directory, env, encoding: 'utf8' });
  return `${stdout}${stderr}`;
}
