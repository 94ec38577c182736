import { IDS as $, type Case } from '../told';

const at = (Hours: number) => ({ Hours, Minutes: 0 });
const open = (days: string, from: number, to: number) =>
  days.split(' ').map((Day) => ({ Day, StartTime: at(from), EndTime: at(to) }));
const WEEK = 'MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY';

export const HOURS: readonly Case[] = [
  [
    'CreateHoursOfOperation',
    { Name: 'Nights', TimeZone: 'Europe/Paris', Config: open(WEEK, 20, 6) },
    'ann created hours Nights',
  ],
  [
    'UpdateHoursOfOperation',
    {
      HoursOfOperationId: $.weekdays,
      Config: [{ Day: 'MONDAY', StartTime: { Hours: '8', Minutes: '0' }, EndTime: { Hours: '20', Minutes: '30' } }],
    },
    'ann changed hours Weekdays: Mon 08:00–20:30 instead of 09:00–18:00',
    { before: [['UpdateHoursOfOperation', { HoursOfOperationId: $.weekdays, Config: open('MONDAY', 9, 18) }]] },
  ],
  [
    'UpdateHoursOfOperation',
    { HoursOfOperationId: $.weekdays, Config: open(WEEK, 8, 20) },
    'ann changed hours Weekdays: Mon–Fri 08:00–20:00 instead of 09:00–18:00',
    { before: [['UpdateHoursOfOperation', { HoursOfOperationId: $.weekdays, Config: open(WEEK, 9, 18) }]] },
  ],
  [
    'UpdateHoursOfOperation',
    {
      HoursOfOperationId: $.weekdays,
      TimeZone: 'Europe/Paris',
      Config: [...open('MONDAY', 8, 20), ...open('SATURDAY', 10, 14)],
    },
    'ann changed hours Weekdays: time zone Europe/London → Europe/Paris, Mon 08:00–20:00 instead of 09:00–18:00, Sat 10:00–14:00 added, Sun 09:00–18:00 removed',
    {
      before: [
        [
          'UpdateHoursOfOperation',
          { HoursOfOperationId: $.weekdays, TimeZone: 'Europe/London', Config: open('MONDAY SUNDAY', 9, 18) },
        ],
      ],
    },
  ],
  [
    'UpdateHoursOfOperation',
    { HoursOfOperationId: $.weekdays, Name: 'Weekdays 2', TimeZone: 'UTC', Config: open('MONDAY', 8, 12) },
    'ann renamed hours Weekdays to Weekdays 2 and changed them: Mon 08:00–12:00 instead of 09:00–17:00',
    {
      nameBefore: 'Weekdays',
      before: [
        [
          'UpdateHoursOfOperation',
          { HoursOfOperationId: $.weekdays, Name: 'Weekdays', TimeZone: 'UTC', Config: open('MONDAY', 9, 17) },
        ],
      ],
    },
  ],
  [
    'UpdateHoursOfOperation',
    { HoursOfOperationId: $.weekdays, Name: 'Weekdays 2', TimeZone: 'UTC', Config: open('MONDAY', 8, 12) },
    'ann renamed hours Weekdays to Weekdays 2 and set the time zone to UTC and the opening times to Mon 08:00–12:00 (before: not recorded)',
    { nameBefore: 'Weekdays' },
  ],
  [
    'UpdateHoursOfOperation',
    {
      HoursOfOperationId: $.weekdays,
      Name: 'Weekdays',
      TimeZone: 'UTC',
      Config: open(WEEK, 9, 17),
      Description: '***',
    },
    'ann saved the description (hidden) of hours Weekdays, the rest as it was',
    {
      before: [
        [
          'UpdateHoursOfOperation',
          { HoursOfOperationId: $.weekdays, Name: 'Weekdays', TimeZone: 'UTC', Config: open(WEEK, 9, 17) },
        ],
      ],
    },
  ],
  [
    'UpdateHoursOfOperation',
    { HoursOfOperationId: $.weekdays, Config: open(WEEK, 8, 20) },
    'ann set the opening times of hours Weekdays to Mon–Fri 08:00–20:00 (before: not recorded)',
  ],
  ['UpdateHoursOfOperation', { HoursOfOperationId: $.weekdays }, 'ann updated hours Weekdays'],
  [
    'UpdateHoursOfOperation',
    {
      HoursOfOperationId: $.weekdays,
      Config: [
        ...open('MONDAY', 1, 2),
        ...open('TUESDAY', 3, 4),
        ...open('WEDNESDAY', 5, 6),
        ...open('THURSDAY', 7, 8),
      ],
    },
    'ann changed hours Weekdays: opening times, 4 added and 5 removed',
    { before: [['UpdateHoursOfOperation', { HoursOfOperationId: $.weekdays, Config: open(WEEK, 9, 18) }]] },
  ],
  [
    'CreateHoursOfOperationOverride',
    {
      HoursOfOperationId: $.weekdays,
      Name: 'New Year',
      EffectiveFrom: '2026-12-31',
      EffectiveTill: '2027-01-01',
      Config: [],
    },
    'ann created hours override New Year of hours Weekdays, 2026-12-31 to 2027-01-01, closed all day',
  ],
  [
    'CreateHoursOfOperationOverride',
    {
      HoursOfOperationId: $.weekdays,
      Name: 'Team meeting',
      EffectiveFrom: '2026-11-02',
      EffectiveTill: '2027-11-02',
      OverrideType: 'CLOSED',
      Config: open('MONDAY', 9, 10),
      RecurrenceConfig: { RecurrencePattern: { Frequency: 'WEEKLY', Interval: 1 } },
    },
    'ann created hours override Team meeting of hours Weekdays, 2026-11-02 to 2027-11-02, recurring, closed Mon 09:00–10:00',
  ],
  [
    'UpdateHoursOfOperationOverride',
    { HoursOfOperationId: $.weekdays, HoursOfOperationOverrideId: $.override, EffectiveTill: '2027-01-02' },
    'ann set the last day of hours override Christmas of hours Weekdays from 2027-01-01 to 2027-01-02',
    {
      before: [
        [
          'UpdateHoursOfOperationOverride',
          { HoursOfOperationId: $.weekdays, HoursOfOperationOverrideId: $.override, EffectiveTill: '2027-01-01' },
        ],
      ],
    },
  ],
  [
    'DeleteHoursOfOperationOverride',
    { HoursOfOperationId: $.weekdays, HoursOfOperationOverrideId: $.override },
    'ann deleted hours override Christmas of hours Weekdays',
  ],
  [
    'AssociateHoursOfOperations',
    { HoursOfOperationId: $.weekdays, ParentHoursOfOperationConfigs: [{ HoursOfOperationId: $.evenings }] },
    'ann added parent hours Weekdays 8–20 to hours Weekdays',
  ],
];
