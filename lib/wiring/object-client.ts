import {
  objectClient as openObjectClient,
  presigningClient as openPresigningClient,
} from '../adapters/object-store/object-client.ts';

/** Custom endpoints have no host name per bucket. */
const usesPathStyle = () => process.env['AWS_ENDPOINT_URL_S3'] !== undefined;

/** Opens S3; AWS_ENDPOINT_URL_S3 puts bucket names into the path. */
export const objectClient = () => openObjectClient({ usesPathStyle: usesPathStyle() });
/** Opens S3 as `objectClient`, but adds checksums only where S3 requires them. */
export const presigningClient = () => openPresigningClient({ usesPathStyle: usesPathStyle() });
