import type { Parts } from '../../answer/message';

/** What can be asked, and what was wrong with what was. Commands come as they are typed. */
export const help = {
  ask: 'Ask who changed something in Amazon Connect. Give a name, an id, an ARN or a console link.',
  askOfAll: 'Ask what changed in Amazon Connect. Give a period, a day or a month first.',
  forExample: 'For example',
  narrowIt: 'Narrow it',
  also: ({ words }: { readonly words: readonly string[] }): string => ` (also ${words.join(' ')})`,
  yourZone: 'Times without an offset are in your own time zone.',
  yourZoneAlone: 'Times without an offset are in your own time zone. Only you see the answers.',
  tryInstead: ({ typed }: { readonly typed: string }): Parts => ['Try ', { code: typed }],
  whatCanBeAsked: ({ typed }: { readonly typed: string }): Parts => ['For what can be asked: ', { code: typed }],
  askThat: 'Ask that',
};
