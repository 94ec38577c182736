/** A line for each event, its members parted by tabs, as `aws cloudtrail lookup-events --output text` prints them. */
const EVENTS = /^EVENTS\t/m;
/** The token is a line of its own where the command was not to follow it. */
const TOKEN = /^(?:NEXTTOKEN\t\S|[\w+/=-]{40,}\r?$)/m;

/** Whether a text begins as such an output does. */
export const isTextOutput = (begin: string): boolean => EVENTS.test(begin);

/** The texts of the records in lines of such an output, and whether these say that it is a page of a longer one. */
export const readTextOutput = (lines: string): { readonly texts: readonly string[]; readonly isPage: boolean } => ({
  texts: lines.split(/[\t\r\n]/).filter((member) => member.startsWith('{')),
  isPage: TOKEN.test(lines),
});
