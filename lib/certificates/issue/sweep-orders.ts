import { Failure } from '../../kernel/failure.ts';
import { scheduleNextPublication, type SchedulePublicationPorts } from './schedule-next-publication.ts';

/** Schedules datasets with due work. Throws `issuing-sweep-incomplete` after trying all. */
export async function sweepOrders(ports: SchedulePublicationPorts): Promise<void> {
  const datasets = (await ports.types.all()).map(({ type }) => type);
  const [counts, progress] = await Promise.all([
    ports.faceData.publicationCounts(datasets),
    ports.progress.readAll(datasets),
  ]);
  const countOf = new Map(datasets.map((dataset, i) => [dataset, counts[i] ?? 0]));
  const now = ports.now();
  const failures: unknown[] = [];
  for (const { dataset, publication, order, retryAt } of progress) {
    const isDue =
      order === undefined ? publication < (countOf.get(dataset) ?? 0) : retryAt === undefined || retryAt <= now;
    if (!isDue) continue;
    try {
      await scheduleNextPublication(dataset, ports);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0)
    throw new Failure('issuing-sweep-incomplete', { datasets: failures.length }, { cause: failures[0] });
}
