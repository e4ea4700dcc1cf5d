import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { S3Error } from './s3-error.ts';

export const checksumAlgorithms = ['crc32', 'crc32c', 'sha1', 'sha256'] as const;
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];

/** Base64, as S3 writes it. */
export type Checksum = { update: (chunk: Uint8Array) => void; digest: () => string };

/** Computes while bytes stream in; CRC values are four bytes, big-endian. */
export function createChecksum(algorithm: ChecksumAlgorithm): Checksum {
  if (algorithm === 'crc32') return running((chunk, value) => crc32(chunk, value));
  if (algorithm === 'crc32c') return running(crc32c);
  const hash = createHash(algorithm);
  return { update: (chunk) => void hash.update(chunk), digest: () => hash.digest('base64') };
}

/** Parses `x-amz-checksum-crc32` and the like. Throws NotImplemented for CRC64NVME. */
export function checksumNamed(name: string): ChecksumAlgorithm | null {
  const algorithm = name.toLowerCase().replace(/^x-amz-checksum-/, '');
  if (algorithm === 'crc64nvme')
    throw new S3Error('NotImplemented', 'CRC64NVME checksums are not supported by this store.');
  return checksumAlgorithms.find((known) => known === algorithm) ?? null;
}

function running(step: (chunk: Uint8Array, value: number) => number): Checksum {
  let value = 0;
  return {
    update: (chunk) => {
      value = step(chunk, value);
    },
    digest: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return bytes.toString('base64');
    },
  };
}

/** CRC-32C (RFC 3720), reflected. */
const castagnoli = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value;
});

function crc32c(chunk: Uint8Array, start: number): number {
  let value = ~start;
  for (const byte of chunk) value = (castagnoli[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return ~value >>> 0;
}
