import type { ModalView, PlainTextOption } from '@slack/types';
import * as z from 'zod/mini';
import { exactly } from '../answer/ask-again';
import type { Message } from '../answer/message';
import { labelOf } from '../change/resource-types';
import type { Suggestion } from '../directory/suggest';
import { escapeSlack } from '../query/tokens';
import { phrases } from '../words/words';
import { ASK_SHORTCUT } from './commands';
import { outsideText, shorten } from './text';
import { messageView } from './views';

/** The form, and the modal that answers it. */
export const FORM = 'ask-form';
const ANSWER = 'ask-answer';
export const THING = { block: 'thing', action: 'thing' } as const;
const PERIOD = { block: 'period', action: 'period' } as const;
const SORT = { block: 'sort', action: 'sort' } as const;
/** The button back from an answer to the form. */
export const NEW_SEARCH_ACTION = 'new-search';

const PERIODS = [
  [phrases.modal.periods.all, 'all'],
  [phrases.modal.periods.twoHours, 'since:2h'],
  [phrases.modal.periods.today, 'since:today'],
  [phrases.modal.periods.week, 'since:7d'],
  [phrases.modal.periods.month, 'since:30d'],
] as const;

const option = (text: string, value: string): PlainTextOption => ({
  text: { type: 'plain_text', text, emoji: false },
  value,
});
const label = (text: string) => ({ type: 'plain_text' as const, text, emoji: false });

/** What to look for, chosen from everything the directory knows, and since when. */
export const formView = (): ModalView => ({
  type: 'modal',
  callback_id: FORM,
  title: label(ASK_SHORTCUT.name),
  submit: label(phrases.modal.lookUp),
  close: label(phrases.modal.close),
  blocks: [
    {
      type: 'input',
      block_id: THING.block,
      optional: true,
      label: label(phrases.modal.thing),
      hint: label(phrases.modal.thingHint),
      element: {
        type: 'external_select',
        action_id: THING.action,
        min_query_length: 1,
        placeholder: label(phrases.modal.thingPlaceholder),
      },
    },
    {
      type: 'input',
      block_id: PERIOD.block,
      label: label(phrases.modal.period),
      element: {
        type: 'static_select',
        action_id: PERIOD.action,
        options: PERIODS.map(([text, value]) => option(text, value)),
        initial_option: option(...PERIODS[0]),
      },
    },
    {
      type: 'input',
      block_id: SORT.block,
      optional: true,
      label: label(phrases.modal.sort),
      element: {
        type: 'checkboxes',
        action_id: SORT.action,
        options: [option(phrases.modal.onlyPeople, 'only:people')],
      },
    },
  ],
});

const chosen = z.optional(z.nullable(z.object({ value: z.string() })));
const stateSchema = z.object({
  [THING.block]: z.object({ [THING.action]: z.object({ selected_option: chosen }) }),
  [PERIOD.block]: z.object({ [PERIOD.action]: z.object({ selected_option: chosen }) }),
  [SORT.block]: z.object({
    [SORT.action]: z.object({ selected_options: z.optional(z.array(z.object({ value: z.string() }))) }),
  }),
});

/** The question that a filled form asks; undefined where it is no form of this version. */
export const questionOfForm = (
  state: unknown,
): { readonly command: 'who-changed' | 'changes'; readonly text: string } | undefined => {
  const read = z.safeParse(stateSchema, state);
  if (!read.success) return undefined;
  const { thing, period, sort } = read.data;
  const about = thing.thing?.selected_option?.value;
  const since = period.period?.selected_option?.value ?? 'all';
  const only = (sort.sort?.selected_options ?? []).map(({ value }) => value);
  const all = about === undefined ? ['since:90d'] : [];
  const text = [...(about === undefined ? [] : [about]), ...(since === 'all' ? all : [since]), ...only].join(' ');
  return { command: about === undefined ? 'changes' : 'who-changed', text };
};

const LONGEST_OPTION = 75;
const LONGEST_VALUE = 150;

/** The options of the select: a name, what it is, and where. Their values ask about exactly that thing. */
export const optionsOf = (suggestions: readonly Suggestion[]): PlainTextOption[] => {
  const instances = new Set(suggestions.flatMap(({ entry }) => entry.ref.instance?.alias ?? []));
  return suggestions.flatMap((suggestion): PlainTextOption[] => {
    const { ref, deleted, names } = suggestion.entry;
    const value = escapeSlack(exactly(ref));
    if (ref.id === undefined || value.length > LONGEST_VALUE) return [];
    const now = names.at(-1)?.name;
    const notes = [
      ...(deleted === undefined ? [] : [phrases.modal.deleted]),
      ...(now === undefined || now === suggestion.name ? [] : [phrases.modal.nowCalled({ name: now })]),
    ];
    const where = instances.size > 1 && ref.instance?.alias !== undefined ? ` · ${ref.instance.alias}` : '';
    const rest = ` · ${labelOf(ref.type)}${where}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}`;
    const shown = shorten(outsideText(rest), LONGEST_OPTION - 20);
    return [option(`${shorten(outsideText(suggestion.name), LONGEST_OPTION - shown.length)}${shown}`, value)];
  });
};

/** An answer in a modal, with the way back to the form. */
export const answerView = (message: Message, metadata: string, now: Date): ModalView => {
  const back = { id: NEW_SEARCH_ACTION, label: phrases.modal.newSearch, value: 'form' };
  const { share: _noChannel, ...rest } = message;
  return messageView(
    { ...rest, handles: [...(message.handles ?? []), back] },
    { title: ASK_SHORTCUT.name, callbackId: ANSWER, metadata, now },
  );
};
