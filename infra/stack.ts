import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { S3Backend, TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { directoryTableDefinition } from '../bot/aws/directory-table';
import { stateTableDefinition } from '../bot/aws/state-table';
import type { DigestEnv, FunctionName, SlackEnv, SyncEnv, WorkerEnv } from '../bot/config';
import { mayLookUpEvents, mayReadConnect } from './connect-access';
import { AlarmTopic } from './constructs/alarm-topic';
import { BotFunction, type BotFunctionProps } from './constructs/bot-function';
import { JobQueue } from './constructs/job-queue';
import { KeptTable, type TableDefinition } from './constructs/kept-table';
import { SlackEndpoint } from './constructs/slack-endpoint';
import { SlackSecret, slackSecretName } from './constructs/slack-secret';
import { Timetable } from './constructs/timetable';
import type { Statement } from './policy';
import { type DigestSettings, mistakesIn, type Settings } from './settings';

/** CloudTrail answers two look-ups a second whoever asks: more workers would only wait for each other. */
const WORKERS_AT_ONCE = 3;
const WORKER_SECONDS = 90;
const SYNC_EVERY_MINUTES = 15;

/**
 * The whole system, in the order in which a question travels: Slack -> API -> Slack function -> jobs -> worker -> tables;
 * and beside it what runs by the clock: the directory's sync and the digest.
 */
export class WhoChangedStack extends TerraformStack {
  constructor(
    scope: Construct,
    private readonly settings: Settings,
    /** The folder that holds one bundle's folder for each handler. */
    private readonly bundles: string,
  ) {
    super(scope, deployable(settings).name);

    const { name, logRetentionDays } = settings;
    this.prepareTerraform();
    const alarms = new AlarmTopic(this, 'alarms', { name: `${name}-alarms`, ...emailOf(settings) });
    const secret = new SlackSecret(this, 'slack-secret', { name: slackSecretName(name) });
    const jobs = new JobQueue(this, 'jobs', { name: `${name}-jobs`, workSeconds: WORKER_SECONDS, alarms });

    const slack = this.botFunction('slack', alarms, {
      description: 'Takes what Slack sends: verifies it, answers help and mistakes, hands questions on.',
      environment: { SLACK_SECRET_ARN: secret.secret.arn, JOBS_QUEUE_URL: jobs.queue.url } satisfies SlackEnv,
      statements: [secret.mayRead(), jobs.maySend()],
      timeoutSeconds: 10,
      memoryMb: 1024,
    });
    const endpoint = new SlackEndpoint(this, 'endpoint', { name, logRetentionDays, lambda: slack.lambda });

    const directory = this.table('directory', directoryTableDefinition);
    const state = this.table('state', stateTableDefinition);
    const answering = [
      secret.mayRead(),
      mayLookUpEvents(),
      ...mayReadConnect(settings.instanceArns),
      ...mayUseTables(directory, state),
    ];
    const instances = { DIRECTORY_TABLE: directory.table.name, ...this.instances() };
    const account = { ...instances, STATE_TABLE: state.table.name, ...this.furtherRegions() };

    const worker = this.botFunction('worker', alarms, {
      description: 'Looks up who changed what, and answers.',
      environment: {
        SLACK_SECRET_ARN: secret.secret.arn,
        JOBS_QUEUE_URL: jobs.queue.url,
        ...account,
      } satisfies WorkerEnv,
      // It sends as well: the second look, ten minutes later, is a job of its own.
      statements: [...answering, jobs.mayReceive(), jobs.maySend()],
      timeoutSeconds: WORKER_SECONDS,
      memoryMb: 1024,
    });
    jobs.workedBy(worker.lambda, WORKERS_AT_ONCE);

    const timetable = new Timetable(this, 'timetable', { prefix: name, alarms });
    const sync = this.botFunction('sync', alarms, {
      description: 'Remembers the names of everyone and everything in Connect.',
      environment: instances satisfies SyncEnv,
      statements: [...mayReadConnect(settings.instanceArns), mayUseDirectory(directory), timetable.mayGiveUp()],
      timeoutSeconds: 600,
      memoryMb: 512,
    });
    timetable.run('sync', {
      lambda: sync.lambda,
      expression: `rate(${SYNC_EVERY_MINUTES} minutes)`,
      // The next run does the same work.
      retries: 0,
      withinSeconds: SYNC_EVERY_MINUTES * 60,
    });

    if (settings.digest !== undefined) {
      const digest = this.botFunction('digest', alarms, {
        description: "Posts the day's changes to a channel.",
        environment: {
          SLACK_SECRET_ARN: secret.secret.arn,
          ...account,
          DIGEST_CHANNEL: settings.digest.channel,
          DIGEST_ZONE: settings.digest.zone,
        } satisfies DigestEnv,
        statements: [...answering, timetable.mayGiveUp()],
        timeoutSeconds: 600,
        memoryMb: 1024,
      });
      timetable.run('digest', {
        lambda: digest.lambda,
        expression: dailyAt(settings.digest),
        zone: settings.digest.zone,
        retries: 2,
        withinSeconds: 3600,
      });
    }

    this.tell(
      'request_url',
      endpoint.requestUrl,
      'Put this in place of https://example.com/slack/events in manifest.yml.',
    );
    this.tell('slack_secret', secret.secret.name, 'Filled by npm run secrets.');
    this.tell('alarm_topic', alarms.topic.arn, 'Subscribe here to hear of failures.');
  }

  private prepareTerraform(): void {
    const { name, region, stateBucket } = this.settings;
    new AwsProvider(this, 'aws', { region, defaultTags: [{ tags: { Project: name } }] });
    if (stateBucket !== undefined) {
      new S3Backend(this, { ...stateBucket, key: `${name}.tfstate`, encrypt: true, useLockfile: true });
    }
  }

  private botFunction<F extends FunctionName>(
    handler: F,
    alarms: AlarmTopic,
    props: Pick<BotFunctionProps<F>, 'description' | 'environment' | 'statements' | 'timeoutSeconds' | 'memoryMb'>,
  ): BotFunction<F> {
    const { name: prefix, logRetentionDays } = this.settings;
    return new BotFunction(this, handler, {
      ...props,
      handler,
      alarms,
      prefix,
      logRetentionDays,
      bundles: this.bundles,
    });
  }

  private table(name: string, definition: TableDefinition): KeptTable {
    return new KeptTable(this, name, {
      name: `${this.settings.name}-${name}`,
      definition,
      protect: this.settings.protectData,
    });
  }

  private instances(): Pick<SyncEnv, 'CONNECT_INSTANCE_IDS'> {
    const { instanceArns } = this.settings;
    return instanceArns.length === 0 ? {} : { CONNECT_INSTANCE_IDS: instanceArns.join(',') };
  }

  private furtherRegions(): Pick<WorkerEnv, 'CLOUDTRAIL_REGIONS'> {
    const { furtherRegions = [] } = this.settings;
    return furtherRegions.length === 0 ? {} : { CLOUDTRAIL_REGIONS: furtherRegions.join(',') };
  }

  private tell(id: string, value: string, description: string): void {
    new TerraformOutput(this, id, { value, description }).overrideLogicalId(id);
  }
}

function deployable(settings: Settings): Settings {
  const mistakes = mistakesIn(settings);
  if (mistakes.length > 0) throw new Error(`infra/settings.ts can't be deployed: ${mistakes.join(' ')}`);
  return settings;
}

function emailOf({ alarmEmail }: Settings): { email?: string } {
  return alarmEmail === undefined ? {} : { email: alarmEmail };
}

/** Nothing is deleted and nothing read whole: items expire by themselves, and a claim is given up by an update. */
function mayUseTables(directory: KeptTable, state: KeptTable): Statement[] {
  return [mayUseDirectory(directory), state.may('UseState', 'GetItem', 'UpdateItem')];
}

function mayUseDirectory(directory: KeptTable): Statement {
  return directory.may('UseDirectory', 'Query', 'BatchWriteItem');
}

/** Scheduler's cron: minute, hour, day of month, month, day of week, year. */
function dailyAt({ time }: DigestSettings): string {
  const [hour, minute] = time.split(':').map(Number);
  return `cron(${minute} ${hour} * * ? *)`;
}
