import { setTimeout as delay } from 'node:timers/promises';
import { localMatter } from '../../infra/local/accounts.ts';
import { seedCodeLists, seedDatasets } from '../../infra/seeds/index.ts';
import { type ApiUser, openApiUser } from '../../infra/tools/demo/api-user.ts';
import { demoTypes } from '../../infra/tools/demo/certificates/demo-types.ts';
import { ApiRefused } from '../../lib/adapters/api/api-errors.ts';
import { syntheticRows } from '../../lib/kernel/synthetic/synthetic-rows.ts';
import {
  addCodeListRoute,
  changeCodeListRoute,
  listCodeListsRoute,
  readCodeListRoute,
} from '../../schemas/catalogue/code-list-routes.ts';
import * as catalogue from '../../schemas/catalogue/routes.ts';
import { downloadCertificateRoute } from '../../schemas/certificates/file-routes.ts';
import * as lookUp from '../../schemas/certificates/lookup-routes.ts';
import * as status from '../../schemas/certificates/status-routes.ts';
import {
  listCertificateTypesRoute,
  listCoverageRoute,
  readCertificateTypeRoute,
  readCoverageRoute,
} from '../../schemas/certificates/type-routes.ts';
import {
  listCertificateUsesRoute,
  officialUseRoute,
  redeemUseCodeRoute,
  redeemUseFileRoute,
} from '../../schemas/certificates/use-routes.ts';
import type { Delivery } from '../../schemas/collection/delivery.ts';
import * as collection from '../../schemas/collection/routes.ts';
import {
  addAccountRoute,
  changeAccountRoute,
  deactivateAccountRoute,
  searchAccountsRoute,
} from '../../schemas/departments/account-routes.ts';
import { listEventsRoute } from '../../schemas/departments/event-routes.ts';
import { keepHolidaysRoute, listHolidaysRoute } from '../../schemas/departments/holiday-routes.ts';
import { confirmPeopleRoute, keepPeopleRoute, listPeopleRoute } from '../../schemas/departments/people-routes.ts';
import { addDepartmentRoute, changeDepartmentRoute, listTasksRoute } from '../../schemas/departments/routes.ts';
import type { Role } from '../../schemas/kernel/role.ts';
import {
  findSubjectHoldingsRoute,
  queryRecordsRoute,
  readChangesRoute,
  readDatasetStateRoute,
  rollBackRoute,
} from '../../schemas/records/routes.ts';
import { findAuditEntriesRoute, listAuditEntriesRoute } from '../../schemas/sharing/audit-routes.ts';
import { keepSharingLimitsRoute, readSharingLimitsRoute } from '../../schemas/sharing/limit-routes.ts';
import { workbookWith } from './workbook-with.ts';

/** The callers of the walk, as programs of the local system. */
export function openWalkers(url: string) {
  return {
    provider: openApiUser(url, 'public-security-system'),
    operator: openApiUser(url, 'information-center-system'),
    checker: openApiUser(url, 'information-center-checker'),
    issuer: openApiUser(url, 'natural-resources-system'),
    partner: openApiUser(url, 'partner-window-system'),
  };
}

export type Walkers = ReturnType<typeof openWalkers>;

const reason = '逐条走一遍';
const codeOf = async (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'answered',
    (error: unknown) => (error instanceof ApiRefused ? error.problem.code : String(error)),
  );

/** A version from draft to publication, with a return on the way; a new entry; reading, comparing, exporting. */
export async function walkCatalogue({ provider, operator, checker }: Walkers) {
  const dataset = 'vehicles';
  const params = { dataset };
  const { api } = provider;
  const drafted = await api.call(catalogue.draftVersionRoute, { params, body: {} });
  const at = { dataset, version: drafted.version };
  let { lockVersion } = await api.call(catalogue.editDraftRoute, {
    params: at,
    body: { lockVersion: drafted.lockVersion, content: drafted.content },
  });
  ({ lockVersion } = await api.call(catalogue.submitDatasetRoute, { params: at, body: { lockVersion } }));
  await operator.api.call(listTasksRoute, {});
  ({ lockVersion } = await operator.api.call(catalogue.returnDatasetRoute, {
    params: at,
    body: { lockVersion, reason },
  }));
  await api.call(listTasksRoute, {});
  ({ lockVersion } = await api.call(catalogue.submitDatasetRoute, { params: at, body: { lockVersion } }));
  ({ lockVersion } = await operator.api.call(catalogue.approveDatasetRoute, { params: at, body: { lockVersion } }));
  const published = await checker.api.call(catalogue.publishDatasetRoute, { params: at, body: { lockVersion } });
  const withdrawn = await api.call(catalogue.readDatasetRoute, { params: { dataset: 'driving-licences' } });
  await api.call(catalogue.draftDatasetRoute, {
    params: {},
    body: { dataset: 'walked-entries', content: withdrawn.content },
  });
  const compared = await api.call(catalogue.compareVersionsRoute, {
    params,
    query: { from: 1, to: drafted.version },
  });
  await api.call(catalogue.listVersionsRoute, { params });
  await api.call(catalogue.readVersionRoute, { params: { dataset, version: 1 } });
  await api.call(catalogue.exportDatasetRoute, { params: { dataset, version: 1 } });
  await api.call(catalogue.exportDatasetSheetRoute, { params: { dataset, version: 1 } });
  await api.call(catalogue.listDatasetsRoute, { query: { department: 'public-security', limit: '5' } });
  await api.call(catalogue.searchDatasetsRoute, { query: { q: '车辆' } });
  const { items } = await api.call(listCodeListsRoute, {});
  await api.call(readCodeListRoute, { params: { codeList: items[0]?.id ?? '' } });
  return { published: published.status, compared };
}

/** Withdraws an entry that nothing else uses. */
export async function walkWithdrawal({ operator }: Walkers): Promise<string> {
  const dataset = 'taxable-price-notices';
  const { version, lockVersion } = await operator.api.call(catalogue.readDatasetRoute, { params: { dataset } });
  const withdrawn = await operator.api.call(catalogue.withdrawDatasetRoute, {
    params: { dataset, version },
    body: { lockVersion, reason },
  });
  return withdrawn.status;
}

/** Deliveries that wait for a person, are discarded, fail and are retried; then a roll-back. */
export async function walkDeliveries({ provider, operator }: Walkers) {
  const dataset = 'prisoners';
  const params = { dataset };
  const upload = async (rows: number) =>
    await settle(provider, await deliver(provider, dataset, await fill(dataset, rows)));
  const first = await upload(30);
  const shrunk = await upload(5);
  await provider.api.call(listTasksRoute, {});
  await operator.api.call(listTasksRoute, {});
  await operator.api.call(collection.approveDeliveryRoute, { params: { delivery: shrunk.id }, body: { reason } });
  const approved = await settle(provider, shrunk, 'published');
  for (const query of [{}, { dataset }, { entities: `link#${dataset}#excel` }])
    await operator.api.call(listEventsRoute, { query });
  await provider.api.call(listEventsRoute, {});
  await provider.api.call(collection.listDeliveryEventsRoute, { params: { delivery: shrunk.id } });
  const dropped = await upload(1);
  await provider.api.call(collection.discardDeliveryRoute, { params: { delivery: dropped.id }, body: { reason } });
  const discarded = await settle(provider, dropped, 'discarded');
  const broken = await settle(provider, await deliver(provider, dataset, new Uint8Array(1000).fill(7)));
  const retried = await codeOf(provider.api.call(collection.retryDeliveryRoute, { params: { delivery: broken.id } }));
  await settle(provider, broken);
  await provider.api.call(collection.listDeliveriesRoute, { params });
  await operator.api.call(collection.confirmLinkRoute, { params, body: { channel: 'excel' } });
  const changes = async (cursor?: string) =>
    await provider.api.call(readChangesRoute, { params, body: cursor === undefined ? {} : { cursor } });
  const { next: beforeRollBack } = await changes((await changes()).next);
  await operator.api.call(rollBackRoute, { params, body: { publication: 1, reason } });
  const { items: changed } = await changes(beforeRollBack);
  const { records } = await operator.api.call(readDatasetStateRoute, { params });
  await provider.api.call(collection.downloadFrontEndTableRoute, { params: { dataset: 'vehicles' } });
  return {
    statuses: [first, shrunk, approved, dropped, discarded, broken].map((delivery) => delivery.status),
    retried,
    records,
    changed: changed.length,
  };
}

const settledStatuses: readonly string[] = ['published', 'returned', 'awaiting-approval', 'failed', 'discarded'];

/** Waits for the status, or for one that waits for nobody's work but a person's. Throws after a minute. */
async function settle(user: ApiUser, { id }: Delivery, wanted?: Delivery['status']): Promise<Delivery> {
  for (let waited = 0; waited < 600; waited += 1) {
    const now = await user.api.call(collection.readDeliveryRoute, { params: { delivery: id } });
    const isThere = wanted === undefined ? settledStatuses.includes(now.status) : now.status === wanted;
    if (isThere && now.annotated !== 'pending') return now;
    await delay(100);
  }
  throw new Error(`the delivery ${id} did not get to ${wanted ?? 'an end'}`);
}

async function fill(dataset: string, count: number): Promise<Uint8Array<ArrayBuffer>> {
  const content = seedDatasets().find((seed) => seed.dataset === dataset)?.content;
  if (content === undefined) throw new Error(`there is no seed ${dataset}`);
  return await workbookWith(content, syntheticRows(content, seedCodeLists(), { seed: 1, count, today: '2020-12-01' }));
}

async function deliver(user: ApiUser, dataset: string, workbook: Uint8Array<ArrayBuffer>): Promise<Delivery> {
  const { delivery, upload } = await user.api.call(collection.createDeliveryRoute, {
    params: { dataset },
    body: { mode: 'full', fileName: '数据.xlsx', size: workbook.length },
  });
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
  form.append('file', new Blob([workbook]), 'workbook.xlsx');
  const answer = await fetch(upload.url, { method: 'POST', body: form });
  if (!answer.ok) throw new Error(`the upload answered ${answer.status}`);
  return delivery;
}

/** Issues the certificates of one type, uses one officially, and verifies it. */
export async function walkIssuing({ issuer, operator, partner }: Walkers, url: string) {
  const demoType = demoTypes().find(({ type }) => type.type === 'certificate-real-estate-title');
  if (demoType === undefined) throw new Error('the demo has no such type');
  const { type, content, rows } = demoType;
  const params = { dataset: type.type };
  const workbook = await workbookWith(content, rows);
  const delivery = await settle(issuer, await deliver(issuer, type.type, workbook), 'published');
  await operator.api.call(collection.confirmLinkRoute, { params, body: { channel: 'excel' } });
  const issued = await waitForIssued(issuer, type.type, rows.length);
  await issuer.api.call(listTasksRoute, {});
  await issuer.api.call(listCoverageRoute, {});
  const row = rows.at(-1);
  const number = String(row?.['certificate_number']);
  const { items } = await issuer.api.call(lookUp.findCertificatesRoute, { body: { type: type.type, number } });
  const identifier = items[0]?.identifier ?? '';
  await issuer.api.call(downloadCertificateRoute, { params: { identifier, kind: 'pdf' } });
  await issuer.api.call(downloadCertificateRoute, { params: { identifier, kind: 'ofd' } });
  const used = await usedOfficially(partner, identifier, {
    identity_number: String(row?.['holder_code']),
    license_item_code: type.typeCode.code,
  });
  const pages = ['/keys', `/verify?id=${identifier}`];
  const seen = await Promise.all(pages.map(async (path) => (await fetch(`${url}${path}`)).status < 500));
  return { status: delivery.status, issued, used, seen };
}

async function waitForIssued(user: ApiUser, type: string, rows: number): Promise<number> {
  for (let waited = 0; waited < 400; waited += 1) {
    const { total } = await user.api.call(readCoverageRoute, { params: { type } });
    if (total.issued >= rows) return total.issued;
    await delay(300);
  }
  throw new Error(`not all certificates of ${type} were issued`);
}

/** Redeems one code for data, and one for a copy. */
async function usedOfficially(
  partner: ApiUser,
  identifier: string,
  held: { readonly identity_number: string; readonly license_item_code: string },
): Promise<string> {
  const requestCode = async (): Promise<string> => {
    const { data } = await partner.api.call(officialUseRoute, {
      body: {
        ...held,
        service_item_code: 'DEMO-0001',
        service_item_name: localMatter,
        biz_num: 'YS-2026-0001',
        use_cause: reason,
        operator: { account: 'window-07', name: '测试经办人', service_org: '市政务服务大厅' },
      },
    });
    return data.find(({ license_code: code }) => code === identifier)?.auth_code ?? '';
  };
  await partner.api.call(redeemUseCodeRoute, { body: { auth_code: await requestCode() } });
  const { data } = await partner.api.call(redeemUseFileRoute, { body: { auth_code: await requestCode() } });
  return data.file_name.slice(-4);
}

/** Look-ups of an issued certificate, a change of its status, and two batches. */
export async function walkCertificates({ issuer, operator, checker }: Walkers) {
  const { items: types } = await operator.api.call(listCertificateTypesRoute, {});
  const type = 'certificate-real-estate-title';
  await operator.api.call(readCertificateTypeRoute, { params: { type } });
  const { items: records } = await operator.api.call(queryRecordsRoute, {
    params: { dataset: type },
    body: { limit: 20 },
  });

  await operator.api.call(listAuditEntriesRoute, { query: { side: 'by-people' } });
  await issuer.api.call(listAuditEntriesRoute, {});
  await operator.api.call(listAuditEntriesRoute, { query: { account: 'information-center-system' } });
  const number = String(records.at(-1)?.values['certificate_number']);
  const { items: found } = await issuer.api.call(lookUp.findCertificatesRoute, { body: { type, number } });
  const holder = String(records.at(-1)?.values['holder_code']);
  await operator.api.call(findSubjectHoldingsRoute, { body: { subject: holder, reason: '核对归集情况' } });
  // The first one is itself a use of this subject, which the second one finds.
  await operator.api.call(findAuditEntriesRoute, { body: { subject: holder } });
  await operator.api.call(findAuditEntriesRoute, { body: { subject: holder } });
  const { items: held } = await issuer.api.call(lookUp.findByHolderRoute, { body: { holder } });
  const identifier = found[0]?.identifier ?? '';
  const params = { identifier };
  await issuer.api.call(lookUp.readCertificateRoute, { params });
  await issuer.api.call(lookUp.readCertificatesRoute, { body: { identifiers: [identifier] } });
  await issuer.api.call(lookUp.readCertificateHistoryRoute, { params });
  await issuer.api.call(listCertificateUsesRoute, { params });
  await operator.api.call(status.changeCertificateStatusRoute, { params, body: { operation: 'withhold', reason } });
  const prepare = async () =>
    await operator.api.call(status.prepareBatchRoute, {
      body: { operation: 'give-back', reason, identifiers: [identifier] },
    });
  const [rejected, approved] = [await prepare(), await prepare()];
  await checker.api.call(listTasksRoute, {});
  await operator.api.call(status.rejectBatchRoute, { params: { batch: rejected.id }, body: { reason } });
  await checker.api.call(status.approveBatchRoute, { params: { batch: approved.id } });
  await operator.api.call(status.listBatchesRoute, {});
  const applied = await waitForBatch(operator, approved.id);
  return { types: types.length, held: held.length, applied };
}

async function waitForBatch(user: ApiUser, batch: string): Promise<string> {
  for (let waited = 0; waited < 300; waited += 1) {
    const now = (await user.api.call(status.readBatchRoute, { params: { batch } })).batch.status;
    if (now !== 'applying') return now;
    await delay(100);
  }
  throw new Error(`the batch ${batch} was not applied`);
}

/** Waits until the sweep has published a list, within two minutes. */
export async function walkStatusList(url: string): Promise<number> {
  // Whether a list is not there yet is asked of the table.
  await fetch(`${url}/status-lists/certificate-real-estate-title/1999`);
  for (let waited = 0; ; waited += 1) {
    const { status: code } = await fetch(`${url}/status-lists/certificate-real-estate-title/2026`);
    if (code === 200 || waited === 240) return code;
    await delay(500);
  }
}

/** What the information centre keeps: departments, accounts, code lists, all deliveries, the queues. */
export async function walkAdministering({ operator: { api } }: Walkers) {
  const department = 'walked-office';
  const named = { name: '走读办公室', aliases: [], toBeConfirmed: [], reason };
  await api.call(addDepartmentRoute, { params: {}, body: { id: department, ...named } });
  await api.call(changeDepartmentRoute, { params: { department }, body: { ...named, name: '走读中心' } });
  const subject = 'walked-system';
  const roles: Role[] = ['consumer'];
  const account = { subject, kind: 'system', name: '走读系统', department, roles, reason } as const;
  await api.call(addAccountRoute, { params: {}, body: account });
  await api.call(changeAccountRoute, { params: {}, body: { subject, name: '走读程序', reason } });
  await api.call(deactivateAccountRoute, { params: {}, body: { subject, reason } });
  const person = { name: '走读人员', duty: '走读', phone: '0395-3177000' };
  const own = { department: 'information-center' };
  await api.call(keepPeopleRoute, { params: own, body: { inCharge: person, contacts: [person], lockVersion: 0 } });
  await api.call(confirmPeopleRoute, { params: own, body: { lockVersion: 1 } });
  await api.call(listPeopleRoute, {});
  const [holidays, params] = [['2030-01-01', '2030-05-01', '2030-10-01'], { year: '2030' }];
  for (const lockVersion of [0, 1])
    await api.call(keepHolidaysRoute, { params, body: { holidays, makeUpDays: [], lockVersion, reason } });
  await api.call(listHolidaysRoute, {});
  for (const lockVersion of [0, 1]) await api.call(keepSharingLimitsRoute, { body: { lockVersion, reason } });
  await api.call(readSharingLimitsRoute, {});
  const accounts = await api.call(searchAccountsRoute, { params: {}, body: { department } });
  const codes = ['1', '2'].map((code) => ({ code, label: `第 ${code} 项` }));
  const codeList = { name: '走读代码', standard: 'Guiji', codes, reason };
  await api.call(addCodeListRoute, { params: {}, body: { id: 'walked-codes', ...codeList } });
  await api.call(changeCodeListRoute, { params: { codeList: 'walked-codes' }, body: { ...codeList, name: '走读表' } });
  await api.call(collection.listAllDeliveriesRoute, { query: { status: 'published' } });
  await api.call(collection.listAllDeliveriesRoute, { query: { dataset: 'prisoners' } });
  const queues = await api.call(collection.listQueuesRoute, {});
  return { active: accounts.items.map(({ active }) => active), queues: queues.items.length > 5 };
}

/** What anyone may open. Returns the status codes. */
export async function walkPublicPages(url: string): Promise<readonly number[]> {
  const paths = ['/api/v1/openapi.json', '/api/v1/docs', '/verify', '/verify/script.js', '/api/v1/no-such-route'];
  return await Promise.all(paths.map(async (path) => (await fetch(`${url}${path}`)).status));
}
