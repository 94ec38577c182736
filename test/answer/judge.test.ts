import { isByPerson, isWorthALook } from '../../bot/answer/judge';
import type { Change } from '../../bot/change/change';
import { change, ref } from '../support/build-answer';

const set = (field: string, value: string): Change['set'] => [{ field, to: { kind: 'value', value } }];
const failed: Partial<Change> = { outcome: { kind: 'failed', errorCode: 'AccessDenied' } };

describe('worth a look', () => {
  it.each<[string, Partial<Change>]>([
    ['a security profile changed', { eventName: 'UpdateSecurityProfile', resource: ref({ type: 'security-profile' }) }],
    ['security profiles granted', { eventName: 'UpdateUserSecurityProfiles', resource: ref({ type: 'user' }) }],
    ['a deletion', { eventName: 'DeletePrompt', verb: 'delete', resource: ref({ type: 'prompt' }) }],
    ['a queue disabled', { eventName: 'UpdateQueueStatus', set: set('Status', 'DISABLED') }],
    ['a queue taken out of a profile', { eventName: 'DisassociateRoutingProfileQueues', verb: 'disassociate' }],
    ['a number released', { eventName: 'ReleasePhoneNumber', verb: 'release' }],
    ['a number pointed to another flow', { eventName: 'AssociatePhoneNumberContactFlow', verb: 'associate' }],
    ['a number moved', { eventName: 'UpdatePhoneNumber' }],
    ['traffic sent to another Region', { eventName: 'UpdateTrafficDistribution' }],
    ['an instance setting', { eventName: 'UpdateInstanceAttribute', resource: ref({ type: 'instance-attribute' }) }],
    ['emergency access asked for', { verb: 'access', resource: ref({ type: 'instance' }) }],
    ['anything by root', { actor: { kind: 'root' } }],
  ])('is %s, unless it failed', (_what, of) => {
    expect(isWorthALook(change(of))).toBe(true);
    expect(isWorthALook(change({ ...of, ...failed }))).toBe(false);
  });

  it.each<[string, Partial<Change>]>([
    ['a queue enabled', { eventName: 'UpdateQueueStatus', set: set('Status', 'ENABLED') }],
    ['a description that says DISABLED', { set: set('Description', 'DISABLED') }],
    ['a flow published', { eventName: 'UpdateContactFlowContent', resource: ref({ type: 'flow' }) }],
    ['a user made', { eventName: 'CreateUser', verb: 'create', resource: ref({ type: 'user' }) }],
  ])('is not %s', (_what, of) => {
    expect(isWorthALook(change(of))).toBe(false);
  });

  it('is whatever was done by emergency access', () => {
    const made = change();
    const likely = { name: 'Shirley', askedAt: made.time, minutesBefore: 1, others: 0 };
    expect(isWorthALook(made, { actor: made.actor, label: 'x', likely })).toBe(true);
    expect(isWorthALook(made, { actor: made.actor, label: 'x' })).toBe(false);
  });
});

describe('by a person', () => {
  it.each<[string, Partial<Change>, boolean]>([
    ['a user of the website', {}, true],
    [
      'a person’s credentials through CloudFormation',
      { actor: { kind: 'iam user', userName: 'ann' }, via: 'cloudformation' },
      false,
    ],
    ['a person’s credentials in a terminal', { actor: { kind: 'iam user', userName: 'ann' }, via: 'cli or sdk' }, true],
    ['a role in the AWS console', { actor: { kind: 'role session', role: 'admin' }, via: 'aws console' }, true],
    ['a role in a terminal', { actor: { kind: 'role session', role: 'ci' }, via: 'cli or sdk' }, false],
    ['a replica sync', { actor: { kind: 'replica sync' }, via: 'replica sync' }, false],
  ])('%s: %s', (_what, of, expected) => {
    expect(isByPerson(change(of))).toBe(expected);
  });
});

describe('a role session', () => {
  const session = (over: object): Partial<Change> => ({
    actor: { kind: 'role session', role: 'Admins', ...over },
    via: 'cli or sdk',
  });

  it.each([
    ['that bears an e-mail address is a person', session({ session: 'kai@example.com' }), true],
    ['whose source identity is one, too', session({ session: 'x', sourceIdentity: 'kai@example.com' }), true],
    ['of a run is none', session({ session: 'run-4711' }), false],
    [
      'by Terraform is none, whoever started it',
      { ...session({ session: 'kai@example.com' }), via: 'terraform' as const },
      false,
    ],
  ])('%s', (_, of, expected) => {
    expect(isByPerson(change(of))).toBe(expected);
  });
});
