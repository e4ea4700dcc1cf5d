import { paperExtensions, paperKindNames, paperMediaTypes } from '../../../schemas/collection/archive-names.ts';
import type { downloadPaperRoute, listPapersRoute } from '../../../schemas/collection/archive-routes.ts';
import type { ArchiveView } from '../../../schemas/collection/archive.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import type { Auditing } from '../../../schemas/sharing/data-use.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import { findArchiveOwner, findPaper, paperKey } from './find-archive.ts';
import { madePapers } from './made-papers.ts';
import type { ArchivePorts } from './ports.ts';

const downloadSeconds = 5 * 60;

/** Lists what was uploaded, the newest first, and what the platform would make. */
export async function listPapers(
  input: Pick<RouteInput<typeof listPapersRoute>, 'caller' | 'params'>,
  ports: Pick<ArchivePorts, 'publishedVersions' | 'archiveOf' | 'links' | 'sheetsOf'>,
) {
  const owner = await findArchiveOwner(input, 'read-papers', ports);
  if (isRefused(owner)) return owner;
  const { dataset } = owner;
  const [archive, links, sheets] = await Promise.all([
    ports.archiveOf(dataset),
    ports.links.read(dataset),
    ports.sheetsOf(dataset),
  ]);
  return {
    dataset,
    papers: (archive?.papers ?? []).toReversed(),
    made: [...madePapers(owner, { links, ...sheets })],
  } satisfies ArchiveView;
}

/**
 * Returns an address, valid for five minutes; leaves an audit entry. The title stays out of the address, which is logged
 * by proxies.
 */
export async function downloadPaper(
  input: Pick<RouteInput<typeof downloadPaperRoute>, 'caller' | 'params' | 'requestId'>,
  ports: Auditing & Pick<ArchivePorts, 'publishedVersions' | 'archiveOf' | 'presignDownload' | 'now'>,
) {
  const found = await findPaper(input, 'read-papers', ports);
  if (isRefused(found)) return found;
  const { archive, paper, provider } = found;
  const [extension] = paperExtensions[paper.format];
  const url = await ports.presignDownload({
    key: paperKey(archive.dataset, paper),
    fileName: `${archive.dataset}-${paperKindNames[paper.kind]}-${paper.id}.${extension}`,
    mediaType: paperMediaTypes[paper.format],
    seconds: downloadSeconds,
  });
  const { caller, requestId } = input;
  const { dataset } = archive;
  await ports.recordUse({ caller, requestId, operation: 'download-paper', dataset, provider, results: 1 });
  const fileName = `${paper.title}（第${paper.number}版）.${extension}`;
  return { url, fileName, expiresAt: secondsAfter(ports.now(), downloadSeconds) };
}
