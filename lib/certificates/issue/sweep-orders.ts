import { Failure } from '../../kernel/failure.ts';
import { scheduleNextPublication, type SchedulePublicationPorts } from './schedule-next-publication.ts';

/**
 * Looks at every dataset of face data that has more publications than were issued, or an order that nobody works on: what no message told of, or whose
 * message was lost, is found here. One that can't be taken up doesn't keep the others waiting.
 */
export async function sweepOrders(ports: SchedulePublicationPorts): Promise<void> {
  const datasets = (await ports.types.all()).map(({ type }) => type);
  const [counts, progress] = await Promise.all([
    ports.faceData.publicationCounts(datasets),
    ports.progress.readAll(datasets),
  ]);
  const now = ports.now();
  const failures: unknown[] = [];
  for (const [i, { dataset, publication, order, retryAt }] of progress.entries()) {
    const waits = order === undefined ? publication < (counts[i] ?? 0) : retryAt === undefined || retryAt <= now;
    if (!waits) continue;
    try {
      await scheduleNextPublication(dataset, ports);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0)
    throw new Failure('issuing-sweep-incomplete', { datasets: failures.length }, { cause: failures[0] });
}
