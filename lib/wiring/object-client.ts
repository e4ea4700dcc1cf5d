import {
  objectClient as openObjectClient,
  presigningClient as openPresigningClient,
} from '../adapters/object-store/object-client.ts';
import { memoize } from './memoize.ts';

/** Custom endpoints have no host name per bucket. */
const usesPathStyle = () => process.env['AWS_ENDPOINT_URL_S3'] !== undefined;

/** One client for all buckets of a process; AWS_ENDPOINT_URL_S3 puts bucket names into the path. */
export const objectClient = memoize(() => openObjectClient({ usesPathStyle: usesPathStyle() }));
/** Opens S3 as `objectClient`, but adds checksums only where S3 requires them. */
export const presigningClient = memoize(() => openPresigningClient({ usesPathStyle: usesPathStyle() }));
