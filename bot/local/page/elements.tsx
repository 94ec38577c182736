import type { ConfirmationDialog } from '@slack/types';
import { createContext, useContext, useState } from 'react';
import { isJson, type Json } from '../slack/json';
import { PlainText } from './inline';
import { isSafeUrl } from './mrkdwn';
import { NotShown } from './not-shown';
import { useReader } from './reader';

/** Sends a press to the bot; resolves when it has acknowledged, with a sentence when it has not. */
export type PressElement = (press: {
  blockId: string;
  actionId: string;
  value?: string;
}) => Promise<string | undefined>;

const PressContext = createContext<PressElement>(async () => 'Nothing here can be pressed.');

export const PressProvider = PressContext.Provider;

/** An option of a select: what people read, and what is sent. */
export interface Choice {
  readonly label: string;
  readonly value: string;
}

const textOf = (value: unknown) => (isJson(value) && typeof value.text === 'string' ? value.text : '');

const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isJson) : []);

/** The options of an element, those in groups included; people and channels come from the workspace. */
export const useChoices = (element: Json): readonly Choice[] => {
  const { workspace } = useReader();
  if (element.type === 'users_select') {
    return workspace.people.map(({ id, realName }) => ({ label: realName, value: id }));
  }
  if (element.type === 'conversations_select' || element.type === 'channels_select') {
    const channels = workspace.channels.filter((channel) => channel.with === undefined);
    return channels.map(({ id, name }) => ({ label: `#${name}`, value: id }));
  }
  return [element, ...list(element.option_groups)]
    .flatMap(({ options }) => list(options))
    .map(({ text, value }) => ({ label: textOf(text), value: String(value) }));
};

const confirmed = (confirm: unknown) => {
  if (!isJson(confirm)) return true;
  const { title, text } = confirm as unknown as ConfirmationDialog;
  return window.confirm(`${title?.text ?? ''}\n\n${text?.text ?? ''}`.trim());
};

interface ElementProps {
  readonly element: Json;
  readonly blockId: string;
}

/** Runs one press at a time and keeps what went wrong. */
const usePress = ({ element, blockId }: ElementProps) => {
  const press = useContext(PressContext);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const run = async (value?: string) => {
    if (busy || !confirmed(element.confirm)) return;
    setBusy(true);
    const ids = { blockId, actionId: String(element.action_id) };
    setProblem(await press(value === undefined ? ids : { ...ids, value }));
    setBusy(false);
  };
  return { run, busy, problem };
};

const Problem = ({ problem }: { problem: string | undefined }) =>
  problem === undefined ? null : (
    <span className="problem" role="alert">
      ⚠ {problem}
    </span>
  );

const Button = (props: ElementProps) => {
  const { element } = props;
  const { run, busy, problem } = usePress(props);
  const url = typeof element.url === 'string' && isSafeUrl(element.url) ? element.url : undefined;
  const name = typeof element.accessibility_label === 'string' ? { 'aria-label': element.accessibility_label } : {};
  const looks = { className: `button ${element.style === undefined ? '' : String(element.style)}`, ...name };
  const label = <PlainText text={textOf(element.text)} emoji={isJson(element.text) && element.text.emoji !== false} />;
  return (
    <>
      {url === undefined ? (
        <button type="button" {...looks} aria-busy={busy} onClick={() => void run()}>
          {label}
        </button>
      ) : (
        <a href={url} target="_blank" rel="noopener noreferrer" title={url} {...looks} onClick={() => void run()}>
          {label} ↗
        </a>
      )}
      <Problem problem={problem} />
    </>
  );
};

const Select = (props: ElementProps) => {
  const { element } = props;
  const { run, busy, problem } = usePress(props);
  const prompt = textOf(element.placeholder) || (element.type === 'overflow' ? 'More…' : 'Choose…');
  const initial = isJson(element.initial_option) ? String(element.initial_option.value) : '';
  return (
    <>
      <select
        aria-label={prompt}
        aria-busy={busy}
        defaultValue={initial}
        onChange={(change) => void run(change.target.value)}
      >
        <option value="" disabled>
          {prompt}
        </option>
        {useChoices(element).map(({ label, value }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <Problem problem={problem} />
    </>
  );
};

const selects = [
  'static_select',
  'overflow',
  'radio_buttons',
  'users_select',
  'conversations_select',
  'channels_select',
];

/** An element that people press or choose from, in an actions block or beside a section. */
export const Interactive = ({ element, blockId }: ElementProps) => {
  const type = String(element.type);
  if (type === 'button') return <Button element={element} blockId={blockId} />;
  if (selects.includes(type)) return <Select element={element} blockId={blockId} />;
  return <NotShown what={`an element “${type}”`} json={element} />;
};
