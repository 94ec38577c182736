/** A line for each event, its members parted by tabs, as `aws cloudtrail lookup-events --output text` prints them. */
const EVENTS = /^EVENTS\t/m;
/** The token is a line of its own where the command was not to follow it. */
const TOKEN = /^(?:NEXTTOKEN\t\S|[\w+/=-]{40,}\r?$)/m;

/** The texts of the records in such an output, and whether it is a page of a longer one; undefined of any other text. */
export const readTextOutput = (
  text: string,
): { readonly texts: readonly string[]; readonly isPage: boolean } | undefined =>
  EVENTS.test(text)
    ? { texts: text.split(/[\t\r\n]/).filter((member) => member.startsWith('{')), isPage: TOKEN.test(text) }
    : undefined;
