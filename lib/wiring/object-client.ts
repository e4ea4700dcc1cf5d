import {
  objectClient as openObjectClient,
  presigningClient as openPresigningClient,
} from '../adapters/object-store/object-client.ts';

/** A store with an endpoint of its own has no host per bucket. */
const byPath = () => process.env['AWS_ENDPOINT_URL_S3'] !== undefined;

export const objectClient = () => openObjectClient({ byPath: byPath() });
export const presigningClient = () => openPresigningClient({ byPath: byPath() });
