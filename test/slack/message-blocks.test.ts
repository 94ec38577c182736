import * as fc from 'fast-check';
import type { AnsweredChange } from '../../bot/answer/answer';
import { messageOfAnswer } from '../../bot/answer/answer-message';
import { MOST_SHOWN } from '../../bot/answer/ask-again';
import { helpMessage, mistakeMessage } from '../../bot/answer/help';
import { line, type Message, type Piece } from '../../bot/answer/message';
import { visible } from '../../bot/answer/visible';
import { digestOf, messageOfDigest } from '../../bot/digest/digest';
import { parseQuery } from '../../bot/query/parse-query';
import { slackLimitErrors } from '../../bot/slack/limits';
import { messageBlocks, type SlackMessage } from '../../bot/slack/message-blocks';
import { outsideText } from '../../bot/slack/text';
import { answer, answered, coverage, query, ref } from '../support/build-answer';
import { hostile } from '../support/hostile';
import { liveParts, seenInSlack } from '../support/seen-in-slack';

const now = new Date('2026-11-20T09:00:00Z');
const telling = { now, command: '/connect-who-changed', most: MOST_SHOWN };
const blocksOf = (message: Message): SlackMessage => messageBlocks(message, now);

const holds = <T>(property: fc.IProperty<T>): void => fc.assert(property, { numRuns: 150 });

const sound = (message: SlackMessage): void => {
  expect(liveParts(message)).toEqual([]);
  expect(slackLimitErrors(message)).toEqual([]);
  // Half of a surrogate pair makes a JSON document that other languages refuse.
  expect(JSON.stringify(message)).not.toMatch(/\\ud[89a-f]/i);
};

const rich = (message: SlackMessage): readonly string[] =>
  seenInSlack(message).rich.flatMap((element) => (element.type === 'text' ? [element.text] : []));

/** Names everywhere that an answer can have one. */
const answerWith = (
  names: readonly string[],
  count: number,
  outcome: 'found' | 'nothing' | 'unknown' | 'ambiguous',
) => {
  const at = (n: number): string => names[n % names.length] ?? '';
  const instance = { id: 'i', region: 'us-east-1', account: '1', alias: at(1) };
  const thing = ref({ instance });
  const named = (n: number): Piece => ({ name: at(n) });
  const one = (n: number, id: string, minute: number): AnsweredChange =>
    answered(
      { who: at(n), what: at(n + 1) },
      {
        resource: { ...thing, id },
        eventName: `Update${n}`,
        time: `2026-11-20T08:${String(59 - minute).padStart(2, '0')}:00Z`,
        actor: { kind: 'connect user', userId: at(n % 5) },
      },
      {
        relation: n % 2 === 0 ? 'direct' : 'indirect',
        deed: [{ words: 'put ' }, named(n), { words: ' into ' }, named(n + 1)],
        shortDeed: [{ words: 'put ' }, named(n), { words: ' into it' }],
        brief: [named(n), { words: ' changed it' }],
        details: [[named(n), { words: ' → ' }, named(n + 1)], [named(n)], [named(n)], [named(n)]],
        copies: [{ eventId: 'c', region: 'eu-west-2' }],
        actor: {
          actor: { kind: 'connect user', userId: at(n) },
          label: at(n),
          likely: { name: at(n), askedAt: '2026-11-20T08:00:00Z', minutesBefore: 3, others: 2 },
          traces: { deletedBy: at(n + 1), deletedAt: '2026-11-20T08:00:00Z' },
        },
      },
    );
  // Two of each minute are one Save.
  const changes: readonly AnsweredChange[] = Array.from({ length: count }, (_, n) => ({
    ...one(n, 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee', Math.floor(n / 2) * 2),
    sameSave: [one(n, 'same', 0), one(n + 1, 'same', 0)],
  }));
  const nearby = Array.from({ length: 5 }, (_, n) => one(n, `near-${n}`, n));
  return answer({
    outcome,
    query: query({
      text: at(2).slice(0, 2000),
      subject: { kind: 'name', name: at(2) },
      by: { kind: 'name', name: at(3) },
      window: { from: '2026-11-19T09:00:00Z', to: '2026-11-20T09:00:00Z' },
    }),
    changes: outcome === 'found' ? changes : [],
    subjects: [
      { ref: thing, name: at(0), nameNow: at(1) },
      { ref: thing, name: at(2), deleted: true },
    ],
    nearby: outcome === 'unknown' ? [] : nearby,
    nearbyWindow: { from: '2026-11-19T09:00:00Z' },
    ...(outcome === 'nothing' && {
      elsewhere: { changes: 4, newest: '2026-11-20T08:00:00Z' },
      lastBefore: one(0, 'before', 0),
    }),
    choices: outcome === 'ambiguous' ? Array.from({ length: 20 }, (_, n) => ({ ref: thing, name: at(n) })) : [],
    suggestions: outcome === 'unknown' ? [at(0), at(1), at(2)] : [],
    coverage: coverage({ complete: false, notes: [at(0), `Partial: ${at(1)}.`] }),
  });
};

const names = fc.array(hostile, { minLength: 1, maxLength: 4 });
const outcomes = fc.constantFrom('found', 'nothing', 'unknown', 'ambiguous' as const);

describe('what people call things comes out as its letters and nothing else', () => {
  it('in every kind of answer', () => {
    holds(
      fc.property(names, outcomes, fc.integer({ min: 1, max: 4 }), (called, outcome, count) => {
        sound(blocksOf(messageOfAnswer(answerWith(called, count, outcome), telling)));
      }),
    );
  });

  it('in what is said of a question that was not understood', () => {
    holds(
      fc.property(hostile, fc.constantFrom('', 'type:', 'since:', 'by:', 'instance:', 'limit:'), (text, qualifier) => {
        const parsed = parseQuery(`${qualifier}${text}`, { now, zone: 'utc' });
        const message = parsed.kind === 'mistake' ? parsed.mistake : { message: text, tryInstead: text };
        sound(blocksOf(mistakeMessage(message, '/connect-who-changed')));
      }),
    );
  });

  it('in a digest', () => {
    holds(
      fc.property(names, fc.integer({ min: 0, max: 20 }), (called, count) => {
        const { changes, coverage: covered } = answerWith(called, count, 'found');
        sound(blocksOf(messageOfDigest(digestOf(changes, covered), { zone: 'Europe/Berlin', now })));
      }),
    );
  });

  it.each(['<!channel>', '*bold*', ':tada:', '<https://evil.example|x>', 'O’Brien & Söhne', '👩🏽‍🚀 crew'])(
    '%s is shown as it is written',
    (name) => {
      const message = blocksOf(messageOfAnswer(answer({ changes: [answered({ what: name })] }), telling));
      expect(rich(message)).toContain(name);
    },
  );

  it.each([
    ['a zero-width space', 'que\u200bue', 'que[U+200B]ue'],
    ['a joiner that joins nothing', 'que\u200due', 'que[U+200D]ue'],
    ['a turn of direction', '\u202egnillib', '[U+202E]gnillib'],
    ['a letter that is only a gap', 'Bill\u3164ing', 'Bill[U+3164]ing'],
    ['half a letter', 'a\ud800', 'a[U+D800]'],
    ['a line break', 'two\r\nlines', 'two lines'],
    ['the joiners of an emoji, which stay', '👩🏽‍🚀 crew', '👩🏽‍🚀 crew'],
    ['the joiner of a script, which stays', 'ශ්\u200dරී', 'ශ්\u200dරී'],
  ])('%s is shown', (_what, name, shown) => {
    expect(visible(name)).toBe(shown);
    expect(rich(blocksOf(messageOfAnswer(answer({ changes: [answered({ what: name })] }), telling)))).toContain(shown);
  });

  it('a name of ten thousand letters is cut, between letters', () => {
    const cut = outsideText('👩🏽‍🚀'.repeat(2_000));
    expect(cut.length).toBeLessThanOrEqual(512);
    expect(cut).toMatch(/^(👩🏽‍🚀)+…$/u);
  });
});

describe('small print', () => {
  const small = (...pieces: Parameters<typeof line>[1][]): SlackMessage =>
    blocksOf({ lines: [line('fact', 'x'), line('note', ...pieces)], buttons: [] });

  it('of words alone is plain text: the words of an error of AWS may hold anything', () => {
    const note = 'Partial: *arn:aws:sts::1:assumed-role/a_b* :tada: <x>';
    expect(seenInSlack(small(note)).plain).toEqual([{ text: note, emoji: false }]);
  });

  it('gives a command whole, to be copied', () => {
    const command = `/connect-who-changed "${'Billing of the second harbour '.repeat(4)}" type:routing-profile limit:30`;
    expect(seenInSlack(small('4 more: ', { code: command })).mrkdwn).toEqual([`4 more: \`${command}\``]);
  });

  it('shows a moment in the reader’s own zone, with UTC for a notification', () => {
    expect(seenInSlack(small('to ', { time: '2026-11-20T09:00:00Z', as: 'moment' })).mrkdwn).toEqual([
      'to <!date^1795165200^{date_short_pretty} {time}|Fri 20 Nov 09:00 UTC>',
    ]);
  });
});

describe('the limits of Slack', () => {
  const long = (letter: string): string => letter.repeat(512);

  it.each(['x', '&', '<', '`', '\u200b', '👩🏽‍🚀', '漢'])(
    'hold for 30 changes with 512 letters %s a name',
    (letter) => {
      for (const outcome of ['found', 'nothing', 'unknown', 'ambiguous'] as const) {
        sound(blocksOf(messageOfAnswer(answerWith([long(letter)], MOST_SHOWN, outcome), telling)));
      }
      const everything = {
        ...answerWith([long(letter)], MOST_SHOWN, 'found'),
        query: query({ subject: { kind: 'everything' } }),
      };
      sound(blocksOf(messageOfAnswer(everything, telling)));
    },
  );

  it('hold for a sentence with forty names in it', () => {
    const sentence: readonly Piece[] = Array.from({ length: 40 }, () => ({ name: long('&') }));
    const changes = [
      { ...answered(), sentence },
      { ...answered(), sentence },
    ];
    sound(blocksOf(messageOfAnswer(answer({ changes }), telling)));
    sound(blocksOf({ lines: [{ role: 'note', pieces: sentence }], buttons: [] }));
  });

  it('leave items out, and say so, where sentences name more things than a message can hold', () => {
    const sentence: readonly Piece[] = Array.from({ length: 60 }, (_, n) => ({ name: `a queue of some length ${n}` }));
    const changes = Array.from({ length: 20 }, () => ({
      ...answered({}, { verb: 'delete' }),
      sentence,
      brief: sentence,
    }));
    const message = blocksOf(messageOfAnswer(answer({ changes }), telling));
    sound(message);
    expect(JSON.stringify(message.blocks)).toMatch(/\d+ more lines are too long for Slack/);
    expect(rich(message)).toContain('a queue of some…');
  });

  it('hold for help', () => sound(blocksOf(helpMessage('/connect-who-changed', 'who-changed'))));

  it('leave ordinary answers as they are: a name is cut only where it must be', () => {
    const changes = Array.from({ length: 6 }, () => answered({ what: 'n'.repeat(256) }));
    const texts = rich(blocksOf(messageOfAnswer(answer({ changes, subjects: [] }), telling)));
    expect(texts.filter((text) => text === 'n'.repeat(256))).toHaveLength(6);
  });

  it('make no button of a question that is too long for one, rather than half a question', () => {
    const { blocks } = blocksOf({ lines: [line('fact', 'x')], buttons: [{ label: 'Ask', ask: 'y'.repeat(2_001) }] });
    expect(blocks.map(({ type }) => type)).toEqual(['rich_text']);
  });

  it.each([
    ['more than 50 blocks', { text: 'x', blocks: Array.from({ length: 51 }, () => ({ type: 'divider' }) as const) }],
    ['no text for the notification', { text: '', blocks: [] }],
    [
      'an empty piece of rich text',
      {
        text: 'x',
        blocks: [
          {
            type: 'rich_text' as const,
            elements: [{ type: 'rich_text_section' as const, elements: [{ type: 'text' as const, text: '' }] }],
          },
        ],
      },
    ],
    [
      'more letters in all than Slack posts',
      {
        text: 'x',
        blocks: Array.from({ length: 5 }, () => ({
          type: 'section' as const,
          text: { type: 'mrkdwn' as const, text: 'x'.repeat(3_000) },
        })),
      },
    ],
  ])('know %s', (_what, message) => {
    expect(slackLimitErrors(message)).toHaveLength(1);
  });
});
