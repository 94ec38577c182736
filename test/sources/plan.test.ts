import { OPERATIONS, type Operation, RESOURCE_TYPES, type ResourceType } from '../../bot/change/catalogue';
import type { Change, JsonValue } from '../../bot/change/change';
import { normalize } from '../../bot/change/normalize';
import type { ResourceRef } from '../../bot/change/resource';
import { answersRequest, type ChangeRequest, relationTo } from '../../bot/sources/change-source';
import {
  ATTEMPTS_NOTE,
  NAMES_NOTE,
  operationsFor,
  type Plan,
  pagesLeft,
  planLookup,
  TAG_NOTE,
  TAG_WINDOW_HOURS,
  USERNAME_NOTE,
  walkOn,
} from '../../bot/sources/plan';

const ID = '11111111-2222-4333-8444-555555555555';
const WEEK = 7 * 24;
const request = (over: Partial<ChangeRequest> = {}): ChangeRequest => ({ types: [], window: {}, ...over });
const target = (type: ResourceType, over: Partial<ResourceRef> = {}): ResourceRef => ({
  service: 'connect',
  type,
  id: ID,
  region: 'us-east-1',
  ...over,
});
const choice = (plan: Plan): Extract<Plan, { kind: 'choice' }> => {
  if (plan.kind !== 'choice') throw new Error('The plan leaves no choice.');
  return plan;
};
const names = (plan: Plan): readonly string[] => choice(plan).fanOut.map(({ value }) => value);
const sources = (plan: Plan): readonly string[] => choice(plan).sources.map(({ value }) => value);

describe('the plan for a question', () => {
  it('looks for one event by its id', () => {
    const plan = planLookup(request({ eventId: 'e-1' }), WEEK);
    expect(plan).toEqual({ kind: 'walks', walks: [{ key: 'EventId', value: 'e-1' }] });
  });

  it('looks for a Connect user by the id alone where nothing else is known', () => {
    const by = { connectUserIds: [ID], names: [] };
    const walks = [{ key: 'Username', value: ID }];
    expect(planLookup(request({ by }), WEEK)).toEqual({ kind: 'walks', walks });
  });

  it('looks for a Connect user by the id and by the name as somebody may have signed in elsewhere, a role too where that is cheap', () => {
    const by = { connectUserIds: [ID], names: ['Mateo.Jackson'] };
    const walks = [ID, 'Mateo.Jackson', 'mateo.jackson'].map((value) => ({ key: 'Username', value }));
    for (const over of [{}, { targets: [target('queue')] }]) {
      const plan = choice(planLookup(request({ by, ...over }), WEEK));
      expect(plan).toMatchObject({ fanOut: walks, fanOutCost: walks.length, fanOutNotes: [USERNAME_NOTE] });
    }
  });

  it.each([
    ['山田 太郎', [ID], []],
    ['Mateo Jackson', [ID], []],
    ['山田太郎', [ID], [USERNAME_NOTE]],
    ['mateo@example.com', [ID], [USERNAME_NOTE]],
    ['replica sync', [], [USERNAME_NOTE]],
  ])('says that roles were not searched where the name may be one’s: %s', (name, connectUserIds, notes) => {
    const plan = planLookup(request({ by: { connectUserIds, names: [name] } }), WEEK);
    expect(choice(plan).fanOutNotes).toEqual(notes);
  });

  it('looks up the names it is given, and tags among them by walking everything where the window is long', () => {
    const eventNames = ['CreateQueue', 'UpdateQueueName'];
    expect(names(planLookup(request({ eventNames }), WEEK))).toEqual(eventNames);
    expect(choice(planLookup(request({ eventNames }), WEEK)).fanOutNotes).toEqual([]);
    const tags = planLookup(request({ eventNames: [...eventNames, 'TagResource'] }), WEEK);
    expect(tags.kind === 'walks' && tags.walks.every(({ key }) => key === 'EventSource')).toBe(true);
    expect(names(planLookup(request({ eventNames: ['TagResource'] }), 1))).toEqual(['TagResource']);
  });

  it('looks for what happened to a thing itself under fewer names', () => {
    const own = names(planLookup(request({ targets: [target('queue')], own: true }), WEEK));
    expect(own).toContain('UpdateQueueStatus');
    expect(own).not.toContain('AssociateRoutingProfileQueues');
  });

  it('reads everything for a name that may be of a role, unless that is too much: then user names, and says so', () => {
    const plan = planLookup(request({ by: { connectUserIds: [], names: ['ci-connect'] } }), WEEK);
    expect(choice(plan).sources).toHaveLength(3);
    expect(choice(plan).fanOut).toEqual([{ key: 'Username', value: 'ci-connect' }]);
    expect(choice(plan).fanOutNotes).toEqual([USERNAME_NOTE]);
  });

  it('finds what a role did to one thing by the names of what can touch the thing', () => {
    const by = { connectUserIds: [], names: ['ci-connect'] };
    const ofQueue = planLookup(request({ targets: [target('queue')] }), WEEK);
    expect(planLookup(request({ by, targets: [target('queue')] }), WEEK)).toEqual(ofQueue);
  });

  it('fans out over what can touch a queue: its own operations and those that name it', () => {
    const plan = planLookup(request({ types: ['queue'] }), WEEK);
    expect(names(plan)).toEqual(
      expect.arrayContaining(['CreateQueue', 'UpdateQueueStatus', 'AssociateRoutingProfileQueues']),
    );
    expect(names(plan)).not.toContain('CreateUser');
    expect(sources(plan)).toEqual(['connect.amazonaws.com']);
    expect(new Set(names(plan)).size).toBe(names(plan).length);
  });

  it('reads attempts to make something else of the name only where it reads everything, and says so', () => {
    const asked = request({ targets: [target('flow')], name: 'Returns' });
    const plan = choice(planLookup(asked, WEEK));
    const plain = choice(planLookup(request({ targets: [target('flow')] }), WEEK));
    expect([plan.sources, plan.fanOut, plan.fanOutCost]).toEqual([plain.sources, plain.fanOut, plain.fanOutCost]);
    expect(plan.fanOutNotes).toEqual([
      ...plain.fanOutNotes.slice(0, -1),
      ATTEMPTS_NOTE,
      ...plain.fanOutNotes.slice(-1),
    ]);
    expect(operationsFor(asked).map(({ name }) => name)).toEqual(expect.arrayContaining(['CreateQueue', 'CreateUser']));
    expect(operationsFor({ ...asked, types: ['flow'] }).map(({ name }) => name)).not.toContain('CreateUser');
  });

  it('counts a name that other services share as dearer', () => {
    const shared = OPERATIONS.filter(({ category, sharedWith }) => category === 'config-change' && sharedWith > 0);
    expect(shared.map(({ name }) => name)).toEqual(expect.arrayContaining(['CreateQueue', 'CreateUser']));
    const plan = choice(planLookup(request({ types: ['queue'] }), WEEK));
    expect(plan.fanOutCost).toBeGreaterThan(plan.fanOut.length);
  });

  it('looks for everything under every name where the type of an id is not known', () => {
    const plan = planLookup(request({ targets: [target('unknown', { region: 'unknown' })] }), WEEK);
    expect(names(plan)).toEqual(names(planLookup(request(), WEEK)));
    expect(sources(plan)).toHaveLength(3);
  });

  it('asks nothing but what gives names where only names are wanted', () => {
    const plan = planLookup(request({ naming: true, types: ['queue'] }), WEEK);
    expect([...names(plan)].sort()).toEqual(['CreateQueue', 'UpdateQueueName']);
    expect(choice(plan).fanOutNotes).toEqual([]);
  });

  it.each(RESOURCE_TYPES)('asks CloudTrail something for %s, in every window', (type) => {
    for (const hours of [1, WEEK]) {
      const plan = planLookup(request({ types: [type] }), hours);
      expect(plan.kind === 'walks' ? plan.walks : plan.sources).not.toHaveLength(0);
      expect(plan.kind === 'walks' ? plan.walks : plan.fanOut).not.toHaveLength(0);
    }
  });
});

describe('tags', () => {
  const isTag = (name: string): boolean => /^(Tag|Untag)Resource$/.test(name);

  it('are looked for by name over a day at most, and left out with a note over more', () => {
    for (const types of [[], ['queue' as const]]) {
      const short = planLookup(request({ types }), TAG_WINDOW_HOURS);
      expect(names(short).filter(isTag)).toHaveLength(2);
      expect(choice(short).fanOutNotes).toEqual([NAMES_NOTE]);
      const long = planLookup(request({ types }), TAG_WINDOW_HOURS + 0.01);
      expect(names(long).filter(isTag)).toHaveLength(0);
      expect(choice(long).fanOutNotes).toEqual([TAG_NOTE, NAMES_NOTE]);
    }
  });

  it('are read out of the event sources where tags are asked for over more than a day', () => {
    const plan = planLookup(request({ types: ['resource-tags'] }), WEEK);
    expect(plan.kind === 'walks' && plan.walks.map(({ key }) => key)).toEqual(Array(3).fill('EventSource'));
  });
});

/** A value at a path such as `QueueConfigs[].QueueReference.QueueId`. */
const at = (path: string, value: string): { readonly [member: string]: JsonValue } => {
  const [first = '', ...rest] = path.split('.');
  const inner: JsonValue = rest.length === 0 ? value : at(rest.join('.'), value);
  return { [first.replace('[]', '')]: first.endsWith('[]') ? [inner] : inner };
};

const SOURCES = { connect: 'connect', voiceid: 'voiceid', lexv1: 'lex', lexv2: 'lex' } as const;
/** What can be tagged in each service: there the ARN alone tells what is meant. */
const TAGGED = {
  connect: `connect:us-east-1:111122223333:instance/${ID}/queue/${ID}`,
  voiceid: 'voiceid:us-east-1:111122223333:domain/AbCdEf',
  lexv1: 'lex:us-east-1:111122223333:bot:OrderFlowers',
  lexv2: 'lex:us-east-1:111122223333:bot/ABCDEFGHIJ',
} as const satisfies Record<Operation['service'], string>;

const changeWith = (operation: Operation, where: 'requestParameters' | 'responseElements', path: string): Change => {
  const { service, type, name } = operation;
  const normalized = normalize({
    eventSource: `${SOURCES[service]}.amazonaws.com`,
    eventName: name,
    eventTime: '2026-11-18T08:09:34Z',
    awsRegion: 'us-east-1',
    [where]: at(path, type === 'resource-tags' ? `arn:aws:${TAGGED[service]}` : ID),
  });
  if (normalized.kind !== 'change') throw new Error(`${name} is no change`);
  return normalized.change;
};

/** A record for every operation and every place in it that may hold an id. */
const changes: readonly Change[] = OPERATIONS.filter(({ category }) => category === 'config-change').flatMap(
  (operation) => [
    ...[...operation.ids, ...operation.parents, ...operation.mentions.map(({ path }) => path), 'InstanceId'].map(
      (path) => changeWith(operation, 'requestParameters', path),
    ),
    ...[operation.responseId, operation.responseArn].flatMap((path) =>
      path === undefined ? [] : changeWith(operation, 'responseElements', path),
    ),
  ],
);
const touched = changes.flatMap((change) =>
  [change.resource, ...change.mentions.map(({ resource }) => resource)]
    .filter(({ id }) => id !== undefined)
    .map((resource) => [change, resource] as const),
);

describe('every event that can touch a thing', () => {
  const missed = (asked: (change: Change, resource: ResourceRef) => ChangeRequest) =>
    touched
      .filter(([change, resource]) => answersRequest(change, asked(change, resource)))
      .filter(([change, resource]) => {
        const plan = planLookup(asked(change, resource), 1);
        return !names(plan).includes(change.eventName) || !sources(plan).includes(change.eventSource);
      })
      .map(([change, resource]) => `${change.eventName} touches ${resource.type}`);

  it('is tried with as many records as there are places of ids', () => {
    expect(new Set(changes.map(({ eventName }) => eventName)).size).toBeGreaterThan(200);
    expect(touched.filter(([change, resource]) => relationTo(change, resource) !== undefined)).toEqual(touched);
    expect(touched.length).toBeGreaterThan(400);
  });

  it('is in the plan for the thing', () => {
    expect(missed((_, resource) => request({ targets: [resource] }))).toEqual([]);
  });

  it('is in the plan for its type', () => {
    expect(missed((_, { type }) => request({ types: [type] }))).toEqual([]);
  });

  it('is in the plan for everything', () => {
    expect(missed(() => request())).toEqual([]);
  });
});

describe('the choice between reading everything and a fan-out', () => {
  const HOUR = 3_600_000;
  const probe = (coveredMs: number, isLast = false) => ({ events: 50, isLast, coveredMs, windowMs: 90 * 24 * HOUR });

  it.each([
    ['the first page was all there is', [probe(1, true)], 1, true],
    ['a page covers a tenth of the window', [probe(9 * 24 * HOUR)], 19, true],
    ['a page covers an hour of three months', [probe(HOUR)], 19, false],
    ['a page covers a second, but the fan-out is dearer still', [probe(10 * HOUR)], 400, true],
    ['one of two sources is quiet, the other is not', [probe(1, true), probe(HOUR)], 19, false],
    ['two sources are too much together', [probe(8 * 24 * HOUR), probe(8 * 24 * HOUR)], 15, false],
    ['a page that is not full covers as little', [{ ...probe(HOUR), events: 1 }], 50, true],
    ['the first page is empty and not the last', [{ ...probe(0), events: 0 }], 400, false],
  ])('%s', (_what, probes, cost, expected) => {
    expect(walkOn(probes, cost)).toBe(expected);
  });

  it('expects one page more at least where there is a further page', () => {
    expect(pagesLeft(probe(90 * 24 * HOUR))).toBe(1);
    expect(pagesLeft(probe(90 * 24 * HOUR, true))).toBe(0);
  });
});
