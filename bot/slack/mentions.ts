import { mistakeMessage } from '../answer/help';
import type { LinePiece, Message } from '../answer/message';
import type { SlackPerson } from '../look-up/answer-deps';
import type { Mistake } from '../query/query';
import { escapeEntities, escapeSlack, withMentionsNamed } from '../query/tokens';

/** Slack gives a command's mentions with their names; where it leaves one out, this many are asked for. */
const MOST_NAMED = 5;
const UNNAMED = /<@([A-Z0-9]+)>/g;

/** The text of a command in which every mention carries a name, where Slack tells one: an id says nothing to a reader. */
export const withNamesInMentions = async (
  text: string,
  personOf: (slackUserId: string) => Promise<SlackPerson | undefined>,
): Promise<string> => {
  const ids = [...new Set([...text.matchAll(UNNAMED)].map(([, id = '']) => id))].slice(0, MOST_NAMED);
  const names = new Map(await Promise.all(ids.map(async (id) => [id, nameOf(await personOf(id))] as const)));
  return text.replace(UNNAMED, (mention, id: string) => {
    const name = names.get(id);
    return name === undefined ? mention : `<@${id}|${name}>`;
  });
};

/** A name as it may stand in a mention, where brackets and a bar would end it. */
const nameOf = (person: SlackPerson | undefined): string | undefined =>
  escapeEntities((person?.displayName ?? person?.realName ?? '').replace(/[<>|\s]+/g, ' ').trim()) || undefined;

/** Questions are shown as people type them: `by:@ann`. Buttons carry the mention itself. */
export const withMentionsShown = (message: Message): Message => ({
  ...message,
  lines: message.lines.map((line) => ({ ...line, pieces: line.pieces.map(shown) })),
});

const shown = (piece: LinePiece): LinePiece => ('code' in piece ? { code: withMentionsNamed(piece.code) } : piece);

/** A mistake in Slack: its button asks what Slack would send if the corrected question were typed. */
export const mistakeInSlack = (mistake: Mistake, command: string): Message => {
  const message = mistakeMessage(mistake, command);
  return withMentionsShown({
    ...message,
    buttons: message.buttons.map(({ label, ask }) => ({ label, ask: escapeSlack(ask) })),
  });
};
