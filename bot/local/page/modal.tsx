import type { KnownBlock } from '@slack/types';
import { type SubmitEvent, useEffect, useMemo, useRef, useState } from 'react';
import { isJson, type Json, parseJson } from '../slack/json';
import type { ViewValues } from '../slack/user-world';
import type { StandInView } from '../slack/views';
import { Block } from './block';
import { each } from './each';
import { useChoices } from './elements';
import { PlainText } from './inline';
import { NotShown } from './not-shown';
import { send } from './send';
import { TypeAhead } from './type-ahead';

type Input = Json & { readonly type: 'input'; readonly block_id: string; readonly element: Json };

const isInput = (block: unknown): block is Input =>
  isJson(block) && block.type === 'input' && isJson(block.element) && typeof block.block_id === 'string';

const textOf = (value: unknown) => (isJson(value) && typeof value.text === 'string' ? value.text : '');

const optionOf = (element: Json, value: string) =>
  (Array.isArray(element.options) ? element.options : []).find((option) => isJson(option) && option.value === value) ??
  null;

/** A choice among options that the bot gave, as Slack sends it back. */
const choiceOf = (carried: string): Json | null => {
  const { value, text } = parseJson(carried) ?? {};
  return value === undefined ? null : { value, text: { type: 'plain_text', text, emoji: true } };
};

/** How each kind of input tells its value, as Slack sends it in `view.state.values`. */
const states: Readonly<Record<string, (element: Json, values: readonly string[]) => Json>> = {
  plain_text_input: (_element, [value]) => ({ value: value || null }),
  number_input: (_element, [value]) => ({ value: value || null }),
  timepicker: (_element, [value]) => ({ selected_time: value || null }),
  datepicker: (_element, [value]) => ({ selected_date: value || null }),
  static_select: (element, [value = '']) => ({ selected_option: optionOf(element, value) }),
  external_select: (_element, [carried = '']) => ({ selected_option: choiceOf(carried) }),
  radio_buttons: (element, [value = '']) => ({ selected_option: optionOf(element, value) }),
  checkboxes: (element, values) => ({ selected_options: values.map((value) => optionOf(element, value)) }),
  users_select: (_element, [value]) => ({ selected_user: value || null }),
  conversations_select: (_element, [value]) => ({ selected_conversation: value || null }),
  channels_select: (_element, [value]) => ({ selected_channel: value || null }),
};

const valuesOf = (blocks: readonly unknown[], form: FormData): ViewValues =>
  Object.fromEntries(
    blocks.filter(isInput).map(({ block_id, element }) => {
      const type = String(element.type);
      const state = states[type]?.(element, form.getAll(block_id).map(String)) ?? {};
      return [block_id, { [String(element.action_id)]: { type, ...state } }];
    }),
  );

const initialValue = (element: Json): string => {
  const { initial_value, initial_time, initial_date, initial_user, initial_conversation, initial_channel } = element;
  const option = isJson(element.initial_option) ? element.initial_option.value : undefined;
  const given = [
    initial_value,
    initial_time,
    initial_date,
    initial_user,
    initial_conversation,
    initial_channel,
    option,
  ];
  return String(given.find((value) => value !== undefined) ?? '');
};

const inputTypes: Readonly<Record<string, string>> = {
  plain_text_input: 'text',
  number_input: 'number',
  timepicker: 'time',
  datepicker: 'date',
};

const Checkboxes = ({ input }: { input: Input }) => {
  const initial = Array.isArray(input.element.initial_options) ? input.element.initial_options.filter(isJson) : [];
  const checked = initial.map(({ value }) => value);
  return useChoices(input.element).map(({ label, value }) => (
    <label key={value} className="check">
      <input type="checkbox" name={input.block_id} value={value} defaultChecked={checked.includes(value)} /> {label}
    </label>
  ));
};

const Control = ({ input, id, viewId }: { input: Input; id: string; viewId: string }) => {
  const { element, block_id: name } = input;
  const choices = useChoices(element);
  const type = String(element.type);
  const required = input.optional !== true;
  const place = useMemo(
    () => ({ viewId, blockId: name, actionId: String(element.action_id) }),
    [viewId, name, element.action_id],
  );
  if (type === 'checkboxes') return <Checkboxes input={input} />;
  if (type === 'external_select')
    return <TypeAhead element={element} place={place} name={name} label={textOf(input.label)} />;
  const shared = { id, name, required, defaultValue: initialValue(element) };
  if (type === 'plain_text_input' && element.multiline === true) return <textarea rows={4} {...shared} />;
  const inputType = inputTypes[type];
  if (inputType) return <input type={inputType} placeholder={textOf(element.placeholder)} {...shared} />;
  if (!Object.hasOwn(states, type)) return <NotShown what={`an input “${type}”`} json={element} />;
  return (
    <select {...shared}>
      <option value="">{textOf(element.placeholder) || 'Choose…'}</option>
      {choices.map(({ label, value }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
};

const InputBlock = ({ input, error, viewId }: { input: Input; error: string | undefined; viewId: string }) => {
  const id = `input-${input.block_id}`;
  return (
    <div className="input">
      <label htmlFor={id}>{textOf(input.label)}</label>
      <Control input={input} id={id} viewId={viewId} />
      {textOf(input.hint) && <small>{textOf(input.hint)}</small>}
      {error !== undefined && (
        <small className="problem" role="alert">
          {error}
        </small>
      )}
    </div>
  );
};

/** Submits the form to the bot and keeps its complaints by block id; the empty id is about the whole form. */
const useSubmission = (id: string, blocks: readonly unknown[]) => {
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const submit = async (form: FormData) => {
    const { errors: complaints = {}, error } = await send('submit', { viewId: id, values: valuesOf(blocks, form) });
    setErrors(error === undefined ? complaints : { ...complaints, '': error });
  };
  return { errors, submit };
};

/** An open modal. Escape and its close button close it; Tab stays inside. */
export const Modal = ({ id, view }: StandInView) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const blocks = Array.isArray(view.blocks) ? view.blocks : [];
  const { errors, submit } = useSubmission(id, blocks);
  const close = () => void send('close', { viewId: id });
  useEffect(() => dialog.current?.showModal(), []);
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    void submit(new FormData(event.currentTarget));
  };
  return (
    <dialog ref={dialog} aria-labelledby={`title-${id}`} onCancel={close}>
      <form onSubmit={onSubmit}>
        <h2 id={`title-${id}`}>
          <PlainText text={textOf(view.title)} />
        </h2>
        <div className="blocks">
          {each(blocks, (block: KnownBlock) =>
            isInput(block) ? (
              <InputBlock input={block} error={errors[block.block_id]} viewId={id} />
            ) : (
              <Block block={block} />
            ),
          )}
        </div>
        {errors[''] !== undefined && (
          <p className="problem" role="alert">
            {errors['']}
          </p>
        )}
        <div className="dialog-end">
          <button type="button" className="button" onClick={close}>
            {textOf(view.close) || 'Close'}
          </button>
          {isJson(view.submit) && (
            <button type="submit" className="button primary">
              {textOf(view.submit)}
            </button>
          )}
        </div>
      </form>
    </dialog>
  );
};
