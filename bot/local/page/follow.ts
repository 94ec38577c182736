import { useEffect, useReducer, useState } from 'react';
import type { StandInMessage } from '../slack/message';
import type { PageEvent, PageState } from '../slack/page-state';

const withMessage = (messages: readonly StandInMessage[], message: StandInMessage) =>
  messages.some(({ id }) => id === message.id)
    ? messages.map((other) => (other.id === message.id ? message : other))
    : [...messages, message];

/** As many as the server keeps. */
const MOST_EXCHANGES = 200;

/** The page's state after one event from the server; nothing is known before the first `state`. */
export const follow = (state: PageState | undefined, event: PageEvent): PageState | undefined => {
  if (event.kind === 'state') return event;
  if (!state) return undefined;
  switch (event.kind) {
    case 'message':
      return { ...state, messages: withMessage(state.messages, event.message) };
    case 'removed':
      return { ...state, messages: state.messages.filter(({ id }) => id !== event.id) };
    case 'exchange':
      return { ...state, exchanges: [event.exchange, ...state.exchanges].slice(0, MOST_EXCHANGES) };
    case 'workspace':
      return { ...state, workspace: event.workspace };
    case 'views':
      return { ...state, modals: event.modals, homes: event.homes };
  }
};

/** Follows the server for as long as the page is open; the browser reconnects by itself and gets the whole state anew. */
export const useStandIn = () => {
  const [state, tell] = useReducer(follow, undefined);
  const [connected, setConnected] = useState(false);
  useEffect(() => {
    const stream = new EventSource('/api/stream');
    stream.onopen = () => setConnected(true);
    stream.onerror = () => setConnected(false);
    stream.onmessage = ({ data }: MessageEvent<string>) => tell(JSON.parse(data) as PageEvent);
    return () => stream.close();
  }, []);
  return { state, connected };
};
