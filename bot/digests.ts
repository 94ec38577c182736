import type { Account } from './aws/account';
import type { Settings } from './aws/settings-table';
import {
  type BetweenDigest,
  betweenSchema,
  type DigestProgress,
  type DigestSetting,
  digestProgressSchema,
  digestSettingSchema,
  pausedBecause,
} from './digest/digest-setting';
import { nextDue } from './digest/due';

/** What is kept of the channels' digests, each by its channel's id. */
export interface Digests {
  /** People's alone to write, from Slack. */
  readonly settings: Settings<DigestSetting>;
  /** The clock's alone to write. */
  readonly progress: Settings<DigestProgress>;
  /** The latest one that was asked for between two. */
  readonly between: Settings<BetweenDigest>;
}

export const digestsOf = ({ settings }: Pick<Account, 'settings'>): Digests => ({
  settings: settings('digest', digestSettingSchema),
  progress: settings('digest-progress', digestProgressSchema),
  between: settings('digest-between', betweenSchema),
});

/** A channel's digest, and how it stands. */
export interface StandingDigest {
  readonly setting: DigestSetting;
  readonly progress?: DigestProgress;
  /** When the next one comes, ISO 8601 UTC; absent while it is paused. */
  readonly nextAt?: string;
  /** A sentence on why nothing is posted. */
  readonly paused?: string;
}

/** The digests of all channels, by their channels' names. */
export const listDigests = async ({ settings, progress }: Digests, now: Date): Promise<readonly StandingDigest[]> => {
  const [set, come] = await Promise.all([settings.all(), progress.all()]);
  const nameOf = ({ channel, channelName }: DigestSetting): string => channelName ?? channel;
  return set
    .toSorted((one, other) => nameOf(one).localeCompare(nameOf(other)))
    .map((setting) => {
      const own = come.find(({ channel }) => channel === setting.channel);
      const paused = pausedBecause(setting, own);
      const nextAt = paused === undefined ? nextDue(setting, own, now)?.dueAt.toISOString() : undefined;
      return { setting, ...(own && { progress: own }), ...(nextAt && { nextAt }), ...(paused && { paused }) };
    });
};
