import { useCallback, useState } from 'react';
import type { Asked, StandInMessage } from '../slack/message';
import { findPerson } from '../slack/workspace';
import { Blocks } from './block';
import { type PressElement, PressProvider } from './elements';
import { FileCard } from './file-card';
import { Mrkdwn } from './inline';
import { useReader } from './reader';
import { send } from './send';

const duration = (ms: number) => (ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`);

/** How fast the bot was; an acknowledgement that has not come yet is said so. */
const Timing = ({ asked }: { asked: Asked }) => (
  <p className="timing">
    <span className="said">{asked.said}</span>
    {asked.acknowledgedAfterMs === undefined
      ? ' · not acknowledged'
      : ` · acknowledged after ${duration(asked.acknowledgedAfterMs)}`}
    {` · here after ${duration(asked.answeredAfterMs)}`}
  </p>
);

const useAuthor = ({ author, user, appName = 'App' }: StandInMessage) => {
  const { workspace } = useReader();
  if (author === 'bot') return { name: workspace.bot.name, initial: '?', tag: 'APP' };
  if (author === 'app') return { name: appName, initial: appName.slice(0, 1), tag: 'APP' };
  if (author === 'slack') return { name: 'Slack', initial: '!', tag: undefined };
  const name = findPerson(workspace, user)?.realName ?? 'Somebody';
  return { name, initial: name.slice(0, 1), tag: undefined };
};

const useAudience = ({ visibility, user }: StandInMessage) => {
  const { workspace } = useReader();
  if (visibility === 'everyone') return undefined;
  const [reader] = workspace.people;
  const someoneElse = user === undefined || user === reader.id ? undefined : findPerson(workspace, user);
  return `Only visible to ${someoneElse?.realName ?? 'you'}`;
};

const Time = ({ at }: { at: string }) => {
  const { zone } = useReader();
  const options = { timeZone: zone, timeStyle: 'short' } as const;
  return (
    <time dateTime={at} title={at}>
      {new Intl.DateTimeFormat(undefined, options).format(new Date(at))}
    </time>
  );
};

const Problems = ({ problems }: { problems: readonly string[] }) =>
  problems.length === 0 ? null : (
    <ul className="problems">
      {problems.map((problem) => (
        <li key={problem}>{problem}</li>
      ))}
    </ul>
  );

const builderUrl = (blocks: StandInMessage['blocks']) =>
  `https://app.slack.com/block-kit-builder/#${encodeURIComponent(JSON.stringify({ blocks }))}`;

/** What the bot sent. It is on the page only while it is open, so that a search of the page finds messages once. */
const Inspector = ({ message }: { message: StandInMessage }) => {
  const [open, setOpen] = useState(false);
  const { text, blocks, via } = message;
  return (
    <details className="inspector" onToggle={(toggled) => setOpen(toggled.currentTarget.open)}>
      <summary>JSON · {via}</summary>
      {open && (
        <>
          <pre>{JSON.stringify({ text, blocks }, null, 2)}</pre>
          <a href={builderUrl(blocks)} target="_blank" rel="noopener noreferrer">
            Open in Slack’s Block Kit Builder (leaves this machine)
          </a>
        </>
      )}
    </details>
  );
};

const Content = ({ message }: { message: StandInMessage }) => {
  const { id, text, blocks } = message;
  const press = useCallback<PressElement>(
    async (ids) => {
      const { error } = await send('click', { messageId: id, ...ids });
      return error;
    },
    [id],
  );
  return (
    <PressProvider value={press}>
      <div className="blocks">{blocks.length > 0 ? <Blocks blocks={blocks} /> : <Mrkdwn text={text} />}</div>
      {message.file && <FileCard file={message.file} />}
    </PressProvider>
  );
};

/** In Slack these are behind the three dots of a message. */
const Shortcuts = ({ message }: { message: StandInMessage }) => {
  const { shortcuts, openThread, repliesTo } = useReader();
  const [error, setError] = useState<string>();
  if (message.visibility !== 'everyone') return null;
  const replies = repliesTo(message);
  return (
    <span className="shortcuts">
      {message.threadTs === undefined && (
        <button type="button" className="button" onClick={() => openThread(message.id)}>
          {replies === 0 ? 'Reply in thread' : `${replies} ${replies === 1 ? 'reply' : 'replies'}`}
        </button>
      )}
      {shortcuts.map(({ callbackId, name }) => (
        <button
          key={callbackId}
          type="button"
          className="button"
          onClick={async () => setError((await send('shortcut', { callbackId, messageId: message.id })).error)}
        >
          {name}
        </button>
      ))}
      {error !== undefined && <span role="alert">{error}</span>}
    </span>
  );
};

/** One message as people in Slack see it, and below it what only a developer wants to know. */
export const MessageCard = ({ message }: { message: StandInMessage }) => {
  const { name, initial, tag } = useAuthor(message);
  const audience = useAudience(message);
  return (
    <article
      className={`message from-${message.author} ${audience === undefined ? 'public' : 'private'}`}
      aria-label={`Message from ${name}`}
      data-message={message.id}
    >
      <div className="avatar" aria-hidden="true">
        {initial}
      </div>
      <div className="message-body">
        {audience !== undefined && (
          <p className="audience">
            <span aria-hidden="true">◉ </span>
            {audience}
          </p>
        )}
        <header>
          <strong>{name}</strong> {tag && <span className="tag">{tag}</span>} <Time at={message.at} />
          {message.edited && <span className="note"> (edited)</span>}
          {message.threadTs !== undefined && <span className="note"> in a thread</span>}
        </header>
        <Content message={message} />
        <Shortcuts message={message} />
        <Problems problems={message.problems} />
        {message.asked && <Timing asked={message.asked} />}
        {message.author === 'bot' && <Inspector message={message} />}
      </div>
    </article>
  );
};
