import { createContext, useContext } from 'react';
import type { PageState } from '../slack/page-state';
import type { Workspace } from '../slack/workspace';

/** Who reads the page: the names they know, and the IANA zone in which they read times. */
export interface Reader {
  readonly workspace: Workspace;
  readonly zone: string;
  readonly shortcuts: PageState['shortcuts'];
}

const ReaderContext = createContext<Reader | undefined>(undefined);

export const ReaderProvider = ReaderContext.Provider;

/** The page's reader; only inside a `ReaderProvider`. */
export const useReader = (): Reader => {
  const reader = useContext(ReaderContext);
  if (!reader) throw new Error('This part of the page needs to know its reader.');
  return reader;
};
