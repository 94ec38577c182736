/** Why nothing comes to a channel any more where Slack refuses it: these stand behind a colon. */
export const channel = {
  archived: 'the channel is archived.',
  shared:
    'the channel is shared with another organization now. Those who run me can allow it (the setting askers.sharedChannels).',
  refused: ({ error, invite }: { readonly error: string; readonly invite: string }): string =>
    `Slack does not let me post there (${error}). Invite me with ${invite}.`,
};
