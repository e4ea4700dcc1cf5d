import { deliveryRepository } from '../../adapters/deliveries/delivery-repository.ts';
import { linkRepository } from '../../adapters/deliveries/link-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { messages } from '../../adapters/queues/collection-messages.ts';
import { queueClient } from '../../adapters/queues/queue-client.ts';
import { datasetStateRepository } from '../../adapters/records/dataset-state-repository.ts';
import type {
  Clock,
  CollectionSettings,
  DeliveryRepository,
  DatasetStateRepository,
  LinkRepository,
} from '../../collection/ports.ts';
import type { SourceMessages } from '../../collection/sources/ports.ts';
import { withPublicationEvents, withConfirmationEvents, issuingEvents } from '../certificates/issuing-events.ts';
import { log } from '../log.ts';
import { numberSetting, setting } from '../setting.ts';
import { withSourceEvents } from './source-events.ts';
import { withTransitionLog } from './with-transition-log.ts';

export type CollectionBasics = Clock & {
  readonly deliveries: DeliveryRepository;
  readonly datasetStates: DatasetStateRepository;
  readonly links: LinkRepository;
  readonly messages: SourceMessages;
  readonly settings: CollectionSettings;
};

/** What nearly every function of the collection room stands on. */
export function collectionBasics(): CollectionBasics {
  const client = documentClient();
  const datasetStates = setting('DATASET_STATES_TABLE');
  const hint = issuingEvents();
  const queues = messages(queueClient(), {
    ingest: setting('INGEST_QUEUE'),
    ingestPages: setting('INGEST_PAGES_QUEUE'),
    loadPart: setting('LOAD_QUEUE'),
    publish: setting('PUBLISH_QUEUE'),
    annotateWorkbook: setting('ANNOTATE_QUEUE'),
    pull: setting('PULL_QUEUE'),
  });
  return {
    now: () => new Date().toISOString(),
    deliveries: withSourceEvents(
      withTransitionLog(deliveryRepository(client, setting('DELIVERIES_TABLE')), log),
      queues,
    ),
    datasetStates: withPublicationEvents(datasetStateRepository(client, datasetStates), hint),
    links: withConfirmationEvents(linkRepository(client, datasetStates), hint),
    messages: queues,
    settings: {
      leaseSeconds: numberSetting('LEASE_SECONDS'),
      attempts: numberSetting('MAX_DELIVERY_ATTEMPTS'),
      shrinkLimit: numberSetting('SHRINK_LIMIT'),
      partRows: numberSetting('PART_ROWS'),
    },
  };
}
