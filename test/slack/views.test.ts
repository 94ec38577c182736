import type { KnownBlock } from '@slack/types';
import * as fc from 'fast-check';
import { detailsMessage } from '../../bot/answer/details-message';
import { answerView } from '../../bot/slack/ask-in-modal';
import { homeView } from '../../bot/slack/home-view';
import { slackViewErrors } from '../../bot/slack/limits';
import { detailsView } from '../../bot/slack/show-details';
import { answered, coverage, ref } from '../support/build-answer';
import { hostile } from '../support/hostile';
import { liveParts } from '../support/seen-in-slack';

const now = new Date('2026-11-20T09:00:00Z');

const sound = (view: ReturnType<typeof answerView> | ReturnType<typeof homeView>): void => {
  expect(slackViewErrors(view)).toEqual([]);
  // The record is text of several lines, and they are ours.
  const live = liveParts({ text: 'x', blocks: view.blocks as KnownBlock[] }).filter((part) => part !== 'invisible U+a');
  expect(live).toEqual([]);
  // A record's own JSON may tell of half a letter; no half of one is sent.
  expect(JSON.stringify(view)).not.toMatch(/(?<!\\)\\ud[89a-f]/i);
};

/** A change in which everything that comes from outside is one of these names. */
const changeOf = ([a = '', b = '', c = '']: readonly string[]) =>
  answered(
    { who: a, what: b },
    { eventName: c || 'X', outcome: { kind: 'failed', errorCode: a || 'X' } },
    {
      fields: Array.from({ length: 45 }, (_, n) => ({
        field: `Field${n}`,
        from: { kind: 'value' as const, value: a },
        to: { kind: 'value' as const, value: b },
      })),
      related: Array.from({ length: 30 }, () => ({ ref: ref({ id: c || 'x' }), name: a })),
      actor: {
        actor: { kind: 'role session', role: b || 'r', session: c },
        label: a,
        likely: { name: b, askedAt: '2026-11-20T08:00:00Z', minutesBefore: 3, others: 2 },
        traces: { deletedBy: c },
      },
      copies: [{ eventId: a || 'x', region: 'eu-west-2' }],
    },
  );

const names = fc.array(hostile, { minLength: 3, maxLength: 3 });
const runs = { numRuns: 12 };

describe('what people call things comes out as its letters, within the limits of Slack', () => {
  it('in the details of a change, its record among them', () => {
    void fc.assert(
      fc.property(names, (outside) => {
        const message = detailsMessage(
          changeOf(outside),
          { coverage: coverage({ notes: [...outside] }) },
          { at: 1, of: 3, failed: 1, lookedAt: 2 },
        );
        const record = JSON.stringify({ requestParameters: { name: outside } });
        const links = [{ label: 'Event in CloudTrail', url: 'https://example.com/' }];
        sound(detailsView({ message, record, links }, 'C1', now));
      }),
      runs,
    );
  });

  it('in an answer in a modal', () => {
    void fc.assert(
      fc.property(names, (outside) => {
        const message = detailsMessage(
          changeOf(outside),
          { coverage: coverage() },
          { at: 0, of: 1, failed: 0, lookedAt: 1 },
        );
        sound(answerView(message, '', now));
      }),
      runs,
    );
  });

  it('at home, however much there is to show', () => {
    void fc.assert(
      fc.property(names, fc.integer({ min: 1, max: 80 }), (outside, count) => {
        const one = detailsMessage(
          changeOf(outside),
          { coverage: coverage() },
          { at: 0, of: 1, failed: 0, lookedAt: 1 },
        );
        const short = { ...one, lines: one.lines.slice(0, 2) };
        sound(
          homeView(
            Array.from({ length: count }, () => short),
            now,
          ),
        );
      }),
      { numRuns: 6 },
    );
  });
});
