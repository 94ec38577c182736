import { readWatch } from '../../bot/query/read-watch';
import { escapeSlack } from '../../bot/query/tokens';

it.each<[string, ReturnType<typeof readWatch>]>([
  ['', { kind: 'list', withHelp: true }],
  ['  ', { kind: 'list', withHelp: true }],
  ['list', { kind: 'list', withHelp: false }],
  ['LIST', { kind: 'list', withHelp: false }],
  ['help', { kind: 'help' }],
  ['?', { kind: 'help' }],
  ['off 2', { kind: 'stop', which: '2' }],
  ['unwatch queue Billing', { kind: 'stop', which: 'queue Billing' }],
  ['stop type:flow', { kind: 'stop', which: 'type:flow' }],
])('%j is no question', (typed, expected) => {
  expect(readWatch(typed)).toEqual(expected);
});

it.each([
  ['queue-test-1', { subject: { kind: 'name', name: 'queue-test-1' } }],
  ['"list"', { subject: { kind: 'name', name: 'list' } }],
  ['"off hours"', { subject: { kind: 'name', name: 'off hours' } }],
  ['list of queues', { subject: { kind: 'name', name: 'list of queues' } }],
  ['"since:2h"', { subject: { kind: 'name', name: 'since:2h' } }],
  ['type:security-profile', { subject: { kind: 'everything' }, types: ['security-profile'] }],
  ['only:worth-a-look', { subject: { kind: 'everything' }, only: ['worth-a-look'] }],
  ['by:<@U1|ann>', { by: { kind: 'slack user', slackUserId: 'U1', label: 'ann' } }],
  ['verb:deleted instance:harbor-prod', { verbs: ['delete'], instance: 'harbor-prod' }],
])('%s is watched', (typed, query) => {
  expect(readWatch(typed)).toMatchObject({ kind: 'watch', query: { ...query, window: {} } });
});

it.each([
  ['Billing since:2h', '“since:2h”', 'Billing'],
  ['Billing after:monday by:ann', '“after:monday”', 'Billing by:ann'],
  ['since:2h until:1h', '“since:2h”', undefined],
  ['since:nonsense Billing', '“since:nonsense”', 'Billing'],
  ['around:18:40 only:people', '“around:18:40”', 'only:people'],
  ['Billing limit:3', '“limit:3”', 'Billing'],
  // What it would be corrected to makes no sense either.
  ['Billing sicne:2h', 'since:', undefined],
  ['Billing tpye:queue', 'type:', 'Billing type:queue'],
  ['off', 'which watch', undefined],
  ['x'.repeat(257), '256 characters', undefined],
  ['x'.repeat(9000), '256 characters', undefined],
  ['type:<!channel>', 'is no type', undefined],
  [
    'https://us-east-1.console.aws.amazon.com/cloudtrailv2/home?region=us-east-1#/events/12345678-aaaa-4bbb-8ccc-dddddddddddd',
    'One event has happened',
    undefined,
  ],
])('%s is a mistake, and what it offers instead is understood', (typed, says, instead) => {
  const read = readWatch(escapeSlack(typed));
  expect(read).toMatchObject({ kind: 'mistake', mistake: { message: expect.stringContaining(says) } });
  expect(read.kind === 'mistake' && read.mistake.tryInstead).toBe(instead);
  if (instead !== undefined) expect(readWatch(escapeSlack(instead)).kind).toBe('watch');
});
