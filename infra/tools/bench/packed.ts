import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);
const packing = { chunkSize: 1024 * 1024, params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** Compresses as lib/adapters/object-store/ stores bytes. */
export const packed = async (bytes: Uint8Array) => await compress(bytes, packing);
/** Decompresses zstd without a size limit; throws a zlib error. */
export const unpacked = async (bytes: Uint8Array) => new Uint8Array(await decompress(bytes));
