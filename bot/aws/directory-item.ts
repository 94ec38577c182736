import * as z from 'zod/mini';
import { RESOURCE_TYPES, type ResourceType } from '../change/catalogue';
import type { Remembered } from '../directory/remembered';

/** An item of the directory table: a remembered fact under its keys. */
export type DirectoryItem = Remembered & { readonly pk: string; readonly sk: string; readonly expiresAt?: number };

const text = z.string();
const at = z.string();
const person = z.optional(z.object({ firstName: z.optional(text), lastName: z.optional(text) }));
const ref = z.object({
  service: z.enum(['connect', 'voiceid', 'lex']),
  type: z.enum(RESOURCE_TYPES),
  id: text,
  region: text,
  instance: z.optional(z.object({ id: text, region: text, account: text, alias: z.optional(text) })),
});

const item = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('named'), ref, name: text, at, made: z.optional(z.literal(true)) }),
  z.object({ kind: z.literal('listed'), ref, name: text, at, until: at, person }),
  z.object({ kind: z.literal('deleted'), ref, at }),
  z.object({ kind: z.literal('missing'), ref, at }),
  z.object({ kind: z.literal('not known'), ref, at }),
]);

/** When a listing was last read to its end. It stands beside the facts: it is about the listing, not about any resource. */
export interface WholeListing {
  readonly instanceId: string;
  readonly type: ResourceType;
  /** The beginning of the reading, ISO 8601 UTC. */
  readonly at: string;
}

const wholeListing = z.object({ instanceId: text, type: z.enum(RESOURCE_TYPES), at });

/** The whole listing in an item; undefined for one of a type that this version does not know. */
export const readWholeListing = (json: Record<string, unknown>): WholeListing | undefined =>
  z.safeParse(wholeListing, json).data;

/** The remembered fact in an item; undefined for an item of a kind or resource type that this version does not know. */
export const readItem = (json: Record<string, unknown>): Remembered | undefined => {
  const read = z.safeParse(item, json);
  // Absent members are absent in what zod gives, never undefined: JSON and DynamoDB know no undefined.
  return read.success ? (read.data as Remembered) : undefined;
};
