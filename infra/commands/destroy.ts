import type { CheckedSettings } from '../settings';
import { prepare, refuseForgottenTrail } from './prepare';
import type { Deployed } from './terraform';

export interface DestroyOptions {
  /** Destroys without asking. */
  readonly autoApprove?: true | undefined;
  /** The configuration's file, for the sentence that says what to change in it. */
  readonly file: string;
}

/** Attributes that are for destroying alone: what they say must be applied first, or the old word of them stands in the way. */
const LIFTED: readonly { readonly attribute: string; readonly kept: (value: unknown) => boolean }[] = [
  { attribute: 'deletion_protection_enabled', kept: (value) => value === true },
  { attribute: 'force_destroy', kept: (value) => value === false },
  { attribute: 'recovery_window_in_days', kept: (value) => value !== 0 },
];

/** Removes everything that was deployed, the data too; refuses while the settings protect the data, and says what that is. */
export const destroy = async (settings: CheckedSettings, { autoApprove, file }: DestroyOptions): Promise<void> => {
  if (settings.protectData) throw new Error(refusal(settings, file));
  const { terraform, deployed } = await prepare(settings, { autoApprove });
  refuseForgottenTrail(settings, deployed);
  const approval = autoApprove ? ['-auto-approve', '-input=false'] : [];
  const lifted = deployed.filter(isProtected).map(({ address }) => address);
  if (lifted.length > 0) {
    console.log(`\nFirst what protects the data is lifted, for ${lifted.length} resources; nothing is removed yet.`);
    await terraform.run('apply', ...approval, ...lifted.map((address) => `-target=${address}`));
  }
  await terraform.run('destroy', ...approval);
  console.log(`\n${settings.name} is removed from AWS. Delete the Slack app at https://api.slack.com/apps.`);
};

/** Whether what is deployed still says that it is to be kept. */
function isProtected({ attributes }: Deployed): boolean {
  return LIFTED.some(({ attribute, kept }) => attributes[attribute] !== undefined && kept(attributes[attribute]));
}

function refusal({ name, trail }: CheckedSettings, file: string): string {
  return [
    'Nothing was removed, since the data is protected:',
    ...['index', 'directory', 'settings', 'state'].map((table) => `  table ${name}-${table}`),
    ...(trail === undefined ? [] : [`  bucket ${name}-<account>-trail`]),
    'They hold names that Connect forgets, changes that the event history does, and what people set in Slack.',
    `To remove them too, say protectData: false in ${file} and run npm run destroy again.`,
  ].join('\n');
}
