import type { HomeView, KnownBlock, ModalView } from '@slack/types';

/** Slack's limits for what this bot sends (Block Kit reference; measured ones are marked so there). */
const LIMITS = {
  blocks: 50,
  text: 4_000,
  /**
   * In all blocks together. Slack does not document it, and chat.postMessage answers msg_blocks_too_long somewhere between
   * 11,000 and 13,000 letters: https://github.com/slackapi/bolt-js/issues/2867
   */
  letters: 10_000,
  sectionText: 3_000,
  headerText: 150,
  contextElements: 10,
  actionsElements: 25,
  buttonText: 75,
  buttonValue: 2_000,
  actionId: 255,
  viewBlocks: 100,
  viewTitle: 24,
  privateMetadata: 3_000,
  inputLabel: 2_000,
} as const;

/** What of a message Slack would refuse, a sentence each; empty where it is within all limits. */
export const slackLimitErrors = (message: { text?: string; blocks?: readonly KnownBlock[] }): string[] => {
  const blocks = message.blocks ?? [];
  const ids = blocks.flatMap((block) => (block.block_id === undefined ? [] : [block.block_id]));
  return [
    ...tooMany('blocks', blocks.length, LIMITS.blocks),
    ...(message.text === undefined || message.text === '' ? ['the top-level text is missing'] : []),
    ...tooMany('letters of text', message.text?.length ?? 0, LIMITS.text),
    ...tooMany('letters in all blocks', lettersIn(blocks), LIMITS.letters),
    ...(new Set(ids).size === ids.length ? [] : ['two blocks have the same block_id']),
    ...blocks.flatMap(blockErrors),
  ];
};

/** What of a modal or a Home tab Slack would refuse, a sentence each; empty where it is within all limits. */
export const slackViewErrors = (view: ModalView | HomeView): string[] => [
  ...tooMany('blocks', view.blocks.length, LIMITS.viewBlocks),
  ...(view.type === 'modal'
    ? [view.title, view.submit, view.close].flatMap((text) => lettersOf('a title', text?.text, LIMITS.viewTitle))
    : []),
  ...tooMany('letters of private_metadata', view.private_metadata?.length ?? 0, LIMITS.privateMetadata),
  ...view.blocks.flatMap((block) => blockErrors(block as KnownBlock)),
];

/** The letters of every text and fallback, however deep. */
const lettersIn = (value: unknown): number => {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, part]) => sum + (isShown(key, part) ? part.length : lettersIn(part)),
    0,
  );
};
const isShown = (key: string, part: unknown): part is string =>
  (key === 'text' || key === 'fallback') && typeof part === 'string';

const emptyParts = (parts: readonly unknown[]): string[] =>
  parts.flatMap((part) => {
    if (typeof part !== 'object' || part === null) return [];
    if ('text' in part && part.text === '') return ['a text of rich text is empty'];
    if (!('elements' in part) || !Array.isArray(part.elements)) return [];
    return part.elements.length === 0 ? ['a part of rich text is empty'] : emptyParts(part.elements);
  });

const tooMany = (what: string, count: number, most: number): string[] =>
  count > most ? [`${count} ${what}, ${most} at most`] : [];
const lettersOf = (what: string, text: string | undefined, most: number): string[] => {
  if (text === undefined) return [];
  return text.length === 0 ? [`${what} is empty`] : tooMany(`letters of ${what}`, text.length, most);
};

const blockErrors = (block: KnownBlock): string[] => {
  switch (block.type) {
    case 'section':
      return lettersOf('section text', block.text?.text, LIMITS.sectionText);
    case 'header':
      return lettersOf('header text', block.text.text, LIMITS.headerText);
    case 'context':
      return [
        ...tooMany('context elements', block.elements.length, LIMITS.contextElements),
        ...block.elements.flatMap((element) =>
          'text' in element ? lettersOf('context text', element.text, LIMITS.sectionText) : [],
        ),
      ];
    case 'actions':
      return [
        ...tooMany('actions', block.elements.length, LIMITS.actionsElements),
        ...block.elements.flatMap((element) =>
          element.type === 'button'
            ? [
                ...lettersOf('button text', element.text.text, LIMITS.buttonText),
                ...lettersOf('button value', element.value, LIMITS.buttonValue),
                ...lettersOf('action_id', element.action_id, LIMITS.actionId),
              ]
            : [],
        ),
      ];
    case 'input':
      return [
        ...lettersOf('the label of an input', block.label.text, LIMITS.inputLabel),
        ...lettersOf('the hint of an input', block.hint?.text, LIMITS.inputLabel),
      ];
    case 'rich_text':
      return block.elements.length === 0 ? ['a rich_text block is empty'] : emptyParts(block.elements);
    default:
      return [];
  }
};
