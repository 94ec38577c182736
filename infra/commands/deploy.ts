import type { CheckedSettings } from '../settings';
import { writeManifest } from './manifest';
import { isFilled } from './secrets';
import { synth } from './synth';
import { openTerraform } from './terraform';

export interface DeployOptions {
  /** Applies without asking. */
  readonly autoApprove?: true;
  /** Shows what would be done, and does nothing. */
  readonly planOnly?: true;
  /** Moves the state to the backend that the settings name now. */
  readonly migrateState?: true;
}

/** Builds, synthesises and applies; then says what is left to do for an answer in Slack. */
export const deploy = async (
  settings: CheckedSettings,
  { autoApprove, planOnly, migrateState }: DeployOptions,
): Promise<void> => {
  const terraform = await openTerraform(await synth(settings));
  await terraform.run('init', ...(migrateState ? ['-migrate-state'] : ['-input=false']));
  if (planOnly) return terraform.run('plan');
  await terraform.run('apply', ...(autoApprove ? ['-auto-approve', '-input=false'] : []));

  const { request_url } = await terraform.outputs();
  const manifest = writeManifest(request_url);
  const secretFilled = await isFilled(settings);
  console.log(
    [
      '',
      `Deployed ${settings.name} to ${settings.region}. Slack is to send to ${request_url}`,
      ...(secretFilled
        ? [`If that address or a command changed, paste ${manifest} into the Slack app's settings, under App Manifest.`]
        : [
            `1. Create the Slack app from ${manifest}: https://api.slack.com/apps, Create New App, From a manifest; install it.`,
            '2. npm run secrets',
            '3. /connect-who-changed help',
          ]),
    ].join('\n'),
  );
};

/** The address of what was deployed before, from wherever its state is kept. */
export const deployedUrl = async (settings: CheckedSettings): Promise<string> => {
  const terraform = await openTerraform(await synth(settings));
  await terraform.run('init', '-input=false');
  const { request_url } = await terraform.outputs();
  if (typeof request_url !== 'string') throw new Error(`${settings.name} is not deployed yet: npm run deploy.`);
  return request_url;
};
