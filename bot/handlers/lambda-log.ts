import { jsonText } from '../change/json';
import { type Facts, type Log, lineOf } from '../log';

/** A metric of CloudWatch that a line of the log counts. */
interface Metric {
  readonly name: string;
  readonly unit: 'Count' | 'Seconds';
  /** Undefined where this line says nothing of it. */
  readonly value: (facts: Facts) => number | undefined;
}

export const METRICS_NAMESPACE = 'connect-who-changed';

const fact =
  (name: string) =>
  (facts: Facts): number | undefined => {
    const value = facts[name];
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  };
const once = () => 1;
const given = (is: boolean): number => (is ? 1 : 0);

/** By the message of the line that counts them: few, as CloudWatch charges for each. Dead letters and durations it counts by itself. */
export const METRICS = {
  'question answered': [
    { name: 'Answers', unit: 'Count', value: once },
    { name: 'PartialAnswers', unit: 'Count', value: ({ partial }) => given(partial === true) },
    { name: 'FailedAnswers', unit: 'Count', value: ({ outcome }) => given(outcome === 'failed') },
  ],
  'events ingested': [{ name: 'IngestionLag', unit: 'Seconds', value: fact('lagSeconds') }],
  'caught up': [{ name: 'NewestEventAge', unit: 'Seconds', value: fact('newestEventAgeSeconds') }],
  'a call was throttled': [{ name: 'Throttles', unit: 'Count', value: once }],
} as const satisfies Readonly<Record<string, readonly Metric[]>>;

/** How long ago an ISO 8601 time was, in whole seconds; AWS's clock may be a little ahead. */
export const secondsSince = (time: string, now: Date): number =>
  Math.max(0, Math.round((now.getTime() - Date.parse(time)) / 1000));

export type MetricName = (typeof METRICS)[keyof typeof METRICS][number]['name'];

const isCounted = (message: string): message is keyof typeof METRICS => Object.hasOwn(METRICS, message);

/**
 * The log of the functions: a line of JSON each, and one that counts something bears its metrics in CloudWatch's embedded format.
 * Lambda would wrap what `console` prints in JSON of its own, where CloudWatch finds neither a metric nor a field to search by: so lines go
 * to standard output.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export const lambdaLog: Log = (...said) => {
  const [, message, facts = {}] = said;
  const line = { timestamp: new Date().toISOString(), ...lineOf(...said), ...metricsOf(message, facts) };
  process.stdout.write(`${jsonText(line)}\n`);
};

const metricsOf = (message: string, facts: Facts): object => {
  const metrics: readonly Metric[] = isCounted(message) ? METRICS[message] : [];
  const values = metrics.flatMap(({ name, unit, value }) => {
    const counted = value(facts);
    return counted === undefined ? [] : [{ name, unit, counted }];
  });
  if (values.length === 0) return {};
  return {
    function: process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'local',
    ...Object.fromEntries(values.map(({ name, counted }) => [name, counted])),
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [
        {
          Namespace: METRICS_NAMESPACE,
          Dimensions: [['function']],
          Metrics: values.map(({ name, unit }) => ({ Name: name, Unit: unit })),
        },
      ],
    },
  };
};
