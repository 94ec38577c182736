import type { UsersInfoResponse } from '@slack/web-api';
import { type Askers, type Own, type Person, personIn, refusalMessage, refusalOf } from '../../bot/slack/asker';
import { messageBlocks } from '../../bot/slack/message-blocks';

const OWN: Own = { team: 'T0OWN', userId: 'U0BOT', isOrgWide: false };
const GRID: Own = { ...OWN, enterprise: 'E0OWN' };

type User = NonNullable<UsersInfoResponse['user']>;
const member: User = {
  ...{ id: 'U1', team_id: 'T0OWN', deleted: false, is_bot: false, is_restricted: false, is_ultra_restricted: false },
};
const without = (name: keyof User): User => {
  const { [name]: _left, ...rest } = member;
  return rest;
};
const of = (...teams: string[]): Person => ({ kind: 'partner', teams });

describe('who somebody is, by what Slack says of them', () => {
  it.each<[string, User | undefined, Person, Own?]>([
    ['all flags false, of our workspace', member, { kind: 'member' }],
    ['a guest', { ...member, is_restricted: true }, { kind: 'guest' }],
    [
      'a single-channel guest, who is a guest as well',
      { ...member, is_restricted: true, is_ultra_restricted: true },
      { kind: 'single-channel guest' },
    ],
    ['of another workspace', { ...member, team_id: 'T0THEIRS' }, of('T0THEIRS')],
    // It is false for a partner who shares a channel with us.
    ['of another workspace, and no stranger', { ...member, team_id: 'T0THEIRS', is_stranger: false }, of('T0THEIRS')],
    ['a stranger who claims our workspace', { ...member, is_stranger: true }, of('T0OWN')],
    [
      'of another workspace of an organization',
      { ...member, team_id: 'T0THEIRS', enterprise_user: { enterprise_id: 'E0THEIRS', teams: ['T0THEIRS', 'T0MORE'] } },
      of('T0THEIRS', 'T0THEIRS', 'T0MORE', 'E0THEIRS'),
    ],
    [
      'a member whose first workspace is a sibling of ours',
      { ...member, team_id: 'T0SIBLING', enterprise_user: { enterprise_id: 'E0OWN', teams: ['T0SIBLING', 'T0OWN'] } },
      { kind: 'member' },
      GRID,
    ],
    [
      'of a sibling of our workspace only',
      { ...member, team_id: 'T0SIBLING', enterprise_user: { enterprise_id: 'E0OWN', teams: ['T0SIBLING'] } },
      of('T0SIBLING', 'T0SIBLING', 'E0OWN'),
      GRID,
    ],
    ['an app', { ...member, is_bot: true }, { kind: 'bot' }],
    ['a workflow', { ...member, is_workflow_bot: true }, { kind: 'bot' }],
    ['a connector', { ...member, is_connector_bot: true }, { kind: 'bot' }],
    ['the bot itself', { ...member, id: 'U0BOT' }, { kind: 'bot' }],
    ['Slackbot, which counts as no bot', { ...member, id: 'USLACKBOT' }, { kind: 'bot' }],
    ['deactivated', { ...member, deleted: true }, { kind: 'deactivated' }],
    ['nothing', undefined, { kind: 'unknown' }],
    ['somebody else', { ...member, id: 'U2' }, { kind: 'unknown' }],
    ['no workspace', without('team_id'), { kind: 'unknown' }],
    ['no word on guests', without('is_restricted'), { kind: 'unknown' }],
    ['no word on single-channel guests', without('is_ultra_restricted'), { kind: 'unknown' }],
    ['no word on bots', without('is_bot'), { kind: 'unknown' }],
    ['no word on deactivation', without('deleted'), { kind: 'unknown' }],
    ['odd flags', { ...member, is_restricted: 0 as unknown as boolean }, { kind: 'unknown' }],
    ['an odd workspace', { ...member, team_id: 7 as unknown as string }, { kind: 'unknown' }],
  ])('%s', (_what, user, expected, own = OWN) => {
    const asked = user?.id === 'U2' ? 'U1' : (user?.id ?? 'U1');
    expect(personIn(user, asked, own)).toEqual(expected);
  });
});

const MEMBER: Person = { kind: 'member' };
const GUEST: Person = { kind: 'guest' };
const SINGLE: Person = { kind: 'single-channel guest' };
const PARTNER = of('T0THEIRS', 'E0THEIRS');
const EVERYTHING: Askers = {
  ...{ channels: ['C1'], users: ['U1'], teams: ['T0THEIRS'], guests: true, sharedChannels: ['C1'] },
};

describe('who may ask', () => {
  it.each<[string, Person, Askers, { channel?: string; isHome?: boolean }, string | undefined]>([
    ['a member, where nothing is said', MEMBER, {}, {}, undefined],
    ['a guest, where nothing is said', GUEST, {}, { channel: 'C1' }, 'guest'],
    ['a single-channel guest, where nothing is said', SINGLE, {}, { channel: 'C1' }, 'guest'],
    ['a partner, where nothing is said', PARTNER, {}, { channel: 'C1' }, 'partner'],
    ['a member in a listed channel', MEMBER, { channels: ['C1'] }, { channel: 'C1' }, undefined],
    ['a member in another one', MEMBER, { channels: ['C1'] }, { channel: 'C2' }, 'unlisted'],
    ['a member nowhere, where channels are listed', MEMBER, { channels: ['C1'] }, {}, 'unlisted'],
    ['a guest in a listed channel', GUEST, { channels: ['C1'] }, { channel: 'C1' }, 'guest'],
    ['a partner in a listed channel', PARTNER, { channels: ['C1'] }, { channel: 'C1' }, 'partner'],
    ['a partner in a listed shared one', PARTNER, { sharedChannels: ['C1'] }, { channel: 'C1' }, 'partner'],
    ['another member, where users are listed', MEMBER, { users: ['U2'] }, { channel: 'C1' }, 'unlisted'],
    ['a listed member anywhere', MEMBER, { channels: ['C1'], users: ['U1'] }, {}, undefined],
    ['a listed guest', GUEST, { users: ['U1'] }, {}, undefined],
    ['a listed partner', PARTNER, { users: ['U1'] }, { isHome: true }, undefined],
    ['a guest, where guests are allowed', GUEST, { guests: true }, {}, undefined],
    ['a single-channel guest there', SINGLE, { guests: true }, { isHome: true }, undefined],
    ['an unlisted guest there', GUEST, { guests: true, channels: ['C1'] }, { channel: 'C2' }, 'unlisted'],
    ['a partner, where guests are allowed', PARTNER, { guests: true }, {}, 'partner'],
    ['a partner of a listed workspace', PARTNER, { teams: ['T0THEIRS'] }, {}, undefined],
    ['a partner of a listed organization', PARTNER, { teams: ['E0THEIRS'] }, {}, undefined],
    ['a partner of another one', PARTNER, { teams: ['T0OTHER'] }, {}, 'partner'],
    ['such a partner at Home', PARTNER, { teams: ['T0THEIRS'] }, { isHome: true }, 'partner'],
    ['an app, whatever is listed', { kind: 'bot' }, EVERYTHING, { channel: 'C1' }, 'bot'],
    ['a deactivated one, whatever is listed', { kind: 'deactivated' }, EVERYTHING, { channel: 'C1' }, 'deactivated'],
    ['an unknown one, whatever is listed', { kind: 'unknown' }, EVERYTHING, { channel: 'C1' }, 'unknown'],
    ['nobody, where a list is empty', MEMBER, { channels: [] }, { channel: 'C1' }, 'unlisted'],
  ])('%s', (_who, person, askers, place, expected) => {
    expect(refusalOf(person, { userId: 'U1', ...place }, askers)?.kind).toBe(expected);
  });

  it.each([
    [{ kind: 'guest' }, 'askers.guests'],
    [{ kind: 'partner', team: 'T0THEIRS' }, 'T0THEIRS; those who run me can allow it (the setting askers.teams)'],
    [{ kind: 'partner', team: undefined }, 'askers.teams'],
    [{ kind: 'unlisted', userId: 'U1', channel: 'C1' }, 'add this channel, C1, or you, U1.'],
    [{ kind: 'unlisted', userId: 'U1', channel: undefined }, 'add you, U1.'],
    [{ kind: 'deactivated' }, 'an admin of the workspace'],
    [{ kind: 'unknown' }, 'try again in a minute'],
    [{ kind: 'unknown', scope: 'users:read' }, 'add the scope users:read to the Slack app'],
    [{ kind: 'org-wide' }, 'in one workspace'],
  ] as const)('is told, where they may not, in a sentence that says who can change it: %j', (refusal, says) => {
    const message = refusalMessage(refusal);
    const pieces = message.lines.flatMap((line) => line.pieces);
    const text = pieces.map((piece) => ('code' in piece ? piece.code : 'words' in piece ? piece.words : '')).join('');
    expect(text).toContain(says);
    expect(text.match(/[.!?](?= |$)/g)).toHaveLength(1);
    expect(messageBlocks(message, new Date()).blocks).toHaveLength(1);
  });
});
