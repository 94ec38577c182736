import * as fs from 'node:fs';
import * as path from 'node:path';
import * as z from 'zod';
import type { CheckedSettings } from '../settings';
import { synth } from './synth';
import { openTerraform } from './terraform';

export interface DestroyOptions {
  /** Destroys without asking. */
  readonly autoApprove?: true;
  /** The configuration's file, for the sentence that says what to change in it. */
  readonly file: string;
}

const stackSchema = z.object({ resource: z.record(z.string(), z.record(z.string(), z.looseObject({}))) });

/** Attributes that are for destroying alone: what they say must be applied first, or the old word of them stands in the way. */
const LIFTED = ['deletion_protection_enabled', 'force_destroy', 'recovery_window_in_days'];

/** Removes everything that was deployed, the data too; refuses while the settings protect the data, and says what that is. */
export const destroy = async (settings: CheckedSettings, { autoApprove, file }: DestroyOptions): Promise<void> => {
  if (settings.protectData) throw new Error(refusal(settings, file));
  const directory = await synth(settings);
  const terraform = await openTerraform(directory);
  const approval = autoApprove ? ['-auto-approve', '-input=false'] : [];
  await terraform.run('init', '-input=false');
  const there = new Set(await terraform.resources());
  const lifted = protectedIn(directory).filter((address) => there.has(address));
  if (lifted.length > 0) {
    console.log(`\nFirst what protects the data is lifted, for ${lifted.length} resources; nothing is removed yet.`);
    await terraform.run('apply', ...approval, ...lifted.map((address) => `-target=${address}`));
  }
  await terraform.run('destroy', ...approval);
  console.log(`\n${settings.name} is removed from AWS. Delete the Slack app at https://api.slack.com/apps.`);
};

/** The addresses of what `protectData` protects. */
function protectedIn(directory: string): string[] {
  const { resource } = stackSchema.parse(JSON.parse(fs.readFileSync(path.join(directory, 'cdk.tf.json'), 'utf8')));
  return Object.entries(resource).flatMap(([type, named]) =>
    Object.entries(named)
      .filter(([, attributes]) => LIFTED.some((name) => name in attributes))
      .map(([name]) => `${type}.${name}`),
  );
}

function refusal({ name, trail }: CheckedSettings, file: string): string {
  return [
    'Nothing was removed, since the data is protected:',
    ...['index', 'directory', 'state'].map((table) => `  table ${name}-${table}`),
    ...(trail === undefined ? [] : [`  bucket ${name}-<account>-trail`]),
    'They hold names that Connect forgets and changes that the event history does.',
    `To remove them too, say protectData: false in ${file} and run npm run destroy again.`,
  ].join('\n');
}
