import type { withdrawPaperRoute } from '../../../schemas/collection/archive-routes.ts';
import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { withdrawnEvent } from './archive-events.ts';
import { findPaper } from './find-archive.ts';
import type { ArchivePorts } from './ports.ts';

/** Withdraws one version with a reason. It stays stored, listed and downloadable. */
export async function withdrawPaper(
  input: RouteInput<typeof withdrawPaperRoute>,
  ports: Pick<ArchivePorts, 'publishedVersions' | 'archiveOf' | 'saveArchive' | 'now'>,
) {
  const found = await findPaper(input, 'keep-papers', ports);
  if (isRefused(found)) return found;
  const { archive, paper, provider } = found;
  if (paper.withdrawn !== undefined) return refused('paper-withdrawn');
  const { subject: by, name } = input.caller;
  const withdrawn = { ...paper, withdrawn: { at: ports.now(), by, name, reason: input.body.reason } };
  const next = {
    ...archive,
    lockVersion: archive.lockVersion + 1,
    papers: archive.papers.map((one) => (one.id === paper.id ? withdrawn : one)),
  };
  const saved = await ports.saveArchive(next, withdrawnEvent(archive.dataset, provider, withdrawn));
  return saved ? withdrawn : refused('changed-meanwhile');
}
