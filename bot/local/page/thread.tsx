import type { StandInMessage } from '../slack/message';
import { Composer } from './composer';
import { MessageCard } from './message-card';
import { Panel } from './panel';

/** A message and what was said below it; one can ask there by a mention, and not by a command. */
export const Thread = ({
  first,
  replies,
  name,
  close,
}: {
  first: StandInMessage;
  replies: readonly StandInMessage[];
  name: string;
  close: () => void;
}) => (
  <Panel label="Thread" close={close}>
    <h2>Thread in {name}</h2>
    <section className="messages" role="log" aria-live="polite" aria-label="Messages in the thread">
      <MessageCard message={first} />
      {replies.map((message) => (
        <MessageCard key={message.id} message={message} />
      ))}
    </section>
    <Composer channel={first.channel} name="the thread" threadTs={first.ts} />
  </Panel>
);
