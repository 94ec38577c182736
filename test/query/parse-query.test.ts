import fc from 'fast-check';
import { type Command, parseQuery } from '../../bot/query/parse-query';
import type { Mistake, Query, Subject, Window } from '../../bot/query/query';
import { CHANGES_EXAMPLES, HELP_EXAMPLES, QUALIFIERS, VERB_WORDS } from '../../bot/query/query-words';
import { escapeSlack, quoteName, textOfArguments } from '../../bot/query/tokens';

/** Saturday 21 November 2026, 18:52:10 in Tokyo (UTC+9). */
const asking = { now: new Date('2026-11-21T09:52:10Z'), zone: 'Asia/Tokyo' };
const parse = (text: string, command?: Command) => parseQuery(text, { ...asking, ...(command && { command }) });

const queryOf = (text: string, command?: Command): Query => {
  const parsed = parse(text, command);
  if (parsed.kind !== 'query') throw new Error(`${text}: ${JSON.stringify(parsed)}`);
  return parsed.query;
};
const mistakeOf = (text: string, command?: Command): Mistake => {
  const parsed = parse(text, command);
  if (parsed.kind !== 'mistake') throw new Error(`${text}: ${JSON.stringify(parsed)}`);
  return parsed.mistake;
};
const nameOf = (text: string): string | undefined => {
  const { subject } = queryOf(text);
  return subject.kind === 'name' ? subject.name : undefined;
};

const uuid = '5d5a4d61-1111-4222-8333-0123456789ab';
const instanceId = 'aaaaaaaa-2222-4333-8444-0123456789ab';
const arnOf = (rest: string) => `arn:aws:connect:us-west-2:123456789012:instance/${instanceId}${rest}`;

describe('A name', () => {
  it.each([
    ['queue-test-1', 'queue-test-1'],
    ['  Billing  ', 'Billing'],
    ['Billing ES', 'Billing ES'],
    ['Billing  ES', 'Billing  ES'],
    ['Billing\u00a0ES\u3000EMEA', 'Billing ES EMEA'],
    ['\u200bBilling\ufeff', 'Billing'],
    ['Billing since:2h ES', 'Billing ES'],
    ['since:2h Billing type:queue ES', 'Billing ES'],
    ['Sales: EMEA', 'Sales: EMEA'],
    ['EN: Sales', 'EN: Sales'],
    ['B: overflow', 'B: overflow'],
    ['10:30', '10:30'],
    ['since:2h 24h support', '24h support'],
    ['since:monday 24/7', '24/7'],
    ['Closed on monday', 'Closed on monday'],
    ['Since 1999', 'Since 1999'],
    ['After 6pm', 'After 6pm'],
    ['<tel:+81312345678|+81312345678>', '+81312345678'],
    ['<tel:+81312345678>', '+81312345678'],
    ['<#C1|billing>', '#billing'],
    ['<!channel>', '@channel'],
    ['region:EMEA', 'region:EMEA'],
    ['Sales — EMEA', 'Sales — EMEA'],
    ['Sales –EMEA', 'Sales –EMEA'],
    ['O’Brien', 'O’Brien'],
    ["Agents' lounge", "Agents' lounge"],
    ['R&amp;D', 'R&D'],
    ['<http://q.example.com|q.example.com>', 'q.example.com'],
    ['<mailto:ann@example.com|ann@example.com>', 'ann@example.com'],
    ['Ops <@U1|ann>', 'Ops @ann'],
    ['お問い合わせ', 'お問い合わせ'],
    ['+81312345678', '+81312345678'],
    ['help me', 'help me'],
    ['The "big" queue', 'The "big" queue'],
    ['see https://example.com', 'see https://example.com'],
    ['arn:foo', 'arn:foo'],
    ['2h', '2h'],
    ['constructor', 'constructor'],
    ['constructor:1', 'constructor:1'],
  ])('%s is %s', (text, name) => {
    expect(queryOf(text).subject).toEqual({ kind: 'name', name });
  });

  it.each([
    ['"help"', 'help'],
    ['“?”', '?'],
    ['"since:2h"', 'since:2h'],
    ['"sicne:2h"', 'sicne:2h'],
    ['"Billing ES" since:2h', 'Billing ES'],
    ['「営業 東京」', '営業 東京'],
    ['｢営業 東京｣', '営業 東京'],
    ['〝営業 東京〟', '営業 東京'],
    ['＂営業 東京＂', '営業 東京'],
    ['「営業」　ｓｉｎｃｅ：２ｈ', '営業'],
    ['‹Billing ES›', 'Billing ES'],
    ["'Billing ES' since:2h", 'Billing ES'],
    ['‘Billing ES’ since:2h', 'Billing ES'],
    ['„Billing ES“ since:2h', 'Billing ES'],
    ['"since 2h"', 'since 2h'],
    ['"27\\" monitors"', '27" monitors'],
    ['"C:\\"', 'C:\\'],
    ['" Billing  "', ' Billing  '],
    [`"${uuid}"`, uuid],
    ['"arn:aws:s3:::bucket"', 'arn:aws:s3:::bucket'],
    ['"https://example.com/"', 'https://example.com/'],
    ['"Ops <@U1|ann>"', 'Ops @ann'],
  ])('in quotes is always a name: %s', (text, name) => {
    expect(nameOf(text)).toBe(name);
  });

  it.each([
    ['""', /nothing between the quotes/, undefined],
    ['"  "', /nothing between the quotes/, undefined],
    ['"Billing" "Billing ES"', /one at a time/, '"Billing"'],
    ['"A" since:2h "B"', /one at a time/, '"A" since:2h'],
    ['<@U1|ann>', /by:/, 'by:<@U1|ann>'],
    ['<@U1|ann> since:2h', /by:/, 'by:<@U1|ann> since:2h'],
    ['"Billing ES since:2h', /not closed/, '"Billing ES" since:2h'],
    ['since:2h “Billing', /not closed/, 'since:2h "Billing"'],
    ['queue "Billing ES since:2h', /not closed/, 'queue "Billing ES" since:2h'],
    ['routing profile “Tier 1', /not closed/, 'routing profile "Tier 1"'],
  ])('that is none is told: %s', (text, message, tryInstead) => {
    const mistake = mistakeOf(text);
    expect(mistake.message).toMatch(message);
    expect(mistake.tryInstead).toBe(tryInstead);
  });
});

describe('Help', () => {
  it.each(['', '   ', '\u200b', 'help', ' HELP ', '?', '？', '-h', '--help', '—help', '–help', '—h'])(
    'is given for %j',
    (text) => {
      expect(parse(text)).toEqual({ kind: 'help' });
    },
  );

  it('is not given for /connect-changes alone, but when asked for', () => {
    expect(parse('', 'changes').kind).toBe('query');
    expect(parse('help', 'changes')).toEqual({ kind: 'help' });
  });
});

describe('An id, an ARN or a link', () => {
  const site = 'https://harbor-prod.my.connect.aws';
  const oldSite = 'https://harbor-prod.awsapps.com/connect';
  const console = 'https://us-west-2.console.aws.amazon.com';
  const flowArn = arnOf(`/contact-flow/${uuid}`);
  it.each<[string, Subject]>([
    [uuid, { kind: 'id', id: uuid }],
    [uuid.toUpperCase(), { kind: 'id', id: uuid }],
    [`${uuid}:$SAVED`, { kind: 'id', id: uuid }],
    [`${uuid}:3`, { kind: 'id', id: uuid }],
    [
      arnOf(`/queue/${uuid}`),
      {
        kind: 'arn',
        arn: arnOf(`/queue/${uuid}`),
        id: uuid,
        type: 'queue',
        region: 'us-west-2',
        account: '123456789012',
        instanceId,
      },
    ],
    [
      encodeURIComponent(arnOf(`/queue/${uuid}`)),
      {
        kind: 'arn',
        arn: arnOf(`/queue/${uuid}`),
        id: uuid,
        type: 'queue',
        region: 'us-west-2',
        account: '123456789012',
        instanceId,
      },
    ],
    [
      'arn:aws:voiceid:us-east-1:123456789012:domain/AbCdEfGhIjKlMnOpQrStUv',
      {
        kind: 'arn',
        arn: 'arn:aws:voiceid:us-east-1:123456789012:domain/AbCdEfGhIjKlMnOpQrStUv',
        id: 'AbCdEfGhIjKlMnOpQrStUv',
        type: 'voiceid-domain',
        region: 'us-east-1',
        account: '123456789012',
      },
    ],
    [
      'arn:aws:lex:us-east-1:123456789012:bot:OrderFlowers',
      {
        kind: 'arn',
        arn: 'arn:aws:lex:us-east-1:123456789012:bot:OrderFlowers',
        id: 'OrderFlowers',
        type: 'lex-bot',
        region: 'us-east-1',
        account: '123456789012',
      },
    ],
    [
      `${flowArn}:$SAVED`,
      {
        kind: 'arn',
        arn: `${flowArn}:$SAVED`,
        id: uuid,
        type: 'flow',
        region: 'us-west-2',
        account: '123456789012',
        instanceId,
      },
    ],
    [
      'arn:aws:lex:us-east-1:123456789012:bot/ABCDEFGHIJ',
      {
        kind: 'arn',
        arn: 'arn:aws:lex:us-east-1:123456789012:bot/ABCDEFGHIJ',
        id: 'ABCDEFGHIJ',
        type: 'lex-bot',
        region: 'us-east-1',
        account: '123456789012',
      },
    ],
    [
      'arn:aws:lex:us-east-1:123456789012:bot-alias/ABCDEFGHIJ/TSTALIASID',
      {
        kind: 'arn',
        arn: 'arn:aws:lex:us-east-1:123456789012:bot-alias/ABCDEFGHIJ/TSTALIASID',
        id: 'ABCDEFGHIJ/TSTALIASID',
        type: 'lex-bot-alias',
        region: 'us-east-1',
        account: '123456789012',
      },
    ],
    [
      'arn:aws:lambda:us-west-2:123456789012:function:f',
      {
        kind: 'arn',
        arn: 'arn:aws:lambda:us-west-2:123456789012:function:f',
        id: 'arn:aws:lambda:us-west-2:123456789012:function:f',
        type: 'lambda-function-association',
        region: 'us-west-2',
        account: '123456789012',
      },
    ],
    [
      'arn:aws:s3:::bucket',
      { kind: 'arn', arn: 'arn:aws:s3:::bucket', id: 'arn:aws:s3:::bucket', type: 'unknown', region: '', account: '' },
    ],
    ['https://app.example.com', { kind: 'name', name: 'https://app.example.com' }],
    ['https://app.example.com:8443/', { kind: 'name', name: 'https://app.example.com:8443/' }],
    [`${site}/queues/edit?id=${uuid}`, { kind: 'id', id: uuid, type: 'queue' }],
    [`<${site}/queues/edit?v=1&amp;id=${uuid}>`, { kind: 'id', id: uuid, type: 'queue' }],
    [`harbor-prod.my.connect.aws/queues/edit?id=${uuid}`, { kind: 'id', id: uuid, type: 'queue' }],
    [`${site}/users/edit?id=${uuid}`, { kind: 'id', id: uuid, type: 'user' }],
    [`${site}/routing-profiles/edit?id=${uuid}`, { kind: 'id', id: uuid, type: 'routing-profile' }],
    [`${site}/operating-hours/edit?id=${uuid}`, { kind: 'id', id: uuid, type: 'hours-of-operation' }],
    [`${site}/transfer-destinations/edit?id=${uuid}`, { kind: 'id', id: uuid, type: 'quick-connect' }],
    [`${site}/security-profiles/${uuid}`, { kind: 'id', id: uuid, type: 'security-profile' }],
    [`${site}/users#/edit/${uuid}`, { kind: 'id', id: uuid, type: 'user' }],
    [`${site}/users#!/edit?id=${uuid}`, { kind: 'id', id: uuid, type: 'user' }],
    ...(
      [
        ['agent-states', 'agent-status'],
        ['agent-hierarchy', 'user-hierarchy-group'],
        ['contact-flows', 'flow'],
        ['flow-modules', 'flow-module'],
        ['contact-flow-modules', 'flow-module'],
        ['data-tables', 'data-table'],
        ['email-addresses', 'email-address'],
        ['evaluation-forms', 'evaluation-form'],
        ['hours-of-operation', 'hours-of-operation'],
        ['numbers', 'phone-number'],
        ['phone-numbers', 'phone-number'],
        ['predefined-attributes', 'predefined-attribute'],
        ['prompts', 'prompt'],
        ['quick-connects', 'quick-connect'],
        ['contact-lens/rules', 'rule'],
        ['security-profiles', 'security-profile'],
        ['task-templates', 'task-template'],
        ['test-cases', 'test-case'],
        ['views', 'view'],
        ['workspaces', 'workspace'],
      ] as const
    ).map(([page, type]): [string, Subject] => [`${site}/${page}/edit?id=${uuid}`, { kind: 'id', id: uuid, type }]),
    [`${site}/something-new/edit?id=${uuid}`, { kind: 'id', id: uuid }],
    [`${site}/contact-flows/edit?id=${flowArn}`, { kind: 'id', id: uuid, type: 'flow', instanceId }],
    [
      `${site}/contact-flows/edit?id=${encodeURIComponent(flowArn)}`,
      { kind: 'id', id: uuid, type: 'flow', instanceId },
    ],
    [`${oldSite}/contact-flows/edit?id=${flowArn}`, { kind: 'id', id: uuid, type: 'flow', instanceId }],
    [`${oldSite}/queues/edit?id=${uuid}`, { kind: 'id', id: uuid, type: 'queue' }],
    [
      `${console}/connect/v2/app/instances/${instanceId}/overview?region=us-west-2`,
      { kind: 'id', id: instanceId, type: 'instance' },
    ],
    [`${console}/cloudtrailv2/home?region=us-west-2#/events/${uuid}`, { kind: 'event', eventId: uuid }],
    [`${console}/cloudtrailv2/home?region=us-west-2#/events?EventId=${uuid}`, { kind: 'event', eventId: uuid }],
    [`https://console.aws.amazon.com/cloudtrail/home#/events/${uuid}`, { kind: 'event', eventId: uuid }],
  ])('%s', (text, subject) => {
    expect(queryOf(text).subject).toEqual(subject);
  });

  it.each([
    ['https://example.com/page', /are understood/],
    ['http://', /are understood/],
    [`https://example.com/?u=https://harbor.my.connect.aws/queues/edit?id=${uuid}`, /are understood/],
    [`https://harbor.my.connect.aws.example.com/queues/edit?id=${uuid}`, /are understood/],
    [`${oldSite.replace('/connect', '')}/start?id=${uuid}`, /are understood/],
    [`${site}/queues`, /open one and copy its address/],
    [`${site}/queues/edit?id=%E0%A4%A`, /open one and copy its address/],
    [`${console}/cloudtrailv2/home?region=us-west-2#/dashboard`, /are understood/],
    [`${console}/s3/buckets/${uuid}`, /are understood/],
  ])('%s is none that is understood', (text, message) => {
    expect(mistakeOf(text).message).toMatch(message);
  });
});

describe('Qualifiers', () => {
  it('all stand together with a name', () => {
    const text =
      'Billing by:ann type:queue since:monday until:18:40 instance:harbor-prod verb:deleted only:people limit:5';
    expect(parse(` ${text} `)).toEqual({
      kind: 'query',
      query: {
        text,
        subject: { kind: 'name', name: 'Billing' },
        by: { kind: 'name', name: 'ann' },
        types: ['queue'],
        window: { from: '2026-11-15T15:00:00Z', to: '2026-11-21T09:40:00Z' },
        instance: 'harbor-prod',
        verbs: ['delete'],
        only: ['people'],
        limit: 5,
      },
    });
  });

  it('without a name ask about everything, over all that the source holds', () => {
    expect(queryOf('type:queue')).toEqual({
      text: 'type:queue',
      subject: { kind: 'everything' },
      types: ['queue'],
      window: {},
      verbs: [],
      only: [],
    });
  });

  it.each<[string, Partial<Query>]>([
    ['by:ann', { by: { kind: 'name', name: 'ann' } }],
    ['from:ann', { by: { kind: 'name', name: 'ann' } }],
    ['BY:Ann', { by: { kind: 'name', name: 'Ann' } }],
    ['by:@ann', { by: { kind: 'name', name: 'ann' } }],
    ['by:"Mateo Jackson"', { by: { kind: 'name', name: 'Mateo Jackson' } }],
    ['ｂｙ：ann', { by: { kind: 'name', name: 'ann' } }],
    ['by:＠ann', { by: { kind: 'name', name: 'ann' } }],
    ['ｔｙｐｅ：ｑｕｅｕｅ', { types: ['queue'] }],
    ['type：queue、flow', { types: ['flow', 'queue'] }],
    ['verb：ｄｅｌｅｔｅｄ', { verbs: ['delete'] }],
    ['only：ｐｅｏｐｌｅ', { only: ['people'] }],
    ['instance：ｈａｒｂｏｒ－prod', { instance: 'harbor-prod' }],
    ['limit：２０', { limit: 20 }],
    ['by:“O’Brien”', { by: { kind: 'name', name: 'O’Brien' } }],
    ['by:<mailto:a@b.example|a@b.example>', { by: { kind: 'name', name: 'a@b.example' } }],
    ['by:<@U123|ann>', { by: { kind: 'slack user', slackUserId: 'U123', label: 'ann' } }],
    ['by:<@U123>', { by: { kind: 'slack user', slackUserId: 'U123' } }],
    ['type:Queues', { types: ['queue'] }],
    ['type:"routing profile"', { types: ['routing-profile'] }],
    ['type:routing-profile', { types: ['routing-profile'] }],
    ['type:queue,flow', { types: ['flow', 'queue'] }],
    ['type:"flow, routing profile"', { types: ['flow', 'routing-profile'] }],
    ['type:queue type:flow type:queue', { types: ['flow', 'queue'] }],
    ['type：queue', { types: ['queue'] }],
    ['verb:delete', { verbs: ['delete'] }],
    ['verb:Created,deleted', { verbs: ['create', 'delete'] }],
    ['verb:removed', { verbs: ['delete', 'disassociate', 'release', 'untag'] }],
    ['verb:added', { verbs: ['associate', 'claim', 'create', 'tag'] }],
    ['verb:changed', { verbs: ['change', 'put', 'update'] }],
    ['only:people', { only: ['people'] }],
    ['only:Failed,direct', { only: ['direct', 'failed'] }],
    ['only:"worth a look"', { only: ['worth-a-look'] }],
    [`instance:${instanceId}`, { instance: instanceId }],
    [`instance:${arnOf('')}`, { instance: arnOf('') }],
    ['limit:1', { limit: 1 }],
    ['limit:1000', { limit: 1000 }],
  ])('%s', (text, part) => {
    expect(queryOf(text)).toMatchObject(part);
  });

  it.each<[string, Window]>([
    ['since:2h', { from: '2026-11-21T07:52:10Z' }],
    ['after:2026-11-01', { from: '2026-10-31T15:00:00Z' }],
    ['until:2026-11-01', { to: '2026-11-01T14:59:59Z' }],
    ['before:2026-11-01', { to: '2026-10-31T14:59:59Z' }],
    ['on:yesterday', { from: '2026-11-19T15:00:00Z', to: '2026-11-20T14:59:59Z' }],
    ['during:2026-03', { from: '2026-02-28T15:00:00Z', to: '2026-03-31T14:59:59Z' }],
    ['around:18:40', { from: '2026-11-21T08:40:00Z', to: '2026-11-21T09:50:00Z' }],
    ['around:18:53', { from: '2026-11-20T08:53:00Z', to: '2026-11-20T10:03:00Z' }],
    ['around:2026-11-21T09:00', { from: '2026-11-20T23:00:00Z', to: '2026-11-21T00:10:00Z' }],
    ['ｓｉｎｃｅ：２ｈ', { from: '2026-11-21T07:52:10Z' }],
    ['since:18：40', { from: '2026-11-21T09:40:00Z' }],
    ['on:2026–11–01', { from: '2026-10-31T15:00:00Z', to: '2026-11-01T14:59:59Z' }],
    ['since:2026—11—01T09:00', { from: '2026-11-01T00:00:00Z' }],
    ['since:<http://18.40|18.40>', { from: '2026-11-21T09:40:00Z' }],
    ['since:“2026-11-01\u00a009:00”', { from: '2026-11-01T00:00:00Z' }],
    ['since:"6:40\u202fPM"', { from: '2026-11-21T09:40:00Z' }],
    ['since:"yesterday 18:40"', { from: '2026-11-20T09:40:00Z' }],
    ['during:march', { from: '2026-02-28T15:00:00Z', to: '2026-03-31T14:59:59Z' }],
    ['during:mar', { from: '2026-02-28T15:00:00Z', to: '2026-03-31T14:59:59Z' }],
    ['since:mar until:apr', { from: '2026-02-28T15:00:00Z', to: '2026-04-30T14:59:59Z' }],
    ['on:mon', { from: '2026-11-15T15:00:00Z', to: '2026-11-16T14:59:59Z' }],
    ['since:"2026-11-01 09:00" until:2026-11-01T01:00Z', { from: '2026-11-01T00:00:00Z', to: '2026-11-01T01:00:00Z' }],
  ])('%s is a window', (text, window) => {
    expect(queryOf(text).window).toEqual(window);
  });

  it.each([
    // a slip of the finger
    ['Billing sicne:2h', /meant to be since:/, 'Billing since:2h'],
    ['Billing tpye:queue', /meant to be type:/, 'Billing type:queue'],
    ['sicne: 2h Billing', /meant to be since:/, 'since:2h Billing'],
    ['untill:18:40', /meant to be until:/, 'until:18:40'],
    ['form:ann', /meant to be from:/, 'from:ann'],
    ['bu:"Mateo Jackson"', /meant to be by:/, 'by:"Mateo Jackson"'],
    ['no:monday', /meant to be on:/, 'on:monday'],
    ['Billing --since 2h', /colon/, 'Billing since:2h'],
    ['Billing —since=2h', /colon/, 'Billing since:2h'],
    ['Billing --limit', /colon/, undefined],
    ['Billing --since:2h', /colon/, 'Billing since:2h'],
    ['Billing —since:2h', /colon/, 'Billing since:2h'],
    ['Billing -since:2h', /colon/, 'Billing since:2h'],
    ['ｓｉｃｎｅ：２ｈ', /meant to be since:/, 'since:２ｈ'],
    // a colon that stands apart, or is missing
    ['since :2h Billing', /right after since/, 'since:2h Billing'],
    ['since : 2h Billing', /right after since/, 'since:2h Billing'],
    ['since\u00a0:\u00a02h Billing', /right after since/, 'since:2h Billing'],
    ['Billing by :"Mateo Jackson"', /right after by/, 'Billing by:"Mateo Jackson"'],
    ['Billing since 2h', /right after since/, 'Billing since:2h'],
    ['Billing since yesterday', /right after since/, 'Billing since:yesterday'],
    ['Billing since :', /right after since/, undefined],
    // a time of several words
    ['since:2026-11-01 09:00 Billing', /needs quotes/, 'since:"2026-11-01 09:00" Billing'],
    ['since:yesterday 18:40', /needs quotes/, 'since:"yesterday 18:40"'],
    ['since:2h ago Billing', /needs quotes/, 'since:"2h ago" Billing'],
    ['since:2 hours ago', /needs quotes/, 'since:"2 hours ago"'],
    ['since:6 pm', /needs quotes/, 'since:"6 pm"'],
    ['since:6:40 pm', /needs quotes/, 'since:"6:40 pm"'],
    ['around:18:40 UTC', /needs quotes/, 'around:"18:40 UTC"'],
    // quotes that nothing closes
    ['by:"Mateo Jackson since:2h', /after by: are not closed/, 'by:"Mateo Jackson" since:2h'],
    ['since:“2026-11-01 09:00', /after since: are not closed/, 'since:"2026-11-01 09:00"'],
    // no value
    ['Billing by:', /by: takes a person/, undefined],
    ['by:@', /by: takes a person/, undefined],
    ['by:""', /by: takes a person/, undefined],
    ['since: 2h Billing', /since: takes a time/, 'since:2h Billing'],
    ['by: "Mateo Jackson"', /by: takes a person/, 'by:"Mateo Jackson"'],
    ['type: since:2h', /type: takes a type/, undefined],
    // given twice
    ['since:2h since:3h', /given once/, 'since:2h'],
    ['since:2h after:3h Billing', /since: and after: mean the same/, 'since:2h Billing'],
    ['until:18:40 before:17:00', /both say when/, 'until:18:40'],
    ['on:monday since:2h', /both say when/, 'on:monday'],
    ['during:2026-03 around:18:40', /both say when/, 'during:2026-03'],
    ['by:ann from:bob', /given once/, 'by:ann'],
    ['limit:1 limit:2', /given once/, 'limit:1'],
    // unknown words
    ['type:quee', /did you mean type:queue/, 'type:queue'],
    ['type:flow,quee Billing', /did you mean type:queue/, 'type:flow,queue Billing'],
    ['type:rooting-profile', /type:routing-profile/, 'type:routing-profile'],
    ['type:xyzzy', /like type:queue/, undefined],
    ['type:constructor', /no type/, undefined],
    ['type:routing profile Sales', /dashes or quotes/, 'type:routing-profile Sales'],
    ['type:queue,phone number', /dashes or quotes/, 'type:queue,phone-number'],
    ['type:queue, flow', /commas and no spaces/, 'type:queue flow'],
    ['verb:delted', /did you mean verb:deleted/, 'verb:deleted'],
    ['verb:xyzzy', /no verb/, undefined],
    ['verb:constructor', /no verb/, undefined],
    ['only:peple', /did you mean only:people/, 'only:people'],
    ['only:xyzzy', /worth-a-look/, undefined],
    // limits
    ['limit:0', /from 1 to 1000/, undefined],
    ['limit:5000 Billing', /from 1 to 1000/, 'limit:1000 Billing'],
    ['limit:-1', /from 1 to 1000/, undefined],
    ['limit:1e2', /from 1 to 1000/, undefined],
    ['limit:many', /from 1 to 1000/, undefined],
    // times
    ['Billing since:2026-09-31', /30 days/, 'Billing since:2026-09-30'],
    ['Billing since:2026-11-31', /30 days/, undefined],
    ['since:yesteday', /not a time/, 'since:yesterday'],
    ['since:7d.', /not a time/, 'since:7d'],
    ['since:-2h', /not a time/, 'since:2h'],
    ['since:18h40', /not a time/, 'since:18:40'],
    ['since:1840', /not a time/, 'since:18:40'],
    ['since:2026', /a year or a time of day/, undefined],
    ['since:18.11', /“18.11” may be a time of day or a date: write 18:11/, undefined],
    ['on:2026-11-01–2026-11-07', /since:2026-11-01 until:2026-11-07/, undefined],
    ['Billing until:25:00', /^“until:25:00”: .*00:00 to 23:59/, undefined],
    ['on:2026-03', /takes a day/, 'during:2026-03'],
    ['on:2h', /takes a day/, 'since:2h'],
    ['on:18:40', /takes a day/, 'around:18:40'],
    ['around:monday', /takes a moment/, 'during:monday'],
    ['around:"2026-11-01"', /takes a moment/, 'during:2026-11-01'],
    ['since:2027-01-01', /^“since:2027-01-01”: .*future/, undefined],
    ['around:2026-12-01T09:00', /^“around:2026-12-01T09:00”: .*future/, undefined],
    ['since:1h until:2h', /^“since:1h until:2h”: .*begin after it ends/, 'since:2h until:1h'],
    ['on:march', /takes a day/, 'during:march'],
    ['since:18:40 until:17:00', /^“since:18:40 until:17:00”: .*earlier time first/, 'since:17:00 until:18:40'],
    // Of a weekday or a month that comes round again, the one before is meant. 21 November 2026 is a Saturday.
    ['since:saturday until:sunday', /earlier time first/, 'since:2026-11-14 until:sunday'],
    ['until:Sun since:Sat', /earlier time first/, 'until:Sun since:2026-11-14'],
    ['since:november until:january', /earlier time first/, 'since:2025-11 until:january'],
    ['since:"saturday 9am" until:sunday', /earlier time first/, undefined],
    ['since:2026-11-20 until:sunday', /earlier time first/, undefined],
    ['since:yesterday until:sunday', /earlier time first/, undefined],
    [
      'until:"2026-11-01 09:00" since:"2026-11-01 10:00"',
      /earlier time first/,
      'until:"2026-11-01 10:00" since:"2026-11-01 09:00"',
    ],
  ])('%s is told as a mistake', (text, message, tryInstead) => {
    const mistake = mistakeOf(text);
    expect(mistake.message).toMatch(message);
    expect(mistake.tryInstead).toBe(tryInstead);
  });

  it('names the part of the text that is meant', () => {
    expect(mistakeOf('Billing sicne:2h by:ann').token).toBe('sicne:2h');
    expect(mistakeOf('Billing limit:0').token).toBe('limit:0');
  });

  it('are never read from more than 2,000 characters', () => {
    expect(nameOf('x'.repeat(2000))).toHaveLength(2000);
    expect(mistakeOf('x'.repeat(2001)).message).toMatch(/2000 characters/);
  });

  it('read the same whatever the words of a mistake are as long as', () => {
    expect(mistakeOf(`type:${'x'.repeat(1900)}`).message.length).toBeLessThan(200);
    expect(mistakeOf(`since:${'x'.repeat(1900)}`).message.length).toBeLessThan(300);
  });
});

describe('/connect-changes', () => {
  const lastTwoHours = { from: '2026-11-21T07:52:10Z' };
  it.each<[string, Subject, Window]>([
    ['', { kind: 'everything' }, lastTwoHours],
    ['2h', { kind: 'everything' }, lastTwoHours],
    ['30m', { kind: 'everything' }, { from: '2026-11-21T09:22:10Z' }],
    ['7d', { kind: 'everything' }, { from: '2026-11-14T09:52:10Z' }],
    ['today', { kind: 'everything' }, { from: '2026-11-20T15:00:00Z' }],
    ['yesterday', { kind: 'everything' }, { from: '2026-11-19T15:00:00Z', to: '2026-11-20T14:59:59Z' }],
    ['monday', { kind: 'everything' }, { from: '2026-11-15T15:00:00Z', to: '2026-11-16T14:59:59Z' }],
    ['saturday', { kind: 'everything' }, { from: '2026-11-20T15:00:00Z' }],
    ['2026-11-01', { kind: 'everything' }, { from: '2026-10-31T15:00:00Z', to: '2026-11-01T14:59:59Z' }],
    [
      '2026-11-01 Billing',
      { kind: 'name', name: 'Billing' },
      { from: '2026-10-31T15:00:00Z', to: '2026-11-01T14:59:59Z' },
    ],
    ['2026-10', { kind: 'everything' }, { from: '2026-09-30T15:00:00Z', to: '2026-10-31T14:59:59Z' }],
    ['2026-11', { kind: 'everything' }, { from: '2026-10-31T15:00:00Z' }],
    ['2026-11-01T09:00', { kind: 'everything' }, { from: '2026-11-01T00:00:00Z' }],
    ['yesterday until:18:40', { kind: 'everything' }, { from: '2026-11-19T15:00:00Z', to: '2026-11-21T09:40:00Z' }],
    ['monday before:today', { kind: 'everything' }, { from: '2026-11-15T15:00:00Z', to: '2026-11-20T14:59:59Z' }],
    ['18:40', { kind: 'everything' }, { from: '2026-11-21T09:40:00Z' }],
    ['7d Billing ES', { kind: 'name', name: 'Billing ES' }, { from: '2026-11-14T09:52:10Z' }],
    ['type:queue 7d', { kind: 'everything' }, { from: '2026-11-14T09:52:10Z' }],
    ['3h until:18:40', { kind: 'everything' }, { from: '2026-11-21T06:52:10Z', to: '2026-11-21T09:40:00Z' }],
    ['Billing', { kind: 'name', name: 'Billing' }, lastTwoHours],
    ['Billing 7d', { kind: 'name', name: 'Billing 7d' }, lastTwoHours],
    ['Sunday hours', { kind: 'name', name: 'Sunday hours' }, lastTwoHours],
    ['"7d"', { kind: 'name', name: '7d' }, lastTwoHours],
    ['by:ann', { kind: 'everything' }, lastTwoHours],
    ['on:yesterday', { kind: 'everything' }, { from: '2026-11-19T15:00:00Z', to: '2026-11-20T14:59:59Z' }],
    ['until:2026-11-01', { kind: 'everything' }, { to: '2026-11-01T14:59:59Z' }],
    [
      `https://us-west-2.console.aws.amazon.com/cloudtrailv2/home#/events/${uuid}`,
      { kind: 'event', eventId: uuid },
      {},
    ],
  ])('%s', (text, subject, window) => {
    expect(queryOf(text, 'changes')).toMatchObject({ subject });
    expect(queryOf(text, 'changes').window).toEqual(window);
  });

  it.each([
    ['2 hours', 'since:"2 hours"'],
    ['2026-11-01 09:00 type:queue', 'since:"2026-11-01 09:00" type:queue'],
    ['yesterday 18:40', 'since:"yesterday 18:40"'],
  ])('with a period of several words is a mistake: %s', (text, tryInstead) => {
    expect(mistakeOf(text, 'changes')).toMatchObject({ message: expect.stringMatching(/needs quotes/), tryInstead });
  });

  it('with two periods is a mistake', () => {
    expect(mistakeOf('2h since:7d', 'changes')).toMatchObject({
      message: expect.stringMatching(/given once/),
      tryInstead: '2h',
    });
  });
});

describe('The words of the query language', () => {
  it('every example of help is understood', () => {
    for (const { question } of HELP_EXAMPLES) expect([question, parse(question).kind]).toEqual([question, 'query']);
    for (const { question } of CHANGES_EXAMPLES) {
      const { subject, window } = queryOf(question, 'changes');
      expect([question, subject.kind, window.from]).toEqual([question, 'everything', expect.any(String)]);
    }
  });

  it('every example of a qualifier is understood, and by all its names', () => {
    for (const { key, synonyms, examples } of QUALIFIERS) {
      for (const example of examples) {
        expect(example.startsWith(`${key}:`)).toBe(true);
        for (const word of [key, ...synonyms]) {
          const asked = queryOf(example.replace(key, word));
          expect({ ...asked, text: '' }).toEqual({ ...queryOf(example), text: '' });
          expect(asked.subject).toEqual({ kind: 'everything' });
        }
      }
    }
  });

  it('every word for a verb is understood', () => {
    for (const word of Object.keys(VERB_WORDS)) expect(queryOf(`verb:${word}`).verbs.length).toBeGreaterThan(0);
  });
});

describe('Any text at all', () => {
  const pieces = fc.constantFrom(
    ...[
      'Billing',
      ' ',
      '  ',
      '"',
      '“',
      "'",
      ':',
      'by:',
      'since:',
      ' :',
      'since ',
      'ｂｙ：',
      '--since',
      '\\',
      '」',
      'type:',
      'until:',
      'on:',
      'around:',
      'limit:',
      'only:',
      'verb:',
    ],
    ...[
      '2h',
      '18.40',
      'pm',
      'utc',
      '–',
      '18:40',
      'monday',
      '2026-11-01',
      'queue',
      ',',
      'arn:aws:connect:',
      'https://',
      'x.my.connect.aws/',
      uuid,
      '?id=',
    ],
    ...['<@U1|ann>', '<', '>', '&lt;', '&amp;', '—', '--', '\u200b', '\u00a0', '%', '#/events/', 'ago', '99999999999'],
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
    fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join(' ')),
  );
  const commands = fc.constantFrom<Command>('who-changed', 'changes');

  it('is a query, a call for help or a mistake, never an exception', () => {
    fc.assert(
      fc.property(texts, commands, (text, command) => {
        const parsed = parse(text, command);
        expect(['query', 'help', 'mistake']).toContain(parsed.kind);
        if (parsed.kind === 'mistake') expect(parsed.mistake.message).toMatch(/[.?]$/);
        if (parsed.kind !== 'query') return;
        const { from, to } = parsed.query.window;
        if (from !== undefined && to !== undefined) expect(from <= to).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('that is offered instead of a mistake is understood', () => {
    fc.assert(
      fc.property(texts, commands, (text, command) => {
        const parsed = parse(text, command);
        if (parsed.kind !== 'mistake' || parsed.mistake.tryInstead === undefined) return;
        expect(parse(escapeSlack(parsed.mistake.tryInstead), command).kind).toBe('query');
      }),
      { numRuns: 2000 },
    );
  });

  it('comes back exactly as a name where it is quoted, but for blanks and the letters of a mention', () => {
    const hard = fc.constantFrom(
      '"',
      '”',
      "'",
      '’',
      '」',
      '』',
      '\\',
      ' ',
      'a',
      '&lt;',
      '<',
      '\u200b',
      'since:2h',
      '«',
    );
    const names = fc
      .oneof(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 50 }),
        fc.array(hard, { minLength: 1, maxLength: 14 }).map((parts) => parts.join('')),
      )
      .filter((name) => name.trim() !== '' && !/<@[A-Z0-9]+(?:\|[^<>]*)?>/.test(name));
    fc.assert(
      fc.property(names, (name) => expect(nameOf(escapeSlack(quoteName(name)))).toBe(name)),
      { numRuns: 2000 },
    );
  });

  it('of one terminal argument with spaces in it comes back as the name', () => {
    const words = fc.stringMatching(/^[A-Za-z0-9éü_.-]+$/);
    fc.assert(fc.property(words, words, (a, b) => expect(nameOf(textOfArguments([`${a} ${b}`]))).toBe(`${a} ${b}`)));
  });

  it('with qualifiers means the same in whatever order they stand', () => {
    const qualifiers = [
      'by:ann',
      'type:queue',
      'type:flow',
      'since:7d',
      'until:18:40',
      'instance:x',
      'verb:deleted,created',
      'only:people',
      'limit:5',
      '"Billing ES"',
    ];
    const orders = fc.shuffledSubarray(qualifiers, { minLength: qualifiers.length });
    fc.assert(
      fc.property(orders, (order) => {
        expect({ ...queryOf(order.join(' ')), text: '' }).toEqual({ ...queryOf(qualifiers.join(' ')), text: '' });
      }),
    );
  });
});
