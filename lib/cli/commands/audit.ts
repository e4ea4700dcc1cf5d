import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Day } from '../../../schemas/kernel/day.ts';
import type { AuditSeal } from '../../../schemas/sharing/audit-seal.ts';
import { dayInShanghai, minuteInShanghai } from '../../kernel/instant.ts';
import { type SealFault, type VerifiedSeals, verifySeals } from '../../sharing/seals/verify-seals.ts';
import { verifySealsPorts } from '../../wiring/sharing/seals.ts';
import { type Command, UsageError } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { describeChainFault } from '../text/chain-fault-text.ts';
import { formatCount } from '../text/format-amounts.ts';

const options = { from: { type: 'string' }, to: { type: 'string' }, json: { type: 'boolean' } } as const;

/** Checks a folder that was copied from the audit bucket; needs no network. Exit code 1: a fault. */
export const verifySealedCommand: Command = async (args, { stdout }) => {
  const { values, positionals } = parseCommandLine(args, options, ['文件夹']);
  const [folder = ''] = positionals;
  const [from, to] = [readDay(values.from), readDay(values.to)];
  if (!(await isFolder(join(folder, 'seals'))))
    throw new UsageError(
      `“${folder}”中没有封存。请先把封存的桶复制到一个文件夹，例如 aws s3 sync s3://桶的名称 文件夹，再写这个文件夹。`,
    );
  const isWanted = ({ at }: AuditSeal): boolean => {
    const day = dayInShanghai(at);
    return (from === undefined || day >= from) && (to === undefined || day <= to);
  };
  const verified = await verifySeals(verifySealsPorts(folder), isWanted);
  stdout.write(values.json === true ? `${JSON.stringify(verified)}\n` : describe(verified));
  return verified.faults.length > 0 ? exitCodes.findings : exitCodes.done;
};

function readDay(text: string | undefined): Day | undefined {
  if (text === undefined) return undefined;
  const day = Day.safeParse(text);
  if (!day.success) throw new UsageError(`“${text}”不是日期。请按 2024-03-01 的格式书写。`);
  return day.data;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

const sealFaults = {
  unreadable: (seal: number) => `第 ${formatCount(seal)} 次封存：内容不是封存。`,
  missing: (seal: number) => `第 ${formatCount(seal)} 次封存：缺少。`,
  altered: (seal: number) => `第 ${formatCount(seal)} 次封存：内容被改动，与前后的封存不一致。`,
} as const;

function describeFault(fault: SealFault): string {
  if ('kind' in fault) return sealFaults[fault.kind](fault.seal);
  return `${describeChainFault(fault.chain, fault.fault)}（见第 ${formatCount(fault.seal)} 次封存）`;
}

function describe({ seals, first, last, entries, faults }: VerifiedSeals): string {
  const range = first === undefined ? '' : `从第 ${formatCount(first)} 次起的`;
  const end =
    last === undefined
      ? ''
      : `最后一次是第 ${formatCount(last.number)} 次，${minuteInShanghai(last.at)}，` +
        `SHA-256 为 ${last.hash}；此后的使用记录不在其中。\n`;
  if (faults.length === 0)
    return (
      `已核对${range} ${formatCount(seals)} 次封存和其中的 ${formatCount(entries)} 条使用记录：` +
      `每一次都与前一次相接，每一条都与前一条相接，内容没有改动。\n${end}`
    );
  return (
    faults.map((fault) => `${describeFault(fault)}\n`).join('') +
    `共核对${range} ${formatCount(seals)} 次封存，其中 ${formatCount(entries)} 条使用记录没有问题。\n${end}` +
    '请从封存的桶重新复制一次再核对；仍有问题的，请保全现状，并查明是谁在何时改动了它。\n'
  );
}
