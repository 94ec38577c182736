import { handlesOf, readDetails, readExport, readMore } from '../../bot/slack/after-answer';
import { answer, answered, coverage } from '../support/build-answer';

const asked = { ask: '/connect-who-changed Billing', askedAt: '2026-11-20T09:00:00.000Z' };
const message = { lines: [], buttons: [] };
const labels = (given: ReturnType<typeof handlesOf>): readonly string[] => given.map(({ label }) => label);

describe('what can be done with an answer', () => {
  it('is to look into it and to take it along, where it holds changes', () => {
    expect(labels(handlesOf(answer({ changes: [answered()] }), message, asked, false))).toEqual(['Details', 'Export']);
    expect(labels(handlesOf(answer(), message, asked, false))).toEqual([]);
  });

  it('is to have the newest minutes read live, where the index has not settled them and nobody has just read them', () => {
    const unsettled = answer({
      coverage: coverage({
        settledTo: '2026-11-20T08:30:00Z',
        sources: [{ kind: 'index', region: 'us-east-1', calls: 1 }],
      }),
    });
    expect(labels(handlesOf(unsettled, message, asked, false))).toEqual(['Check the last minutes live']);
    expect(labels(handlesOf(unsettled, message, asked, true))).toEqual([]);
  });

  it('fits into its buttons, however many changes there are', () => {
    const changes = Array.from({ length: 300 }, () =>
      answered({}, { eventId: '5a3b1e00-0000-4000-8000-000000000048' }),
    );
    const more = { eventId: 'e', shown: 6, label: 'Show 30 more of 294' };
    const handles = handlesOf(answer({ changes }), { ...message, more }, asked, false);
    expect(labels(handles)).toEqual(['Show 30 more of 294', 'Details', 'Export']);
    for (const { value } of handles) expect(value.length).toBeLessThanOrEqual(2_000);
  });
});

describe('a button', () => {
  it('of an earlier version is read without what it does not say', () => {
    expect(readDetails('{"eventIds":["e"],"at":0}')).toEqual({ eventIds: ['e'], at: 0 });
  });

  it('is read as it was made', () => {
    const more = { eventId: 'e', shown: 6, label: 'Show 1 more' };
    const [first, second, third] = handlesOf(
      answer({ changes: [answered({}, { eventId: 'e' })] }),
      { ...message, more },
      asked,
      false,
    );
    expect(readMore(first?.value)).toEqual({ ...asked, eventId: 'e', shown: 6 });
    expect(readDetails(second?.value)).toEqual({ eventIds: ['e'], at: 0, of: 1, failed: 0 });
    expect(readExport(third?.value)).toEqual(asked);
  });

  it.each([
    undefined,
    '',
    'null',
    '{}',
    '/connect-changes 2h',
    '{"eventIds":[],"at":0}',
    '{"ask":"x","askedAt":"now"}',
  ])('of another version is none: %j', (value) => {
    expect([readMore(value), readDetails(value), readExport(value)]).toEqual([undefined, undefined, undefined]);
  });
});
