import { toRejectedRow, type RejectedRowRecord } from '../../../../schemas/collection/sources/rejected-row.ts';
import type { readRejectedRowRoute } from '../../../../schemas/collection/sources/routes.ts';
import { isRefused, refused } from '../../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../../schemas/kernel/route.ts';
import type { Auditing } from '../../../../schemas/sharing/data-use.ts';
import { rowsOfPages, type ReadPage } from '../../ingest/pages/rows-of-pages.ts';
import type { DeliveryRepository } from '../../ports.ts';
import { findSource, type FindSourcePorts } from '../find-source.ts';
import type { RejectedRowRepository, PullStore } from '../ports.ts';

export type ReadRejectedRowPorts = FindSourcePorts &
  Auditing & {
    readonly rejectedRows: Pick<RejectedRowRepository, 'read'>;
    readonly deliveries: Pick<DeliveryRepository, 'read'>;
    readonly pulls: Pick<PullStore, 'readManifest' | 'readPage'>;
    readonly readPage: ReadPage;
  };

const maxShownCharacters = 2_000;

/**
 * Answers the row as received, or an unreadable page's beginning; leaves an audit entry. Refuses
 * `rejected-row-not-found`.
 */
export async function readRejectedRow(
  { caller, params, requestId }: RouteInput<typeof readRejectedRowRoute>,
  ports: ReadRejectedRowPorts,
) {
  const known = await findSource(caller, params, ports);
  if (isRefused(known)) return known;
  const rejectedRow = await ports.rejectedRows.read(params, params.rejectedRow);
  if (rejectedRow === null) return refused('rejected-row-not-found');
  const fields = known.version.content.fields.map(({ key }) => key);
  const received = await (rejectedRow.kind === 'page'
    ? readPageText(rejectedRow, ports)
    : readRow(rejectedRow, fields, ports));
  if (received === null) return refused('rejected-row-not-found');
  await ports.recordUse({
    caller,
    requestId,
    operation: 'read-rejected-row',
    dataset: params.dataset,
    provider: known.source.department,
    results: 1,
  });
  return { rejectedRow: toRejectedRow(rejectedRow), ...received };
}

async function readPageText({ rawKey }: RejectedRowRecord, { pulls }: Pick<ReadRejectedRowPorts, 'pulls'>) {
  const bytes = rawKey === undefined ? new Uint8Array() : await pulls.readPage(rawKey);
  const text = new TextDecoder().decode(bytes.subarray(0, maxShownCharacters * 4)).slice(0, maxShownCharacters);
  return { values: {}, text };
}

async function readRow(
  { delivery: id, page: pageNumber, row: rowNumber = 0 }: RejectedRowRecord,
  fields: readonly string[],
  { deliveries, pulls, readPage }: ReadRejectedRowPorts,
) {
  const delivery = await deliveries.read(id);
  if (delivery === null) return null;
  const { manifest } = await pulls.readManifest(delivery.rawKey);
  const page = manifest.pages[pageNumber - 1];
  const one = { ...manifest, pages: page === undefined ? [] : [page], only: [`1.${rowNumber}`], corrections: {} };
  for await (const [row] of rowsOfPages(one, fields, readPage)) {
    if (row === undefined) break;
    const cells = fields.flatMap((field, i) => {
      const cell = row.cells[i] ?? null;
      return cell === null ? [] : [[field, typeof cell === 'object' ? JSON.stringify(cell) : String(cell)] as const];
    });
    return { values: Object.fromEntries(cells) };
  }
  return null;
}
