import { FUNCTION_NAMES, readConfig, variableNames } from '../bot/config';

const good: Record<string, string> = {
  SLACK_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:who-changed/slack-AbCdEf',
  JOBS_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/111122223333/who-changed-jobs',
  DIRECTORY_TABLE: 'who-changed-directory',
  STATE_TABLE: 'who-changed-state',
  SETTINGS_TABLE: 'who-changed-settings',
  INDEX_TABLE: 'who-changed-index',
};

describe('a function that has all it needs', () => {
  it.each(FUNCTION_NAMES)('%s reads its own variables and no other', (name) => {
    const own = variableNames(name).all.filter((variable) => variable in good);
    const expected = Object.fromEntries(own.map((variable) => [variable, good[variable]]));
    expect(readConfig(name, { ...good, HOME: '/home/someone' })).toEqual(expected);
  });

  it.each([
    ['one', ['one']],
    ['one,two', ['one', 'two']],
    [' one , arn:aws:connect:eu-west-2:1:instance/two,', ['one', 'arn:aws:connect:eu-west-2:1:instance/two']],
  ])('takes the instances %j as a list', (text, ids) => {
    expect(readConfig('sync', { ...good, CONNECT_INSTANCE_IDS: text }).CONNECT_INSTANCE_IDS).toEqual(ids);
  });

  it('takes the days of retention as a number, and leaves the default to others', () => {
    expect(readConfig('ingest', { ...good, INDEX_RETENTION_DAYS: '90' }).INDEX_RETENTION_DAYS).toBe(90);
    expect(readConfig('ingest', good)).not.toHaveProperty('INDEX_RETENTION_DAYS');
  });

  it.each(['0', '3651', '1.5', '-1', 'a year', '1e3'])('takes %j for no number of days', (text) => {
    expect(() => readConfig('catch-up', { ...good, INDEX_RETENTION_DAYS: text })).toThrow(
      'INDEX_RETENTION_DAYS is not a whole number of days from 1 to 3650',
    );
  });

  it('means every instance where none is named, or an empty text names none', () => {
    expect(readConfig('sync', good)).not.toHaveProperty('CONNECT_INSTANCE_IDS');
    expect(readConfig('sync', { ...good, CONNECT_INSTANCE_IDS: '' })).not.toHaveProperty('CONNECT_INSTANCE_IDS');
  });

  it('also learns its Region from Lambda, and a stand-in for Slack where there is one', () => {
    const around = { AWS_REGION: 'us-east-1', SLACK_API_URL: 'http://127.0.0.1:4000/api/' };
    expect(readConfig('slack', { ...good, ...around })).toMatchObject(around);
  });
});

describe('a function that lacks something', () => {
  it.each(FUNCTION_NAMES)('%s names all that is missing at once', (name) => {
    const { all, optional } = variableNames(name);
    const needed = all.filter((variable) => !optional.includes(variable));
    const expected = needed.map((variable) => `${variable} is missing`).join('; ');
    expect(() => readConfig(name, {})).toThrow(`The ${name} function can't start: ${expected}.`);
  });

  it('counts an empty variable as missing', () => {
    expect(() => readConfig('worker', { ...good, STATE_TABLE: '' })).toThrow('STATE_TABLE is missing');
  });

  it.each([
    ['SLACK_SECRET_ARN', 'who-changed/slack', 'is not an ARN'],
    ['DIRECTORY_TABLE', 'a', 'is not a DynamoDB table name'],
    ['SLACK_API_URL', 'localhost', 'is not an http(s) URL'],
    ['SLACK_API_URL', 'http://slack.example/api/', 'is neither an https URL nor one of this machine'],
  ])('says what is wrong with %s %j', (variable, value, complaint) => {
    expect(() => readConfig('digest', { ...good, [variable]: value })).toThrow(`${variable} ${complaint}`);
  });

  it('names what is missing and what is malformed in one error, and repeats no value', () => {
    const attempt = () => readConfig('slack', { SLACK_SECRET_ARN: 'xoxb-pasted-by-mistake' });
    expect(attempt).toThrow(
      "The slack function can't start: SLACK_SECRET_ARN is not an ARN; JOBS_QUEUE_URL is missing; DIRECTORY_TABLE is missing; STATE_TABLE is missing.",
    );
    expect(attempt).not.toThrow(/xoxb/);
  });
});
