import { call, instanceArn, type RareKind } from './rare-call';
import { settingsOf } from './settings';
import { anInstance } from './steps';
import { INSTANCES, type Instance, type Members, NAMES, PROD, type Thing } from './world';
import { arnOf, given } from './writer';

/** The tags and groups by which a security profile limits what its users may touch: sent whole, in part, or not at all. */
export const accessTags: RareKind = (w) => {
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
export const vocabularies: RareKind = (w) => {
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
export const dataTables: RareKind = (w) => {
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

/** Numbers claimed by the ARN of an instance, moved to another, and changed by calls that name none. */
export const numbersByTarget: RareKind = (w) => {
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
  const held = (): readonly string[] => claimed.filter((id) => w.living.some((one) => one.id === id));
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
      if (held().length === 0) return;
      const instance = somewhere();
      const target = w.pick([{ TargetArn: instanceArn(instance) }, { InstanceId: instance.id }]);
      const id = w.pick(held());
      const requestParameters = { PhoneNumberId: id, ...target };
      if (call(w, instance, { eventName: 'UpdatePhoneNumber', requestParameters }, 'TargetArn' in target))
        put(id, instance, nameOf(id));
    }),
    () => {
      if (held().length === 0) return;
      const requestParameters = { PhoneNumberId: w.pick(held()), PhoneNumberDescription: '***' };
      call(w, PROD, { eventName: 'UpdatePhoneNumberMetadata', requestParameters }, true);
    },
    () => {
      if (held().length === 0 || !w.oneIn(2)) return;
      const id = w.pick(held());
      if (!call(w, PROD, { eventName: 'ReleasePhoneNumber', requestParameters: { PhoneNumberId: id } }, true)) return;
      take(id);
    },
  ];
};

/** Hours' overrides with the days for which they hold: made, changed, and deleted. */
export const overrides: RareKind = (w) => {
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

export const withoutChannel: RareKind = (w) =>
  Array.from({ length: 3 }, () => () => {
    const profile = w.oneOf('routing-profile');
    if (profile === undefined) return;
    const channels = w.some(['VOICE', 'CHAT', 'TASK'], 2);
    const MediaConcurrencies = channels.map((Channel) => ({ Channel, Concurrency: 1 + w.below(3) }));
    w.change(profile, 'UpdateRoutingProfileConcurrency', { MediaConcurrencies });
  });

/** Two calls that set one thing: the newer one channel by channel. */
export const userConfigs: RareKind = (w) =>
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
export const profilesByArn: RareKind = (w) =>
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

/** Renames that set something else too. */
export const fullRenames: RareKind = (w) => [
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
export const drafts: RareKind = (w) => [
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
