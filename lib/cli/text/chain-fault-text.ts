import type { ChainFault } from '../../../schemas/sharing/audit-seal.ts';
import { formatCount } from './format-amounts.ts';

const faultNames: Readonly<Record<ChainFault['kind'], string>> = {
  altered: '内容被改动',
  missing: '缺少',
  'out-of-order': '次序不对',
  unlinked: '与前一条接不上',
  unreadable: '不是使用记录',
  replaced: '与封存的不是同一条',
};

/** One sentence without a line end: which entry of which chain, and what is wrong with it. */
export function describeChainFault(chain: string, { kind, number, id }: ChainFault): string {
  const entry = id === undefined ? '' : `（编号 ${id}）`;
  return `链 ${chain} 的第 ${formatCount(number)} 条${entry}：${faultNames[kind]}。`;
}
