import * as fs from 'node:fs';
import * as path from 'node:path';
import { type CheckedSettings, regionsOf } from '../settings';
import { synth, writeStack } from './synth';
import { type Deployed, openTerraform, type Terraform } from './terraform';

export interface Prepared {
  readonly terraform: Terraform;
  /** What is deployed now, by Terraform's state. */
  readonly deployed: readonly Deployed[];
}

export interface PrepareOptions {
  readonly autoApprove?: true | undefined;
  /** Moves the state to the backend that the settings name now. */
  readonly migrateState?: true | undefined;
}

/**
 * Bundles and synthesises, initialises Terraform, and looks at what is deployed. Throws where the settings and what is deployed
 * don't go together, before anything is planned.
 */
export const prepare = async (settings: CheckedSettings, options: PrepareOptions = {}): Promise<Prepared> => {
  const file = path.resolve(`terraform.${settings.name}.tfstate`);
  const isLeft = keepsElsewhere(settings, file) && fs.existsSync(file) && fs.statSync(file).size > 0;
  if (isLeft && options.migrateState === undefined) {
    throw new Error(
      `${file} is the state of a deployment, and the settings name another place for it. ` +
        'npm run deploy -- --migrate-state moves it there; rename it where it is of no use.',
    );
  }
  const directory = await synth(settings);
  const terraform = await openTerraform(directory);
  if (isLeft) {
    // Terraform moves a state only from the backend that it was last initialised with.
    const { backend: _backend, ...keptInFile } = settings;
    writeStack(keptInFile);
    await terraform.run('init', '-upgrade', '-input=false', '-reconfigure');
    writeStack(settings);
  }
  await terraform.run('init', ...initFlags(settings, options));
  if (isLeft) fs.renameSync(file, `${file}.moved`);

  const deployed = await terraform.deployed();
  refuseAnotherHome(settings, deployed);
  const regions = regionsOf(settings);
  const former = [...new Set(deployed.flatMap(({ alias }) => alias ?? []))].filter((alias) => !regions.includes(alias));
  // What is left in a Region can be removed only with a provider for it.
  if (former.length > 0) writeStack(settings, former);
  return { terraform, deployed };
};

/** Whether the state is to be anywhere but in the file where it is without a word about it. */
function keepsElsewhere({ backend }: CheckedSettings, file: string): boolean {
  const { local } = backend ?? {};
  return backend !== undefined && (local === undefined || path.resolve(String(local.path)) !== file);
}

function initFlags({ backend }: CheckedSettings, { autoApprove, migrateState }: PrepareOptions): string[] {
  // The provider's version is pinned: to upgrade is to take the pinned one, whatever was there before.
  const upgrade = '-upgrade';
  // HCP Terraform has a way of its own to move a state, and asks.
  if (backend !== undefined && 'cloud' in backend) return [upgrade];
  if (migrateState) return [upgrade, '-migrate-state', ...(autoApprove ? ['-force-copy'] : [])];
  return [upgrade, '-input=false'];
}

/** Everything would be made anew in the other Region, and what is here forgotten. */
function refuseAnotherHome({ name, region }: CheckedSettings, deployed: readonly Deployed[]): void {
  const table = deployed.find(({ type }) => type === 'aws_dynamodb_table');
  const home = String(table?.attributes.arn ?? '').split(':')[3];
  if (!home || home === region) return;
  throw new Error(
    `${name} is deployed to ${home}, and the settings say ${region}. ` +
      `For a second one give it another name; to move, say region: '${home}' and npm run destroy first.`,
  );
}

/**
 * The trail's bucket, where it is deployed and kept, and the settings no longer name a trail. Terraform would take the trail apart and
 * then fail at the bucket, every time: what protects a resource is gone from its settings along with it.
 */
export const refuseForgottenTrail = ({ trail }: CheckedSettings, deployed: readonly Deployed[]): void => {
  const bucket = deployed.find(({ type }) => type === 'aws_s3_bucket');
  if (trail !== undefined || bucket === undefined || bucket.attributes.force_destroy === true) return;
  throw new Error(
    `The bucket ${bucket.attributes.bucket} of the trail is deployed and protected, and the settings name no trail. ` +
      'To remove both with the log files, say trail: … again and protectData: false, npm run deploy, and then leave trail out.',
  );
};
