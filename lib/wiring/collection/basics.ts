import { deliveryRepository } from '../../adapters/deliveries/delivery-repository.ts';
import { linkRepository } from '../../adapters/deliveries/link-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { messages } from '../../adapters/queues/collection-messages.ts';
import { queueClient } from '../../adapters/queues/queue-client.ts';
import { datasetStateRepository } from '../../adapters/records/dataset-state-repository.ts';
import type {
  Clock,
  CollectionEvents,
  CollectionSettings,
  DeliveryRepository,
  DeliverySearch,
  DatasetStateRepository,
  LinkRepository,
} from '../../collection/ports.ts';
import type { SourceMessages } from '../../collection/sources/ports.ts';
import type { EventOutbox } from '../../kernel/event-outbox.ts';
import { now } from '../clock.ts';
import { deliveryTables, linkTables } from '../event-tables.ts';
import type { Log } from '../log.ts';
import { numberSetting, setting } from '../setting.ts';
import { publicationEvents, statusEvents } from './events.ts';

export const clock: Clock = { now };

/** Opens DELIVERIES_TABLE and EVENTS_TABLE over the shared client. */
export function deliveryPorts(): { readonly deliveries: DeliveryRepository & DeliverySearch & EventOutbox } {
  return { deliveries: deliveryRepository(documentClient(), deliveryTables()) };
}

/** Opens DATASET_STATES_TABLE, which holds links too. */
export function datasetStatePorts(): { readonly datasetStates: DatasetStateRepository } {
  return { datasetStates: datasetStateRepository(documentClient(), setting('DATASET_STATES_TABLE')) };
}

/** Opens links, which share DATASET_STATES_TABLE with the dataset states. */
export function linkPorts(): { readonly links: LinkRepository & EventOutbox } {
  return { links: linkRepository(documentClient(), linkTables()) };
}

/** Reads LEASE_SECONDS, MAX_DELIVERY_ATTEMPTS, SHRINK_LIMIT and _WINDOW_DAYS, PART_ROWS, PARTS_IN_FLIGHT; all positive. */
export function settingPorts(): { readonly settings: CollectionSettings } {
  return {
    settings: {
      leaseSeconds: numberSetting('LEASE_SECONDS'),
      attempts: numberSetting('MAX_DELIVERY_ATTEMPTS'),
      shrinkLimit: numberSetting('SHRINK_LIMIT'),
      shrinkWindowDays: numberSetting('SHRINK_WINDOW_DAYS'),
      partRows: numberSetting('PART_ROWS'),
      partsInFlight: numberSetting('PARTS_IN_FLIGHT'),
    },
  };
}

function openMessages(): SourceMessages {
  return messages(queueClient(), {
    ingest: setting('INGEST_QUEUE'),
    ingestPages: setting('INGEST_PAGES_QUEUE'),
    loadPart: setting('LOAD_QUEUE'),
    publish: setting('PUBLISH_QUEUE'),
    annotateWorkbook: setting('ANNOTATE_QUEUE'),
    pull: setting('PULL_QUEUE'),
    replay: setting('REPLAY_QUEUE'),
  });
}

/** The ports of a use case that changes statuses. */
export function transitionPorts(log?: Log) {
  const queues = openMessages();
  return { ...clock, ...deliveryPorts(), ...settingPorts(), messages: queues, events: statusEvents(queues, log) };
}

export type CollectionBasics = ReturnType<typeof transitionPorts> & {
  readonly datasetStates: DatasetStateRepository;
  readonly links: LinkRepository;
  readonly events: CollectionEvents;
};

/** The ports of a use case that also publishes. */
export function collectionBasics(): CollectionBasics {
  const transitions = transitionPorts();
  return {
    ...transitions,
    ...datasetStatePorts(),
    ...linkPorts(),
    events: { ...transitions.events, ...publicationEvents() },
  };
}
