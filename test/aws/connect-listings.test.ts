import { ConnectClient } from '@aws-sdk/client-connect';
import { createConnectListings } from '../../bot/aws/connect-listings';
import { createConnectReader } from '../../bot/aws/connect-reader';
import { LISTED_TYPES, type ListedType } from '../../bot/aws/listed-types';
import { instanceRegions, openConnect } from '../../bot/aws/open-connect';
import type { ResourceRef } from '../../bot/change/resource';
import { type LocalResource, localAccount, localInstance } from '../../bot/local/aws/local-account';
import { type Fault, type LocalAwsOptions, startLocalAws } from '../../bot/local/aws/local-aws';

const ACCOUNT = '111122223333';
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const [harborId, sydneyId] = [uuid(1), uuid(2)];
const modified = '2026-11-18T08:09:34Z';
const thing = (n: number, name: string, details = {}): LocalResource => ({
  id: uuid(n),
  name,
  lastModifiedTime: modified,
  details,
});

const account = localAccount({
  accountId: ACCOUNT,
  instances: [
    localInstance({
      id: harborId,
      alias: 'harbor-prod',
      region: 'us-east-1',
      account: ACCOUNT,
      users: Array.from({ length: 1203 }, (_, n) => ({
        id: uuid(10_000 + n),
        username: `user${n}`,
        firstName: `First${n}`,
        lastName: `Last${n}`,
        lastModifiedTime: modified,
      })),
      queues: [thing(100, 'Billing'), thing(101, 'agent queue', { QueueType: 'AGENT' })],
      routingProfiles: [thing(110, 'Tier 1')],
      contactFlows: [thing(120, 'Main Menu')],
      contactFlowModules: [thing(130, 'Greeting')],
      hoursOfOperations: [thing(140, 'Weekdays')],
      quickConnects: [thing(150, 'To Billing')],
      securityProfiles: [thing(160, 'Admin')],
      prompts: [thing(170, 'Music')],
      phoneNumbers: [thing(180, '+18005550100')],
      agentStatuses: [thing(190, 'Lunch')],
      hierarchyGroups: [thing(200, 'Team A')],
      hoursOfOperationOverrides: [thing(210, 'Thanksgiving', { HoursOfOperationId: uuid(140) })],
      emailAddresses: [thing(220, 'letters@harbor.example')],
      views: [thing(230, 'Policy Card'), thing(231, 'Cards', { Type: 'AWS_MANAGED' })],
      rules: [thing(240, 'Alert on silence')],
      taskTemplates: [thing(250, 'Ring back')],
      evaluationForms: [thing(260, 'Voice quality')],
      predefinedAttributes: [{ ...thing(0, 'Language skill'), id: 'Language skill' }],
      dataTables: [thing(270, 'Garages')],
      workspaces: [thing(280, 'Adjuster desk')],
      integrationAssociations: [
        thing(290, '', { SourceApplicationName: 'Ticketing' }),
        thing(291, '', { IntegrationType: 'CASES_DOMAIN' }),
      ],
      trafficDistributionGroups: [thing(300, 'East and west')],
      vocabularies: [thing(310, 'Insurance terms')],
      metrics: [thing(320, 'Solved at first contact'), thing(321, 'Handled', { Type: 'AWS_MANAGED' })],
      extractionDefinitions: [thing(330, 'Policy number')],
    }),
    localInstance({ id: sydneyId, alias: 'harbor-sydney', region: 'ap-southeast-2', account: ACCOUNT }),
  ],
});
const harbor = { id: harborId, region: 'us-east-1', account: ACCOUNT, alias: 'harbor-prod' };
const unlimited = { perSecond: Number.POSITIVE_INFINITY, burst: 1 };

/** Runs with a reader of the local account, and closes all. */
const withReader = async (
  work: (given: {
    reader: ReturnType<typeof createConnectReader> & ReturnType<typeof createConnectListings>;
    calls: () => string[];
    paced: string[];
  }) => Promise<void>,
  options: LocalAwsOptions = {},
  served = account,
  configured?: readonly string[],
) => {
  const aws = await startLocalAws(served, { connectAllowance: unlimited, ...options });
  const clients: ConnectClient[] = [];
  const paced: string[] = [];
  const opened = openConnect({
    ...{ homeRegion: 'us-east-1', now: () => new Date() },
    connect: (region) => {
      const client = new ConnectClient({ region, endpoint: aws.url, maxAttempts: 2 });
      clients.push(client);
      return client;
    },
  });
  const connect = { ...opened, pace: async (region: string) => void paced.push(region) };
  const reader = { ...createConnectReader(connect, configured), ...createConnectListings(connect) };
  try {
    await work({ reader, calls: () => aws.calls.map(({ operation }) => operation), paced });
  } finally {
    for (const client of clients) client.destroy();
    await aws.close();
  }
};
const readAll = async <T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> => {
  const all: T[] = [];
  for await (const page of pages) all.push(...page);
  return all;
};

describe('instances', () => {
  const arn = `arn:aws:connect:ap-southeast-2:${ACCOUNT}:instance/${sydneyId}`;
  const sydney = { id: sydneyId, region: 'ap-southeast-2', account: ACCOUNT, alias: 'harbor-sydney' };

  it('are those that are named: by a bare id in the default Region, by an ARN in its own', () =>
    withReader(async ({ reader }) => {
      expect(await reader.instances([harborId, arn])).toEqual([harbor, sydney]);
    }));

  it('are all of the default Region where none is named', () =>
    withReader(async ({ reader }) => {
      expect(await reader.instances()).toEqual([harbor]);
      expect(await reader.instances([])).toEqual([harbor]);
    }));

  it('lack only their alias where DescribeInstance is denied', () =>
    withReader(
      async ({ reader }) => {
        expect(await reader.instances([harborId, arn])).toEqual([
          { id: harborId, region: 'us-east-1', account: 'unknown' },
          { id: sydneyId, region: 'ap-southeast-2', account: ACCOUNT },
        ]);
      },
      { faults: ({ operation }) => (operation === 'DescribeInstance' ? { kind: 'denied' } : undefined) },
    ));

  it('cannot be had at all where ListInstances is denied, which is said in words', () =>
    withReader(
      async ({ reader }) => {
        await expect(reader.instances()).rejects.toThrow(
          'Connect failed while listing the Connect instances of us-east-1: AccessDeniedException.',
        );
      },
      { faults: () => ({ kind: 'denied' }) },
    ));
});

describe('the Regions of instances', () => {
  const regions = async (named: readonly string[] | undefined, options: LocalAwsOptions = {}) => {
    const aws = await startLocalAws(account, { connectAllowance: unlimited, ...options });
    const client = new ConnectClient({ region: 'us-east-1', endpoint: aws.url, maxAttempts: 1 });
    try {
      const deps = { homeRegion: 'us-east-1', now: () => new Date(), connect: () => client, connectRate: unlimited };
      return { found: await instanceRegions(deps, named), calls: aws.calls.length };
    } finally {
      client.destroy();
      await aws.close();
    }
  };

  it('are told by ARNs and bare ids themselves, each once, without a call', async () => {
    const arn = `arn:aws:connect:ap-southeast-2:${ACCOUNT}:instance/${sydneyId}`;
    expect(await regions([harborId, arn, arn])).toEqual({ found: ['us-east-1', 'ap-southeast-2'], calls: 0 });
  });

  it('are those of all that ListInstances gives where none is named', async () => {
    expect(await regions(undefined)).toEqual({ found: ['us-east-1'], calls: 1 });
    await expect(regions(undefined, { faults: () => ({ kind: 'denied' }) })).rejects.toThrow('AccessDeniedException');
  });
});

describe('listings', () => {
  const names: Record<ListedType, readonly string[]> = {
    user: Array.from({ length: 1203 }, (_, n) => `user${n}`),
    queue: ['Billing'],
    'routing-profile': ['Tier 1'],
    flow: ['Main Menu'],
    'flow-module': ['Greeting'],
    'hours-of-operation': ['Weekdays'],
    'hours-of-operation-override': ['Thanksgiving'],
    'quick-connect': ['To Billing'],
    'security-profile': ['Admin'],
    prompt: ['Music'],
    'phone-number': ['+18005550100'],
    'agent-status': ['Lunch'],
    'user-hierarchy-group': ['Team A'],
    'email-address': ['letters@harbor.example'],
    view: ['Policy Card'],
    rule: ['Alert on silence'],
    'task-template': ['Ring back'],
    'evaluation-form': ['Voice quality'],
    'predefined-attribute': ['Language skill'],
    'data-table': ['Garages'],
    workspace: ['Adjuster desk'],
    'integration-association': ['Ticketing', 'CASES_DOMAIN'],
    'traffic-distribution-group': ['East and west'],
    vocabulary: ['Insurance terms'],
    metric: ['Solved at first contact'],
    'extraction-definition': ['Policy number'],
  };

  it.each(LISTED_TYPES)('show every %s by name, with its instance, and nothing that nobody can change', (type) =>
    withReader(async ({ reader }) => {
      const listed = await readAll(reader.list(harbor, type));
      expect(listed.map(({ name }) => name)).toEqual(names[type]);
      expect(listed[0]?.ref).toEqual({
        service: 'connect',
        type,
        id: type === 'predefined-attribute' ? 'Language skill' : expect.stringMatching(/^0{8}-/),
        region: 'us-east-1',
        instance: harbor,
      });
    }),
  );

  it('are read page by page to their end, each page in its turn', () =>
    withReader(async ({ reader, calls, paced }) => {
      const users = await readAll(reader.list(harbor, 'user'));
      expect(new Set(users.map(({ ref }) => ref.id)).size).toBe(1203);
      expect(calls()).toEqual(['ListUsers', 'ListUsers']);
      expect(paced).toEqual(['us-east-1', 'us-east-1']);
    }));

  it('say what failed, and where; throttling is tried again', () =>
    withReader(
      async ({ reader, calls }) => {
        await expect(readAll(reader.list(harbor, 'queue'))).rejects.toThrow(
          `Connect failed while listing queue in instance ${harborId}: AccessDeniedException.`,
        );
        expect(await readAll(reader.list(harbor, 'prompt'))).toHaveLength(1);
        expect(calls()).toEqual(['ListQueues', 'ListPrompts', 'ListPrompts']);
      },
      {
        faults: ({ operation, n }) => {
          if (operation === 'ListQueues') return { kind: 'denied' };
          return operation === 'ListPrompts' && n === 1 ? { kind: 'throttled' } : undefined;
        },
      },
    ));

  it.each<Fault['kind']>(['throttled', 'server error', 'broken off', 'truncated'])(
    'are whole, each thing once, where every other call is %s',
    (kind) =>
      withReader(
        async ({ reader, calls }) => {
          const users = await readAll(reader.searchUsers(harbor));
          expect(users.map(({ ref }) => ref.id)).toEqual([...new Set(users.map(({ ref }) => ref.id))]);
          expect(users).toHaveLength(1203);
          expect(calls().length).toBeGreaterThan(20);
        },
        { faults: ({ n }) => (n % 2 === 1 ? ({ kind } as Fault) : undefined) },
      ),
  );

  it('of users have their first and last names where searching is allowed', () =>
    withReader(async ({ reader }) => {
      const users = await readAll(reader.searchUsers(harbor));
      expect(users).toHaveLength(1203);
      expect(users[7]).toMatchObject({ name: 'user7', person: { firstName: 'First7', lastName: 'Last7' } });
    }));
});

describe('one user', () => {
  it('is told by id, or as not known', () =>
    withReader(async ({ reader }) => {
      expect(await reader.describeUser(harbor, uuid(10_005))).toEqual({
        username: 'user5',
        person: { firstName: 'First5', lastName: 'Last5' },
      });
      expect(await reader.describeUser(harbor, uuid(99))).toBe('not known');
    }));

  it('is neither where Connect cannot be asked', () =>
    withReader(
      async ({ reader }) => {
        expect(await reader.describeUser(harbor, uuid(99))).toBeUndefined();
      },
      { faults: () => ({ kind: 'denied' }) },
    ));
});

describe('where instances are configured', () => {
  it.each([
    ['by id', harborId],
    ['by ARN', `arn:aws:connect:us-east-1:${ACCOUNT}:instance/${harborId}`],
  ])('(%s) nothing is asked about what is in another one, which the role does not allow', (_how, configured) =>
    withReader(
      async ({ reader, calls }) => {
        const elsewhere = { id: sydneyId, region: 'ap-southeast-2', account: ACCOUNT };
        const queue: ResourceRef = { service: 'connect', type: 'queue', id: uuid(100), region: 'ap-southeast-2' };
        expect(await reader.describeUser(elsewhere, uuid(10_005))).toBeUndefined();
        expect(await reader.lastModified({ ...queue, instance: elsewhere })).toBeUndefined();
        expect(await reader.dependencies({ ...queue, instance: elsewhere })).toBeUndefined();
        expect(await reader.describeUser({ ...harbor, region: 'ap-southeast-2' }, uuid(10_005))).toBeUndefined();
        expect(calls()).toEqual([]);
        expect(await reader.describeUser(harbor, uuid(10_005))).toMatchObject({ username: 'user5' });
      },
      {},
      account,
      [configured],
    ),
  );
});

describe("Connect's own last-modified time", () => {
  const ref = (type: ResourceRef['type'], n: number): ResourceRef => ({
    service: 'connect',
    type,
    id: uuid(n),
    region: 'us-east-1',
    instance: harbor,
  });

  it.each([
    ['user', 10_000],
    ['queue', 100],
    ['routing-profile', 110],
    ['flow', 120],
    ['hours-of-operation', 140],
    ['quick-connect', 150],
    ['security-profile', 160],
    ['prompt', 170],
    ['agent-status', 190],
    ['user-hierarchy-group', 200],
    ['email-address', 220],
    ['view', 230],
    ['rule', 240],
    ['task-template', 250],
    ['evaluation-form', 260],
    ['data-table', 270],
    ['workspace', 280],
    ['metric', 320],
    ['extraction-definition', 330],
  ] as const)('is told of a %s', (type, n) =>
    withReader(async ({ reader }) => {
      expect(await reader.lastModified(ref(type, n))).toBe(modified);
    }),
  );

  it('is told of a predefined attribute, whose id is its name', () =>
    withReader(async ({ reader }) => {
      expect(await reader.lastModified({ ...ref('predefined-attribute', 0), id: 'Language skill' })).toBe(modified);
    }));

  it('is not told, nor asked, where the API has none or too little is known', () =>
    withReader(async ({ reader, calls }) => {
      const { id, ...nameless } = ref('queue', 100);
      const { instance, ...homeless } = ref('queue', 100);
      const asked = [ref('phone-number', 180), ref('flow-module', 130), ref('use-case', 5), nameless, homeless];
      expect(await Promise.all(asked.map(reader.lastModified))).toEqual(asked.map(() => undefined));
      expect(calls()).toEqual([]);
      expect([id, instance]).toEqual([uuid(100), harbor]);
    }));

  it('is not told of what is gone, nor where describing is denied', async () => {
    await withReader(async ({ reader }) => expect(await reader.lastModified(ref('queue', 99))).toBeUndefined());
    await withReader(async ({ reader }) => expect(await reader.lastModified(ref('queue', 100))).toBeUndefined(), {
      faults: () => ({ kind: 'denied' }),
    });
  });
});

describe('what a thing depends on', () => {
  const ref = (type: ResourceRef['type'], id: string): ResourceRef => ({
    service: 'connect',
    type,
    id,
    region: 'us-east-1',
    instance: harbor,
  });
  const profile = (n: number, queues: readonly number[], manual: readonly number[] = []): LocalResource =>
    thing(n, `Profile ${n}`, {
      AssociatedQueueIds: queues.map(uuid),
      AssociatedManualAssignmentQueueIds: manual.map(uuid),
    });
  const home = localInstance({
    id: harborId,
    alias: 'harbor-prod',
    region: 'us-east-1',
    account: ACCOUNT,
    users: [
      {
        id: uuid(1000),
        username: 'akua',
        lastModifiedTime: modified,
        securityProfileIds: [uuid(160), uuid(161)],
        routingProfileId: uuid(400),
        hierarchyGroupId: uuid(200),
      },
      { id: uuid(1001), username: 'nikki', lastModifiedTime: modified },
    ],
    queues: [thing(100, 'Billing', { HoursOfOperationId: uuid(140) }), thing(101, 'Refunds')],
    // Six pages of a hundred.
    routingProfiles: [
      profile(400, [100, 101, 101]),
      profile(401, [101], [100]),
      ...Array.from({ length: 548 }, (_, n) => profile(402 + n, [101])),
      profile(950, [100]),
      profile(
        999,
        Array.from({ length: 101 }, (_, n) => 3000 + n),
      ),
    ],
  });
  const atHome = (work: Parameters<typeof withReader>[0], options: LocalAwsOptions = {}) =>
    withReader(work, options, localAccount({ accountId: ACCOUNT, instances: [home] }));

  it('is for a queue its hours and the profiles that hold it, of the first five pages', () =>
    atHome(async ({ reader, calls, paced }) => {
      expect(await reader.dependencies(ref('queue', uuid(100)))).toEqual({
        refs: [
          ref('hours-of-operation', uuid(140)),
          ref('routing-profile', uuid(400)),
          ref('routing-profile', uuid(401)),
        ],
        whole: false,
      });
      expect(calls()).toEqual(['DescribeQueue', ...Array.from({ length: 5 }, () => 'SearchRoutingProfiles')]);
      expect(paced).toHaveLength(6);
    }));

  it('is for a user the security profiles, the routing profile and the hierarchy group, as far as there are any', () =>
    atHome(async ({ reader }) => {
      expect(await reader.dependencies(ref('user', uuid(1000)))).toEqual({
        refs: [
          ref('security-profile', uuid(160)),
          ref('security-profile', uuid(161)),
          ref('routing-profile', uuid(400)),
          ref('user-hierarchy-group', uuid(200)),
        ],
        whole: true,
      });
      expect(await reader.dependencies(ref('user', uuid(1001)))).toEqual({ refs: [], whole: true });
    }));

  it('is not whole for a routing profile with more queues than a page holds', () =>
    atHome(async ({ reader }) => {
      const told = await reader.dependencies(ref('routing-profile', uuid(999)));
      expect([told?.refs.length, told?.whole]).toEqual([100, false]);
    }));

  it('is for a routing profile its queues, each once', () =>
    atHome(async ({ reader, paced }) => {
      expect(await reader.dependencies(ref('routing-profile', uuid(400)))).toEqual({
        refs: [ref('queue', uuid(100)), ref('queue', uuid(101))],
        whole: true,
      });
      expect(paced).toEqual(['us-east-1']);
    }));

  it('is nothing, unasked, for any other type', () =>
    atHome(async ({ reader, calls }) => {
      const nothing = { refs: [], whole: true };
      expect(await reader.dependencies(ref('prompt', uuid(1)))).toEqual(nothing);
      expect(await reader.dependencies({ ...ref('queue', 'q'), service: 'lex' })).toEqual(nothing);
      expect(calls()).toEqual([]);
    }));

  it.each(['DescribeQueue', 'SearchRoutingProfiles'])('is not told where %s is denied', (denied) =>
    atHome(async ({ reader }) => expect(await reader.dependencies(ref('queue', uuid(100)))).toBeUndefined(), {
      faults: ({ operation }) => (operation === denied ? { kind: 'denied' } : undefined),
    }),
  );

  it('is not told of what is gone or where the instance is not known', () =>
    atHome(async ({ reader }) => {
      const { instance, ...homeless } = ref('queue', uuid(100));
      expect(await reader.dependencies(homeless)).toBeUndefined();
      expect(await reader.dependencies(ref('user', uuid(99)))).toBeUndefined();
      expect(instance).toEqual(harbor);
    }));
});
