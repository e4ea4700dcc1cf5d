import { issueMessages } from '../../adapters/queues/issue-messages.ts';
import { queueClient } from '../../adapters/queues/queue-client.ts';
import { describeError, log } from '../log.ts';
import { setting } from '../setting.ts';
import { certificateTypes } from './types.ts';

export type EmitDatasetChanged = (dataset: string) => Promise<void>;

/** Reports changes of face data only. A lost hint does no harm: the sweep checks every dataset each minute. */
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
