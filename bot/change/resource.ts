import type { ResourceType } from './catalogue';

/** The AWS services whose configuration changes we tell. Lex V1 and V2 share one event source, so one service. */
export type Service = 'connect' | 'voiceid' | 'lex';

/** A Connect instance as a CloudTrail record or a listing names it. The alias is known from listings only. */
export interface InstanceRef {
  readonly id: string;
  readonly region: string;
  readonly account: string;
  readonly alias?: string;
}

/**
 * One thing in an account. The id is the bare one: a UUID for most of Connect, a name where the service has no other id
 * (Lex V1 bots, predefined attributes). It is absent where the record does not hold it (a create whose response is null).
 */
export interface ResourceRef {
  readonly service: Service;
  readonly type: ResourceType;
  readonly id?: string;
  /** AWS Region of the record or listing that named it. */
  readonly region: string;
  readonly instance?: InstanceRef;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isUuid = (text: string): boolean => UUID.test(text);

/**
 * Whether two references mean the same thing. Ids of different types may be equal (masked or name-like ids), so the type
 * counts. A UUID is the same thing in every Region (Global Resiliency replicates it under its id) and in every instance (a
 * phone number can be moved to another one); any other id is so in one only. Some operations carry no instance
 * (`ReleasePhoneNumber`), so that one counts only where both sides name one.
 */
export const sameResource = (a: ResourceRef, b: ResourceRef): boolean =>
  a.id !== undefined &&
  b.id !== undefined &&
  a.type === b.type &&
  a.service === b.service &&
  a.id.toLowerCase() === b.id.toLowerCase() &&
  (isUuid(a.id) ||
    (a.region === b.region &&
      (a.instance === undefined || b.instance === undefined || a.instance.id === b.instance.id)));
