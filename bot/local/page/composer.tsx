import { type KeyboardEvent, type SubmitEvent, useState } from 'react';
import { useReader } from './reader';
import { send } from './send';

/** What was typed, split as Slack splits it; nothing when it is no command. */
export const readCommand = (typed: string): { command: string; text: string } | undefined => {
  const [, command, text = ''] = /^\s*(\/\S+)(?:\s+([\s\S]*))?$/.exec(typed) ?? [];
  return command === undefined ? undefined : { command, text: text.trim() };
};

/** Runs a command in a channel and tells how it went, in words for a status line. */
const useCommand = (channel: string) => {
  const [status, setStatus] = useState('');
  const { workspace } = useReader();
  const mention = `@${workspace.bot.name}`;
  const run = async (typed: string) => {
    const command = readCommand(typed);
    if (!command && !typed.includes(mention)) {
      setStatus(`Only commands, as /connect-changes 2h, and messages to ${mention} are understood here.`);
      return false;
    }
    setStatus(`Sent ${typed.trim()}`);
    const { acknowledgedAfterMs, error } = await (command
      ? send('command', { ...command, channel })
      : send('mention', { text: typed.trim(), channel }));
    const acknowledged = `acknowledged after ${acknowledgedAfterMs ?? '?'} ms`;
    setStatus(`${typed.trim()}: ${error === undefined ? acknowledged : `failed, ${error}`}`);
    return true;
  };
  return { status, run };
};

/** The line where one types a command: Enter sends, the arrow keys bring back earlier ones. */
export const Composer = ({
  channel,
  name,
  examples,
}: {
  channel: string;
  name: string;
  examples: readonly string[];
}) => {
  const { status, run } = useCommand(channel);
  const [typed, setTyped] = useState('');
  const [history, setHistory] = useState<readonly string[]>([]);
  const [back, setBack] = useState(0);

  const ask = async (question: string) => {
    if (question.trim() === '') return;
    setHistory((earlier) => [...earlier, question]);
    setBack(0);
    setTyped('');
    if (!(await run(question))) setTyped(question);
  };
  const recall = (steps: number) => {
    const next = Math.min(Math.max(back + steps, 0), history.length);
    setBack(next);
    setTyped(history.at(-next) !== undefined && next > 0 ? (history.at(-next) ?? '') : '');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    recall(event.key === 'ArrowUp' ? 1 : -1);
  };
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    void ask(typed);
  };

  return (
    <div className="composer">
      <ul className="chips" aria-label="Example questions">
        {examples.map((example) => (
          <li key={example}>
            <button type="button" onClick={() => void ask(example)}>
              {example}
            </button>
          </li>
        ))}
      </ul>
      <form onSubmit={onSubmit}>
        <label htmlFor="question">Command in {name}</label>
        <div className="line">
          <input
            id="question"
            value={typed}
            onChange={(change) => setTyped(change.target.value)}
            onKeyDown={onKeyDown}
            placeholder="/connect-who-changed queue-test-1"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            aria-describedby="status"
          />
          <button type="submit" className="button primary">
            Send
          </button>
        </div>
      </form>
      <p id="status" role="status">
        {status}
      </p>
    </div>
  );
};
