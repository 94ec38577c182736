import { idFrom } from '../../../bot/local/aws/records';
import { settingsOf } from './settings';
import {
  ANN,
  BOB,
  CALLS,
  EAST,
  type Instance,
  KINDS,
  type Kind,
  LISTED,
  type Members,
  NAMES,
  NUMBERS,
  PROD,
  REPLICA,
  TEST,
  type Thing,
} from './world';
import { type AccountWriter, arnOf, given } from './writer';

const isListed = ({ id }: Thing): boolean => LISTED.some((one) => one.id === id);
export const anInstance = ({ pick }: AccountWriter): Instance => pick([PROD, PROD, PROD, TEST, EAST]);

/** Makes something new. */
export const newThing = (w: AccountWriter, kind: Kind, instance = anInstance(w)): void => {
  const { pick, below, create, newId } = w;
  const name = kind === 'phone-number' ? pick(NUMBERS) : kind === 'user' ? `agent${below(4)}` : pick(NAMES);
  create(kind, instance, name, newId(kind), settingsOf(w).made[kind](instance));
};

/** What happens in every account, each as often as it stands here. */
export const commonSteps = (w: AccountWriter): readonly (() => void)[] => {
  const { pick, oneIn, below, record, repeat, change, remove, touched, oneOf, idOf, idsOf, written, living } = w;
  const { touches } = settingsOf(w);
  const touch = (userId?: string): void => {
    const [kind, eventName, set] = pick(touches);
    const thing = oneOf(kind, userId === undefined ? undefined : PROD);
    if (thing !== undefined) change(thing, eventName, set(thing.instance), { userId });
  };
  return [
    ...Array.from({ length: 8 }, () => () => newThing(w, pick(KINDS))),
    ...Array.from({ length: 3 }, () => () => {
      const thing = pick(living);
      const { rename } = CALLS[thing.kind];
      if (rename === undefined) return;
      const name = pick(NAMES);
      if (change(thing, rename, { Name: name })) thing.name = name;
    }),
    ...Array.from({ length: 22 }, () => () => touch()),
    // One field twice, most often within a second.
    ...Array.from({ length: 3 }, () => () => {
      const [kind, eventName, set] = pick(touches);
      const thing = oneOf(kind);
      if (thing === undefined) return;
      for (let more = 1 + below(2); more >= 0; more -= 1) {
        change(thing, eventName, set(thing.instance));
        w.atOnce = !oneIn(3);
      }
      w.atOnce = false;
    }),
    // A moved agent, several profiles given and withdrawn, within one story.
    ...Array.from({ length: 3 }, () => () => {
      const user = oneOf('user');
      if (user === undefined) return;
      change(user, 'UpdateUserSecurityProfiles', { SecurityProfileIds: idsOf('security-profile', user.instance) });
      change(user, 'UpdateUserRoutingProfile', given('RoutingProfileId', idOf('routing-profile', user.instance)));
    }),
    ...Array.from({ length: 2 }, () => () => {
      const thing = pick(living);
      if (!isListed(thing) && thing.id !== BOB) remove(thing);
    }),
    () => {
      const hours = oneOf('hours-of-operation');
      if (hours === undefined) return;
      const id = w.newId('override');
      const made = record({
        instance: hours.instance,
        call: {
          eventName: 'CreateHoursOfOperationOverride',
          requestParameters: { HoursOfOperationId: written(hours), Name: 'Holiday', EffectiveFrom: '2026-12-24' },
          responseElements: { HoursOfOperationOverrideId: id },
        },
      });
      touched(hours.id, made);
    },
    () => {
      const thing = pick(living);
      const tag = oneIn(2);
      record({
        instance: thing.instance,
        bare: true,
        call: {
          eventName: tag ? 'TagResource' : 'UntagResource',
          requestParameters: {
            resourceArn: pick([arnOf(thing), encodeURIComponent(arnOf(thing))]),
            ...(tag ? { tags: { team: pick(['voice', 'chat']) } } : { tagKeys: ['team'] }),
          },
        },
      });
    },
    () => {
      const queue = oneOf('queue');
      if (queue === undefined) return;
      const requestParameters = { QueueId: written(queue) };
      const error = oneIn(3) ? { errorCode: 'AccessDeniedException' } : {};
      record({ instance: queue.instance, call: { eventName: 'ReassignQueueOwner', requestParameters, ...error } });
    },
    // A change in the replica's Region that nobody made in the other.
    () => {
      const queue = oneOf('queue', PROD);
      if (queue === undefined) return;
      const requestParameters = {
        QueueId: pick([queue.id, arnOf({ ...queue, instance: REPLICA })]),
        Status: pick(['ENABLED', 'DISABLED']),
      };
      record({ instance: REPLICA, call: { eventName: 'UpdateQueueStatus', requestParameters } });
    },
    // A copy whose original no record holds.
    () => {
      const queue = oneOf('queue', PROD);
      if (queue === undefined) return;
      w.wait();
      const requestParameters = { QueueId: arnOf({ ...queue, instance: REPLICA }), Status: 'DISABLED' };
      repeat({ eventName: 'UpdateQueueStatus', requestParameters }, false);
    },
    // Emergency access: who asked for it, and what somebody whom nothing names then did.
    ...Array.from({ length: 3 }, () => () => {
      if (oneIn(2) || w.emergencyUser === undefined) w.emergencyUser = w.newId('emergency');
      w.wait(1);
      const asked = pick(['AdminGetEmergencyAccessToken', 'AdminGetEmergencyAccessToken', 'GetFederationTokens']);
      const error = oneIn(4) ? { errorCode: 'AccessDeniedException' } : {};
      record({ instance: pick([PROD, PROD, TEST]), atAws: true, call: { eventName: asked, ...error } });
      w.wait(1);
      for (let more = below(3); more >= 0; more -= 1) touch(w.emergencyUser);
    }),
    // What is no change, or not ours, though it holds a name or an id of ours.
    () => {
      const thing = oneOf('queue');
      const requestParameters = { QueueId: thing?.id ?? '', Name: pick(NAMES) };
      const ours = (eventName: string, set: Members) =>
        record({ instance: PROD, call: { eventName, requestParameters: set } });
      const theirs = (eventSource: string, eventName: string, set: Members, answer?: Members) =>
        record({
          instance: PROD,
          bare: true,
          call: { eventName, eventSource, requestParameters: set, ...(answer && { responseElements: answer }) },
        });
      ours('GetMetricDataV2', requestParameters);
      ours('UpdateContactAttributes', { Name: pick(NAMES) });
      ours('StartOutboundVoiceContact', { QueueId: thing?.id ?? '', ContactFlowId: idFrom('old flow') });
      ours('PutUserStatus', { UserId: ANN.id, AgentStatusId: idFrom('status') });
      ours('GetFederationToken', {});
      theirs('sqs.amazonaws.com', 'CreateQueue', requestParameters);
      theirs('iam.amazonaws.com', 'CreateUser', { userName: 'bob' });
      theirs('iam.amazonaws.com', 'DeleteUser', { userName: 'bob', UserId: BOB });
      theirs('ecs.amazonaws.com', 'TagResource', { resourceArn: thing === undefined ? '' : arnOf(thing), tags: {} });
    },
    // Of other services of ours: a bot and a domain of no instance.
    () => {
      const bot = `BOT${String(w.step).padStart(7, '0')}`;
      const lex = { eventSource: 'lex.amazonaws.com' };
      const botName = pick(['Billing', 'Greeter']);
      const parts = { instance: PROD, bare: true };
      record({
        ...parts,
        call: {
          ...lex,
          eventName: 'CreateBot',
          requestParameters: { botName },
          responseElements: { botId: bot, botName },
        },
      });
      record({ ...parts, call: { ...lex, eventName: 'DeleteBot', requestParameters: { botId: bot } } });
      record({
        ...parts,
        call: {
          eventSource: 'voiceid.amazonaws.com',
          eventName: 'CreateDomain',
          requestParameters: { name: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
          responseElements: { domain: { domainId: `Domain${w.step}` } },
        },
      });
    },
  ];
};
