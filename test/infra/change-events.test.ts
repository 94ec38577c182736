import { CHANGES, EVENT_SOURCES, eventSourceOf, OPERATIONS, READ_PREFIXES } from '../../bot/change/catalogue';
import { changeEventPattern, LONGEST_PATTERN } from '../../infra/change-events';

const pattern = changeEventPattern();

interface Event {
  readonly 'detail-type': string;
  readonly detail: { readonly eventSource: string; readonly eventName: string };
}

/** What EventBridge would do, as its guide tells it: every key must match, any alternative of a key's list will do. */
const matches = ({ 'detail-type': type, detail }: Event): boolean =>
  pattern['detail-type'].includes(type) &&
  pattern.detail.eventSource.includes(detail.eventSource) &&
  pattern.detail.eventName.some((wanted) =>
    typeof wanted === 'string'
      ? detail.eventName === wanted
      : !wanted['anything-but'].prefix.some((prefix) => detail.eventName.startsWith(prefix)),
  );

const called = (eventName: string, eventSource: string = EVENT_SOURCES.connect): Event => ({
  'detail-type': 'AWS API Call via CloudTrail',
  detail: { eventSource, eventName },
});

describe('EventBridge delivers', () => {
  it('every operation that changes configuration', () => {
    const kept = CHANGES.filter((operation) => !matches(called(operation.name, eventSourceOf(operation))));
    expect(kept.map(({ name }) => name)).toEqual([]);
  });

  it('what changes something though it is called as if it read', () => {
    const calledLikeReads = CHANGES.filter(({ name }) => READ_PREFIXES.some((prefix) => name.startsWith(prefix)));
    expect(calledLikeReads.map(({ name }) => name)).toEqual(['GetFederationTokens']);
    expect(matches(called('GetFederationTokens'))).toBe(true);
  });

  it.each(Object.values(EVENT_SOURCES))('an operation of %s that nobody knows yet', (source) => {
    expect(matches(called('RepaintSwitchboard', source))).toBe(true);
  });
});

describe('EventBridge keeps back', () => {
  it.each(['GetMetricData', 'ListQueues', 'DescribeUser', 'SearchContacts', 'BatchGetFlowAssociation'])(
    'the read %s',
    (name) => expect(matches(called(name))).toBe(false),
  );

  it('every name that reads by its beginning, known or not', () => {
    for (const prefix of READ_PREFIXES) expect(matches(called(`${prefix}Switchboards`))).toBe(false);
  });

  it('the same names of other services', () => {
    const shared = OPERATIONS.filter(({ sharedWith }) => sharedWith > 0);
    expect(shared).not.toEqual([]);
    expect(shared.filter(({ name }) => matches(called(name, 'sqs.amazonaws.com')))).toEqual([]);
  });

  it('what is no record of CloudTrail', () => {
    expect(matches({ ...called('CreateQueue'), 'detail-type': 'Amazon Connect Contact Event' })).toBe(false);
  });
});

it('takes the pattern, which is short enough', () => {
  expect(JSON.stringify(pattern).length).toBeLessThanOrEqual(LONGEST_PATTERN);
});
