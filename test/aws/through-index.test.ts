import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import type { Underway } from '../../bot/answer/answer';
import type { Answered } from '../../bot/answer-question';
import { type Ask, askThroughIndex, type ThroughIndexDeps } from '../../bot/aws/through-index';
import { secondOf } from '../../bot/index/spans';
import { GLANCE_MS } from '../../bot/sources/index-first';
import { answer, answered } from '../support/build-answer';
import { type VirtualClock, virtualClock } from '../support/virtual-clock';

const NOW = new Date('2026-11-21T18:52:40Z');
const nowSecond = secondOf(NOW.toISOString());
const whole = { from: nowSecond - 200 * 86_400, to: nowSecond - 1_800 };
const withGap = { from: nowSecond - 5 * 86_400, to: nowSecond - 1_800 };

let clock: VirtualClock;
const depsWith = (proved: { readonly from: number; readonly to: number }): ThroughIndexDeps => ({
  index: {
    changes: async () => [],
    unusable: async () => [],
    days: async () => [],
    reach: async () => ({ proofs: new Map([['everything', [proved]]]), eventsAnHour: new Map() }),
  },
  retentionDays: 400,
  regions: ['us-east-1'],
  cloudTrail: () => new CloudTrailClient({ region: 'us-east-1' }),
  pacer: () => ({ reserve: () => new Promise(() => {}), throttled: async () => {} }),
  budgetMs: 60_000,
  now: () => NOW,
  clock,
});

const fromIndex: Answered = { kind: 'answer', answer: answer({ changes: [answered()], total: 1 }) };
const fromBoth: Answered = { kind: 'answer', answer: answer({ changes: [answered(), answered()], total: 2 }) };

/** Asks the source, so that it meets its gaps; the second time CloudTrail takes as long as `reading`. */
const asking = (first: Answered, reading: Promise<unknown>): { readonly ask: Ask; readonly asked: () => number } => {
  let times = 0;
  return {
    ask: async (find) => {
      times += 1;
      if (times === 1) {
        await find({ types: [], window: {} });
        return first;
      }
      await reading;
      return fromBoth;
    },
    asked: () => times,
  };
};

describe('a question to the index and CloudTrail', () => {
  beforeEach(() => {
    clock = virtualClock(NOW);
  });

  it('is answered by the index alone where that has read all of it', async () => {
    const { ask, asked } = asking(fromIndex, Promise.resolve());
    const heard: Underway[] = [];
    expect(await askThroughIndex(ask, depsWith(whole), (one) => void heard.push(one))).toBe(fromIndex);
    expect([asked(), heard]).toEqual([1, []]);
  });

  it('is told what the index has, where CloudTrail takes its time for the rest', async () => {
    let read: (value: unknown) => void = () => {};
    const reading = new Promise((resolve) => {
      read = resolve;
    });
    const { ask } = asking(fromIndex, reading);
    const heard: Underway[] = [];
    const answering = askThroughIndex(ask, depsWith(withGap), (one) => void heard.push(one));
    await clock.pass(GLANCE_MS - 1);
    expect(heard).toEqual([]);
    await clock.pass(1);
    expect(heard).toEqual([{ kind: 'from the index', answer: fromIndex.kind === 'answer' && fromIndex.answer }]);
    read(undefined);
    expect(await answering).toBe(fromBoth);
  });

  it('is told nothing before where the rest comes soon, or the index has nothing to tell', async () => {
    const heard: Underway[] = [];
    const soon = asking(fromIndex, Promise.resolve());
    expect(await askThroughIndex(soon.ask, depsWith(withGap), (one) => void heard.push(one))).toBe(fromBoth);
    const nothing: Answered = { kind: 'answer', answer: answer({ changes: [], total: 0 }) };
    const empty = asking(nothing, clock.sleep(60_000));
    const answering = askThroughIndex(empty.ask, depsWith(withGap), (one) => void heard.push(one));
    await clock.pass(60_000);
    expect(await answering).toBe(fromBoth);
    expect(heard).toEqual([]);
  });

  it('fails as CloudTrail does where that fails, and nothing is left unheard', async () => {
    const failing = asking(fromIndex, Promise.reject(new Error('denied')));
    await expect(askThroughIndex(failing.ask, depsWith(withGap), () => {})).rejects.toThrow('denied');
  });
});
