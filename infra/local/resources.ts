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

const Bucket = z.object({
  Type: z.literal('AWS::S3::Bucket'),
  Properties: z.object({
    BucketName: z.string(),
    VersioningConfiguration: z.object({ Status: z.string() }).optional(),
    NotificationConfiguration: z
      .object({
        QueueConfigurations: z.array(z.object({ Event: z.literal('s3:ObjectCreated:*'), Queue: GetArn })),
      })
      .optional(),
  }),
});

export type QueueSettings = {
  readonly name: string;
  readonly visibilitySeconds: number;
  readonly redrive: { readonly to: string; readonly after: number } | null;
};
export type Resources = {
  readonly tables: readonly TableProperties[];
  readonly queues: readonly QueueSettings[];
  readonly buckets: readonly {
    readonly name: string;
    readonly versioned: boolean;
    readonly notifies: readonly string[];
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
        notifies: (NotificationConfiguration?.QueueConfigurations ?? []).map(({ Queue: queue }) => queueName(queue)),
      })),
  };
}
