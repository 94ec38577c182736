import { parseQuery } from '../../bot/query/parse-query';
import { mistakeInSlack, withNamesInMentions } from '../../bot/slack/mentions';

const asking = { now: new Date('2026-11-21T09:00:00Z'), zone: 'utc' };

describe('names in mentions', () => {
  it.each([
    ['by:<@U1>', { displayName: 'mateo' }, 'by:<@U1|mateo>'],
    ['by:<@U1>', { realName: 'Mateo Jackson' }, 'by:<@U1|Mateo Jackson>'],
    ['by:<@U1|matt>', { displayName: 'mateo' }, 'by:<@U1|matt>'],
    ['by:<@U1>', {}, 'by:<@U1>'],
    ['by:<@U1>', undefined, 'by:<@U1>'],
    ['by:<@U1>', { displayName: 'a|b>c & d' }, 'by:<@U1|a b c &amp; d>'],
    ['Billing', { displayName: 'mateo' }, 'Billing'],
  ])('%s of %j is %s', async (text, person, named) => {
    expect(await withNamesInMentions(text, async () => person)).toBe(named);
  });

  it('are asked for a few times only, each person once', async () => {
    const asked: string[] = [];
    const text = Array.from({ length: 40 }, (_, at) => `<@U${at % 20}>`).join(' ');
    await withNamesInMentions(text, async (id) => void asked.push(id));
    expect(asked).toEqual(['U0', 'U1', 'U2', 'U3', 'U4']);
  });
});

describe('a mistake', () => {
  const told = (text: string) => {
    const parsed = parseQuery(text, asking);
    if (parsed.kind !== 'mistake') throw new Error(`${text} is understood.`);
    return mistakeInSlack(parsed.mistake, '/connect-who-changed');
  };

  it('shows a mention as it is typed, and its button asks with the mention itself', () => {
    const { lines, buttons } = told('<@U1|ann> since:2h');
    expect(JSON.stringify(lines)).toContain('by:@ann since:2h');
    expect(JSON.stringify(lines)).not.toContain('U1');
    expect(buttons).toEqual([{ label: 'Ask that', ask: '/connect-who-changed by:<@U1|ann> since:2h' }]);
  });

  it('has a button that asks for the very name that was typed', () => {
    const typed = 'R&amp;amp;D &lt;https://q.example.com|q&gt; sicne:2h';
    const ask = told(typed).buttons[0]?.ask.replace('/connect-who-changed ', '') ?? '';
    const parsed = parseQuery(ask, asking);
    expect(parsed).toMatchObject({ query: { subject: { kind: 'name', name: 'R&amp;D <https://q.example.com|q>' } } });
  });
});
