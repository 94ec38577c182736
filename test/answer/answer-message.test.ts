import type { Answer, AnsweredChange } from '../../bot/answer/answer';
import { messageOfAnswer } from '../../bot/answer/answer-message';
import type { Coverage } from '../../bot/answer/coverage';
import { detailsMessage } from '../../bot/answer/details-message';
import type { Message } from '../../bot/answer/message';
import { moreMessage } from '../../bot/answer/more-message';
import { emergencyLabel } from '../../bot/answer/name';
import type { Change } from '../../bot/change/change';
import { terminalText } from '../../bot/local/terminal';
import { parseQuery } from '../../bot/query/parse-query';
import { readCommand } from '../../bot/slack/commands';
import { phrases } from '../../bot/words/words';
import {
  answered as built,
  answer as builtAnswer,
  coverage as covered,
  INSTANCE,
  query,
  ref,
} from '../support/build-answer';

const NOW = new Date('2026-11-21T09:00:00Z');
const queueRef = ref();
const coverage = (more: Partial<Coverage> = {}): Coverage =>
  covered({ from: '2026-08-23T09:00:00Z', to: '2026-11-21T09:00:00Z', asOf: '2026-11-21T09:00:00Z', ...more });
/** Ann did that to queue Billing, this morning. */
const answered = (did: string, of: Partial<Change> = {}, more: Partial<AnsweredChange> = {}): AnsweredChange =>
  built({ who: 'ann', did }, { time: '2026-11-21T08:45:00Z', ...of }, more);
const answer = (more: Partial<Answer> = {}): Answer => builtAnswer({ coverage: coverage(), ...more });

const COMMAND = '/connect-who-changed';
const message = (given: Answer, most = 6) => messageOfAnswer(given, { now: NOW, most, command: COMMAND });
const linesOf = (said: Message): string[] =>
  terminalText(said, { zone: 'Europe/Berlin', now: NOW, colours: false })
    .split('\n')
    .filter((line) => line !== '');
const read = (given: Answer, most?: number): string[] => linesOf(message(given, most));

describe('an answer', () => {
  it('begins with the fact, then when, how and the id that the name stands for', () => {
    expect(read(answer({ changes: [answered('disabled')] }))).toEqual([
      'ann disabled queue Billing',
      '  Sat 21 Nov 09:45, 15 min ago · in the Connect admin website · by user id 99999999-2222-4333-8444-555555555555',
      'Queue Billing, harbor · 1 change · searched Sun 23 Aug 11:00 to Sat 21 Nov 10:00, live CloudTrail, complete',
    ]);
  });

  it('lists what came before, and how to see what is left out', () => {
    const changes = Array.from({ length: 9 }, (_, n) =>
      answered('changed', { time: `2026-11-2${n === 0 ? 1 : 0}T0${9 - n}:00:00Z` }),
    );
    const lines = read(answer({ changes }), 3);
    expect(lines.filter((line) => line.includes('· website'))).toHaveLength(2);
    expect(lines).toContain('  6 more: /connect-who-changed Billing limit:9');
    expect(message(answer({ changes }), 3).more).toMatchObject({ shown: 3, label: 'Show 6 more' });
  });

  it('says before anything else of the search that it is partial', () => {
    const notes = [
      'Partial: CloudTrail in us-east-1 was not read to its end after 4 calls, time ran out.',
      'Tags are left out.',
    ];
    const lines = read(answer({ changes: [answered('disabled')], coverage: coverage({ complete: false, notes }) }));
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
    const lines = read(answer({ subjects, changes: [answered('disabled')] }));
    expect(lines[1]).toContain(' · harbor · ');
    expect(lines.at(-1)).toMatch(/^Flow and queue Billing in harbor, queue Billing in sydney · 1 change/);
  });
});

describe('one click of Save', () => {
  const renamed = answered('renamed', { eventName: 'UpdateQueueName' });
  const limited = answered('limited', { eventName: 'UpdateQueueMaxContacts' });
  const other = answered('enabled', { time: '2026-11-20T08:00:00Z', eventName: 'UpdateQueueStatus' });

  it('is one fact, with what it did besides on a line of its own', () => {
    const companion = answered('gave hours to', { eventName: 'UpdateQueueHoursOfOperation' });
    const lines = read(answer({ changes: [{ ...renamed, sameSave: [companion] }, limited] }));
    expect(lines[0]).toBe('ann renamed queue Billing');
    expect(lines[2]).toBe('  Same Save: limited it; gave hours to it');
    expect(lines).not.toContain('Earlier');
    expect(lines.at(-1)).toContain('2 changes');
  });

  it('of a pipeline is not called a Save', () => {
    const run: Partial<Change> = { via: 'terraform', actor: { kind: 'role session', role: 'ci', session: 'run-1' } };
    const lines = read(
      answer({ changes: [answered('a', { ...run, eventName: 'A' }), answered('b', { ...run, eventName: 'B' })] }),
    );
    expect(lines[2]).toBe('  Within the same minute: b it');
  });

  it('is one line among the earlier ones', () => {
    const lines = read(answer({ changes: [other, renamed, limited] }));
    expect(lines.filter((line) => line.startsWith('  Sat 21 Nov'))).toEqual([
      '  Sat 21 Nov 09:45  ann renamed it; limited it · website',
    ]);
  });

  it('is not cut in two by how many changes are shown', () => {
    expect(read(answer({ changes: [other, renamed, limited] }), 2)).toContain(
      '  2 more: /connect-who-changed Billing limit:3',
    );
  });
});

describe('an earlier change', () => {
  const flow = { ref: ref({ type: 'flow', id: 'ffffffff-bbbb-4ccc-8ddd-eeeeeeeeeeee' }), name: 'Main' };
  const newest = answered('disabled');
  const profile = ref({ type: 'routing-profile', id: 'cccccccc-bbbb-4ccc-8ddd-eeeeeeeeeeee' });
  const earlier = (more: Partial<AnsweredChange>, of: Partial<Change> = {}): string =>
    read(answer({ changes: [newest, answered('changed', { time: '2026-11-20T08:00:00Z', ...of }, more)] }))[3] ?? '';

  it('says “it” where the answer is about one thing', () => {
    expect(earlier({})).toBe('  Fri 20 Nov 09:00  ann changed it · website');
  });

  it('says its name where the answer is about several', () => {
    const changes = [newest, answered('changed', { time: '2026-11-20T08:00:00Z' })];
    const lines = read(answer({ changes, subjects: [{ ref: queueRef, name: 'Billing' }, flow] }));
    expect(lines[3]).toBe('  Fri 20 Nov 09:00  ann changed queue Billing · website');
  });

  it.each([
    [
      'is in the sentence',
      [{ words: 'put queue ' }, { name: 'Billing' }],
      '  Fri 20 Nov 09:00  put queue Billing · website',
    ],
    ['is not', [{ words: 'put 3 queues' }], '  Fri 20 Nov 09:00  put 3 queues · website · indirect'],
  ])('of another thing is in full, and marked unless the asked name %s', (_what, sentence, line) => {
    expect(earlier({ relation: 'indirect', sentence }, { resource: profile })).toBe(line);
  });

  it('says where Global Resiliency copied it to, once for each Region', () => {
    const copies = ['eu-west-2', 'eu-west-2'].map((region, n) => ({ eventId: `${n}`, region }));
    expect(earlier({ copies })).toBe('  Fri 20 Nov 09:00  ann changed it · website · also copied to eu-west-2');
  });
});

describe('under the fact', () => {
  const detail = (text: string) => [{ words: text }];

  it('stand three details at most, and how many there are besides', () => {
    const details = ['a 1 → 2', 'b 1 → 2', 'c 1 → 2', 'd 1 → 2', 'e 1 → 2'].map(detail);
    expect(read(answer({ changes: [answered('changed', {}, { details })] }))[2]).toBe(
      '  a 1 → 2 · b 1 → 2 · c 1 → 2 · 2 more fields',
    );
  });

  it.each([
    [
      0,
      0,
      'Shirley Rodriguez asked for an emergency login Fri 20 Nov 03:11, less than a minute before. That it was them is inferred, not recorded.',
    ],
    [
      1,
      1,
      'Shirley Rodriguez asked for an emergency login Fri 20 Nov 03:11, 1 minute before; one other asked for one too. That it was them is inferred, not recorded.',
    ],
    [
      3,
      2,
      'Shirley Rodriguez asked for an emergency login Fri 20 Nov 03:11, 3 minutes before; 2 others asked for one too. That it was them is inferred, not recorded.',
    ],
  ])('emergency access is told as an inference: %d minutes, %d others', (minutesBefore, others, line) => {
    const built = answered('changed');
    const label = emergencyLabel('Shirley Rodriguez');
    const likely = { name: 'Shirley Rodriguez', askedAt: '2026-11-20T02:11:00Z', minutesBefore, others };
    const lines = read(answer({ changes: [{ ...built, actor: { ...built.actor, label, likely } }] }));
    expect(label).toBe('Emergency access, likely Shirley Rodriguez');
    expect(lines[2]).toBe(`  ${line}`);
  });

  it.each([
    [{}, 'No record and no listing that was read names this user'],
    [{ deletedBy: 'Nikki Wolf' }, 'No record and no listing that was read names this user: deleted by Nikki Wolf'],
    [
      {
        deletedAt: '2026-11-12T19:00:00Z',
        deletedBy: 'Nikki Wolf',
        firstChange: '2026-10-01T08:00:00Z',
        lastChange: '2026-11-10T02:14:00Z',
      },
      'No record and no listing that was read names this user: deleted Thu 12 Nov 20:00 by Nikki Wolf; changed things from Thu 1 Oct 10:00 to Tue 10 Nov 03:14',
    ],
    [
      { firstChange: '2026-10-01T08:00:00Z', lastChange: '2026-10-01T08:00:00Z' },
      'No record and no listing that was read names this user: changed things only Thu 1 Oct 10:00',
    ],
  ])('stands what is left of a user whom nobody can name: %j', (traces, line) => {
    const built = answered('changed');
    expect(read(answer({ changes: [{ ...built, actor: { ...built.actor, traces } }] }))[2]).toBe(`  ${line}`);
  });

  const run = (more: object): Partial<Change> => ({
    time: '2026-11-20T08:00:00Z',
    via: 'terraform',
    actor: { kind: 'role session', role: 'ci', session: 'run-1', ...more },
  });
  const about = (...changes: AnsweredChange[]): number =>
    read(answer({ changes })).filter((line) => line.includes('run is not in CloudTrail')).length;

  it('is said once that nobody knows who started a pipeline, unless the pipeline says it', () => {
    expect(about(answered('changed', run({})), answered('changed', run({})))).toBe(1);
    expect(about(answered('changed'), answered('changed', run({})), answered('changed', run({})))).toBe(1);
    expect(about(answered('changed', run({ sourceIdentity: 'ann' })))).toBe(0);
    expect(about(answered('changed'))).toBe(0);
  });

  it.each([
    ['direct', 'Connect agrees: last modified Sat 21 Nov 09:45.'],
    ['indirect', 'Connect agrees: the queue itself was last modified Sat 21 Nov 09:45.'],
  ] as const)('stands whether Connect agrees, also of a thing whose newest change is %s', (relation, line) => {
    const observation = { kind: 'connect agrees' as const, lastModified: '2026-11-21T08:45:00Z' };
    expect(read(answer({ changes: [answered('changed', {}, { relation })], observation }))).toContain(line);
  });

  it('stands that Connect knows of a later change', () => {
    const observation = { kind: 'not recorded' as const, lastModified: '2026-11-21T08:50:00Z' };
    expect(read(answer({ changes: [answered('changed')], observation }))[2]).toBe(
      '  But Connect says it was last modified Sat 21 Nov 09:50; CloudTrail has no record of that.',
    );
  });
});

describe('nearby', () => {
  const moved = (name: string, of: Partial<Change> = {}): AnsweredChange =>
    built(
      { who: 'nikki', did: 'moved', what: name },
      { resource: ref({ type: 'user', id: `id-${name}` }), eventName: 'UpdateUserRoutingProfile', ...of },
    );
  const near = (...nearby: AnsweredChange[]): Answer =>
    answer({
      changes: [answered('disabled')],
      nearby,
      nearbyWindow: { from: '2026-11-21T07:45:00Z', to: '2026-11-21T09:00:00Z' },
    });

  it('stands apart, one deed on many things as one', () => {
    const lines = read(near(moved('Ann'), moved('Bob'), moved('Cy')));
    expect(lines.slice(2, 4)).toEqual([
      'Nearby, within an hour of it',
      '  Fri 20 Nov 09:09  nikki moved 3 users · website',
    ]);
  });

  it('is three lines at most, and how to see what else there was', () => {
    const times = ['2026-11-20T08:09:00Z', '2026-11-20T07:09:00Z', '2026-11-20T06:09:00Z', '2026-11-20T05:09:00Z'];
    const lines = read(near(...times.map((time) => moved('Ann', { time })), moved('Bob', { time: times[3] ?? '' })));
    const at = lines.indexOf('Nearby, within an hour of it');
    expect(lines[at + 4]).toBe(
      '  and 2 more: /connect-who-changed since:2026-11-21T07:45:00Z until:2026-11-21T09:00:00Z instance:harbor',
    );
    const asked = (lines[at + 4] ?? '').replace('  and 2 more: /connect-who-changed ', '');
    expect(parseQuery(asked, { now: NOW, zone: 'utc' })).toMatchObject({
      kind: 'query',
      query: { window: { from: '2026-11-21T07:45:00Z', to: '2026-11-21T09:00:00Z' }, instance: 'harbor' },
    });
  });

  it('says so where the asked window itself was looked at', () => {
    const given = { ...near(moved('Ann')), query: query({ window: { from: '2026-11-21T07:45:00Z' } }) };
    expect(read(given)).toContain('Nearby, in the same period');
  });
});

describe('a button', () => {
  it.each(['<!channel> & co', 'a &amp; b', 'by:<@U0ANN|ann> Billing'])(
    'asks again for %s, letter by letter',
    (text) => {
      const since = `${text} since:2h`;
      const { buttons } = message(
        answer({ query: query({ text: since, window: { from: '2026-11-20T06:00:00Z' } }) }),
        1,
      );
      const { kind, text: carried } = readCommand(buttons[0]?.ask ?? '');
      const again = parseQuery(carried, { now: NOW, zone: 'utc', command: kind });
      expect(again).toMatchObject({ kind: 'query', query: { text } });
    },
  );
});

describe('everything in a window', () => {
  const asked = query({ text: 'since:2h', subject: { kind: 'everything' }, window: { from: '2026-11-21T07:00:00Z' } });

  it('puts what is worth a look first and failed attempts into one closing line', () => {
    const changes = [
      answered('changed'),
      answered('deleted', { verb: 'delete' }),
      answered('tried', { outcome: { kind: 'failed', errorCode: 'AccessDeniedException' } }),
    ];
    expect(read(answer({ query: asked, subjects: [], changes }))).toEqual([
      '2 changes since Sat 21 Nov 08:00',
      'Worth a look',
      '  Sat 21 Nov 09:45  ann deleted queue Billing · website',
      'Everything else',
      '  Sat 21 Nov 09:45  ann changed queue Billing · website',
      '  1 attempt failed and changed nothing: /connect-who-changed since:2h only:failed',
      'Everything · 2 changes · 1 attempt failed, all in harbor · searched Sun 23 Aug 11:00 to Sat 21 Nov 10:00, live CloudTrail, complete',
    ]);
  });

  it('says how many are worth a look where not all of them are shown, those beyond a limit among them', () => {
    const deleted = Array.from({ length: 9 }, (_, n) =>
      answered('deleted', { verb: 'delete', time: `2026-11-21T08:0${n}:00Z` }),
    );
    const lines = linesOf(
      messageOfAnswer(answer({ query: asked, subjects: [], changes: [...deleted, answered('changed')] }), {
        now: NOW,
        most: 2,
        mostWorth: 5,
        command: '/connect-changes',
        pages: true,
      }),
    );
    expect(lines.filter((line) => line.includes('deleted'))).toHaveLength(5);
    expect(lines).toContain('Worth a look, 5 of 9');
    expect(lines).not.toContain('Everything else');
    const limited = answer({
      query: asked,
      subjects: [],
      changes: deleted.slice(0, 2),
      beyondLimit: deleted.slice(2),
      total: 9,
    });
    expect(read(limited)).toContain('Worth a look, 2 of 9');
  });

  it('says that all was in one instance only where all of it was, that beyond a limit among it', () => {
    const elsewhere = answered('changed', {
      resource: { ...queueRef, instance: { ...INSTANCE, id: 'x', alias: 'sydney' } },
    });
    const given = { query: asked, subjects: [], changes: [answered('changed')], total: 2 };
    expect(read(answer({ ...given, beyondLimit: [answered('changed')] })).at(-1)).toContain('all in harbor');
    const lines = read(answer({ ...given, beyondLimit: [elsewhere] }));
    expect(lines.at(-1)).not.toContain('all in');
    expect(lines).toContain('  Sat 21 Nov 09:45  ann changed queue Billing · website · harbor');
  });

  it('shows the attempts where it was them that were asked for', () => {
    const changes = [answered('tried to change', { outcome: { kind: 'failed', errorCode: 'X' } })];
    const lines = read(answer({ query: { ...asked, only: ['failed'] }, subjects: [], changes }));
    expect(lines).toContain('  Sat 21 Nov 09:45  ann tried to change queue Billing · website');
  });
});

describe('a thing that was only named elsewhere', () => {
  it('is said to be unchanged itself, before what names it', () => {
    const made = { ...answered('created'), relation: 'indirect' as const };
    const hours = { ref: ref({ type: 'hours-of-operation' }), name: 'Weekdays' };
    const lines = read(answer({ subjects: [hours], changes: [made] }));
    expect(lines[0]).toBe('No change to hours Weekdays, harbor itself; 1 change elsewhere names it.');
    expect(lines[1]).toBe('  Sat 21 Nov 09:45  ann created queue Billing · website · indirect');
    // What says itself how it bears on the thing may stand as the fact.
    expect(read(answer({ changes: [made] }))[0]).toBe('ann created queue Billing');
  });
});

describe('another stretch of everything is a click away', () => {
  const queryOf = (typed: string) => {
    const parsed = parseQuery(typed, { now: NOW, zone: 'Europe/Berlin', command: 'changes' });
    if (parsed.kind !== 'query') throw new Error(`${typed}: ${parsed.kind}`);
    return parsed.query;
  };
  const pressed = (typed: string, found = true) => {
    const given = answer({ query: queryOf(typed), subjects: [], ...(found && { changes: [answered('disabled')] }) });
    const { buttons } = messageOfAnswer(given, { now: NOW, most: 6, command: '/connect-changes' });
    return new Map(buttons.map(({ label, ask }) => [label, queryOf(readCommand(ask).text)]));
  };
  const LENGTHS = { '15 min': 15, '1 h': 60, '4 h': 240, '24 h': 1440, '7 d': 10_080 };

  it.each([
    ['2h'],
    ['since:08:00 type:queue,flow instance:harbor-prod verb:deleted only:people'],
    ['around:08:40 only:worth-a-look'],
    ['on:2026-11-20 limit:20 type:"routing profile"'],
    ['30d'],
  ])('with all else that was asked: %s', (typed) => {
    const asked = queryOf(typed);
    for (const found of [true, false]) {
      const buttons = pressed(typed, found);
      for (const [label, minutes] of Object.entries(LENGTHS)) {
        const button = buttons.get(label);
        // Nothing was found in more than that.
        if (button === undefined && !found) continue;
        const { text: _text, window, limit: _limit, ...rest } = button ?? queryOf('1m');
        const { text: _asked, window: _window, limit: _most, ...before } = asked;
        expect(rest).toEqual(before);
        expect(window).toEqual({ from: new Date(NOW.getTime() - minutes * 60_000).toISOString().replace('.000', '') });
      }
    }
  });

  it('but not the one that is shown, nor a part of one without any change', () => {
    expect([...pressed('4h').keys()]).toEqual(['15 min', '1 h', '24 h', '7 d', 'People only']);
    expect([...pressed('4h', false).keys()]).toEqual(['24 h', '7 d']);
    expect([...pressed('7d', false).keys()]).toEqual(['Look wider']);
    expect([...pressed('yesterday', false).keys()]).toEqual(['15 min', '1 h', '4 h', '24 h', '7 d']);
    expect([...pressed('since:15m').keys()]).toEqual(['1 h', '4 h', '24 h', '7 d', 'People only']);
  });

  it('and so is what people did alone, and back, over the same stretch', () => {
    const asked = queryOf('since:08:00 type:queue');
    const alone = pressed('since:08:00 type:queue').get('People only');
    expect(alone).toMatchObject({ window: asked.window, types: asked.types, only: ['people'] });
    const back = pressed(alone?.text ?? '').get('With pipelines');
    expect(back).toMatchObject({ window: asked.window, types: asked.types, only: [] });
  });

  it.each([['2h only:pipelines'], ['2h only:failed'], ['2h only:people,direct']])(
    'which %s has no other side of',
    (typed) => {
      expect([...pressed(typed).keys()].filter((label) => /people|pipelines/i.test(label))).toEqual([]);
    },
  );

  it('but not of what one person did', () => {
    expect([...pressed('2h by:ann').keys()]).toEqual([]);
  });
});

describe('what is worth a look in a window', () => {
  it('is not cut off by what is newer', () => {
    const many = Array.from({ length: 30 }, (_, n) =>
      answered('changed', { resource: ref({ id: `queue ${n}` }), time: '2026-11-21T08:40:00Z' }),
    );
    const worth = answered('deleted', { verb: 'delete', time: '2026-11-21T08:00:00Z' });
    const asked = query({ text: 'since:2h', subject: { kind: 'everything' } });
    const lines = read(answer({ query: asked, subjects: [], changes: [...many, worth] }));
    expect(lines.slice(1, 3)).toEqual(['Worth a look', expect.stringContaining('ann deleted queue Billing')]);
  });
});

describe('an answer about a user', () => {
  it('offers what they changed themselves', () => {
    const user = { ref: ref({ type: 'user' }), name: 'ann.lee' };
    const given = answer({
      query: query({ text: 'ann.lee since:2h' }),
      subjects: [user],
      changes: [answered('moved')],
    });
    expect(read(given)).toContain('What they changed themselves: /connect-who-changed by:ann.lee since:2h');
  });

  it('offers nothing where the record that made them hides their id, by which it would be looked for', () => {
    const { id: _hidden, ...withoutId } = ref({ type: 'user' });
    const given = answer({
      query: query({ text: 'ann.lee' }),
      subjects: [{ ref: withoutId, name: 'ann.lee' }],
      changes: [answered('made')],
    });
    expect(read(given).join(' ')).not.toContain('What they changed');
  });
});

describe('no change', () => {
  const sinceSix = query({ text: 'Billing since:08:00', window: { from: '2026-11-21T07:00:00Z' } });

  it('is told with what was searched, what CloudTrail may lack, and how to look wider', () => {
    const given = answer({ query: sinceSix, coverage: coverage({ newestEvent: '2026-11-21T08:58:00Z' }) });
    const lines = read(given);
    expect(lines[0]).toBe('CloudTrail shows no change to queue Billing, harbor since Sat 21 Nov 08:00.');
    expect(lines[1]).toBe('  Its page in Connect may name the editor, under View historical changes.');
    expect(lines[2]).toContain('newest event of any kind Sat 21 Nov 09:58');
    expect(lines[3]).toBe(
      'Edits of queues in the Connect admin website have been seen in CloudTrail, though not every kind of edit is confirmed.',
    );
    expect(lines.at(-1)).toBe('To look wider: /connect-who-changed Billing');
  });

  it('tells how many other things changed, with a button, and what was recorded last', () => {
    const given = answer({
      query: query({ text: 'Billing since:08:00 by:ann', window: { from: '2026-11-21T07:00:00Z' } }),
      elsewhere: { changes: 2, instanceId: INSTANCE.id, newest: '2026-11-21T07:37:00Z' },
      lastBefore: answered('enabled', { time: '2026-11-03T14:58:00Z' }),
    });
    const lines = read(given);
    expect(lines).toContain('  2 other changes in harbor since Sat 21 Nov 08:00, the latest Sat 21 Nov 08:37.');
    expect(lines).toContain('  Last recorded: Tue 3 Nov 15:58, ann enabled it');
    expect(message(given).buttons).toEqual([
      { label: 'What else changed', ask: '/connect-who-changed since:2026-11-21T07:00:00Z instance:harbor' },
      { label: 'Look wider', ask: '/connect-who-changed Billing by:ann' },
    ]);
  });

  it.each([
    [1, true, '  1 other change in harbor since Sat 21 Nov 08:00, Sat 21 Nov 08:37.'],
    [0, true, '  Nothing else changed in harbor since Sat 21 Nov 08:00.'],
    [0, false, undefined],
  ])('tells of %d other changes, complete: %s', (changes, complete, line) => {
    const newest = changes === 0 ? {} : { newest: '2026-11-21T07:37:00Z' };
    const given = {
      query: sinceSix,
      elsewhere: { changes, instanceId: INSTANCE.id, ...newest },
      coverage: coverage({ complete }),
    };
    expect(read(answer(given)).find((each) => /other change|else changed/.test(each))).toBe(line);
  });

  it.each([
    ['queue', 'Edits of queues in the Connect admin website have been seen in CloudTrail'],
    ['quick-connect', 'Edits of quick connects in the Connect admin website are recorded by CloudTrail, AWS’s'],
    ['prompt', 'Edits of prompts in the Connect admin website are not confirmed to be recorded by CloudTrail.'],
  ] as const)('of a %s says what CloudTrail is known to record of it', (type, sentence) => {
    const lines = read(answer({ subjects: [{ ref: ref({ type }), name: 'x' }] }));
    expect(lines.some((line) => line.startsWith(sentence))).toBe(true);
  });

  it.each([
    ['settled up to a moment', { settledTo: '2026-11-20T08:30:00Z' }, 'CloudTrail shows no change', 'complete to'],
    [
      'not settled at all',
      { settledTo: '2026-11-19T08:00:00Z', complete: false },
      'No change is known so far',
      'not settled yet',
    ],
    [
      'not settled, and with a gap',
      { settledTo: '2026-11-19T08:00:00Z', complete: false, cut: true as const },
      'No change was found in what could be read',
      'PARTIAL',
    ],
  ])('is said of a window that is %s as far as it is known', (_what, given, fact, edge) => {
    const text = read(answer({ coverage: coverage({ from: '2026-11-19T09:00:00Z', ...given }) })).join(' ');
    expect(text).toContain(fact);
    expect(text).toContain(edge);
  });

  it('of a Lex bot does not point to a page in Connect', () => {
    const lex = ref({ service: 'lex', type: 'lex-bot', id: 'Orders' });
    expect(read(answer({ subjects: [{ ref: lex, name: 'Orders' }] })).join(' ')).not.toContain('View historical');
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

it('emergency access of whom a sentence names by words begins no sentence in its middle', () =>
  expect(emergencyLabel('The root user of account 111122223333')).toBe(
    'Emergency access, likely the root user of account 111122223333',
  ));

describe('an instance whose alias is not known', () => {
  const { alias: _unknown, ...instance } = INSTANCE;
  const other = { ...instance, id: '22222222-2222-4333-8444-555555555555' };
  const inIt = (at: typeof instance) =>
    answered('changed', {}, { resource: { ref: ref({ instance: at }), name: 'Billing' } });
  const things = (...at: (typeof instance)[]) => at.map((each) => ({ ref: ref({ instance: each }), name: 'Billing' }));
  const everything = query({ text: '', subject: { kind: 'everything' } });

  it.each([
    [
      'of one thing',
      answer({ subjects: things(instance), changes: [inIt(instance)] }),
      `Queue Billing, instance ${instance.id} ·`,
    ],
    [
      'of one name in several',
      answer({ subjects: things(instance, other), changes: [inIt(instance)] }),
      `Queue Billing in instance ${instance.id}, queue Billing in instance ${other.id} ·`,
    ],
    [
      'of everything',
      answer({ query: everything, subjects: [], changes: [inIt(instance)] }),
      `1 change, all in instance ${instance.id} ·`,
    ],
  ])('is said to be one where its id stands, %s', (_what, given, said) => expect(read(given).at(-1)).toContain(said));

  it('is said to be one at the end of a line', () => {
    const lines = read(answer({ query: everything, subjects: [], changes: [inIt(instance), inIt(other)] }));
    expect(lines.filter((each) => each.endsWith(`· website · instance ${other.id}`))).toHaveLength(1);
  });

  it('is said to be one where nothing changed', () => {
    expect(read(answer({ subjects: things(instance) }))[0]).toBe(
      `CloudTrail shows no change to queue Billing, instance ${instance.id}.`,
    );
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
    expect(fact).toBe('CloudTrail shows no change to any flow in harbor.');
    const byId = { ...asked, instance: INSTANCE.id };
    expect(read(answer({ query: byId, subjects: [], instanceAlias: 'harbor' }))[0]).toBe(fact);
    const [named] = read(answer({ query: query({ instance: 'harbor' }) }));
    expect(named).toBe('CloudTrail shows no change to queue Billing, harbor.');
  });

  it('is what an event id did: its answer speaks of no change to anything', () => {
    const [fact] = read(answer({ query: query({ subject: { kind: 'event', eventId: 'x' } }), subjects: [] }));
    expect(fact).toMatch(/^No change with this event id was found/);
  });

  it('is what an event id did: what is told was that event, and not everything', () => {
    const asked = query({ subject: { kind: 'event', eventId: 'event-7' } });
    expect(read(answer({ query: asked, subjects: [], changes: [answered('disabled')] })).at(-1)).toMatch(
      /^Event event-7 · 1 change/,
    );
  });

  it('does not shrink the count: a limit is told as one', () => {
    const lines = read(answer({ changes: [answered('disabled')], total: 41 }));
    expect(lines).toContain('  40 more: /connect-who-changed Billing limit:41');
    expect(lines.at(-1)).toContain('41 changes');
  });

  it.each([
    [41, undefined, '  40 more: /connect-who-changed Billing limit:41'],
    [1001, undefined, '  1000 more: --csv gives them all'],
    [30, true as const, '  29 more: /connect-who-changed Billing limit:30'],
    [31, true as const, '  30 more'],
  ])('offers of %i changes only what shows them all', (total, pages, line) => {
    const given = answer({ changes: [answered('disabled')], total });
    const telling = { now: NOW, most: 6, command: '/connect-who-changed', ...(pages && { pages }) };
    expect(linesOf(messageOfAnswer(given, telling))).toContain(line);
  });

  it.each([
    ['Billing', '/connect-who-changed Billing'],
    ['1h Billing', '/connect-who-changed Billing'],
    ['Billing since:7d by:ann', '/connect-who-changed Billing by:ann'],
    ['since:90d', undefined],
    ['2026-01-02', undefined],
  ])('is widened by what is another question, or not at all: /connect-changes %s', (text, wider) => {
    const parsed = parseQuery(text, { now: NOW, zone: 'utc', command: 'changes' });
    if (parsed.kind !== 'query') throw new Error(text);
    const isAll = parsed.query.subject.kind === 'everything';
    const given = answer({ query: parsed.query, ...(isAll && { subjects: [] }) });
    const { buttons } = messageOfAnswer(given, { now: NOW, most: 6, command: '/connect-changes' });
    expect(buttons.find(({ label }) => label === 'Look wider')?.ask).toBe(wider);
  });

  it('keeps the period that a question about everything begins with', () => {
    const parsed = parseQuery('7d Biling type:queue', { now: NOW, zone: 'utc', command: 'changes' });
    if (parsed.kind !== 'query') throw new Error('not understood');
    const telling = { now: NOW, most: 6, command: '/connect-changes' };
    const unknown = answer({ query: parsed.query, outcome: 'unknown', suggestions: ['Billing'] });
    expect(messageOfAnswer(unknown, telling).buttons[0]?.ask).toBe('/connect-changes 7d "Billing" type:queue');
    const choices = [{ ref: queueRef, name: 'Billing' }];
    const ambiguous = answer({ query: parsed.query, outcome: 'ambiguous', choices });
    expect(messageOfAnswer(ambiguous, telling).buttons[0]?.ask).toBe(`/connect-changes 7d ${queueRef.id} type:queue`);
  });

  it.each([
    ['2h', '/connect-changes since:7d'],
    ['2h type:queue', '/connect-changes since:7d type:queue'],
    ['since:10d', '/connect-changes since:90d'],
  ])('is widened where it was everything: %s', (text, wider) => {
    const parsed = parseQuery(text, { now: NOW, zone: 'utc', command: 'changes' });
    if (parsed.kind !== 'query') throw new Error(text);
    const given = answer({ query: parsed.query, subjects: [] });
    const { buttons } = messageOfAnswer(given, { now: NOW, most: 6, command: '/connect-changes' });
    expect(buttons.filter(({ ask }) => ask === wider)).toHaveLength(1);
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

  it('is chosen in a terminal by the command that stands under each number', () => {
    const choices = Array.from({ length: 10 }, (_, n) => ({
      ref: { ...queueRef, id: `${n}1111111-aaaa-4bbb-8ccc-dddddddddddd` },
      name: `Billing ${n}`,
    }));
    const given = answer({ query: query({ text: 'bil since:2h' }), outcome: 'ambiguous', choices });
    expect(read(given).slice(1, 3)).toEqual([
      '   1  queue Billing 0, harbor',
      '      /connect-who-changed 01111111-aaaa-4bbb-8ccc-dddddddddddd type:queue since:2h',
    ]);
    expect(read(given)).toContain('  10  queue Billing 9, harbor');
  });

  it('says whose listings were read', () => {
    const given = answer({ outcome: 'unknown', subjects: [], listed: ['queue', 'user'] });
    expect(read(given)[1]).toMatch(
      /^Looked among the names in Connect’s listings of queues and users, and in the events of/,
    );
  });

  it('takes all else that was asked along to the nearest one', () => {
    const asked = query({
      text: 'Biling type:queue since:2h',
      subject: { kind: 'name', name: 'Biling' },
      types: ['queue'],
    });
    const given = answer({ query: asked, outcome: 'unknown', subjects: [], suggestions: ['Billing'] });
    expect(message(given).buttons[0]?.ask).toBe('/connect-who-changed "Billing" type:queue since:2h');
  });

  it('that is known, asked with a person who is not, is not called unknown', () => {
    const asked = query({ text: 'Billing by:anne since:2h', by: { kind: 'name', name: 'anne' } });
    const given = answer({ query: asked, outcome: 'unknown', unknownPerson: true, suggestions: ['ann'] });
    expect(read(given)[0]).toMatch(/^Nobody called anne is known/);
    expect(message(given).buttons[0]?.ask).toBe('/connect-who-changed Billing since:2h by:"ann"');
  });

  it('of a person whom nobody knows is told as that', () => {
    const asked = query({ text: 'by:anne', subject: { kind: 'everything' }, by: { kind: 'name', name: 'anne' } });
    const given = answer({ query: asked, subjects: [], outcome: 'unknown', suggestions: ['ann'] });
    expect(read(given)[0]).toBe('Nobody called anne is known, and nothing was changed under that name.');
    expect(message(given).buttons).toEqual([{ label: 'ann', ask: '/connect-who-changed by:"ann"' }]);
  });
});

describe('changes and attempts are counted alike wherever an answer goes on', () => {
  const done = Array.from({ length: 12 }, () => answered('changed', { verb: 'delete', eventName: 'DeleteQueue' }));
  const tried = answered('tried to change', { outcome: { kind: 'failed', errorCode: 'X' } });
  const asked = query({ text: '2h', subject: { kind: 'everything' } });
  const place = { at: 0, lookedAt: 30 };
  const detailed = (counts: { readonly of: number; readonly failed: number; readonly lookedAt?: number }) =>
    linesOf(detailsMessage(done[0] ?? tried, { coverage: coverage() }, { ...place, ...counts }))[0];

  it('in what is asked about one thing', () => {
    const given = answer({ changes: [...done, tried] });
    expect(read(given).at(-1)).toContain('12 changes · 1 attempt failed');
    const [heading] = linesOf(moreMessage(given, { eventId: done[5]?.change.eventId ?? '', shown: 6 }, { most: 30 }));
    expect(heading).toBe('Changes and attempts 7 to 13 of 13');
    expect(detailed({ of: 13, failed: 1 })).toBe('Change or attempt 1 of 13, the newest first.');
  });

  it('in what is asked about everything, where attempts are told apart', () => {
    const given = answer({ query: asked, subjects: [], changes: [...done, tried] });
    expect(read(given)[0]).toBe('12 changes');
    const [heading] = linesOf(moreMessage(given, { eventId: done[5]?.change.eventId ?? '', shown: 6 }, { most: 30 }));
    expect(heading).toBe('Changes 7 to 12 of 12');
  });

  it('in details, which say where they end', () => {
    expect(detailed({ of: 12, failed: 0 })).toBe('Change 1 of 12, the newest first.');
    expect(detailed({ of: 3, failed: 3 })).toBe('Attempt 1 of 3, the newest first.');
    expect(detailed({ of: 118, failed: 0 })).toBe(
      'Change 1 of 118, the newest first. Details go as far as number 30; the export holds them all.',
    );
  });

  it('in files', () => {
    expect(phrases.exporting.files({ changes: 12, failed: 1 })).toBe(
      '12 changes and 1 attempt that failed as CSV and JSON.',
    );
    expect(phrases.exporting.files({ changes: 0, failed: 2 })).toBe('2 attempts that failed as CSV and JSON.');
    expect(phrases.exporting.files({ changes: 1, failed: 0 })).toBe('1 change as CSV and JSON.');
  });
});
