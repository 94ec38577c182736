import type { ReactNode } from 'react';
import { findChannel, findPerson } from '../slack/workspace';
import { each } from './each';
import { emoji } from './emoji';
import { type Inline, isSafeUrl, type Part, parseMrkdwn } from './mrkdwn';
import { useReader } from './reader';
import { slackDate } from './slack-date';

/** A link that says where it leads; a URL that must not be followed is shown as its letters. */
export const SafeLink = ({ url, children }: { url: string; children: ReactNode }) =>
  isSafeUrl(url) ? (
    <a href={url} target="_blank" rel="noopener noreferrer" title={url}>
      {children}
    </a>
  ) : (
    <span className="not-a-link">
      {children} ({url})
    </span>
  );

const Mention = ({ children, broadcast = false }: { children: ReactNode; broadcast?: boolean }) => (
  <span className={broadcast ? 'mention broadcast' : 'mention'}>{children}</span>
);

/** A person who is notified, by the name that the workspace knows. */
export const UserMention = ({ id, label }: { id: string; label?: string | undefined }) => {
  const { workspace } = useReader();
  const isBot = id === workspace.bot.userId;
  return <Mention>@{findPerson(workspace, id)?.realName ?? (isBot ? workspace.bot.name : (label ?? id))}</Mention>;
};

/** A channel, by the name that the workspace knows. */
export const ChannelMention = ({ id, label }: { id: string; label?: string | undefined }) => (
  <Mention>#{findChannel(useReader().workspace, id)?.name ?? label ?? id}</Mention>
);

/** A group of users that is notified. */
export const GroupMention = ({ id, label }: { id: string; label?: string | undefined }) => (
  <Mention>@{label?.replace(/^@/, '') ?? id}</Mention>
);

/** `@channel`, `@here` or `@everyone`: everybody is notified. */
export const Broadcast = ({ range }: { range: string }) => <Mention broadcast>@{range}</Mention>;

/** A moment in the reader's own zone, with the universal time one hover away. */
export const SlackDate = (date: { seconds: number; format: string; fallback: string; url?: string | undefined }) => {
  const { zone } = useReader();
  const shown = slackDate(date.seconds, date.format, date.fallback, { zone, now: new Date() });
  const at = new Date(date.seconds * 1000);
  const iso = Number.isNaN(at.getTime()) ? undefined : at.toISOString();
  const time = (
    <time dateTime={iso} title={iso}>
      {shown}
    </time>
  );
  return date.url === undefined ? time : <SafeLink url={date.url}>{time}</SafeLink>;
};

/** An emoji by its name; one that this page does not know is shown by its name, as Slack shows unknown ones. */
export const Emoji = ({ name }: { name: string }) =>
  Object.hasOwn(emoji, name) ? (
    <span role="img" aria-label={name.replaceAll('_', ' ')}>
      {emoji[name]}
    </span>
  ) : (
    <span className="emoji-name" title="Slack may show an emoji here">
      :{name}:
    </span>
  );

const styleTags = { bold: 'strong', italic: 'em', strike: 's' } as const;

const InlinePiece = ({ piece }: { piece: Inline }): ReactNode => {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'code':
      return <code>{piece.text}</code>;
    case 'styled': {
      const Tag = styleTags[piece.style];
      return (
        <Tag>
          <Inlines pieces={piece.inner} />
        </Tag>
      );
    }
    case 'link':
      return <SafeLink url={piece.url}>{piece.label}</SafeLink>;
    case 'user':
      return <UserMention {...piece} />;
    case 'channel':
      return <ChannelMention {...piece} />;
    case 'group':
      return <GroupMention {...piece} />;
    case 'broadcast':
      return <Broadcast range={piece.range} />;
    case 'date':
      return <SlackDate {...piece} />;
    case 'emoji':
      return <Emoji name={piece.name} />;
  }
};

const Inlines = ({ pieces }: { pieces: readonly Inline[] }) => each(pieces, (piece) => <InlinePiece piece={piece} />);

const MrkdwnPart = ({ part }: { part: Part }) => {
  if (part.kind === 'preformatted') return <pre>{part.text}</pre>;
  const Tag = part.kind === 'quote' ? 'blockquote' : 'p';
  return (
    <Tag>
      <Inlines pieces={part.inner} />
    </Tag>
  );
};

/** Slack's mrkdwn. */
export const Mrkdwn = ({ text, verbatim = false }: { text: string; verbatim?: boolean | undefined }) => (
  <div className="mrkdwn">
    {each(parseMrkdwn(text, verbatim), (part) => (
      <MrkdwnPart part={part} />
    ))}
  </div>
);

/** Slack's plain text: letters, and emoji by name unless `emoji` is false. */
export const PlainText = ({ text, emoji: withEmoji = true }: { text: string; emoji?: boolean | undefined }) => (
  <span className="plain">
    {withEmoji
      ? each(text.split(/(?<![\w:])(:(?=[\d_-]*[a-z+])[a-z0-9_+-]+:)(?!\w)/), (piece) =>
          /^:[^\s:]+:$/.test(piece) ? <Emoji name={piece.slice(1, -1)} /> : piece,
        )
      : text}
  </span>
);

/** A text object, whichever of the two kinds it is. */
export const TextObject = ({
  text,
}: {
  text: { readonly type: string; readonly text: string; readonly emoji?: boolean; readonly verbatim?: boolean };
}) =>
  text.type === 'mrkdwn' ? (
    <Mrkdwn text={text.text} verbatim={text.verbatim} />
  ) : (
    <PlainText text={text.text} emoji={text.emoji} />
  );
