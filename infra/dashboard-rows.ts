import type { AlarmTopic } from './constructs/alarm-topic';
import type { BotFunction } from './constructs/bot-function';
import type { ChangeEvents } from './constructs/change-events';
import type { DashboardProps } from './constructs/dashboard';
import type { JobQueue } from './constructs/job-queue';
import type { SlackEndpoint } from './constructs/slack-endpoint';
import type { Timetable } from './constructs/timetable';

export interface Shown {
  readonly alarms: AlarmTopic;
  readonly timetable: Timetable;
  readonly endpoint: SlackEndpoint;
  readonly jobs: JobQueue;
  readonly events: ChangeEvents;
  readonly worker: BotFunction<'worker'>;
  readonly ingest: BotFunction<'ingest'>;
  readonly catchUp: BotFunction<'catch-up'>;
}

/** What the dashboard shows from the top: what is wrong, whether people are answered, whether changes arrive, what the logs say. */
export const dashboardRows = ({
  alarms,
  timetable,
  endpoint,
  jobs,
  events,
  worker,
  ingest,
  catchUp,
}: Shown): DashboardProps['rows'] => [
  [{ kind: 'alarms', title: 'Alarms', arns: alarms.arns() }],
  [
    {
      kind: 'graph',
      title: 'Slack is answered, in ms (it waits for 3,000)',
      lines: [endpoint.line('Latency', 'p50', 'p50'), endpoint.line('Latency', 'p99', 'p99')],
    },
    {
      kind: 'graph',
      title: 'Requests of Slack',
      lines: [
        endpoint.line('Count', 'Sum', 'all'),
        endpoint.line('4xx', 'Sum', 'refused'),
        endpoint.line('5xx', 'Sum', 'failed'),
      ],
    },
    {
      kind: 'graph',
      title: 'Questions are answered, in ms',
      lines: [worker.line('Duration', 'p50', 'p50'), worker.line('Duration', 'p99', 'p99')],
    },
  ],
  [
    {
      kind: 'graph',
      title: 'Answers',
      lines: [
        worker.countedLine('Answers', 'Sum', 'all'),
        worker.countedLine('PartialAnswers', 'Sum', 'partial'),
        worker.countedLine('FailedAnswers', 'Sum', 'failed'),
      ],
    },
    {
      kind: 'graph',
      title: 'How old the newest event is, in seconds',
      lines: [
        ingest.countedLine('IngestionLag', 'Maximum', 'as it is delivered'),
        catchUp.countedLine('NewestEventAge', 'Maximum', 'as it is caught up with'),
      ],
    },
    {
      kind: 'graph',
      title: 'Calls that AWS throttled',
      lines: [worker.countedLine('Throttles', 'Sum', 'questions'), catchUp.countedLine('Throttles', 'Sum', 'catch-up')],
    },
  ],
  [
    {
      kind: 'graph',
      title: 'Events of CloudTrail',
      lines: [
        events.line('NumberOfMessagesSent', 'Sum', 'delivered'),
        events.line('NumberOfMessagesDeleted', 'Sum', 'told'),
      ],
    },
    {
      kind: 'graph',
      title: 'Oldest that waits, in seconds',
      lines: [
        events.line('ApproximateAgeOfOldestMessage', 'Maximum', 'events'),
        jobs.line('ApproximateAgeOfOldestMessage', 'Maximum', 'questions'),
      ],
    },
    {
      kind: 'graph',
      title: 'Dead letters',
      lines: [
        events.deadLetters.line('events'),
        jobs.deadLetters.line('questions'),
        timetable.deadLetters.line('runs'),
      ],
    },
  ],
  [
    {
      kind: 'log',
      title: 'Last runs of the catch-up',
      logGroup: catchUp.logs.name,
      containing: 'caught up|a catch-up failed',
    },
    { kind: 'log', title: 'Last troubles of the worker', logGroup: worker.logs.name, containing: 'error' },
  ],
];
