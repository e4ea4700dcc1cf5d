import { z } from 'zod';

/** What a template's intrinsic functions refer to: `arn` and `reference` of a resource by its logical id. */
export type References = {
  readonly arn: (id: string) => string;
  readonly reference: (id: string) => string;
  readonly arnsBelow: ArnParts;
};
export type ArnParts = { readonly partition: string; readonly region: string; readonly account: string };

const Resource = z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) });

/** The only account of the local stack; fauxqs knows no other. */
const account = '000000000000';

/** `cn-north-1` lies in `aws-cn`. */
export function arnPartsIn(region: string): ArnParts {
  return { partition: region.startsWith('cn-') ? 'aws-cn' : 'aws', region, account };
}

/** Names and ARNs of a resolved service's resources. Asking for an unknown resource or type throws. */
export function referencesOf(resources: Readonly<Record<string, unknown>>, region: string): References {
  const parts = arnPartsIn(region);
  const find = (id: string) => {
    if (resources[id] === undefined) throw new Error(`The template has no resource ${id}`);
    return Resource.parse(resources[id]);
  };
  const nameOf = (id: string, property: string): string => z.string().parse(find(id).Properties[property]);
  const arn = (id: string): string => {
    const { Type: type } = find(id);
    if (type === 'AWS::DynamoDB::Table') return serviceArn(parts, 'dynamodb', `table/${nameOf(id, 'TableName')}`);
    if (type === 'AWS::SQS::Queue') return serviceArn(parts, 'sqs', nameOf(id, 'QueueName'));
    if (type === 'AWS::S3::Bucket') return `arn:${parts.partition}:s3:::${nameOf(id, 'BucketName')}`;
    if (type === 'AWS::KMS::Key') return serviceArn(parts, 'kms', `key/${id}`);
    if (type === 'AWS::IAM::Role') return roleArn(parts, nameOf(id, 'RoleName'));
    throw new Error(`The local stack knows no ARN of ${id}, ${type}`);
  };
  return { arn, reference: (id) => referenceTo(id, find(id), parts), arnsBelow: parts };
}

/** `arn:aws-cn:sqs:cn-north-1:000000000000:guiji-local-ingest` */
export function serviceArn({ partition, region, account: owner }: ArnParts, service: string, resource: string): string {
  return `arn:${partition}:${service}:${region}:${owner}:${resource}`;
}

export function roleArn({ partition, account: owner }: ArnParts, name: string): string {
  return `arn:${partition}:iam::${owner}:role/${name}`;
}

const referenceProperties: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::KMS::Alias': 'AliasName',
};

function referenceTo(
  id: string,
  { Type: type, Properties: properties }: z.infer<typeof Resource>,
  { region, account: owner, partition }: ArnParts,
): string {
  if (type === 'AWS::KMS::Key') return id;
  if (type === 'AWS::SQS::Queue')
    return `https://sqs.${region}.${urlSuffix(partition)}/${owner}/${String(properties['QueueName'])}`;
  const property = referenceProperties[type];
  if (property === undefined) throw new Error(`The local stack knows no reference to ${id}, ${type}`);
  return z.string().parse(properties[property]);
}

const urlSuffix = (partition: string): string => (partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com');

const GetAtt = z.strictObject({
  'Fn::GetAtt': z.union([
    z.tuple([z.string(), z.literal('Arn')]),
    z
      .string()
      .regex(/^\w+\.Arn$/)
      .transform((text) => [text.slice(0, -4), 'Arn'] as const),
  ]),
});
const Ref = z.strictObject({ Ref: z.string() });
const Sub = z.strictObject({ 'Fn::Sub': z.string() });
const Join = z.strictObject({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) });

/** Resolves strings, `Fn::GetAtt … Arn`, `Ref`, `Fn::Sub` and `Fn::Join`. Throws for any other function. */
export function resolveText(value: unknown, references: References): string {
  if (typeof value === 'string') return value;
  const getAtt = GetAtt.safeParse(value);
  if (getAtt.success) return references.arn(getAtt.data['Fn::GetAtt'][0]);
  const ref = Ref.safeParse(value);
  if (ref.success) return resolveName(ref.data.Ref, references);
  const sub = Sub.safeParse(value);
  if (sub.success)
    return sub.data['Fn::Sub'].replace(/\$\{([\w:.]+)\}/g, (_, name: string) => resolveName(name, references));
  const join = Join.safeParse(value);
  if (join.success)
    return join.data['Fn::Join'][1].map((part) => resolveText(part, references)).join(join.data['Fn::Join'][0]);
  throw new Error(`The local stack cannot resolve ${JSON.stringify(value)}`);
}

function resolveName(name: string, references: References): string {
  const { partition, region, account: owner } = references.arnsBelow;
  const pseudo: Readonly<Record<string, string>> = {
    'AWS::Partition': partition,
    'AWS::Region': region,
    'AWS::AccountId': owner,
    'AWS::URLSuffix': urlSuffix(partition),
  };
  if (pseudo[name] !== undefined) return pseudo[name];
  return name.endsWith('.Arn') ? references.arn(name.slice(0, -4)) : references.reference(name);
}
