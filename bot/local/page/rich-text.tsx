import type { RichTextBlock, RichTextElement } from '@slack/types';
import type { ReactNode } from 'react';
import { each } from './each';
import { Broadcast, ChannelMention, Emoji, GroupMention, SafeLink, SlackDate, UserMention } from './inline';
import { NotShown } from './not-shown';

type RichTextPart = RichTextBlock['elements'][number];

/** Text elements are never parsed: what looks like a mention, a link or a mark stays letters. */
const content = (element: RichTextElement): ReactNode => {
  switch (element.type) {
    case 'text':
      return element.text;
    case 'link':
      return <SafeLink url={element.url}>{element.text ?? element.url}</SafeLink>;
    case 'user':
      return <UserMention id={element.user_id} />;
    case 'usergroup':
      return <GroupMention id={element.usergroup_id} />;
    case 'channel':
      return <ChannelMention id={element.channel_id} />;
    case 'broadcast':
      return <Broadcast range={element.range} />;
    case 'emoji':
      return <Emoji name={element.name} />;
    case 'color':
      return <code>{element.value}</code>;
    case 'date': {
      const { timestamp, format, url, fallback } = element;
      return <SlackDate seconds={timestamp} format={format} url={url} fallback={fallback ?? String(timestamp)} />;
    }
    default:
      return <NotShown what={`a rich text element “${element.type}”`} json={element} />;
  }
};

const styleTags = { bold: 'strong', italic: 'em', strike: 's', code: 'code' } as const;

type StyleName = keyof typeof styleTags;

const Styled = ({ styles: [style, ...rest], children }: { styles: readonly StyleName[]; children: ReactNode }) => {
  if (style === undefined) return children;
  const Tag = styleTags[style];
  return (
    <Tag>
      <Styled styles={rest}>{children}</Styled>
    </Tag>
  );
};

const styleNames: readonly StyleName[] = ['bold', 'italic', 'strike', 'code'];

const RichTextPiece = ({ element }: { element: RichTextElement }) => (
  <Styled styles={styleNames.filter((style) => element.style?.[style])}>{content(element)}</Styled>
);

const Pieces = ({ elements }: { elements: readonly RichTextElement[] }) =>
  each(elements, (element) => <RichTextPiece element={element} />);

const List = ({ list }: { list: Extract<RichTextPart, { type: 'rich_text_list' }> }) => {
  const Tag = list.style === 'ordered' ? 'ol' : 'ul';
  const start = 'offset' in list && Tag === 'ol' ? { start: Number(list.offset) + 1 } : {};
  return (
    <Tag className={`indent-${list.indent ?? 0}`} {...start}>
      {each(list.elements, (item) => (
        <li>
          <Pieces elements={item.elements} />
        </li>
      ))}
    </Tag>
  );
};

const RichTextPartView = ({ part }: { part: RichTextPart }) => {
  switch (part.type) {
    case 'rich_text_section':
      return (
        <p>
          <Pieces elements={part.elements} />
        </p>
      );
    case 'rich_text_quote':
      return (
        <blockquote>
          <Pieces elements={part.elements} />
        </blockquote>
      );
    case 'rich_text_preformatted':
      return (
        <pre>
          <Pieces elements={part.elements} />
        </pre>
      );
    case 'rich_text_list':
      return <List list={part} />;
    default:
      return <NotShown what="a part of rich text" json={part} />;
  }
};

/** A rich_text block, or a table's rich_text cell. */
export const RichText = ({ block }: { block: RichTextBlock }) => (
  <div className="rich-text">
    {each(block.elements, (part) => (
      <RichTextPartView part={part} />
    ))}
  </div>
);
