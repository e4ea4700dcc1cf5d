import { maxTaskCount } from '../../schemas/departments/task.ts';
import type { WorkingClock } from '../../schemas/kernel/working-clock.ts';
import type { Application } from '../../schemas/sharing/application.ts';
import type { Objection } from '../../schemas/sharing/objection.ts';
import { catalogueReader } from '../adapters/catalogue/catalogue-repository.ts';
import { batchRepository } from '../adapters/certificates/batch-repository.ts';
import { quarantineRepository } from '../adapters/certificates/quarantine-repository.ts';
import { archiveSearch } from '../adapters/deliveries/archive-repository.ts';
import { deliveryRepository } from '../adapters/deliveries/delivery-repository.ts';
import { linkSearch } from '../adapters/deliveries/link-repository.ts';
import { updateSheetRepository } from '../adapters/deliveries/update-sheet-repository.ts';
import { departmentRepository } from '../adapters/departments/department-repository.ts';
import { peopleRepository } from '../adapters/departments/people-repository.ts';
import { questionRepository } from '../adapters/departments/question-repository.ts';
import { documentClient } from '../adapters/dynamodb/document-client.ts';
import { datasetStateRepository } from '../adapters/records/dataset-state-repository.ts';
import { applicationRepository } from '../adapters/sharing/application-repository.ts';
import { objectionRepository } from '../adapters/sharing/objection-repository.ts';
import { sourceRepository } from '../adapters/sources/source-repository.ts';
import { toBatch } from '../certificates/status/to-batch.ts';
import type { DeliverySearch, DeliveryRepository } from '../collection/ports.ts';
import type { TaskPorts } from '../departments/tasks/ports.ts';
import { mapWithConcurrency } from '../kernel/map-with-concurrency.ts';
import { applicationClock, clockContext } from '../sharing/applications/application-clock.ts';
import type { ApplicationRepository } from '../sharing/applications/ports.ts';
import { caseClock } from '../sharing/clocks/due-telling.ts';
import { objectionClock } from '../sharing/objections/objection-clock.ts';
import { certificateTypes } from './certificates/types.ts';
import { viewedNow } from './clock.ts';
import { certificateWorkTables, deliveryTables, sharingTables, sourceTables, paperTables } from './event-tables.ts';
import { secondPersonPorts } from './person-behind.ts';
import { numberSetting, setting } from './setting.ts';
import { clockPorts } from './sharing/clock-ports.ts';

/** The catalogue and the sources of a city are listed whole: thousands at the most. */
const maxListed = 5_000;
/** More than a dataset has open at a time. */
const newestChecked = 20;
const newestBatches = 200;
const newestQuestions = 50;
const newestGrants = 200;
const readConcurrency = 16;

/** Opens the tables of all rooms for reading: what is to be done is counted where it is. */
export function taskPorts(): TaskPorts {
  const client = documentClient();
  const catalogue = catalogueReader(client, setting('CATALOGUE_TABLE'));
  const deliveries = deliveryRepository(client, deliveryTables());
  const datasetStates = setting('DATASET_STATES_TABLE');
  const sources = sourceRepository(client, sourceTables());
  const questions = questionRepository(client, paperTables());
  const applications = applicationRepository(client, sharingTables());
  const batches = batchRepository(client, certificateWorkTables());
  return {
    ...secondPersonPorts(),
    now: viewedNow,
    departments: departmentRepository(client, setting('DEPARTMENTS_TABLE')).departments,
    people: peopleRepository(client, setting('PAPERS_TABLE')).people,
    listings: (provider) => catalogue.listings({ provider, after: undefined, limit: maxListed }),
    entry: catalogue.entry,
    linksOf: linkSearch(client, datasetStates).linksOf,
    lastPublished: datasetStateRepository(client, datasetStates).lastPublished,
    updateSheets: updateSheetRepository(client, setting('PAPERS_TABLE')).sheetsOfMany,
    archives: archiveSearch(client, setting('PAPERS_TABLE')).archivesOf,
    sources: (department) => sources.list({ limit: maxListed, ...(department === undefined ? {} : { department }) }),
    newestDeliveries: (dataset) => deliveries.listByDataset(dataset, { limit: newestChecked }),
    deliveriesIn: (status) => readDeliveriesIn(status, deliveries),
    newestBatches: async (department) => {
      const page = await batches.list(department ?? 'all', { limit: newestBatches });
      return page.batches.map(toBatch);
    },
    ...waitingCases(applications),
    ownApplications: async (consumer) =>
      await applications.listApplications({
        of: { consumer },
        accepts: ({ grant, renews }) => grant !== undefined || renews !== undefined,
        limit: newestGrants,
      }),
    openQuestions: async () => await questions.listQuestions({ state: 'open', limit: maxTaskCount + 1 }),
    newestQuestions: async (department) => await questions.listQuestions({ department, limit: newestQuestions }),
    certificateTypes: certificateTypes().all,
    notIssued: notIssuedRecords(),
  };
}

/** Reads limits and holidays only while something waits. */
function waitingCases({
  listApplications,
}: Pick<ApplicationRepository, 'listApplications'>): Pick<TaskPorts, 'waitingApplications' | 'waitingObjections'> {
  const { listObjections } = objectionRepository(documentClient(), sharingTables());
  const clocks = { ...clockPorts(), now: viewedNow };
  const limit = maxTaskCount + 1;
  return {
    waitingApplications: async (waitsFor) => {
      const found = await listApplications({ of: { waitsFor }, limit });
      if (found.length === 0) return [];
      const context = await clockContext(clocks);
      return found.map((application) => ({
        application,
        ...clockOf(application, applicationClock(application, context)),
      }));
    },
    waitingObjections: async (waitsFor) => {
      const found = await listObjections({ of: { waitsFor }, limit });
      if (found.length === 0) return [];
      const context = await clockContext(clocks);
      return found.map((objection) => ({ objection, ...clockOf(objection, objectionClock(objection, context)) }));
    },
  };
}

const clockOf = ({ state, clockTold }: Pick<Application | Objection, 'state' | 'clockTold'>, clock?: WorkingClock) =>
  clock === undefined ? {} : { clock: caseClock(clock, clockTold, state) };

async function readDeliveriesIn(
  status: Parameters<DeliverySearch['listByStatus']>[0],
  deliveries: DeliverySearch & Pick<DeliveryRepository, 'read'>,
) {
  const ids: string[] = [];
  for await (const { id } of deliveries.listByStatus(status)) {
    ids.push(id);
    if (ids.length > maxTaskCount) break;
  }
  const found = await mapWithConcurrency(readConcurrency, ids, deliveries.read);
  return found.filter((delivery) => delivery !== null);
}

function notIssuedRecords(): TaskPorts['notIssued'] {
  const quarantine = quarantineRepository(documentClient(), setting('CERTIFICATE_WORK_TABLE'));
  const maxAttempts = numberSetting('MAX_ISSUE_ATTEMPTS');
  return async (type) => {
    const records = [];
    for await (const record of quarantine.failed(type)) {
      if (record.attempts >= maxAttempts) records.push(record);
      if (records.length > maxTaskCount) break;
    }
    return records;
  };
}
