import { maskedRecord } from '../../bot/answer/masked-record';
import { WITHHELD } from '../../bot/change/hidden';

const record = (requestParameters: object, more: object = {}) => ({
  eventSource: 'connect.amazonaws.com',
  eventName: 'CreateUser',
  requestParameters: { ...requestParameters },
  ...more,
});
const shown = (made: ReturnType<typeof record>): string =>
  JSON.stringify(maskedRecord(JSON.parse(JSON.stringify(made))));

describe('a record as AWS wrote it', () => {
  it('stays as it is where nothing in it is secret or personal', () => {
    const plain = record(
      { username: 'jane.doe', routingProfileId: 'r', tags: { team: 'x' } },
      { userIdentity: { type: 'AssumedRole', arn: 'arn:aws:sts::111122223333:assumed-role/ci/run' }, eventID: 'e' },
    );
    expect(maskedRecord(JSON.parse(JSON.stringify(plain)))).toEqual(plain);
  });

  it.each<[string, object]>([
    ['a password', { password: 'hunter2' }],
    ['a password of other capitals', { Password: 'hunter2' }],
    ['a name and an address', { identityInfo: { firstName: 'hunter2', email: 'hunter2@example.com' } }],
    ['a secret in a list', { things: [{ clientSecret: 'hunter2' }] }],
    ['an access token', { accessToken: 'hunter2' }],
    ['a whole object of credentials', { credentials: { user: 'hunter2' } }],
  ])('loses %s', (_what, requestParameters) => {
    const text = shown(record(requestParameters));
    expect(text).not.toContain('hunter2');
    expect(text).toContain(WITHHELD);
  });

  it('loses the key that signed the call, in the frame around it', () => {
    const text = shown(record({}, { userIdentity: { accessKeyId: 'AKIAEXAMPLE', userName: 'ann' } }));
    expect(text).not.toContain('AKIAEXAMPLE');
    expect(text).toContain('ann');
  });

  it('loses what the API’s model marks as sensitive, though its name says nothing', () => {
    const approved = {
      eventSource: 'connect.amazonaws.com',
      eventName: 'CreateInstance',
      requestParameters: { instanceAlias: 'harbor' },
    };
    expect(JSON.stringify(maskedRecord(approved))).not.toContain('harbor');
  });

  it('keeps the stars that AWS put there itself', () => {
    expect(shown(record({ password: '***' }))).toContain('***');
  });
});
