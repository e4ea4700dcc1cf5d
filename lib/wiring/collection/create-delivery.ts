import { ulid } from 'ulid';
import { presignUpload } from '../../adapters/object-store/presigned-urls.ts';
import type { CreateDeliveryPorts } from '../../collection/deliveries/create-delivery.ts';
import { publishedCatalogue } from '../catalogue.ts';
import { presigningClient } from '../object-client.ts';
import { setting } from '../setting.ts';
import { collectionBasics } from './basics.ts';

export function createDeliveryPorts(): CreateDeliveryPorts {
  const client = presigningClient();
  const bucket = setting('RAW_BUCKET');
  return {
    ...collectionBasics(),
    ...publishedCatalogue(),
    newDeliveryId: () => ulid(),
    presignUpload: (upload) => presignUpload(client, bucket, upload),
  };
}
