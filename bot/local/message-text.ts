import type { KnownBlock, RichTextElement, RichTextSection } from '@slack/types';
import { formatMoment } from '../answer/moments';
import { unescapeEntities } from '../query/tokens';

/** A Slack message as a terminal shows it, read off its blocks: what a person would see on the page, moments in `zone`. */
export const messageText = (blocks: readonly KnownBlock[], zone: string): string =>
  blocks
    .map((block) => blockText(block, zone))
    .filter((text) => text !== '')
    .join('\n');

const blockText = (block: KnownBlock, zone: string): string => {
  switch (block.type) {
    case 'rich_text':
      return block.elements
        .map((element) => {
          if (element.type === 'rich_text_section') return sectionText(element, zone);
          if (element.type !== 'rich_text_list') return '';
          return element.elements
            .map((item) => `  • ${item.type === 'rich_text_section' ? sectionText(item, zone) : ''}`)
            .join('\n');
        })
        .join('\n');
    case 'context':
      return block.elements.map((element) => ('text' in element ? withoutMarks(element.text, zone) : '')).join('\n');
    case 'actions':
      return block.elements.map((element) => (element.type === 'button' ? `[${element.text.text}]` : '')).join(' ');
    default:
      return '';
  }
};

const sectionText = ({ elements }: RichTextSection, zone: string): string =>
  elements.map((element) => elementText(element, zone)).join('');

const elementText = (element: RichTextElement, zone: string): string => {
  if (element.type === 'text') return element.text;
  return element.type === 'date' ? dateText(element.timestamp, zone) : '';
};

const dateText = (seconds: number, zone: string): string =>
  formatMoment({ time: new Date(seconds * 1000).toISOString(), as: 'moment' }, zone, new Date());

const withoutMarks = (mrkdwn: string, zone: string): string =>
  unescapeEntities(
    mrkdwn
      .replace(/<!date\^(\d+)\^[^|<>]*\|[^<>]*>/g, (_, seconds: string) => dateText(Number(seconds), zone))
      .replaceAll('`', ''),
  );
