import type { ContextBlock, KnownBlock, SectionBlock, TableBlock } from '@slack/types';
import type { ReactNode } from 'react';
import { type Block as LibraryBlock, Message } from 'slack-blocks-to-jsx';
import { isJson } from '../slack/json';
import { each } from './each';
import { Interactive } from './elements';
import { PlainText, TextObject } from './inline';
import { Guarded, NotShown } from './not-shown';
import { RichText } from './rich-text';

const Picture = ({ url, alt }: { url: string | undefined; alt: string }) =>
  url?.startsWith('https://') ? <img src={url} alt={alt} loading="lazy" /> : <span>[image: {alt}]</span>;

const imageUrl = (element: object) =>
  'image_url' in element && typeof element.image_url === 'string' ? element.image_url : undefined;

const Section = ({ block }: { block: SectionBlock }) => (
  <div className="section">
    <div className="section-text">
      {block.text && <TextObject text={block.text} />}
      {block.fields && (
        <ul className="fields">
          {each(block.fields, (field) => (
            <li>
              <TextObject text={field} />
            </li>
          ))}
        </ul>
      )}
    </div>
    {block.accessory && (
      <div className="accessory">
        {block.accessory.type === 'image' ? (
          <Picture url={imageUrl(block.accessory)} alt={block.accessory.alt_text} />
        ) : (
          isJson(block.accessory) && <Interactive element={block.accessory} blockId={block.block_id ?? ''} />
        )}
      </div>
    )}
  </div>
);

const Context = ({ block }: { block: ContextBlock }) => (
  <div className="context">
    {each(block.elements, (element) =>
      element.type === 'image' ? (
        <Picture url={imageUrl(element)} alt={element.alt_text} />
      ) : (
        <TextObject text={element} />
      ),
    )}
  </div>
);

type Cell = TableBlock['rows'][number][number];

const CellContent = ({ cell }: { cell: Cell }): ReactNode => {
  switch (cell.type) {
    case 'raw_text':
      return cell.text;
    case 'rich_text':
      return <RichText block={cell} />;
    case 'raw_number':
      return String(cell.value);
    default:
      return <NotShown what="a table’s cell" json={cell} />;
  }
};

const Row = ({ row, header }: { row: readonly Cell[]; header: boolean }) => {
  const Tag = header ? 'th' : 'td';
  return (
    <tr>
      {each(row, (cell) => (
        <Tag {...(header ? { scope: 'col' } : {})}>
          <CellContent cell={cell} />
        </Tag>
      ))}
    </tr>
  );
};

const Table = ({ block: { rows } }: { block: TableBlock }) => (
  <div className="table">
    <table>
      <thead>
        <Row row={rows[0] ?? []} header />
      </thead>
      <tbody>
        {each(rows.slice(1), (row) => (
          <Row row={row} header={false} />
        ))}
      </tbody>
    </table>
  </div>
);

/**
 * Blocks that slack-blocks-to-jsx shows as Slack does. It parses marks and mentions in plain text and in escaped
 * mrkdwn, and drops unknown blocks silently, so blocks with such text are ours.
 */
const Library = ({ block }: { block: LibraryBlock }) => <Message blocks={[block]} logo="" name="" withoutWrapper />;

const BlockContent = ({ block }: { block: KnownBlock }): ReactNode => {
  switch (block.type) {
    case 'rich_text':
      return <RichText block={block} />;
    case 'section':
      return <Section block={block} />;
    case 'context':
      return <Context block={block} />;
    case 'header':
      return (
        <h3>
          <PlainText text={block.text.text} emoji={block.text.emoji} />
        </h3>
      );
    case 'divider':
      return <hr />;
    case 'actions':
      return (
        <div className="actions">
          {each(block.elements, (element) => (
            <Interactive element={{ ...element }} blockId={block.block_id ?? ''} />
          ))}
        </div>
      );
    case 'table':
      return <Table block={block} />;
    case 'image':
    case 'markdown':
      return <Library block={block as LibraryBlock} />;
    default:
      return <NotShown what={`a block “${String(block.type)}”`} json={block} />;
  }
};

/** One block of a message or a view; one that can't be shown says so. */
export const Block = ({ block }: { block: KnownBlock }) => (
  <Guarded what={`this block “${String(block.type)}”`} json={block}>
    <BlockContent block={block} />
  </Guarded>
);

/** All blocks, in their order. */
export const Blocks = ({ blocks }: { blocks: readonly KnownBlock[] }) =>
  each(blocks, (block) => <Block block={block} />);
