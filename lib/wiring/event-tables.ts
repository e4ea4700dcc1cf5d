import type { CatalogueTables } from '../adapters/catalogue/catalogue-repository.ts';
import type { CertificateWorkTables } from '../adapters/certificates/certificate-work-outbox.ts';
import type { PaperTables } from '../adapters/deliveries/archive-repository.ts';
import type { DeliveryTables } from '../adapters/deliveries/delivery-repository.ts';
import type { LinkTables } from '../adapters/deliveries/link-repository.ts';
import type { SharingTables } from '../adapters/sharing/application-repository.ts';
import type { SourceTables } from '../adapters/sources/source-repository.ts';
import { setting } from './setting.ts';

/** Reads DELIVERIES_TABLE, and EVENTS_TABLE, to which its transitions are copied. */
export function deliveryTables(): DeliveryTables {
  return { deliveries: setting('DELIVERIES_TABLE'), events: setting('EVENTS_TABLE') };
}

/** Reads CATALOGUE_TABLE, and EVENTS_TABLE, to which its transitions are copied. */
export function catalogueTables(): CatalogueTables {
  return { catalogue: setting('CATALOGUE_TABLE'), events: setting('EVENTS_TABLE') };
}

/** Reads DATASET_STATES_TABLE, and EVENTS_TABLE, to which its transitions are copied. */
export function linkTables(): LinkTables {
  return { datasetStates: setting('DATASET_STATES_TABLE'), events: setting('EVENTS_TABLE') };
}

/** Reads SOURCES_TABLE, and EVENTS_TABLE, to which its transitions are copied. */
export function sourceTables(): SourceTables {
  return { sources: setting('SOURCES_TABLE'), events: setting('EVENTS_TABLE') };
}

/** Reads PAPERS_TABLE, and EVENTS_TABLE, to which the events of archives are copied. */
export function paperTables(): PaperTables {
  return { papers: setting('PAPERS_TABLE'), events: setting('EVENTS_TABLE') };
}

/** Reads SHARING_TABLE, and EVENTS_TABLE, to which the events of applications are copied. */
export function sharingTables(): SharingTables {
  return { sharing: setting('SHARING_TABLE'), events: setting('EVENTS_TABLE') };
}

/** Reads CERTIFICATE_WORK_TABLE, and EVENTS_TABLE, to which the events of publications and batches are copied. */
export function certificateWorkTables(): CertificateWorkTables {
  return { certificateWork: setting('CERTIFICATE_WORK_TABLE'), events: setting('EVENTS_TABLE') };
}
