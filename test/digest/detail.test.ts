import * as fc from 'fast-check';
import type { Line, Message } from '../../bot/answer/message';
import { detailOfDigest } from '../../bot/digest/detail';
import { slackLimitErrors } from '../../bot/slack/limits';
import { messageBlocks } from '../../bot/slack/message-blocks';
import { answered, coverage, ref } from '../support/build-answer';

const telling = { zone: 'Asia/Tokyo', now: new Date('2026-11-20T09:00:00Z') };
const textOf = ({ pieces }: Line): string => pieces.map((piece) => Object.values(piece)[0]).join('');
const linesOf = ({ lines }: Message): readonly string[] => lines.map(textOf);

it('puts what people did first, by type of thing, then each pipeline, then what failed', () => {
  const [message, ...others] = detailOfDigest(
    [
      answered(
        { who: 'ci' },
        { via: 'terraform', actor: { kind: 'role session', role: 'ci-connect', session: 'run-1' } },
      ),
      answered(
        { who: 'ann', what: 'Main' },
        { resource: ref({ type: 'flow', id: 'f1' }), time: '2026-11-20T08:20:00Z' },
      ),
      answered({ who: 'ann' }, { outcome: { kind: 'failed', errorCode: 'AccessDenied' } }),
      answered({ who: 'ann', what: 'Billing' }),
      answered(
        { who: 'bea', what: 'Night' },
        { resource: ref({ type: 'flow', id: 'f2' }), time: '2026-11-20T08:10:00Z' },
      ),
    ],
    coverage(),
    telling,
  );
  expect(others).toEqual([]);
  expect(message && linesOf(message)).toEqual([
    'Flows',
    'Fri 20 Nov 17:20  ann changed flow Main · website · harbor',
    'Fri 20 Nov 17:10  bea changed flow Night · website · harbor',
    'Queues',
    'Fri 20 Nov 17:09  ann changed queue Billing · website · harbor',
    'ci-connect with Terraform',
    'Fri 20 Nov 17:09  ci changed queue Billing · Terraform · harbor',
    'Attempts that failed',
    'Fri 20 Nov 17:09  ann changed queue Billing · website · harbor',
  ]);
});

it('says nothing where there is nothing', () => {
  expect(detailOfDigest([], coverage(), telling)).toEqual([]);
});

it('holds every change or counts it, in five messages at most, within the limits of Slack', () => {
  const changes = fc.array(
    fc.record({
      letters: fc.integer({ min: 1, max: 250 }),
      type: fc.constantFrom('queue', 'flow', 'user'),
      many: fc.integer({ min: 1, max: 200 }),
    }),
    { maxLength: 12 },
  );
  void fc.assert(
    fc.property(changes, (groups) => {
      const all = groups.flatMap(({ letters, type, many }, group) =>
        Array.from({ length: many }, (_, n) =>
          answered({ what: 'x'.repeat(letters) }, { resource: ref({ type: type as 'queue', id: `${group}-${n}` }) }),
        ),
      );
      const detail = detailOfDigest(all, coverage(), telling);
      expect(detail.length).toBeLessThanOrEqual(5);
      for (const message of detail) expect(slackLimitErrors(messageBlocks(message, telling.now))).toEqual([]);
      const lines = detail.flatMap(linesOf);
      const told = lines.filter((line) => /^\w{3} \d+ \w+ \d\d:\d\d {2}/.test(line)).length;
      const more = Number(/^and (\d+) more changes?:/.exec(lines.at(-1) ?? '')?.[1] ?? 0);
      expect(told + more).toBe(all.length);
      // Whole names, where they fit: nothing is cut to make room.
      for (const message of detail) expect(JSON.stringify(messageBlocks(message, telling.now))).not.toContain('…');
    }),
    { numRuns: 30 },
  );
});
