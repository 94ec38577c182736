import * as fc from 'fast-check';
import type { Answer } from '../../bot/answer/answer';
import { messageOfAnswer } from '../../bot/answer/answer-message';
import { failureLine } from '../../bot/local/failure-line';
import { terminalText } from '../../bot/local/terminal';
import { answer, answered, INSTANCE, query, ref } from '../support/build-answer';
import { hostile } from '../support/hostile';

const now = new Date('2026-11-20T09:20:00Z');

const shown = (told: Answer): string =>
  terminalText(messageOfAnswer(told, { now, most: 2, command: 'who-changed' }), { zone: 'UTC', now, colours: false });

const thingOf = (name: string) => ({
  ref: ref({ instance: { ...INSTANCE, alias: name } }),
  name,
  nameNow: `${name} now`,
});

/** Answers of every kind that hold a name from outside wherever one may stand. */
const answersWith = (name: string): readonly Answer[] => {
  const asked = query({ text: name, subject: { kind: 'name', name }, window: { from: '2026-11-19T00:00:00Z' } });
  const subjects = [thingOf(name)];
  const changes = ['1', '2', '3'].map(() =>
    answered({ who: name, what: name }, { actor: { kind: 'iam user', userName: name } }, { resource: thingOf(name) }),
  );
  return [
    answer({ query: asked, subjects, changes, nearby: changes }),
    answer({ query: asked, subjects, elsewhere: { changes: 1, newest: '2026-11-20T08:00:00Z' } }),
    answer({ query: asked, outcome: 'unknown', suggestions: [name] }),
    answer({ query: asked, outcome: 'ambiguous', choices: [...subjects, thingOf(`${name} 2`)] }),
  ];
};

describe('what a terminal is sent', () => {
  it('holds no character that it would obey or hide, whatever the names', () => {
    void fc.assert(
      fc.property(hostile, (name) => {
        for (const told of answersWith(name)) {
          expect(shown(told).match(/[^\n\P{Cc}]|[\p{Zl}\p{Zp}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu)).toBeNull();
        }
      }),
      { numRuns: 100 },
    );
  });

  it('of a failure is one line', () => {
    expect(failureLine(new Error('There is no folder a\u001b[2Jb.\nat x'))).toBe('There is no folder a[U+001B][2Jb.');
    expect(failureLine(new Error(''))).toBe('It failed, and did not say why.');
  });
});
