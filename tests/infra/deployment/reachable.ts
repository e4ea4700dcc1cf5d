import { join } from 'node:path';
import { build } from 'esbuild';
import { functions } from '../../../infra/deployment/functions.ts';
import { projectDirectory } from '../../../infra/local/project-directory.ts';

/** What the code of a function can send after tree shaking, whatever path leads there. */
export type Reachable = {
  /** IAM's names, such as `dynamodb:GetItem`. */
  readonly actions: ReadonlySet<string>;
  /** Settings that name tables, buckets, queues and parameters, such as `RECORDS_TABLE`. */
  readonly settings: ReadonlySet<string>;
};

/** Bundles each function without packages, and reads what is left of our own code. */
export async function reachableOfFunctions(): Promise<ReadonlyMap<string, Reachable>> {
  const { outputFiles } = await build({
    absWorkingDir: projectDirectory,
    entryPoints: functions.map(({ room, name }) => ({ in: `functions/${room}/${name}.ts`, out: name })),
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    outdir: join(projectDirectory, 'dist', 'reachable'),
    logLevel: 'error',
  });
  return new Map(
    functions.map(({ name }) => {
      const file = outputFiles.find(({ path }) => path.endsWith(`${name}.js`));
      if (file === undefined) throw new Error(`esbuild wrote no ${name}`);
      return [name, readReachable(file.text)];
    }),
  );
}

/** Reads a bundle's text. */
export function readReachable(text: string): Reachable {
  const actions = new Set<string>();
  for (const [, names = '', client = ''] of text.matchAll(/import \{([^}]*)\} from "@aws-sdk\/([\w-]+)"/g))
    for (const name of names.split(',').map((one) => one.trim().split(/\s+as\s+/)[0] ?? ''))
      for (const action of actionsOf(name, client)) actions.add(action);
  for (const [pattern, action] of entityOperations) if (pattern.test(text)) actions.add(action);
  const settings = text.matchAll(/setting\("(\w+_(?:TABLE|BUCKET|QUEUE|PREFIX))"\)/g);
  return { actions, settings: new Set([...settings].map(([, name = '']) => name)) };
}

/** dynamoose sends these for its models' methods. */
const entityOperations: readonly (readonly [RegExp, string])[] = [
  [/\bmodel\.get\(/, 'dynamodb:GetItem'],
  [/\bmodel\.create\(/, 'dynamodb:PutItem'],
  [/\bmodel\.update\(/, 'dynamodb:UpdateItem'],
  [/\bmodel\.delete\(/, 'dynamodb:DeleteItem'],
  [/\bmodel\.query\(/, 'dynamodb:Query'],
  [/\bmodel\.scan\(/, 'dynamodb:Scan'],
  [/\bmodel\.batchPut\(/, 'dynamodb:BatchWriteItem'],
];

const services: Readonly<Record<string, string>> = {
  'client-dynamodb': 'dynamodb',
  'lib-dynamodb': 'dynamodb',
  'client-s3': 's3',
  'lib-storage': 's3',
  's3-presigned-post': 's3',
  'client-sqs': 'sqs',
  'client-ssm': 'ssm',
  'client-kms': 'kms',
  'client-cloudwatch': 'cloudwatch',
};

/** Commands whose permission has another name. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  'lib-dynamodb/Get': ['GetItem'],
  'lib-dynamodb/Put': ['PutItem'],
  'lib-dynamodb/Update': ['UpdateItem'],
  'lib-dynamodb/Delete': ['DeleteItem'],
  'lib-dynamodb/BatchGet': ['BatchGetItem'],
  'lib-dynamodb/BatchWrite': ['BatchWriteItem'],
  'lib-dynamodb/TransactGet': ['GetItem'],
  'lib-dynamodb/TransactWrite': ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
  'client-s3/HeadObject': ['GetObject'],
  'client-s3/CreateMultipartUpload': ['PutObject'],
  'client-s3/UploadPart': ['PutObject'],
  'client-s3/CompleteMultipartUpload': ['PutObject'],
  'client-s3/ListParts': ['ListMultipartUploadParts'],
  'client-s3/ListObjectsV2': ['ListBucket'],
  'client-s3/ListObjectVersions': ['ListBucketVersions'],
  'client-s3/HeadBucket': ['ListBucket'],
  'client-sqs/SendMessageBatch': ['SendMessage'],
  'client-sqs/DeleteMessageBatch': ['DeleteMessage'],
  'client-sqs/ChangeMessageVisibilityBatch': ['ChangeMessageVisibility'],
};

function actionsOf(name: string, client: string): readonly string[] {
  const service = services[client];
  if (name === 'createPresignedPost') return ['s3:PutObject'];
  if (name === 'Upload' && client === 'lib-storage') return ['s3:PutObject', 's3:AbortMultipartUpload'];
  const command = /^(?:paginate(\w+)|(\w+)Command)$/.exec(name)?.slice(1).find(Boolean);
  if (service === undefined || command === undefined) return [];
  return (otherNames[`${client}/${command}`] ?? [command]).map((action) => `${service}:${action}`);
}
