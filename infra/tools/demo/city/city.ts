import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { uploadFile } from '../../../../lib/adapters/api/upload-file.ts';
import { listIssuingUnits } from '../../../../lib/certificates/types/issuing-units.ts';
import { dayInShanghai } from '../../../../lib/kernel/instant.ts';
import { syntheticRows, type SyntheticRow } from '../../../../lib/kernel/synthetic/synthetic-rows.ts';
import type { DatasetContent } from '../../../../schemas/catalogue/dataset-version.ts';
import { readCoverageRoute } from '../../../../schemas/certificates/type-routes.ts';
import type { Channel, Delivery, DeliveryStatus } from '../../../../schemas/collection/delivery.ts';
import {
  confirmLinkRoute,
  createDeliveryRoute,
  downloadTemplateRoute,
  readDeliveryRoute,
} from '../../../../schemas/collection/routes.ts';
import type { Day } from '../../../../schemas/kernel/day.ts';
import type { DemoClock } from '../../../local/demo-clock.ts';
import { seedCertificates, seedCodeLists, seedDatasets } from '../../../seeds/index.ts';
import type { FaultyRow } from '../../synthetic/faults/fault-injector.ts';
import { injectFaults } from '../../synthetic/inject-faults.ts';
import { openApiUser, type ApiUser } from '../api-user.ts';
import { fillTemplate } from '../fill-template.ts';

const settled: ReadonlySet<DeliveryStatus> = new Set(['published', 'returned', 'awaiting-approval', 'failed']);
const pollIntervalMs = 200;
const timeoutMs = 120_000;
/** Rows of one day are the same on every day; no certificate is newer than the demo's first morning. */
const madeOn = '2020-11-19';

type Correction = { readonly row: number; readonly field: string; readonly value: string };

export type HandIn = {
  readonly rows: number;
  readonly faults?: number;
  /** A cell of a row, counted from 0, that was found to be wrong. */
  readonly correction?: Correction;
  /** Of another dataset: a mistake that officers make. */
  readonly filledTemplate?: string;
};

/** The city's departments and its centre, who work by the API alone. */
export type City = {
  readonly clock: DemoClock;
  readonly stateDir: string;
  readonly department: (id: string) => ApiUser;
  readonly centre: ApiUser;
  /** Hands a workbook in, in full, as the dataset's department, and waits for the receipt. */
  readonly handIn: (dataset: string, handIn: HandIn) => Promise<Delivery>;
  /** As the centre. */
  readonly confirmLink: (dataset: string, channel?: Channel) => Promise<void>;
  /** Waits until each of so many rows of face data has its certificate. */
  readonly issued: (type: string, rows: number) => Promise<void>;
};

/** Throws, from its functions, what the API refuses, and an Error for what lasts longer than two minutes. */
export function joinCity(url: string, stateDir: string, clock: DemoClock): City {
  const users = new Map<string, ApiUser>();
  const user = (id: string): ApiUser => {
    const known = users.get(id) ?? openApiUser(url, id);
    users.set(id, known);
    return known;
  };
  const centre = user('information-center-system');
  return {
    clock,
    stateDir,
    centre,
    department: (id) => user(`${id}-system`),
    handIn: async (dataset, wanted) =>
      await handInWorkbook(user(`${contentOf(dataset).metadata.provider}-system`), dataset, wanted, clock.now()),
    confirmLink: async (dataset, channel = 'excel') => {
      const body = { channel, comment: '已与提供部门核对，数据完整。' };
      await centre.api.call(confirmLinkRoute, { params: { dataset }, body });
    },
    issued: async (type, rows) =>
      await waitFor(`证照 ${type} 制发`, async () => {
        const { total } = await centre.api.call(readCoverageRoute, { params: { type } });
        return total.issued + total.failed.rows >= rows ? total : undefined;
      }).then(() => undefined),
  };
}

/** Fills the dataset's template, hands it in, in full, and waits for the receipt. */
export async function handInWorkbook(
  { api }: ApiUser,
  dataset: string,
  { rows, faults = 0, correction, filledTemplate = dataset }: HandIn,
  now: Date,
): Promise<Delivery> {
  return await inFolder(async (folder) => {
    const path = join(folder, '报送.xlsx');
    const today = dayInShanghai(now.toISOString());
    await writeWorkbook(api, { dataset: filledTemplate, rows, faults, correction, today }, path);
    return await deliver(api, dataset, path);
  });
}

/** Throws for a dataset that is not seeded. */
export function contentOf(dataset: string): DatasetContent {
  const seeds = [...seedDatasets(), ...seedCertificates().map((seed) => seed.dataset)];
  const found = seeds.find((seed) => seed.dataset === dataset);
  if (found === undefined) throw new Error(`there is no seed ${dataset}`);
  return found.content;
}

/** The rows that a department of the demo has; row n is the same however many are made. */
export function cityRows(dataset: string, count: number): readonly SyntheticRow[] {
  const certificate = seedCertificates().find(({ type }) => type.type === dataset);
  const divisions = certificate === undefined ? [] : listIssuingUnits(certificate.type).map((unit) => unit.division);
  const settings = { seed: 1120, count, today: madeOn, ...(divisions.length === 0 ? {} : { divisions }) };
  return [...syntheticRows(contentOf(dataset), seedCodeLists(), settings)];
}

/** Asks every 200 ms until there is an answer. Throws after two minutes. */
export async function waitFor<T>(what: string, read: () => Promise<T | undefined>): Promise<T> {
  for (const until = performance.now() + timeoutMs; performance.now() < until; await delay(pollIntervalMs)) {
    const found = await read();
    if (found !== undefined) return found;
  }
  throw new Error(`${what}在两分钟内没有完成`);
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'guiji-city-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Workbook = {
  readonly dataset: string;
  readonly rows: number;
  readonly faults: number;
  readonly correction: Correction | undefined;
  readonly today: Day;
};

async function writeWorkbook(
  api: ApiUser['api'],
  { dataset, rows, faults, correction, today }: Workbook,
  path: string,
): Promise<void> {
  const content = contentOf(dataset);
  const valid = cityRows(dataset, rows).map((row, i) =>
    i === correction?.row ? { ...row, [correction.field]: correction.value } : row,
  );
  const filled: readonly FaultyRow[] =
    faults === 0 ? valid : injectFaults(valid, content, { seed: rows, count: faults, today }).rows;
  const template = `${path}.template.xlsx`;
  const { file } = await api.call(downloadTemplateRoute, { params: { dataset } });
  await writeFile(template, file);
  await fillTemplate(template, content, filled, path);
}

async function deliver(api: ApiUser['api'], dataset: string, path: string): Promise<Delivery> {
  const { size } = await stat(path);
  const { delivery, upload } = await api.call(createDeliveryRoute, {
    params: { dataset },
    body: { mode: 'full', fileName: `${contentOf(dataset).metadata.name}.xlsx`, size },
  });
  await uploadFile(upload, { path, size }, () => undefined);
  return await waitFor(`${dataset} 的报送 ${delivery.id} `, async () => {
    const now = await api.call(readDeliveryRoute, { params: { delivery: delivery.id } });
    return settled.has(now.status) && now.annotated !== 'pending' ? now : undefined;
  });
}
