import { issueMessages } from '../../adapters/queues/issue-messages.ts';
import { queueClient } from '../../adapters/queues/queue-client.ts';
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
