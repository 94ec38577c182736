import { plainText } from '../../bot/answer/wording/pieces';
import { askAbout, askSent, calls, found, SOURCES } from './ask-both';

/** What is known by its name in its parent: a rename gives it another id, and the old one may be given again. */

const InstanceId = '9db333d8-55b8-4d61-8f05-694dec53099e';
const TABLE = '8e35c2cd-3bf6-441b-8b0e-2050b76932cb';
const request = { InstanceId, DataTableId: TABLE };
const made = (Name: string, error?: string) =>
  [
    'CreateDataTableAttribute',
    { request: { ...request, Name }, ...(error ? { error } : { response: { Name } }) },
  ] as const;
const renamed = (AttributeName: string, Name: string, error?: string) =>
  ['UpdateDataTableAttribute', { request: { ...request, AttributeName, Name }, ...(error && { error }) }] as const;
const deleted = (AttributeName: string, error?: string) =>
  ['DeleteDataTableAttribute', { request: { ...request, AttributeName }, ...(error && { error }) }] as const;

type Call = ReturnType<typeof made> | ReturnType<typeof renamed> | ReturnType<typeof deleted>;

/** Of each change, the oldest first: how it is told, and what its thing was and is called. */
const linesOf = async (records: ReturnType<typeof calls>, question = 'since:2026-11-01') => {
  const both = await Promise.all(
    SOURCES.map(async (source) => {
      const { changes } = await askSent(question, records, source);
      return changes.toReversed().map(({ deed, resource: { name, nameNow, deleted } }) => {
        const life = [name, ...(nameNow === undefined ? [] : [`now ${nameNow}`]), ...(deleted ? ['deleted'] : [])];
        return `${plainText(deed).replace('data table attribute ', '').replace(` of data table with id ${TABLE}`, '')} | ${life.join(', ')}`;
      });
    }),
  );
  expect(both[1]).toEqual(both[0]);
  return both[0];
};

it.each<[string, readonly Call[], readonly string[]]>([
  [
    'is deleted under all the names that it had',
    [made('Price'), renamed('Price', 'VIP'), deleted('VIP')],
    [
      'created Price, now called VIP (since deleted) | Price, now VIP, deleted',
      'renamed Price to VIP | VIP, deleted',
      'deleted VIP | VIP',
    ],
  ],
  [
    'is called now as the last of its renames says',
    [made('Price'), renamed('Price', 'VIP'), renamed('VIP', 'Cost')],
    [
      'created Price, now called Cost | Price, now Cost',
      'renamed Price to VIP | VIP, now Cost',
      'renamed VIP to Cost | Cost',
    ],
  ],
  [
    'is not the one that had its name before, nor the one that has it later',
    [made('VIP'), deleted('VIP'), made('Price'), renamed('Price', 'VIP'), made('Price'), deleted('Price')],
    [
      'created VIP (since deleted) | VIP, deleted',
      'deleted VIP | VIP',
      'created Price, now called VIP | Price, now VIP',
      'renamed Price to VIP | VIP',
      'created Price (since deleted) | Price, deleted',
      'deleted Price | Price',
    ],
  ],
  [
    'is told by the names of the record where names go round',
    [made('Cost'), renamed('Cost', 'Amount'), renamed('Amount', 'Cost'), renamed('Cost', 'Price')],
    [
      'created Cost, now called Price | Cost, now Price',
      'renamed Cost to Amount | Amount, now Price',
      'renamed Amount to Cost | Cost, now Price',
      'renamed Cost to Price | Price',
    ],
  ],
  [
    'that could not be made has the name that the record states, and no later one',
    [
      made('Price', 'AccessDenied'),
      made('Price'),
      renamed('Price', 'VIP'),
      made('Price', 'AccessDenied'),
      made('Price'),
    ],
    [
      'tried to create Price: denied, nothing changed | Price',
      'created Price, now called VIP | Price, now VIP',
      'renamed Price to VIP | VIP',
      'tried to create Price: denied, nothing changed | Price',
      'created Price | Price',
    ],
  ],
  [
    'that could not be renamed has the name that the record states',
    [renamed('Billing', 'VIP', 'AccessDenied'), deleted('Billing', 'AccessDenied')],
    [
      'tried to rename Billing to VIP: denied, nothing changed | Billing',
      'tried to delete Billing: denied, nothing changed | Billing',
    ],
  ],
])('A data table attribute %s', async (_how, happened, lines) => {
  expect(await linesOf(calls(...happened))).toEqual(lines);
});

it('A workspace page goes on under the name that a rename gives it', async () => {
  const page = { InstanceId, WorkspaceId: TABLE };
  const records = calls(
    ['CreateWorkspacePage', { request: { ...page, Page: 'HOME' } }],
    ['UpdateWorkspacePage', { request: { ...page, Page: 'HOME', NewPage: 'START' } }],
    ['DeleteWorkspacePage', { request: { ...page, Page: 'START' } }],
  );
  expect((await linesOf(records))?.map((line) => line.split(' | ')[1])).toEqual([
    'HOME, now START, deleted',
    'START, deleted',
    'START',
  ]);
});

it.each([['CreatePredefinedAttribute'], ['UpdatePredefinedAttribute'], ['DeletePredefinedAttribute']])(
  'What goes by its name has it where %s failed, too',
  async (eventName) => {
    const records = calls([eventName, { request: { InstanceId, Name: 'Skill' }, error: 'AccessDenied' }]);
    expect((await linesOf(records))?.map((line) => line.split(' | ')[1])).toEqual(['Skill']);
  },
);

it('The one that is asked about is called what it is called now', async () => {
  const records = calls(made('Price'), renamed('Price', 'VIP'), renamed('VIP', 'Cost'), deleted('Cost'));
  for (const source of SOURCES) {
    for (const name of ['Price', 'VIP', 'Cost']) {
      const { subjects, total } = await askSent(name, records, source);
      expect([total, subjects.map((one) => [one.name, one.nameNow, one.deleted])]).toEqual([
        4,
        [['Cost', undefined, true]],
      ]);
    }
  }
});

describe('What goes by its name in its parent, where the letters of the name are another thing’s', () => {
  const queue = [
    'CreateQueue',
    {
      request: { InstanceId, Name: 'billing', HoursOfOperationId: TABLE },
      response: { QueueId: '0bfe935e-70c3-41c7-8a3a-fc75ce0d0ca2' },
    },
  ] as const;
  const day = (from: number, to = from) => ({ from: `2026-11-0${from}T00:00:00Z`, to: `2026-11-0${to}T23:59:59Z` });

  it.each<[string, readonly Call[], readonly string[]]>([
    ['made under another', [made('Amount'), renamed('Amount', 'Billing'), deleted('Billing')], ['1', '2', '3', '4']],
    ['renamed since', [made('Billing'), renamed('Billing', 'Cost'), deleted('Cost')], ['1', '2', '3', '4']],
    ['renamed away', [made('Amount'), renamed('Amount', 'Billing'), renamed('Billing', 'Cost')], ['1', '2', '3', '4']],
    ['tried to be renamed', [made('Amount'), renamed('Amount', 'Billing', 'AccessDenied')], ['1']],
  ])('is found by all that happened to it or not at all: %s', async (_, happened, events) => {
    const records = calls(queue, ...happened);
    expect(await found('billing', records)).toEqual(events);
    expect(await found('billing type:queue', records)).toEqual(['1']);
  });

  it('is so in any window', async () => {
    const records = calls(queue, made('Amount'), renamed('Amount', 'Billing'), deleted('Billing'));
    for (const source of SOURCES) {
      const { changes, subjects } = await askAbout({ kind: 'name', name: 'billing' }, records, source, day(2, 3));
      expect(changes.map(({ change }) => change.eventId)).toEqual(['3', '2']);
      expect(subjects.map(({ name }) => name)).toEqual(['billing']);
    }
  });
});

it('What was renamed counts once among the things of a name', async () => {
  const flow = (at: number) =>
    [
      'CreateContactFlow',
      {
        request: { InstanceId, Name: 'Billing', Type: 'CONTACT_FLOW' },
        response: { ContactFlowId: `0bfe935e-70c3-41c7-8a3a-fc75ce0d0ca${at}` },
      },
    ] as const;
  const records = calls(
    ...[1, 2, 3, 4].map(flow),
    made('Price'),
    renamed('Price', 'Billing'),
    renamed('Billing', 'Billing'),
    renamed('Billing', 'Cost'),
  );
  for (const source of SOURCES) {
    const { outcome, subjects, total } = await askSent('BILLING', records, source);
    expect([outcome, subjects.length, total]).toEqual(['found', 5, 8]);
  }
  const more = calls(...[1, 2, 3, 4, 5].map(flow), made('Price'), renamed('Price', 'Billing'));
  for (const source of SOURCES) {
    const { outcome, choices, total } = await askSent('BILLING', more, source);
    expect([outcome, choices.length, total]).toEqual(['ambiguous', 6, 6]);
  }
});

it.each(['UpdateDataTableAttribute', 'a window'])('What was set under another name is known: by %s', async (by) => {
  const typed = { ...request, ValueType: 'TEXT' };
  const records = calls(
    ['CreateDataTableAttribute', { request: { ...typed, Name: 'Amount' }, response: { Name: 'Amount' } }],
    ['UpdateDataTableAttribute', { request: { ...typed, AttributeName: 'Amount', Name: 'Billing' } }],
    [
      'UpdateDataTableAttribute',
      {
        request: { ...request, AttributeName: 'Billing', Name: 'Billing', ValueType: 'NUMBER' },
        error: 'AccessDenied',
      },
    ],
  );
  const subject = by === 'a window' ? ({ kind: 'everything' } as const) : ({ kind: 'event', eventId: '3' } as const);
  const window = by === 'a window' ? { from: '2026-11-03T00:00:00Z' } : {};
  for (const source of SOURCES) {
    const { changes } = await askAbout(subject, records, source, window);
    const [change, ...others] = changes.map(({ fields }) => fields.find(({ field }) => field === 'ValueType')?.from);
    expect([change, others]).toEqual([{ kind: 'value', value: 'TEXT' }, []]);
  }
});

it('What was renamed is found by the name that it had, where only that record is left', async () => {
  const records = calls(renamed('Billing', 'Cost'));
  for (const name of ['Billing', 'billing', 'Cost']) expect(await found(name, records)).toEqual(['1']);
});
