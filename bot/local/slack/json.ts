/** An object as it came over the wire. */
export type Json = Readonly<Record<string, unknown>>;

/** Whether a value is a plain JSON object. */
export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A string, or nothing. */
export const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** JSON of an object, or nothing when it is neither. */
export const parseJson = (text: string): Json | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return isJson(value) ? value : undefined;
  } catch {
    return undefined;
  }
};
