import * as z from 'zod/mini';
import { asString, isObject } from './change/json';
import { parseJson } from './change/json-text';
import { normalize } from './change/normalize';
import type { Counts, Ingester } from './ingest-events';

export interface DeliveredDeps {
  readonly ingester: () => Ingester;
  /** Notes the time of the newest event that came for a Region. */
  readonly noteDelivered: (region: string, time: string) => Promise<void>;
}

export interface Delivered {
  readonly counts: Readonly<Counts>;
  /** The time of the newest event of the batch; absent where none could be told. */
  readonly newestEvent?: string;
  /** Messages that can't be told, by their place in the batch, with a short phrase for why. */
  readonly refused: readonly { readonly at: number; readonly because: string }[];
}

/** What EventBridge wraps around a CloudTrail record: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html */
const envelopeSchema = z.object({ 'detail-type': z.string(), detail: z.record(z.string(), z.unknown()) });
const DETAIL_TYPE = 'AWS API Call via CloudTrail';

/**
 * The events of a batch of messages into the index. Throws where the index could not be written: all of it is then delivered
 * again, which changes nothing. What can't be told is refused, for the queue to give up in its own way.
 */
export const ingestDelivered = async (
  bodies: readonly string[],
  { ingester: open, noteDelivered }: DeliveredDeps,
): Promise<Delivered> => {
  const ingester = open();
  const refused: { at: number; because: string }[] = [];
  const newest = new Map<string, string>();
  for (const [at, body] of bodies.entries()) {
    const read = recordOf(body);
    if ('because' in read) {
      refused.push({ at, because: read.because });
      continue;
    }
    await ingester.add([read.record]);
    const { awsRegion, eventTime } = read.record;
    const [region, time] = [asString(awsRegion), asString(eventTime)];
    if (region !== undefined && time !== undefined && time > (newest.get(region) ?? '')) newest.set(region, time);
  }
  await ingester.flush();
  for (const [region, time] of newest) await noteDelivered(region, time);
  const newestEvent = [...newest.values()].toSorted().at(-1);
  return { counts: ingester.counts, refused, ...(newestEvent !== undefined && { newestEvent }) };
};

type RecordRead = { readonly record: Readonly<Record<string, unknown>> } | { readonly because: string };

const recordOf = (body: string): RecordRead => {
  const envelope = z.safeParse(envelopeSchema, jsonOf(body));
  if (!envelope.success) return { because: 'it is no event of EventBridge' };
  if (envelope.data['detail-type'] !== DETAIL_TYPE) return { because: `its detail-type is not “${DETAIL_TYPE}”` };
  const { detail } = envelope.data;
  const normalized = normalize(detail);
  if (normalized.kind === 'unusable') return { because: normalized.because };
  return isObject(detail) ? { record: detail } : { because: 'its detail is no record' };
};

const jsonOf = (text: string): unknown => {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
};
