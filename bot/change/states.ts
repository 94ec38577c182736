import { type Change, ENDINGS, MAKINGS } from './change';
import type { State } from './held';
import { isUuid, type ResourceRef } from './resource';
import { clearedBy } from './what-calls-do';
import { Writing } from './writing';

/**
 * A thing and its replica are set each in their own Region, so each has a state of its own. Within a Region a UUID is one thing
 * whatever instance it is in; any other id is so in its own instance only.
 */
export const keyOf = (ref: ResourceRef): string | undefined => {
  const { id, instance } = ref;
  if (id === undefined) return undefined;
  return [kindOf(ref), id.toLowerCase(), ...(isUuid(id) ? [] : [instance?.id ?? ''])].join(' ');
};
export const kindOf = ({ service, type, region }: ResourceRef): string => [service, type, region].join(' ');

/** A draft of a thing, and a version of it, hold values of their own beside those that are in use. */
export const keyOfState = ({ resource, idSuffix }: Change): string | undefined => {
  const key = keyOf(resource);
  return key === undefined || idSuffix === undefined || idSuffix === '$LATEST' ? key : `${key} ${idSuffix}`;
};

/** A change that does not say of which thing it is, and its turn among them all. */
interface Doubt {
  readonly turn: number;
  readonly change: Change;
}

/**
 * What the changes so far left in each thing. A successful change that does not say of which thing it is may be of any of its kind: that is
 * written into a state when it is next read, so that many such changes and many things cost no more than their sum.
 */
export class States {
  private readonly states = new Map<string, { readonly state: State; readonly kind: string; readonly turn: number }>();
  /** By kind of thing, then by what they may have altered, in their order. */
  private readonly doubts = new Map<string, Map<string, Doubt[]>>();
  private turn = 0;

  get(key: string): State {
    const known = this.states.get(key);
    if (known === undefined) return new Map();
    const { kind, turn } = known;
    let { state } = known;
    for (const { change } of this.doubtsSince(kind, turn)) {
      const writing = new Writing(change, state, false);
      writing.doubtAll();
      state = writing.state;
    }
    this.set(key, kind, state);
    return state;
  }

  set(key: string, kind: string, state: State): void {
    this.states.set(key, { state, kind, turn: this.turn });
  }

  delete(key: string): void {
    this.states.delete(key);
  }

  doubtAll(kind: string, change: Change): void {
    if (MAKINGS.has(change.verb) || ENDINGS.has(change.verb)) return;
    this.turn += 1;
    const ofKind = this.doubts.get(kind) ?? new Map<string, Doubt[]>();
    this.doubts.set(kind, ofKind);
    const alters = [change.eventName, ...clearedBy(change)].join(' ');
    const alike = ofKind.get(alters);
    if (alike === undefined) ofKind.set(alters, [{ turn: this.turn, change }]);
    else alike.push({ turn: this.turn, change });
  }

  /** Of those that may have altered the same, the first and the last since then: those between say nothing more. */
  private doubtsSince(kind: string, turn: number): readonly Doubt[] {
    const since = [...(this.doubts.get(kind)?.values() ?? [])].flatMap((alike) => {
      const last = alike.at(-1);
      if (last === undefined || last.turn <= turn) return [];
      const first = alike[firstAfter(alike, turn)];
      return first === undefined || first === last ? [last] : [first, last];
    });
    return since.sort((a, b) => a.turn - b.turn);
  }
}

/** Where the first that has a later turn stands; halving, as there may be many. */
const firstAfter = (doubts: readonly Doubt[], turn: number): number => {
  let [from, to] = [0, doubts.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((doubts[middle]?.turn ?? 0) > turn) to = middle;
    else from = middle + 1;
  }
  return from;
};
