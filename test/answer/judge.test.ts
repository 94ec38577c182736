import { isWorthALook } from '../../bot/answer/judge';
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
