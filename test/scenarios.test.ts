import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Actor, Via } from '../bot/actor/actor';
import { RESOURCE_TYPES } from '../bot/change/catalogue';
import { isObject } from '../bot/change/json';
import { slackLimitErrors } from '../bot/slack/limits';
import { foldersIn, noteOf, readJson, readScenario } from './scenarios/folders';
import { type MadeScenario, makeScenario } from './scenarios/make-scenario';
import { findPersonalData } from './scenarios/personal-data';
import { strangeMembers } from './scenarios/strange-members';

const HERE = path.join(__dirname, 'scenarios');
const scenarios = foldersIn(HERE).map((name) => readScenario(path.join(HERE, name)));

/** As a file would hold it: what is undefined is not there. */
const recorded = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const making = new Map<string, Promise<MadeScenario>>();
const made = (name: string): Promise<MadeScenario> => {
  const scenario = scenarios.find((one) => one.name === name);
  if (scenario === undefined) throw new Error(`There is no scenario ${name}.`);
  const promise = making.get(name) ?? makeScenario(scenario.scenario);
  making.set(name, promise);
  return promise;
};

const LABEL =
  /^Record: (real \((documentation page|seed|redacted) [^()]+\)|synthetic \(made from the catalogue and the envelope of a real one\))$/;

describe.each(scenarios.map(({ name }) => name))('%s', (name) => {
  const file = (base: string): unknown => readJson(path.join(HERE, name, base));
  const { notes } = scenarios.find((one) => one.name === name) ?? { notes: '' };

  it('is normalised as recorded', async () => {
    expect(recorded((await made(name)).change)).toEqual(file('change.json'));
  });

  it('is drawn as recorded, within the limits of Slack', async () => {
    const { slack } = await made(name);
    expect(slackLimitErrors(slack)).toEqual([]);
    expect(recorded(slack.blocks)).toEqual(file('blocks.json'));
  });

  it('is told in the answer to the question about it', async () => {
    const { answer, change } = await made(name);
    // What Global Resiliency repeated is told with the change that it repeats.
    const told = answer.changes.flatMap((one) => [one.change, ...one.copies].map(({ eventId }) => eventId));
    expect(told).toContain(change.eventId);
  });

  it('says where its record comes from and why it is interesting', () => {
    const [label, ...lines] = notes.split('\n');
    expect(label).toMatch(LABEL);
    const why = lines.filter((line) => line !== '' && !line.startsWith('Question: ')).join(' ');
    expect(why).toMatch(/^[A-Z].{30,}\.$/);
    expect(why).not.toContain('Say in a sentence');
  });
});

describe('the scenarios', () => {
  it.each(RESOURCE_TYPES)('show a change of the type %s', async (type) => {
    const changes = await Promise.all(scenarios.map(({ name }) => made(name)));
    expect(changes.filter(({ change }) => change.resource.type === type)).not.toEqual([]);
  });

  const ACTORS = {
    'connect user': true,
    'iam user': true,
    'role session': true,
    'identity center user': true,
    'federated user': true,
    'saml user': true,
    'web identity user': true,
    'directory user': true,
    'aws account': true,
    root: true,
    'aws service': true,
    'replica sync': true,
    unknown: true,
  } as const satisfies Record<Actor['kind'], true>;

  it.each(Object.keys(ACTORS))('show a change by the actor %s', async (kind) => {
    const changes = await Promise.all(scenarios.map(({ name }) => made(name)));
    expect(changes.filter(({ change }) => change.actor.kind === kind)).not.toEqual([]);
  });

  const VIAS = {
    'connect website': true,
    'aws console': true,
    'cli or sdk': true,
    cloudformation: true,
    terraform: true,
    lambda: true,
    'replica sync': true,
    'aws service': true,
    unknown: true,
  } as const satisfies Record<Via, true>;

  it.each(Object.keys(VIAS))('show a change made via %s', async (via) => {
    const changes = await Promise.all(scenarios.map(({ name }) => made(name)));
    expect(changes.filter(({ change }) => change.via === via)).not.toEqual([]);
  });

  it.each([
    [
      'somebody with emergency access',
      'flow-edited-by-emergency-access',
      { likely: { name: expect.stringContaining('shirley') } },
    ],
    [
      'a Connect user deleted since',
      'queue-hours-changed-by-somebody-deleted-since',
      { label: 'jorge.souza', deleted: true },
    ],
  ])('show a change by %s', async (_who, name, actor) => {
    const { answer, change } = await made(name);
    expect(answer.changes.find((told) => told.change.eventId === change.eventId)?.actor).toMatchObject(actor);
  });

  it('show a change by a Connect user whom nothing names', async () => {
    const { answer } = await made('queue-caller-id-changed-by-somebody-never-known');
    const [newest] = answer.changes;
    expect(newest?.actor).not.toHaveProperty('likely');
    expect(newest?.actor).not.toHaveProperty('deleted');
    expect(newest?.change.actor).toMatchObject({ kind: 'connect user' });
    expect(newest?.actor.label).toContain(
      newest?.change.actor.kind === 'connect user' ? newest.change.actor.userId : '',
    );
  });

  it('show failed attempts, drafts, hidden values, replicas, and names that no other text may be taken for', async () => {
    const all = await Promise.all(scenarios.map(({ name }) => made(name)));
    const changes = all.map(({ change }) => change);
    const errors = changes.flatMap(({ outcome }) => (outcome.kind === 'failed' ? [outcome.errorCode] : []));
    expect(errors).toEqual(
      expect.arrayContaining(['AccessDeniedException', 'TooManyRequestsException', 'ResourceConflictException']),
    );
    expect(changes.map(({ idSuffix }) => idSuffix)).toContain('$SAVED');
    expect(changes.filter(({ set }) => set.some(({ to }) => to.kind === 'hidden')).length).toBeGreaterThan(5);
    const names = ['<!channel>', '*x*', '=HYPERLINK("https://example.com","Billing")', '請求・返金'];
    expect(changes.map(({ nameInRecord }) => nameInRecord)).toEqual(expect.arrayContaining(names));
  });
});

describe('real records', () => {
  const PUBLISHED = path.join(__dirname, '..', 'bot', 'local', 'sample', 'published');
  const published = readdirSync(PUBLISHED)
    .filter((file) => file.endsWith('.json'))
    .map((file) => readJson(path.join(PUBLISHED, file)));
  const real = scenarios.filter(({ notes }) => /^real \((documentation|seed)/.test(noteOf(notes, 'Record') ?? ''));

  /** A template has words where a time should stand: one was put in. */
  const withoutTime = (record: unknown): unknown => (isObject(record) ? { ...record, eventTime: undefined } : record);

  it.each(real.map((one) => [one.name, one] as const))('are as they were printed: %s', (_name, { notes, scenario }) => {
    const compared = notes.includes('a time put in') ? withoutTime : (record: unknown) => record;
    expect(published.map(compared)).toContainEqual(compared(scenario.event));
  });
});

describe('made-up records', () => {
  const synthetic = scenarios.filter(({ notes }) => noteOf(notes, 'Record')?.startsWith('synthetic'));

  it.each(synthetic.map((one) => [one.name, one.scenario] as const))(
    'hold only members that the API has, and nobody’s data: %s',
    (_name, { event, before }) => {
      expect([event, ...before].flatMap(strangeMembers)).toEqual([]);
      expect([event, ...before].flatMap((record) => findPersonalData(record))).toEqual([]);
    },
  );
});
