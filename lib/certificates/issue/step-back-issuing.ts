import type { Instant } from '../../../schemas/kernel/day.ts';
import type { IssuingProgressRepository, PublishedFaceData } from './ports.ts';

export type StepBackIssuingPorts = {
  readonly datasets: () => Promise<readonly string[]>;
  readonly progress: Pick<IssuingProgressRepository, 'readAll'> & {
    /** Replaces progress and current order. */
    readonly stepBack: (dataset: string, publication: number) => Promise<void>;
  };
  readonly faceData: Pick<PublishedFaceData, 'datasetState' | 'publications'>;
};

export type SteppedBack = { readonly dataset: string; readonly from: number; readonly to: number };

const maxPublications = 10_000;

/**
 * After a restore, lets the sweep issue all publications since a moment once more, and never counts more publications
 * than there are. Issuing is idempotent: what the restored certificates hold already is left alone.
 */
export async function stepBackIssuing(
  { since, dryRun }: { readonly since: Instant; readonly dryRun: boolean },
  ports: StepBackIssuingPorts,
): Promise<readonly SteppedBack[]> {
  const steppedBack: SteppedBack[] = [];
  for (const progress of await ports.progress.readAll(await ports.datasets())) {
    if (progress.publication === 0 && progress.order === undefined) continue;
    const publications = await ports.faceData.publications(progress.dataset, maxPublications);
    const before = publications.filter(({ at }) => at < since).length;
    const to = Math.min(progress.publication, before);
    if (to === progress.publication && progress.order === undefined) continue;
    steppedBack.push({ dataset: progress.dataset, from: progress.publication, to });
    if (!dryRun) await ports.progress.stepBack(progress.dataset, to);
  }
  return steppedBack;
}
