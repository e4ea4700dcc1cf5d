import { quarantineRepository } from '../../adapters/certificates/quarantine-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { issueMessages } from '../../adapters/queues/issue-messages.ts';
import { queueClient } from '../../adapters/queues/queue-client.ts';
import type { ListQuarantinePorts, RetryQuarantinePorts } from '../../certificates/quarantine/ports.ts';
import { numberSetting, setting } from '../setting.ts';
import { certificateTypes } from './types.ts';

/** Opens CERTIFICATE_WORK_TABLE; reads MAX_ISSUE_ATTEMPTS. */
export function listQuarantinePorts(): ListQuarantinePorts {
  return {
    types: certificateTypes(),
    quarantine: quarantineRepository(documentClient(), setting('CERTIFICATE_WORK_TABLE')),
    maxIssueAttempts: numberSetting('MAX_ISSUE_ATTEMPTS'),
  };
}

/** Adds ISSUE_QUEUE. */
export function retryQuarantinePorts(): RetryQuarantinePorts {
  return { ...listQuarantinePorts(), messages: issueMessages(queueClient(), setting('ISSUE_QUEUE')) };
}
