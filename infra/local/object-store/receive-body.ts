import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { checksumNamed, createChecksum, type ChecksumAlgorithm } from './checksums.ts';
import { S3Error } from './s3-error.ts';

/** What the sender said about the body; everything said is checked. */
export type Stated = {
  readonly size?: number;
  /** Bytes, both ends included: `content-length-range`. */
  readonly range?: { readonly least: number; readonly most: number };
  readonly sha256?: string;
  readonly contentMd5?: string;
  /** Header or form field names and base64 values. */
  readonly checksums: readonly (readonly [string, string])[];
  /** Filled while the body is read; the names are announced beforehand. */
  readonly trailers?: { readonly announced: readonly string[]; readonly values: ReadonlyMap<string, string> };
};

export type ReceivedBody = {
  readonly size: number;
  readonly etag: string;
  readonly md5: Buffer;
  readonly checksum?: { readonly name: string; readonly value: string };
};

/** Streams a body into a file and holds it against what was said about it; a body that doesn't agree leaves no file behind. */
export async function receiveBody(body: AsyncIterable<Buffer>, path: string, stated: Stated): Promise<ReceivedBody> {
  const md5 = createHash('md5');
  const sha256 = stated.sha256 === undefined ? null : createHash('sha256');
  const algorithms = new Set<ChecksumAlgorithm>();
  for (const name of [...stated.checksums.map(([given]) => given), ...(stated.trailers?.announced ?? [])]) {
    const algorithm = checksumNamed(name);
    if (algorithm === null) throw new S3Error('InvalidRequest', `Value for ${name} header is invalid.`);
    algorithms.add(algorithm);
  }
  const running = [...algorithms].map((algorithm) => [algorithm, createChecksum(algorithm)] as const);
  let size = 0;
  const most = stated.range?.most ?? 5 * 1024 ** 3;

  try {
    await pipeline(
      body,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          size += chunk.length;
          if (size > most) throw new S3Error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
          md5.update(chunk);
          sha256?.update(chunk);
          for (const [, checksum] of running) checksum.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(path, { flags: 'wx', highWaterMark: 1024 * 1024 }),
    );
    if (stated.size !== undefined && size !== stated.size)
      throw new S3Error(
        'IncompleteBody',
        'You did not provide the number of bytes specified by the Content-Length HTTP header',
      );
    if (stated.range !== undefined && size < stated.range.least)
      throw new S3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
    if (sha256 !== null && sha256.digest('hex') !== stated.sha256)
      throw new S3Error(
        'XAmzContentSHA256Mismatch',
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      );
    const digest = md5.digest();
    if (stated.contentMd5 !== undefined) {
      if (Buffer.from(stated.contentMd5, 'base64').length !== 16)
        throw new S3Error('InvalidDigest', 'The Content-MD5 you specified was invalid.');
      if (stated.contentMd5 !== digest.toString('base64'))
        throw new S3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.');
    }
    const computed = new Map(
      running.map(([algorithm, checksum]) => [`x-amz-checksum-${algorithm}`, checksum.digest()]),
    );
    const trailing = (stated.trailers?.announced ?? []).map(
      (name) => [name, stated.trailers?.values.get(name) ?? ''] as const,
    );
    for (const [name, value] of [...stated.checksums, ...trailing]) {
      if (computed.get(name) !== value)
        throw new S3Error(
          'BadDigest',
          `The ${name.replace('x-amz-checksum-', '').toUpperCase()} you specified did not match the calculated checksum.`,
        );
    }
    const [first] = computed;
    return {
      size,
      etag: digest.toString('hex'),
      md5: digest,
      ...(first === undefined ? {} : { checksum: { name: first[0], value: first[1] } }),
    };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}
