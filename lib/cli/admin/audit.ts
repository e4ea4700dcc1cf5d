import { verifyAuditLog, type VerifiedChain } from '../../sharing/audit/verify-audit-log.ts';
import { auditSeals, readAuditDepartments, verifyAuditLogPorts } from '../../wiring/sharing/verify-audit-log.ts';
import { type Command, UsageError } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { describeChainFault } from '../text/chain-fault-text.ts';
import { formatCount } from '../text/format-amounts.ts';
import { adminOptions, selectStage } from './admin-session.ts';

const options = { ...adminOptions, department: { type: 'string' }, 'without-seals': { type: 'boolean' } } as const;

/** Exit code 1: a chain has a fault. */
export const verifyAuditCommand: Command = async (args, { stdout }) => {
  const { values } = parseCommandLine(args, options, []);
  await selectStage(values);
  const known = await readAuditDepartments();
  if (values.department !== undefined && !known.includes(values.department))
    throw new UsageError(`没有编号为“${values.department}”的部门。请用 guiji admin accounts list 核对部门编号。`);
  const departments = values.department === undefined ? known : [values.department];
  const isSealed = values['without-seals'] !== true;
  const seals = isSealed ? { seals: auditSeals() } : {};
  const chains = await verifyAuditLog(departments, { ...verifyAuditLogPorts(), ...seals });
  const faulty = chains.filter(({ fault }) => fault !== undefined);
  if (values.json === true) stdout.write(chains.map((chain) => `${JSON.stringify(chain)}\n`).join(''));
  else stdout.write(describe(chains, { faulty, isSealed }));
  return faulty.length > 0 ? exitCodes.findings : exitCodes.done;
};

type Found = { readonly faulty: readonly VerifiedChain[]; readonly isSealed: boolean };

function describe(chains: readonly VerifiedChain[], { faulty, isSealed }: Found): string {
  const sum = (of: (chain: VerifiedChain) => number): string =>
    formatCount(chains.reduce((total, chain) => total + of(chain), 0));
  const checked = sum(({ entries }) => entries);
  const sealed = isSealed
    ? `其中 ${sum(({ entries, sealed: last = 0 }) => Math.min(entries, last))} 条与封存的相同。`
    : '没有与封存核对：链的末尾如有缺少，查不出来。';
  if (faulty.length === 0)
    return `已核对 ${formatCount(chains.length)} 条链的 ${checked} 条使用记录，每一条都与前一条相接，内容没有改动；${sealed}\n`;
  const lines = faulty.map(({ chain, fault }) => (fault === undefined ? '' : `${describeChainFault(chain, fault)}\n`));
  return (
    `${lines.join('')}以上各条之前的 ${checked} 条使用记录没有问题；${sealed}` +
    '请保全数据表的备份和封存的对象，并查明是谁在何时改动了它。\n'
  );
}
