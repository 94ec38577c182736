import { readOtherwise } from '../../bot/answer/read-otherwise';
import { parseQuery } from '../../bot/query/parse-query';
import { readCommand } from '../../bot/slack/commands';

const NOW = new Date('2026-11-21T09:00:00Z');

const otherwise = (typed: string): string | undefined => {
  const { kind, text } = readCommand(typed);
  const parsed = parseQuery(text, { now: NOW, zone: 'UTC', command: kind });
  if (parsed.kind !== 'query') throw new Error(`${typed} is no question.`);
  const command = typed.split(' ')[0] ?? '';
  return readOtherwise(parsed.query, { now: NOW, command, most: 6 });
};

describe('a name that nothing has is perhaps another question', () => {
  it.each([
    ['/connect-who-changed Billing 7d', '/connect-who-changed Billing since:7d'],
    ['/connect-who-changed Mateo Jackson 30d', '/connect-who-changed Mateo Jackson since:30d'],
    ['/connect-who-changed Billing 14:45', '/connect-who-changed Billing since:14:45'],
    ['/connect-who-changed Billing at 08:45', '/connect-who-changed Billing around:08:45'],
    ['/connect-who-changed Billing yesterday', '/connect-who-changed Billing on:yesterday'],
    ['/connect-who-changed Billing last monday', '/connect-who-changed Billing on:monday'],
    ['/connect-who-changed Billing 2026-03', '/connect-who-changed Billing during:2026-03'],
    ['/connect-who-changed queue Billing 7d', '/connect-who-changed queue Billing since:7d'],
    ['/connect-who-changed type:user 7d', '/connect-who-changed since:7d type:user'],
    ['/connect-who-changed verb:deleted 90d by:ann', '/connect-who-changed since:90d verb:deleted by:ann'],
    ['/connect-who-changed 7d', '/connect-who-changed since:7d'],
    ['/connect-who-changed Billing queue', '/connect-who-changed Billing type:queue'],
    ['/connect-who-changed Tier 1 routing profile', '/connect-who-changed Tier 1 type:routing-profile'],
    ['/connect-who-changed flows', '/connect-who-changed type:flow'],
    ['/connect-who-changed queue 7d', '/connect-who-changed type:queue since:7d'],
    ['/connect-changes flows 7d', '/connect-changes type:flow since:7d'],
    ['/connect-changes 7d security profiles', '/connect-changes 7d type:security-profile'],
    ['/connect-changes last monday', '/connect-changes on:monday'],
    ['/connect-changes yesterday Billing queue', '/connect-changes yesterday Billing type:queue'],
  ])('%s: %s', (typed, offered) => expect(otherwise(typed)).toBe(offered));

  it.each([
    ['a number at the end of a name', '/connect-who-changed Tier 1'],
    ['quotes hold it together', '/connect-who-changed "Billing 7d"'],
    ['a day that there is not', '/connect-who-changed Billing 2026-11-31'],
    ['it is said already when', '/connect-who-changed Billing 7d since:2h'],
    ['it is said already of which type', '/connect-who-changed Billing queue type:flow'],
    ['a time that has not come', '/connect-who-changed Billing 2027-03'],
    ['neither a time nor a type', '/connect-who-changed Biling'],
  ])('not where %s', (_why, typed) => expect(otherwise(typed)).toBeUndefined());
});
