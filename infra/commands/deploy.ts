import type { CheckedSettings } from '../settings';
import { writeManifest } from './manifest';
import { type PrepareOptions, prepare, refuseForgottenTrail } from './prepare';
import { isFilled } from './secrets';

export interface DeployOptions extends PrepareOptions {
  /** Shows what would be done, and does nothing. */
  readonly planOnly?: true | undefined;
}

/** Builds, synthesises and applies; then says what is left to do for an answer in Slack. */
export const deploy = async (settings: CheckedSettings, { planOnly, ...options }: DeployOptions): Promise<void> => {
  const { terraform, deployed } = await prepare(settings, options);
  refuseForgottenTrail(settings, deployed);
  if (planOnly) return terraform.run('plan');
  await terraform.run('apply', ...(options.autoApprove ? ['-auto-approve', '-input=false'] : []));

  const { request_url } = await terraform.outputs();
  const manifest = writeManifest(request_url);
  // Whoever may not ask is told all of it.
  const filled = await isFilled(settings).catch(() => false);
  console.log(
    [
      '',
      `Deployed ${settings.name} to ${settings.region}. Slack is to send to ${request_url}`,
      ...(filled
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
  const { terraform } = await prepare(settings);
  const { request_url } = await terraform.outputs();
  if (typeof request_url !== 'string') throw new Error(`${settings.name} is not deployed yet: npm run deploy.`);
  return request_url;
};
