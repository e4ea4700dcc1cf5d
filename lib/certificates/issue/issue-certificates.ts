import type { z } from 'zod';
import { partName } from '../../../schemas/certificates/issuing-progress.ts';
import type { IssueMessage } from '../../../schemas/certificates/messages.ts';
import { issueRecords, type FaceType } from './issue-records.ts';
import type { IssuePorts } from './ports.ts';
import { scheduleNextPublication, retryAt, unissuedParts } from './schedule-next-publication.ts';

const recordBatchSize = 500;
/** Needed for one more batch; with less, the part continues in another invocation. */
const minRemainingMs = 15_000;

/** Schedules a dataset's next publication, or issues one part; a part out of time is queued again. */
export async function issueCertificates(
  message: z.output<typeof IssueMessage>,
  ports: IssuePorts,
  { remainingMs }: { readonly remainingMs: () => number },
): Promise<void> {
  if (!('part' in message)) return await scheduleNextPublication(message.dataset, ports);
  const { dataset, publication, delivery, part } = message;
  const progress = await ports.progress.read(dataset);
  if (progress.order?.publication !== publication || progress.done.includes(partName(delivery, part))) return;
  const faceType = await readFaceType(dataset, ports);
  if (faceType === null) return;
  const records = ports.faceData.recordsOfPart(delivery, part);
  if (!(await issuePart(records, faceType, ports, remainingMs)))
    return await ports.messages.parts(dataset, publication, [{ delivery, part }]);
  const after = await ports.progress.markDone(dataset, publication, partName(delivery, part), retryAt(ports));
  if (after?.order !== undefined && unissuedParts(after).length === 0) await scheduleNextPublication(dataset, ports);
}

/** Returns false when the time runs out first. */
async function issuePart(
  part: AsyncIterable<{ readonly record: string }>,
  faceType: FaceType,
  ports: IssuePorts,
  remainingMs: () => number,
): Promise<boolean> {
  let batch: string[] = [];
  for await (const { record } of part) {
    batch.push(record);
    if (batch.length < recordBatchSize) continue;
    if (remainingMs() < minRemainingMs) return false;
    await issueRecords(batch, faceType, ports);
    batch = [];
  }
  if (batch.length === 0) return true;
  if (remainingMs() < minRemainingMs) return false;
  await issueRecords(batch, faceType, ports);
  return true;
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
