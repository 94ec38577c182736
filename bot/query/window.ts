import { DateTime } from 'luxon';
import { phrases } from '../words/words';
import { instantsOf } from './local-time';
import {
  atClock,
  type Clock,
  clockOf,
  DURATION,
  isoOf,
  notRead,
  parseSpan,
  type Reading,
  read,
  type SpanUnit,
  secondsOf,
  typedTime,
  zoneOfClock,
} from './period';
import type { Window } from './query';

/** The qualifiers that speak of time, as typed. At most one of `on`, `during`, `around`, and then neither of the others. */
export interface AskedPeriod {
  readonly since?: string;
  readonly until?: string;
  /** Like `until`, but ends where the named day or month begins. */
  readonly before?: string;
  readonly on?: string;
  readonly during?: string;
  readonly around?: string;
}

const HOUR = 3600;
const AROUND_BEFORE = HOUR;
const AROUND_AFTER = 600;

/**
 * The window that the qualifiers of a question mean, both ends inclusive. A window that has not begun, or that ends before
 * it begins, is told as a mistake; one that ends in the future is left as written.
 */
export const parseWindow = (asked: AskedPeriod, clock: Clock): Reading<Window> => {
  const window = stretchOf(asked, clock);
  if (!window.ok) return window;
  const { from, to } = window.value;
  if (from !== undefined && from > secondsOf(clock.now)) {
    return notRead(phrases.times.inTheFuture);
  }
  if (from !== undefined && to !== undefined && from > to) {
    return notRead(phrases.times.endsBeforeItBegins);
  }
  return read({ ...(from === undefined ? {} : { from: isoOf(from) }), ...(to === undefined ? {} : { to: isoOf(to) }) });
};

interface Stretch {
  readonly from?: number;
  readonly to?: number;
}

const stretchOf = (asked: AskedPeriod, clock: Clock): Reading<Stretch> => {
  if (asked.on !== undefined) return wholeOf('on', asked.on, ['day'], clock);
  if (asked.during !== undefined) return wholeOf('during', asked.during, ['day', 'month'], clock);
  if (asked.around !== undefined) return aroundOf(asked.around, clock);
  const since = asked.since === undefined ? undefined : parseSpan(asked.since, clock);
  if (since?.ok === false) return since;
  const until = untilOf(asked, since?.value.first, clock);
  if (until?.ok === false) return until;
  return read({ ...(since && { from: since.value.first }), ...(until && { to: until.value }) });
};

const wholeOf = (key: 'on' | 'during', text: string, units: readonly SpanUnit[], clock: Clock): Reading<Stretch> => {
  const span = parseSpan(text, clock);
  if (!span.ok) return span;
  if (units.includes(span.value.unit)) return read({ from: span.value.first, to: span.value.last });
  if (span.value.unit === 'month') {
    return notRead(phrases.times.onTakesNoMonth({ text }), text, 'during');
  }
  return notRead(
    key === 'on' ? phrases.times.onTakesNoMoment({ text }) : phrases.times.duringTakesNoMoment({ text }),
    text,
    DURATION.test(typedTime(text)) ? 'since' : 'around',
  );
};

const aroundOf = (text: string, clock: Clock): Reading<Stretch> => {
  const span = parseSpan(text, clock);
  if (!span.ok) return span;
  const { first, last, unit } = span.value;
  if (unit === 'moment' || unit === 'clock') return read({ from: first - AROUND_BEFORE, to: last + AROUND_AFTER });
  return notRead(phrases.times.aroundTakesAMoment({ text, unit }), text, 'during');
};

/**
 * Where the window ends. A clock time is the most recent one, except that `since:17:00 until:18:40`, asked at 18:00, means
 * 18:40 of that same day.
 */
const untilOf = (asked: AskedPeriod, from: number | undefined, clock: Clock): Reading<number> | undefined => {
  const text = asked.until ?? asked.before;
  if (text === undefined) return undefined;
  const span = parseSpan(text, clock);
  if (!span.ok) return span;
  const { first, last, unit } = span.value;
  if (asked.until === undefined && (unit === 'day' || unit === 'month')) return read(first - 1);
  const time = unit === 'clock' ? clockOf(typedTime(text)) : undefined;
  if (from === undefined || last >= from || !time?.ok) return read(last);
  const zone = zoneOfClock(time.value, clock);
  return read(Math.max(last, instantsOf(atClock(DateTime.fromSeconds(from, { zone }), time.value), zone).last));
};
