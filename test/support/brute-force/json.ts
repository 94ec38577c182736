const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

export type Json = unknown;
export type Members = Readonly<Record<string, Json>>;
export const isMembers = (value: Json): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isHidden = (value: Json): boolean => value === '***' || value === 'HIDDEN_DUE_TO_SECURITY_REASONS';
export const text = (value: Json): string => decodeURIComponent(JSON.stringify(value ?? null));
export const uuidsIn = (value: Json): readonly string[] => text(value).toLowerCase().match(UUID) ?? [];
export const lastUuid = (value: Json): string | undefined => uuidsIn(value).at(-1);

export const memberOf = (value: Json, member: string): Json => (isMembers(value) ? value[member] : undefined);
export const listOf = (value: Json): readonly Json[] => (Array.isArray(value) ? value : []);

/** A value with every id in it bare, as text that equal values share. */
export const plainValue = (value: Json): string => {
  if (Array.isArray(value)) return `[${value.map(plainValue).sort().join(',')}]`;
  if (isMembers(value)) {
    const members = Object.entries(value).map(([member, held]) => `${member}:${plainValue(held)}`);
    return `{${members.sort().join(',')}}`;
  }
  return typeof value === 'string' ? (lastUuid(value) ?? `'${value}`) : JSON.stringify(value);
};
