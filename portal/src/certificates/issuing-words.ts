import { BatchOperation, type BatchStatus } from '../../../schemas/certificates/batch.ts';
import type { EventRecord } from '../../../schemas/kernel/event-record.ts';
import { formatNumber } from '../shared/format-number.ts';
import { verbOf } from './batches/operation-words.ts';

type Counts = NonNullable<EventRecord['counts']>;

const papers = (count: number): string => `${formatNumber(count)} 份`;

/** Says in a sentence what became of a publication of face data, or of a batch of status changes. */
export function describeIssuing({
  action,
  publication,
  to,
  counts = {},
}: Omit<EventRecord, 'entity' | 'number'>): string {
  const operation = BatchOperation.safeParse(action);
  if (operation.success) return describeBatch(verbOf(operation.data), to, counts);
  return `第 ${publication ?? ''} 次发布：${describePublication(counts)}。`;
}

function describePublication({
  issued = 0,
  changed = 0,
  annulled = 0,
  unchanged = 0,
  failed = 0,
  quarantined = 0,
}: Counts): string {
  const notIssued = failed + quarantined;
  const parts = [
    ...(issued > 0 ? [`签发 ${papers(issued)}`] : []),
    ...(changed > 0 ? [`更新 ${papers(changed)}`] : []),
    ...(annulled > 0 ? [`注销 ${papers(annulled)}`] : []),
    ...(unchanged > 0 ? [`${papers(unchanged)}不用更新`] : []),
    ...(notIssued > 0 ? [`${papers(notIssued)}未能签发`] : []),
  ];
  return parts.length === 0 ? '没有需要签发的证照' : parts.join('，');
}

function describeBatch(
  verb: string,
  to: string,
  { requested = 0, possible = 0, done = 0, impossible = 0 }: Counts,
): string {
  const refused = impossible > 0 ? `，${papers(impossible)}不能办理` : '';
  const sentences: Readonly<Record<string, string>> = {
    prepared: `提交批量${verb}，等待复核：清单 ${papers(requested)}，其中 ${papers(possible)}可以办理${refused}。`,
    applying: `批量${verb}经复核同意，开始办理 ${papers(possible)}。`,
    done: `批量${verb}办完：办成 ${papers(done)}${refused}。`,
    rejected: `批量${verb}被退回或撤回，没有办理。`,
    expired: `批量${verb}到期没有复核，没有办理。`,
  } satisfies Record<BatchStatus, string>;
  return sentences[to] ?? `批量${verb}。`;
}
