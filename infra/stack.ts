import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { indexTableDefinition } from '../bot/aws/change-index';
import { directoryTableDefinition } from '../bot/aws/directory-table';
import { stateTableDefinition } from '../bot/aws/state-table';
import type { CatchUpEnv, DigestEnv, FunctionName, IngestEnv, SlackEnv, SyncEnv, WorkerEnv } from '../bot/config';
import { changeEventPattern } from './change-events';
import { mayFindInstances, mayLookUpEvents, mayReadConnect } from './connect-access';
import { AlarmTopic } from './constructs/alarm-topic';
import { AuditTrail } from './constructs/audit-trail';
import { BotFunction, type BotFunctionProps } from './constructs/bot-function';
import { ChangeEvents } from './constructs/change-events';
import { Dashboard } from './constructs/dashboard';
import { FurtherRegions } from './constructs/further-regions';
import { JobQueue } from './constructs/job-queue';
import { KeptTable, type TableDefinition } from './constructs/kept-table';
import { SlackEndpoint } from './constructs/slack-endpoint';
import { SlackSecret, slackSecretName } from './constructs/slack-secret';
import { StateBackend } from './constructs/state-backend';
import { Timetable } from './constructs/timetable';
import { dashboardRows } from './dashboard-rows';
import type { Statement } from './policy';
import { type CheckedSettings, type DigestSettings, regionsOf, type Settings } from './settings';

/** CloudTrail answers two look-ups a second whoever asks: more workers would only wait for each other. */
const WORKERS_AT_ONCE = 3;
const WORKER_SECONDS = 90;
const SYNC_EVERY_MINUTES = 15;
/** Two are the fewest that Lambda lets us say, and two write some hundred changes a second. */
const INGESTS_AT_ONCE = 2;
const INGEST_SECONDS = 60;
const CATCH_UP_EVERY_MINUTES = 10;

/**
 * The whole system, in the order in which data travels. What happened comes in: CloudTrail -> EventBridge -> events -> ingest -> index,
 * with the catch-up for what was not delivered and the sync for what things are called. A question goes through: Slack -> API ->
 * Slack function -> jobs -> worker -> tables. The digest goes out.
 */
export class WhoChangedStack extends TerraformStack {
  constructor(
    scope: Construct,
    private readonly settings: CheckedSettings,
    /** The folder that holds one bundle's folder for each handler. */
    private readonly bundles: string,
  ) {
    super(scope, settings.name);

    const { name, region, instanceArns, logRetentionDays, protectData } = settings;
    const tags = { ...settings.tags, Project: name };
    this.keepStateIn(settings.backend);
    new AwsProvider(this, 'aws', { region, defaultTags: [{ tags }] });
    const alarms = new AlarmTopic(this, 'alarms', {
      name: `${name}-alarms`,
      ...(settings.alarmEmail !== undefined && { email: settings.alarmEmail }),
    });
    const timetable = new Timetable(this, 'timetable', { prefix: name, alarms });

    const index = this.table('index', indexTableDefinition);
    const directory = this.table('directory', directoryTableDefinition);
    const state = this.table('state', stateTableDefinition);
    const instances = { DIRECTORY_TABLE: directory.table.name, ...this.instances() };
    const indexed = { INDEX_TABLE: index.table.name, ...this.indexRetention() };
    const account = { ...instances, ...indexed, STATE_TABLE: state.table.name, ...this.furtherRegions() };

    const pattern = changeEventPattern();
    const [, ...furtherRegions] = regionsOf(settings);
    if (settings.trail !== undefined) {
      const { retentionDays } = settings.trail;
      const { bucket } = new AuditTrail(this, 'trail', { name, region, retentionDays, protect: protectData });
      this.tell('trail_bucket', bucket.bucket, 'Holds the log files of the trail.');
    }
    if (furtherRegions.length > 0) {
      new FurtherRegions(this, 'regions', {
        prefix: name,
        regions: furtherRegions,
        pattern,
        tags,
        ...(settings.alarmEmail !== undefined && { alarmEmail: settings.alarmEmail }),
      });
    }
    const events = new ChangeEvents(this, 'events', {
      prefix: name,
      pattern,
      workSeconds: INGEST_SECONDS,
      alarms,
    });
    const ingest = this.botFunction('ingest', alarms, {
      description: 'Files the changes that EventBridge delivers.',
      environment: { ...indexed, DIRECTORY_TABLE: directory.table.name } satisfies IngestEnv,
      statements: [mayTakeChanges(index), mayLearn(directory), events.mayReceive()],
      timeoutSeconds: INGEST_SECONDS,
      memoryMb: 512,
    });
    events.workedBy(ingest.lambda, INGESTS_AT_ONCE);

    const catchUp = this.botFunction('catch-up', alarms, {
      description: 'Files the changes that were not delivered, from the event history.',
      environment: account satisfies CatchUpEnv,
      statements: [
        mayLookUpEvents(),
        mayFindInstances(),
        mayFileChanges(index),
        mayLearn(directory),
        mayUseState(state),
        timetable.mayGiveUp(),
      ],
      timeoutSeconds: 900,
      memoryMb: 1024,
    });
    timetable.run(
      'catch-up',
      // The next run goes on where this one stopped.
      { lambda: catchUp.lambda, retries: 0, withinSeconds: CATCH_UP_EVERY_MINUTES * 60 },
      { name: 'tick', expression: `rate(${CATCH_UP_EVERY_MINUTES} minutes)`, input: { kind: 'tick' } },
      { name: 'nightly', expression: 'cron(17 3 * * ? *)', zone: 'UTC', input: { kind: 'nightly' } },
    );
    catchUp.alarmWhenSilent(alarms);

    const sync = this.botFunction('sync', alarms, {
      description: 'Remembers the names of everyone and everything in Connect.',
      environment: instances satisfies SyncEnv,
      statements: [...mayReadConnect(instanceArns), mayUseDirectory(directory), timetable.mayGiveUp()],
      timeoutSeconds: 600,
      memoryMb: 512,
    });
    timetable.run(
      'sync',
      // The next run does the same work.
      { lambda: sync.lambda, retries: 0, withinSeconds: SYNC_EVERY_MINUTES * 60 },
      { expression: `rate(${SYNC_EVERY_MINUTES} minutes)` },
    );
    sync.alarmWhenSilent(alarms);

    const secret = new SlackSecret(this, 'slack-secret', { name: slackSecretName(name), protect: protectData });
    const jobs = new JobQueue(this, 'jobs', { name: `${name}-jobs`, workSeconds: WORKER_SECONDS, alarms });

    const slack = this.botFunction('slack', alarms, {
      description: 'Takes what Slack sends: verifies it, answers help and mistakes, hands questions on.',
      environment: { SLACK_SECRET_ARN: secret.secret.arn, JOBS_QUEUE_URL: jobs.queue.url } satisfies SlackEnv,
      statements: [secret.mayRead(), jobs.maySend()],
      timeoutSeconds: 10,
      memoryMb: 1024,
    });
    const endpoint = new SlackEndpoint(this, 'endpoint', { name, logRetentionDays, lambda: slack.lambda, alarms });

    const answering = [
      secret.mayRead(),
      mayLookUpEvents(),
      ...mayReadConnect(instanceArns),
      mayReadChanges(index),
      mayUseDirectory(directory),
      mayUseState(state),
    ];
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
      timetable.run(
        'digest',
        { lambda: digest.lambda, retries: 2, withinSeconds: 3600 },
        { expression: dailyAt(settings.digest), zone: settings.digest.zone },
      );
    }

    new Dashboard(this, 'dashboard', {
      name,
      region,
      rows: dashboardRows({ alarms, timetable, endpoint, jobs, events, worker, catchUp }),
    });

    this.tell(
      'request_url',
      endpoint.requestUrl,
      'Where Slack sends what people ask: npm run manifest writes it into the manifest.',
    );
    this.tell('slack_secret', secret.secret.name, 'Filled by npm run secrets.');
    this.tell('alarm_topic', alarms.topic.arn, 'Subscribe here to hear of failures.');
  }

  private keepStateIn(backend: Settings['backend'] = {}): void {
    for (const [type, given] of Object.entries(backend)) {
      const usual = type === 's3' ? { key: `${this.settings.name}.tfstate`, encrypt: true, use_lockfile: true } : {};
      new StateBackend(this, type, { ...usual, ...given });
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
    const { furtherRegions } = this.settings;
    return furtherRegions.length === 0 ? {} : { CLOUDTRAIL_REGIONS: furtherRegions.join(',') };
  }

  private indexRetention(): Pick<IngestEnv, 'INDEX_RETENTION_DAYS'> {
    const { indexRetentionDays } = this.settings;
    return indexRetentionDays === undefined ? {} : { INDEX_RETENTION_DAYS: String(indexRetentionDays) };
  }

  private tell(id: string, value: string, description: string): void {
    new TerraformOutput(this, id, { value, description }).overrideLogicalId(id);
  }
}

/** Nothing is deleted and no table read whole: items expire by themselves, and a claim is given up by an update. */
function mayUseState(state: KeptTable): Statement {
  return state.may('UseState', 'GetItem', 'UpdateItem');
}

function mayUseDirectory(directory: KeptTable): Statement {
  return directory.may('UseDirectory', 'Query', 'BatchWriteItem');
}

function mayLearn(directory: KeptTable): Statement {
  return directory.may('LearnNames', 'BatchWriteItem');
}

function mayReadChanges(index: KeptTable): Statement {
  return index.may('ReadChanges', 'Query', 'BatchGetItem');
}

/** What EventBridge delivers is written as it is, and the time of the newest noted. */
function mayTakeChanges(index: KeptTable): Statement {
  return index.may('TakeChanges', 'BatchWriteItem', 'UpdateItem');
}

/** Beside the changes stands what proves how far they reach; that is read, and written only where nobody else wrote meanwhile. */
function mayFileChanges(index: KeptTable): Statement {
  return index.may('FileChanges', 'BatchWriteItem', 'Query', 'BatchGetItem', 'GetItem', 'PutItem', 'UpdateItem');
}

/** Scheduler's cron: minute, hour, day of month, month, day of week, year. */
function dailyAt({ time }: DigestSettings): string {
  const [hour, minute] = time.split(':').map(Number);
  return `cron(${minute} ${hour} * * ? *)`;
}
