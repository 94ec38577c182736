import type { KnownBlock } from '@slack/types';
import { useEffect, useRef, useState } from 'react';
import type { StandInMessage } from '../slack/message';
import type { PageState } from '../slack/page-state';
import type { StandInView } from '../slack/views';
import type { Channel } from '../slack/workspace';
import { Blocks } from './block';
import { Composer } from './composer';
import { type PressElement, PressProvider } from './elements';
import { useStandIn } from './follow';
import { Inspector } from './inspector';
import { MessageCard } from './message-card';
import { Modal } from './modal';
import { ReaderProvider } from './reader';
import { send } from './send';
import { Thread } from './thread';

const label = (channel: Channel) => (channel.with === undefined ? `#${channel.name}` : 'Direct messages');

/** The channels, and the reader's own direct messages. */
const channelsOf = ({ workspace }: PageState) =>
  workspace.channels.filter((channel) => channel.with === undefined || channel.with === workspace.people[0].id);

const Banner = ({ connected, sample }: { connected: boolean; sample: boolean }) => (
  <header className="banner">
    <strong>{sample ? 'Sample account' : 'Real account, local page'}</strong>
    <span>
      {sample
        ? 'Made-up people and changes on this machine. No Slack, no AWS.'
        : 'The changes are real; the people and channels here are made up. No Slack.'}
    </span>
    {!connected && (
      <span className="lost" role="alert">
        Lost the connection to the bot; trying again …
      </span>
    )}
  </header>
);

/** The app's Home tab among the channels. */
const HOME = 'home';

const Channels = (props: {
  channels: readonly Channel[];
  current: string;
  unread: ReadonlyMap<string, number>;
  choose: (id: string) => void;
}) => (
  <nav aria-label="Channels">
    <ul>
      {props.channels.map((channel) => (
        <li key={channel.id}>
          <button
            type="button"
            aria-current={channel.id === props.current ? 'page' : undefined}
            onClick={() => props.choose(channel.id)}
          >
            {label(channel)}
            {(props.unread.get(channel.id) ?? 0) > 0 && (
              <span className="unread">
                {props.unread.get(channel.id)}
                <span className="unseen"> unread</span>
              </span>
            )}
          </button>
        </li>
      ))}
      <li>
        <button
          type="button"
          aria-current={props.current === HOME ? 'page' : undefined}
          onClick={() => {
            props.choose(HOME);
            void send('home', {});
          }}
        >
          App Home
        </button>
      </li>
    </ul>
  </nav>
);

/** A button that has the server do something, with how it went beside it. */
const DoButton = (props: { path: string; label: string; doing: string; done: string }) => {
  const [status, setStatus] = useState('');
  const run = async () => {
    setStatus(props.doing);
    const { error } = await send(props.path, {});
    setStatus(error === undefined ? props.done : `Failed: ${error}`);
  };
  return (
    <span className="digest">
      <span role="status">{status}</span>
      <button type="button" className="button" onClick={() => void run()}>
        {props.label}
      </button>
    </span>
  );
};

const Messages = ({ messages, name }: { messages: readonly StandInMessage[]; name: string }) => {
  const end = useRef<HTMLDivElement>(null);
  const newest = messages.at(-1)?.id;
  useEffect(() => {
    if (newest !== undefined) end.current?.scrollIntoView({ block: 'end' });
  }, [newest]);
  return (
    <section className="messages" role="log" aria-live="polite" aria-label={`Messages in ${name}`}>
      {messages.length === 0 && (
        <p className="empty">Nothing here yet. Choose an example below, or type a command and press Enter.</p>
      )}
      {messages.map((message) => (
        <MessageCard key={message.id} message={message} />
      ))}
      <div ref={end} />
    </section>
  );
};

const Home = ({ home }: { home: StandInView | undefined }) => {
  const press: PressElement = async (ids) => (await send('click', { viewId: home?.id, ...ids })).error;
  return (
    <section className="messages home" aria-label="App Home">
      {home === undefined ? (
        <p className="empty">The bot has not published its Home tab yet …</p>
      ) : (
        <PressProvider value={press}>
          <div className="blocks">
            <Blocks blocks={Array.isArray(home.view.blocks) ? (home.view.blocks as KnownBlock[]) : []} />
          </div>
        </PressProvider>
      )}
    </section>
  );
};

const TopModal = ({ modals }: { modals: readonly StandInView[] }) => {
  const top = modals.at(-1);
  const press: PressElement = async (ids) => (await send('click', { viewId: top?.id, ...ids })).error;
  return top ? (
    <PressProvider value={press}>
      <Modal key={top.id} {...top} />
    </PressProvider>
  ) : null;
};

/** How many messages came to each channel since the reader last looked at it. */
const useUnread = (messages: readonly StandInMessage[], current: string) => {
  const seen = useRef(new Set<string>());
  for (const { id, channel } of messages) if (channel === current) seen.current.add(id);
  const unread = new Map<string, number>();
  for (const { id, channel } of messages)
    if (!seen.current.has(id)) unread.set(channel, (unread.get(channel) ?? 0) + 1);
  return unread;
};

/** What stands in a channel itself: a thread's replies stand in the thread, what only the reader sees stands in both. */
const inChannel = ({ messages }: PageState, channel: string) =>
  messages.filter((one) => one.channel === channel && (one.threadTs === undefined || one.visibility === 'only you'));

const repliesOf = ({ messages }: PageState, { ts, channel }: Pick<StandInMessage, 'ts' | 'channel'>) =>
  messages.filter((one) => one.channel === channel && one.threadTs === ts);

type Panel = { readonly kind: 'thread'; readonly messageId: string } | { readonly kind: 'requests' };

const Workspace = ({ state }: { state: PageState }) => {
  const channels = channelsOf(state);
  const [chosen, choose] = useState<string>();
  const [panel, setPanel] = useState<Panel>();
  const current = channels.find(({ id }) => id === chosen) ?? state.workspace.channels[0];
  const isHome = chosen === HOME;
  const unread = useUnread(state.messages, isHome ? '' : current.id);
  const name = label(current);
  const [{ zone, realName, id: readerId }] = state.workspace.people;
  const home = state.homes.find(({ user }) => user === readerId);
  const first = panel?.kind === 'thread' ? state.messages.find(({ id }) => id === panel.messageId) : undefined;
  const { workspace, shortcuts, globalShortcuts, commands } = state;
  const close = () => setPanel(undefined);
  const reader = {
    ...{ workspace, zone, shortcuts, globalShortcuts, commands },
    openThread: (messageId: string) => setPanel({ kind: 'thread', messageId }),
    repliesTo: (message: Pick<StandInMessage, 'ts' | 'channel'>) => repliesOf(state, message).length,
  };
  return (
    <ReaderProvider value={reader}>
      <div className={`workspace ${panel === undefined ? '' : 'with-panel'}`}>
        <Channels channels={channels} current={isHome ? HOME : current.id} unread={unread} choose={choose} />
        <main>
          <header className="channel-head">
            <div>
              <h1>{isHome ? 'App Home' : name}</h1>
              <p>
                You are {realName} · times in {zone}
                {!isHome && !current.botIsMember && ' · the bot is not a member here'}
              </p>
            </div>
            <span className="tools">
              <button
                type="button"
                className="button"
                aria-pressed={panel?.kind === 'requests'}
                onClick={() => setPanel(panel?.kind === 'requests' ? undefined : { kind: 'requests' })}
              >
                Requests
              </button>
              {state.canChange && (
                <DoButton
                  path="change"
                  label="Change something in the sample account"
                  doing="Changing …"
                  done="Changed."
                />
              )}
              {state.canPostDigest && (
                <DoButton path="digest" label="Post today’s digest now" doing="Posting …" done="Posted." />
              )}
            </span>
          </header>
          {isHome ? (
            <Home home={home} />
          ) : (
            <>
              <Messages messages={inChannel(state, current.id)} name={name} />
              <Composer
                key={current.id}
                channel={current.id}
                name={name}
                examples={state.examples}
                stories={state.stories}
              />
            </>
          )}
        </main>
        {first !== undefined && (
          <Thread key={first.id} first={first} replies={repliesOf(state, first)} name={name} close={close} />
        )}
        {panel?.kind === 'requests' && <Inspector exchanges={state.exchanges} close={close} />}
      </div>
      <TopModal modals={state.modals} />
    </ReaderProvider>
  );
};

/** The whole page. */
export const App = () => {
  const { state, connected } = useStandIn();
  return (
    <>
      <Banner connected={connected || !state} sample={state?.sampleAccount ?? true} />
      {state ? <Workspace state={state} /> : <p className="empty">Connecting to the bot …</p>}
    </>
  );
};
