import { lambdaLog, METRICS, METRICS_NAMESPACE } from '../../bot/handlers/lambda-log';
import { underReference } from '../../bot/reference';

/** The lines that are put on standard output, each as what it holds. */
const linesOf = (tell: () => void) => {
  const stdout = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    tell();
    const text = stdout.mock.calls.map(([written]) => String(written)).join('');
    expect(text).toMatch(/^(\{[^\p{Cc}\p{Zl}\p{Zp}]*\}\n)*$/u);
    return text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  } finally {
    stdout.mockRestore();
  }
};

it('a line is one line, whatever stands in it', () => {
  const asked = 'x\n\u0085\u2028\u001b[2J';
  expect(linesOf(() => lambdaLog('info', 'question answered', { asked }))).toMatchObject([{ asked }]);
});

describe('a line that counts something', () => {
  it('bears what it counts beside what it says', () => {
    const facts = { reference: 'r1', outcome: 'answer', partial: true, tookMs: 812 };
    expect(linesOf(() => lambdaLog('info', 'question answered', facts))).toMatchObject([
      {
        ...{ level: 'info', message: 'question answered', reference: 'r1', tookMs: 812 },
        ...{ Answers: 1, PartialAnswers: 1, FailedAnswers: 0 },
        _aws: {
          CloudWatchMetrics: [
            { Metrics: ['Answers', 'PartialAnswers', 'FailedAnswers'].map((Name) => ({ Name, Unit: 'Count' })) },
          ],
        },
      },
    ]);
  });

  it.each(Object.keys(METRICS))(
    '“%s” names only members that it has, as numbers, and dimensions as text',
    (message) => {
      const facts = { lagSeconds: 4, newestEventAgeSeconds: 5, outcome: 'failed' };
      const [line] = linesOf(() => lambdaLog('info', message, facts));
      const [directive, ...others] = line._aws.CloudWatchMetrics;
      expect(others).toEqual([]);
      expect(directive.Namespace).toBe(METRICS_NAMESPACE);
      expect(Number.isInteger(line._aws.Timestamp)).toBe(true);
      expect(directive.Metrics.length).toBeGreaterThan(0);
      for (const { Name, Unit } of directive.Metrics) {
        expect(typeof line[Name]).toBe('number');
        expect(['Count', 'Seconds']).toContain(Unit);
      }
      for (const dimension of directive.Dimensions.flat()) expect(typeof line[dimension]).toBe('string');
    },
  );

  it('of which nothing is known counts nothing', () => {
    const [line] = linesOf(() => lambdaLog('info', 'caught up', { changes: 2 }));
    expect(line).toEqual({ timestamp: expect.any(String), level: 'info', message: 'caught up', changes: 2 });
  });
});

describe('every line', () => {
  it('bears the reference of what is being worked on', () => {
    const [line] = linesOf(() => underReference('r2', () => lambdaLog('info', 'handed on', { kind: 'home' })));
    expect(line).toEqual({
      ...{ timestamp: expect.any(String), level: 'info', message: 'handed on' },
      ...{ reference: 'r2', kind: 'home' },
    });
  });

  it('keeps a reference of its own', () => {
    const [line] = linesOf(() => underReference('r2', () => lambdaLog('info', 'handed on', { reference: 'r3' })));
    expect(line).toHaveProperty('reference', 'r3');
  });

  it('has none outside of any work', () => {
    expect(linesOf(() => lambdaLog('info', 'handed on'))[0]).not.toHaveProperty('reference');
  });

  it('is one line, whatever the cause says', () => {
    const cause = new Error('two\nlines', { cause: new Error('below') });
    expect(linesOf(() => lambdaLog('error', 'a job failed', {}, cause))).toMatchObject([
      { level: 'error', cause: 'Error: two\nlines ← Error: below' },
    ]);
  });
});
