import type { downloadReceiptRoute } from '../../../schemas/collection/archive-routes.ts';
import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import type { PrintSheetPorts } from '../update-sheets/print-update-sheet.ts';
import { findArchiveOwner } from './find-archive.ts';
import type { ArchivePorts } from './ports.ts';
import { receiptPaper } from './receipt-paper.ts';

export type DownloadReceiptPorts = Pick<ArchivePorts, 'publishedVersions' | 'links'> &
  Pick<PrintSheetPorts, 'departmentName' | 'writePdf'>;

/** Writes the receipt of a confirmed link as PDF. Refuses `link-not-confirmed`. */
export async function downloadReceipt(
  input: Pick<RouteInput<typeof downloadReceiptRoute>, 'caller' | 'params'>,
  ports: DownloadReceiptPorts,
) {
  const owner = await findArchiveOwner(input, 'read-papers', ports);
  if (isRefused(owner)) return owner;
  const { dataset, content } = owner;
  const { name, provider } = content.metadata;
  const links = await ports.links.read(dataset);
  const link = links.find(({ channel }) => channel === input.params.channel);
  const department = await ports.departmentName(provider);
  const paper = link === undefined ? undefined : receiptPaper(link, { name, dataset, department });
  if (paper === undefined) return refused('link-not-confirmed');
  return { file: await ports.writePdf(paper), name: `${name}（${paper.reference}）.pdf` };
}
