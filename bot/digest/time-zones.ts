import { distance } from 'fastest-levenshtein';
import { isTimeZone } from '../config';

/** The zones of which there are one for each stretch of the earth: `Europe/Berlin`. */
const ZONES = Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/'));
const cityOf = (zone: string): string => zone.slice(zone.lastIndexOf('/') + 1);

export type NamedZone =
  | { readonly kind: 'zone'; readonly zone: string }
  /** None of that name; the nearest one, where one is near. */
  | { readonly kind: 'unknown'; readonly nearest?: string };

/**
 * The IANA time zone that was typed, whatever its case: its name, UTC, or the city alone where only one zone has it. `EST` and the like
 * are none here: they name an offset, which is wrong for half of the year.
 */
export const zoneNamed = (typed: string): NamedZone => {
  const folded = typed.toLowerCase();
  if (['utc', 'gmt', 'etc/utc'].includes(folded)) return { kind: 'zone', zone: 'UTC' };
  const listed = ZONES.find((zone) => zone.toLowerCase() === folded);
  if (listed !== undefined) return { kind: 'zone', zone: listed };
  // A name that is older or newer than the one that is listed: Asia/Kathmandu and Asia/Katmandu.
  if (typed.includes('/') && isTimeZone(typed)) return { kind: 'zone', zone: typed };
  const [city, ...others] = ZONES.filter((zone) => cityOf(zone).toLowerCase() === folded);
  if (city !== undefined && others.length === 0) return { kind: 'zone', zone: city };
  const nearest = nearestTo(folded);
  return { kind: 'unknown', ...(nearest !== undefined && { nearest }) };
};

/** As many slips as a typing hand makes in a word of that length. */
const nearestTo = (folded: string): string | undefined => {
  if (folded.length < 4) return undefined;
  const most = Math.min(3, Math.floor(folded.length / 3));
  const slips = (zone: string): number =>
    Math.min(...[zone, cityOf(zone)].map((name) => distance(name.toLowerCase(), folded)));
  const [nearest] = ZONES.map((zone) => ({ zone, slips: slips(zone) })).sort((one, other) => one.slips - other.slips);
  return nearest !== undefined && nearest.slips <= most ? nearest.zone : undefined;
};
