import * as z from 'zod/mini';

/** Reads what a button carries as JSON; undefined where it is none that this version made. */
export const readCarried =
  <T>(schema: z.ZodMiniType<T>) =>
  (value: string | undefined): T | undefined => {
    try {
      return z.safeParse(schema, JSON.parse(value ?? '')).data;
    } catch {
      return undefined;
    }
  };
