import { randomBytes } from 'node:crypto';
import { isJson, type Json } from './json';
import { readBlocks } from './message-content';

/** A modal or a Home tab, as the bot wrote it, with the id and hash that Slack adds. */
export interface StandInView {
  readonly id: string;
  readonly hash: string;
  readonly user: string;
  /** `type`, `title`, `blocks`, `callback_id`, `private_metadata` and the like. */
  readonly view: Json;
}

/** Slack's words for a trigger that opens nothing. */
export type TriggerError = 'expired_trigger_id' | 'exchanged_trigger_id' | 'invalid_trigger_id';

const triggerLifetimeMs = 3000;

/** Trigger ids: each opens one modal, within three seconds. */
export const createTriggers = (now: () => Date) => {
  const issued = new Map<string, { user: string; at: number; used: boolean }>();
  return {
    issue: (user: string): string => {
      const id = `${now().getTime()}.${randomBytes(12).toString('hex')}`;
      issued.set(id, { user, at: now().getTime(), used: false });
      return id;
    },
    use: (id: string | undefined): { ok: true; user: string } | { ok: false; error: TriggerError } => {
      const found = issued.get(id ?? '');
      if (!found) return { ok: false, error: 'invalid_trigger_id' };
      if (found.used) return { ok: false, error: 'exchanged_trigger_id' };
      if (now().getTime() - found.at > triggerLifetimeMs) return { ok: false, error: 'expired_trigger_id' };
      found.used = true;
      return { ok: true, user: found.user };
    },
  };
};

export type Triggers = ReturnType<typeof createTriggers>;

const withBlockIds = (view: Json): Json => ({ ...view, blocks: readBlocks(view.blocks) ?? [] });

const newHash = () => randomBytes(8).toString('hex');

/** The views of the stand-in: a stack of open modals (the last is on top), and each person's Home tab. */
export const createViews = () => {
  const listeners = new Set<() => void>();
  const homes = new Map<string, StandInView>();
  let modals: readonly StandInView[] = [];
  let count = 0;
  const changed = <T>(result: T): T => {
    for (const listener of listeners) listener();
    return result;
  };
  const make = (user: string, view: Json): StandInView => {
    count += 1;
    return { id: `V0${String(count).padStart(8, '0')}`, hash: newHash(), user, view: withBlockIds(view) };
  };
  return {
    modals: () => modals,
    homes: (): readonly StandInView[] => [...homes.values()],
    /** An open modal, or somebody's Home tab. */
    find: (id: string) => [...modals, ...homes.values()].find((view) => view.id === id),
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    open: (user: string, view: Json): StandInView => {
      const opened = make(user, view);
      modals = [...modals, opened];
      return changed(opened);
    },
    /** Changes an open modal; nothing when it is not open any more. */
    update: (id: string, view: Json): StandInView | undefined => {
      const open = modals.find((modal) => modal.id === id);
      if (!open) return undefined;
      const updated = { ...open, hash: newHash(), view: withBlockIds(view) };
      modals = modals.map((modal) => (modal.id === id ? updated : modal));
      return changed(updated);
    },
    /** Closes one modal, or all of them. */
    close: (id?: string) => {
      modals = id === undefined ? [] : modals.filter((modal) => modal.id !== id);
      changed(undefined);
    },
    publish: (user: string, view: Json): StandInView => {
      const made = make(user, view);
      const home = { ...made, id: homes.get(user)?.id ?? made.id };
      homes.set(user, home);
      return changed(home);
    },
  };
};

export type Views = ReturnType<typeof createViews>;

/** A view given as JSON or as a string of JSON, if it has a type and blocks. */
export const isView = (value: unknown): value is Json =>
  isJson(value) && (value.type === 'modal' || value.type === 'home') && Array.isArray(value.blocks);
