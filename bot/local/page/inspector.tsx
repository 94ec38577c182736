import { useState } from 'react';
import type { Exchange } from '../slack/exchanges';
import { Panel } from './panel';

/** Slack waits so long for an acknowledgement. */
const ACKNOWLEDGED_WITHIN_MS = 3000;

const summaryOf = ({ direction, what, status, ms, left }: Exchange): string =>
  [
    direction === 'to the bot' ? `→ ${what}` : `← ${what}`,
    status === 0 ? 'no answer' : String(status),
    ...(ms === undefined ? [] : [`${ms} of ${ACKNOWLEDGED_WITHIN_MS} ms`]),
    ...(left === undefined ? [] : [`${left.posts} of 5 posts and ${left.minutes} min left`]),
  ].join(' · ');

const One = ({ exchange }: { exchange: Exchange }) => {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(toggled) => setOpen(toggled.currentTarget.open)}>
      <summary className={exchange.status === 200 ? '' : 'problem'}>{summaryOf(exchange)}</summary>
      {open && (
        <>
          <pre>{JSON.stringify(exchange.body, null, 2)}</pre>
          {exchange.reply !== undefined && exchange.reply !== '' && (
            <pre>{JSON.stringify(exchange.reply, null, 2)}</pre>
          )}
        </>
      )}
    </details>
  );
};

/** Every request between Slack and the bot, newest first; secrets were masked before they came here. */
export const Inspector = ({ exchanges, close }: { exchanges: readonly Exchange[]; close: () => void }) => (
  <Panel label="Requests" close={close}>
    <h2>Requests</h2>
    <p className="note">→ to the bot, ← from it. Tokens and response URLs are masked.</p>
    <div className="exchanges">
      {exchanges.length === 0 && <p className="note">None yet.</p>}
      {exchanges.map((exchange) => (
        <One key={exchange.id} exchange={exchange} />
      ))}
    </div>
  </Panel>
);
