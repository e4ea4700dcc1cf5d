import {
  objectClient as openObjectClient,
  presigningClient as openPresigningClient,
} from '../adapters/object-store/object-client.ts';

/** A store with an endpoint of its own has no host per bucket. */
const usesPathStyle = () => process.env['AWS_ENDPOINT_URL_S3'] !== undefined;

export const objectClient = () => openObjectClient({ usesPathStyle: usesPathStyle() });
export const presigningClient = () => openPresigningClient({ usesPathStyle: usesPathStyle() });
