import { CHANGES, type Operation } from '../../bot/change/catalogue';
import { MODELS, readModel } from '../../bot/change/catalogue-build/models';
import { fieldName, leftOutRule, listRule, settingsOf } from '../../bot/change/what-calls-do';
import { CLEARS, docsOf, LEAVES_BEHIND, LEFT_OUT, LISTS, NO_LISTS_OF_THE_THING, optionalMembers } from './documented';

/** Making and ending a thing alters no list of it, and the other verbs name none. */
const ALTERING = CHANGES.filter(({ verb, sets }) => verb !== 'create' && verb !== 'delete' && sets.length > 0);
const called = (name: string): readonly Operation[] => ALTERING.filter((operation) => operation.name === name);
const isInSdk = ({ name }: Operation): boolean => !/CustomerProfilesDomain|SchedulingIntegration/.test(name);

/** The lists of a request, but for those inside the items of another. */
const listsOf = async (): Promise<ReadonlyMap<string, readonly string[]>> => {
  const models = await Promise.all(MODELS.map(readModel));
  return new Map(
    models.flatMap(({ service, operations }) =>
      operations.map(({ name, request }) => [
        `${service} ${name}`,
        request.map(({ path }) => path).filter((path) => /^[^[]+\[\]$/.test(path)),
      ]),
    ),
  );
};

it('every list that a call names is documented, or decided with a reason', async () => {
  const lists = await listsOf();
  const told = new Set([...LISTS.map(([call]) => call), ...Object.keys(NO_LISTS_OF_THE_THING)]);
  const withLists = ALTERING.filter(({ service, name }) => (lists.get(`${service} ${name}`) ?? []).length > 0);
  expect(withLists.map(({ name }) => name).filter((name) => !told.has(name))).toEqual([]);
  const names = new Set(withLists.map(({ name }) => name));
  expect([...told].filter((name) => !names.has(name))).toEqual([]);
});

it.each(LISTS)('%s: the list %s', (call, rule) => {
  expect(called(call).length).toBeGreaterThan(0);
  for (const { name, verb } of called(call)) expect(listRule({ eventName: name, verb })).toBe(rule);
});

it('a list that other calls put into and take out of is not taken as replaced without a word of the documentation', () => {
  const parts = ALTERING.filter(({ verb }) => verb === 'associate' || verb === 'disassociate');
  const fields = new Set(parts.flatMap(({ type, sets }) => sets.map((set) => `${type} ${fieldName(set)}`)));
  const unsaid = LISTS.filter(
    ([call, rule, source]) =>
      rule === 'replaces' &&
      'because' in source &&
      called(call).some(({ type, sets }) => sets.some((set) => fields.has(`${type} ${fieldName(set)}`))),
  );
  expect(unsaid).toEqual([]);
});

it('what a call leaves out is documented, or decided with a reason, wherever the thing could do without it', () => {
  const made = new Map(
    CHANGES.filter(({ verb }) => verb === 'create').map(({ service, type, name }) => [
      `${service} ${type}`,
      { service, name },
    ]),
  );
  const told = new Set([...LEFT_OUT.map(([call]) => call), ...CLEARS.map(([call]) => call)]);
  const undecided = ALTERING.filter(isInSdk).filter((operation) => {
    const settings = new Set(settingsOf({ eventName: operation.name, resource: operation }));
    const optional = optionalMembers(operation).filter((member) => settings.has(fieldName(member)));
    if (optional.length === 0 || told.has(operation.name) || /^(claim|import|disassociate)$/.test(operation.verb))
      return false;
    const making = made.get(`${operation.service} ${operation.type}`);
    const needed = making && CHANGES.find((one) => one.service === making.service && one.name === making.name)?.sets;
    const optionalThere = making ? optionalMembers(making) : [];
    // To leave out what the thing was made with of necessity can't take it away: such a call alters what it names.
    return !optional.some((member) => needed?.includes(member) && !optionalThere.includes(member));
  });
  expect(undecided.map(({ name }) => name)).toEqual([]);
});

it.each(LEFT_OUT)('%s: what is left out %s', (call, rule) => {
  expect(called(call).length).toBeGreaterThan(0);
  expect(leftOutRule(call, 'Anything')).toBe(rule);
});

const SAID = [...LISTS, ...LEFT_OUT, ...CLEARS, ...LEAVES_BEHIND].flatMap(([call, ...rest]) => {
  const source = rest.at(-1);
  return typeof source === 'object' && 'says' in source ? [[call, source.says] as const] : [];
});
it.each(SAID)('the documentation of %s says: %s', (call, sentence) => {
  expect(called(call).map(docsOf).join(' ')).toContain(sentence);
});

it('means of a call are no settings that can be left out', () => {
  const settings = CHANGES.flatMap(({ name, type }) => settingsOf({ eventName: name, resource: { type } }));
  expect(
    settings.filter((field) => /^(checksum|clientToken|lockVersion|createVersion|botVersion)$/i.test(field)),
  ).toEqual([]);
});
