import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import type { DigestProgress, DigestSetting } from '../../bot/digest/digest-setting';
import { type Due, dueDigests, dueMoment, dueOf, nextDue, windowOf } from '../../bot/digest/due';
import { digestProgress, digestSetting, toldDigest } from '../support/build-digest';

const iso = (date: Date | undefined): string | undefined => date?.toISOString().replace('.000Z', 'Z');

describe('the moment of a digest', () => {
  it.each([
    // The hour that does not exist: the moment at which the clocks jump.
    ['Europe/Berlin', '2026-03-29', '02:30', '2026-03-29T01:00:00Z'],
    ['America/New_York', '2026-03-08', '02:30', '2026-03-08T07:00:00Z'],
    ['Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:30:00Z'],
    ['America/Havana', '2026-03-08', '00:30', '2026-03-08T05:00:00Z'],
    ['America/Nuuk', '2026-03-28', '23:30', '2026-03-29T01:00:00Z'],
    // The hour that comes twice: the first.
    ['Europe/Berlin', '2026-10-25', '02:30', '2026-10-25T00:30:00Z'],
    ['America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30:00Z'],
    ['Australia/Lord_Howe', '2026-04-05', '01:45', '2026-04-04T14:45:00Z'],
    // The days of the change and the days around them, at nine.
    ['Europe/Berlin', '2026-03-28', '09:00', '2026-03-28T08:00:00Z'],
    ['Europe/Berlin', '2026-03-29', '09:00', '2026-03-29T07:00:00Z'],
    ['Europe/Berlin', '2026-10-25', '09:00', '2026-10-25T08:00:00Z'],
    ['America/New_York', '2026-03-08', '09:00', '2026-03-08T13:00:00Z'],
    ['America/New_York', '2026-11-01', '09:00', '2026-11-01T14:00:00Z'],
    ['Australia/Lord_Howe', '2026-10-04', '09:00', '2026-10-03T22:00:00Z'],
    ['Australia/Lord_Howe', '2026-04-05', '09:00', '2026-04-04T22:30:00Z'],
    ['Pacific/Apia', '2026-11-27', '09:00', '2026-11-26T20:00:00Z'],
    ['Asia/Kathmandu', '2026-11-27', '09:00', '2026-11-27T03:15:00Z'],
    ['Asia/Tokyo', '2026-11-27', '09:00', '2026-11-27T00:00:00Z'],
  ])('in %s on %s at %s is %s', (zone, day, at, expected) => {
    expect(iso(dueMoment(day, { at, zone }))).toBe(expected);
  });
});

describe('what is due', () => {
  const at = (now: string, setting: Partial<DigestSetting> = {}, progress?: DigestProgress): string | undefined =>
    dueOf(digestSetting(setting), progress, new Date(now))?.day;
  const told = (day: string, more = {}) =>
    digestProgress({ last: toldDigest({ day, dueAt: `${day}T09:00:00.000Z`, ...more }) });

  it.each<[string, string | undefined, string, Partial<DigestSetting>, DigestProgress | undefined]>([
    ['nothing before its time', undefined, '2026-11-27T08:59:59Z', {}, told('2026-11-26')],
    ['the day from its time on', '2026-11-27', '2026-11-27T09:00:00Z', {}, told('2026-11-26')],
    ['the day, however late on it', '2026-11-27', '2026-11-27T23:59:59Z', {}, told('2026-11-26')],
    ['nothing the next night: the next digest tells it too', undefined, '2026-11-28T00:00:00Z', {}, told('2026-11-26')],
    [
      'one of a minute before midnight after it',
      '2026-11-27',
      '2026-11-28T00:02:00Z',
      { at: '23:59' },
      told('2026-11-26'),
    ],
    ['none of a minute before midnight hours after it', undefined, '2026-11-28T03:00:00Z', { at: '23:59' }, undefined],
    ['the newer of two days', '2026-11-28', '2026-11-28T00:05:00Z', { at: '00:01' }, told('2026-11-26')],
    ['nothing that was told', undefined, '2026-11-27T12:00:00Z', {}, told('2026-11-27')],
    [
      'nothing that may have been posted',
      undefined,
      '2026-11-27T12:00:00Z',
      {},
      digestProgress({ posting: toldDigest({ day: '2026-11-27' }) }),
    ],
    [
      'nothing twice, though its time was moved',
      undefined,
      '2026-11-27T12:00:00Z',
      { at: '11:00', setAt: '2026-11-27T10:00:00.000Z' },
      told('2026-11-27'),
    ],
    [
      'nothing of a time that had passed when it was set',
      undefined,
      '2026-11-27T12:00:00Z',
      { setAt: '2026-11-27T09:30:00.000Z' },
      undefined,
    ],
    [
      'what was set for later on the day',
      '2026-11-27',
      '2026-11-27T12:00:00Z',
      { setAt: '2026-11-27T08:30:00.000Z' },
      undefined,
    ],
    ['no Saturday', undefined, '2026-11-28T12:00:00Z', { weekdays: true }, told('2026-11-27')],
    ['no Sunday', undefined, '2026-11-29T12:00:00Z', { weekdays: true }, told('2026-11-27')],
    ['the Monday after them', '2026-11-30', '2026-11-30T09:00:00Z', { weekdays: true }, told('2026-11-27')],
    [
      'a Friday late at night, on the Saturday',
      '2026-11-27',
      '2026-11-28T00:02:00Z',
      { at: '23:58', weekdays: true },
      told('2026-11-26'),
    ],
    [
      'the weekday there, not here',
      '2026-11-30',
      '2026-11-29T20:00:00Z',
      { zone: 'Pacific/Apia', weekdays: true },
      undefined,
    ],
    [
      'the hour that does not exist',
      '2026-03-29',
      '2026-03-29T01:00:00Z',
      { zone: 'Europe/Berlin', at: '02:30' },
      undefined,
    ],
    [
      'not before the clocks jump',
      undefined,
      '2026-03-29T00:59:59Z',
      { zone: 'Europe/Berlin', at: '02:30', setAt: '2026-03-28T12:00:00.000Z' },
      undefined,
    ],
    [
      'the hour that comes twice, once',
      undefined,
      '2026-10-25T01:30:00Z',
      { zone: 'Europe/Berlin', at: '02:30' },
      digestProgress({ last: toldDigest({ day: '2026-10-25', zone: 'Europe/Berlin' }) }),
    ],
    [
      'nothing again on the day that it was told in another zone',
      undefined,
      '2026-11-27T20:00:00Z',
      { zone: 'America/Los_Angeles' },
      digestProgress({
        last: toldDigest({ day: '2026-11-28', zone: 'Asia/Tokyo', dueAt: '2026-11-28T00:00:00.000Z' }),
      }),
    ],
    [
      'the next day there',
      '2026-11-28',
      '2026-11-28T17:00:00Z',
      { zone: 'America/Los_Angeles' },
      digestProgress({
        last: toldDigest({ day: '2026-11-28', zone: 'Asia/Tokyo', dueAt: '2026-11-28T00:00:00.000Z' }),
      }),
    ],
    [
      'nothing while it is paused',
      undefined,
      '2026-11-27T12:00:00Z',
      {},
      digestProgress({ paused: { setAt: '2020-01-01T00:00:00.000Z', because: 'it is.' } }),
    ],
    [
      'what was set again since',
      '2026-11-27',
      '2026-11-27T12:00:00Z',
      { setAt: '2026-11-26T10:00:00.000Z' },
      digestProgress({ paused: { setAt: '2020-01-01T00:00:00.000Z', because: 'it was.' } }),
    ],
  ])('is %s', (_what, expected, now, setting, progress) => {
    expect(at(now, setting, progress)).toBe(expected);
  });

  it('is each channel by its own zone and progress, the longest due first', () => {
    const settings = ['Asia/Tokyo', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu'].map((zone, n) =>
      digestSetting({ channel: `C${n}`, zone }),
    );
    const progress = [
      digestProgress({ channel: 'C3', last: toldDigest({ day: '2026-11-27', zone: 'Asia/Kathmandu' }) }),
    ];
    const due = dueDigests(settings, progress, new Date('2026-11-27T08:00:00Z'));
    expect(due.map(({ setting, day }) => [setting.zone, day])).toEqual([
      ['Asia/Tokyo', '2026-11-27'],
      ['Europe/Berlin', '2026-11-27'],
    ]);
  });
});

describe('the next digest', () => {
  const next = (now: string, setting: Partial<DigestSetting> = {}, progress?: DigestProgress): string | undefined =>
    iso(nextDue(digestSetting(setting), progress, new Date(now))?.dueAt);

  it.each<[string, string, Partial<DigestSetting>, DigestProgress | undefined]>([
    ['2026-11-27T09:00:00Z', '2026-11-27T08:00:00Z', {}, undefined],
    ['2026-11-28T09:00:00Z', '2026-11-27T09:00:00Z', {}, undefined],
    ['2026-11-30T09:00:00Z', '2026-11-27T10:00:00Z', { weekdays: true }, undefined],
    [
      '2026-11-28T11:00:00Z',
      '2026-11-27T10:00:00Z',
      { at: '11:00' },
      digestProgress({ last: toldDigest({ day: '2026-11-27' }) }),
    ],
    [
      '2026-11-30T11:00:00Z',
      '2026-11-27T10:00:00Z',
      { at: '11:00', weekdays: true },
      digestProgress({ last: toldDigest({ day: '2026-11-27' }) }),
    ],
    ['2026-03-29T01:00:00Z', '2026-03-28T12:00:00Z', { zone: 'Europe/Berlin', at: '02:30' }, undefined],
  ])('comes at %s, seen at %s', (expected, now, setting, progress) => {
    expect(next(now, setting, progress)).toBe(expected);
  });

  const zones = [
    'Asia/Tokyo',
    'America/New_York',
    'Europe/Berlin',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'Asia/Kathmandu',
    'America/Nuuk',
  ];

  it('is due when its time has come, and not a second before', () => {
    const moments = fc.date({
      min: new Date('2026-01-01T00:00:00Z'),
      max: new Date('2028-01-01T00:00:00Z'),
      noInvalidDate: true,
    });
    const times = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
    void fc.assert(
      fc.property(fc.constantFrom(...zones), times, fc.boolean(), moments, (zone, at, weekdays, now) => {
        const setting = digestSetting({ zone, at, weekdays, setAt: now.toISOString() });
        const due = nextDue(setting, undefined, now) as Due;
        expect(dueOf(setting, undefined, due.dueAt)).toEqual(due);
        expect(dueOf(setting, undefined, new Date(due.dueAt.getTime() - 1000))).toBeUndefined();
        const shown = DateTime.fromJSDate(due.dueAt, { zone }).toFormat('HH:mm');
        // Only where the clocks jump over it is it shown later.
        const jumps =
          DateTime.fromJSDate(due.dueAt, { zone }).offset !==
          DateTime.fromMillis(due.dueAt.getTime() - 1, { zone }).offset;
        if (!jumps) expect(shown).toBe(at);
      }),
    );
  });
});

describe('what a digest tells', () => {
  const window = (
    now: string,
    setting: Partial<DigestSetting> = {},
    progress?: DigestProgress,
    settleSeconds?: number,
  ) => windowOf(digestSetting(setting), progress, new Date(now), settleSeconds);

  it('begins a second after the last one’s end, and ends where records are settled', () => {
    const progress = digestProgress({ last: toldDigest({ to: '2026-11-26T08:31:12Z' }) });
    expect(window('2026-11-27T09:02:40Z', {}, progress)).toEqual({
      from: '2026-11-26T08:31:13Z',
      to: '2026-11-27T08:32:40Z',
    });
  });

  it('is all of a weekend on Monday', () => {
    const progress = digestProgress({ last: toldDigest({ to: '2026-11-27T08:30:00Z' }) });
    expect(window('2026-11-30T09:00:00Z', {}, progress)?.from).toBe('2026-11-27T08:30:01Z');
  });

  it('is the last day at first', () => {
    expect(window('2026-11-27T09:00:00Z', { since: '2026-11-27T08:00:00.000Z' })).toEqual({
      from: '2026-11-26T08:30:00Z',
      to: '2026-11-27T08:30:00Z',
    });
  });

  it('is all since it was set, where that was before a weekend', () => {
    expect(window('2026-11-30T09:00:00Z', { since: '2026-11-27T15:00:00.000Z' })?.from).toBe('2026-11-27T15:00:00Z');
  });

  it('is nothing of the time in which the channel had none', () => {
    const progress = digestProgress({ last: toldDigest({ to: '2026-03-01T08:30:00Z' }) });
    expect(window('2026-11-27T09:00:00Z', { since: '2026-11-26T10:00:00.000Z' }, progress)?.from).toBe(
      '2026-11-26T08:30:00Z',
    );
  });

  it('is nothing twice, where it was ended and set again', () => {
    const progress = digestProgress({ last: toldDigest({ to: '2026-11-27T08:30:00Z' }) });
    expect(window('2026-11-28T09:00:00Z', { since: '2026-11-27T10:00:00.000Z' }, progress)?.from).toBe(
      '2026-11-27T08:30:01Z',
    );
  });

  it('reaches back a month at most, and knows what it leaves out', () => {
    const progress = digestProgress({ last: toldDigest({ to: '2026-01-01T08:30:00Z' }) });
    expect(window('2026-11-27T09:00:00Z', {}, progress)).toEqual({
      from: '2026-10-27T08:30:00Z',
      to: '2026-11-27T08:30:00Z',
      untoldFrom: '2026-01-01T08:30:01Z',
    });
  });

  it('goes on after a digest that may not have been posted', () => {
    const progress = digestProgress({ last: toldDigest(), posting: toldDigest({ to: '2026-11-26T08:30:00Z' }) });
    expect(window('2026-11-27T09:00:00Z', {}, progress)?.from).toBe('2026-11-26T08:30:01Z');
  });

  it('is nothing where no second has settled since', () => {
    const progress = digestProgress({ last: toldDigest({ to: '2026-11-27T08:30:00Z' }) });
    expect(window('2026-11-27T09:00:00Z', {}, progress)).toBeUndefined();
    expect(window('2026-11-27T09:00:00Z', {}, progress, 0)?.to).toBe('2026-11-27T09:00:00Z');
  });
});
