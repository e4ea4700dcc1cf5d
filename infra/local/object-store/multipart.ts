import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { definedOnly } from '../../../lib/kernel/defined-only.ts';
import { escapeXml } from '../../../schemas/kernel/escape-markup.ts';
import type { StoredPart } from './journal.ts';
import { versionHeader, addReceived } from './put-object.ts';
import { type Answer, storedHeaders, receiveSigned, type RequestContext } from './request-context.ts';
import { S3Error } from './s3-error.ts';
import { unescapeXml } from './xml.ts';

const minPartBytes = 5 * 1024 ** 2;
const namespace = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

/** Keeps the headers for the completion, which alone checks conditions. */
export function createUpload({ objectIndex, bucket, key, headers }: RequestContext): Answer {
  const id = objectIndex.beginUpload(bucket, key, storedHeaders(headers));
  return {
    status: 200,
    xml: writeResult('InitiateMultipartUploadResult', { Bucket: bucket, Key: key, UploadId: id }),
  };
}

/** Stores parts 1 to 10,000; a repeated number replaces the part. */
export async function uploadPart(context: RequestContext): Promise<Answer> {
  const upload = findUpload(context);
  const number = Number(context.query.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > 10_000)
    throw new S3Error('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive');
  const { file, path } = context.objectIndex.newFile();
  const { size, etag, checksum } = await receiveSigned(context, path);
  const part: StoredPart = { number, file, size, etag, ...definedOnly({ checksum }) };
  context.objectIndex.addPart(upload.id, part);
  return {
    status: 200,
    headers: { etag: `"${etag}"`, ...(checksum === undefined ? {} : { [checksum.name]: checksum.value }) },
  };
}

/** Joins the named parts; all but the last have at least 5 MiB. */
export async function completeUpload(context: RequestContext): Promise<Answer> {
  const { objectIndex, bucket, key } = context;
  const upload = findUpload(context);
  const parts = selectParts(await readText(context.body), upload.parts);
  const { file, path } = objectIndex.newFile();
  const output = createWriteStream(path, { flags: 'wx' });
  try {
    await pipeline(async function* () {
      for (const part of parts)
        yield* createReadStream(objectIndex.filePath(part.file), { highWaterMark: 1024 * 1024 });
    }, output);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  const etag = `${createHash('md5')
    .update(Buffer.concat(parts.map((part) => Buffer.from(part.etag, 'hex'))))
    .digest('hex')}-${parts.length}`;
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  const condition = { noneMatch: context.headers.get('if-none-match'), match: context.headers.get('if-match') };
  const version = addReceived(context, {
    file,
    body: { size, etag },
    headers: upload.headers,
    event: 'ObjectCreated:CompleteMultipartUpload',
    condition,
  });
  objectIndex.endUpload(upload.id);
  return {
    status: 200,
    headers: versionHeader(objectIndex, bucket, version),
    xml: writeResult('CompleteMultipartUploadResult', { Bucket: bucket, Key: key, ETag: `"${etag}"` }),
  };
}

/** Lists all parts, at most 10,000, on one page. */
export function listParts(context: RequestContext): Answer {
  const { bucket, key } = context;
  const upload = findUpload(context);
  const parts = [...upload.parts.values()]
    .toSorted((a, b) => a.number - b.number)
    .map(
      ({ number, size, etag }) =>
        `<Part><PartNumber>${number}</PartNumber><ETag>&quot;${etag}&quot;</ETag><Size>${size}</Size></Part>`,
    );
  const members = { Bucket: bucket, Key: key, UploadId: upload.id, IsTruncated: 'false' };
  return { status: 200, xml: writeResult('ListPartsResult', members, parts.join('')) };
}

/** Throws NoSuchUpload for an unknown or completed upload. */
export function abortUpload(context: RequestContext): Answer {
  context.objectIndex.endUpload(findUpload(context).id);
  return { status: 204 };
}

function findUpload({ objectIndex, bucket, key, query }: RequestContext) {
  const upload = objectIndex.upload(query.get('uploadId') ?? '');
  if (upload === undefined || upload.bucket !== bucket || upload.key !== key)
    throw new S3Error(
      'NoSuchUpload',
      'The specified upload does not exist. The upload ID may be invalid, ' +
        'or the upload may have been aborted or completed.',
    );
  return upload;
}

/** Throws InvalidPart, InvalidPartOrder, EntityTooSmall or MalformedXML. */
function selectParts(xml: string, uploaded: ReadonlyMap<number, StoredPart>): readonly StoredPart[] {
  const named = [...xml.matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, body = '']) => ({
    number: Number(/<PartNumber>\s*(\d+)\s*<\/PartNumber>/.exec(body)?.[1]),
    etag: unescapeXml(/<ETag>(.*?)<\/ETag>/s.exec(body)?.[1] ?? '')
      .replaceAll('"', '')
      .trim(),
    checksums: [...body.matchAll(/<Checksum(\w+)>(.*?)<\/Checksum\w+>/gs)].map(
      ([, name = '', value = '']) => [`x-amz-checksum-${name.toLowerCase()}`, value] as const,
    ),
  }));
  if (named.length === 0)
    throw new S3Error(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  return named.map(({ number, etag, checksums }, index) => {
    const part = uploaded.get(number);
    if (index > 0 && number <= (named[index - 1]?.number ?? 0))
      throw new S3Error(
        'InvalidPartOrder',
        'The list of parts was not in ascending order. The parts list must be specified in order by part number.',
      );
    const agrees =
      part !== undefined &&
      part.etag === etag &&
      checksums.every(([name, value]) => part.checksum?.name !== name || part.checksum.value === value);
    if (part === undefined || !agrees)
      throw new S3Error(
        'InvalidPart',
        'One or more of the specified parts could not be found. The part may not have been uploaded, ' +
          "or the specified entity tag may not match the part's entity tag.",
      );
    if (index < named.length - 1 && part.size < minPartBytes)
      throw new S3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
    return part;
  });
}

function writeResult(element: string, members: Readonly<Record<string, string>>, more = ''): string {
  const content = Object.entries(members).map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${element} ${namespace}>${content.join('')}${more}</${element}>`;
}

async function readText(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > 2 * 1024 ** 2) throw new S3Error('MalformedXML', 'The XML you provided is too long.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
