import fc from 'fast-check';
import { isoOf, parseSpan } from '../../bot/query/period';
import { type AskedPeriod, parseWindow } from '../../bot/query/window';

/** Saturday 21 November 2026, 18:52:10 in Tokyo (UTC+9). */
const tokyo = { now: new Date('2026-11-21T09:52:10.400Z'), zone: 'Asia/Tokyo' };
const clock = (now: string, zone: string) => ({ now: new Date(now), zone });

const momentOf = (text: string, at: { now: Date; zone: string }, end: 'start' | 'end' = 'start') => {
  const span = parseSpan(text, at);
  if (!span.ok) return span.message;
  return isoOf(end === 'start' ? span.value.first : span.value.last);
};
const windowOf = (asked: AskedPeriod, at = tokyo) => {
  const window = parseWindow(asked, at);
  return window.ok ? window.value : window.message;
};

describe('A time as people write it, at 18:52 on Saturday 21 November 2026 in Tokyo', () => {
  it.each([
    // written, its first second, its last second
    ['30m', '2026-11-21T09:22:10Z', '2026-11-21T09:22:10Z'],
    ['2h', '2026-11-21T07:52:10Z', '2026-11-21T07:52:10Z'],
    ['1.5h', '2026-11-21T08:22:10Z', '2026-11-21T08:22:10Z'],
    ['90s', '2026-11-21T09:50:40Z', '2026-11-21T09:50:40Z'],
    ['7d', '2026-11-14T09:52:10Z', '2026-11-14T09:52:10Z'],
    ['2w', '2026-11-07T09:52:10Z', '2026-11-07T09:52:10Z'],
    ['1d12h', '2026-11-19T21:52:10Z', '2026-11-19T21:52:10Z'],
    ['0.5d', '2026-11-20T21:52:10Z', '2026-11-20T21:52:10Z'],
    ['2 hours ago', '2026-11-21T07:52:10Z', '2026-11-21T07:52:10Z'],
    ['3days', '2026-11-18T09:52:10Z', '2026-11-18T09:52:10Z'],
    ['２Ｈ', '2026-11-21T07:52:10Z', '2026-11-21T07:52:10Z'],
    ['18:40', '2026-11-21T09:40:00Z', '2026-11-21T09:40:00Z'],
    ['18:40:30', '2026-11-21T09:40:30Z', '2026-11-21T09:40:30Z'],
    ['18:52', '2026-11-21T09:52:00Z', '2026-11-21T09:52:00Z'],
    ['18:53', '2026-11-20T09:53:00Z', '2026-11-20T09:53:00Z'],
    ['9:05', '2026-11-21T00:05:00Z', '2026-11-21T00:05:00Z'],
    ['23:59', '2026-11-20T14:59:00Z', '2026-11-20T14:59:00Z'],
    ['6:40pm', '2026-11-21T09:40:00Z', '2026-11-21T09:40:00Z'],
    ['12am', '2026-11-20T15:00:00Z', '2026-11-20T15:00:00Z'],
    ['12 PM', '2026-11-21T03:00:00Z', '2026-11-21T03:00:00Z'],
    ['6:40 p.m.', '2026-11-21T09:40:00Z', '2026-11-21T09:40:00Z'],
    ['6pm', '2026-11-21T09:00:00Z', '2026-11-21T09:00:00Z'],
    ['18.40', '2026-11-21T09:40:00Z', '2026-11-21T09:40:00Z'],
    ['18.00', '2026-11-21T09:00:00Z', '2026-11-21T09:00:00Z'],
    ['18：40', '2026-11-21T09:40:00Z', '2026-11-21T09:40:00Z'],
    ['09:40Z', '2026-11-21T09:40:00Z', '2026-11-21T09:40:00Z'],
    ['09:53 utc', '2026-11-20T09:53:00Z', '2026-11-20T09:53:00Z'],
    ['18:40+09:00', '2026-11-21T09:40:00Z', '2026-11-21T09:40:00Z'],
    ['10:40+01:00', '2026-11-21T09:40:00Z', '2026-11-21T09:40:00Z'],
    ['04:40−05', '2026-11-21T09:40:00Z', '2026-11-21T09:40:00Z'],
    ['yesterday 18:40', '2026-11-20T09:40:00Z', '2026-11-20T09:40:00Z'],
    ['monday at 9am', '2026-11-16T00:00:00Z', '2026-11-16T00:00:00Z'],
    ['saturday 18:40', '2026-11-21T09:40:00Z', '2026-11-21T09:40:00Z'],
    ['saturday 18:53', '2026-11-14T09:53:00Z', '2026-11-14T09:53:00Z'],
    ['now', '2026-11-21T09:52:10Z', '2026-11-21T09:52:10Z'],
    ['today', '2026-11-20T15:00:00Z', '2026-11-21T14:59:59Z'],
    ['Yesterday', '2026-11-19T15:00:00Z', '2026-11-20T14:59:59Z'],
    ['saturday', '2026-11-20T15:00:00Z', '2026-11-21T14:59:59Z'],
    ['sunday', '2026-11-14T15:00:00Z', '2026-11-15T14:59:59Z'],
    ['monday', '2026-11-15T15:00:00Z', '2026-11-16T14:59:59Z'],
    ['mon', '2026-11-15T15:00:00Z', '2026-11-16T14:59:59Z'],
    ['Tues', '2026-11-16T15:00:00Z', '2026-11-17T14:59:59Z'],
    ['2026-11-01', '2026-10-31T15:00:00Z', '2026-11-01T14:59:59Z'],
    ['2026/11/1', '2026-10-31T15:00:00Z', '2026-11-01T14:59:59Z'],
    ['2026–11–01', '2026-10-31T15:00:00Z', '2026-11-01T14:59:59Z'],
    ['2026—11—01', '2026-10-31T15:00:00Z', '2026-11-01T14:59:59Z'],
    ['2026‑11‑01', '2026-10-31T15:00:00Z', '2026-11-01T14:59:59Z'],
    ['2026ー11ー01', '2026-10-31T15:00:00Z', '2026-11-01T14:59:59Z'],
    ['２０２６－１１－０１', '2026-10-31T15:00:00Z', '2026-11-01T14:59:59Z'],
    ['2026.11.01', '2026-10-31T15:00:00Z', '2026-11-01T14:59:59Z'],
    ['2026/03', '2026-02-28T15:00:00Z', '2026-03-31T14:59:59Z'],
    ['2026–03', '2026-02-28T15:00:00Z', '2026-03-31T14:59:59Z'],
    ['mar', '2026-02-28T15:00:00Z', '2026-03-31T14:59:59Z'],
    ['november', '2026-10-31T15:00:00Z', '2026-11-30T14:59:59Z'],
    ['2024-02-29', '2024-02-28T15:00:00Z', '2024-02-29T14:59:59Z'],
    ['2026-03', '2026-02-28T15:00:00Z', '2026-03-31T14:59:59Z'],
    ['2025-12', '2025-11-30T15:00:00Z', '2025-12-31T14:59:59Z'],
    ['march', '2026-02-28T15:00:00Z', '2026-03-31T14:59:59Z'],
    ['dec', '2025-11-30T15:00:00Z', '2025-12-31T14:59:59Z'],
    ['2026-11-01T09:00', '2026-11-01T00:00:00Z', '2026-11-01T00:00:00Z'],
    ['2026-11-01 09:00', '2026-11-01T00:00:00Z', '2026-11-01T00:00:00Z'],
    ['2026-11-01T09:00:30', '2026-11-01T00:00:30Z', '2026-11-01T00:00:30Z'],
    ['2026-11-01T09:00:30.123Z', '2026-11-01T09:00:30Z', '2026-11-01T09:00:30Z'],
    ['2026-11-01t09:00z', '2026-11-01T09:00:00Z', '2026-11-01T09:00:00Z'],
    ['2026-11-01T09:00+01:00', '2026-11-01T08:00:00Z', '2026-11-01T08:00:00Z'],
    ['2026-11-01T09:00-0330', '2026-11-01T12:30:00Z', '2026-11-01T12:30:00Z'],
    ['2026-11-01 09:00 +09', '2026-11-01T00:00:00Z', '2026-11-01T00:00:00Z'],
  ])('reads %s', (written, first, last) => {
    expect(momentOf(written, tokyo, 'start')).toBe(first);
    expect(momentOf(written, tokyo, 'end')).toBe(last);
  });

  it.each([
    ['2026-11-31', /November 2026 has 30 days/, '2026-11-30'],
    ['2026-11-32T09:00', /November 2026 has 30 days/, '2026-11-30'],
    ['2026-02-29', /February 2026 has 28 days/, '2026-02-28'],
    ['2026-13', /no month 13/, undefined],
    ['2026-00-10', /no month 0/, undefined],
    ['2026-11-00', /no day 0/, '2026-11-30'],
    ['0226-11-01', /CloudTrail began in 2013/, undefined],
    ['2626-11-01', /too far ahead/, undefined],
    ['24:00', /00:00 to 23:59/, undefined],
    ['18:60', /00:00 to 23:59/, undefined],
    ['13pm', /no 13 pm/, undefined],
    ['2026-11-01T25:00', /00:00 to 23:59/, undefined],
    ['2026-11-01T09:00+25:00', /not a time/, undefined],
    ['0h', /no time at all/, undefined],
    ['40000d', /shorter time/, '90d'],
    [`${'9'.repeat(400)}w`, /shorter time/, '90d'],
    ['2y', /“y” is no unit of time/, undefined],
    ['01/11/2026', /year first/, undefined],
    ['1.11.26', /year first/, undefined],
    ['yesteday', /not a time/, 'yesterday'],
    ['wendesday', /not a time/, 'wednesday'],
    ['soon', /like 30m, 2h, 7d/, undefined],
    ['2', /not a time/, undefined],
    ['-2h', /not a time/, '2h'],
    ['–2h', /not a time/, '2h'],
    ['2h.', /not a time/, '2h'],
    ['18h40', /not a time/, '18:40'],
    ['1840', /not a time/, '18:40'],
    ['2540', /not a time/, undefined],
    ['2026', /write a month like 2026-03/, undefined],
    ['18.11', /18:11/, undefined],
    ['1.05', /1:05/, undefined],
    ['monday 25:00', /00:00 to 23:59/, undefined],
    ['2026-11-01..2026-11-07', /since:2026-11-01 until:2026-11-07/, undefined],
    ['mon to fri', /since:mon until:fri/, undefined],
  ])('says what to type instead of %s', (written, message, instead) => {
    const span = parseSpan(written, tokyo);
    expect(span).toMatchObject({ ok: false, message: expect.stringMatching(message) });
    expect(span.ok ? undefined : span.instead).toBe(instead);
  });

  it('repeats only the beginning of something very long', () => {
    const message = momentOf('x'.repeat(1900), tokyo);
    expect(message).toContain('xxx…');
    expect(message.length).toBeLessThan(300);
  });
});

describe('Where the clocks change', () => {
  const newYork = 'America/New_York';
  it.each([
    [
      '7d keeps the time of day over the spring change',
      '7d',
      clock('2026-03-10T12:00:00Z', newYork),
      '2026-03-03T13:00:00Z',
    ],
    [
      '7d keeps the time of day over the autumn change',
      '7d',
      clock('2026-11-03T12:00:00Z', newYork),
      '2026-10-27T11:00:00Z',
    ],
    ['89d keeps the time of day', '89d', clock('2026-11-30T12:00:00Z', newYork), '2026-09-02T11:00:00Z'],
    [
      '90d begins no earlier than CloudTrail’s event history does',
      '90d',
      clock('2026-11-30T12:00:00Z', newYork),
      '2026-09-01T12:00:00Z',
    ],
    ['90d is no less of it in spring', '90d', clock('2026-04-30T12:00:00Z', newYork), '2026-01-30T12:00:00Z'],
    ['a longer time is counted so too', '57w 1d', clock('2026-11-30T12:00:00Z', newYork), '2025-10-26T12:00:00Z'],
    ['24h is 24 hours over a change', '24h', clock('2026-03-08T16:00:00Z', newYork), '2026-03-07T16:00:00Z'],
    [
      'a skipped time is the moment of the jump',
      '2026-03-08T02:30',
      clock('2026-03-10T12:00:00Z', newYork),
      '2026-03-08T07:00:00Z',
    ],
    [
      'a skipped clock time is the moment of the jump',
      '02:30',
      clock('2026-03-08T16:00:00Z', newYork),
      '2026-03-08T07:00:00Z',
    ],
    [
      'a skipped time of yesterday is the moment of the jump',
      'yesterday 02:30',
      clock('2026-03-09T16:00:00Z', newYork),
      '2026-03-08T07:00:00Z',
    ],
    [
      'a day without midnight begins at the jump',
      '2026-04-24',
      clock('2026-05-01T12:00:00Z', 'Africa/Cairo'),
      '2026-04-23T22:00:00Z',
    ],
    [
      'half an hour is a change too',
      '2026-10-04T02:10',
      clock('2026-10-05T00:00:00Z', 'Australia/Lord_Howe'),
      '2026-10-03T15:30:00Z',
    ],
    [
      'a zone that is none is read as UTC',
      '2026-11-01',
      clock('2026-11-21T00:00:00Z', 'Mars/Olympus'),
      '2026-11-01T00:00:00Z',
    ],
  ])('%s', (_, written, at, expected) => {
    expect(momentOf(written, at)).toBe(expected);
  });

  it('takes a time that happened twice from its first to its second occurrence, so that nothing is missed', () => {
    const at = clock('2026-11-02T12:00:00Z', newYork);
    expect(momentOf('2026-11-01T01:30', at, 'start')).toBe('2026-11-01T05:30:00Z');
    expect(momentOf('2026-11-01T01:30', at, 'end')).toBe('2026-11-01T06:30:00Z');
  });

  it('does not take the second occurrence of a clock time before it has come', () => {
    const betweenThem = clock('2026-11-01T05:45:00Z', newYork);
    expect(momentOf('01:30', betweenThem, 'start')).toBe('2026-11-01T05:30:00Z');
    expect(momentOf('01:30', betweenThem, 'end')).toBe('2026-11-01T05:30:00Z');
  });

  it('gives a day of 23 and a day of 25 hours their whole length', () => {
    const at = clock('2026-11-21T12:00:00Z', newYork);
    expect(windowOf({ on: '2026-03-08' }, at)).toEqual({ from: '2026-03-08T05:00:00Z', to: '2026-03-09T03:59:59Z' });
    expect(windowOf({ on: '2026-11-01' }, at)).toEqual({ from: '2026-11-01T04:00:00Z', to: '2026-11-02T04:59:59Z' });
  });

  it('leaves no second between a day and the next, and none in both, in any zone', () => {
    const zones = fc.constantFrom(
      'UTC',
      newYork,
      'Africa/Cairo',
      'America/Havana',
      'America/Santiago',
      'Australia/Lord_Howe',
    );
    const days = fc.date({
      min: new Date('2014-01-01T00:00:00Z'),
      max: new Date('2026-01-01T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(zones, days, (zone, day) => {
        const at = clock('2026-11-21T12:00:00Z', zone);
        const next = new Date(day.getTime() + 86_400_000);
        const end = momentOf(day.toISOString().slice(0, 10), at, 'end');
        const start = momentOf(next.toISOString().slice(0, 10), at, 'start');
        expect(Date.parse(start) - Date.parse(end)).toBe(1000);
      }),
    );
  });
});

describe('The window of a question', () => {
  it.each<[string, AskedPeriod, object]>([
    ['since a moment', { since: '2h' }, { from: '2026-11-21T07:52:10Z' }],
    ['since a day, from its beginning', { since: 'monday' }, { from: '2026-11-15T15:00:00Z' }],
    ['until a day, with the day', { until: '2026-11-01' }, { to: '2026-11-01T14:59:59Z' }],
    ['before a day, without the day', { before: '2026-11-01' }, { to: '2026-10-31T14:59:59Z' }],
    ['before a month, without the month', { before: '2026-03' }, { to: '2026-02-28T14:59:59Z' }],
    ['before a moment, up to it', { before: '18:40' }, { to: '2026-11-21T09:40:00Z' }],
    [
      'from one time to another',
      { since: '17:00', until: '18:40' },
      { from: '2026-11-21T08:00:00Z', to: '2026-11-21T09:40:00Z' },
    ],
    [
      'until a clock time still to come today',
      { since: '18:40', until: '19:30' },
      { from: '2026-11-21T09:40:00Z', to: '2026-11-21T10:30:00Z' },
    ],
    [
      'until a clock time at an offset, on the day of the beginning there',
      { since: '09:00Z', until: '11:30+01:00' },
      { from: '2026-11-21T09:00:00Z', to: '2026-11-21T10:30:00Z' },
    ],
    ['over midnight', { since: '22:00', until: '06:00' }, { from: '2026-11-20T13:00:00Z', to: '2026-11-20T21:00:00Z' }],
    ['on a day', { on: 'yesterday' }, { from: '2026-11-19T15:00:00Z', to: '2026-11-20T14:59:59Z' }],
    ['during a month', { during: '2026-03' }, { from: '2026-02-28T15:00:00Z', to: '2026-03-31T14:59:59Z' }],
    ['during a day', { during: 'today' }, { from: '2026-11-20T15:00:00Z', to: '2026-11-21T14:59:59Z' }],
    [
      'around a moment, an hour before to ten minutes after',
      { around: '18:40' },
      { from: '2026-11-21T08:40:00Z', to: '2026-11-21T09:50:00Z' },
    ],
    ['at any time', {}, {}],
  ])('is %s', (_, asked, expected) => {
    expect(windowOf(asked)).toEqual(expected);
  });

  it.each<[AskedPeriod, RegExp]>([
    [{ since: '2027-01-01' }, /in the future/],
    [{ on: '2026-12-24' }, /in the future/],
    [{ during: '2027-01' }, /in the future/],
    [{ since: '18:40', until: '17:00' }, /after it ends/],
    [{ since: 'today', until: 'monday' }, /after it ends/],
    [{ since: 'today', before: 'today' }, /after it ends/],
    [{ on: '18:40' }, /around:18:40/],
    [{ on: '2h' }, /since:2h/],
    [{ on: '2026-03' }, /during:2026-03/],
    [{ during: '2h' }, /since:2h/],
    [{ around: 'monday' }, /during:monday/],
    [{ since: 'x' }, /not a time/],
    [{ since: '2h', until: 'x' }, /not a time/],
    [{ around: 'x' }, /not a time/],
  ])('is a mistake for %j', (asked, message) => {
    expect(windowOf(asked)).toMatch(message);
  });

  it('never begins after it ends, whatever is asked and whenever', () => {
    const times = fc.oneof(
      fc.constantFrom('now', 'today', 'yesterday', 'fri', 'monday', '2026-03', '18:40', '02:30', '2026-11-01T01:30'),
      fc.tuple(fc.nat(400), fc.constantFrom('s', 'm', 'h', 'd', 'w')).map(([amount, unit]) => `${amount}${unit}`),
    );
    const asked = fc.record({ since: times, until: times, before: times }, { requiredKeys: [] });
    const nows = fc.date({
      min: new Date('2026-01-01T00:00:00Z'),
      max: new Date('2027-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    const zones = fc.constantFrom('UTC', 'America/New_York', 'Asia/Tokyo', 'Africa/Cairo');
    fc.assert(
      fc.property(asked, nows, zones, (period, now, zone) => {
        const window = parseWindow(period, { now, zone });
        if (!window.ok) return;
        const { from, to } = window.value;
        for (const end of [from, to])
          expect(end ?? '2026-01-01T00:00:00Z').toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
        if (from !== undefined && to !== undefined) expect(from <= to).toBe(true);
      }),
    );
  });
});
