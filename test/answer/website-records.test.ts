import * as fs from 'node:fs';
import * as path from 'node:path';
import { WEBSITE_RECORDS, WEBSITE_RECORDS_AS_OF, websiteSentences } from '../../bot/answer/website-records';
import { RESOURCE_TYPES } from '../../bot/change/catalogue';
import { pluralOf } from '../../bot/change/resource-types';

const page = fs.readFileSync(path.resolve(__dirname, '../../docs/cloudtrail-and-the-website.md'), 'utf8');

describe('what CloudTrail is known to record of edits by hand', () => {
  it('is told once for every type', () => {
    const told = WEBSITE_RECORDS.flatMap(({ types }) => types);
    expect([...told].sort()).toEqual(RESOURCE_TYPES.filter((type) => type !== 'unknown').sort());
  });

  it('is on the page as it is in the table, with its date', () => {
    const rows = WEBSITE_RECORDS.map(
      ({ types, where, evidence, source }) =>
        `| ${types.map(pluralOf).join(', ')} | ${where} | ${evidence} | ${source} |`,
    );
    const onPage = page.split('\n').filter((line) => /^\| .* \| (seen|documented|not confirmed) \|/.test(line));
    expect(onPage).toEqual(rows);
    expect(page).toContain(WEBSITE_RECORDS_AS_OF);
  });

  it.each([
    [['prompt'], ['Edits of prompts in the Connect admin website are not confirmed to be recorded by CloudTrail.']],
    [
      ['prompt', 'prompt', 'agent-status', 'queue'],
      [
        'Edits of prompts and agent statuses in the Connect admin website are not confirmed to be recorded by CloudTrail.',
        'Edits of queues in the Connect admin website have been seen in CloudTrail, though not every kind of edit is confirmed.',
      ],
    ],
    [
      ['instance-attribute'],
      ['Edits of instance settings in the AWS console are not confirmed to be recorded by CloudTrail.'],
    ],
    [['unknown'], []],
    [[], []],
  ] as const)('reads well for %j', (types, sentences) => {
    expect(websiteSentences(types)).toEqual(sentences);
  });
});
