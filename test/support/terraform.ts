import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/**
 * The release of the AWS provider that is looked for beside Terraform. It is older than the one the stack asks for and does not know
 * Node 24 yet, so both are rewritten for tests; what it refuses besides would be refused by the newer one too.
 */
export const PROVIDER = '5.100.0';

/** What was synthesised, as the older provider takes it. */
export const forOldProvider = (stack: string): string => {
  const json = JSON.parse(stack.replaceAll('nodejs24.x', 'nodejs22.x'));
  json.terraform.required_providers.aws.version = PROVIDER;
  return JSON.stringify(json);
};

/** Why Terraform can't be run on this machine; undefined where it can. */
export const whatTerraformLacks = (): string | undefined => {
  if (spawnSync('terraform', ['version']).status !== 0) return 'there is no terraform on this machine';
  return mirror() === undefined ? `there is no local copy of the AWS provider ${PROVIDER} on this machine` : undefined;
};

/** The environment in which Terraform finds its provider beside it and asks no registry; `directory` holds its configuration. */
export const terraformEnvironment = (directory: string): NodeJS.ProcessEnv => {
  const config = path.join(directory, 'terraformrc');
  const include = '["registry.terraform.io/*/*"]';
  fs.writeFileSync(
    config,
    `provider_installation {\n  filesystem_mirror {\n    path = "${mirror()}"\n    include = ${include}\n  }\n}\n`,
  );
  return { ...process.env, TF_CLI_CONFIG_FILE: config, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' };
};

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
