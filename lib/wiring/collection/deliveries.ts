import { catalogueRepository } from '../../adapters/catalogue/catalogue-repository.ts';
import { archiveRepository } from '../../adapters/deliveries/archive-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { multipartUploads } from '../../adapters/object-store/multipart-uploads.ts';
import { presignDownload, presignUpload } from '../../adapters/object-store/presigned-urls.ts';
import { rawStore } from '../../adapters/object-store/raw-store.ts';
import { recordVersionRepository } from '../../adapters/records/record-version-repository.ts';
import { applicationRepository } from '../../adapters/sharing/application-repository.ts';
import { sourceRepository } from '../../adapters/sources/source-repository.ts';
import type { DownloadAnnotatedPorts } from '../../collection/annotate/download-annotated.ts';
import type { ApproveDeliveryPorts } from '../../collection/deliveries/approve-delivery.ts';
import type { ConfirmLinkPorts } from '../../collection/deliveries/confirm-link.ts';
import type { CreateDeliveryPorts } from '../../collection/deliveries/create-delivery.ts';
import type { DiscardPorts } from '../../collection/deliveries/discard-delivery.ts';
import type { ListDeliveriesPorts } from '../../collection/deliveries/list-deliveries.ts';
import type { ListFindingsPorts } from '../../collection/deliveries/list-findings.ts';
import type { MultipartUploadPorts } from '../../collection/deliveries/multipart-upload.ts';
import type { ReadDeliveryPorts } from '../../collection/deliveries/read-delivery.ts';
import type { ReceiveUploadPorts } from '../../collection/deliveries/receive-upload.ts';
import type { RetryPorts } from '../../collection/deliveries/retry-delivery.ts';
import type { SweepPorts } from '../../collection/deliveries/sweep-deliveries.ts';
import type { LoadPartPorts } from '../../collection/publish/load-part.ts';
import type { PublishDeliveryPorts } from '../../collection/publish/publish-delivery.ts';
import { actorPorts } from '../actors.ts';
import { publishedCatalogue } from '../catalogue.ts';
import { newId } from '../clock.ts';
import { catalogueTables, paperTables, sharingTables, sourceTables } from '../event-tables.ts';
import type { Log } from '../log.ts';
import { objectClient, presigningClient } from '../object-client.ts';
import { secondPersonPorts } from '../person-behind.ts';
import { numberSetting, setting } from '../setting.ts';
import { recordDataUse } from '../sharing/audit.ts';
import { clock, collectionBasics, datasetStatePorts, deliveryPorts, linkPorts, transitionPorts } from './basics.ts';
import { publicationEvents } from './events.ts';
import { stagingPorts } from './staging.ts';

// In the order of a delivery's way; bundles that open workbooks are large, so they are elsewhere.

/** Opens deliveries and the catalogue; presigns uploads to RAW_BUCKET. */
export function createDeliveryPorts(): CreateDeliveryPorts {
  const client = presigningClient();
  const bucket = setting('RAW_BUCKET');
  return {
    ...clock,
    ...deliveryPorts(),
    ...publishedCatalogue(),
    newDeliveryId: newId,
    presignUpload: (upload) => presignUpload(client, bucket, upload),
  };
}

/** Opens deliveries; uploads in parts to RAW_BUCKET. */
export function multipartUploadPorts(): MultipartUploadPorts {
  return { ...clock, ...deliveryPorts(), multipartUploads: rawMultipartUploads() };
}

function rawMultipartUploads() {
  return multipartUploads(objectClient(), presigningClient(), setting('RAW_BUCKET'));
}

/** Opens deliveries, collection queues and RAW_BUCKET, for upload events and the sweep. */
export function receiveUploadPorts(): ReceiveUploadPorts {
  const { findUpload } = rawStore(objectClient(), setting('RAW_BUCKET'));
  return { ...transitionPorts(), findUpload };
}

/** Adds to the ports of an arrival the end of uploads in parts. */
export function sweepDeliveriesPorts(): SweepPorts {
  const { findUpload } = receiveUploadPorts();
  const transitions = transitionPorts();
  const sources = sourceRepository(documentClient(), sourceTables());
  return {
    ...transitions,
    findUpload,
    multipartUploads: rawMultipartUploads(),
    outboxes: [
      transitions.deliveries,
      linkPorts().links,
      sources,
      catalogueRepository(documentClient(), catalogueTables()),
      archiveRepository(documentClient(), paperTables()),
      applicationRepository(documentClient(), sharingTables()),
    ],
  };
}

/** Opens deliveries, dataset states, RECORDS_TABLE, WORK_BUCKET and the collection queues. */
export function loadPartPorts(): LoadPartPorts {
  return { ...transitionPorts(), ...datasetStatePorts(), ...stagingPorts(), ...recordVersionPorts() };
}

/** Adds links and ISSUE_QUEUE to the ports of loading: publishing starts issuing. */
export function publishDeliveryPorts(): PublishDeliveryPorts {
  return { ...collectionBasics(), ...stagingPorts(), ...recordVersionPorts() };
}

function recordVersionPorts() {
  return { records: recordVersionRepository(documentClient(), setting('RECORDS_TABLE')) };
}

/** Opens deliveries and the published catalogue; needs no queue. */
export function listDeliveriesPorts(): ListDeliveriesPorts {
  return { ...deliveryPorts(), ...publishedCatalogue() };
}

/** Opens deliveries, with the names of accounts and departments. */
export function deliveryEventPorts() {
  return { ...deliveryPorts(), ...actorPorts() };
}

/** Adds dataset states to the ports of events. */
export function readDeliveryPorts(): ReadDeliveryPorts {
  return { ...deliveryEventPorts(), ...datasetStatePorts() };
}

/** Opens deliveries, and their findings in WORK_BUCKET. */
export function listFindingsPorts(): ListFindingsPorts {
  return { ...clock, ...deliveryPorts(), ...stagingPorts(), findingsDays: numberSetting('FINDINGS_DAYS') };
}

/** Opens deliveries; presigns downloads from WORK_BUCKET, `null` without an object. */
export function downloadAnnotatedPorts(): DownloadAnnotatedPorts {
  const client = presigningClient();
  const bucket = setting('WORK_BUCKET');
  return {
    ...clock,
    ...deliveryPorts(),
    recordUse: recordDataUse(),
    presignDownload: (key, fileName, seconds) => presignDownload(client, { bucket, key, fileName, seconds }),
  };
}

/** Opens deliveries, the collection queues and ACCOUNTS_TABLE; reads what `settingPorts` reads. */
export function approveDeliveryPorts(): ApproveDeliveryPorts {
  return { ...transitionPorts(), ...secondPersonPorts() };
}

/** Opens deliveries, collection queues, and dataset states, which tell if the delivery is loading. */
export function retryDeliveryPorts(log?: Log): RetryPorts {
  return { ...transitionPorts(log), ...datasetStatePorts() };
}

/** Opens deliveries, collection queues, and dataset states, which tell if it was published. */
export function discardDeliveryPorts(): DiscardPorts {
  return { ...transitionPorts(), ...datasetStatePorts() };
}

/** Opens dataset states, links, the catalogue and ISSUE_QUEUE; receipt numbers are `YS-` and a ULID. */
export function confirmLinkPorts(): ConfirmLinkPorts {
  return {
    ...clock,
    ...datasetStatePorts(),
    ...linkPorts(),
    ...publishedCatalogue(),
    events: publicationEvents(),
    newReceiptNumber: () => `YS-${newId()}`,
  };
}
