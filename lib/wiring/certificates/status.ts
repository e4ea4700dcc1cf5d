import { batchRepository } from '../../adapters/certificates/batch-repository.ts';
import { certificateRepository } from '../../adapters/certificates/certificate-repository.ts';
import { statusListRepository } from '../../adapters/certificates/status-list-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { batchMessages } from '../../adapters/queues/batch-messages.ts';
import { queueClient } from '../../adapters/queues/queue-client.ts';
import type {
  ApplyBatchPorts,
  ApproveBatchPorts,
  BatchRepository,
  ChangeCertificateStatusPorts,
  DecideBatchPorts,
  OperatePorts,
  PrepareBatchPorts,
} from '../../certificates/status/ports.ts';
import { actorPorts } from '../actors.ts';
import { newId, now } from '../clock.ts';
import { certificateWorkTables } from '../event-tables.ts';
import { secondPersonPorts } from '../person-behind.ts';
import { numberSetting, setting } from '../setting.ts';
import { certificateHashes } from './hashes.ts';
import { lookupPorts } from './lookup.ts';

const tables = () => [setting('CERTIFICATES_TABLE'), setting('CERTIFICATE_WORK_TABLE')] as const;
const repository = () => certificateRepository(documentClient(), ...tables());

async function operatePorts(): Promise<OperatePorts> {
  return {
    repository: repository(),
    lists: statusListRepository(documentClient(), ...tables()),
    hashes: await certificateHashes(),
    now,
  };
}

/** Opens batches in CERTIFICATE_WORK_TABLE, with the names of who prepared and decided. */
export function readBatchPorts() {
  return { ...batchPorts(), ...actorPorts() };
}

function batchPorts(): { readonly batches: BatchRepository } {
  return { batches: batchRepository(documentClient(), certificateWorkTables()) };
}

/** Opens look-ups, certificates and status lists; reads the subject key for holder hashes. */
export async function changeCertificateStatusPorts(): Promise<ChangeCertificateStatusPorts> {
  return { ...(await lookupPorts()), ...(await operatePorts()), repository: repository() };
}

/** An undecided batch expires after BATCH_OPEN_DAYS (default 7). */
export async function prepareBatchPorts(): Promise<PrepareBatchPorts> {
  return {
    ...(await lookupPorts()),
    ...batchPorts(),
    repository: repository(),
    hashes: await certificateHashes(),
    newBatchId: newId,
    decisionDays: numberSetting('BATCH_OPEN_DAYS'),
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

/** Adds ACCOUNTS_TABLE, which tells who is behind an account, to the ports of deciding. */
export function approveBatchPorts(): ApproveBatchPorts {
  return { ...decideBatchPorts(), ...secondPersonPorts() };
}

/** Adds certificates, status lists and the subject key to the ports of deciding. */
export async function applyBatchPorts(): Promise<ApplyBatchPorts> {
  return { ...decideBatchPorts(), ...(await operatePorts()) };
}
