import type { Answer, AnsweredChange, NamedResource } from '../../bot/answer/answer';
import type { Coverage } from '../../bot/answer/coverage';
import type { Change } from '../../bot/change/change';
import type { ResourceRef } from '../../bot/change/resource';
import { labelOf } from '../../bot/change/resource-types';
import type { Query } from '../../bot/query/query';

/** Whole values with nothing remarkable about them, for tests that are about one part: `change({ via: 'terraform' })`. */
export const INSTANCE = {
  id: '11111111-2222-4333-8444-555555555555',
  region: 'us-east-1',
  account: '111122223333',
  alias: 'harbor',
};

export const ref = (overrides: Partial<ResourceRef> = {}): ResourceRef => ({
  service: 'connect',
  type: 'queue',
  id: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee',
  region: 'us-east-1',
  instance: INSTANCE,
  ...overrides,
});

let events = 0;
/** Ways of calling that no person goes by hand. */
const MACHINES: ReadonlySet<string> = new Set(['terraform', 'cloudformation', 'lambda', 'replica sync', 'aws service']);

export const change = (overrides: Partial<Change> = {}): Change => {
  events += 1;
  return {
    eventId: `event-${events}`,
    time: '2026-11-20T08:09:34Z',
    eventSource: 'connect.amazonaws.com',
    eventName: 'UpdateQueueName',
    verb: 'update',
    outcome: { kind: 'succeeded' },
    resource: ref(),
    mentions: [],
    actor: { kind: 'connect user', userId: '99999999-2222-4333-8444-555555555555' },
    acts: MACHINES.has(overrides.via ?? 'connect website') ? 'pipeline' : 'person',
    via: 'connect website',
    set: [],
    inCatalogue: true,
    region: 'us-east-1',
    account: '111122223333',
    ...overrides,
  };
};

/** Who did what to something called what, in the words of a sentence. */
interface InWords {
  readonly who?: string;
  readonly did?: string;
  readonly what?: string;
}

/** A change as it is told: `who` `did` it to something called `what`. */
export const answered = (
  { who = 'mateo', did = 'changed', what = 'Billing' }: InWords = {},
  of: Partial<Change> = {},
  more: Partial<AnsweredChange> = {},
): AnsweredChange => {
  const told = change(of);
  const resource: NamedResource = { ref: told.resource, name: what };
  const label = labelOf(told.resource.type);
  return {
    change: told,
    relation: 'direct',
    resource,
    related: [],
    taken: [],
    actor: { actor: told.actor, label: who },
    fields: [],
    sentence: [{ name: who }, { words: ` ${did} ${label} ` }, { name: what }],
    deed: [{ words: `${did} ${label} ` }, { name: what }],
    brief: [{ name: who, quiet: true }, { words: ` ${did} it` }],
    shortDeed: [{ words: `${did} it` }],
    details: [],
    sameSave: [],
    copies: [],
    ...more,
  };
};

export const coverage = (overrides: Partial<Coverage> = {}): Coverage => ({
  from: '2026-11-19T09:00:00Z',
  to: '2026-11-20T09:00:00Z',
  complete: true,
  asOf: '2026-11-20T09:00:00Z',
  sources: [{ kind: 'live CloudTrail', region: 'us-east-1', calls: 2 }],
  notes: [],
  ...overrides,
});

export const query = (overrides: Partial<Query> = {}): Query => ({
  text: 'Billing',
  subject: { kind: 'name', name: 'Billing' },
  types: [],
  window: {},
  verbs: [],
  only: [],
  ...overrides,
});

/** Found where there are changes, nothing where there are none. */
export const answer = (overrides: Partial<Answer> = {}): Answer => ({
  query: query(),
  outcome: (overrides.changes ?? []).length > 0 ? 'found' : 'nothing',
  subjects: [{ ref: ref(), name: 'Billing' }],
  changes: [],
  total: (overrides.changes ?? overrides.choices ?? []).length,
  failed: (overrides.changes ?? []).filter(({ change: { outcome } }) => outcome.kind === 'failed').length,
  nearby: [],
  coverage: coverage(),
  choices: [],
  suggestions: [],
  ...overrides,
});
