/** How moments are written where Slack does not write them itself. Formats are Luxon's. */
export const dates = {
  locale: 'en-GB',
  day: 'ccc d LLL',
  dayOfAnotherYear: 'ccc d LLL yyyy',
  time: 'HH:mm',
  /** "15 min ago", as long as that helps; days after that. */
  ago: ({ minutes }: { readonly minutes: number }): string => {
    if (minutes < 1) return 'just now';
    if (minutes < 60) return `${minutes} min ago`;
    const hours = Math.round(minutes / 60);
    if (hours < 36) return hours === 1 ? '1 hour ago' : `${hours} hours ago`;
    // After a day and a half it is two.
    const days = Math.max(2, Math.floor(minutes / 1440));
    return days < 730 ? `${days} days ago` : `${Math.floor(days / 365)} years ago`;
  },
};

/** "2026-10-01 10:10 UTC": a name is the same for everybody, whatever zone they are in. */
export const utcMinute = (time: string): string => `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`;
