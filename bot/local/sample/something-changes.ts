import { randomUUID } from 'node:crypto';
import type { CloudTrailRecord } from '../aws/local-account';
import { SYNTHETIC_PREFIX, terraformEvent, websiteEvent } from '../aws/records';
import { idInProd, PROD, prodUser } from './harbor';
import { AKUA, MATEO, NIKKI, SAANVI } from './people';

/** What may happen in the sample account while somebody looks on. */
export const HAPPENINGS = ['a queue’s limit', 'a queue out of a profile', 'rights', 'a pipeline’s run'] as const;
export type Happening = (typeof HAPPENINGS)[number];

/** An id that no other record has: whatever happens twice is two events. */
const newId = (): string => SYNTHETIC_PREFIX + randomUUID().slice(9);

const queue = (name: string) => ({ QueueId: idInProd('queue', name) });

/** The records of something that happens now, as CloudTrail would write them. `turn` counts up: no value is set twice in a row. */
export const recordsOf = (happening: Happening, turn: number, time: Date): readonly CloudTrailRecord[] => {
  const call = { instance: PROD, time };
  switch (happening) {
    case 'a queue’s limit':
      return [
        websiteEvent({
          ...{ ...call, eventId: newId(), userId: prodUser(SAANVI), eventName: 'UpdateQueueMaxContacts' },
          requestParameters: { ...queue('Billing'), MaxContacts: 20 + (turn % 20) },
        }),
      ];
    case 'a queue out of a profile':
      return [
        websiteEvent({
          ...{ ...call, eventId: newId(), userId: prodUser(MATEO), eventName: 'DisassociateRoutingProfileQueues' },
          requestParameters: {
            RoutingProfileId: idInProd('routing profile', 'Tier 2 Voice'),
            QueueReferences: [{ ...queue('Escalations'), Channel: 'VOICE' }],
          },
        }),
      ];
    case 'rights':
      return [
        websiteEvent({
          ...{ ...call, eventId: newId(), userId: prodUser(NIKKI), eventName: 'UpdateUserSecurityProfiles' },
          requestParameters: {
            UserId: prodUser(AKUA),
            SecurityProfileIds: (turn % 2 === 0 ? ['CallCenterManager'] : ['CallCenterManager', 'Admin']).map((name) =>
              idInProd('security profile', name),
            ),
          },
        }),
      ];
    case 'a pipeline’s run':
      return ['Billing', 'Claims', 'Refunds', 'Sales', 'Fleet', 'Roadside', 'VIP', 'Escalations'].map((name) =>
        terraformEvent({
          ...{ ...call, eventId: newId(), role: 'ci-connect', session: `run-${5000 + turn}` },
          ...{
            eventName: 'UpdateQueueMaxContacts',
            requestParameters: { ...queue(name), MaxContacts: 40 + (turn % 20) },
          },
        }),
      );
  }
};
