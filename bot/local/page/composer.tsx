import { type KeyboardEvent, type SubmitEvent, useId, useState } from 'react';
import type { EveningStory } from '../sample/evenings';
import { type Hint, Hints, hintsFor } from './hints';
import { useReader } from './reader';
import { send } from './send';
import { Stories } from './stories';

/** What was typed, split as Slack splits it; nothing when it is no command. */
export const readCommand = (typed: string): { command: string; text: string } | undefined => {
  const [, command, text = ''] = /^\s*(\/\S+)(?:\s+([\s\S]*))?$/.exec(typed) ?? [];
  return command === undefined ? undefined : { command, text: text.trim() };
};

interface Place {
  readonly channel: string;
  /** The message whose thread it is written in. */
  readonly threadTs?: string | undefined;
}

/** Runs a command in a channel and tells how it went, in words for a status line. */
const useCommand = ({ channel, threadTs }: Place) => {
  const [status, setStatus] = useState('');
  const { workspace } = useReader();
  const mention = `@${workspace.bot.name}`;
  const thread = threadTs === undefined ? {} : { threadTs };
  const run = async (typed: string) => {
    const command = readCommand(typed);
    if (!command && !typed.includes(mention)) {
      setStatus(`Only commands, as /connect-changes 2h, and messages to ${mention} are understood here.`);
      return false;
    }
    setStatus(`Sent ${typed.trim()}`);
    const { acknowledgedAfterMs, error } = await (command
      ? send('command', { ...command, channel, ...thread })
      : send('mention', { text: typed.trim(), channel, ...thread }));
    const acknowledged = `acknowledged after ${acknowledgedAfterMs ?? '?'} ms`;
    setStatus(`${typed.trim()}: ${error === undefined ? acknowledged : `failed, ${error}`}`);
    return true;
  };
  return { status, run };
};

/** What was asked before, by the arrow keys. */
const useHistory = (setTyped: (typed: string) => void) => {
  const [history, setHistory] = useState<readonly string[]>([]);
  const [back, setBack] = useState(0);
  const remember = (question: string) => {
    setHistory((earlier) => [...earlier, question]);
    setBack(0);
  };
  const recall = (steps: number) => {
    const next = Math.min(Math.max(back + steps, 0), history.length);
    setBack(next);
    setTyped(next > 0 ? (history.at(-next) ?? '') : '');
  };
  return { remember, recall };
};

/** Shortcuts that need no message, as behind Slack's lightning. */
const GlobalShortcuts = () => {
  const { globalShortcuts } = useReader();
  const [error, setError] = useState<string>();
  return (
    <>
      {globalShortcuts.map(({ callbackId, name }) => (
        <button
          key={callbackId}
          type="button"
          className="button"
          onClick={async () => setError((await send('global-shortcut', { callbackId })).error)}
        >
          ⚡ {name}
        </button>
      ))}
      {error !== undefined && <span role="alert">{error}</span>}
    </>
  );
};

/**
 * The line where one types a command: Enter sends, the arrow keys bring back earlier ones. While a command's word or a name is typed
 * they go through what is offered; Tab or Enter takes it, Escape leaves it.
 */
export const Composer = ({
  channel,
  name,
  threadTs,
  examples = [],
  stories = [],
}: Place & {
  readonly name: string;
  readonly examples?: readonly string[];
  readonly stories?: readonly EveningStory[];
}) => {
  const { status, run } = useCommand({ channel, threadTs });
  const { commands, workspace } = useReader();
  const [typed, setTyped] = useState('');
  const [left, setLeft] = useState(false);
  const [at, setAt] = useState(-1);
  const { remember, recall } = useHistory(setTyped);
  const hints = left ? [] : hintsFor(typed, { commands, people: workspace.people, bot: workspace.bot.name });
  const id = useId();
  const hintsId = `${id}-hints`;

  const type = (text: string) => {
    setTyped(text);
    setLeft(false);
    setAt(-1);
  };
  const ask = async (question: string) => {
    if (question.trim() === '') return;
    remember(question);
    type('');
    if (!(await run(question))) type(question);
  };
  const take = (hint: Hint | undefined) => {
    if (hint !== undefined) type(hint.line);
  };
  const moveBy = (steps: number) => setAt((at + steps + hints.length) % hints.length);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (hints.length > 0) moveBy(at < 0 && step < 0 ? 0 : step);
      else recall(-step);
    } else if (hints.length > 0 && (event.key === 'Tab' || (event.key === 'Enter' && at >= 0))) {
      event.preventDefault();
      take(hints[Math.max(at, 0)]);
    } else if (hints.length > 0 && event.key === 'Escape') {
      event.preventDefault();
      setLeft(true);
    }
  };
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    void ask(typed);
  };

  return (
    <div className="composer">
      {stories.length > 0 && <Stories stories={stories} ask={(question) => void ask(question)} />}
      {examples.length > 0 && (
        <ul className="chips" aria-label="Example questions">
          {examples.map((example) => (
            <li key={example}>
              <button type="button" onClick={() => void ask(example)}>
                {example}
              </button>
            </li>
          ))}
        </ul>
      )}
      <form onSubmit={onSubmit}>
        <label htmlFor={id}>Command in {name}</label>
        {hints.length > 0 && <Hints id={hintsId} hints={hints} at={at} choose={take} />}
        <div className="line">
          <input
            id={id}
            value={typed}
            onChange={(change) => type(change.target.value)}
            onKeyDown={onKeyDown}
            placeholder={
              threadTs === undefined ? '/connect-who-changed queue-test-1' : `@${workspace.bot.name} queue Billing`
            }
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            role="combobox"
            aria-expanded={hints.length > 0}
            aria-controls={hintsId}
            aria-activedescendant={at >= 0 ? `${hintsId}-${at}` : undefined}
            aria-describedby={`${id}-status`}
          />
          <button type="submit" className="button primary">
            Send
          </button>
          {threadTs === undefined && <GlobalShortcuts />}
        </div>
      </form>
      <p id={`${id}-status`} className="status" role="status">
        {status}
      </p>
    </div>
  );
};
