import type { FunctionDefinition } from './functions.ts';
import { deadLettersId, logicalId, queueId } from './logical-id.ts';
import type { QueueDefinition } from './queues.ts';

type Metric = {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions?: Readonly<Record<string, unknown>>;
  /** Divides the metric, as by a function's timeout. */
  readonly per?: number;
};

type AlarmDefinition = {
  readonly name: string;
  /** The row of docs/operations/alarms.md, if it has another name. */
  readonly runBook?: string;
  /** What has happened: whole Chinese sentences. */
  readonly text: string;
  readonly metrics: readonly Metric[];
  readonly statistic: 'Sum' | 'Maximum' | 'Minimum';
  /** How several metrics become one. */
  readonly combine?: 'SUM' | 'MAX';
  readonly periodSeconds: number;
  readonly periods?: number;
  readonly above?: number;
  readonly below?: number;
};

/** CloudWatch evaluates at most ten metrics in one alarm. */
const maxMetrics = 10;

/** These stop before their time is over and continue in another invocation. */
const useAllTheirTime: ReadonlySet<string> = new Set([
  'pull-source',
  'issue-certificates',
  'apply-batch',
  'sweep-certificates',
  'prove-grants',
]);

const own = (name: string, dimensions: Metric['dimensions'] = {}): Metric => ({
  namespace: 'Guiji/${sls:stage}',
  name,
  dimensions,
});
const ofFunction = (name: string, { name: functionName }: FunctionDefinition, per?: number): Metric => ({
  namespace: 'AWS/Lambda',
  name,
  dimensions: { FunctionName: deployedName(functionName) },
  ...(per === undefined ? {} : { per }),
});
const ofQueue = (name: string, id: string): Metric => ({
  namespace: 'AWS/SQS',
  name,
  dimensions: { QueueName: { 'Fn::GetAtt': [id, 'QueueName'] } },
});
const deployedName = (name: string): string => `\${self:custom.name}-${name}`;

/** Lists the stack's alarms; splits one over ten metrics, CloudWatch's limit, into numbered alarms. */
export function alarmDefinitions(
  queues: readonly QueueDefinition[],
  functions: readonly FunctionDefinition[],
): readonly AlarmDefinition[] {
  return [...queueAlarms(queues), ...functionAlarms(functions), ...platformAlarms];
}

const queueAlarms = (queues: readonly QueueDefinition[]): readonly AlarmDefinition[] => [
  {
    name: 'dead-letters',
    text: '有消息多次处理失败，已转入死信队列。',
    metrics: queues.map(({ name }) => ofQueue('ApproximateNumberOfMessagesVisible', deadLettersId(name))),
    statistic: 'Maximum',
    combine: 'MAX',
    periodSeconds: 300,
    above: 0,
  },
  {
    name: 'oldest-message',
    text: '有消息在队列中等待超过一小时。',
    metrics: queues.map(({ name }) => ofQueue('ApproximateAgeOfOldestMessage', queueId(name))),
    statistic: 'Maximum',
    combine: 'MAX',
    periodSeconds: 300,
    above: 3600,
  },
];

function functionAlarms(functions: readonly FunctionDefinition[]): readonly AlarmDefinition[] {
  const scheduled = functions.flatMap(({ name, trigger }) =>
    trigger.kind === 'schedule' ? [{ name, minutes: trigger.minutes }] : [],
  );
  return [
    {
      name: 'function-errors',
      text: '函数五分钟内出错或超时三次以上。',
      metrics: functions.map((one) => ofFunction('Errors', one)),
      statistic: 'Sum',
      combine: 'SUM',
      periodSeconds: 300,
      above: 3,
    },
    {
      name: 'function-throttles',
      text: '函数并发已满，十五分钟内一直有调用被拒绝。',
      // Concurrency is the account's.
      metrics: [{ namespace: 'AWS/Lambda', name: 'Throttles' }],
      statistic: 'Sum',
      periodSeconds: 300,
      periods: 3,
      above: 10,
    },
    {
      name: 'near-timeout',
      text: '函数的运行时间超过其时限的九成。',
      metrics: functions
        .filter(({ name }) => !useAllTheirTime.has(name))
        .map((one) => ofFunction('Duration', one, one.timeout * 1000)),
      statistic: 'Maximum',
      combine: 'MAX',
      periodSeconds: 300,
      above: 0.9,
    },
    // One alarm each: an expression would not notice that one of its metrics is missing.
    ...scheduled.map(({ name, minutes }): AlarmDefinition => ({
      name: `${name}-silent`,
      runBook: 'sweeps-silent',
      text: `定时函数 ${name} ${silence(minutes).words}没有成功运行，它负责的工作停止了。`,
      metrics: [own('RunsSucceeded', { function: deployedName(name) })],
      statistic: 'Sum',
      periodSeconds: silence(minutes).periodSeconds,
      periods: silence(minutes).periods,
      below: 1,
    })),
  ];
}

/** How long a function that runs every so many minutes may be silent. */
function silence(minutes: number): {
  readonly words: string;
  readonly periodSeconds: number;
  readonly periods: number;
} {
  if (minutes <= 5) return { words: '十五分钟', periodSeconds: 900, periods: 1 };
  if (minutes <= 60) return { words: '三小时', periodSeconds: 3_600, periods: 3 };
  return { words: '两天', periodSeconds: 86_400, periods: 2 };
}

const platformAlarms: readonly AlarmDefinition[] = [
  {
    name: 'api-errors',
    text: '接口五分钟内出现五次以上服务器错误（5xx）。',
    metrics: [{ namespace: 'AWS/ApiGateway', name: '5xx', dimensions: { ApiId: { Ref: 'HttpApi' } } }],
    statistic: 'Sum',
    periodSeconds: 300,
    above: 5,
  },
  {
    name: 'throttling',
    text: '数据表、密钥或队列限流，十五分钟内每五分钟有一百次以上的请求或消息因此中止。',
    metrics: [own('Throttled')],
    statistic: 'Sum',
    periodSeconds: 300,
    periods: 3,
    above: 100,
  },
  {
    name: 'deliveries-failed',
    text: '有报送批次处理失败。',
    metrics: [own('DeliveriesFailed')],
    statistic: 'Sum',
    periodSeconds: 300,
    above: 0,
  },
  {
    name: 'issuing-backlog',
    text: '六小时内始终有数据集的证照没有签发完。',
    metrics: [own('IssuingBacklog')],
    statistic: 'Minimum',
    periodSeconds: 3600,
    periods: 6,
    above: 0,
  },
  {
    name: 'signing-chain-ends',
    text: '签章证书链不可用，或在三十天内到期，到期后不能再制作证照文件。',
    metrics: [own('SigningChainDays')],
    statistic: 'Maximum',
    periodSeconds: 3600,
    below: 30,
  },
  {
    name: 'audit-chain-broken',
    text: '使用记录的链与封存的不相接：有使用记录被改动、缺少或调换。',
    metrics: [own('AuditChainFaults')],
    statistic: 'Sum',
    periodSeconds: 3600,
    above: 0,
  },
  {
    name: 'grant-suspended',
    text: '每晚的核验发现，有授权给出的数据与授权内容不符，已暂停使用。',
    metrics: [own('GrantsSuspended')],
    statistic: 'Sum',
    periodSeconds: 3600,
    above: 0,
  },
  {
    name: 'unreadable-items',
    text: '有存储的数据无法读取，已搁置。',
    metrics: [own('UnreadableItems')],
    statistic: 'Sum',
    periodSeconds: 300,
    above: 0,
  },
];

/** The alarms of the template, by logical id. */
export function alarmResources(
  queues: readonly QueueDefinition[],
  functions: readonly FunctionDefinition[],
): Readonly<Record<string, object>> {
  return Object.fromEntries(
    alarmDefinitions(queues, functions).flatMap((definition) => {
      const parts = inChunks(definition.metrics);
      return parts.map((metrics, i) => {
        const number = parts.length === 1 ? '' : `-${i + 1}`;
        return [
          `${logicalId(`${definition.name}${number}`)}Alarm`,
          alarm(
            { ...definition, runBook: definition.runBook ?? definition.name, metrics },
            `${definition.name}${number}`,
          ),
        ] as const;
      });
    }),
  );
}

function alarm(definition: AlarmDefinition, name: string): object {
  const { text, runBook = name, metrics, statistic, combine, periodSeconds, periods = 1, above, below } = definition;
  const terms = metrics.map(({ per }, i) => `FILL(m${i},0)${per === undefined ? '' : `/${per}`}`);
  const isSingle = combine === undefined;
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: `\${self:custom.name}-${name}`,
      AlarmDescription: `${text}处置办法见 docs/operations/alarms.zh-CN.md 的 ${runBook}。`,
      Metrics: [
        ...metrics.map((metric, i) => ({
          Id: `m${i}`,
          ReturnData: isSingle,
          MetricStat: {
            Metric: {
              Namespace: metric.namespace,
              MetricName: metric.name,
              Dimensions: Object.entries(metric.dimensions ?? {}).map(([Name, Value]) => ({ Name, Value })),
            },
            Period: periodSeconds,
            Stat: statistic,
          },
        })),
        ...(isSingle ? [] : [{ Id: 'all', Label: name, Expression: `${combine}([${terms.join(',')}])` }]),
      ],
      EvaluationPeriods: periods,
      Threshold: above ?? below,
      ComparisonOperator: above === undefined ? 'LessThanThreshold' : 'GreaterThanThreshold',
      TreatMissingData: above === undefined ? 'breaching' : 'notBreaching',
      AlarmActions: [{ Ref: 'AlarmTopic' }],
    },
  };
}

function inChunks(metrics: readonly Metric[]): readonly (readonly Metric[])[] {
  const chunks = Math.ceil(metrics.length / maxMetrics);
  return Array.from({ length: chunks }, (_, i) => metrics.slice(i * maxMetrics, (i + 1) * maxMetrics));
}
