import { z } from 'zod';

const Table = z.object({
  Type: z.literal('AWS::DynamoDB::Table'),
  Properties: z.object({
    TableName: z.string(),
    AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
    KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) })),
    GlobalSecondaryIndexes: z
      .array(
        z.object({
          IndexName: z.string(),
          KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) })),
          Projection: z.object({
            ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
            NonKeyAttributes: z.array(z.string()).optional(),
          }),
        }),
      )
      .optional(),
  }),
});
export type TableProperties = z.infer<typeof Table>['Properties'];

const GetArn = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) });
const Queue = z.object({
  Type: z.literal('AWS::SQS::Queue'),
  Properties: z.object({
    QueueName: z.string(),
    VisibilityTimeout: z.number().default(30),
    RedrivePolicy: z.object({ deadLetterTargetArn: GetArn, maxReceiveCount: z.number() }).optional(),
  }),
});

const Filter = z.object({
  S3Key: z.object({ Rules: z.array(z.object({ Name: z.enum(['prefix', 'suffix']), Value: z.string() })) }),
});

const Bucket = z.object({
  Type: z.literal('AWS::S3::Bucket'),
  Properties: z.object({
    BucketName: z.string(),
    VersioningConfiguration: z.object({ Status: z.string() }).optional(),
    NotificationConfiguration: z
      .object({
        QueueConfigurations: z.array(
          z.object({ Event: z.literal('s3:ObjectCreated:*'), Queue: GetArn, Filter: Filter.optional() }),
        ),
      })
      .optional(),
  }),
});

const KeyAlias = z.object({
  Type: z.literal('AWS::KMS::Alias'),
  Properties: z.object({ AliasName: z.string(), TargetKeyId: z.object({ Ref: z.string() }) }),
});

export type QueueSettings = {
  readonly name: string;
  readonly visibilitySeconds: number;
  readonly redrive: { readonly to: string; readonly after: number } | null;
};
/** A queue, and the beginning and end of the keys that it is told of. */
export type Notification = { readonly queue: string; readonly prefix: string; readonly suffix: string };
export type Resources = {
  /** `alias/<name>` with the logical id of its key, which is its id here. */
  readonly keyAliases: ReadonlyMap<string, string>;
  readonly tables: readonly TableProperties[];
  readonly queues: readonly QueueSettings[];
  readonly buckets: readonly {
    readonly name: string;
    readonly versioned: boolean;
    readonly notifies: readonly Notification[];
  }[];
};

/** Throws for a property that the local stack does not support. */
export function parseResources(resources: Readonly<Record<string, unknown>>): Resources {
  const selectType = (type: string): [string, unknown][] =>
    Object.entries(resources).filter(([, resource]) => z.object({ Type: z.literal(type) }).safeParse(resource).success);
  const queues = new Map(selectType('AWS::SQS::Queue').map(([id, resource]) => [id, Queue.parse(resource).Properties]));
  const queueName = (reference: z.infer<typeof GetArn>): string => {
    const queue = queues.get(reference['Fn::GetAtt'][0]);
    if (queue === undefined) throw new Error(`The resources name no queue ${reference['Fn::GetAtt'][0]}`);
    return queue.QueueName;
  };
  return {
    keyAliases: new Map(
      selectType('AWS::KMS::Alias')
        .map(([, resource]) => KeyAlias.parse(resource).Properties)
        .map(({ AliasName, TargetKeyId }) => [AliasName, TargetKeyId.Ref]),
    ),
    tables: selectType('AWS::DynamoDB::Table').map(([, resource]) => Table.parse(resource).Properties),
    queues: [...queues.values()].map(({ QueueName, VisibilityTimeout, RedrivePolicy }) => ({
      name: QueueName,
      visibilitySeconds: VisibilityTimeout,
      redrive:
        RedrivePolicy === undefined
          ? null
          : { to: queueName(RedrivePolicy.deadLetterTargetArn), after: RedrivePolicy.maxReceiveCount },
    })),
    buckets: selectType('AWS::S3::Bucket')
      .map(([, resource]) => Bucket.parse(resource).Properties)
      .map(({ BucketName, VersioningConfiguration, NotificationConfiguration }) => ({
        name: BucketName,
        versioned: VersioningConfiguration?.Status === 'Enabled',
        notifies: (NotificationConfiguration?.QueueConfigurations ?? []).map(({ Queue: queue, Filter: filter }) => ({
          queue: queueName(queue),
          prefix: readRule(filter, 'prefix'),
          suffix: readRule(filter, 'suffix'),
        })),
      })),
  };
}

function readRule(filter: z.infer<typeof Filter> | undefined, name: 'prefix' | 'suffix'): string {
  return filter?.S3Key.Rules.find((rule) => rule.Name === name)?.Value ?? '';
}

/** Selects the queues of a key. S3 compares keys as they are, not URL-encoded. */
export function queuesFor(notifications: readonly Notification[], key: string): readonly string[] {
  return notifications
    .filter(({ prefix, suffix }) => key.startsWith(prefix) && key.endsWith(suffix))
    .map(({ queue }) => queue);
}
