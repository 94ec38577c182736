/** What a Slack says in which U1 is a member of the bot's own workspace, T1, to a call by its method or URL. */
export const slackOfMembers = (method: string): Readonly<Record<string, unknown>> => {
  if (method.endsWith('auth.test')) return { ok: true, team_id: 'T1', user_id: 'UB', is_enterprise_install: false };
  return method.endsWith('users.info') ? { ok: true, user: MEMBER } : { ok: true, view: { id: 'V9' } };
};

const MEMBER = {
  ...{ id: 'U1', team_id: 'T1', is_bot: false, deleted: false, is_restricted: false, is_ultra_restricted: false },
};
