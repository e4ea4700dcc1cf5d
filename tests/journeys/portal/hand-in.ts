import { z } from 'zod';
import { seedCertificates, seedCodeLists, seedDatasets } from '../../../infra/seeds/index.ts';
import { listIssuingUnits } from '../../../lib/certificates/types/issuing-units.ts';
import { type SyntheticRow, syntheticRows } from '../../../lib/kernel/synthetic/synthetic-rows.ts';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import type { Delivery } from '../../../schemas/collection/delivery.ts';
import { createDeliveryRoute, readDeliveryRoute } from '../../../schemas/collection/routes.ts';
import { workbookWith } from '../../running/workbook-with.ts';

const Token = z.object({ access_token: z.string() });
const settledStatuses = ['published', 'returned', 'awaiting-approval', 'failed'];

/** Replaces one cell of a row, counted from 0. */
type Fault = { readonly row: number; readonly field: string; readonly value: string };
type Rows = { readonly dataset: string; readonly rows: number; readonly faults?: readonly Fault[] };
type HandIn = Rows & { readonly url: string };

/** The rows that `handIn` sends: the same ones for the same dataset and count. */
export function rowsToHandIn({ dataset, rows: count, faults = [] }: Rows): readonly SyntheticRow[] {
  const certificate = seedCertificates().find(({ type }) => type.type === dataset);
  const divisions = certificate === undefined ? [] : listIssuingUnits(certificate.type).map(({ division }) => division);
  const rows = syntheticRows(contentOf(dataset), seedCodeLists(), {
    seed: 11,
    count,
    today: '2020-12-01',
    ...(divisions.length === 0 ? {} : { divisions }),
  });
  const handedIn = [...rows];
  for (const { row, field, value } of faults) handedIn[row] = { ...handedIn[row], [field]: value };
  return handedIn;
}

function contentOf(dataset: string): DatasetContent {
  const entries = [...seedDatasets(), ...seedCertificates().map((certificate) => certificate.dataset)];
  const entry = entries.find((one) => one.dataset === dataset);
  if (entry === undefined) throw new Error(`no dataset ${dataset}`);
  return entry.content;
}

/** Hands in synthetic rows in full, as the department's system, and waits for the end. */
export async function handIn({ url, ...wanted }: HandIn): Promise<Delivery> {
  const { dataset } = wanted;
  const content = contentOf(dataset);
  const token = await tokenOf(url, `${content.metadata.provider}-system`);
  const bytes = await workbookWith(content, rowsToHandIn(wanted));
  const ask = async (path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(`${url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  const { delivery, upload } = createDeliveryRoute.answer.body.parse(
    await ask(`/api/v1/datasets/${dataset}/deliveries`, {
      mode: 'full',
      fileName: '数据.xlsx',
      size: bytes.length,
    }),
  );
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(bytes)]));
  const sent = await fetch(upload.url, { method: 'POST', body: form });
  if (!sent.ok) throw new Error(`the object store answered ${sent.status}`);
  for (;;) {
    const now = readDeliveryRoute.answer.body.parse(await ask(`/api/v1/deliveries/${delivery.id}`));
    if (settledStatuses.includes(now.status) && now.annotated !== 'pending') return now;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function tokenOf(url: string, client: string): Promise<string> {
  const answer = await fetch(`${url}/oidc/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${client}:${client}-secret`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'api' }),
  });
  return Token.parse(await answer.json()).access_token;
}
