import type { CloudTrailRecord } from '../../../bot/local/aws/local-account';
import { idFrom } from '../../../bot/local/aws/records';
import type { RareKind } from './rare-call';
import { settingsOf } from './settings';
import { newThing } from './steps';
import { ACCOUNT, type Members, PROD } from './world';
import { arnOf } from './writer';

/** One id in all the forms in which records hold it, also in capitals. */
export const idForms: RareKind = (w) =>
  Array.from({ length: 3 }, () => () => {
    const queue = w.oneOf('queue');
    if (queue === undefined) return;
    const hours = w.oneOf('hours-of-operation', queue.instance);
    if (hours === undefined) return;
    const forms = [hours.id, hours.id.toUpperCase(), arnOf(hours), encodeURIComponent(arnOf(hours))];
    for (const HoursOfOperationId of [w.pick(forms), w.pick(forms)])
      w.change(queue, 'UpdateQueueHoursOfOperation', { HoursOfOperationId });
  });

/** Requests that were not recorded: of calls that were denied, and of those that were too large. */
export const notRecorded: RareKind = (w) => [
  ...Array.from({ length: 2 }, () => () => {
    const queue = w.oneOf('queue');
    const [kind, eventName, set] = w.pick(settingsOf(w).touches);
    const thing = w.oneOf(kind);
    if (queue === undefined || thing === undefined) return;
    w.change(thing, eventName, set(thing.instance), {
      failed: true,
      error: w.pick(['AccessDenied', 'AccessDeniedException']),
      finish: (record) => ({ ...record, requestParameters: null }),
    });
  }),
];

export const tooLarge: RareKind = (w) =>
  Array.from({ length: 2 }, () => () => {
    const id = w.newId('large');
    const queue = { QueueId: id, QueueArn: arnOf({ kind: 'queue', instance: PROD, id }) };
    w.record(
      { instance: PROD, call: { eventName: 'CreateQueue', requestParameters: {}, responseElements: queue } },
      (record) => ({ ...record, requestParameters: { omitted: true } }),
    );
    w.living.push({ kind: 'queue', id, instance: PROD, name: 'Large', lastModified: '' });
  });

/** A request whose members begin with small letters. */
export const smallLetters: RareKind = (w) => {
  const lower = (members: Members): Members =>
    Object.fromEntries(Object.entries(members).map(([key, held]) => [`${key[0]?.toLowerCase()}${key.slice(1)}`, held]));
  return Array.from({ length: 3 }, () => () => {
    const queue = w.oneOf('queue');
    if (queue === undefined) return;
    const [eventName, set] = w.pick<readonly [string, Members]>([
      ['UpdateQueueMaxContacts', { MaxContacts: 1 + w.below(9) }],
      ['UpdateQueueStatus', { Status: w.pick(['ENABLED', 'DISABLED']) }],
    ]);
    w.change(queue, eventName, set, {
      finish: (record) => ({ ...record, requestParameters: lower(record.requestParameters as Members) }),
    });
  });
};

/** What failed at Connect's own end may have taken effect. */
export const maybeDone: RareKind = (w) =>
  Array.from({ length: 3 }, () => () => {
    const queue = w.oneOf('queue');
    if (queue === undefined) return;
    const error = w.pick(['InternalServiceException', 'ServiceUnavailable', 'RequestTimeout']);
    w.change(queue, 'UpdateQueueMaxContacts', { MaxContacts: 1 + w.below(9) });
    w.change(queue, 'UpdateQueueMaxContacts', { MaxContacts: 1 + w.below(9) }, { failed: true, error });
    w.change(queue, 'UpdateQueueMaxContacts', { MaxContacts: 1 + w.below(9) });
  });

/** A second record of a call: of the network that it went through, or in another account's copy. */
export const twins: RareKind = (w) => [
  () => {
    const queue = w.oneOf('queue', PROD);
    if (queue === undefined) return;
    w.change(queue, 'UpdateQueueStatus', { Status: 'DISABLED' });
    const call = w.events.findLast(({ eventName }) => eventName === 'UpdateQueueStatus');
    if (call === undefined) return;
    const { requestParameters: _request, responseElements: _response, userAgent: _agent, ...seen } = call;
    w.events.push({
      ...seen,
      eventID: idFrom(`${w.seed} ${w.step} twin`),
      eventType: 'AwsVpceEvent',
      eventCategory: 'NetworkActivity',
      vpcEndpointId: 'vpce-1',
    });
  },
];

export const sharedTwins: RareKind = (w) => [
  () => {
    newThing(w, 'queue', PROD);
    const call = w.events.findLast(({ eventName }) => eventName === 'CreateQueue');
    if (call === undefined) return;
    const sharedEventID = idFrom(`${w.seed} ${w.step} shared`);
    w.events.splice(w.events.indexOf(call), 1, { ...call, sharedEventID });
    // The other account's record does not say who called.
    const userIdentity = { type: 'AWSAccount', principalId: 'AIDACKCEVSQ6C2EXAMPLE', accountId: ACCOUNT };
    w.events.push({ ...call, sharedEventID, userIdentity, eventID: idFrom(`${w.seed} ${w.step} shared twin`) });
  },
];

const CLI = 'aws-cli/2.27.41 md/awscrt#0.26.1 ua/2.1 os/linux#6.8.0 lang/python#3.13.4 md/prompt#off';

/** Sessions of plain roles: some bear a mark of a person or of a pipeline, some of neither. */
const SESSIONS: readonly (readonly [session: string, agent: string, mfa: 'true' | 'false'])[] = [
  ['jane.doe', CLI, 'true'],
  ['jane.doe', CLI, 'false'],
  ['jane.doe', '[Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/537.36]', 'false'],
  ['jane.doe', 'aws-internal/3 aws-sdk-java/1.11.864 Linux/4.14.193 exec-env/AWS_Lambda_java11', 'false'],
  ['AWSCodeBuild-0a1b2c3d', CLI, 'false'],
  ['botocore-session-1790848980', CLI, 'false'],
  ['run-4711', CLI, 'false'],
  ['jane@example.com', CLI, 'false'],
];

export const plainRoles: RareKind = (w) =>
  Array.from({ length: 4 }, () => () => {
    const [kind, eventName, set] = w.pick(settingsOf(w).touches);
    const thing = w.oneOf(kind);
    if (thing === undefined) return;
    const [session, userAgent, mfaAuthenticated] = w.pick(SESSIONS);
    const sessionIssuer = { type: 'Role', arn: `arn:aws:iam::${ACCOUNT}:role/ConnectAdmin`, userName: 'ConnectAdmin' };
    const userIdentity = {
      type: 'AssumedRole',
      principalId: `AROAEXAMPLEROLEID0001:${session}`,
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/ConnectAdmin/${session}`,
      accountId: ACCOUNT,
      sessionContext: { sessionIssuer, attributes: { mfaAuthenticated } },
    };
    const finish = (record: CloudTrailRecord): CloudTrailRecord => {
      const { sessionCredentialFromConsole: _console, ...rest } = record;
      return { ...rest, userIdentity, userAgent, sourceIPAddress: '203.0.113.7' } as CloudTrailRecord;
    };
    w.change(thing, eventName, set(thing.instance), { finish });
  });

/** One login that belongs to a second user after the first was deleted; each did something. */
export const oneLogin: RareKind = (w) => [
  () => {
    for (const round of ['first', 'second']) {
      const id = w.newId(`${round} jdoe`);
      const before = w.living.length;
      w.create('user', PROD, 'jdoe', id, settingsOf(w).made.user(PROD));
      if (w.living.length === before) return;
      const queue = w.oneOf('queue', PROD);
      if (queue !== undefined)
        w.change(queue, 'UpdateQueueStatus', { Status: w.pick(['ENABLED', 'DISABLED']) }, { userId: id });
      const user = w.living.find((one) => one.id === id);
      if (round === 'first' && user !== undefined) w.remove(user);
    }
  },
];
