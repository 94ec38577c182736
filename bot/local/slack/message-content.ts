import { randomBytes } from 'node:crypto';
import type { KnownBlock } from '@slack/types';
import { asText, isJson, type Json, parseJson } from './json';
import type { LimitCheck, MessageContent } from './message';

const isBlock = (value: unknown): value is KnownBlock => isJson(value) && typeof value.type === 'string';

const shortId = () => randomBytes(4).toString('base64url');

/** Slack gives an id to each block, and to each element of an actions block, that has none. */
const withIds = (block: KnownBlock): KnownBlock => {
  const block_id = block.block_id ?? shortId();
  if (block.type !== 'actions' || !Array.isArray(block.elements)) return { ...block, block_id };
  const elements = block.elements.map((element) => ({ ...element, action_id: element.action_id ?? shortId() }));
  return { ...block, block_id, elements };
};

/** The blocks of a message, whether they came as JSON or as a string of JSON; nothing when they are not blocks. */
export const readBlocks = (value: unknown): KnownBlock[] | undefined => {
  if (value === undefined || value === null || value === '') return [];
  if (typeof value === 'string') return readBlocks(parseJson(`{"blocks":${value}}`)?.blocks ?? false);
  return Array.isArray(value) && value.every(isBlock) ? value.map(withIds) : undefined;
};

/** A message as Slack takes it, or Slack's word for why not, with the reasons in full sentences. */
export type ReadContent =
  | { readonly ok: true; readonly content: MessageContent }
  | { readonly ok: false; readonly error: string; readonly problems: readonly string[]; readonly text: string };

/** Reads `text` and `blocks` of a post; `limits` tells what Slack would refuse. */
export const readContent = (body: Json, limits: LimitCheck): ReadContent => {
  const text = asText(body.text) ?? '';
  const blocks = readBlocks(body.blocks);
  const refused = (error: string, ...problems: string[]): ReadContent => ({ ok: false, error, problems, text });
  if (!blocks) return refused('invalid_blocks_format', 'blocks is not a list of objects with a type');
  if (text === '' && blocks.length === 0) return refused('no_text', 'the message has neither text nor blocks');
  const problems = limits({ text, blocks });
  return problems.length > 0 ? refused('invalid_blocks', ...problems) : { ok: true, content: { text, blocks } };
};
