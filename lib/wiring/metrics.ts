import { listSetting } from './setting.ts';

/**
 * Business metrics and their units. Each is written in total; those with a dimension once more by it. Dimensions have
 * few values, for each combination bills as a custom metric; nothing names a person, a dataset or a delivery.
 */
const metrics = {
  RowsRead: { unit: 'Count', dimension: 'channel' },
  RowsRejected: { unit: 'Count', dimension: 'channel' },
  /** Rows whose record is new, changed or removed. */
  RowsPublished: { unit: 'Count', dimension: 'channel' },
  DeliveriesPublished: { unit: 'Count', dimension: 'channel' },
  DeliveriesFailed: { unit: 'Count', dimension: 'channel' },
  /** From the arrival of a delivery to each of its statuses; waiting included. */
  SecondsSinceReceived: { unit: 'Seconds', dimension: 'status' },
  CertificatesIssued: { unit: 'Count' },
  /** Datasets whose newest publications have certificates to issue; a gauge, written by the sweep. */
  IssuingBacklog: { unit: 'Count' },
  /** Until the first certificate of the signing chain ends; a gauge, written by the sweep. */
  SigningChainDays: { unit: 'Count' },
  /** Certificates' look-ups by departments and their systems, each with an audit entry. */
  LookUps: { unit: 'Count' },
  Verifications: { unit: 'Count' },
  /** Requests and messages that ended because a table, a key or a queue throttled. */
  Throttled: { unit: 'Count' },
  /** Stored items that were set aside. */
  UnreadableItems: { unit: 'Count' },
  /** Chains of the audit log that did not verify when they were sealed. */
  AuditChainFaults: { unit: 'Count' },
  /** Grants that a nightly proof has suspended. */
  GrantsSuspended: { unit: 'Count' },
  /** Runs of a scheduled function that ended well. */
  RunsSucceeded: { unit: 'Count', dimension: 'function' },
} as const satisfies Readonly<Record<string, { readonly unit: 'Count' | 'Seconds'; readonly dimension?: string }>>;

export type MetricName = keyof typeof metrics;

export const metricNames: readonly string[] = Object.keys(metrics);

type Values = Map<MetricName, number[]>;

/** CloudWatch reads at most 100 values of one metric in a line. */
const maxValues = 100;

/** By dimension and value, such as `channel=excel`; '' holds all. */
const collected = new Map<string, Values>();

/** Adds to a metric of this invocation; `value` is that of the metric's dimension, if it has one. */
export function addMetric(name: MetricName, amount: number, value?: string): void {
  const definition = metrics[name];
  add('', name, amount);
  if (value !== undefined && 'dimension' in definition) add(`${definition.dimension}=${value}`, name, amount);
}

function add(group: string, name: MetricName, amount: number): void {
  const values: Values = collected.get(group) ?? new Map();
  const amounts = values.get(name) ?? [];
  if (metrics[name].unit === 'Count') values.set(name, [(amounts[0] ?? 0) + amount]);
  else if (amounts.length < maxValues) values.set(name, [...amounts, amount]);
  collected.set(group, values);
}

/** Writes past `console`, which Lambda prefixes: the format is read from lines of bare JSON only. */
const writeLine = (line: string): void => void process.stdout.write(`${line}\n`);

/** Writes what the invocation collected, one line a dimension (CloudWatch embedded metric format). */
export function flushMetrics(
  { stage, now }: { readonly stage: string; readonly now: number },
  write: (line: string) => void = writeLine,
): void {
  for (const [group, values] of collected) {
    const [dimension, value] = group === '' ? [] : group.split('=');
    write(
      JSON.stringify({
        _aws: {
          Timestamp: now,
          CloudWatchMetrics: [
            {
              Namespace: `Guiji/${stage}`,
              Dimensions: [dimension === undefined ? [] : [dimension]],
              Metrics: [...values.keys()].map((name) => ({ Name: name, Unit: metrics[name].unit })),
            },
          ],
        },
        ...(dimension === undefined ? {} : { [dimension]: value }),
        ...Object.fromEntries(
          [...values].map(([name, amounts]) => [name, metrics[name].unit === 'Count' ? amounts[0] : amounts]),
        ),
      }),
    );
  }
  collected.clear();
}

/** Ends an invocation: nothing is written where no stage is set, as in tests of a single function. */
export function flushInvocationMetrics(): void {
  const stage = listSetting('GUIJI_STAGE');
  if (stage === '') collected.clear();
  else flushMetrics({ stage, now: Date.now() });
}
