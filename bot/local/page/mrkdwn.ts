/** A piece of a line of Slack's mrkdwn, already decoded: text is meant letter by letter. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'styled'; readonly style: 'bold' | 'italic' | 'strike'; readonly inner: readonly Inline[] }
  | { readonly kind: 'link'; readonly url: string; readonly label: string }
  | { readonly kind: 'user'; readonly id: string; readonly label?: string }
  | { readonly kind: 'channel'; readonly id: string; readonly label?: string }
  | { readonly kind: 'group'; readonly id: string; readonly label?: string }
  | { readonly kind: 'broadcast'; readonly range: string }
  | {
      readonly kind: 'date';
      readonly seconds: number;
      readonly format: string;
      readonly fallback: string;
      readonly url?: string;
    }
  | { readonly kind: 'emoji'; readonly name: string };

/** A paragraph, a quotation or a preformatted part of mrkdwn. */
export type Part =
  | { readonly kind: 'paragraph' | 'quote'; readonly inner: readonly Inline[] }
  | { readonly kind: 'preformatted'; readonly text: string };

/** The three entities that Slack knows; `&amp;` last, so that `&amp;lt;` stays `&lt;`. */
export const decodeEntities = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** Whether a link may be followed: web and mail addresses only. */
export const isSafeUrl = (url: string) => /^(?:https?:\/\/|mailto:)/i.test(url);

const text = (raw: string): Inline => ({ kind: 'text', text: decodeEntities(raw) });

const dateReference = (target: string, label: string | undefined): Inline => {
  const [, seconds = '', format = '', url] = target.split('^');
  const fallback = decodeEntities(label ?? '');
  const date = { kind: 'date', seconds: Number(seconds), format: decodeEntities(format), fallback } as const;
  return url === undefined ? date : { ...date, url: decodeEntities(url) };
};

const labelled = (label: string | undefined) => (label === undefined ? {} : { label: decodeEntities(label) });

/** What stands between `<` and `>`: a mention, a date or a link. Anything else is letters. */
const reference = (content: string): Inline => {
  const bar = content.indexOf('|');
  const [target, label] = bar < 0 ? [content, undefined] : [content.slice(0, bar), content.slice(bar + 1)];
  if (/^@[UW]\w+$/.test(target)) return { kind: 'user', id: target.slice(1), ...labelled(label) };
  if (/^#[CG]\w+$/.test(target)) return { kind: 'channel', id: target.slice(1), ...labelled(label) };
  if (/^!(?:channel|here|everyone)$/.test(target)) return { kind: 'broadcast', range: target.slice(1) };
  if (target.startsWith('!subteam^'))
    return { kind: 'group', id: target.slice('!subteam^'.length), ...labelled(label) };
  if (target.startsWith('!date^')) return dateReference(target, label);
  const url = decodeEntities(target);
  return isSafeUrl(url) ? { kind: 'link', url, label: decodeEntities(label ?? target) } : text(`<${content}>`);
};

const styledSource = (mark: string, name: string) =>
  `(?<![\\p{L}\\p{N}${mark}])${mark}(?<${name}>[^\\s${mark}](?:[^${mark}\\n]*[^\\s${mark}])?)${mark}(?![\\p{L}\\p{N}${mark}])`;

const INLINE = new RegExp(
  [
    '`(?<code>[^`\\n]+)`',
    '<(?<reference>[^<>\\n]+)>',
    '(?<![\\w:]):(?<emoji>(?=[\\d_-]*[a-z+])[a-z0-9_+-]+):(?!\\w)',
    styledSource('\\*', 'bold'),
    styledSource('_', 'italic'),
    styledSource('~', 'strike'),
    '(?<url>https?://[^\\s<>|]+)',
  ].join('|'),
  'giu',
);

const inlineOf = (groups: Readonly<Record<string, string | undefined>>, verbatim: boolean): Inline => {
  const { code, reference: content, emoji, bold, italic, strike, url = '' } = groups;
  if (code !== undefined) return { kind: 'code', text: decodeEntities(code) };
  if (content !== undefined) return reference(content);
  if (emoji !== undefined) return { kind: 'emoji', name: emoji };
  if (bold !== undefined) return { kind: 'styled', style: 'bold', inner: parseInline(bold, verbatim) };
  if (italic !== undefined) return { kind: 'styled', style: 'italic', inner: parseInline(italic, verbatim) };
  if (strike !== undefined) return { kind: 'styled', style: 'strike', inner: parseInline(strike, verbatim) };
  return verbatim ? text(url) : { kind: 'link', url: decodeEntities(url), label: decodeEntities(url) };
};

/** Reads the inline marks of some mrkdwn; with `verbatim`, web addresses do not become links by themselves. */
export const parseInline = (raw: string, verbatim = false): readonly Inline[] => {
  const inlines: Inline[] = [];
  let end = 0;
  for (const match of raw.matchAll(INLINE)) {
    if (match.index > end) inlines.push(text(raw.slice(end, match.index)));
    inlines.push(inlineOf(match.groups ?? {}, verbatim));
    end = match.index + match[0].length;
  }
  if (end < raw.length) inlines.push(text(raw.slice(end)));
  return inlines;
};

const quoted = /^(?:&gt;|>) ?/;

/** Gathers neighbouring lines that are quoted, or not quoted, into one part each. */
const paragraphs = (raw: string, verbatim: boolean): readonly Part[] => {
  const groups: { quote: boolean; lines: string[] }[] = [];
  for (const line of raw.split('\n')) {
    const quote = quoted.test(line);
    const last = groups.at(-1);
    if (last?.quote === quote) last.lines.push(line.replace(quoted, ''));
    else groups.push({ quote, lines: [line.replace(quoted, '')] });
  }
  return groups.map(({ quote, lines }) => {
    return { kind: quote ? 'quote' : 'paragraph', inner: parseInline(lines.join('\n'), verbatim) };
  });
};

/**
 * Reads mrkdwn as Slack does. Entities are decoded last of all and only within text, so what a bot escaped stays
 * letters: `&lt;!channel&gt;` is text and mentions nobody.
 */
export const parseMrkdwn = (raw: string, verbatim = false): readonly Part[] =>
  raw.split(/```\n?([\s\S]*?)\n?```\n?/).flatMap((piece, index): readonly Part[] => {
    if (index % 2 === 1) return [{ kind: 'preformatted', text: decodeEntities(piece) }];
    return piece === '' ? [] : paragraphs(piece.replace(/\n$/, ''), verbatim);
  });
