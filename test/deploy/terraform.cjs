/**
 * Stands before Terraform in the test of a deployment: writes what was synthesised anew for the provider and the AWS that the test
 * has, and runs the real Terraform with it. STACK_FOR_TEST names the script that rewrites, REAL_TERRAFORM the binary.
 */
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const args = process.argv.slice(2);
const directory = args.find((arg) => arg.startsWith('-chdir='))?.slice('-chdir='.length);
if (directory !== undefined) {
  const file = path.join(directory, 'cdk.tf.json');
  // It may have been written anew since Terraform was initialised.
  const stack = JSON.parse(fs.readFileSync(file, 'utf8').replaceAll('nodejs24.x', 'nodejs22.x'));
  stack.terraform.required_providers.aws.version = process.env.PROVIDER_FOR_TEST;
  // The local AWS has no name for each bucket.
  for (const provider of stack.provider.aws) provider.s3_use_path_style = true;
  fs.writeFileSync(file, JSON.stringify(stack));
}
process.exitCode = spawnSync(process.env.REAL_TERRAFORM, args, { stdio: 'inherit' }).status ?? 1;
