import type { z } from 'zod';
import { partName } from '../../../schemas/certificates/issuing-progress.ts';
import type { IssueMessage } from '../../../schemas/certificates/messages.ts';
import { issueRecords, type FaceType } from './issue-records.ts';
import type { IssuePorts } from './ports.ts';
import { scheduleNextPublication, retryAt } from './schedule-next-publication.ts';

/** Records of a part that are looked at together: what one read of heads holds, several times over. */
const recordBatchSize = 500;
/** Milliseconds that must be left for the next records; otherwise the part goes on in another invocation. */
const minRemainingMs = 15_000;

/**
 * Does what a message of the issuing queue says: looks at a dataset, or makes certificates of the records that one part of a publication touches. A part that
 * runs out of time is begun anew: what is done already costs a read and changes nothing.
 */
export async function issueCertificates(
  message: z.output<typeof IssueMessage>,
  ports: IssuePorts,
  { remainingMs }: { readonly remainingMs: () => number },
): Promise<void> {
  if (!('part' in message)) return await scheduleNextPublication(message.dataset, ports);
  const { dataset, publication, delivery, part } = message;
  const progress = await ports.progress.read(dataset);
  if (progress.order?.publication !== publication || progress.done.includes(partName(delivery, part))) return;
  const faceType = await faceTypeOf(dataset, ports);
  if (faceType === null) return;

  let records: string[] = [];
  const issue = async (): Promise<boolean> => {
    if (remainingMs() < minRemainingMs) return false;
    await issueRecords(records, faceType, ports);
    records = [];
    return true;
  };
  for await (const { record } of ports.faceData.recordsOfPart(delivery, part)) {
    records.push(record);
    if (records.length === recordBatchSize && !(await issue()))
      return await ports.messages.parts(dataset, publication, [{ delivery, part }]);
  }
  if (records.length > 0 && !(await issue()))
    return await ports.messages.parts(dataset, publication, [{ delivery, part }]);
  const after = await ports.progress.markDone(dataset, publication, partName(delivery, part), retryAt(ports));
  const parts = after?.order?.deliveries.reduce((sum, one) => sum + one.parts, 0) ?? Infinity;
  if (after !== null && after.done.length >= parts) await scheduleNextPublication(dataset, ports);
}

/** The type with its catalogue entry as it is published now; `null` when there is none to issue by. */
export async function faceTypeOf(
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
