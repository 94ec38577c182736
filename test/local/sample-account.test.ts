import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { CloudTrailRecord, LocalAccount } from '../../bot/local/aws/local-account';
import { SYNTHETIC_PREFIX } from '../../bot/local/aws/records';
import { PROD, SYDNEY } from '../../bot/local/sample/harbor';
import { SAMPLE_REGIONS, sampleAccount } from '../../bot/local/sample/sample-account';
import { trapEvents } from '../../bot/local/sample/trap-events';

const NOW = new Date('2026-11-21T18:52:40.123Z');
const DAY_MS = 86_400_000;
const PUBLISHED = join(__dirname, '../../bot/local/sample/published');
const published = readdirSync(PUBLISHED).filter((name) => name.endsWith('.json'));
const readJson = (path: string): CloudTrailRecord => JSON.parse(readFileSync(path, 'utf8'));

const madeUp = (account: LocalAccount) => account.events.filter((event) => event.eventID.startsWith(SYNTHETIC_PREFIX));
const outline = (account: LocalAccount) => account.events.map((event) => `${event.eventID} ${event.eventName}`);
const withoutTimes = (record: unknown) =>
  JSON.stringify(record)
    .replace('"eventTime":"timestamp"', '"eventTime":"a time"')
    .replace(/"\d{4}-\d\d-\d\dT[\d:]+Z"/g, '"a time"');
const timeOf = (event: CloudTrailRecord) => Date.parse(event.eventTime);
const instanceCalled = (account: LocalAccount, alias: string) => {
  const found = account.instances.find((instance) => instance.alias === alias);
  if (found === undefined) throw new Error(`No instance ${alias}.`);
  return found;
};

describe('the sample account', () => {
  const account = sampleAccount(NOW);

  it('is the same whenever it is made for the same moment', () => {
    expect(sampleAccount(new Date(NOW))).toEqual({ ...account, addEvent: expect.any(Function) });
  });

  it('holds the same events under the same ids all day long, each at or before now and within 40 days', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: DAY_MS - 1 }), (ms) => {
        const now = new Date(Date.parse('2026-11-21T00:00:00Z') + ms);
        const made = sampleAccount(now);
        expect(outline(made)).toEqual(outline(account));
        const times = made.events.map(timeOf).filter((time) => !Number.isNaN(time));
        expect(Math.max(...times)).toBeLessThanOrEqual(now.getTime());
        expect(Math.min(...times)).toBeGreaterThan(now.getTime() - 40 * DAY_MS);
      }),
      { numRuns: 12 },
    );
  });

  it('stays small enough for a live look-up, and holds no event id twice', () => {
    expect(account.events.length).toBeGreaterThan(1000);
    expect(account.events.length).toBeLessThan(6000);
    expect(new Set(account.events.map((event) => event.eventID)).size).toBe(account.events.length);
  });

  it('holds records that are plain JSON', () => {
    expect(JSON.parse(JSON.stringify(account.events))).toEqual(account.events);
    const members = account.events.flatMap((event) => Object.values(event));
    expect(members).not.toContain(undefined);
  });

  it.each(published)('holds the published record %s with nothing but its times changed', (name) => {
    const printed = readJson(join(PUBLISHED, name));
    const served = account.events.filter((event) => event.eventID === printed.eventID);
    expect(served.map(withoutTimes)).toEqual([withoutTimes(printed)]);
  });

  it('holds no record that is neither published nor labelled as made up', () => {
    const printedIds = new Set(published.map((name) => readJson(join(PUBLISHED, name)).eventID));
    expect(printedIds.size).toBe(12);
    expect(madeUp(account).length + printedIds.size).toBe(account.events.length);
  });

  it('keeps the order and the gaps between the records of one article', () => {
    const article = published
      .map((name) => readJson(join(PUBLISHED, name)))
      .filter((record) => record.awsRegion === 'ap-northeast-1');
    const moves = article.map((printed) => {
      const served = account.events.find((event) => event.eventID === printed.eventID);
      return served && timeOf(served) - timeOf(printed);
    });
    expect(article).toHaveLength(8);
    expect(new Set(moves).size).toBe(1);
  });

  it.each([
    ['2026-11-21T18:52:40Z', '2026-11-17T08:09:34Z'],
    ['2026-11-24T00:00:00Z', '2026-11-17T08:09:34Z'],
    ['2026-11-24T23:59:59Z', '2026-11-17T08:09:34Z'],
    ['2026-11-25T00:00:00Z', '2026-11-24T08:09:34Z'],
  ])('asked at %s, test-1 made queue-test-1 on a Tuesday morning: %s', (now, created) => {
    const made = sampleAccount(new Date(now));
    const event = made.events.find((candidate) => candidate.eventID === '0fa6827c-2ff1-4317-be02-d94be2334bb3');
    const instance = made.instances.find((candidate) => candidate.id === 'e013010d-c287-401c-8e59-XXXXXXXXX');
    expect(event?.eventTime).toBe(created);
    expect(instance?.users).toMatchObject([{ id: '5d5a4d61-a5cc-48b9-b388-bdba7c4eed25', username: 'test-1' }]);
    expect(instance?.queues).toMatchObject([{ name: 'queue-test-1', lastModifiedTime: created }]);
  });

  it('has traps of other services in each of its Regions', () => {
    for (const region of SAMPLE_REGIONS) {
      const sources = account.events.filter((event) => event.awsRegion === region).map((event) => event.eventSource);
      expect(sources).toEqual(
        expect.arrayContaining(['sqs.amazonaws.com', 'iam.amazonaws.com', 'states.amazonaws.com']),
      );
    }
    const traps = trapEvents(NOW, 'eu-west-1', '444455556666');
    expect(traps.map((trap) => trap.awsRegion)).toEqual(traps.map(() => 'eu-west-1'));
    expect(traps.map((trap) => trap.recipientAccountId)).toEqual(traps.map(() => '444455556666'));
    expect(traps.map((trap) => trap.eventSource)).not.toContain('connect.amazonaws.com');
  });

  it('has two instances that share names, and one name on a queue, a flow and a quick connect', () => {
    const prod = instanceCalled(account, PROD.alias);
    const sydney = instanceCalled(account, SYDNEY.alias);
    const bearers = [prod.queues, prod.contactFlows, prod.quickConnects, sydney.queues];
    expect(bearers.map((things) => things.filter((thing) => thing.name === 'Billing').length)).toEqual([1, 1, 1, 1]);
  });

  it('no longer lists who was deleted nor who never was a user, though both made changes', () => {
    const listed = new Set(account.instances.flatMap((instance) => instance.users.map((user) => user.id)));
    const actors = madeUp(account)
      .filter((event) => event.sourceIPAddress === 'connect.amazonaws.com')
      .map((event) => JSON.stringify(event.userIdentity).match(/assumed-role\/[^/]+\/([^"]+)"/)?.[1] ?? '');
    expect(new Set(actors.filter((id) => !listed.has(id))).size).toBe(3);
  });

  it('has Connect agree with CloudTrail on when Billing was last modified, and not on Roadside Assistance', () => {
    const prod = instanceCalled(account, PROD.alias);
    const billing = prod.queues.find((queue) => queue.name === 'Billing');
    const roadside = prod.quickConnects.find((quickConnect) => quickConnect.name === 'Roadside Assistance');
    const times = account.events
      .filter((event) => JSON.stringify(event.requestParameters).includes(`"QueueId":"${billing?.id}"`))
      .filter((event) => /^UpdateQueue/.test(event.eventName) && event.errorCode === undefined)
      .map((event) => event.eventTime);
    expect(billing?.lastModifiedTime).toBe(times.sort().at(-1));
    expect(JSON.stringify(account.events)).not.toContain(roadside?.id);
    expect(timeOf({ eventTime: roadside?.lastModifiedTime } as CloudTrailRecord)).toBeGreaterThan(
      NOW.getTime() - 8 * DAY_MS,
    );
  });

  it('has Connect agree with CloudTrail on what Billing depends on', () => {
    const prod = instanceCalled(account, PROD.alias);
    const queueId = (name: string) => prod.queues.find((queue) => queue.name === name)?.id;
    const holding = (name: string) =>
      prod.routingProfiles
        .filter(({ details }) => JSON.stringify(details).includes(`"${queueId(name)}"`))
        .map((profile) => profile.name);
    expect([holding('Billing'), holding('Billing Callback')]).toEqual([[], ['Tier 1 Voice']]);
    const [override] = prod.hoursOfOperationOverrides;
    const created = account.events.find(({ eventName }) => eventName === 'CreateHoursOfOperationOverride');
    expect(created).toMatchObject({
      requestParameters: { Name: override?.name, ...override?.details },
      responseElements: { HoursOfOperationOverrideId: override?.id },
    });
    expect(prod.queues.find(({ name }) => name === 'Billing')?.details).toMatchObject(override?.details ?? { no: 1 });
  });

  it.each([
    ['a denied attempt', (event: CloudTrailRecord) => event.errorCode === 'AccessDeniedException'],
    ['a Terraform run', (event: CloudTrailRecord) => JSON.stringify(event).includes('run-4711')],
    ['an emergency login', (event: CloudTrailRecord) => event.eventName === 'AdminGetEmergencyAccessToken'],
    ['a draft saved', (event: CloudTrailRecord) => JSON.stringify(event.requestParameters).includes(':$SAVED')],
    ['a poll marked as a write', (event: CloudTrailRecord) => event.eventName === 'GetMetricDataV2' && !event.readOnly],
    ['a replica sync', (event: CloudTrailRecord) => event.userAgent === 'synchronization.connect.amazonaws.com'],
    ['CloudFormation', (event: CloudTrailRecord) => event.userAgent === 'cloudformation.amazonaws.com'],
    ['the root user', (event: CloudTrailRecord) => JSON.stringify(event.userIdentity).includes(':root')],
    ['a console session', (event: CloudTrailRecord) => event.sessionCredentialFromConsole === 'true'],
    ['a name that would page a channel', (event: CloudTrailRecord) => JSON.stringify(event).includes('<!channel>')],
    ['a Japanese name', (event: CloudTrailRecord) => JSON.stringify(event).includes('請求')],
  ])('tells of %s', (_, isIt) => {
    expect(madeUp(account).filter(isIt)).not.toHaveLength(0);
  });
});

describe('the records as printed', () => {
  const AS_PRINTED = join(__dirname, '../records/as-printed');

  it('are there for every published record, and say nothing that the completed one does not', () => {
    expect(readdirSync(AS_PRINTED).sort()).toEqual([...published].sort());
    for (const name of published) {
      expect(readJson(join(PUBLISHED, name))).toMatchObject(readJson(join(AS_PRINTED, name)));
    }
  });
});
