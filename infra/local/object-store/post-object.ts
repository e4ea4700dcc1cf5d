import { definedOnly } from '../../../lib/kernel/defined-only.ts';
import { escapeXml } from '../../../schemas/kernel/escape-markup.ts';
import type { ObjectIndex } from './object-index.ts';
import { checkPostPolicy } from './post-policy.ts';
import { addReceived, versionHeader } from './put-object.ts';
import { readForm } from './read-form.ts';
import { receiveBody } from './receive-body.ts';
import { type Answer, storedHeaders } from './request-context.ts';
import { S3Error } from './s3-error.ts';
import { type Secrets, verifyPolicySignature } from './sign-v4.ts';

export type PostRequest = {
  readonly objectIndex: ObjectIndex;
  readonly bucket: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: AsyncIterable<Buffer>;
  readonly secrets: Secrets;
  readonly now: Date;
  /** Stricter than S3: docs/decisions/0005-local-stack.md. */
  readonly once: boolean;
  readonly location: string;
  /** Throws AccessDenied for what the signer may not write. */
  readonly authorize: (accessKeyId: string, key: string) => void;
};

/** Stores a browser form's file. Throws AccessDenied without a signed policy. */
export async function postObject(request: PostRequest): Promise<Answer> {
  const { objectIndex, bucket, headers, now } = request;
  if (!headers.has('content-length'))
    throw new S3Error('MissingContentLength', 'You must provide the Content-Length HTTP header.');
  const { fields, file } = await readForm(headers.get('content-type') ?? '', request.body);
  const policy = fields.get('policy');
  if (policy === undefined) throw new S3Error('AccessDenied', 'Access Denied');
  const signer = verifyPolicySignature(fields, policy, request.secrets);
  const template = fields.get('key');
  if (template === undefined || template === '')
    throw new S3Error(
      'InvalidArgument',
      "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.",
    );
  if (file === null) throw new S3Error('InvalidArgument', 'POST requires exactly one file upload per request.');
  const key = template.replace('${filename}', file.name);
  if (Buffer.byteLength(key) > 1024) throw new S3Error('KeyTooLongError', 'Your key is too long');
  const range = checkPostPolicy(policy, new Map(fields).set('key', key), bucket, now);
  request.authorize(signer, key);
  const condition = { noneMatch: request.once ? '*' : undefined, match: undefined };
  if (request.once && objectIndex.find(bucket, key) !== undefined)
    throw new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');

  const { file: name, path } = objectIndex.newFile();
  const checksums = [...fields].filter(
    ([field]) => field.startsWith('x-amz-checksum-') && field !== 'x-amz-checksum-algorithm',
  );
  const received = await receiveBody(file.content, path, { checksums, ...definedOnly({ range }) });
  const version = addReceived(
    { objectIndex, bucket, key, now },
    { file: name, body: received, headers: storedHeaders(fields), event: 'ObjectCreated:Post', condition },
  );
  return writeAnswer(
    fields,
    `${request.location}/${encodeURIComponent(key).replaceAll('%2F', '/')}`,
    { bucket, key, etag: version.etag },
    versionHeader(objectIndex, bucket, version),
  );
}

function writeAnswer(
  fields: ReadonlyMap<string, string>,
  location: string,
  object: { bucket: string; key: string; etag: string },
  extra: Record<string, string>,
): Answer {
  const headers = { etag: `"${object.etag}"`, location, ...extra };
  const redirect = fields.get('success_action_redirect') ?? '';
  if (URL.canParse(redirect)) {
    const target = new URL(redirect);
    for (const [name, value] of Object.entries({ bucket: object.bucket, key: object.key, etag: headers.etag }))
      target.searchParams.set(name, value);
    return { status: 303, headers: { ...headers, location: target.href } };
  }
  const status = fields.get('success_action_status');
  if (status === '200') return { status: 200, headers };
  if (status !== '201') return { status: 204, headers };
  const xml = [
    '<?xml version="1.0" encoding="UTF-8"?>\n<PostResponse>',
    `<Location>${escapeXml(location)}</Location><Bucket>${object.bucket}</Bucket>`,
    `<Key>${escapeXml(object.key)}</Key><ETag>&quot;${object.etag}&quot;</ETag></PostResponse>`,
  ].join('');
  return { status: 201, headers, xml };
}
