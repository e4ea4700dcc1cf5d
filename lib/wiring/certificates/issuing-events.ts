import { issueMessages } from '../../adapters/queues/issue-messages.ts';
import { queueClient } from '../../adapters/queues/queue-client.ts';
import type { DatasetStateRepository, LinkRepository } from '../../collection/ports.ts';
import type { PublicationRepository } from '../../records/ports.ts';
import { describeError, log } from '../log.ts';
import { setting } from '../setting.ts';
import { certificateTypes } from './types.ts';

/** Tells the issuing queue that a dataset has moved on. */
export type EmitDatasetChanged = (dataset: string) => Promise<void>;

/** Only face data are told of. A hint that gets lost does no harm: the sweep of the certificates looks at every dataset, each minute. */
export function issuingEvents(): EmitDatasetChanged {
  const types = certificateTypes();
  const { datasetChanged } = issueMessages(queueClient(), setting('ISSUE_QUEUE'));
  return async (dataset) => {
    try {
      if ((await types.type(dataset)) !== null) await datasetChanged(dataset);
    } catch (error) {
      log('warn', 'issuing-event-lost', { dataset, ...describeError(error) });
    }
  };
}

/** Holdings that tell of every move of the pointer. */
export function withPublicationEvents<
  Book extends Pick<DatasetStateRepository, 'publish'> & Pick<PublicationRepository, 'rollBack'>,
>(repository: Book, emitDatasetChanged: EmitDatasetChanged): Book {
  const emitIfMoved = async (dataset: string, moved: boolean): Promise<boolean> => {
    if (moved) await emitDatasetChanged(dataset);
    return moved;
  };
  return {
    ...repository,
    publish: async (publication, delivery) =>
      await emitIfMoved(publication.dataset, await repository.publish(publication, delivery)),
    rollBack: async (publication, before, now) =>
      await emitIfMoved(publication.dataset, await repository.rollBack(publication, before, now)),
  };
}

/** Links that tell when the centre has confirmed a door. */
export function withConfirmationEvents(
  repository: LinkRepository,
  emitDatasetChanged: EmitDatasetChanged,
): LinkRepository {
  return {
    ...repository,
    confirm: async (dataset, channel, receipt) => {
      const confirmed = await repository.confirm(dataset, channel, receipt);
      if (confirmed !== null) await emitDatasetChanged(dataset);
      return confirmed;
    },
  };
}
