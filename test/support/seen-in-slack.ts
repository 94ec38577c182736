import type { KnownBlock, RichTextElement, RichTextSection } from '@slack/types';
import type { SlackMessage } from '../../bot/slack/message-blocks';

/** A message taken apart into the texts that Slack parses and those that it shows as they are. */
export interface SeenInSlack {
  /** Elements of rich text, which Slack never parses. */
  readonly rich: readonly RichTextElement[];
  /** Texts that Slack reads as mrkdwn. */
  readonly mrkdwn: readonly string[];
  /** Plain text objects, and whether `:emoji:` is turned into pictures there. */
  readonly plain: readonly { readonly text: string; readonly emoji: boolean }[];
}

export const seenInSlack = ({ blocks }: SlackMessage): SeenInSlack => {
  const objects = blocks.flatMap(textObjects);
  return {
    rich: blocks.flatMap(richElements),
    mrkdwn: objects.flatMap((object) => (object.type === 'mrkdwn' ? [object.text] : [])),
    plain: objects.flatMap((object) =>
      object.type === 'plain_text' ? [{ text: object.text, emoji: object.emoji !== false }] : [],
    ),
  };
};

const richElements = (block: KnownBlock): readonly RichTextElement[] => {
  if (block.type !== 'rich_text') return [];
  const sections = block.elements.flatMap((part) => (part.type === 'rich_text_list' ? part.elements : [part]));
  return sections.flatMap((section) => (section as RichTextSection).elements);
};

interface TextObject {
  readonly type: string;
  readonly text: string;
  readonly emoji?: boolean;
}

/** Every object with a type and a text, wherever it stands, but for the elements of rich text. */
const textObjects = (value: unknown): readonly TextObject[] => {
  if (typeof value !== 'object' || value === null) return [];
  const { type, text } = value as Record<string, unknown>;
  if (type === 'rich_text') return [];
  const own = typeof text === 'string' ? [value as TextObject] : [];
  return [...own, ...Object.values(value).flatMap(textObjects)];
};

const DATE = /<!date\^\d+\^[^|<>]+\|[^<>]+>/g;
const CODE = /`[^`\n]+`/g;
const ENTITY = /&(?:amp|lt|gt);/g;
/** What is left of mrkdwn once dates, code and entities are taken out must have no sign that Slack acts on. */
const LIVE = /[<>&*_~`]|:[a-z0-9_+'-]+:/i;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u115f\u1160\u3164\uffa0]/gu;

/** Everything in a message that would be a mention, a link, a format, an emoji or invisible; empty where it is as it should be. */
export const liveParts = (message: SlackMessage): readonly string[] => {
  const { rich, mrkdwn, plain } = seenInSlack(message);
  const texts = [...mrkdwn, ...plain.map(({ text }) => text), ...rich.flatMap(richText)];
  return [
    ...rich.filter(({ type }) => type !== 'text' && type !== 'date').map(({ type }) => `a rich ${type}`),
    ...mrkdwn.filter(isLive).map((text) => `live mrkdwn: ${text}`),
    ...plain.filter(({ emoji }) => emoji).map(({ text }) => `emoji in ${text}`),
    ...texts.flatMap(unseenIn).map((char) => `invisible U+${char.codePointAt(0)?.toString(16)}`),
    ...(isPinging(message.text) ? [`a live notification: ${message.text}`] : []),
  ];
};

const richText = (element: RichTextElement): readonly string[] =>
  element.type === 'text' && element.text !== '\n' ? [element.text] : [];
const isLive = (mrkdwn: string): boolean =>
  // A letter in its place: what stood apart must not seem to stand together.
  LIVE.test(mrkdwn.replace(DATE, '.').replace(CODE, '.').replace(ENTITY, '.')) ||
  [...mrkdwn.matchAll(CODE)].some(([code]) => /[<>&]/.test(code.replace(ENTITY, '')));
const isPinging = (text: string): boolean => /[<>&]/.test(text.replace(ENTITY, ''));

/** A joiner between the parts of one emoji holds it together, and one after a vowel sign belongs to a script. */
const JOINS = /(?<=\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{M})\u200d/gu;
const unseenIn = (text: string): readonly string[] => text.replace(JOINS, '').match(UNSEEN) ?? [];
