import { asText, isJson, type Json } from './json';

/** What somebody pressed or chose: the element, found by its ids, and the value of the chosen option. */
export interface Press {
  readonly blockId: string;
  readonly actionId: string;
  readonly value?: string | undefined;
  /** What the chosen option is called, where the bot gave the options while somebody typed. */
  readonly label?: string | undefined;
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The interactive element with these ids, among the blocks of a message or a view. */
export const findElement = (blocks: unknown, { blockId, actionId }: Press): Json | undefined => {
  const block = list(blocks)
    .filter(isJson)
    .find((one) => one.block_id === blockId);
  const elements = [...list(block?.elements), block?.accessory, block?.element];
  return elements.filter(isJson).find((element) => element.action_id === actionId);
};

/** The text on an element, for people. */
export const elementLabel = (element: Json): string => {
  const label = isJson(element.text) ? element.text : element.placeholder;
  return (isJson(label) ? asText(label.text) : undefined) ?? asText(element.action_id) ?? 'a button';
};

const optionsOf = (element: Json): readonly Json[] => {
  const groups = list(element.option_groups).filter(isJson);
  return [element, ...groups].flatMap(({ options }) => list(options)).filter(isJson);
};

const chosenOption = (element: Json, value: string | undefined) => {
  const selected_option = optionsOf(element).find((option) => option.value === value);
  return selected_option && { selected_option };
};

/** What each kind of element carries when it is used; a kind that is not here can't be used on the page. */
const carried: Readonly<
  Record<string, (element: Json, value: string | undefined, label: string | undefined) => Json | undefined>
> = {
  button: ({ value, text }) => ({ text, ...(value === undefined ? {} : { value }) }),
  overflow: chosenOption,
  static_select: chosenOption,
  external_select: (_element, value, label) => ({
    selected_option: { text: { type: 'plain_text', text: label ?? value, emoji: true }, value },
  }),
  datepicker: (_element, value) => ({ selected_date: value }),
  timepicker: (_element, value) => ({ selected_time: value }),
  radio_buttons: chosenOption,
  users_select: (_element, value) => ({ selected_user: value }),
  conversations_select: (_element, value) => ({ selected_conversation: value }),
  channels_select: (_element, value) => ({ selected_channel: value }),
};

/** The entry of `actions` in a block_actions payload, or nothing when the element can't carry that value. */
export const actionJson = (element: Json, press: Press, at: Date): Json | undefined => {
  const type = asText(element.type) ?? '';
  const content = carried[type]?.(element, press.value, press.label);
  const ids = { type, action_id: press.actionId, block_id: press.blockId };
  return content && { ...ids, ...content, action_ts: (at.getTime() / 1000).toFixed(6) };
};
