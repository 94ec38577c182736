import type { Answer } from '../../bot/answer/answer';
import { messageOfAnswer } from '../../bot/answer/answer-message';
import { terminalText } from '../../bot/local/terminal';
import { parseQuery } from '../../bot/query/parse-query';
import { readCommand } from '../../bot/slack/commands';
import { answer, answered, coverage, NOW, query, queueRef } from '../support/answers';

const COMMAND = '/connect-who-changed';
const message = (given: Answer, most = 6) => messageOfAnswer(given, { now: NOW, most, command: COMMAND });
const read = (given: Answer, most?: number): string[] =>
  terminalText(message(given, most), { zone: 'Europe/Berlin', now: NOW, colours: false })
    .split('\n')
    .filter((line) => line !== '');

describe('an answer', () => {
  it('begins with the fact, then when, how and the id that the name stands for', () => {
    expect(read(answer({ changes: [answered('disabled queue')] }))).toEqual([
      'ann disabled queue Billing',
      '  Sat 21 Nov 09:45, 15 min ago · in the Connect admin website · user id 55555555-aaaa-4bbb-8ccc-dddddddddddd',
      'Queue Billing, harbor · 1 change · searched Sun 23 Aug 11:00 to Sat 21 Nov 10:00, live CloudTrail, complete',
    ]);
  });

  it('lists what came before, and how to see what is left out', () => {
    const changes = Array.from({ length: 9 }, (_, n) =>
      answered('changed', { time: `2026-11-2${n === 0 ? 1 : 0}T0${9 - n}:00:00Z` }),
    );
    const lines = read(answer({ changes }), 3);
    expect(lines.filter((line) => line.includes('· website'))).toHaveLength(2);
    expect(lines).toContain('6 more: /connect-who-changed Billing limit:9');
    expect(message(answer({ changes }), 3).buttons).toEqual([
      { label: 'Show 6 more', ask: '/connect-who-changed Billing limit:9' },
    ]);
  });

  it('says before anything else of the search that it is partial', () => {
    const notes = [
      'Partial: CloudTrail in us-east-1 was not read to its end after 4 calls, time ran out.',
      'Tags are left out.',
    ];
    const lines = read(
      answer({ changes: [answered('disabled queue')], coverage: coverage({ complete: false, notes }) }),
    );
    expect(lines[2]).toContain('Partial: CloudTrail in us-east-1');
    expect(lines[3]).toContain('PARTIAL');
    expect(lines[4]).toBe('Tags are left out.');
  });

  it('tells several things of one name by their types and instances', () => {
    const sydney = { ...queueRef, instance: { id: 'x', region: 'ap-southeast-2', account: '1', alias: 'sydney' } };
    const subjects = [
      { ref: { ...queueRef, type: 'flow' as const }, name: 'Billing' },
      { ref: queueRef, name: 'Billing' },
      { ref: sydney, name: 'Billing' },
    ];
    const lines = read(answer({ subjects, changes: [answered('disabled queue')] }));
    expect(lines[1]).toContain(' · harbor · ');
    expect(lines.at(-1)).toMatch(/^Flow and queue Billing in harbor, queue Billing in sydney · 1 change/);
  });
});

describe('a button', () => {
  it.each(['<!channel> & co', 'a &amp; b', 'by:<@U0ANN|ann> Billing'])(
    'asks again for %s, letter by letter',
    (text) => {
      const changes = [answered('disabled queue'), answered('enabled queue')];
      const { buttons } = message(answer({ query: query({ text }), changes }), 1);
      const { kind, text: carried } = readCommand(buttons[0]?.ask ?? '');
      const again = parseQuery(carried, { now: NOW, zone: 'utc', command: kind });
      expect(again).toMatchObject({ kind: 'query', query: { text: `${text} limit:2` } });
    },
  );
});

describe('everything in a window', () => {
  const asked = query({ text: 'since:2h', subject: { kind: 'everything' }, window: { from: '2026-11-21T07:00:00Z' } });

  it('puts what is worth a look first and failed attempts into one closing line', () => {
    const changes = [
      answered('changed queue'),
      answered('deleted queue', { verb: 'delete' }),
      answered('tried', { outcome: { kind: 'failed', errorCode: 'AccessDeniedException' } }),
    ];
    expect(read(answer({ query: asked, subjects: [], changes }))).toEqual([
      '3 changes since Sat 21 Nov 08:00',
      'Worth a look',
      '  Sat 21 Nov 09:45  ann deleted queue Billing · website',
      'Everything else',
      '  Sat 21 Nov 09:45  ann changed queue Billing · website',
      '1 attempt failed and changed nothing: only:failed',
      'Everything · 3 changes, all in harbor · searched Sun 23 Aug 11:00 to Sat 21 Nov 10:00, live CloudTrail, complete',
    ]);
  });

  it('shows the attempts where it was them that were asked for', () => {
    const changes = [answered('tried to change', { outcome: { kind: 'failed', errorCode: 'X' } })];
    const lines = read(answer({ query: { ...asked, only: ['failed'] }, subjects: [], changes }));
    expect(lines).toContain('  Sat 21 Nov 09:45  ann tried to change Billing · website');
  });
});

describe('no change', () => {
  const sinceSix = query({ text: 'Billing since:08:00', window: { from: '2026-11-21T07:00:00Z' } });

  it('is told with what was searched, what CloudTrail may lack, and how to look wider', () => {
    const given = answer({ query: sinceSix, coverage: coverage({ newestEvent: '2026-11-21T08:58:00Z' }) });
    const lines = read(given);
    expect(lines[0]).toBe('CloudTrail shows no change to queue Billing, harbor since Sat 21 Nov 08:00.');
    expect(lines[1]).toContain('newest event of any kind Sat 21 Nov 09:58');
    expect(lines.join(' ')).toContain('View historical changes');
    expect(lines.at(-1)).toBe('To look wider: /connect-who-changed Billing');
  });

  it('is never called no change where not everything was read', () => {
    const [fact] = read(answer({ coverage: coverage({ complete: false }) }));
    expect(fact).toMatch(/^No change was found in what could be read/);
  });

  it('is confirmed by Connect where it agrees', () => {
    const [fact] = read(
      answer({ query: sinceSix, observation: { kind: 'connect agrees', lastModified: '2026-11-03T15:05:00Z' } }),
    );
    expect(fact).toBe(
      'CloudTrail shows no change to queue Billing, harbor since Sat 21 Nov 08:00, and Connect agrees: last modified Tue 3 Nov 16:05.',
    );
  });

  it('is contradicted by Connect as an observation, without a culprit', () => {
    const [, second] = read(answer({ observation: { kind: 'not recorded', lastModified: '2026-11-20T17:31:00Z' } }));
    expect(second).toBe('  But Connect says it was last modified Fri 20 Nov 18:31; CloudTrail has no record of that.');
  });
});

describe('what narrowed a question', () => {
  it('stands in an empty answer', () => {
    const asked = query({
      text: 'type:flow instance:harbor',
      subject: { kind: 'everything' },
      types: ['flow'],
      instance: 'harbor',
    });
    const [fact] = read(answer({ query: asked, subjects: [] }));
    expect(fact).toBe('CloudTrail shows no change to every flow in harbor.');
  });

  it('is what an event id did: its answer speaks of no change to anything', () => {
    const [fact] = read(answer({ query: query({ subject: { kind: 'event', eventId: 'x' } }), subjects: [] }));
    expect(fact).toMatch(/^No change with this event id was found/);
  });

  it('does not shrink the count: a limit is told as one', () => {
    const lines = read(answer({ changes: [answered('disabled queue')], total: 41 }));
    expect(lines).toContain('40 more: /connect-who-changed Billing limit:41');
    expect(lines.at(-1)).toContain('41 changes');
  });

  it.each([
    ['2h', '/connect-changes since:7d'],
    ['2h type:queue', '/connect-changes type:queue since:7d'],
    ['since:10d', '/connect-changes since:90d'],
  ])('is widened where it was everything: %s', (text, wider) => {
    const parsed = parseQuery(text, { now: NOW, zone: 'utc', command: 'changes' });
    if (parsed.kind !== 'query') throw new Error(text);
    const given = answer({ query: parsed.query, subjects: [] });
    expect(messageOfAnswer(given, { now: NOW, most: 6, command: '/connect-changes' }).buttons[0]?.ask).toBe(wider);
  });

  it('leaves a name in quotes alone that looks like a qualifier', () => {
    const given = answer({
      query: query({ text: '"Rule on:call" since:1h', window: { from: '2026-11-21T08:00:00Z' } }),
    });
    expect(message(given).buttons[0]?.ask).toBe('/connect-who-changed "Rule on:call"');
  });

  it('goes along with every choice', () => {
    const choices = Array.from({ length: 6 }, (_, n) => ({
      ref: { ...queueRef, id: `${n}1111111-aaaa-4bbb-8ccc-dddddddddddd` },
      name: 'bil',
    }));
    const given = answer({ query: query({ text: 'bil since:2h by:ann' }), outcome: 'ambiguous', choices, total: 37 });
    expect(read(given)[0]).toBe('Billing means 37 things. Which one?');
    expect(message(given).buttons[0]?.ask).toBe(
      '/connect-who-changed 01111111-aaaa-4bbb-8ccc-dddddddddddd type:queue since:2h by:ann',
    );
  });
});

describe('a name', () => {
  it('that nothing bears gives the nearest ones, each as a question', () => {
    const given = answer({
      query: query({ text: 'Biling', subject: { kind: 'name', name: 'Biling' } }),
      outcome: 'unknown',
      suggestions: ['Billing', 'Billing "ES"'],
    });
    expect(read(given).slice(0, 2)).toEqual([
      'Nothing I know of is or was called Biling.',
      '  Nearest: Billing, Billing "ES"',
    ]);
    for (const { ask, label } of message(given).buttons) {
      const { kind, text } = readCommand(ask);
      expect(parseQuery(text, { now: NOW, zone: 'utc', command: kind })).toMatchObject({
        kind: 'query',
        query: { subject: { kind: 'name', name: label } },
      });
    }
  });

  it('that means too many things is answered with a choice', () => {
    const choices = Array.from({ length: 7 }, (_, n) => ({
      ref: { ...queueRef, id: `${n}1111111-aaaa-4bbb-8ccc-dddddddddddd` },
      name: `Billing ${n}`,
    }));
    const given = answer({ outcome: 'ambiguous', choices });
    expect(read(given)[0]).toBe('Billing means 7 things. Which one?');
    expect(message(given).buttons).toHaveLength(7);
    expect(message(given).buttons[0]).toEqual({
      label: 'Billing 0 (queue, harbor)',
      ask: '/connect-who-changed 01111111-aaaa-4bbb-8ccc-dddddddddddd type:queue',
    });
  });

  it('of a person whom nobody knows is told as that', () => {
    const asked = query({ text: 'by:anne', subject: { kind: 'everything' }, by: { kind: 'name', name: 'anne' } });
    const given = answer({ query: asked, subjects: [], outcome: 'unknown', suggestions: ['ann'] });
    expect(read(given)[0]).toBe('Nobody called anne is known, and nothing was changed under that name.');
    expect(message(given).buttons).toEqual([{ label: 'ann', ask: '/connect-who-changed by:"ann"' }]);
  });
});
