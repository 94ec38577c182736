import { textOfArguments, unescapeSlack } from '../../bot/query/tokens';
import { askSent, calls, found, SOURCES } from './ask-both';

const INSTANCE = '9db333d8-55b8-4d61-8f05-694dec53099e';
const made = { InstanceId: INSTANCE, HoursOfOperationId: 'aaa94026-64f1-441f-80eb-bc52c9993eb6' };

describe('A failed attempt at a name is found', () => {
  it.each([
    ['billing es', 'Bílling ES'],
    ['BILLING ES', 'Ｂｉｌｌｉｎｇ ES'],
    ['strasse', 'Straße'],
    ['izmir', 'İzmir'],
    ['"Billing ES"', 'Billing\u00a0ES'],
    ['Weekdays 8-20', 'Weekdays 8–20'],
    ["O'Brien", 'O’Brien'],
  ])('by %s, where it was at %s', async (typed, tried) => {
    const records = calls(['CreateQueue', { request: { ...made, Name: tried }, error: 'DuplicateResourceException' }]);
    expect(await found(typed, records)).toEqual(['1']);
  });
});

const QUEUE = '8e35c2cd-3bf6-441b-8b0e-2050b76932cb';
const queue = (name: string) =>
  ['CreateQueue', { request: { ...made, Name: name }, response: { QueueId: QUEUE } }] as const;
const refused = (name: string) =>
  ['CreateQueue', { request: { ...made, Name: name }, error: 'DuplicateResourceException' }] as const;
const hidden = (name: string) => ['CreateQueue', { request: { ...made, Name: name } }] as const;
const flow = (name: string) =>
  [
    'CreateContactFlow',
    {
      request: { InstanceId: INSTANCE, Name: name },
      response: { ContactFlowId: '593f2d04-aab2-41f6-8c9e-4b8bbc1e05a3' },
    },
  ] as const;

const asArguments = async (args: readonly string[], records: ReturnType<typeof calls>): Promise<readonly string[]> =>
  found(unescapeSlack(textOfArguments(args)), records);

describe('A type before a name is the same question as type: behind it', () => {
  const records = calls(queue('Billing ES'), flow('Billing ES'), refused('Bílling ES'), hidden('Billing ES'));

  it.each([
    'Billing ES type:queue',
    '"Billing ES" type:queue',
    'queue Billing ES',
    'queue "Billing ES"',
    'queue “Billing ES”',
    'queues "billing es"',
    '"queue Billing ES"',
    'Queue Billing ES',
    'ｑｕｅｕｅ Billing ES',
  ])('%s', async (typed) => {
    expect(await found(typed, records)).toEqual(['1', '3', '4']);
  });

  it.each([
    [['queue', 'Billing ES']],
    [['queue', 'Billing', 'ES']],
    [['queue Billing ES']],
    [['queue "Billing ES"']],
    [['queue', '"Billing ES"']],
    [['type:queue', 'Billing ES']],
  ])('as the arguments of a terminal: %j', async (args) => {
    expect(await asArguments(args, records)).toEqual(['1', '3', '4']);
  });

  it.each([
    ['contact flow "Billing ES"', ['2']],
    ['hours of operation Billing ES', []],
    [`queue ${QUEUE}`, ['1']],
    [`flow ${QUEUE}`, []],
  ])('%s', async (typed, events) => {
    expect(await found(typed, records)).toEqual(events);
  });

  it.each(['queue Returns', 'Returns type:queue', 'queue "Returns"', '"queue Returns"'])(
    'also where nothing but a failed attempt has the name: %s',
    async (typed) => {
      expect(await found(typed, calls(refused('Returns')))).toEqual(['1']);
    },
  );

  it('unless something has the whole name', async () => {
    const both = calls(queue('queue Billing'), flow('Billing'));
    expect(await found('queue Billing', both)).toEqual(['1']);
    expect(await found('"queue Billing"', both)).toEqual(['1']);
    expect(await found('queue "Billing"', both)).toEqual([]);
  });

  it('and offers what is called much like it among that type', async () => {
    const [source] = SOURCES;
    const { outcome, suggestions, query } = await askSent('queue Biling ES', records, source);
    expect([outcome, suggestions, query.types]).toEqual(['unknown', ['Billing ES'], ['queue']]);
  });
});

describe('An attempt to make something of a name', () => {
  const records = calls(flow('Returns'), refused('Returns'));

  it.each([
    ['Returns', ['1', '2']],
    ['Returns type:flow', ['1']],
    ['flow Returns', ['1']],
    ['queue Returns', ['2']],
  ])('is about the name, also where something of another type has it: %s', async (typed, events) => {
    expect(await found(typed, records)).toEqual(events);
  });

  it('is direct: it is about nothing else', async () => {
    for (const source of SOURCES) {
      const { changes } = await askSent('Returns', records, source);
      expect(changes.map(({ relation }) => relation)).toEqual(['direct', 'direct']);
    }
  });
});

describe('An attempt in another instance', () => {
  const TEST = 'c53b8f5e-1ae0-4d5c-9c7d-0b8d7f1c2a11';
  const group = {
    request: { InstanceId: TEST, Name: 'Bílling ES' },
    response: { HierarchyGroupId: '593f2d04-aab2-41f6-8c9e-4b8bbc1e05a3' },
  };
  const beside = calls(refused('Billing'), ['CreateUserHierarchyGroup', group]);

  it('does not hide what a name means in the one that is asked for', async () => {
    expect(await found(`Billing instance:${TEST}`, beside)).toEqual(['2']);
    expect(await found(`Billing instance:${INSTANCE}`, beside)).toEqual(['1']);
    expect(await found('Billing', beside)).toEqual(['1']);
  });

  it('is none of the one that is asked for, where nothing is called so', async () => {
    const [source] = SOURCES;
    const other = calls(refused('Billing'), [
      'CreateUserHierarchyGroup',
      { ...group, request: { ...group.request, Name: 'Sales' } },
    ]);
    const { outcome, subjects } = await askSent(`Billing instance:${TEST}`, other, source);
    expect([outcome, subjects]).toEqual(['unknown', []]);
  });
});

describe('A person who is a user of another instance', () => {
  const TEST = 'c53b8f5e-1ae0-4d5c-9c7d-0b8d7f1c2a11';
  const userIn = (InstanceId: string, Username: string, UserId: string) =>
    ['CreateUser', { request: { InstanceId, Username }, response: { UserId } }] as const;
  const records = calls(
    userIn(INSTANCE, 'mjackson', '570e2f92-2be5-451a-87a5-8a5d1f3ed985'),
    userIn(TEST, 'akua', '49915e0d-7d4b-402e-8017-d010bc1c0e83'),
  );
  const notesOf = async (text: string) => {
    const [source] = SOURCES;
    return (await askSent(text, records, source, 'changes')).coverage.notes.join(' ');
  };

  it('is not said to be unknown, but to be of that one', async () => {
    const notes = await notesOf(`by:mjackson instance:${TEST}`);
    expect(notes).toContain(
      `No Connect user of that instance is or was called “mjackson”, as far as is known. There is one in ${INSTANCE}.`,
    );
  });

  it('is unknown where no instance has such a user', async () => {
    expect(await notesOf(`by:mjackso instance:${TEST}`)).toContain('No Connect user is or was called “mjackso”');
  });
});
