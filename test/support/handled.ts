import type { App } from '@slack/bolt';

/** Waits until an app has done with all requests that it took: an event is acknowledged before anything is done about it. */
export const handledBy = (app: App): (() => Promise<void>) => {
  const handling = new Set<Promise<void>>();
  const processEvent = app.processEvent.bind(app);
  app.processEvent = (event) => {
    const one = processEvent(event).finally(() => handling.delete(one));
    handling.add(one);
    return one;
  };
  return async () => {
    await Promise.allSettled(handling);
  };
};
