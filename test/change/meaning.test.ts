import type { JsonValue } from '../../bot/change/change';
import { foldPath, isSameValue } from '../../bot/change/meaning';
import { idFrom } from '../../bot/local/aws/records';

const A = idFrom('a');
const B = idFrom('b');
const arn = (id: string, kind = 'queue') =>
  `arn:aws:connect:us-east-1:111122223333:instance/${idFrom('prod')}/${kind}/${id}`;

it.each<[string, string, JsonValue, JsonValue]>([
  ['an id and its ARN', 'QueueId', A, arn(A)],
  ['an ARN and its encoding', 'QueueId', arn(A), encodeURIComponent(arn(A))],
  ['capitals of an id', 'QueueId', A, A.toUpperCase()],
  ['the mark of the latest version, and none', 'MetricId', A, `${A}:$LATEST`],
  ['an id inside an object', 'Config', { QueueId: A }, { QueueId: arn(A) }],
  ['an id inside a list of objects', 'Actions', [{ Queue: { Id: A } }], [{ Queue: { Id: arn(A) } }]],
  ['capitals of members', 'Config', { AutoAccept: true }, { autoAccept: true }],
  ['a member that is null, and none', 'Config', { A: 1, B: null }, { A: 1 }],
  ['a number and its text', 'MaxContacts', 5, '5'],
  ['a boolean and its text', 'AutoAccept', true, 'true'],
  ['a set in another order', 'SecurityProfileIds', [A, B], [B, arn(A)]],
  ['a set with one item twice', 'SecurityProfileIds', [A, A], [A]],
  [
    'opening times in another order',
    'Config',
    [{ Day: 'MONDAY' }, { Day: 'TUESDAY' }],
    [{ Day: 'TUESDAY' }, { Day: 'MONDAY' }],
  ],
])('means the same: %s', (_, field, a, b) => {
  expect(isSameValue(field, a, b)).toBe(true);
});

it.each<[string, string, JsonValue, JsonValue]>([
  ['two ids', 'QueueId', A, B],
  ['two versions of one id', 'FlowId', `${A}:1`, `${A}:2`],
  ['a draft and what is published', 'FlowId', `${A}:$SAVED`, A],
  ['names that differ by a capital', 'Name', 'Billing', 'billing'],
  ['a name and its encoding', 'Name', '50% off', '50%25%20off'],
  ['a text and an empty one', 'Description', 'x', ''],
  [
    'aliases of two bots, which all have one id',
    'AliasArn',
    'arn:aws:lex:us-east-1:111122223333:bot-alias/BOT0000001/TSTALIASID',
    'arn:aws:lex:us-east-1:111122223333:bot-alias/BOT0000002/TSTALIASID',
  ],
  ['tag keys that differ by a capital', 'tags', { team: 'x' }, { Team: 'x' }],
  ['an order that may matter', 'Items', [{ A: 1 }, { B: 1 }], [{ B: 1 }, { A: 1 }]],
  ['an object twice', 'Items', [{ A: 1 }], [{ A: 1 }, { A: 1 }]],
  ['nothing and an empty list', 'Permissions', null, []],
  ['nothing and its word', 'Name', null, 'null'],
])('does not mean the same: %s', (_, field, a, b) => {
  expect(isSameValue(field, a, b)).toBe(false);
});

it('folds the API’s own members, not those that users name', () => {
  expect(foldPath('PhoneConfig.AutoAccept')).toBe('phoneconfig.autoaccept');
  expect(foldPath('Tags.Team.Red')).toBe('tags.Team.Red');
  expect(foldPath('AllowedAccessControlTags.Team')).toBe('allowedaccesscontroltags.Team');
});
