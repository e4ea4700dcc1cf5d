import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { definedOnly } from '../../../lib/kernel/defined-only.ts';
import { checksumNamed, createChecksum, type ChecksumAlgorithm } from './checksums.ts';
import { S3Error } from './s3-error.ts';

export type Stated = {
  readonly size?: number;
  /** Bytes, both ends included. */
  readonly range?: { readonly least: number; readonly most: number };
  readonly sha256?: string;
  readonly contentMd5?: string;
  /** Names and base64 values. */
  readonly checksums: readonly (readonly [string, string])[];
  /** Announced before the body, filled while it is read. */
  readonly trailers?: { readonly announced: readonly string[]; readonly values: ReadonlyMap<string, string> };
};

export type ReceivedBody = {
  readonly size: number;
  readonly etag: string;
  readonly md5: Buffer;
  readonly checksum?: { readonly name: string; readonly value: string };
};

const maxObjectBytes = 5 * 1024 ** 3;

/** Streams a body into a new file. Throws S3Error and deletes the file on a mismatch. */
export async function receiveBody(body: AsyncIterable<Buffer>, path: string, stated: Stated): Promise<ReceivedBody> {
  const digests = createDigests(stated);
  const maxBytes = stated.range?.most ?? maxObjectBytes;
  try {
    await pipeline(
      body,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          digests.update(chunk);
          if (digests.size() > maxBytes)
            throw new S3Error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
          yield chunk;
        }
      },
      createWriteStream(path, { flags: 'wx', highWaterMark: 1024 * 1024 }),
    );
    checkSize(digests.size(), stated);
    const { sha256, md5, checksums } = digests.finish();
    checkSha256(sha256, stated);
    checkMd5(md5, stated);
    checkChecksums(checksums, stated);
    const [checksum] = [...checksums].map(([name, value]) => ({ name, value }));
    return { size: digests.size(), etag: md5.toString('hex'), md5, ...definedOnly({ checksum }) };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

function createDigests({ sha256, checksums, trailers }: Stated) {
  const md5 = createHash('md5');
  const sha = sha256 === undefined ? undefined : createHash('sha256');
  const names = [...checksums.map(([name]) => name), ...(trailers?.announced ?? [])];
  const running = [...new Set(names.map(parseAlgorithm))].map(
    (algorithm) => [`x-amz-checksum-${algorithm}`, createChecksum(algorithm)] as const,
  );
  let size = 0;
  return {
    size: () => size,
    update: (chunk: Buffer): void => {
      size += chunk.length;
      md5.update(chunk);
      sha?.update(chunk);
      for (const [, checksum] of running) checksum.update(chunk);
    },
    finish: () => ({
      sha256: sha?.digest('hex'),
      md5: md5.digest(),
      checksums: new Map(running.map(([name, checksum]) => [name, checksum.digest()])),
    }),
  };
}

function parseAlgorithm(name: string): ChecksumAlgorithm {
  const algorithm = checksumNamed(name);
  if (algorithm === null) throw new S3Error('InvalidRequest', `Value for ${name} header is invalid.`);
  return algorithm;
}

function checkSize(size: number, stated: Stated): void {
  if (stated.size !== undefined && size !== stated.size)
    throw new S3Error(
      'IncompleteBody',
      'You did not provide the number of bytes specified by the Content-Length HTTP header',
    );
  if (stated.range !== undefined && size < stated.range.least)
    throw new S3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
}

function checkSha256(computed: string | undefined, { sha256 }: Stated): void {
  if (computed !== sha256)
    throw new S3Error(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
}

function checkMd5(computed: Buffer, { contentMd5 }: Stated): void {
  if (contentMd5 === undefined) return;
  if (Buffer.from(contentMd5, 'base64').length !== 16)
    throw new S3Error('InvalidDigest', 'The Content-MD5 you specified was invalid.');
  if (contentMd5 !== computed.toString('base64'))
    throw new S3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.');
}

function checkChecksums(computed: ReadonlyMap<string, string>, { checksums, trailers }: Stated): void {
  const trailing = (trailers?.announced ?? []).map((name) => [name, trailers?.values.get(name) ?? ''] as const);
  for (const [name, value] of [...checksums, ...trailing]) {
    if (computed.get(name) === value) continue;
    const algorithm = name.replace('x-amz-checksum-', '').toUpperCase();
    throw new S3Error('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
  }
}
