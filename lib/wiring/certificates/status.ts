import { ulid } from 'ulid';
import { batchRepository } from '../../adapters/certificates/batch-repository.ts';
import { certificateRepository } from '../../adapters/certificates/certificate-repository.ts';
import { statusListRepository } from '../../adapters/certificates/status-list-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { batchMessages } from '../../adapters/queues/batch-messages.ts';
import { queueClient } from '../../adapters/queues/queue-client.ts';
import type {
  ApplyBatchPorts,
  BatchRepository,
  ChangeCertificateStatusPorts,
  DecideBatchPorts,
  OperatePorts,
  PrepareBatchPorts,
} from '../../certificates/status/ports.ts';
import { numberSetting, setting, numberSettingOr } from '../setting.ts';
import { certificateHashes } from './hashes.ts';
import { lookupPorts } from './lookup.ts';

const defaultDecisionDays = 7;

const tables = () => [setting('CERTIFICATES_TABLE'), setting('CERTIFICATE_WORK_TABLE')] as const;
const now = () => new Date().toISOString();
const repository = () => certificateRepository(documentClient(), ...tables());

function operatePorts(): OperatePorts {
  return {
    repository: repository(),
    lists: statusListRepository(documentClient(), ...tables()),
    hashes: certificateHashes(),
    now,
  };
}

/** Opens batches in CERTIFICATE_WORK_TABLE. */
export function batchPorts(): { readonly batches: BatchRepository } {
  return { batches: batchRepository(documentClient(), setting('CERTIFICATE_WORK_TABLE')) };
}

/** Opens look-ups, certificates and status lists; reads SUBJECT_KEY for holder hashes. */
export function changeCertificateStatusPorts(): ChangeCertificateStatusPorts {
  return { ...lookupPorts(), ...operatePorts(), repository: repository() };
}

/** An undecided batch expires after BATCH_OPEN_DAYS (default 7). */
export function prepareBatchPorts(): PrepareBatchPorts {
  return {
    ...lookupPorts(),
    ...batchPorts(),
    repository: repository(),
    hashes: certificateHashes(),
    newBatchId: () => ulid(),
    decisionDays: numberSettingOr('BATCH_OPEN_DAYS', defaultDecisionDays),
  };
}

/** Opens batches and CERTIFICATE_BATCHES_QUEUE; reads LEASE_SECONDS. */
export function decideBatchPorts(): DecideBatchPorts {
  return {
    ...batchPorts(),
    messages: batchMessages(queueClient(), setting('CERTIFICATE_BATCHES_QUEUE')),
    leaseSeconds: numberSetting('LEASE_SECONDS'),
    now,
  };
}

/** Adds certificates, status lists and SUBJECT_KEY to the ports of deciding. */
export function applyBatchPorts(): ApplyBatchPorts {
  return { ...decideBatchPorts(), ...operatePorts() };
}
