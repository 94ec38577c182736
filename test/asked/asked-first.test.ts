import { plainText } from '../../bot/answer/wording/pieces';
import { idFrom } from '../../bot/local/aws/records';
import { askSent, calls, SOURCES } from './ask-both';

const InstanceId = idFrom('an instance');
const id = (what: string, n: number): string => idFrom(`${what} ${n}`);
const six = <T>(of: (n: number) => T): readonly T[] => [1, 2, 3, 4, 5, 6].map(of);
const profile = id('profile', 0);
const queue = (n: number) => ({ QueueReference: { QueueId: id('queue', n), Channel: 'VOICE' }, Priority: n, Delay: 0 });

const made = (eventName: string, what: string, member: string) =>
  six(
    (n) =>
      [
        eventName,
        {
          request: { InstanceId, Name: `${what} ${n}`, SecurityProfileName: `${what} ${n}` },
          response: { [member]: id(what, n) },
        },
      ] as const,
  );

/** Each call names six things; the last of them is asked about. */
it.each<[string, string, readonly [string, { readonly request: Readonly<Record<string, unknown>> }], string]>([
  [
    'put into a profile',
    'queue',
    ['AssociateRoutingProfileQueues', { request: { InstanceId, RoutingProfileId: profile, QueueConfigs: six(queue) } }],
    'put queues queue 6 (VOICE, priority 6), queue 1 (VOICE, priority 1) and 4 more into',
  ],
  [
    'taken out of a profile',
    'queue',
    [
      'DisassociateRoutingProfileQueues',
      { request: { InstanceId, RoutingProfileId: profile, QueueReferences: six((n) => queue(n).QueueReference) } },
    ],
    'took queues queue 6 (VOICE), queue 1 (VOICE) and 4 more out of',
  ],
  [
    'added to a queue',
    'quick-connect',
    [
      'AssociateQueueQuickConnects',
      { request: { InstanceId, QueueId: id('queue', 1), QuickConnectIds: six((n) => id('quick-connect', n)) } },
    ],
    'added quick connects quick-connect 6, quick-connect 1, quick-connect 2 and 3 more to',
  ],
  [
    'given to a user',
    'profile',
    [
      'UpdateUserSecurityProfiles',
      { request: { InstanceId, UserId: id('user', 1), SecurityProfileIds: six((n) => id('profile', n)) } },
    ],
    'to profile 6, profile 1, profile 2 and 3 more',
  ],
])('a list that is cut names what was asked about first: things %s', async (_how, what, call, told) => {
  const records = calls(
    ...made('CreateQueue', 'queue', 'QueueId'),
    ...made('CreateQuickConnect', 'quick-connect', 'QuickConnectId'),
    ...made('CreateSecurityProfile', 'profile', 'SecurityProfileId'),
    call,
  );
  for (const source of SOURCES) {
    const { changes } = await askSent(`"${what} 6"`, records, source);
    expect(changes.map(({ sentence }) => plainText(sentence))[0]).toContain(told);
  }
});
