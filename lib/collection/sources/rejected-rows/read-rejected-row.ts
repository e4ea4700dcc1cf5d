import { toRejectedRow } from '../../../../schemas/collection/sources/rejected-row.ts';
import type { readRejectedRowRoute } from '../../../../schemas/collection/sources/routes.ts';
import { isRefused, refused } from '../../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../../schemas/kernel/route.ts';
import { rowsOfPages, type ReadPage } from '../../ingest/pages/rows-of-pages.ts';
import type { DeliveryRepository } from '../../ports.ts';
import { findSource, type FindSourcePorts } from '../find-source.ts';
import type { RejectedRowRepository, PullStore } from '../ports.ts';

export type ReadRejectedRowPorts = FindSourcePorts & {
  readonly rejectedRows: Pick<RejectedRowRepository, 'read'>;
  readonly deliveries: Pick<DeliveryRepository, 'read'>;
  readonly pulls: Pick<PullStore, 'readManifest' | 'readPage'>;
  readonly readPage: ReadPage;
};

const maxShownCharacters = 2_000;

/** Answers the row as received, or an unreadable page's beginning. Refuses `rejected-row-not-found`. */
export async function readRejectedRow(
  { caller, params }: RouteInput<typeof readRejectedRowRoute>,
  ports: ReadRejectedRowPorts,
) {
  const known = await findSource(caller, params, ports);
  if (isRefused(known)) return known;
  const rejectedRow = await ports.rejectedRows.read(params, params.rejectedRow);
  if (rejectedRow === null) return refused('rejected-row-not-found');
  if (rejectedRow.kind === 'page') {
    const bytes = rejectedRow.rawKey === undefined ? new Uint8Array() : await ports.pulls.readPage(rejectedRow.rawKey);
    return {
      rejectedRow: toRejectedRow(rejectedRow),
      values: {},
      text: new TextDecoder().decode(bytes.subarray(0, maxShownCharacters * 4)).slice(0, maxShownCharacters),
    };
  }
  const delivery = await ports.deliveries.read(rejectedRow.delivery);
  if (delivery === null) return refused('rejected-row-not-found');
  const { manifest } = await ports.pulls.readManifest(delivery.rawKey);
  const fields = known.version.content.fields.map(({ key }) => key);
  const page = manifest.pages[rejectedRow.page - 1];
  const one = {
    ...manifest,
    pages: page === undefined ? [] : [page],
    only: [`1.${rejectedRow.row ?? 0}`],
    corrections: {},
  };
  for await (const [row] of rowsOfPages(one, fields, ports.readPage)) {
    if (row === undefined) break;
    const cells = fields.flatMap((field, i) => {
      const cell = row.cells[i] ?? null;
      return cell === null ? [] : [[field, typeof cell === 'object' ? JSON.stringify(cell) : String(cell)] as const];
    });
    return { rejectedRow: toRejectedRow(rejectedRow), values: Object.fromEntries(cells) };
  }
  return refused('rejected-row-not-found');
}
