import {
  objectClient as openObjectClient,
  presigningClient as openPresigningClient,
} from '../adapters/object-store/object-client.ts';

/** Custom endpoints have no host name per bucket. */
const usesPathStyle = () => process.env['AWS_ENDPOINT_URL_S3'] !== undefined;

export const objectClient = () => openObjectClient({ usesPathStyle: usesPathStyle() });
export const presigningClient = () => openPresigningClient({ usesPathStyle: usesPathStyle() });
