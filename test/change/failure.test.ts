import { reasonOf } from '../../bot/answer/reason';
import { normalize } from '../../bot/change/normalize';
import { change } from '../support/build-answer';

const outcomeOf = (over: object) => {
  const normalized = normalize({
    eventSource: 'connect.amazonaws.com',
    eventName: 'UpdateContactFlowContent',
    eventTime: '2026-10-01T10:03:00Z',
    errorCode: 'SomeException',
    ...over,
  });
  return normalized.kind === 'change' ? normalized.change.outcome : undefined;
};

describe('why a call failed', () => {
  it.each<[string, object, string | undefined]>([
    ['the record’s own message', { errorMessage: 'Max contacts must be below 500' }, 'Max contacts must be below 500'],
    ['the message in the response', { responseElements: { Message: 'It exists.' } }, 'It exists.'],
    ['the same in small letters', { responseElements: { message: 'It exists.' } }, 'It exists.'],
    [
      'a flow’s problems, each with its block and path',
      {
        responseElements: {
          problems: [
            { message: 'Invalid queue. Path: Actions[3].Parameters.QueueId' },
            { message: 'No end. Path: Actions[0]' },
          ],
        },
      },
      'Invalid queue. Path: Actions[3].Parameters.QueueId; No end. Path: Actions[0]',
    ],
    [
      'a module’s problems beside the message',
      { errorMessage: 'Not valid', responseElements: { Problems: ['No end.', { Message: 'No start.' }] } },
      'Not valid; No end.; No start.',
    ],
    [
      'the properties that were not valid',
      {
        responseElements: {
          Message: 'Not valid',
          PropertyList: [
            { PropertyPath: 'Name', Reason: 'INVALID_FORMAT', Message: 'Too long' },
            { PropertyPath: 'Value', Reason: 'REQUIRED' },
          ],
        },
      },
      'Not valid; Name: Too long; Value: REQUIRED',
    ],
    ['one text once', { errorMessage: 'No.', responseElements: { Message: 'No.' } }, 'No.'],
    [
      'nothing, where the record does not say',
      { errorMessage: ' ', responseElements: { Problems: [null, 3, {}] } },
      undefined,
    ],
  ])('is %s', (_what, over, errorMessage) => {
    expect(outcomeOf(over)).toEqual({
      kind: 'failed',
      errorCode: 'SomeException',
      ...(errorMessage !== undefined && { errorMessage }),
    });
  });

  it('is of no call that succeeded', () => {
    expect(outcomeOf({ errorCode: undefined, responseElements: { Message: 'Fine.' } })).toEqual({ kind: 'succeeded' });
  });
});

describe('the reason as it is shown', () => {
  const shown = (errorMessage: string, requestParameters: object = {}) => {
    const outcome = outcomeOf({ errorMessage, requestParameters });
    return outcome === undefined ? undefined : reasonOf(change({ outcome }));
  };
  it.each([
    ['an ARN whole', 'User: arn:aws:iam::1:user/jane may not', 'User: arn:aws:iam::1:user/jane may not'],
    [
      'no address, also not in an ARN',
      'arn:aws:sts::1:assumed-role/R/jane@example.com may not write to "kai@example.com"',
      'arn:aws:sts::1:assumed-role/R/(email address) may not write to "(email address)"',
    ],
    ['no access key', 'Key AKIAIOSFODNN7EXAMPLE is old', 'Key (not shown: personal or secret) is old'],
    [
      'no secret that it quotes',
      "Password 'hunter2' is too short",
      'Password (not shown: personal or secret) is too short',
    ],
    [
      'no token in an address',
      'No answer of https://x.example/a?token=hunter2',
      'No answer of https://x.example/a?token=(not shown: personal or secret)',
    ],
    ['other quotes', "Name 'Billing' is taken", "Name 'Billing' is taken"],
  ])('holds %s', (_what, message, expected) => {
    expect(shown(message)).toBe(expected);
  });

  it('holds no secret of the request that it repeats', () => {
    const request = { Attributes: { apiKey: 'hunter2' }, Name: 'Billing' };
    expect(shown('Not taken: hunter2 of Billing', request)).toBe(
      'Not taken: (not shown: personal or secret) of Billing',
    );
  });

  it('is cut, and quick, however long it is', () => {
    for (const text of ['a'.repeat(95_000), 'a@'.repeat(50_000), '"'.repeat(95_001), "password'".repeat(9_000)])
      expect(shown(text)?.length).toBeLessThanOrEqual(1_000);
  });
});
