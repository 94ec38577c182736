import type { CloudTrailRecord } from '../../../bot/local/aws/local-account';
import type { CallParts } from '../../../bot/local/aws/records';
import { idFrom } from '../../../bot/local/aws/records';
import { settingsOf } from './settings';
import { anInstance, newThing } from './steps';
import { ACCOUNT, INSTANCES, type Instance, type Members, NAMES, PROD, type Thing } from './world';
import { type AccountWriter, arnOf, given } from './writer';

type Steps = readonly (() => void)[];
type RareKind = (w: AccountWriter) => Steps;

/** Now and then a call is refused. */
const refused = (w: AccountWriter, n = 6): { readonly errorCode?: string } =>
  w.oneIn(n) ? { errorCode: w.pick(['AccessDeniedException', 'ThrottlingException']) } : {};
/** A call that succeeds or is refused, of things that Connect lists nowhere; whether it succeeded. */
const call = (w: AccountWriter, instance: Instance, parts: Omit<CallParts, 'time'>, bare = false): boolean => {
  const error = refused(w);
  const { responseElements, ...tried } = parts;
  const succeeded = error.errorCode === undefined;
  w.record({
    instance,
    bare,
    call: { ...tried, ...error, ...(succeeded && responseElements && { responseElements }) },
  });
  return succeeded;
};
const instanceArn = ({ id, region }: Instance): string => `arn:aws:connect:${region}:${ACCOUNT}:instance/${id}`;

/** The tags and groups by which a security profile limits what its users may touch: sent whole, in part, or not at all. */
const accessTags: RareKind = (w) => {
  const restrictions = (instance: Instance): Members => ({
    ...(!w.oneIn(3) && { AllowedAccessControlTags: { team: w.pick(['x', 'y', 'z']) } }),
    ...(w.oneIn(2) && { TagRestrictedResources: w.some(['User', 'Queue', 'RoutingProfile'], 2) }),
    ...(w.oneIn(2) && { HierarchyRestrictedResources: ['User'] }),
    ...(w.oneIn(2) && given('AllowedAccessControlHierarchyGroupId', w.idOf('user-hierarchy-group', instance))),
  });
  return [
    () => {
      const permissions = { Permissions: w.some(['A', 'B', 'C'], 2) };
      const id = w.newId('rights');
      w.create('security-profile', PROD, w.pick(NAMES), id, { ...permissions, ...restrictions(PROD) });
    },
    ...Array.from({ length: 3 }, () => () => {
      const profile = w.oneOf('security-profile');
      if (profile === undefined) return;
      const set = { Permissions: w.some(['A', 'B', 'C'], 2), ...restrictions(profile.instance) };
      w.change(profile, 'UpdateSecurityProfile', set);
    }),
  ];
};

/** Custom vocabularies, and which is the default of a language: set, replaced, and cleared by naming none. */
const vocabularies: RareKind = (w) => {
  const made: { readonly id: string; readonly instance: Instance }[] = [];
  const language = (): string => w.pick(['en-US', 'de-DE']);
  return [
    () => {
      const instance = anInstance(w);
      const id = w.newId('vocabulary');
      const requestParameters = { VocabularyName: w.pick(NAMES), LanguageCode: language(), Content: '***' };
      const responseElements = { VocabularyId: id, State: 'CREATION_IN_PROGRESS' };
      if (call(w, instance, { eventName: 'CreateVocabulary', requestParameters, responseElements }))
        made.push({ id, instance });
    },
    ...Array.from({ length: 2 }, () => () => {
      const instance = anInstance(w);
      const own = made.filter((one) => one.instance === instance);
      const chosen = w.oneIn(3) || own.length === 0 ? undefined : w.pick(own).id;
      const requestParameters = { LanguageCode: language(), ...given('VocabularyId', chosen) };
      call(w, instance, { eventName: 'AssociateDefaultVocabulary', requestParameters });
    }),
    () => {
      if (made.length === 0 || !w.oneIn(2)) return;
      const { id, instance } = w.pick(made);
      if (call(w, instance, { eventName: 'DeleteVocabulary', requestParameters: { VocabularyId: id } }))
        made.splice(
          made.findIndex((one) => one.id === id),
          1,
        );
    },
  ];
};

/** Data tables, and their attributes, which have names for ids: renamed, and then changed by the new name. */
const dataTables: RareKind = (w) => {
  const tables: { readonly id: string; readonly instance: Instance; readonly attributes: string[] }[] = [];
  // No name is used twice in a table: whose it was then is told by its time alone.
  const used = new Set<string>();
  const free = (table: string): string | undefined => {
    const name = ['Price', 'Cost', 'Amount', 'Billing', 'VIP'].find(
      (one) => !used.has(`${table} ${one}`) && w.oneIn(2),
    );
    if (name !== undefined) used.add(`${table} ${name}`);
    return name;
  };
  return [
    () => {
      const instance = anInstance(w);
      const id = w.newId('table');
      const requestParameters = { Name: w.pick(NAMES), TimeZone: 'UTC', ValueLockLevel: 'NONE', Status: 'PUBLISHED' };
      if (call(w, instance, { eventName: 'CreateDataTable', requestParameters, responseElements: { Id: id } }))
        tables.push({ id, instance, attributes: [] });
    },
    ...Array.from({ length: 4 }, () => () => {
      if (tables.length === 0) return;
      const { id: DataTableId, instance, attributes } = w.pick(tables);
      const ValueType = w.pick(['NUMBER', 'TEXT']);
      const old = attributes.length === 0 ? undefined : w.pick(attributes);
      const name = free(DataTableId);
      if (old === undefined || w.oneIn(3)) {
        if (name === undefined) return;
        const requestParameters = { DataTableId, Name: name, ValueType };
        const responseElements = { Name: name };
        if (call(w, instance, { eventName: 'CreateDataTableAttribute', requestParameters, responseElements }))
          attributes.push(name);
      } else if (w.oneIn(4)) {
        const requestParameters = { DataTableId, AttributeName: old };
        if (call(w, instance, { eventName: 'DeleteDataTableAttribute', requestParameters }))
          attributes.splice(attributes.indexOf(old), 1);
      } else {
        const requestParameters = { DataTableId, AttributeName: old, Name: name ?? old, ValueType };
        if (call(w, instance, { eventName: 'UpdateDataTableAttribute', requestParameters }))
          attributes.splice(attributes.indexOf(old), 1, name ?? old);
      }
    }),
  ];
};

/** Lex bots, their aliases, which have two ids, and their links to instances by the alias's ARN. */
const lexAliases: RareKind = (w) => {
  const bots: { readonly id: string; readonly alias: string }[] = [];
  const lex = { eventSource: 'lex.amazonaws.com' };
  const tenOf = (what: string): string => w.newId(what).replaceAll('-', '').slice(0, 10).toUpperCase();
  const aliasArn = ({ id, alias }: (typeof bots)[number]): string =>
    `arn:aws:lex:${PROD.region}:${ACCOUNT}:bot-alias/${id}/${alias}`;
  return [
    () => {
      const [id, alias] = [tenOf('bot'), tenOf('alias')];
      const botName = w.pick(['OrderBot', 'Greeter', 'Billing']);
      const bot = { requestParameters: { botName }, responseElements: { botId: id, botName } };
      if (!call(w, PROD, { ...lex, eventName: 'CreateBot', ...bot }, true)) return;
      const botAliasName = w.pick(['live', 'test']);
      const made = call(
        w,
        PROD,
        {
          ...lex,
          eventName: 'CreateBotAlias',
          requestParameters: { botId: id, botAliasName, botVersion: '1' },
          responseElements: { botAliasId: alias, botAliasName, botId: id },
        },
        true,
      );
      if (made) bots.push({ id, alias });
    },
    ...Array.from({ length: 2 }, () => () => {
      if (bots.length === 0) return;
      const bot = w.pick(bots);
      const eventName = w.pick(['AssociateBot', 'AssociateBot', 'DisassociateBot']);
      const requestParameters = { LexV2Bot: { AliasArn: aliasArn(bot) } };
      call(w, w.pick([PROD, PROD, INSTANCES[1]]), { eventName, requestParameters });
    }),
    () => {
      if (bots.length === 0) return;
      const requestParameters = { resourceARN: aliasArn(w.pick(bots)), tags: { team: w.pick(['voice', 'chat']) } };
      call(w, PROD, { ...lex, eventName: 'TagResource', requestParameters }, true);
    },
    () => {
      if (bots.length === 0) return;
      const { id: botId, alias: botAliasId } = w.pick(bots);
      const requestParameters = { botId, botAliasId, botAliasName: 'live', botVersion: w.pick(['1', '2']) };
      call(w, PROD, { ...lex, eventName: 'UpdateBotAlias', requestParameters }, true);
    },
  ];
};

/** Numbers claimed by the ARN of an instance, moved to another, and changed by calls that name none. */
const numbersByTarget: RareKind = (w) => {
  const claimed: string[] = [];
  const put = (id: string, instance: Instance, name: string): void => {
    take(id);
    w.living.push({ kind: 'phone-number', id, instance, name, lastModified: '' });
  };
  const take = (id: string): void => {
    const at = w.living.findIndex((one) => one.id === id);
    if (at >= 0) w.living.splice(at, 1);
  };
  const nameOf = (id: string): string => w.living.find((one) => one.id === id)?.name ?? '';
  const somewhere = (): Instance => w.pick([PROD, INSTANCES[1]]);
  return [
    () => {
      const [id, instance] = [w.newId('number'), somewhere()];
      const requestParameters = { TargetArn: instanceArn(instance), PhoneNumber: `+1555010${w.below(10)}` };
      const PhoneNumberArn = arnOf({ kind: 'phone-number', id, instance });
      const responseElements = { PhoneNumberId: id, PhoneNumberArn };
      if (!call(w, instance, { eventName: 'ClaimPhoneNumber', requestParameters, responseElements }, true)) return;
      claimed.push(id);
      put(id, instance, requestParameters.PhoneNumber);
    },
    ...Array.from({ length: 2 }, () => () => {
      if (claimed.length === 0) return;
      const instance = somewhere();
      const target = w.pick([{ TargetArn: instanceArn(instance) }, { InstanceId: instance.id }]);
      const id = w.pick(claimed);
      const requestParameters = { PhoneNumberId: id, ...target };
      if (call(w, instance, { eventName: 'UpdatePhoneNumber', requestParameters }, 'TargetArn' in target))
        put(id, instance, nameOf(id));
    }),
    () => {
      if (claimed.length === 0) return;
      const requestParameters = { PhoneNumberId: w.pick(claimed), PhoneNumberDescription: '***' };
      call(w, PROD, { eventName: 'UpdatePhoneNumberMetadata', requestParameters }, true);
    },
    () => {
      if (claimed.length === 0 || !w.oneIn(2)) return;
      const id = w.pick(claimed);
      if (!call(w, PROD, { eventName: 'ReleasePhoneNumber', requestParameters: { PhoneNumberId: id } }, true)) return;
      claimed.splice(claimed.indexOf(id), 1);
      take(id);
    },
  ];
};

/** Hours' overrides with the days for which they hold: made, changed, and deleted. */
const overrides: RareKind = (w) => {
  const made: { readonly id: string; readonly hours: Thing }[] = [];
  const days = (): Members => ({
    EffectiveFrom: w.pick(['2026-11-12', '2026-12-24']),
    EffectiveTill: w.pick(['2026-12-30', '2026-12-31']),
  });
  return [
    () => {
      const hours = w.oneOf('hours-of-operation');
      if (hours === undefined) return;
      const id = w.newId('days');
      const Name = w.pick(['Holiday', 'Thanksgiving']);
      const requestParameters = { HoursOfOperationId: w.written(hours), Name, ...days(), Config: [] };
      const responseElements = { HoursOfOperationOverrideId: id };
      if (call(w, hours.instance, { eventName: 'CreateHoursOfOperationOverride', requestParameters, responseElements }))
        made.push({ id, hours });
    },
    ...Array.from({ length: 2 }, () => () => {
      if (made.length === 0) return;
      const { id, hours } = w.pick(made);
      const of = { HoursOfOperationId: w.written(hours), HoursOfOperationOverrideId: id };
      const isEnd = w.oneIn(3);
      const eventName = isEnd ? 'DeleteHoursOfOperationOverride' : 'UpdateHoursOfOperationOverride';
      const set = isEnd ? {} : { ...(w.oneIn(3) && { Name: 'Closed' }), ...days() };
      if (call(w, hours.instance, { eventName, requestParameters: { ...of, ...set } }) && isEnd)
        made.splice(
          made.findIndex((one) => one.id === id),
          1,
        );
    }),
  ];
};

/** One id in all the forms in which records hold it, also in capitals. */
const idForms: RareKind = (w) =>
  Array.from({ length: 3 }, () => () => {
    const queue = w.oneOf('queue');
    if (queue === undefined) return;
    const hours = w.oneOf('hours-of-operation', queue.instance);
    if (hours === undefined) return;
    const forms = [hours.id, hours.id.toUpperCase(), arnOf(hours), encodeURIComponent(arnOf(hours))];
    for (const HoursOfOperationId of [w.pick(forms), w.pick(forms)])
      w.change(queue, 'UpdateQueueHoursOfOperation', { HoursOfOperationId });
  });

const withoutChannel: RareKind = (w) =>
  Array.from({ length: 3 }, () => () => {
    const profile = w.oneOf('routing-profile');
    if (profile === undefined) return;
    const channels = w.some(['VOICE', 'CHAT', 'TASK'], 2);
    const MediaConcurrencies = channels.map((Channel) => ({ Channel, Concurrency: 1 + w.below(3) }));
    w.change(profile, 'UpdateRoutingProfileConcurrency', { MediaConcurrencies });
  });

/** Two calls that set one thing: the newer one channel by channel. */
const userConfigs: RareKind = (w) =>
  Array.from({ length: 4 }, () => () => {
    const user = w.oneOf('user');
    if (user === undefined) return;
    const { touches } = settingsOf(w);
    const older = touches.find(([, eventName]) => eventName === 'UpdateUserPhoneConfig');
    if (older !== undefined && w.oneIn(2)) {
      w.change(user, older[1], older[2](user.instance));
      return;
    }
    const Channel = w.pick(['VOICE', 'VOICE', 'CHAT']);
    const limit = { AfterContactWorkConfig: { AfterContactWorkTimeLimit: w.below(3) * 10 } };
    const both = {
      AutoAcceptConfigs: [{ Channel, AutoAccept: w.oneIn(2) }],
      AfterContactWorkConfigs: [{ Channel, ...limit }],
    };
    const { AutoAcceptConfigs, AfterContactWorkConfigs } = both;
    w.change(user, 'UpdateUserConfig', w.pick<Members>([both, { AutoAcceptConfigs }, { AfterContactWorkConfigs }]));
  });

/** Security profiles given and taken by a call that names the user by ARN alone. */
const profilesByArn: RareKind = (w) =>
  Array.from({ length: 3 }, () => () => {
    const user = w.oneOf('user');
    if (user === undefined) return;
    const profiles = w.idsOf('security-profile', user.instance).map((Id) => ({ Id }));
    if (profiles.length === 0) return;
    const eventName = w.pick([
      'AssociateSecurityProfiles',
      'AssociateSecurityProfiles',
      'DisassociateSecurityProfiles',
    ]);
    const requestParameters = { SecurityProfiles: profiles, EntityType: 'USER', EntityArn: arnOf(user) };
    call(w, user.instance, { eventName, requestParameters });
  });

/** Requests that were not recorded: of calls that were denied, and of those that were too large. */
const notRecorded: RareKind = (w) => [
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

const tooLarge: RareKind = (w) =>
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
const smallLetters: RareKind = (w) => {
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
const maybeDone: RareKind = (w) =>
  Array.from({ length: 3 }, () => () => {
    const queue = w.oneOf('queue');
    if (queue === undefined) return;
    const error = w.pick(['InternalServiceException', 'ServiceUnavailable', 'RequestTimeout']);
    w.change(queue, 'UpdateQueueMaxContacts', { MaxContacts: 1 + w.below(9) });
    w.change(queue, 'UpdateQueueMaxContacts', { MaxContacts: 1 + w.below(9) }, { failed: true, error });
    w.change(queue, 'UpdateQueueMaxContacts', { MaxContacts: 1 + w.below(9) });
  });

/** Renames that set something else too. */
const fullRenames: RareKind = (w) => [
  ...Array.from({ length: 2 }, () => () => {
    const hours = w.oneOf('hours-of-operation');
    if (hours === undefined) return;
    const name = w.pick(NAMES);
    const set = { Name: name, ...settingsOf(w).made['hours-of-operation'](hours.instance) };
    if (w.change(hours, 'UpdateHoursOfOperation', set)) hours.name = name;
  }),
  () => {
    const queue = w.oneOf('queue');
    if (queue === undefined) return;
    const name = w.pick([queue.name, w.pick(NAMES)]);
    if (w.change(queue, 'UpdateQueueName', { Name: name, Description: '***' })) queue.name = name;
  },
];

/** Flows made and saved as drafts, by an id that says so. */
const drafts: RareKind = (w) => [
  () => {
    const set = { Type: 'CONTACT_FLOW', Content: '***', Status: w.pick(['SAVED', 'PUBLISHED']) };
    w.create('flow', PROD, w.pick(NAMES), w.newId('draft'), set);
  },
  () => {
    const flow = w.oneOf('flow');
    if (flow === undefined) return;
    const requestParameters = { ContactFlowId: `${flow.id}:$SAVED`, Content: '***' };
    call(w, flow.instance, { eventName: 'UpdateContactFlowContent', requestParameters });
  },
];

/** What an instance is linked to by something else than an id of Connect's. */
const links: RareKind = (w) => [
  () => {
    const FunctionArn = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:${w.pick(['order-status', 'Billing'])}`;
    const eventName = w.pick(['AssociateLambdaFunction', 'DisassociateLambdaFunction']);
    call(w, w.pick([PROD, INSTANCES[1]]), { eventName, requestParameters: { FunctionArn } });
  },
  () => {
    const Origin = w.pick(['https://crm.example.com', 'https://desk.example.com']);
    const eventName = w.pick(['AssociateApprovedOrigin', 'DisassociateApprovedOrigin']);
    call(w, w.pick([PROD, INSTANCES[1]]), { eventName, requestParameters: { Origin } });
  },
];

/** A second record of a call: of the network that it went through, or in another account's copy. */
const twins: RareKind = (w) => [
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
const sharedTwins: RareKind = (w) => [
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
const plainRoles: RareKind = (w) =>
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
const oneLogin: RareKind = (w) => [
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

/** What happens in some accounts: each has some of these kinds, and then often. */
export const RARE_KINDS = {
  'access tags': accessTags,
  vocabularies,
  'data tables': dataTables,
  'lex aliases': lexAliases,
  'numbers by target': numbersByTarget,
  overrides,
  'id forms': idForms,
  'a channel left out': withoutChannel,
  'two calls for one setting': userConfigs,
  'profiles by arn': profilesByArn,
  'not recorded': notRecorded,
  'too large': tooLarge,
  'small letters': smallLetters,
  'failures that may have taken effect': maybeDone,
  'full renames': fullRenames,
  drafts,
  links,
  'network twins': twins,
  'shared twins': sharedTwins,
  'plain roles': plainRoles,
  'one login twice': oneLogin,
} satisfies Record<string, RareKind>;
export type RareKindName = keyof typeof RARE_KINDS;
