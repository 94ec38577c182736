import { resolve } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { indexTableDefinition } from '../bot/aws/change-index';
import { directoryTableDefinition } from '../bot/aws/directory-table';
import { settingsTableDefinition } from '../bot/aws/settings-table';
import { stateTableDefinition } from '../bot/aws/state-table';
import type { CatchUpEnv, DigestEnv, FunctionName, IngestEnv, SlackEnv, SyncEnv, WorkerEnv } from '../bot/config';
import { changeEventPattern } from './change-events';
import { mayAskConnect, mayFindInstances, mayListConnect, mayLookUpEvents } from './connect-access';
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
import { type CheckedSettings, regionsOf, type Settings } from './settings';

/** CloudTrail answers two look-ups a second whoever asks: more workers would only wait for each other. */
const WORKERS_AT_ONCE = 3;
const WORKER_SECONDS = 90;
/** One may be a question that asks too much; several are something that is broken. */
const FAILED_ANSWERS = 3;
const SYNC_EVERY_MINUTES = 15;
/** Two are the fewest that Lambda lets us say, and two write some hundred changes a second. */
const INGESTS_AT_ONCE = 2;
const INGEST_SECONDS = 60;
const CATCH_UP_EVERY_MINUTES = 10;
const DIGEST_EVERY_MINUTES = 5;

/** What the settings do not say. */
export interface Built {
  /** The folder that holds one bundle's folder for each handler. */
  readonly bundles: string;
  /** Regions that were left out of the settings since the last deployment: Terraform needs their providers to remove what is there. */
  readonly formerRegions?: readonly string[];
}

/**
 * The whole system, in the order in which data travels. What happened comes in: CloudTrail -> EventBridge -> events -> ingest -> index,
 * with the catch-up for what was not delivered and the sync for what things are called. A question goes through: Slack -> API ->
 * Slack function -> jobs -> worker -> tables. Digests go out.
 */
export class WhoChangedStack extends TerraformStack {
  private readonly alarms: AlarmTopic;
  private readonly timetable: Timetable;
  private readonly index: KeptTable;
  private readonly directory: KeptTable;
  private readonly state: KeptTable;
  /** What people set in Slack; what the deployment sets is in `settings`. */
  private readonly settingsTable: KeptTable;
  private readonly secret: SlackSecret;
  private readonly jobs: JobQueue;

  constructor(
    scope: Construct,
    private readonly settings: CheckedSettings,
    private readonly built: Built,
  ) {
    super(scope, settings.name);
    const { name, region, protectData } = settings;
    this.keepStateIn(settings.backend);
    new AwsProvider(this, 'aws', { region, defaultTags: [{ tags: this.tags() }] });
    this.alarms = new AlarmTopic(this, 'alarms', { name: `${name}-alarms`, ...this.alarmEmail() });
    this.timetable = new Timetable(this, 'timetable', { prefix: name, alarms: this.alarms });
    this.index = this.table('index', indexTableDefinition);
    this.directory = this.table('directory', directoryTableDefinition);
    this.state = this.table('state', stateTableDefinition);
    this.settingsTable = this.table('settings', settingsTableDefinition);
    this.secret = new SlackSecret(this, 'slack-secret', { name: slackSecretName(name), protect: protectData });
    this.jobs = new JobQueue(this, 'jobs', { name: `${name}-jobs`, workSeconds: WORKER_SECONDS, alarms: this.alarms });

    const { events, ingest } = this.changesAreDelivered();
    const catchUp = this.whatWasNotIsCaughtUpWith();
    this.namesAreLearnt();
    const { endpoint, worker } = this.questionsAreAnswered();
    this.digestsArePosted();

    const { alarms, timetable, jobs } = this;
    const rows = dashboardRows({ alarms, timetable, endpoint, jobs, events, worker, ingest, catchUp });
    new Dashboard(this, 'dashboard', { name, region, rows });
  }

  /** A trail -> EventBridge in every Region -> the queue of events -> ingest -> index, and word of it -> jobs, for what is watched. */
  private changesAreDelivered(): { events: ChangeEvents; ingest: BotFunction<'ingest'> } {
    const { name, region, trail, protectData } = this.settings;
    const pattern = changeEventPattern();
    if (trail !== undefined) {
      const { retentionDays } = trail;
      const { bucket } = new AuditTrail(this, 'trail', { name, region, retentionDays, protect: protectData });
      this.tell('trail_bucket', bucket.bucket, 'Holds the log files of the trail.');
    }
    const [, ...regions] = regionsOf(this.settings);
    if (regions.length > 0) {
      new FurtherRegions(this, 'regions', { prefix: name, regions, pattern, tags: this.tags(), ...this.alarmEmail() });
    }
    for (const former of this.built.formerRegions ?? []) {
      new AwsProvider(this, `aws-${former}`, { region: former, alias: former });
    }
    const events = new ChangeEvents(this, 'events', {
      prefix: name,
      pattern,
      workSeconds: INGEST_SECONDS,
      alarms: this.alarms,
    });
    const ingest = this.botFunction('ingest', {
      description: 'Files the changes that EventBridge delivers.',
      environment: {
        ...this.indexed(),
        DIRECTORY_TABLE: this.directory.table.name,
        JOBS_QUEUE_URL: this.jobs.queue.url,
      } satisfies IngestEnv,
      statements: [mayTakeChanges(this.index), mayLearn(this.directory), events.mayReceive(), this.jobs.maySend()],
      timeoutSeconds: INGEST_SECONDS,
      memoryMb: 512,
    });
    events.workedBy(ingest.lambda, INGESTS_AT_ONCE);
    return { events, ingest };
  }

  /** The clock -> catch-up -> CloudTrail's event history in every Region -> index. */
  private whatWasNotIsCaughtUpWith(): BotFunction<'catch-up'> {
    const catchUp = this.botFunction('catch-up', {
      description: 'Files the changes that were not delivered, from the event history.',
      environment: { ...this.account(), JOBS_QUEUE_URL: this.jobs.queue.url } satisfies CatchUpEnv,
      statements: [
        mayLookUpEvents(),
        ...mayFindInstances(this.settings.instanceArns),
        mayFileChanges(this.index),
        mayLearn(this.directory),
        mayUseState(this.state),
        this.jobs.maySend(),
        this.timetable.mayGiveUp(),
      ],
      timeoutSeconds: 900,
      memoryMb: 1024,
    });
    this.timetable.run(
      'catch-up',
      // The next run goes on where this one stopped.
      { lambda: catchUp.lambda, retries: 0, withinSeconds: CATCH_UP_EVERY_MINUTES * 60 },
      { name: 'tick', expression: `rate(${CATCH_UP_EVERY_MINUTES} minutes)`, input: { kind: 'tick' } },
      { name: 'nightly', expression: 'cron(17 3 * * ? *)', zone: 'UTC', input: { kind: 'nightly' } },
    );
    catchUp.alarmWhenSilent(this.alarms);
    catchUp.alarmWhenLogged(
      this.alarms,
      'region-failed',
      'a catch-up failed',
      'The event history of a Region could not be read; the log of the catch-up function says which and why.',
    );
    return catchUp;
  }

  /** The clock -> sync -> Connect's listings -> directory. */
  private namesAreLearnt(): void {
    const sync = this.botFunction('sync', {
      description: 'Remembers the names of everyone and everything in Connect.',
      environment: this.instances() satisfies SyncEnv,
      statements: [
        ...mayListConnect(this.settings.instanceArns),
        mayUseDirectory(this.directory),
        this.timetable.mayGiveUp(),
      ],
      timeoutSeconds: 600,
      memoryMb: 512,
    });
    this.timetable.run(
      'sync',
      // The next run does the same work.
      { lambda: sync.lambda, retries: 0, withinSeconds: SYNC_EVERY_MINUTES * 60 },
      { expression: `rate(${SYNC_EVERY_MINUTES} minutes)` },
    );
    sync.alarmWhenSilent(this.alarms);
  }

  /** Slack -> API -> the Slack function -> jobs -> worker -> the tables, and CloudTrail for the rest. */
  private questionsAreAnswered(): { endpoint: SlackEndpoint; worker: BotFunction<'worker'> } {
    const { name, logRetentionDays } = this.settings;
    const { alarms, secret, jobs } = this;
    const slack = this.botFunction('slack', {
      description: 'Takes what Slack sends: verifies it, answers help and mistakes, hands questions on.',
      environment: {
        SLACK_SECRET_ARN: secret.secret.arn,
        JOBS_QUEUE_URL: jobs.queue.url,
        DIRECTORY_TABLE: this.directory.table.name,
        ...listed('CLOUDTRAIL_REGIONS', regionsOf(this.settings).slice(1)),
        STATE_TABLE: this.state.table.name,
        ...this.askers(),
      } satisfies SlackEnv,
      statements: [secret.mayRead(), jobs.maySend(), mayKnowNames(this.directory), mayUseState(this.state)],
      timeoutSeconds: 10,
      memoryMb: 1024,
    });
    const endpoint = new SlackEndpoint(this, 'endpoint', { name, logRetentionDays, lambda: slack.lambda, alarms });
    const worker = this.botFunction('worker', {
      description: 'Looks up who changed what, and answers.',
      environment: {
        SLACK_SECRET_ARN: secret.secret.arn,
        JOBS_QUEUE_URL: jobs.queue.url,
        ...this.account(),
        SETTINGS_TABLE: this.settingsTable.table.name,
        ...this.askers(),
      } satisfies WorkerEnv,
      // It sends as well: the second look, and what is watched and held back, are jobs of their own.
      statements: [...this.mayAnswer(), mayKeepSettings(this.settingsTable), jobs.mayReceive(), jobs.maySend()],
      timeoutSeconds: WORKER_SECONDS,
      memoryMb: 1024,
    });
    jobs.workedBy(worker.lambda, WORKERS_AT_ONCE);

    worker.alarmWhenCounted(alarms, 'answers-failed', {
      metric: 'FailedAnswers',
      threshold: FAILED_ANSWERS,
      description: `People were told ${FAILED_ANSWERS} times within five minutes that their question could not be answered; the log of the worker function says why.`,
    });
    const { requestUrl } = endpoint;
    this.tell(
      'request_url',
      requestUrl,
      'Where Slack sends what people ask: npm run manifest puts it into the manifest.',
    );
    this.tell('slack_secret', secret.secret.name, 'Filled by npm run secrets.');
    this.tell('alarm_topic', alarms.topic.arn, 'Subscribe here to hear of failures.');
    return { endpoint, worker };
  }

  /** The clock -> digest -> the tables -> the channels of Slack that have a digest, each at its own time. */
  private digestsArePosted(): void {
    const digest = this.botFunction('digest', {
      description: "Posts the channels' daily digests when they are due.",
      environment: {
        SLACK_SECRET_ARN: this.secret.secret.arn,
        ...this.account(),
        SETTINGS_TABLE: this.settingsTable.table.name,
        ...this.askers(),
      } satisfies DigestEnv,
      statements: [...this.mayAnswer(), mayNoteDigests(this.settingsTable), this.timetable.mayGiveUp()],
      timeoutSeconds: 600,
      memoryMb: 1024,
    });
    this.timetable.run(
      'digest',
      // The next run posts what this one could not.
      { lambda: digest.lambda, retries: 0, withinSeconds: DIGEST_EVERY_MINUTES * 60 },
      { expression: `rate(${DIGEST_EVERY_MINUTES} minutes)` },
    );
    digest.alarmWhenSilent(this.alarms);
  }

  private mayAnswer(): Statement[] {
    return [
      this.secret.mayRead(),
      mayLookUpEvents(),
      ...mayAskConnect(this.settings.instanceArns),
      mayReadChanges(this.index),
      mayUseDirectory(this.directory),
      mayUseState(this.state),
    ];
  }

  private keepStateIn(backend: Settings['backend'] = {}): void {
    for (const [type, given] of Object.entries(backend)) {
      const usual = type === 's3' ? { key: `${this.settings.name}.tfstate`, encrypt: true, use_lockfile: true } : {};
      // Terraform runs in a folder that is made anew: a path of the user's is one from where the command was given.
      const path = type === 'local' ? { path: resolve(String(given.path)) } : {};
      new StateBackend(this, type, { ...usual, ...given, ...path });
    }
  }

  private botFunction<F extends FunctionName>(
    handler: F,
    props: Pick<BotFunctionProps<F>, 'description' | 'environment' | 'statements' | 'timeoutSeconds' | 'memoryMb'>,
  ): BotFunction<F> {
    const { name: prefix, logRetentionDays } = this.settings;
    const { alarms, built } = this;
    return new BotFunction(this, handler, {
      ...props,
      handler,
      alarms,
      prefix,
      logRetentionDays,
      bundles: built.bundles,
    });
  }

  private table(name: string, definition: TableDefinition): KeptTable {
    const { name: prefix, protectData } = this.settings;
    return new KeptTable(this, name, { name: `${prefix}-${name}`, definition, protect: protectData });
  }

  private tags(): Record<string, string> {
    return { ...this.settings.tags, Project: this.settings.name };
  }

  private alarmEmail(): { email?: string } {
    const { alarmEmail } = this.settings;
    return alarmEmail === undefined ? {} : { email: alarmEmail };
  }

  /** The variables of whoever lists what is in Connect. */
  private instances(): SyncEnv {
    const { instanceArns } = this.settings;
    return {
      DIRECTORY_TABLE: this.directory.table.name,
      ...listed('CONNECT_INSTANCE_IDS', instanceArns),
    };
  }

  /** Who may ask, for each function that answers or posts. */
  private askers() {
    const { channels, users, teams, guests, sharedChannels } = this.settings.askers ?? {};
    return {
      ...listed('ASKING_CHANNELS', channels),
      ...listed('ASKING_USERS', users),
      ...listed('ASKING_TEAMS', teams),
      ...(guests === true && { ASKING_GUESTS: 'true' as const }),
      ...listed('ASKING_SHARED_CHANNELS', sharedChannels),
    };
  }

  /** The variables of whoever uses the index. */
  private indexed(): Pick<IngestEnv, 'INDEX_TABLE' | 'INDEX_RETENTION_DAYS'> {
    const { indexRetentionDays } = this.settings;
    return {
      INDEX_TABLE: this.index.table.name,
      ...(indexRetentionDays !== undefined && { INDEX_RETENTION_DAYS: String(indexRetentionDays) }),
    };
  }

  /** The variables of whoever reads the whole account. */
  private account(): Omit<CatchUpEnv, 'JOBS_QUEUE_URL'> {
    const { furtherRegions } = this.settings;
    return {
      ...this.instances(),
      ...this.indexed(),
      STATE_TABLE: this.state.table.name,
      ...listed('CLOUDTRAIL_REGIONS', furtherRegions),
    };
  }

  private tell(id: string, value: string, description: string): void {
    new TerraformOutput(this, id, { value, description }).overrideLogicalId(id);
  }
}

/** A variable that holds a list, or none where there is nothing in it. */
function listed<V extends string>(variable: V, values: readonly string[] = []): Partial<Record<V, string>> {
  return values.length === 0 ? {} : ({ [variable]: values.join(',') } as Record<V, string>);
}

/** Nothing is deleted and no table read whole: items expire by themselves, and a claim is given up by an update. */
function mayUseState(state: KeptTable): Statement {
  return state.may('UseState', 'GetItem', 'UpdateItem');
}

function mayKeepSettings(settings: KeptTable): Statement {
  return settings.may('KeepSettings', 'Query', 'GetItem', 'PutItem', 'DeleteItem');
}

/** A digest is written down when it is posted, or paused; only people end one. */
function mayNoteDigests(settings: KeptTable): Statement {
  return settings.may('NoteDigests', 'Query', 'GetItem', 'PutItem');
}

function mayUseDirectory(directory: KeptTable): Statement {
  return directory.may('UseDirectory', 'Query', 'BatchWriteItem');
}

/** For what may be meant by what somebody types; nothing is learnt there. */
function mayKnowNames(directory: KeptTable): Statement {
  return directory.may('KnowNames', 'Query');
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
  return index.may('FileChanges', 'BatchWriteItem', 'Query', 'GetItem', 'PutItem', 'UpdateItem');
}
