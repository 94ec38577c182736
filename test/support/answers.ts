import type { Answer, AnsweredChange } from '../../bot/answer/answer';
import type { Coverage } from '../../bot/answer/coverage';
import type { Change } from '../../bot/change/change';
import type { ResourceRef } from '../../bot/change/resource';
import type { Query } from '../../bot/query/query';

/** Builders of answers for tests of how they read: everything has a plain default, a test names what it is about. */
export const NOW = new Date('2026-11-21T09:00:00Z');

export const queueRef: ResourceRef = {
  service: 'connect',
  type: 'queue',
  id: '11111111-aaaa-4bbb-8ccc-dddddddddddd',
  region: 'us-east-1',
  instance: {
    id: '99999999-aaaa-4bbb-8ccc-dddddddddddd',
    region: 'us-east-1',
    account: '111122223333',
    alias: 'harbor',
  },
};

export const query = (more: Partial<Query> = {}): Query => ({
  text: 'Billing',
  subject: { kind: 'name', name: 'Billing' },
  types: [],
  window: {},
  verbs: [],
  only: [],
  ...more,
});

export const coverage = (more: Partial<Coverage> = {}): Coverage => ({
  from: '2026-08-23T09:00:00Z',
  to: '2026-11-21T09:00:00Z',
  complete: true,
  asOf: '2026-11-21T09:00:00Z',
  sources: [{ kind: 'live CloudTrail', region: 'us-east-1', calls: 3 }],
  notes: [],
  ...more,
});

let made = 0;
export const change = (more: Partial<Change> = {}): Change => ({
  eventId: `event-${++made}`,
  time: '2026-11-21T08:45:00Z',
  eventSource: 'connect.amazonaws.com',
  eventName: 'UpdateQueueStatus',
  verb: 'update',
  outcome: { kind: 'succeeded' },
  resource: queueRef,
  mentions: [],
  actor: { kind: 'connect user', userId: '55555555-aaaa-4bbb-8ccc-dddddddddddd' },
  via: 'connect website',
  set: [],
  inCatalogue: true,
  region: 'us-east-1',
  account: '111122223333',
  ...more,
});

export const answered = (
  sentence: string,
  more: Partial<Change> = {},
  { name = 'Billing', actor = 'ann' }: { name?: string; actor?: string } = {},
): AnsweredChange => {
  const made = change(more);
  return {
    change: made,
    relation: 'direct',
    resource: { ref: made.resource, name },
    related: [],
    actor: { actor: made.actor, label: actor },
    sentence: [{ name: actor }, { words: ` ${sentence} ` }, { name }],
  };
};

export const answer = (more: Partial<Answer> = {}): Answer => ({
  query: query(),
  outcome: (more.changes ?? []).length > 0 ? 'found' : 'nothing',
  subjects: [{ ref: queueRef, name: 'Billing' }],
  changes: [],
  total: (more.changes ?? more.choices ?? []).length,
  nearby: [],
  coverage: coverage(),
  choices: [],
  suggestions: [],
  ...more,
});
