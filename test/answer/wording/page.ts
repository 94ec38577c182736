import { isGeneric } from '../../../bot/answer/wording/deeds';
import { OPERATIONS } from '../../../bot/change/catalogue';
import { AREAS } from './every-case';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('*', '\\*').replaceAll('_', '\\_');

const tableOf = ([area, rows]: (typeof AREAS)[number]): string =>
  [
    `## ${area.charAt(0).toUpperCase()}${area.slice(1)}`,
    '',
    '| event | reads |',
    '| --- | --- |',
    ...rows.map(([eventName, , sentence]) => `| ${eventName} | ${cell(sentence.replace(/^ann /, ''))} |`),
  ].join('\n');

const generic = (): string =>
  OPERATIONS.filter((operation) => operation.category === 'config-change' && isGeneric(operation))
    .map(({ name, type, verb }) => `- ${name} (${verb}, ${type})`)
    .join('\n');

/** docs/wording.md: how changes read. */
export const page = (): string => `# Wording

<!-- Written by test/answer/wording/write-page.ts out of the cases beside it; a test compares the two. -->

How changes read, without who made them. The words are in \`bot/answer/wording/\`, these examples in \`test/answer/wording/cases/\`. An
event that stands here more than once reads by what is known: what was there before, or that it was not recorded.

“Changed” stands where the values before and after are known and differ, “set” where it is not known what was there before, “saved”
where all of it may be as it was ([decision 27](decisions/0027-changed-set-and-saved.md)).

${AREAS.map(tableOf).join('\n\n')}

## Told by their verb alone

Operations whose verb says all there is to say (created, deleted, released, built) need no words of their own. These have none
either, and read generically, as “started Lex migration OrderFlowers”:

${generic()}
`;
