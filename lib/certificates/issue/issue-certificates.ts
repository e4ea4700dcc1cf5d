import type { z } from 'zod';
import { type IssuingCounts, partName } from '../../../schemas/certificates/issuing-progress.ts';
import type { IssueMessage } from '../../../schemas/certificates/messages.ts';
import type { Publication } from '../../../schemas/records/dataset-state.ts';
import {
  countOutcomes,
  issueBatch,
  readFailedAttempts,
  refuseUnfinished,
  withoutQuarantined,
  type FailedAttempts,
} from './issue-batch.ts';
import type { FaceType } from './issue-records.ts';
import { addCounts } from './issuing-outcome.ts';
import type { IssuePorts } from './ports.ts';
import { requestNextPart, scheduleNextPublication, retryAt, unissuedParts } from './schedule-next-publication.ts';

/** At 10 signatures a second, a batch takes 10 s. */
const recordBatchSize = 100;
/** Needed for one more batch, throttled or not; with less, the part continues in another invocation. */
const minRemainingMs = 20_000;

/**
 * Schedules a dataset's next publication, issues one part, or tries records in quarantine again. A part out of time is
 * queued again. Throws `records-not-issued` while records fail that are not in quarantine yet.
 */
export async function issueCertificates(
  message: z.output<typeof IssueMessage>,
  ports: IssuePorts,
  { remainingMs }: { readonly remainingMs: () => number },
): Promise<void> {
  if ('records' in message) return await retryRecords(message.dataset, message.records, ports);
  if (!('part' in message)) return await scheduleNextPublication(message.dataset, ports);
  const { dataset, publication, delivery, part } = message;
  const progress = await ports.progress.read(dataset);
  if (progress.order?.publication !== publication || progress.done.includes(partName(delivery, part))) return;
  const [faceType, published] = await Promise.all([
    readFaceType(dataset, ports),
    ports.faceData.publication(dataset, publication),
  ]);
  if (faceType === null || published === null) return;
  const records = ports.faceData.recordsOfPart(delivery, part);
  const earlier = await readFailedAttempts(dataset, ports);
  const issued = await issuePart(records, { published, faceType, earlier, remainingMs }, ports);
  if (issued === null) return await ports.messages.parts(dataset, publication, [{ delivery, part }]);
  refuseUnfinished(dataset, issued.left);
  const done = { part: partName(delivery, part), counts: issued.counts, retryAt: retryAt(ports) };
  const after = await ports.progress.markDone(dataset, publication, done);
  if (after?.order === undefined) return;
  if (unissuedParts(after).length === 0) await scheduleNextPublication(dataset, ports);
  else await requestNextPart({ ...after, order: after.order }, ports);
}

type PartWork = {
  readonly published: Publication;
  readonly faceType: FaceType;
  readonly earlier: FailedAttempts;
  readonly remainingMs: () => number;
};

type IssuedPart = { readonly left: number; readonly counts: IssuingCounts };

/**
 * Returns how many records will be tried again, and the outcomes of all the others; or `null` when the time runs out
 * first. A part begins again with its first record, so that its last run counts them all.
 */
async function issuePart(
  part: AsyncIterable<{ readonly record: string }>,
  { published, faceType, earlier, remainingMs }: PartWork,
  ports: IssuePorts,
): Promise<IssuedPart | null> {
  let left = 0;
  let counts: IssuingCounts = {};
  let batch: string[] = [];
  const issue = async (): Promise<boolean> => {
    if (remainingMs() < minRemainingMs) return false;
    const records = await withoutQuarantined(batch, faceType.type.type, earlier, ports);
    const tried = await issueBatch(records, faceType, earlier, ports);
    left += tried.left;
    const issuable = records.filter((record) => !tried.quarantined.has(record));
    counts = addCounts(counts, { quarantined: batch.length - issuable.length });
    counts = addCounts(counts, await countOutcomes(issuable, published, ports));
    batch = [];
    return true;
  };
  for await (const { record } of part) {
    batch.push(record);
    if (batch.length === recordBatchSize && !(await issue())) return null;
  }
  return batch.length === 0 || (await issue()) ? { left, counts } : null;
}

async function retryRecords(dataset: string, records: readonly string[], ports: IssuePorts): Promise<void> {
  const faceType = await readFaceType(dataset, ports);
  if (faceType === null) return;
  await issueBatch(records, faceType, await readFailedAttempts(dataset, ports), ports);
}

/** Reads the type with its published catalogue entry; `null` when either is missing. */
export async function readFaceType(
  dataset: string,
  { types, catalogue }: Pick<IssuePorts, 'types' | 'catalogue'>,
): Promise<FaceType | null> {
  const [type, version] = await Promise.all([types.type(dataset), catalogue.publishedVersion(dataset)]);
  if (type === null || version === null) return null;
  const lists = new Set([
    ...version.content.fields.flatMap(({ codeList }) => codeList ?? []),
    'identity-document-kind',
  ]);
  return { type, face: { content: version.content, codeLists: await catalogue.codeLists([...lists]) } };
}
