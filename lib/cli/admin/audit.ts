import { verifyAuditLog, type VerifiedChain } from '../../sharing/audit/verify-audit-log.ts';
import type { ChainFault } from '../../sharing/audit/verify-chain.ts';
import { readAuditDepartments, verifyAuditLogPorts } from '../../wiring/sharing/verify-audit-log.ts';
import { type Command, UsageError } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { formatCount } from '../text/format-amounts.ts';
import { adminOptions, selectStage } from './admin-session.ts';

const faultNames: Readonly<Record<ChainFault['kind'], string>> = {
  altered: '内容被改动',
  missing: '缺少',
  'out-of-order': '次序不对',
  unlinked: '与前一条接不上',
  unreadable: '不是使用记录',
};

/** Exit code 1: a chain has a fault. */
export const verifyAuditCommand: Command = async (args, { stdout }) => {
  const { values } = parseCommandLine(args, { ...adminOptions, department: { type: 'string' } }, []);
  await selectStage(values);
  const known = await readAuditDepartments();
  if (values.department !== undefined && !known.includes(values.department))
    throw new UsageError(`没有编号为“${values.department}”的部门。请用 guiji admin accounts list 核对部门编号。`);
  const departments = values.department === undefined ? known : [values.department];
  const chains = await verifyAuditLog(departments, verifyAuditLogPorts());
  const faulty = chains.filter(({ fault }) => fault !== undefined);
  if (values.json === true) stdout.write(chains.map((chain) => `${JSON.stringify(chain)}\n`).join(''));
  else stdout.write(describe(chains, faulty));
  return faulty.length > 0 ? exitCodes.findings : exitCodes.done;
};

function describe(chains: readonly VerifiedChain[], faulty: readonly VerifiedChain[]): string {
  const checked = formatCount(chains.reduce((sum, { entries }) => sum + entries, 0));
  if (faulty.length === 0)
    return `已核对 ${formatCount(chains.length)} 条链的 ${checked} 条使用记录，每一条都与前一条相接，内容没有改动。\n`;
  const lines = faulty.map(({ chain, fault }) => {
    if (fault === undefined) return '';
    const entry = fault.id === undefined ? '' : `（编号 ${fault.id}）`;
    return `链 ${chain} 的第 ${formatCount(fault.number)} 条${entry}：${faultNames[fault.kind]}。\n`;
  });
  return `${lines.join('')}以上各条之前的 ${checked} 条使用记录没有问题。请保全数据表的备份，并查明是谁在何时改动了它。\n`;
}
