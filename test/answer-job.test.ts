import type { Answer } from '../bot/answer/answer';
import type { Line, Message } from '../bot/answer/message';
import { answerJob, type JobDeps } from '../bot/answer-job';
import { lineOf } from '../bot/log';
import type { Query } from '../bot/query/query';
import type { Question } from '../bot/slack/job';
import { answer, answered, coverage } from './support/build-answer';

const askedAt = '2026-11-20T09:00:00.000Z';
const job = (overrides: Partial<Question> = {}): Question => ({
  version: 1,
  kind: 'question',
  id: 'reference-1',
  command: 'who-changed',
  text: 'Billing',
  userId: 'U1',
  responseUrl: 'https://hooks.slack.example/commands/1',
  askedAt,
  ...overrides,
});

const empty = answer();
const found = answer({ changes: [answered({ who: 'mateo' })] });

/** A worker that keeps what it did, in order. `answers` is what the look-up gives. */
const worker = (answers: Answer | ((query: Query) => Promise<Answer>), overrides: Partial<JobDeps> = {}) => {
  const done: string[] = [];
  const posted: Message[] = [];
  const queries: Query[] = [];
  const later: (readonly [Question, number])[] = [];
  const logged: { level: string; facts: Readonly<Record<string, unknown>> }[] = [];
  const deps: JobDeps = {
    answer: async (query) => {
      queries.push(query);
      const given = typeof answers === 'function' ? await answers(query) : answers;
      return { kind: 'answer', answer: { ...given, query } };
    },
    report: async () => {
      throw new Error('Nobody asked for a live look.');
    },
    zoneOf: async () => 'UTC',
    personOf: async () => undefined,
    post: async (_job, message) => {
      posted.push(message);
      done.push('posted');
      return true;
    },
    claim: async (id) => {
      done.push(`claimed ${id}`);
      return 'mine';
    },
    finish: async (id) => void done.push(`finished ${id}`),
    release: async (id) => void done.push(`released ${id}`),
    enqueue: async (to, seconds) => void later.push([to, seconds]),
    now: () => new Date(askedAt),
    log: (...said) => {
      const { level, message: _message, cause: _cause, ...facts } = { cause: undefined, ...lineOf(...said) };
      logged.push({ level, facts });
    },
    ...overrides,
  };
  return { deps, done, posted, queries, later, logged };
};

const told = ({ pieces }: Line): string =>
  pieces
    .map((piece) =>
      'words' in piece ? piece.words : 'name' in piece ? piece.name : 'code' in piece ? piece.code : '#',
    )
    .join('');
const textOf = (message: Message | undefined): string => (message?.lines ?? []).map(told).join('\n');
const lastLine = (message: Message | undefined): string | undefined => message?.lines.map(told).at(-1);

describe('a question is answered once', () => {
  it('claimed, answered, posted, finished', async () => {
    const { deps, done, posted } = worker(found);
    await answerJob(job(), deps);
    expect(done).toEqual(['claimed reference-1', 'posted', 'finished reference-1']);
    expect(textOf(posted[0])).toContain('mateo changed queue Billing');
  });

  it('not again when it was done already', async () => {
    const { deps, done, queries } = worker(found, { claim: async () => 'done' });
    await answerJob(job(), deps);
    expect({ done, queries }).toEqual({ done: [], queries: [] });
  });

  it('left to whoever is at it, and given back to the queue in case they die', async () => {
    const { deps, done, queries } = worker(found, { claim: async () => 'taken' });
    await expect(answerJob(job(), deps)).rejects.toThrow('reference-1');
    expect({ done, queries }).toEqual({ done: [], queries: [] });
  });

  it('and all the same where nothing can be claimed: an answer that may come twice is better than none', async () => {
    const away = async (): Promise<never> => Promise.reject(new Error('The table is away.'));
    const { deps, done, logged } = worker(found, { claim: away, finish: away });
    await answerJob(job(), deps);
    expect(done).toEqual(['posted']);
    expect(logged).toContainEqual({ level: 'error', facts: { reference: 'reference-1' } });
  });

  it('given back where the answer cannot be posted', async () => {
    const post = async (): Promise<boolean> => Promise.reject(new Error('Slack is away.'));
    const { deps, done } = worker(found, { post });
    await expect(answerJob(job(), deps)).rejects.toThrow('Slack is away.');
    expect(done).toEqual(['claimed reference-1', 'released reference-1']);
  });

  it('given back with the reason why, even where giving it back fails too', async () => {
    const { deps } = worker(found, {
      post: async () => Promise.reject(new Error('Slack is away.')),
      release: async () => Promise.reject(new Error('The table is away.')),
    });
    await expect(answerJob(job(), deps)).rejects.toThrow('Slack is away.');
  });

  it('not given back once it is posted: nobody wants the same answer twice', async () => {
    const { deps, done, logged } = worker(found, {
      finish: async () => Promise.reject(new Error('The table is away.')),
    });
    await answerJob(job(), deps);
    expect(done).toEqual(['claimed reference-1', 'posted']);
    expect(logged).toContainEqual({ level: 'warn', facts: { claim: 'reference-1' } });
  });
});

describe('an answer can be shown to everybody', () => {
  const ann = { personOf: async () => ({ realName: 'Ann Other', displayName: 'ann' }) };
  const elsewhere = { channel: 'C1' };

  it.each<[string, Answer]>([
    ['what was found', found],
    ['that nothing was', empty],
  ])('%s, with the same question of the same moment', async (_what, given) => {
    const { deps, posted } = worker(given);
    await answerJob(job({ text: 'Billing since:2h' }), deps);
    expect(posted[0]?.share).toEqual({ ask: '/connect-who-changed Billing since:2h', askedAt });
  });

  it('in the thread of the message that it is about', async () => {
    const { deps, posted } = worker(found);
    await answerJob(job({ command: 'changes', text: '2h', about: '1795162174.000100' }), deps);
    expect(posted[0]?.share).toEqual({ ask: '/connect-changes 2h', askedAt, thread: '1795162174.000100' });
  });

  it.each<[string, Partial<Question>, Answer | (() => Promise<Answer>)]>([
    ['that everybody reads already', { everybody: elsewhere }, found],
    ['that is a mistake', { text: 'Billing sicne:7d' }, found],
    ['that is help', { text: 'help' }, found],
    ['that is a failure', {}, async () => Promise.reject(new Error('away'))],
    ['that is a choice', {}, answer({ outcome: 'ambiguous' })],
  ])('but not one %s', async (_what, overrides, given) => {
    const { deps, posted } = worker(given);
    await answerJob(job(overrides), deps);
    expect(posted).toHaveLength(1);
    expect(posted[0]?.share).toBeUndefined();
  });

  it('and then says by whom, without a mention, and has no such button', async () => {
    const { deps, posted, queries } = worker(found, ann);
    await answerJob(job({ everybody: elsewhere, shared: true }), deps);
    expect(lastLine(posted[0])).toBe('Shared by Ann Other.');
    expect(queries[0]?.window).toEqual({ to: askedAt });
    expect(posted[0]?.share).toBeUndefined();
    const unknown = worker(found);
    await answerJob(job({ everybody: elsewhere, shared: true }), unknown.deps);
    expect(lastLine(unknown.posted[0])).toBe('Shared.');
  });

  it.each([
    ['a day that goes on ends where the question did', 'on:today', '2026-11-20T00:00:00Z', askedAt],
    ['a day that is over ends where it ended', 'on:yesterday', '2026-11-19T00:00:00Z', '2026-11-19T23:59:59Z'],
  ])('%s', async (_what, text, from, to) => {
    const { deps, queries } = worker(found);
    await answerJob(job({ everybody: elsewhere, shared: true, text }), deps);
    expect(queries[0]?.window).toEqual({ from, to });
  });

  it('and again where it could not be: once the bot is in the channel, the same click works', async () => {
    const { deps, done } = worker(found, { post: async () => false });
    await answerJob(job({ everybody: elsewhere, shared: true }), deps);
    expect(done).toEqual(['claimed reference-1', 'released reference-1']);
  });

  it('but a failure is the asker’s alone to read, who may press again', async () => {
    const told: Question[] = [];
    const { deps, done } = worker(async () => Promise.reject(new Error('away')), {
      post: async (to) => {
        told.push(to);
        return true;
      },
    });
    await answerJob(job({ everybody: elsewhere, shared: true }), deps);
    expect(told).toHaveLength(1);
    expect(told[0]).not.toHaveProperty('everybody');
    expect(done).toEqual(['claimed reference-1', 'released reference-1']);
  });

  it('and neither tells of its progress there nor looks again: the asker has read it', async () => {
    jest.useFakeTimers();
    const slow = async (): Promise<Answer> => {
      await jest.advanceTimersByTimeAsync(10_000);
      return empty;
    };
    const { deps, posted, later } = worker(slow);
    await answerJob(job({ everybody: elsewhere, shared: true, text: 'Billing since:2h' }), deps);
    jest.useRealTimers();
    expect(posted).toHaveLength(1);
    expect(later).toEqual([]);
  });
});

describe('what is understood', () => {
  it.each([
    ['Europe/Berlin', '2026-11-20T07:00:00Z'],
    ['Asia/Tokyo', '2026-11-19T23:00:00Z'],
    ['America/Los_Angeles', '2026-11-19T16:00:00Z'],
  ])('times are those of the asker’s own zone: %s', async (zone, from) => {
    const { deps, queries } = worker(found, { zoneOf: async (user) => (user === 'U1' ? zone : 'UTC') });
    await answerJob(job({ text: 'Billing since:08:00' }), deps);
    expect(queries[0]?.window.from).toBe(from);
  });

  it.each([
    ['today', 'Billing since:today', true],
    ['a time of day', 'Billing since:09:00', true],
    ['a day', 'Billing on:2026-11-19', true],
    ['so long ago', 'Billing since:2h', false],
    ['a moment with its offset', 'Billing since:2026-11-19T09:00+01:00', false],
    ['no time at all', 'Billing', false],
  ])(
    'where Slack does not tell the zone, %s is read as UTC, which is said where it matters: %s',
    async (_w, text, said) => {
      const { deps, queries, posted } = worker(found, { zoneOf: async () => undefined });
      await answerJob(job({ text }), deps);
      expect(textOf(posted[0]).includes('Slack did not tell me your time zone')).toBe(said);
      if (text.includes('09:00') && said) expect(queries[0]?.window.from).toBe('2026-11-20T09:00:00Z');
    },
  );

  it.each([
    ['which the farthest clocks can’t read', 'Billing since:22:00 until:06:00', '2026-11-20T12:00:00Z'],
    ['which UTC can’t', 'Billing since:"today 09:00"', '2026-11-20T06:00:00Z'],
  ])('and so is a time %s: %s', async (_what, text, asked) => {
    const { deps, posted } = worker(found, { zoneOf: async () => undefined });
    await answerJob(job({ text, askedAt: asked }), deps);
    expect(textOf(posted[0])).toContain('Slack did not tell me your time zone');
  });

  it('relative times count from when it was asked, not from when it is answered', async () => {
    const { deps, queries } = worker(found, { now: () => new Date('2026-11-20T09:20:00Z') });
    await answerJob(job({ text: 'Billing since:2h' }), deps);
    expect(queries[0]?.window.from).toBe('2026-11-20T07:00:00Z');
  });

  it('who is mentioned is Slack’s to tell, to the look-up', async () => {
    const person = { email: 'mateo@example.com', realName: 'Mateo Jackson' };
    const told: unknown[] = [];
    const { deps } = worker(found, {
      personOf: async () => person,
      answer: async (query, _onUnderway, slackPerson) => {
        told.push(query.by?.kind === 'slack user' && (await slackPerson(query.by.slackUserId)));
        return { kind: 'answer', answer: { ...found, query } };
      },
    });
    await answerJob(job({ text: 'by:<@U0MATEO0002|mateo>' }), deps);
    expect(told).toEqual([person]);
  });

  it('a mistake that only the look-up can see is told', async () => {
    const { deps, posted, done } = worker(found, {
      answer: async () => ({ kind: 'mistake', mistake: { message: 'No instance is called “x”.' } }),
    });
    await answerJob(job({ text: 'Billing instance:x' }), deps);
    expect(textOf(posted[0])).toContain('No instance is called “x”.');
    expect(done.at(-1)).toBe('finished reference-1');
  });

  it('a button that asks for help gets it', async () => {
    const { deps, posted } = worker(found);
    await answerJob(job({ text: 'help' }), deps);
    expect(textOf(posted[0])).toContain('For example');
  });
});

describe('the answer ends by repeating the question', () => {
  it.each([
    ['Billing since:7d', '/connect-who-changed Billing since:7d'],
    ['R&amp;D &lt;!channel&gt;', '/connect-who-changed R&D <!channel>'],
    ['Billing by:<@U0MATEO0002|mateo>', '/connect-who-changed Billing by:@mateo'],
    ['<http://q.example.com|q.example.com>', '/connect-who-changed q.example.com'],
  ])('as it was typed: %s', async (text, typed) => {
    const { deps, posted } = worker(found);
    await answerJob(job({ text }), deps);
    expect(lastLine(posted[0])).toBe(`Asked: ${typed}`);
  });

  it.each([
    ['by:<@U0MATEO0002>', '/connect-who-changed by:@Mateo &amp; co'],
    ['by:<@U0NOBODY>', '/connect-who-changed by:@U0NOBODY'],
    ['"Ops <@U0MATEO0002>"', '/connect-who-changed "Ops @Mateo &amp; co"'],
  ])('with the name that Slack gives where a mention has none: %s', async (text, typed) => {
    const personOf = async (id: string) => (id === 'U0MATEO0002' ? { displayName: '<Mateo> &amp; co' } : undefined);
    const { deps, posted, queries } = worker(found, { personOf });
    await answerJob(job({ text }), deps);
    expect(lastLine(posted[0])).toBe(`Asked: ${typed}`);
    if (text === 'by:<@U0MATEO0002>') {
      expect(queries[0]?.by).toEqual({ kind: 'slack user', slackUserId: 'U0MATEO0002', label: 'Mateo &amp; co' });
    }
  });

  it('and no question that is shown holds the id of a mention, though its button does', async () => {
    const many = answer({ changes: Array.from({ length: 7 }, () => answered()) });
    const { deps, posted } = worker(many);
    await answerJob(job({ text: 'Billing by:<@U0MATEO0002|mateo>' }), deps);
    expect(textOf(posted[0])).toContain('by:@mateo limit:');
    expect(textOf(posted[0])).not.toContain('U0MATEO0002');
    expect(posted[0]?.handles?.[0]?.value).toContain('by:<@U0MATEO0002|mateo>');
  });

  it('also where nothing could be said', async () => {
    const failing = worker(async () => Promise.reject(new Error('x')));
    await answerJob(job(), failing.deps);
    expect(lastLine(failing.posted[0])).toBe('Asked: /connect-who-changed Billing');
  });

  it('with the command that was used', async () => {
    const { deps, posted } = worker(found);
    await answerJob(job({ command: 'changes', text: '2h' }), deps);
    expect(lastLine(posted[0])).toBe('Asked: /connect-changes 2h');
  });

  it('and begins by saying that it is the sample account, where it is', async () => {
    const { deps, posted } = worker(found, { preface: 'Sample account.' });
    await answerJob(job(), deps);
    expect(posted[0]?.preface).toBe('Sample account.');
  });
});

describe('a failure', () => {
  it('is told once, with a reference that is in the log too, and nothing of what failed', async () => {
    const { deps, posted, done, logged } = worker(async () =>
      Promise.reject(new Error('table arn:aws:secret is away')),
    );
    await answerJob(job(), deps);
    expect(posted).toHaveLength(1);
    expect(textOf(posted[0])).toContain('reference-1');
    expect(textOf(posted[0])).not.toContain('arn:aws:secret');
    expect(logged).toContainEqual({ level: 'error', facts: { reference: 'reference-1' } });
    expect(done).toEqual(['claimed reference-1', 'posted', 'finished reference-1']);
  });

  it('of CloudTrail is told in the sentence that was made for people', async () => {
    const unavailable = Object.assign(new Error('CloudTrail could not be read in us-east-1: access was denied'), {
      name: 'CloudTrailUnavailable',
    });
    const { deps, posted } = worker(async () => Promise.reject(unavailable));
    await answerJob(job(), deps);
    expect(textOf(posted[0])).toContain('CloudTrail could not be read in us-east-1: access was denied.');
    expect(textOf(posted[0])).toContain('reference-1');
  });
});

describe('the second look', () => {
  const quarterAgo = 'Billing until:08:45';
  it.each<[string, Answer, string, boolean]>([
    ['after an empty answer up to now', empty, 'Billing', true],
    ['after an empty answer that ends in the last minutes', empty, quarterAgo, true],
    ['not after an empty answer about a time long settled', empty, 'Billing until:2h', false],
    ['not where something was found', found, 'Billing', false],
    ['where nothing is called that or like that', answer({ outcome: 'unknown' }), 'Billing', true],
    [
      'not where a slip of the finger explains it',
      answer({ outcome: 'unknown', suggestions: ['Billing'] }),
      'Biling',
      false,
    ],
  ])('is taken ten minutes later %s', async (_when, of, text, looks) => {
    const { deps, posted, later } = worker(of);
    await answerJob(job({ text }), deps);
    expect(later).toEqual(looks ? [[{ ...job({ text }), secondLook: true }, 600]] : []);
    expect(textOf(posted[0]).includes('look again')).toBe(looks);
  });

  it('is not promised where it cannot be taken, and the answer is given all the same', async () => {
    const { deps, posted, done } = worker(empty, {
      enqueue: async () => Promise.reject(new Error('The queue is away.')),
    });
    await answerJob(job(), deps);
    expect(textOf(posted[0])).toContain('CloudTrail shows no change');
    expect(textOf(posted[0])).not.toContain('look again');
    expect(done.at(-1)).toBe('finished reference-1');
  });

  const second = job({ secondLook: true });
  it('writes what has come since, under a heading that says so', async () => {
    const { deps, posted, done, later } = worker(found);
    await answerJob(second, deps);
    expect(textOf(posted[0])).toMatch(/^A record has arrived since you asked\nmateo changed/);
    expect(lastLine(posted[0])).toBe('Asked: /connect-who-changed Billing');
    expect(done).toEqual(['claimed reference-1-second-look', 'posted', 'finished reference-1-second-look']);
    expect(later).toEqual([]);
  });

  it('asks about the same time as the first look did', async () => {
    const { deps, queries } = worker(empty, { now: () => new Date('2026-11-20T09:10:00Z') });
    await answerJob(job({ secondLook: true, text: 'Billing since:2h' }), deps);
    expect(queries[0]?.window).toEqual({ from: '2026-11-20T07:00:00Z', to: askedAt });
  });

  it.each<[string, Partial<JobDeps>]>([
    ['where nothing came', {}],
    ['where it fails', { answer: async () => Promise.reject(new Error('x')) }],
    [
      'where Connect could not say which instance was meant',
      { answer: async () => ({ kind: 'mistake', mistake: { message: 'No instance.' } }) },
    ],
  ])('is silent %s', async (_when, overrides) => {
    const { deps, posted, later, done } = worker(empty, overrides);
    await answerJob(second, deps);
    expect({ posted, later }).toEqual({ posted: [], later: [] });
    expect(done.at(-1)).toBe('finished reference-1-second-look');
  });
});

describe('progress', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  /** A look-up that takes so many milliseconds of the fake clock. */
  const taking =
    (ms: number, of: Answer = found) =>
    async (): Promise<Answer> => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      return of;
    };
  const run = async (of: Question, deps: JobDeps): Promise<void> => {
    const answering = answerJob(of, deps);
    await jest.advanceTimersByTimeAsync(60_000);
    await answering;
  };

  it.each([
    ['nothing within three seconds', 2_900, 1],
    ['one line after three seconds', 3_100, 2],
    ['one line, however long it takes', 50_000, 2],
  ])('is told by %s', async (_what, ms, messages) => {
    const { deps, posted } = worker(taking(ms));
    await run(job(), deps);
    expect(posted).toHaveLength(messages);
    expect(textOf(posted.at(-1))).toContain('mateo');
    if (messages === 2) expect(textOf(posted[0])).toContain('The answer follows here');
  });

  it('comes before the answer, even where it is slow to be posted', async () => {
    const order: string[] = [];
    const { deps } = worker(taking(3_100), {
      post: async (_to, message) => {
        const isProgress = textOf(message).includes('follows here');
        await new Promise((resolve) => setTimeout(resolve, isProgress ? 5_000 : 0));
        order.push(isProgress ? 'progress' : 'answer');
        return true;
      },
    });
    await run(job(), deps);
    expect(order).toEqual(['progress', 'answer']);
  });

  it('that cannot be posted does not keep the answer back', async () => {
    const posts: string[] = [];
    const { deps, done } = worker(taking(3_100), {
      post: async (_to, message) => {
        if (textOf(message).includes('follows here')) throw new Error('Slack is away.');
        posts.push(textOf(message));
        return true;
      },
    });
    await run(job(), deps);
    expect(posts).toHaveLength(1);
    expect(done.at(-1)).toBe('finished reference-1');
  });

  it('is never told of a second look', async () => {
    const { deps, posted } = worker(taking(10_000, empty));
    await run(job({ secondLook: true }), deps);
    expect(posted).toEqual([]);
  });
});

it('logs who asked what and how it ended, without addresses', async () => {
  const { deps, logged } = worker(answer({ changes: [answered()], coverage: coverage() }));
  await answerJob(job({ text: 'Payroll by:<mailto:ann@example.com|ann@example.com>' }), deps);
  const asked = '/connect-who-changed Payroll by:(e-mail address)';
  const facts = { reference: 'reference-1', asker: 'U1', asked, outcome: 'found', changes: 1 };
  expect(logged).toEqual([{ level: 'info', facts: expect.objectContaining(facts) }]);
  expect(JSON.stringify(logged)).not.toMatch(/example\.com|slack\.example/);
});

it('an empty answer in a modal promises no second look: the modal is closed long before', async () => {
  const { deps, posted, later } = worker(empty);
  await answerJob(job({ view: { id: 'V1', metadata: '' } }), deps);
  expect(textOf(posted[0])).not.toContain('I look again');
  expect(later).toEqual([]);
});

describe('a further page', () => {
  const changes = Array.from({ length: 50 }, (_, n) => answered({}, { eventId: `e-${n}` }));
  const many = answer({ changes });
  const limited = answer({ changes: changes.slice(0, 6), beyondLimit: changes.slice(6), total: 50 });
  const after = { eventId: 'e-5', shown: 6 };

  it('goes on behind what was shown, over the window as it was asked, whatever limit was', async () => {
    const { deps, posted, queries } = worker(limited);
    await answerJob(job({ text: 'Billing limit:6', after }), deps);
    expect(queries[0]).toMatchObject({ window: { to: askedAt }, limit: 6 });
    expect(textOf(posted[0])).toContain('Changes 7 to 36 of 50');
    expect(posted[0]?.handles?.map(({ label }) => label)).toEqual(['Show 14 more']);
  });

  it('goes on by the count where the last one shown is gone', async () => {
    const { deps, posted } = worker(many);
    await answerJob(job({ after: { eventId: 'gone', shown: 48 } }), deps);
    expect(textOf(posted[0])).toContain('Changes 49 to 50 of 50');
    expect(posted[0]?.handles).toBeUndefined();
  });

  it('says so where nothing is left', async () => {
    const { deps, posted } = worker(many);
    await answerJob(job({ after: { eventId: 'e-49', shown: 50 } }), deps);
    expect(textOf(posted[0])).toContain('There are no more changes in that answer.');
  });
});

it('the newest minutes are read live where that was asked for, and the same is not offered again', async () => {
  const { deps, posted } = worker(empty, {
    report: async (query) => ({ kind: 'answer', answer: { ...found, query } }),
  });
  await answerJob(job({ live: true }), deps);
  expect(textOf(posted[0])).toContain('mateo changed queue Billing');
  expect(posted[0]?.handles?.map(({ label }) => label)).toEqual(['Details', 'Export']);
});

describe('an index with a gap', () => {
  it('tells at once what it has, whatever was said before, and the whole answer after it', async () => {
    const first = answer({ changes: [answered()], total: 1 });
    const { deps, posted } = worker(empty, {
      answer: async (query, onUnderway) => {
        onUnderway({ kind: 'unknown name', name: 'Biling', nearest: ['Billing'] });
        onUnderway({ kind: 'from the index', answer: { ...first, query } });
        return { kind: 'answer', answer: { ...first, query, coverage: coverage({ complete: true }) } };
      },
    });
    await answerJob(job({ text: 'Billing' }), deps);
    expect(posted).toHaveLength(3);
    expect(textOf(posted[1])).toContain('The rest is being read from CloudTrail');
    expect(textOf(posted[2])).not.toContain('The rest is being read');
  });
});

describe('a slip of the finger', () => {
  const searching = (nearest: readonly string[]): Partial<JobDeps> => ({
    answer: async (query, onUnderway) => {
      onUnderway({ kind: 'unknown name', name: 'Biling', nearest });
      return { kind: 'answer', answer: { ...answer(), query, outcome: 'unknown', suggestions: nearest } };
    },
  });

  it('gets the nearest names at once, to be asked for, while the records are still searched', async () => {
    const { deps, posted } = worker(empty, searching(['Billing', 'Billing ES']));
    await answerJob(job({ text: 'Biling' }), deps);
    expect(posted).toHaveLength(2);
    expect(textOf(posted[0])).toContain('Nothing is called Biling today. Nearest: Billing, Billing ES.');
    expect(posted[0]?.buttons.map(({ ask }) => ask)).toEqual([
      '/connect-who-changed "Billing"',
      '/connect-who-changed "Billing ES"',
    ]);
    expect(textOf(posted[1])).toContain('Nothing I know of is or was called');
  });

  it.each([
    ['nothing is near', searching([]), job({ text: 'Biling' })],
    ['it is the second look', searching(['Billing']), job({ text: 'Biling', secondLook: true })],
  ])('is told nothing before the answer where %s', async (_case, overrides, asked) => {
    const { deps, posted } = worker(empty, overrides);
    await answerJob(asked, deps);
    expect(textOf(posted[0])).not.toContain('today');
  });
});
