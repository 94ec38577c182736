import * as path from 'node:path';
import { Command } from 'commander';
import { visibleLines } from '../bot/answer/visible';
import { build } from './commands/build';
import { deploy, deployedUrl } from './commands/deploy';
import { destroy } from './commands/destroy';
import { distFolder } from './commands/dist';
import { writeDevelopmentManifest, writeManifest } from './commands/manifest';
import { putSecrets } from './commands/secrets';
import { synth } from './commands/synth';
import { CONFIG_FILE, loadSettings } from './load-settings';

/** `npm run build|synth|deploy|destroy|manifest|secrets`: what there is to do with the infrastructure, one word each. */
const program = new Command('infra').showHelpAfterError();

const withConfig = (name: string, description: string): Command =>
  program.command(name).description(description).option('--config <file>', 'the configuration to read', CONFIG_FILE);

program
  .command('build')
  .description('bundle every function into dist/ and print how large each is')
  .action(() => build(distFolder()));

withConfig('synth', 'bundle, and write what Terraform reads into cdktf.out/').action(async ({ config }) => {
  const directory = await synth(loadSettings(config));
  console.log(`\nWrote ${path.relative('.', directory)} for terraform.`);
});

withConfig('deploy', 'bundle, synthesise and apply')
  .option('--plan-only', 'show what would be done, and do nothing')
  .option('--auto-approve', 'apply without asking')
  .option('--migrate-state', 'move the state to the backend that the configuration names now')
  .action(({ config, planOnly, autoApprove, migrateState }) =>
    deploy(loadSettings(config), { planOnly, autoApprove, migrateState }),
  );

withConfig('destroy', 'remove everything, unless the configuration protects the data')
  .option('--auto-approve', 'remove without asking')
  .action(({ config, autoApprove }) => destroy(loadSettings(config), { autoApprove, file: config }));

withConfig('manifest', "write the Slack app's manifest with the deployed address into dist/")
  .option('--url <url>', 'the address, instead of the one that was deployed')
  .option('--development', 'write that of an app which a laptop answers by Socket Mode instead')
  .action(async ({ config, url, development }) => {
    if (development) return console.log(`Wrote ${writeDevelopmentManifest()}.`);
    const settings = loadSettings(config);
    console.log(`Wrote ${writeManifest(url ?? (await deployedUrl(settings)))}.`);
  });

withConfig('secrets', "put Slack's secrets into Secrets Manager, from a prompt or from standard input").action(
  async ({ config }) => {
    await putSecrets(loadSettings(config), {
      isTerminal: process.stdin.isTTY === true,
      ask: async (message) => (await import('@inquirer/password')).default({ message, mask: '*' }),
      stdin: process.stdin,
    });
  },
);

/** Without the two dashes npm takes a flag for its own and says nothing: then less would be said here than was meant. */
program.hook('preAction', (_program, command) => {
  const taken = command.options.find(
    ({ long }) => long && process.env[`npm_config_${long.slice(2).replaceAll('-', '_')}`],
  );
  if (taken !== undefined)
    throw new Error(`npm kept ${taken.long} for itself. Say npm run ${command.name()} -- ${taken.long} …`);
});

program.parseAsync().catch((error: unknown) => {
  console.error(visibleLines(error instanceof Error ? error.message : String(error)));
  process.exitCode = 1;
});
