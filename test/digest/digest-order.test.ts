import * as fc from 'fast-check';
import { type DigestOrder, digestOrderSchema, orderText, readDigestCommand } from '../../bot/digest/digest-order';
import { DIGEST_HELP } from '../../bot/digest/digest-words';
import { zoneNamed } from '../../bot/digest/time-zones';
import { escapeSlack } from '../../bot/query/tokens';

const now = new Date('2026-11-27T12:00:00Z');
const read = (text: string) => readDigestCommand(text, now);

const set = (overrides: Partial<Extract<DigestOrder, { kind: 'set' }>> = {}): DigestOrder => ({
  ...{ kind: 'set', at: '09:00', weekdays: false, silent: false, filters: '' },
  ...overrides,
});

describe('what is typed after /connect-digest', () => {
  it.each<[string, DigestOrder]>([
    ['at 09:00', set()],
    ['at 9:00 Asia/Tokyo weekdays', set({ zone: 'Asia/Tokyo', weekdays: true })],
    ['at 9am', set()],
    ['at 9 am', set()],
    ['at 9 p.m.', set({ at: '21:00' })],
    ['at 12am', set({ at: '00:00' })],
    ['at 23:59', set({ at: '23:59' })],
    ['at 9.30', set({ at: '09:30' })],
    ['at ０９：００', set()],
    ['AT 09:00 WEEKDAYS', set({ weekdays: true })],
    ['09:00', set()],
    ['every weekday at 9am in Asia/Tokyo', set({ zone: 'Asia/Tokyo', weekdays: true })],
    ['weekdays at 09:00', set({ weekdays: true })],
    ['at 09:00 silent', set({ silent: true })],
    ['at 09:00 quiet', set({ silent: true })],
    ['at 09:00 asia/tokyo', set({ zone: 'Asia/Tokyo' })],
    ['at 09:00 Asia/Kathmandu', set({ zone: 'Asia/Kathmandu' })],
    ['at 09:00 America/New York', set({ zone: 'America/New_York' })],
    ['at 09:00 New York', set({ zone: 'America/New_York' })],
    ['at 09:00 Tokyo', set({ zone: 'Asia/Tokyo' })],
    ['at 09:00 utc', set({ zone: 'UTC' })],
    ['at 09:00 only:people', set({ filters: 'only:people' })],
    ['only:people at 09:00 type:flow,queue', set({ filters: 'only:people type:flow,queue' })],
    ['at 09:00 instance:"harbor prod"', set({ filters: 'instance:"harbor prod"' })],
    ['at 09:00 instance:"a &amp; b"', set({ filters: 'instance:"a & b"' })],
    ['now', { kind: 'now', filters: '' }],
    ['Now only:people', { kind: 'now', filters: 'only:people' }],
    ['status', { kind: 'status' }],
    ['off', { kind: 'off' }],
    ['', { kind: 'status', withHelp: true }],
    ['  ', { kind: 'status', withHelp: true }],
  ])('%j is understood', (text, order) => {
    expect(read(text)).toEqual({ kind: 'order', order });
  });

  it.each(['help', '?', '-h', '--help', 'HELP'])('%j asks for help', (text) => {
    expect(read(text)).toEqual({ kind: 'help' });
  });

  it.each<[string, string, string | undefined]>([
    ['at 25:00', 'from 00:00 to 23:59', undefined],
    ['at 13pm', 'There is no 13 pm', undefined],
    ['at 09:00:30', 'Seconds are too fine', undefined],
    ['at 09:00+09:00', 'write its time zone by name', undefined],
    ['at 9', 'a morning', 'at 09:00'],
    ['at 9 Asia/Tokyo', 'a morning', 'at 09:00 Asia/Tokyo'],
    ['at 9 o’clock', 'a morning', 'at 09:00'],
    ['at 午前9時', 'at what time of day', 'at 09:00'],
    ['at 午後６時半 weekdays Tokyo', 'at what time of day', 'at 18:30 weekdays Tokyo'],
    ['18時40分', 'at what time of day', 'at 18:40'],
    ['at noon weekdays', 'at what time of day', 'at 09:00 weekdays'],
    ['at nine only:poeple', 'people', 'at 09:00 only:people'],
    ['at 09:00 since:7d by:ann only:people', '“since:” is no filter of a digest', 'at 09:00 only:people'],
    ['at', 'at what time of day', 'at 09:00'],
    ['weekdays', 'at what time of day', 'at 09:00 weekdays'],
    ['only:people', 'at what time of day', 'at 09:00 only:people'],
    ['Asia/Tokyo only:people', 'at what time of day', 'at 09:00 Asia/Tokyo only:people'],
    ['at 09:00 Asia/Tokio', '“Asia/Tokio” is no time zone', 'at 09:00 Asia/Tokyo'],
    ['at 09:00 Asia/Tokio weekdays only:people', 'is no time zone', 'at 09:00 Asia/Tokyo weekdays only:people'],
    ['at 09:00 Berln', 'is no time zone', 'at 09:00 Europe/Berlin'],
    ['at 09:00 EST', 'is no time zone', undefined],
    ['at 09:00 JST', 'is no time zone', undefined],
    ['at 09:00 +09:00', 'is no time zone', undefined],
    ['at 09:00 <!channel>', '“@channel” is no time zone', undefined],
    ['statsu', 'says nothing here', 'status'],
    ['of', 'says nothing here', 'off'],
    ['off please', '“off” stands alone', 'off'],
    ['status only:people', '“status” stands alone', 'status'],
    ['now weekdays', 'takes no other word', 'now'],
    ['at 09:00 since:7d', '“since:” is no filter of a digest', 'at 09:00'],
    ['at 09:00 by:<@U1|ann> only:people', '“by:” is no filter of a digest', 'at 09:00 only:people'],
    ['at 09:00 only:poeple', 'people', 'at 09:00 only:people'],
    ['at 09:00 onyl:people', 'was it meant to be only:', 'at 09:00 only:people'],
    ['at 09:00 type:kueue', 'kueue', 'at 09:00 type:queue'],
    ['at 09:00 only:people only:failed colour:red', '“colour:”', undefined],
    [`at 09:00 instance:${'x'.repeat(300)}`, '200 characters', undefined],
  ])('%j is a mistake that says what to type', (text, message, tryInstead) => {
    const command = read(text);
    if (command.kind !== 'mistake') throw new Error(`It was understood: ${JSON.stringify(command)}`);
    expect(command.mistake.message).toContain(message);
    if (tryInstead !== undefined) expect(command.mistake.tryInstead).toBe(tryInstead);
  });

  it('is read without fail, whatever it is, and what it offers instead is understood', () => {
    const words = [
      'at',
      '9',
      '09:00',
      '9am',
      'weekdays',
      'silent',
      'now',
      'off',
      'Tokyo',
      'Asia/Tokio',
      'only:',
      'only:people',
    ];
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc
        .array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 6 })), { maxLength: 6 })
        .map((all) => all.join(' ')),
    );
    void fc.assert(
      fc.property(texts, (text) => {
        const command = read(text);
        if (command.kind === 'order') expect(digestOrderSchema.safeParse(command.order).success).toBe(true);
        const offered = command.kind === 'mistake' ? command.mistake.tryInstead : undefined;
        if (offered !== undefined) expect([offered, read(escapeSlack(offered)).kind]).not.toEqual([offered, 'mistake']);
      }),
    );
  });

  it('is told back so that it means the same', () => {
    const orders = fc.record({
      at: fc.constantFrom('00:00', '09:00', '23:59'),
      zone: fc.constantFrom('Asia/Tokyo', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'UTC'),
      weekdays: fc.boolean(),
      silent: fc.boolean(),
      filters: fc.constantFrom('', 'only:people', 'instance:"a & b" type:flow'),
    });
    void fc.assert(
      fc.property(orders, (order) => {
        expect(read(escapeSlack(orderText(order)))).toEqual({ kind: 'order', order: { kind: 'set', ...order } });
      }),
    );
  });

  it('is what the help says', () => {
    const examples = DIGEST_HELP.lines.flatMap(({ pieces }) =>
      pieces.flatMap((piece) => ('code' in piece && piece.code.startsWith('/connect-digest ') ? [piece.code] : [])),
    );
    expect(examples.length).toBeGreaterThan(5);
    for (const example of examples) expect(read(example.replace('/connect-digest ', '')).kind).toBe('order');
  });
});

describe('a time zone by name', () => {
  it.each([
    'Europe/Berlin',
    'america/new_york',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'Asia/Kathmandu',
    'Asia/Calcutta',
  ])('%s is one', (name) => {
    expect(zoneNamed(name)).toMatchObject({ kind: 'zone' });
  });

  it.each(['', 'x', '/', 'Nowhere/Land', '../etc/passwd', 'Europe', 'GMT+1', 'CET'])('%j is none', (name) => {
    expect(zoneNamed(name).kind).toBe('unknown');
  });
});
