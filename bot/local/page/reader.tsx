import { createContext, useContext } from 'react';
import type { PageState } from '../slack/page-state';
import type { Workspace } from '../slack/workspace';

/** Who reads the page: the names they know, and the IANA zone in which they read times. */
export interface Reader {
  readonly workspace: Workspace;
  readonly zone: string;
  readonly shortcuts: PageState['shortcuts'];
  readonly commands: PageState['commands'];
  readonly globalShortcuts: PageState['globalShortcuts'];
  /** Opens the thread that a message begins. */
  readonly openThread: (messageId: string) => void;
  /** How many replies a message has. */
  readonly repliesTo: (message: { readonly ts: string; readonly channel: string }) => number;
}

const ReaderContext = createContext<Reader | undefined>(undefined);

export const ReaderProvider = ReaderContext.Provider;

/** The page's reader; only inside a `ReaderProvider`. */
export const useReader = (): Reader => {
  const reader = useContext(ReaderContext);
  if (!reader) throw new Error('This part of the page needs to know its reader.');
  return reader;
};
