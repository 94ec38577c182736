import { IANAZone } from 'luxon';

/** The machine's time zone as an IANA name; UTC where the machine's is none (`TZ=` or `TZ=JST-9` give Node no name). */
export const machineZone = (): string => {
  const zone: string | undefined = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zone !== undefined && IANAZone.isValidZone(zone) ? zone : 'UTC';
};
