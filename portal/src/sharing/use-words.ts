import { recordRefusals } from '../../../schemas/records/refusals.ts';
import { fileRefusals } from '../../../schemas/sharing/file-refusals.ts';
import { proofFaultNames, proofOperation } from '../../../schemas/sharing/grant-proof.ts';
import { useRefusals } from '../../../schemas/sharing/use-refusals.ts';

const operationNames = new Map<string, string>([
  ['query-records', '查询记录'],
  ['find-subject-holdings', '查哪些信息资源有主体的记录'],
  ['read-history', '查看记录的来源和经过'],
  ['read-changes', '读取变更'],
  ['download-annotated', '下载批注后的工作簿'],
  ['read-rejected-row', '查看未入库的一行'],
  ['download-paper', '下载存档资料'],
  ['download-archive', '下载全部存档资料'],
  ['query-under-grant', '按授权查询'],
  ['verify-under-grant', '按授权核验'],
  ['read-changes-under-grant', '按授权读取变更'],
  ['prepare-grant-file', '按授权制作文件'],
  ['make-grant-file', '制作了授权的文件'],
  ['fetch-grant-file', '取用授权的文件'],
  [proofOperation, '每晚核验授权'],
  ['find-audit-entries', '按主体查使用记录'],
]);
const refusals = { ...recordRefusals, ...useRefusals, ...fileRefusals };
const refusalTitles = new Map<string, string>([
  ...Object.entries(refusals).map(([code, { title }]) => [code, title] as const),
  ...Object.entries(proofFaultNames).map(([code, name]) => [`proof-${code}`, name] as const),
]);

/** What was done, in words; the operation's own name for one that this page does not know. */
export const nameOperation = (operation: string): string => operationNames.get(operation) ?? operation;

/** Why a use was refused, in words; the code for one that this page does not know. */
export const nameRefusal = (code: string): string => refusalTitles.get(code) ?? code;
