import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import type { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { Construct } from 'constructs';

/** One line of a graph: CloudWatch's namespace, metric and dimensions, and how the values of a period become one. */
export interface Line {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: 'Sum' | 'Maximum' | 'p50' | 'p99';
  readonly label: string;
}

/** A line for what CloudWatch counts of a queue. */
export const queueLine = (queue: SqsQueue, metric: string, statistic: Line['statistic'], label: string): Line => ({
  namespace: 'AWS/SQS',
  metric,
  statistic,
  label,
  dimensions: { QueueName: queue.name },
});

export type Widget =
  | { readonly kind: 'graph'; readonly title: string; readonly lines: readonly Line[] }
  | { readonly kind: 'log'; readonly title: string; readonly logGroup: string; readonly containing: string }
  | { readonly kind: 'alarms'; readonly title: string; readonly arns: readonly string[] };

export interface DashboardProps {
  readonly name: string;
  readonly region: string;
  /** Rows from the top, each with the widgets that share its width. */
  readonly rows: readonly (readonly Widget[])[];
}

/** CloudWatch's grid: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
const COLUMNS = 24;
const HEIGHT = 6;

/** One page that shows whether questions are answered and changes arrive. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { name, region, rows }: DashboardProps) {
    super(scope, id);
    const widgets = rows.flatMap((row, y) => {
      const width = Math.floor(COLUMNS / row.length);
      return row.map((widget, x) => ({ x: x * width, y: y * HEIGHT, width, height: HEIGHT, ...drawn(widget, region) }));
    });
    new CloudwatchDashboard(this, 'page', { dashboardName: name, dashboardBody: JSON.stringify({ widgets }) });
  }
}

function drawn(widget: Widget, region: string) {
  const { title } = widget;
  switch (widget.kind) {
    case 'graph':
      return { type: 'metric', properties: { title, region, period: 300, metrics: widget.lines.map(metricOf) } };
    case 'log':
      return { type: 'log', properties: { title, region, view: 'table', query: newestLines(widget) } };
    case 'alarms':
      return { type: 'alarm', properties: { title, alarms: widget.arns } };
  }
}

function metricOf({ namespace, metric, dimensions, statistic, label }: Line) {
  return [namespace, metric, ...Object.entries(dimensions).flat(), { stat: statistic, label }];
}

function newestLines({ logGroup, containing }: { readonly logGroup: string; readonly containing: string }): string {
  return `SOURCE '${logGroup}' | fields @timestamp, @message | filter @message like /${containing}/ | sort @timestamp desc | limit 20`;
}
