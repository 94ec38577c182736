import type { JsonValue, Mention } from './change';
import { type After, type Before, notKnown } from './effect';
import { isAllHidden } from './hidden';
import { asValue } from './leaves';
import type { Item } from './list-items';
import { isSameValue } from './meaning';

/** What records left in a field, whose path is as a record spells it. `unsure`: not known. */
export type Held =
  | {
      readonly kind: 'one';
      readonly path: string;
      readonly to: After | { readonly kind: 'unsure' };
      readonly refs: readonly Mention[];
      readonly time: string;
      /** What was there before that second. */
      readonly prior?: Held | undefined;
    }
  /** `whole`: all of its items are known; else only those that were added or changed in the records. */
  | {
      readonly kind: 'list';
      readonly path: string;
      readonly whole: boolean;
      readonly items: ReadonlyMap<string, HeldItem>;
      readonly time: string;
      readonly prior?: Held | undefined;
      /** What was taken out last, and when: what comes back in the same second may as well have gone after it. */
      readonly gone?: { readonly time: string; readonly keys: readonly string[] };
      /** When it was last set whole: what was put in or taken out in that second may have been so before. */
      readonly replacedAt?: string;
    };
export interface HeldItem extends Omit<Item, 'key'> {
  readonly refs: readonly Mention[];
  readonly time: string;
  /** It was set twice in one second. */
  readonly unsure?: true;
}
/** By folded path. */
export type State = ReadonlyMap<string, Held>;

export const unsure = (path: string, time: string, prior: Held | undefined): Held => ({
  kind: 'one',
  path,
  to: { kind: 'unsure' },
  refs: [],
  time,
  prior,
});

export type HeldList = Extract<Held, { kind: 'list' }>;

export const refsOf = (held: Held | undefined): readonly Mention[] =>
  held?.kind === 'list' ? [...held.items.values()].flatMap(({ refs }) => refs) : (held?.refs ?? []);

export const hasOpaque = (items: HeldList['items']): boolean => [...items.values()].some(({ opaque }) => opaque);

export const valuesOf = ({ items }: HeldList): readonly JsonValue[] => [...items.values()].map(({ value }) => value);

/** What is known after a failure that may have taken effect all the same: what is there in both cases. */
export const eitherOf = (before: State, after: State, time: string): State =>
  new Map(
    [...new Set([...before.keys(), ...after.keys()])].map((key) => {
      const [held, other] = [before.get(key), after.get(key)];
      const path = held?.path ?? other?.path ?? key;
      return [
        key,
        // As it was set in that second, if only to the same: of another call of the second it is not known which came last.
        held !== undefined && other !== undefined && isSameHeld(held, other) ? other : unsure(path, time, held),
      ];
    }),
  );

const isSameHeld = (a: Held, b: Held): boolean => {
  if (a.kind === 'list' && b.kind === 'list')
    return a.whole === b.whole && isSameValue(a.path, valuesOf(a), valuesOf(b));
  if (a.kind === 'list' || b.kind === 'list') return false;
  return a.to.kind === 'value' && b.to.kind === 'value'
    ? isSameValue(a.path, a.to.value, b.to.value)
    : a.to.kind === b.to.kind;
};

/** The value that is held, or why it is not known. */
export const heldValue = (held: Held | undefined): Before => {
  if (held === undefined) return notKnown('not recorded');
  if (held.kind === 'list') {
    const values = valuesOf(held);
    if (!held.whole) return notKnown('not recorded');
    return isAllHidden(values) ? notKnown('hidden') : asValue(values);
  }
  switch (held.to.kind) {
    case 'hidden':
      return notKnown('hidden');
    case 'unsure':
    case 'not stated':
      return notKnown('not recorded');
    case 'value':
    case 'none':
      return held.to;
  }
};
