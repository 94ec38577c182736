import type { Parts } from '../../answer/message';

const setting = (name: string): Parts => ['(the setting ', { code: `askers.${name}` }, ')'];

/** To those who may not ask, or not here: why, and who can change it, in one sentence. */
export const askers = {
  guest: [
    'I answer members of this workspace, not its guests; those who run me can allow guests ',
    ...setting('guests'),
    '.',
  ] as Parts,
  partner: ({ team }: { readonly team: string | undefined }): Parts => [
    'I answer members of the workspace that I belong to, and you are from another workspace',
    ...(team === undefined ? [] : [', ', { code: team }]),
    '; those who run me can allow it ',
    ...setting('teams'),
    '.',
  ],
  bot: ['I answer people, not apps.'] as Parts,
  deactivated: [
    'I don’t answer this account, as Slack says that it is deactivated; an admin of the workspace can change that.',
  ] as Parts,
  unknown: ['Slack did not say who you are, so I can’t answer yet; please try again in a minute.'] as Parts,
  notSeen: ({ scope }: { readonly scope: string }): Parts => [
    'I may not see who you are, so I can’t answer; those who run me have to add the scope ',
    { code: scope },
    ' to the Slack app and install it again.',
  ],
  orgWide: [
    'I am installed for a whole organization, so I can’t tell who belongs to the workspace; those who run me have to install me in one workspace.',
  ] as Parts,
  unlisted: ({ userId, channel }: { readonly userId: string; readonly channel: string | undefined }): Parts => [
    'I answer only in channels and to people that those who run me have listed (the setting ',
    { code: 'askers' },
    '): ask them to add ',
    ...(channel === undefined ? [] : ['this channel, ', { code: channel }, ', or ']),
    'you, ',
    { code: userId },
    '.',
  ],
  /** Why nothing is posted for everybody. */
  shared: ({ channel }: { readonly channel: string }): Parts => [
    'This channel is shared with another organization, so I post nothing here; those who run me can allow it ',
    ...setting('sharedChannels'),
    ' for ',
    { code: channel },
    ', and a command is answered to you alone.',
  ],
  notKnownWhetherShared: [
    'Slack did not say whether this channel is shared with another organization, so I post nothing here; please try again in a minute.',
  ] as Parts,
  scopeMissing: ({ scope }: { readonly scope: string }): Parts => [
    'I may not see whether this channel is shared with another organization, so I post nothing here; those who run me have to add the scope ',
    { code: scope },
    ' to the Slack app and install it again.',
  ],
  exportsInside: 'I send files only to people of the workspace that I belong to; ask one of them for the export.',
};
