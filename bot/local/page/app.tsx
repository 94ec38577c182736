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
import { MessageCard } from './message-card';
import { Modal } from './modal';
import { ReaderProvider } from './reader';
import { send } from './send';

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

const Channels = (props: {
  channels: readonly Channel[];
  current: Channel;
  unread: ReadonlyMap<string, number>;
  choose: (id: string) => void;
}) => (
  <nav aria-label="Channels">
    <ul>
      {props.channels.map((channel) => (
        <li key={channel.id}>
          <button
            type="button"
            aria-current={channel.id === props.current.id ? 'page' : undefined}
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
    </ul>
  </nav>
);

const DigestButton = () => {
  const [status, setStatus] = useState('');
  const post = async () => {
    setStatus('Posting …');
    const { error } = await send('digest', {});
    setStatus(error === undefined ? 'Posted.' : `Failed: ${error}`);
  };
  return (
    <span className="digest">
      <span role="status">{status}</span>
      <button type="button" className="button" onClick={() => void post()}>
        Post today’s digest now
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

const Home = ({ home }: { home: StandInView }) => (
  <details className="home">
    <summary>The app’s Home tab</summary>
    <div className="blocks">
      <Blocks blocks={Array.isArray(home.view.blocks) ? (home.view.blocks as KnownBlock[]) : []} />
    </div>
  </details>
);

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

const Workspace = ({ state }: { state: PageState }) => {
  const channels = channelsOf(state);
  const [chosen, choose] = useState<string>();
  const current = channels.find(({ id }) => id === chosen) ?? state.workspace.channels[0];
  const unread = useUnread(state.messages, current.id);
  const name = label(current);
  const [{ zone, realName, id: readerId }] = state.workspace.people;
  const home = state.homes.find(({ user }) => user === readerId);
  return (
    <ReaderProvider value={{ workspace: state.workspace, zone, shortcuts: state.shortcuts }}>
      <div className="workspace">
        <Channels channels={channels} current={current} unread={unread} choose={choose} />
        <main>
          <header className="channel-head">
            <div>
              <h1>{name}</h1>
              <p>
                You are {realName} · times in {zone}
                {!current.botIsMember && ' · the bot is not a member here'}
              </p>
            </div>
            {state.canPostDigest && <DigestButton />}
          </header>
          {home && <Home home={home} />}
          <Messages messages={state.messages.filter(({ channel }) => channel === current.id)} name={name} />
          <Composer channel={current.id} name={name} examples={state.examples} />
        </main>
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
