import { effectsOf } from '../../bot/change/history';
import { normalize } from '../../bot/change/normalize';

const PROFILE = '540813aa-d639-4f5d-8c98-56e95a0aa123';
const updated = (eventID: string, eventTime: string, sets: object) => {
  const read = normalize({
    eventVersion: '1.11',
    userIdentity: { type: 'IAMUser', userName: 'ann', accountId: '111122223333' },
    eventTime,
    eventSource: 'connect.amazonaws.com',
    eventName: 'UpdateSecurityProfile',
    awsRegion: 'us-east-1',
    eventID,
    requestParameters: { SecurityProfileId: PROFILE, Permissions: ['A'], ...sets },
    responseElements: null,
  });
  return read.kind === 'change' ? [read.change] : [];
};

it('claims no earlier value that a call of the same second may have dropped', () => {
  const group = (id: string) => ({ AllowedAccessControlHierarchyGroupId: id });
  const changes = [
    ...updated('1', '2026-11-01T12:00:00Z', {}),
    ...updated('2', '2026-11-01T12:00:00Z', group('858cf5db-67e3-4198-8864-c2ee1b0e2486')),
    ...updated('3', '2026-11-02T12:00:00Z', group('7efc2d74-6d77-48c3-885e-04ef334c9019')),
  ];
  const effect = effectsOf(changes, () => true).get('3');
  expect(effect?.fields.find(({ field }) => field === 'AllowedAccessControlHierarchyGroupId')?.from).toEqual({
    kind: 'not known',
    because: 'not recorded',
  });
  expect(effect?.taken).toEqual([]);
});
