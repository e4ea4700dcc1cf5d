import { PaperKind, type PaperVersion } from '../../../../schemas/collection/archive.ts';

export type PapersOfKind = {
  readonly kind: PaperKind;
  /** Of each paper the newest version that is not withdrawn. */
  readonly current: readonly PaperVersion[];
  /** All others, the newest first. */
  readonly others: readonly PaperVersion[];
};

/** Groups versions by kind, in the order of the kinds; `papers` is the newest first. */
export function groupPapers(papers: readonly PaperVersion[]): readonly PapersOfKind[] {
  const current = new Map<string, PaperVersion>();
  for (const paper of papers) {
    const name = `${paper.kind} ${paper.title.normalize('NFKC').toLowerCase()}`;
    if (paper.withdrawn === undefined && !current.has(name)) current.set(name, paper);
  }
  const isCurrent = new Set([...current.values()].map(({ id }) => id));
  return PaperKind.options
    .map((kind) => {
      const ofKind = papers.filter((paper) => paper.kind === kind);
      return {
        kind,
        current: ofKind.filter(({ id }) => isCurrent.has(id)),
        others: ofKind.filter(({ id }) => !isCurrent.has(id)),
      };
    })
    .filter(({ current: shown, others }) => shown.length + others.length > 0);
}
