import type { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import { type Message, openPipeline, type Pipeline, type Row } from './pipeline.ts';
import { runPipeline } from './run-pipeline.ts';

export const undisturbed = async () => undefined;
export const five: Row[] = [
  ['a', '1'],
  ['b', '1'],
  ['c', '1'],
  ['d', '1'],
  ['e', '1'],
];
export const stored = (pipeline: Pipeline, id: string): DeliveryRecord => {
  const delivery = pipeline.stores.deliveries.all().find((one) => one.id === id);
  if (delivery === undefined) throw new Error('no such delivery');
  return delivery;
};
export const quiet = (pipeline: Pipeline) => runPipeline(pipeline).untilQuiet();

/** Works through the queue up to the first message of the kind, which is left in it. */

export async function upTo(pipeline: Pipeline, kind: Message['kind']): Promise<void> {
  while (pipeline.queue[0] !== undefined && pipeline.queue[0].kind !== kind) {
    const message = pipeline.queue.shift();
    if (message !== undefined) await pipeline.handle(message, undisturbed);
  }
}

/** A delivery that stands before the step that the message orders. */
export async function before(
  kind: Message['kind'],
  rows = five,
): Promise<{ readonly pipeline: Pipeline; readonly id: string }> {
  const pipeline = openPipeline();
  await pipeline.hand('full', [
    ['a', '0'],
    ['z', '0'],
  ]);
  await quiet(pipeline);
  const id = await pipeline.hand('full', rows);
  await upTo(pipeline, kind);
  return { pipeline, id };
}

export const fail = (pipeline: Pipeline, id: string) =>
  pipeline.stores.deliveries.change(id, ['ingesting', 'loading'], {
    status: 'failed',
    finishedAt: pipeline.now(),
    retryAt: null,
  });
export const loadedVersions = (pipeline: Pipeline, seq: number | undefined) =>
  pipeline.stores.records.all().filter((version) => version.seq === seq).length;
